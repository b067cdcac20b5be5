"""A detector that works: the course's small YOLO with the weights that ship, for streets and photographs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float
from cnn_helpers.detection.boxes.letterboxing import letterbox
from cnn_helpers.detection.boxes.suppression import Detections
from cnn_helpers.detection.yolo.fast_decoding import yolo_detect
from cnn_helpers.models import small_yolo
from cnn_helpers.pretrained.trained_weights import load_trained, read_log

if TYPE_CHECKING:
    import keras

DETECTORS = "detector", "far_detector"
AT_ONCE = 64  # pictures that the network sees together


@dataclass(frozen=True, eq=False)
class Detector:
    """A YOLO network with all that is needed to read its output.

    model: a Keras model, pictures (m, n_H, n_W, 3) from 0 to 1 -> raw output for `yolo_head`; anchors:
    (n_anchors, 2), width, height in cells; classes: their names; size: (n_H, n_W) of the model's pictures.
    """

    model: keras.Model
    anchors: np.ndarray
    classes: tuple[str, ...]
    size: tuple[int, int]

    def detect(
        self,
        images: NDArray | Sequence[ArrayLike],
        score_threshold: float = 0.5,
        iou_threshold: float = 0.5,
        max_boxes: int = 20,
    ) -> Detections | list[Detections]:
        """Return what is seen in an image, or a list of that for several images.

        images: (n_H, n_W, 3) of any size, or several: (m, n_H, n_W, 3) or a list; from 0 to 1, or uint8. Those of
        another size than the network's are letterboxed.
        -> scores (k,), boxes (k, 4), x1, y1, x2, y2 in the image's pixels, cut at its edges, classes (k,), best
        first. Raises ValueError for other shapes, for values outside 0 to 1 and for what `yolo_detect` refuses.
        """
        one = np.ndim(images) == 3 if isinstance(images, np.ndarray) else False
        images = [_picture(image) for image in ([np.asarray(images)] if one else images)]
        found = []
        for first in range(0, len(images), AT_ONCE):
            pictures, places = zip(
                *(letterbox(i, self.size) for i in images[first : first + AT_ONCE]), strict=True
            )
            raw = self.model.predict_on_batch(np.stack(pictures))  # as one graph: faster than layer by layer
            for output, place in zip(raw, places, strict=True):
                scores, boxes, kinds = yolo_detect(
                    output,
                    self.anchors,
                    len(self.classes),
                    self.size,
                    max_boxes,
                    score_threshold,
                    iou_threshold,
                )
                found.append((scores, place.to_image(boxes), kinds))
        return found[0] if one else found


@cache
def trained_detector(name: str = "detector") -> Detector:
    """Return a Detector of pedestrians, cars and motorcycles that `cnn-course train` made.

    name: of the recipe: "detector", for objects 4 to 9 m away, in pictures of 96 pixels, or "far_detector", for those
    of `Settings()`, 5 to 18 m away and up to 60 % covered, in pictures of 144 pixels.
    Raises ValueError for another name, FileNotFoundError and OSError when its files are missing or damaged.

    >>> from cnn_helpers.data.scenes import scene
    >>> from cnn_helpers.detection.yolo.hard_streets import AS_TRAINED
    >>> street = scene(seed=7, settings=AS_TRAINED)
    >>> scores, boxes, classes = trained_detector().detect(street.image)
    >>> sorted(classes.tolist()) == sorted(street.classes.tolist())
    True
    """
    if name not in DETECTORS:
        raise ValueError(f"there is no trained detector {name!r}; one of {', '.join(DETECTORS)} is needed")
    settings = read_log(name)["settings"]
    names, size = tuple(settings["classes"]), tuple(settings["size"])
    anchors = np.array(settings["anchors"])
    model = small_yolo((*size, 3), len(names), len(anchors))
    return Detector(load_trained(name, model), anchors, names, size)


def detect(
    images: NDArray | Sequence[ArrayLike],
    detector: Detector | None = None,
    score_threshold: float = 0.5,
    iou_threshold: float = 0.5,
    max_boxes: int = 20,
) -> Detections | list[Detections]:
    """Return what a detector sees in images; the course's own when none is given. As `Detector.detect` has it."""
    detector = trained_detector() if detector is None else detector
    return detector.detect(images, score_threshold, iou_threshold, max_boxes)


def _picture(image: ArrayLike) -> NDArray:
    image = np.asarray(image)
    if image.dtype == np.uint8:
        image = image.astype(np.float32) / 255
    image = as_float("image", image, "(n_H, n_W, 3)").astype(np.float32)
    if image.shape[2] != 3 or not (0 <= image.min(initial=0) and image.max(initial=1) <= 1):
        raise ValueError(
            f"an image has shape {image.shape} and values {image.min()} to {image.max()}; "
            "(n_H, n_W, 3) from 0 to 1, or uint8, is needed"
        )
    return image
