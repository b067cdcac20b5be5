"""Find faces in a photograph with MTCNN (Zhang et al. 2016), as the `mtcnn` package ships it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.pretrained.packages import files_of

if TYPE_CHECKING:
    from mtcnn import MTCNN


LANDMARKS = ("left_eye", "right_eye", "nose", "mouth_left", "mouth_right")


class Face(NamedTuple):
    """A face: box (x1, y1, x2, y2) in pixels, confidence 0 to 1, landmarks {name: (x, y)}.

    Left and right are the picture's, not the person's.
    """

    box: tuple[float, float, float, float]
    confidence: float
    landmarks: dict[str, tuple[float, float]]

    @property
    def eyes(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The places of the eyes, the one further left in the picture first, as `align_face` takes them."""
        left, right = sorted((self.landmarks["left_eye"], self.landmarks["right_eye"]))
        return left, right


@lru_cache(maxsize=1)
def _finder() -> MTCNN:
    files_of("find_faces")  # its own loader unpickles: it gets no file but the one that the course knows
    from mtcnn import MTCNN

    return MTCNN()


def find_faces(image: ArrayLike, least: float = 0.9) -> list[Face]:
    """Return the faces in a photograph, the surest first.

    image: (H, W, 3), uint8; least: confidence below which a face is left out, 0 to 1. Raises ValueError for
    other images, and MissingPackage without `mtcnn`.
    """
    pixels = np.asarray(image)
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
        raise ValueError(f"the image is {pixels.dtype} of shape {pixels.shape}; uint8 (H, W, 3) is needed")
    if not 0 <= least <= 1:
        raise ValueError(f"least is {least}; a confidence from 0 to 1 is needed")
    found = _finder().detect_faces(pixels, box_format="xyxy")
    faces = [_face(one) for one in found]
    return sorted((face for face in faces if face.confidence >= least), key=lambda face: -face.confidence)


def _face(found: dict[str, Any]) -> Face:
    """A face as `mtcnn` describes it, in plain numbers."""
    x1, y1, x2, y2 = map(float, found["box"])
    places = {name: tuple(map(float, found["keypoints"][name])) for name in LANDMARKS}
    return Face(
        (x1, y1, x2, y2), float(found["confidence"]), {name: (x, y) for name, (x, y) in places.items()}
    )
