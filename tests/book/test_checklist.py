"""Every row of the syllabus is taught by a section of a chapter, which its label names."""

import pytest
import yaml

from .page_rules import every_label, section_labels, section_of
from .pages import PROJECT, chapters, text_of

ROWS = yaml.safe_load((PROJECT / "book" / "reference" / "syllabus.yml").read_text(encoding="utf-8"))
IDS = [row for part in ROWS.values() for row in part]
LABELS = {label: page for page in chapters() for label in section_labels(text_of(page))}


def labels_of(row):
    """The labels that name a row of the syllabus; fails where no section teaches it."""
    found = [label for label in LABELS if label.startswith(f"{row.lower()}-")]
    assert found, f"no page teaches {row}; a label ({row.lower()}-...)= above a section's heading is needed"
    return found


@pytest.mark.parametrize("row", IDS)
def test_a_section_teaches_and_computes(row):
    sections = {label: section_of(LABELS[label], text_of(LABELS[label]), label) for label in labels_of(row)}
    assert any("{code-cell}" in section for section in sections.values()), (
        f"{row} is taught at {', '.join(sections)} without a code cell; at least one is needed"
    )


def test_no_label_names_a_row_that_is_not_in_the_syllabus():
    strangers = {label: page for label, page in LABELS.items() if label.split("-")[0].upper() not in set(IDS)}
    assert not strangers, f"labels name rows that book/reference/syllabus.yml does not have: {strangers}"


def test_no_label_stands_in_two_places():
    places: dict[str, list[str]] = {}
    for page in chapters():
        for label in every_label(text_of(page)):
            places.setdefault(label, []).append(page)
    twice = {label: pages for label, pages in places.items() if len(pages) > 1}
    assert not twice, f"labels that stand in two places; each needs a name of its own: {twice}"
