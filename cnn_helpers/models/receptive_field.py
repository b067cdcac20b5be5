"""What a unit sees of the input while a ledger walks through layers of any kind, upsampling included.

`cnn_helpers.layers.shapes.ReceptiveField` follows whole-number strides along one axis; here jumps may be fractions,
maps may become vectors, and paths may join.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Self


@dataclass(frozen=True)
class Sight:
    """Along one axis of `whole` input pixels: what a unit sees, and the `jump` between two neighbours.

    After upsampling by s, neighbours are jump / s apart although what they see moves by whole old jumps: the size
    is kept as a fraction and rounded down to `base` plus a multiple of `grain`, the size and jump before.
    """

    size: Fraction
    jump: Fraction
    whole: int
    base: Fraction = Fraction(1)
    grain: Fraction = Fraction(1)

    @classmethod
    def of_input(cls, n: int) -> Self:
        """Return the sight of an input's own pixels along an axis of n."""
        return cls(Fraction(1), Fraction(1), n)

    @property
    def pixels(self) -> int:
        """The size of the receptive field, in input pixels, of the unit that sees most.

        >>> Sight.of_input(40).window(2, 2).transposed(2, 2).window(4, 1).pixels
        6
        """
        return int(self.base + floor((self.size - self.base) / self.grain) * self.grain)

    def window(self, f: int, stride: int) -> Self:
        """Return the sight after a window of f units, `stride` apart."""
        return replace(self, size=self.size + (f - 1) * self.jump, jump=self.jump * stride)

    def transposed(self, f: int, stride: int) -> Self:
        """Return the sight after a transposed convolution: a unit meets every `stride`-th of f weights."""
        before = self
        if self.jump >= self.grain:
            size = Fraction(self.pixels)
            before = replace(self, size=size, base=size, grain=self.jump)
        jump = before.jump / stride
        return replace(before, size=before.size + (f - 1) * jump, jump=jump)

    def everything(self, n: int) -> Sight:
        """Return the sight of a unit that joins all n units of the axis, never more than the input.

        Its neighbours see the same, so that the jump is 0.
        """
        size = Fraction(min(self.window(n, 1).pixels, self.whole))
        return Sight(size, Fraction(0), self.whole, base=size)


def join(sights: Sequence[Sight], lengths: Sequence[int], length: int) -> Sight:
    """Return the sight of a unit that sees through several paths: the widest of them.

    sights, lengths: one a path; length: of the joined axis. A path stretched from length 1 to `length` does not
    set the jump.

    >>> join([Sight.of_input(9).window(3, 1), Sight.of_input(9).window(5, 1)], [7, 7], 7).pixels
    5
    """
    own = [sight.jump for sight, n in zip(sights, lengths, strict=True) if n == length]
    widest = max(sights, key=lambda sight: (sight.pixels, sight.size))
    return replace(widest, jump=max(own, default=widest.jump))
