"""How the R-CNN family learns: minibatches of whole images with drawn regions, and the steps of Faster R-CNN."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes import Scenes
from cnn_helpers.detection.rcnn_family.region_detectors import FasterRCNN, fast_rcnn
from cnn_helpers.detection.rcnn_family.region_losses import class_loss, object_loss, offset_loss
from cnn_helpers.detection.rcnn_family.region_sampling import sample_regions
from cnn_helpers.detection.rcnn_family.rpn import anchor_targets
from cnn_helpers.tensor_types import Tensor

Arrays: TypeAlias = tuple[NDArray, ...]
Draw: TypeAlias = Callable[..., tuple[Arrays, Arrays]]  # of Minibatches
History: TypeAlias = dict[str, list[float]]  # {name: [value of each epoch]}


class Minibatches(keras.utils.PyDataset):
    """Batches of images, half of them mirrored, in an order that the seed gives for each epoch.

    images: (m, n_H, n_W, 3); lists: lists of m arrays (k, 4) of boxes, mirrored with their images; draw: a function
    (rng, position, *boxes) -> (inputs besides the image, targets), each a tuple of arrays.
    """

    def __init__(
        self,
        images: NDArray,
        lists: Sequence[Sequence[NDArray]],
        draw: Draw,
        batch_size: int = 8,
        seed: int = 0,
    ) -> None:
        super().__init__()
        self.images, self.lists, self.draw = images, lists, draw
        self.batch_size, self.seed, self.epoch = batch_size, seed, 0

    def __len__(self) -> int:
        return len(self.images) // self.batch_size

    def on_epoch_end(self) -> None:
        self.epoch += 1

    def __getitem__(self, number: int) -> tuple[Arrays | NDArray, ...]:
        order = np.random.default_rng((self.seed, self.epoch)).permutation(len(self.images))
        rng = np.random.default_rng((self.seed, self.epoch, number))
        examples = []
        for position in order[number * self.batch_size : (number + 1) * self.batch_size]:
            image, boxes = self.images[position], [some[position] for some in self.lists]
            if rng.random() < 0.5:
                image, boxes = image[:, ::-1], [mirrored(some, image.shape[1]) for some in boxes]
            inputs, targets = self.draw(rng, position, *boxes)
            examples.append(((image, *inputs), targets))
        return tuple(map(_stack, zip(*examples, strict=True)))


def _stack(several: Sequence[Arrays]) -> Arrays | NDArray:
    """Return the arrays of several examples, each one's stacked; an example's only array not in a tuple."""
    stacked = tuple(np.stack(arrays).astype(np.float32) for arrays in zip(*several, strict=True))
    return stacked if len(stacked) > 1 else stacked[0]


def mirrored(boxes: ArrayLike, width: int) -> NDArray:
    """Return boxes (n, 4) as a mirror that stands across an image shows them.

    >>> mirrored(np.array([[1, 2, 4, 5]]), width=10).tolist()
    [[6, 2, 9, 5]]
    """
    boxes = np.asarray(boxes)
    return np.stack([width - boxes[:, 2], boxes[:, 1], width - boxes[:, 0], boxes[:, 3]], axis=1)


def train_regions(
    network: keras.Model,
    scenes: Scenes,
    proposals: Sequence[NDArray],
    epochs: int = 10,
    count: int = 32,
    batch_size: int = 8,
    learning_rate: float = 2e-3,
    seed: int = 0,
    verbose: int = 0,
) -> History:
    """Train a network that judges regions, such as `rcnn`, on proposals; return the losses of each epoch.

    network: [images, regions] -> scores, offsets; scenes: of `cnn_helpers.data.scenes`; proposals: for each scene
    (n, 4); count: regions drawn from each image and epoch. The loss is cross-entropy of the classes plus smooth L1
    of the offsets (Girshick, Fast R-CNN, 2015, equation 1). -> {name: [value of each epoch]}.
    Raises ValueError for another number of lists of proposals than scenes and for epochs below 1.
    """
    if len(proposals) != len(scenes):
        raise ValueError(
            f"{len(scenes)} scenes and {len(proposals)} lists of proposals were given; as many are needed"
        )

    def drawn(
        rng: np.random.Generator, position: int, boxes: NDArray, regions: NDArray
    ) -> tuple[Arrays, Arrays]:
        regions, targets = sample_regions(regions, boxes, scenes.classes[position], count, rng)
        return (regions,), (targets[:, 0], targets)

    batches = Minibatches(scenes.images, [scenes.boxes, proposals], drawn, batch_size, seed)
    return fit(network, batches, [class_loss, offset_loss], epochs, learning_rate, verbose)


def train_proposals(
    network: keras.Model,
    anchors: NDArray,
    scenes: Scenes,
    epochs: int = 10,
    count: int = 128,
    batch_size: int = 8,
    learning_rate: float = 2e-3,
    seed: int = 0,
    verbose: int = 0,
) -> History:
    """Train a region proposal network; return the losses of each epoch.

    network: images -> scores, offsets of the anchors (n, 4), such as `proposal_head` upon features; scenes: of
    `cnn_helpers.data.scenes`; count: anchors drawn from each image and epoch. The loss is log loss of the scores
    plus smooth L1 of the offsets (Ren et al., Faster R-CNN, 2015, equation 1). -> {name: [value of each epoch]}.
    Raises ValueError for epochs below 1.
    """

    def drawn(rng: np.random.Generator, position: int, boxes: NDArray) -> tuple[Arrays, Arrays]:
        targets = anchor_targets(anchors, boxes, count, rng)
        return (), (targets[:, 0], targets)

    batches = Minibatches(scenes.images, [scenes.boxes], drawn, batch_size, seed)
    return fit(network, batches, [object_loss, offset_loss], epochs, learning_rate, verbose)


def fit(
    network: keras.Model,
    batches: Minibatches,
    losses: list[Callable[[Tensor, Tensor], Tensor]],
    epochs: int,
    learning_rate: float,
    verbose: int,
) -> History:
    """Fit with Adam, whose steps shrink to nothing along half a cosine; return {name: [value of each epoch]}."""
    epochs = whole_number("epochs", epochs, least=1)
    if not len(batches):
        raise ValueError(
            f"{len(batches.images)} scenes were given; {batches.batch_size} are needed for one minibatch"
        )
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, max(1, epochs * len(batches)))
    # Measured on a CPU: compiled by XLA, a step takes 1.1 times as long, and the first one five seconds more.
    network.compile(keras.optimizers.Adam(schedule), loss=losses, jit_compile=False)
    return network.fit(batches, epochs=epochs, shuffle=False, verbose=verbose).history


def train_faster(
    detector: FasterRCNN,
    scenes: Scenes,
    epochs: tuple[int, int, int] = (6, 8, 2),
    seed: int = 0,
    verbose: int = 0,
) -> tuple[History, History, History]:
    """Train a FasterRCNN in three steps; return the losses of each.

    First the shared features learn with the region proposal network; then they and the region head learn on its
    proposals, as Fast R-CNN does; last the region proposal network learns anew on the features as they are now.
    epochs: of each step. (Ren et al., 2015, section 3.2, take two steps more: their two networks start apart.)
    """
    features, proposer = detector.features, detector.proposer
    proposing = keras.Model(features.input, proposer(features.output))
    first = train_proposals(proposing, detector.anchors, scenes, epochs[0], seed=seed, verbose=verbose)
    proposals = [detector.propose(image) for image in scenes.images]
    judging = fast_rcnn(features, detector.head)
    second = train_regions(judging, scenes, proposals, epochs[1], count=64, seed=seed + 1, verbose=verbose)
    features.trainable = False
    try:
        third = train_proposals(
            proposing, detector.anchors, scenes, epochs[2], seed=seed + 2, verbose=verbose
        )
    finally:
        features.trainable = True
    return first, second, third
