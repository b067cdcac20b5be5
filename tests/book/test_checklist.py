"""Every row of the syllabus is taught by a section of a chapter, which its label names."""

import re

import pytest
import yaml

from .pages import PROJECT, chapters, text_of

ROWS = yaml.safe_load((PROJECT / "book" / "reference" / "syllabus.yml").read_text(encoding="utf-8"))
IDS = [row for part in ROWS.values() for row in part]
LABELS = {
    label: page
    for page in chapters()
    for label in re.findall(r"^\(([a-z]\d+-[\w-]+)\)=$", text_of(page), re.MULTILINE)
}


@pytest.mark.parametrize("row", IDS)
def test_a_section_teaches(row):
    assert [label for label in LABELS if label.startswith(f"{row.lower()}-")], f"no label ({row.lower()}-…)="


def test_no_label_names_a_row_that_is_not_in_the_syllabus():
    assert {label.split("-")[0].upper() for label in LABELS} <= set(IDS)


def has_cells(label):
    after = text_of(LABELS[label]).split(f"({label})=\n")[1]
    level = re.match(r"#+", after)[0]
    return "{code-cell}" in re.split(rf"\n#{{1,{len(level)}}} ", after)[0]


@pytest.mark.parametrize("row", IDS)
def test_a_section_computes_what_it_teaches(row):
    labels = [label for label in LABELS if label.startswith(f"{row.lower()}-")]
    assert any(has_cells(label) for label in labels), f"{labels} only talk"


def test_no_label_stands_in_two_places():
    found = [
        label
        for page in chapters()
        for label in re.findall(
            r"^\(([\w-]+)\)=$|^ *:?(?:label|name): ([\w-]+)$", text_of(page), re.MULTILINE
        )
    ]
    names = [first or second for first, second in found]
    assert sorted({name for name in names if names.count(name) > 1}) == []
