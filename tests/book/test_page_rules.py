"""Each rule passes a good page, and says in words what a page lacks from which one thing was taken."""

import pytest

from .page_rules import RULES, number_problems, problems, section_of
from .pages import PROJECT, Names, before, text_of

GOOD = (PROJECT / "templates" / "page" / "mean-filter.md").read_text(encoding="utf-8")
SPOILT = {
    "no label above the title": ("(mean-filter)=\n", "", "the title 'The mean filter' has no label"),
    "two titles": ("\n## Summary\n", "\n# Summary\n\n## Summary\n", "2 titles"),
    "no title": ("# The mean filter\n", "\n", "0 titles (none); one line '# Title' is needed"),
    "a number kept by no cell": ("keep(windows=means.size, ", "keep(", "kept by no cell: windows"),
    "a number quoted nowhere": ("{glue:text}`windows:d`", "nine", "quoted nowhere: windows"),
    "a number kept twice": ("assert np.allclose(means, 5)", "keep(windows=9)", "more than once: windows"),
    "hidden names": ("keep(windows=means.size, ", "keep(**{'windows': 9}, ", "keep(**names) hides names"),
    "a magic command": ("image[2, 2] = 13", "%timeit 1 + 1", "code cell 3 is not plain Python"),
    "three exercises": ("{exercise} Two means", "{note} Two means", "3 exercises (One wide mean, Rows, then"),
    "an exercise without label": (":label: ex-mean-filter-wide\n", "\n", "'One wide mean' has no label"),
    "a solution that is not folded": (
        "ex-mean-filter-rows\n:class: dropdown",
        "ex-mean-filter-rows",
        "the folded solutions ex-mean-filter-twice, ex-mean-filter-wide, ex-mean-filter-dead",
    ),
    "no summary": ("## Summary\n", "## In short\n", "0 sections '## Summary'; one is needed"),
    "two points": ("- It softens edges", "It softens edges", "the summary has 2 points; 3 to 5"),
    "no alt text": ("alt: A 5 by 5", "title: A 5 by 5", "fig-mean-filter has no alt text; 'alt: what"),
    "an empty alt text": ("alt: A man with", "alt:\n    title: A man", "fig-mean-filter-photo has no alt text"),
    "one name for two figures": ("name: fig-mean-filter-photo", "name: fig-mean-filter", "two figures are"),
    "a line that is lost": (
        "cancel. The mean of $n$ such",
        "cancel, half of them, 50\n% in all. The mean of $n$ such",
        "the line '% in all. The mean of $n$ such",
    ),
    "names that readers cannot see": (
        "```{code-cell} ipython3\nimage = np.full",
        "```{code-cell} ipython3\n:tags: [remove-cell]\nimage = np.full",
        "code cell 4 uses image, means, which only cells define that are taken away",
    ),
}  # fmt: skip


def test_good_page_keeps_every_rule():
    assert problems("good", GOOD) == []


@pytest.mark.parametrize(("old", "new", "said"), SPOILT.values(), ids=SPOILT)
def test_spoilt_page_is_told_what_it_lacks(old, new, said):
    assert GOOD.count(old) == 1, f"{old!r} is to be changed in the template"
    found = problems("week9/spoilt", GOOD.replace(old, new))
    assert any(said in sentence for sentence in found), found
    assert all(sentence.startswith("week9/spoilt: ") for sentence in found)


def test_small_bad_page_breaks_every_rule_without_an_exception():
    assert [rule.__name__ for rule in RULES if not rule("Words.\n")] == [
        number_problems.__name__,
        "figure_problems",
        "hidden_name_problems",
        "lost_line_problems",
    ]
    assert len(problems("bad", "Words.\n")) == 3


def test_label_without_a_heading_is_named():
    assert section_of("p", "(f1-a)=\n\n## A\n\ntext\n\n## B\n", "f1-a") == "## A\n\ntext\n"
    with pytest.raises(
        ValueError, match=r"p: a heading is needed on the line below \(f1-a\)=; 'words' is there"
    ):
        section_of("p", "(f1-a)=\nwords", "f1-a")


def test_page_that_is_not_there_and_names_that_no_cell_makes_are_asked_for_in_words():
    with pytest.raises(FileNotFoundError, match=r"book/week9/nothing\.md is needed"):
        text_of("week9/nothing")
    with pytest.raises(ValueError, match=r"'## End' does not occur in book/p\.md"):
        before("p", "text", "## End")
    with pytest.raises(KeyError, match=r"no cell of book/p\.md keeps 'costs'"):
        Names("p", "keeps", {"cost": 1})["costs"]
