"""R-CNN, Fast R-CNN and Faster R-CNN as detectors: from images to scores, boxes and classes."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape
from cnn_helpers.detection.boxes.suppression import Detections, yolo_non_max_suppression
from cnn_helpers.detection.rcnn_family.offsets import SPREAD, clip_boxes, decode_offsets
from cnn_helpers.detection.rcnn_family.proposals import region_proposals
from cnn_helpers.detection.rcnn_family.region_networks import (
    STRIDE,
    proposal_head,
    rcnn,
    region_head,
    shared_features,
)
from cnn_helpers.detection.rcnn_family.rpn import anchor_grid, anchor_sizes, rpn_proposals

ANCHOR_SCALES, ANCHOR_RATIOS = (8.0, 12.0, 18.0, 27.0), (0.4, 0.8, 2.5)  # for street scenes of 96 x 96 pixels


def read_regions(
    scores: ArrayLike,
    offsets: ArrayLike,
    regions: ArrayLike,
    image_shape: tuple[int, int],
    score_threshold: float = 0.5,
    iou_threshold: float = 0.4,
    max_boxes: int = 20,
) -> tuple[NDArray, NDArray, NDArray]:
    """Return the objects of one image that the judgements of its regions amount to.

    scores: (n, 1 + n_classes) before the softmax, background first; offsets: (n, n_classes, 4) in units of SPREAD;
    regions: (n, 4), x1, y1, x2, y2; image_shape: (n_H, n_W). Every class moves every region by its own offsets and
    suppresses within itself. -> scores (k,), boxes (k, 4), classes (k,), best first.
    Raises ValueError for other shapes and for thresholds outside 0 to 1.
    Source: Girshick, Fast R-CNN (2015), section 3.

    >>> scores, boxes, classes = read_regions([[0, 9, 0]], np.zeros((1, 2, 4)), [[2, 2, 6, 9]], image_shape=(10, 10))
    >>> boxes.round(3).tolist(), classes.tolist()
    ([[2.0, 2.0, 6.0, 9.0]], [0])
    """
    scores = as_float("scores", scores, "(n, 1 + n_classes)")
    offsets = as_float("offsets", offsets, "(n, n_classes, 4)")
    regions = as_float("regions", regions, "(n, 4)")
    same_shape("offsets", offsets, (len(scores), scores.shape[1] - 1, 4))
    same_shape("regions", regions, (len(scores), 4))
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances = (chances / chances.sum(axis=1, keepdims=True))[:, 1:]
    which, classes = np.nonzero(chances >= score_threshold)
    boxes = clip_boxes(decode_offsets(regions[which], offsets[which, classes] * SPREAD), image_shape)
    return yolo_non_max_suppression(chances[which, classes], boxes, classes, max_boxes, iou_threshold)


class RegionDetector(ABC):
    """What the three detectors share: `detect`, upon their own `judge`."""

    @property
    @abstractmethod
    def image_shape(self) -> tuple[int, int, int]:
        """(n_H, n_W, n_C) of the network's images."""

    @abstractmethod
    def judge(self, image: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """Return (scores, offsets, regions) of an image's proposals, as `read_regions` takes them."""

    def detect(
        self, images: ArrayLike, score_threshold: float = 0.5, iou_threshold: float = 0.4, max_boxes: int = 20
    ) -> Detections | list[Detections]:
        """Return what is seen in an image, or a list of that for several images.

        images: (n_H, n_W, 3) or (m, n_H, n_W, 3), from 0 to 1, as large as the network's.
        -> scores (k,), boxes (k, 4), x1, y1, x2, y2 in pixels, classes (k,), best first. Raises ValueError for other
        shapes and for thresholds outside 0 to 1.
        """
        several = np.ndim(images) == 4
        given = as_float("images", images, "(m, n_H, n_W, 3)" if several else "(n_H, n_W, 3)")
        found = []
        for image in given if several else [given]:
            same_shape("an image", image, self.image_shape)
            judged = self.judge(image)
            found.append(read_regions(*judged, image.shape[:2], score_threshold, iou_threshold, max_boxes))
        return found if several else found[0]


@dataclass(eq=False)
class ProposalDetector(RegionDetector):
    """R-CNN or Fast R-CNN: a network judges regions that something else proposes.

    network: [images, regions] -> scores, offsets, as `rcnn`; propose: a function image -> (n, 4), the likeliest
    first, of which the first `most` are judged.
    """

    network: keras.Model
    propose: Callable[[NDArray], NDArray] = region_proposals
    most: int = 400

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(n_H, n_W, n_C) of the network's images."""
        return self.network.inputs[0].shape[1:]

    def judge(self, image: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """Return (scores, offsets, regions) of an image's proposals, as `read_regions` takes them."""
        return judged(self.network, image[None], self.propose(image)[: self.most], self.most)


def judged(
    network: keras.Model, pixels_or_features: NDArray, regions: NDArray, places: int
) -> tuple[NDArray, NDArray, NDArray]:
    """Return (scores, offsets, regions) of one image's regions.

    network: [pixels or features (1, ...), regions (1, places, 4)] -> scores, offsets. It is always given as many
    places, filled up with a region of one pixel, so that it is compiled only once.
    """
    filled = np.tile(np.array((0, 0, 1, 1), np.float32), (1, places, 1))
    filled[0, : len(regions)] = regions
    scores, offsets = network.predict_on_batch([pixels_or_features, filled])
    return scores[0, : len(regions)], offsets[0, : len(regions)], regions


def rcnn_detector(input_shape: tuple[int, int, int] = (96, 96, 3), n_classes: int = 3) -> ProposalDetector:
    """Return an untrained R-CNN: selective search, and a network as `rcnn`.

    >>> rcnn_detector().network.name
    'rcnn'
    """
    return ProposalDetector(rcnn(input_shape, n_classes))


def fast_rcnn_detector(
    input_shape: tuple[int, int, int] = (96, 96, 3), n_classes: int = 3
) -> ProposalDetector:
    """Return an untrained Fast R-CNN: selective search, features of the whole image, and a head as `region_head`.

    >>> fast_rcnn_detector().network.name
    'fast_rcnn'
    """
    features = shared_features(input_shape)
    return ProposalDetector(fast_rcnn(features, region_head(features.output.shape[1:], n_classes)))


def fast_rcnn(features: keras.Model, head: keras.Model) -> keras.Model:
    """Return the network [image, regions] -> scores, offsets of shared features and the head upon them."""
    regions = keras.Input((None, 4), name="regions")
    return keras.Model([features.input, regions], head([features.output, regions]), name="fast_rcnn")


@dataclass(eq=False)
class FasterRCNN(RegionDetector):
    """Faster R-CNN: one network looks, proposes and judges.

    features: image -> shared features; proposer: features -> scores, offsets of anchors, as `proposal_head`;
    head: [features, regions] -> scores, offsets, as `region_head`; sizes: (n, 2) of the anchors; most: proposals
    that are judged.
    """

    features: keras.Model
    proposer: keras.Model
    head: keras.Model
    sizes: np.ndarray = field(default_factory=lambda: anchor_sizes(ANCHOR_SCALES, ANCHOR_RATIOS))
    most: int = 100

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(n_H, n_W, n_C) of the network's images."""
        return self.features.input.shape[1:]

    @cached_property
    def anchors(self) -> NDArray:
        """(n, 4), all the anchors of an image."""
        rows, columns = self.features.output.shape[1:3]
        return anchor_grid(rows, columns, STRIDE, self.sizes)

    @cached_property
    def _looking(self) -> keras.Model:
        return keras.Model(self.features.input, [self.features.output, *self.proposer(self.features.output)])

    def propose(self, image: NDArray) -> NDArray:
        """Return (n, 4), the boxes that may hold an object, the likeliest first; image: (n_H, n_W, 3) from 0 to 1."""
        return self._look(image)[1]

    def judge(self, image: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """Return (scores, offsets, regions) of an image's proposals, as `read_regions` takes them."""
        return judged(self.head, *self._look(image), self.most)

    def _look(self, image: NDArray) -> tuple[NDArray, NDArray]:
        features, scores, offsets = self._looking.predict_on_batch(image[None])
        shape = self.image_shape[:2]
        return features, rpn_proposals(scores[0], offsets[0, :, 0], self.anchors, shape, self.most)


def faster_rcnn_detector(input_shape: tuple[int, int, int] = (96, 96, 3), n_classes: int = 3) -> FasterRCNN:
    """Return an untrained Faster R-CNN with twelve anchors a place.

    >>> faster_rcnn_detector().anchors.shape
    (6912, 4)
    """
    features = shared_features(input_shape)
    shape = features.output.shape[1:]
    n_sizes = len(ANCHOR_SCALES) * len(ANCHOR_RATIOS)
    return FasterRCNN(features, proposal_head(shape, n_sizes), region_head(shape, n_classes))
