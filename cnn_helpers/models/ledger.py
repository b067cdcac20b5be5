"""The ledger of a network: for every layer its output shape, parameters, multiply-adds, memory and what a unit sees.

Conventions: a multiply-add is one product of a weight and an activation (biases, batch norm, pooling and activation
functions count none); activation memory is one example's outputs in float32 (a flattened map, the same numbers
under another shape, is not counted again); the receptive field of a feature
map's unit is the theoretical one, padding included, and that of a vector's unit is at most the whole input.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from cnn_helpers.models.ledger_row import BYTES, Row

if TYPE_CHECKING:
    import keras
    from rich.table import Table

    from cnn_helpers.layers.network import Network


@dataclass
class Total:
    """Sums over a ledger's rows; multiply_adds leaves out the rows where they are unknown."""

    parameters: int
    trainable: int
    multiply_adds: int
    activations: int

    @property
    def activation_bytes(self) -> int:
        """Memory of all outputs of one example in float32."""
        return BYTES * self.activations


@dataclass
class Ledger:
    """The rows of a network and their total; shows itself as a table in a terminal and on a page."""

    name: str
    input_shapes: list[tuple[int, ...]]
    rows: list[Row] = field(default_factory=list)

    @property
    def total(self) -> Total:
        """The sums over all rows."""
        return Total(
            sum(row.parameters for row in self.rows),
            sum(row.trainable for row in self.rows),
            sum(row.multiply_adds or 0 for row in self.rows),
            sum(row.activations for row in self.rows),
        )

    @property
    def unknown(self) -> list[str]:
        """Names of the layers whose multiply-adds this ledger cannot count."""
        return [row.name for row in self.rows if row.multiply_adds is None]

    def _cells(self) -> tuple[list[str], list[list[str]], list[str]]:
        """Return the table as text: the head, a list a row, and the total."""
        head = ["layer", "kind", "output", "parameters", "multiply-adds", "memory", "sees"]
        body = [
            [
                row.name,
                row.kind,
                _size(row.output_shape),
                f"{row.parameters:,}",
                "?" if row.multiply_adds is None else f"{row.multiply_adds:,}",
                _memory(row.activation_bytes),
                "?" if row.receptive_field is None else _size(row.receptive_field),
            ]
            for row in self.rows
        ]
        total = self.total
        at_least = "at least " if self.unknown else ""
        foot = ["total", "", "", f"{total.parameters:,}", f"{at_least}{total.multiply_adds:,}"]
        return head, body, [*foot, _memory(total.activation_bytes), ""]

    def _title(self) -> str:
        return f"{self.name}, input {' and '.join(map(_size, self.input_shapes))}"

    def _notes(self) -> str:
        total = self.total
        notes = f"{total.trainable:,} of {total.parameters:,} parameters are trainable."
        if self.unknown:
            notes += f" Multiply-adds unknown: {', '.join(self.unknown)}."
        return notes

    def __str__(self) -> str:
        head, body, foot = self._cells()
        table = [head, *body, foot]
        wide = [max(len(line[i]) for line in table) for i in range(len(head))]
        lines = [
            "  ".join(
                f"{cell:<{w}}" if i < 3 else f"{cell:>{w}}"
                for i, (cell, w) in enumerate(zip(line, wide, strict=True))
            )
            for line in table
        ]
        lines.insert(1, "-" * len(lines[0]))
        lines.insert(-1, "-" * len(lines[0]))
        return "\n".join(line.rstrip() for line in (self._title(), *lines, self._notes()))

    __repr__ = __str__

    def __rich__(self) -> Table:
        from rich.box import SIMPLE
        from rich.table import Table

        head, body, foot = self._cells()
        table = Table(
            title=self._title(), caption=self._notes(), show_footer=True, box=SIMPLE, pad_edge=False
        )
        for i, (name, bottom) in enumerate(zip(head, foot, strict=True)):
            table.add_column(name, footer=bottom, justify="left" if i < 3 else "right", no_wrap=i in (0, 2))
        for row in body:
            table.add_row(*row)
        return table

    def _repr_html_(self) -> str:
        head, body, foot = self._cells()

        def line(cells: list[str], tag: str, border: str) -> str:
            # colours are the page's own, so that the table reads in its light and its dark mode
            return (
                f'<tr style="{border}">'
                + "".join(
                    f'<{tag} style="padding:.15em .6em;white-space:nowrap;text-align:{"left" if i < 3 else "right"}">'
                    f"{escape(cell)}</{tag}>"
                    for i, cell in enumerate(cells)
                )
                + "</tr>"
            )

        rule = "1px solid currentColor"
        rows = "".join(line(cells, "td", "") for cells in body)
        return (
            '<div style="overflow-x:auto;max-width:100%" tabindex="0" role="region" '
            f'aria-label="Layers of {escape(self.name)}">'
            '<table class="dataframe" style="border-collapse:collapse;font-size:.85em;'
            'font-variant-numeric:tabular-nums;color:inherit;background:transparent">'
            f'<caption style="caption-side:top;text-align:left;color:inherit">{escape(self._title())}. '
            f"{escape(self._notes())}</caption>"
            f"<thead>{line(head, 'th', f'border-bottom:{rule}')}</thead><tbody>{rows}</tbody>"
            f"<tfoot>{line(foot, 'th', f'border-top:{rule}')}</tfoot></table></div>"
        )


def _size(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) if shape else "-"


def _memory(size: int) -> str:
    """Return a number of bytes with its unit, in powers of ten as disks count.

    >>> _memory(60_348_320)
    '60.3 MB'
    """
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} B"


def describe(model: Network | keras.Model) -> Ledger:
    """Return the Ledger of a built network: one of `cnn_helpers.layers.network` or a Keras model.

    A layer used twice has two rows and its parameters in the first. Nested Keras models are opened, their layers
    named "outer/inner". A layer of a kind that the ledger does not know has multiply-adds None, shown as "?".
    Raises ValueError for anything else, for a Keras model without a graph (subclassed) or not built yet, and for
    inputs of unknown size.

    >>> from cnn_helpers.layers.network import Conv, Network
    >>> network = Network([Conv(10, f=3), Conv(20, f=5, stride=2)], input_shape=(39, 39, 3))
    >>> ledger = describe(network)
    >>> [(row.output_shape, row.parameters, row.receptive_field) for row in ledger.rows]
    [((37, 37, 10), 280, (3, 3)), ((17, 17, 20), 5020, (7, 7))]
    >>> ledger.total.multiply_adds
    1814630
    """
    from cnn_helpers.layers.network import Network

    if isinstance(model, Network):
        from cnn_helpers.models.ledger_numpy import rows_of_network

        return Ledger("Network", [model.input_shape], rows_of_network(model))
    bases = {(base.__module__.partition(".")[0], base.__name__) for base in type(model).__mro__}
    if ("keras", "Model") in bases:  # asked without importing Keras
        from cnn_helpers.models.ledger_keras import rows_of_keras

        return Ledger(model.name, *rows_of_keras(model))
    raise ValueError(f"the model is a {type(model).__name__}; a Network of layers or a Keras model is needed")


def ledger_of(build: Callable[[], keras.Model]) -> Ledger:
    """Return the Ledger of the Keras model that a function builds, without drawing its weights.

    Counts need none: a network of a hundred million parameters is described in the time that its graph takes.
    Raises ValueError for what `describe` refuses.

    >>> from cnn_helpers.models import lenet5, vgg16
    >>> ledger_of(lenet5).total == describe(lenet5()).total
    True
    >>> ledger_of(vgg16).total.parameters
    138357544
    """
    import keras

    with keras.StatelessScope(initialize_variables=False):
        return describe(build())
