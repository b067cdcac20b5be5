"""The pages of the table of contents, as text."""

import ast
from pathlib import Path
from typing import NamedTuple

import jupytext
import yaml

PROJECT = Path(__file__).parents[2]


def chapters() -> list[str]:
    """The chapters that teach, such as "week1/edges-and-convolution"; neither reference nor assignments."""
    toc = yaml.safe_load((PROJECT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"].removeprefix("book/") for part in toc["parts"] for chapter in part["chapters"]]
    return [file for file in files if not file.startswith("reference/") and "/assignment-" not in file]


def text_of(page: str) -> str:
    """The source of a page, such as "week1/edges-and-convolution". Raises FileNotFoundError where there is none."""
    path = PROJECT / "book" / f"{page}.md"
    if not path.is_file():
        raise FileNotFoundError(f"_toc.yml or a test names the page {page!r}; book/{page}.md is needed")
    return path.read_text(encoding="utf-8")


def code_cells(text: str) -> list[str]:
    """The sources of a page's code cells."""
    return [cell.source for cell in jupytext.reads(text, fmt="md:myst").cells if cell.cell_type == "code"]


class ParsedCell(NamedTuple):
    """A code cell as syntax tree, and what its tags are."""

    tree: ast.Module
    tags: set[str]


def parsed_cells(text: str) -> list[ParsedCell]:
    """A page's code cells; one that is no plain Python has an empty tree."""
    cells = [cell for cell in jupytext.reads(text, fmt="md:myst").cells if cell.cell_type == "code"]
    return [ParsedCell(_tree(cell.source), set(cell.metadata.get("tags", []))) for cell in cells]


def _tree(source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


class Names(dict):
    """What a page's cells define, or keep; a name that is not there is asked for in words."""

    def __init__(self, page: str, what: str, names: dict, more: str = ""):
        super().__init__(names)
        self.page, self.what, self.more = page, what, more

    def __missing__(self, name):
        asked = f"{name!r}, which this test looks at{self.more}"
        raise KeyError(f"no cell of book/{self.page}.md {self.what} {asked}")


def before(page: str, text: str, until: str) -> str:
    """The page's text before `until`. Raises ValueError where it does not occur."""
    if until not in text:
        raise ValueError(f"{until!r} does not occur in book/{page}.md, whose cells were to run up to there")
    return text[: text.index(until)]
