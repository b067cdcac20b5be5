"""Small tables of text and numbers, for a terminal and for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class TextTable:
    """A table that shows itself: headings, rows of text, and what it is about.

    The first column is set flush left, the others flush right, as numbers are read.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    about: str

    def __repr__(self) -> str:
        lines = [self.headings, *self.rows]
        wide = [max(len(line[i]) for line in lines) for i in range(len(self.headings))]
        return "\n".join(
            "  ".join(
                f"{cell:<{w}}" if i == 0 else f"{cell:>{w}}"
                for i, (cell, w) in enumerate(zip(line, wide, strict=True))
            )
            for line in lines
        )

    def _repr_html_(self) -> str:
        def line(cells: Sequence[str], tag: str) -> str:
            sides = ["left", *["right"] * (len(cells) - 1)]
            return "".join(
                f'<{tag} style="text-align:{side};padding:.15em .6em;white-space:nowrap">{escape(cell)}</{tag}>'
                for cell, side in zip(cells, sides, strict=True)
            )

        body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in self.rows)
        return (
            '<div style="overflow-x:auto;max-width:100%" tabindex="0" role="region" '
            f'aria-label="{escape(self.about)}"><table class="dataframe" '
            'style="font-size:.9em;font-variant-numeric:tabular-nums;color:inherit">'
            f"<thead><tr>{line(self.headings, 'th')}</tr></thead><tbody>{body}</tbody></table></div>"
        )


def text_table(headings: Iterable[str], rows: Iterable[Iterable[object]], about: str) -> TextTable:
    """Return a table that a page or a terminal shows.

    headings: texts; rows: as many values each, which are shown as str gives them; about: what the table
    holds, for those who cannot see it. Raises ValueError for rows of another length.

    >>> text_table(["network", "layers"], [["VGG-16", 16], ["LeNet-5", 5]], "networks")
    network  layers
    VGG-16       16
    LeNet-5       5
    """
    head, body = tuple(headings), tuple(tuple(str(value) for value in row) for row in rows)
    for row in body:
        if len(row) != len(head):
            raise ValueError(f"a row has {len(row)} values; {len(head)}, one a heading, are needed")
    return TextTable(head, body, about)
