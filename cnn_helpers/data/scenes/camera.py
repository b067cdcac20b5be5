"""A camera that looks across a street: where metres land in the picture."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Camera:
    """A pinhole camera with a level view; lengths of the picture in its own height.

    horizon: where eye level lies, 0 at the top; focal: focal length; high: metres of the lens above the ground;
    aspect: the picture's width.
    """

    horizon: float
    focal: float
    high: float
    aspect: float

    def scale(self, distance: float) -> float:
        """Return picture heights a metre at a distance in metres."""
        return self.focal / distance

    def ground(self, distance: float) -> float:
        """Return the row at which the ground lies at a distance."""
        return self.horizon + self.high * self.scale(distance)

    def column(self, x: float, distance: float) -> float:
        """Return the column of a point x metres to the right of the lens."""
        return self.aspect / 2 + x * self.scale(distance)


def draw_camera(rng: Random, nearest: float, aspect: float) -> Camera:
    """Return a Camera that has the ground at the nearest distance low in the picture."""
    horizon, focal = rng.uniform(0.25, 0.48), rng.uniform(1.15, 1.35)
    return Camera(horizon, focal, (rng.uniform(0.82, 0.99) - horizon) * nearest / focal, aspect)
