"""One line of a network's ledger."""

from dataclasses import dataclass

BYTES = 4  # of a float32


@dataclass
class Row:
    """One layer: output_shape without the axis of examples; parameters and how many of them are trainable;

    multiply_adds for one example (None: unknown); activations, numbers in the output; receptive_field, input
    pixels along each axis (None: unknown, () for inputs without such axes).
    """

    name: str
    kind: str
    output_shape: tuple[int, ...]
    parameters: int
    trainable: int
    multiply_adds: int | None
    activations: int
    receptive_field: tuple[int, ...] | None

    @property
    def activation_bytes(self) -> int:
        """Memory of the output of one example in float32."""
        return BYTES * self.activations
