"""The credits page: whatever the package shows or loads of others' work is named there, with its licence."""

import re

import pytest

from cnn_helpers.data import CREDITS, PAINTINGS
from cnn_helpers.pretrained import PACKAGES
from cnn_helpers.pretrained.trained_weights import trained_names

from .pages import chapters, code_cells, text_of


@pytest.fixture(scope="module")
def lists(run_page):
    """What the page's lists say, in one text."""
    shown = []
    names = run_page("reference/credits", until="## Photographs")
    for source in code_cells(text_of("reference/credits"))[1:]:
        shown.append(eval(source, names).data)
    return "\n".join(shown)


def line_with(words, lists):
    """The line of the credits page that names something; fails where there is none."""
    found = [line for line in lists.splitlines() if words in line]
    assert found, f"book/reference/credits.md names {words!r} nowhere; a line of its lists is needed"
    return found[0]


def test_every_photograph_is_named_with_author_licence_and_source(lists):
    for name, credit in CREDITS.items():
        line = line_with(f'photo("{name}")', lists)
        missing = [part for part in credit if part not in line]
        assert not missing, f"the credit of {name} lacks {missing}: {line}"


def test_every_network_of_a_package_is_named_with_maker_licence_and_package(lists):
    for shipped in PACKAGES.values():
        line = line_with(shipped.what, lists)
        missing = [p for p in (shipped.made_by, shipped.licence, shipped.package) if p not in line]
        assert not missing, f"the credit of {shipped.what} lacks {missing}: {line}"


def test_every_network_and_painting_of_our_own_is_named(lists):
    for name in (*trained_names(), *PAINTINGS):
        assert line_with(f"**{name}**", lists)


def test_every_licence_links_to_its_text(lists):
    for licence in {one.licence for one in (*CREDITS.values(), *PACKAGES.values())} - {"public domain"}:
        assert line_with(f"[{licence}](https://", lists)


def test_vgg16_is_said_to_be_fine_tuned_for_edges(lists):
    assert line_with("fine-tuned to find edges", lists)


@pytest.mark.parametrize("page", chapters())
def test_every_photograph_on_a_page_is_one_of_the_list(page):
    unknown = set(re.findall(r'\bphoto\("(\w+)"', text_of(page))) - set(CREDITS)
    assert not unknown, f"{page} shows {sorted(unknown)}; cnn_helpers.data credits {sorted(CREDITS)}"
