"""The pages of the table of contents, as text."""

from pathlib import Path

import jupytext
import yaml

PROJECT = Path(__file__).parents[2]


def chapters() -> list[str]:
    """The chapters that teach, such as "week1/edges-and-convolution"; neither reference nor assignments."""
    toc = yaml.safe_load((PROJECT / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"].removeprefix("book/") for part in toc["parts"] for chapter in part["chapters"]]
    return [file for file in files if not file.startswith("reference/") and "/assignment-" not in file]


def text_of(page: str) -> str:
    """The source of a page, such as "week1/edges-and-convolution"."""
    return (PROJECT / "book" / f"{page}.md").read_text(encoding="utf-8")


def code_cells(text: str) -> list[str]:
    """The sources of a page's code cells."""
    return [cell.source for cell in jupytext.reads(text, fmt="md:myst").cells if cell.cell_type == "code"]
