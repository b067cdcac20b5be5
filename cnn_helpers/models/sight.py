"""What a unit sees of the input while a ledger walks through layers of any kind, upsampling included.

`cnn_helpers.layers.shapes.ReceptiveField` follows whole-number strides along one axis; here jumps may be fractions,
maps may become vectors, and paths may join.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil


@dataclass(frozen=True)
class Sight:
    """Along one axis: `size` input pixels seen by a unit, `jump` input pixels between neighbours, of `whole`."""

    size: Fraction
    jump: Fraction
    whole: int

    @classmethod
    def of_input(cls, n):
        """Return the sight of an input's own pixels along an axis of n."""
        return cls(Fraction(1), Fraction(1), n)

    def window(self, f, stride):
        """Return the sight after a window of f units, `stride` apart."""
        return Sight(self.size + (f - 1) * self.jump, self.jump * stride, self.whole)

    def transposed(self, f, stride):
        """Return the sight after a transposed convolution: a unit meets ceil(f / stride) inputs at most."""
        return Sight(self.size + (ceil(f / stride) - 1) * self.jump, self.jump / stride, self.whole)

    def everything(self, n):
        """Return the sight of a unit that joins all n units of the axis, never more than the input.

        Its neighbours see the same, so that the jump is 0.
        """
        return Sight(min(self.size + (n - 1) * self.jump, Fraction(self.whole)), Fraction(0), self.whole)

    @property
    def pixels(self):
        """The size in whole pixels, rounded up (after upsampling it may be a fraction)."""
        return ceil(self.size)


def join(sights, lengths, length):
    """Return the sight of a unit that sees through several paths: the widest of them.

    sights, lengths: one a path; length: of the joined axis. A path stretched from length 1 to `length` does not
    set the jump.

    >>> join([Sight.of_input(9).window(3, 1), Sight.of_input(9).window(5, 1)], [7, 7], 7).pixels
    5
    """
    own = [sight.jump for sight, n in zip(sights, lengths, strict=True) if n == length]
    jump = max(own, default=max(sight.jump for sight in sights))
    return Sight(max(sight.size for sight in sights), jump, max(sight.whole for sight in sights))
