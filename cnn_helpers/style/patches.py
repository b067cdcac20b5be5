"""What units of a network answer to: the patches of photographs that activate them most.

Source: Zeiler and Fergus, Visualizing and understanding convolutional networks (2014), figure 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.layers.shapes import ReceptiveField
from cnn_helpers.style.arrays import as_picture
from cnn_helpers.style.vgg import activations, style_features

if TYPE_CHECKING:
    import keras


class Patch(NamedTuple):
    """A place where a unit was active, and all that it saw there.

    photograph: its place in the list; box: (x1, y1, x2, y2), pixels, the last ones excluded; activation: of
    the unit; image: (size, size, 3), the pixels in the box.
    """

    photograph: int
    box: tuple[int, int, int, int]
    activation: float
    image: np.ndarray


def field_of_layer(layer: str) -> ReceptiveField:
    """Return the ReceptiveField of a unit of one of VGG-16's layers, by name.

    Raises ValueError for an unknown layer.

    >>> field_of_layer("block2_conv1")
    ReceptiveField(size=10, jump=2, start=-4)
    """
    return _field(style_features((layer,)))


def _field(network: keras.Model) -> ReceptiveField:
    field = ReceptiveField()
    for layer in network.layers[1:]:
        if "conv" in layer.name:
            field = field.after(layer.kernel_size[0], layer.strides[0], pad=layer.kernel_size[0] // 2)
        else:
            field = field.after(layer.pool_size[0], layer.strides[0])
    return field


def nine_patches(
    photographs: Iterable[ArrayLike],
    layer: str,
    units: Iterable[int],
    count: int = 9,
    trained: bool = True,
    seed: int = 0,
) -> dict[int, list[Patch]]:
    """Return {unit: its Patches}, the `count` places of photographs at which a unit is most active, best first.

    photographs: arrays (n_H, n_W, 3), uint8, or floats from 0 to 1; layer: of VGG-16, by name; units: numbers
    of its channels; trained, seed: as in `style_features`. Only places whose whole receptive field
    lies in the photograph count, and none whose middle another patch of the same photograph covers; places where the
    unit is silent are left out, so there may be fewer. Raises ValueError for other arguments, and where
    no photograph is as large as the receptive field.
    """
    pictures = [as_picture(f"photograph {number}", values) for number, values in enumerate(photographs)]
    units = [whole_number("a unit", unit, least=0) for unit in units]
    whole_number("count", count, least=1)
    network = style_features((layer,), trained=trained, seed=seed)
    field = _field(network)
    channels = network.outputs[0].shape[-1]
    if units and max(units) >= channels:
        raise ValueError(f"unit {max(units)} is wanted; {layer} has {channels}, counted from 0")
    if not any(min(picture.shape[:2]) >= field.size for picture in pictures):
        raise ValueError(
            f"a unit of {layer} sees {field.size}×{field.size} pixels; no photograph is as large"
        )
    found: dict[int, list[Patch]] = {unit: [] for unit in units}
    for number, picture in enumerate(pictures):
        maps = np.array(activations(network, picture[np.newaxis])[0])[0]
        for unit in units:
            for y, x in _best_places(maps[..., unit], picture.shape, field, count):
                top, left = field.start + y * field.jump, field.start + x * field.jump
                box = left, top, left + field.size, top + field.size
                image = picture[top : box[3], left : box[2]]
                found[unit].append(Patch(number, box, float(maps[y, x, unit]), image))
    return {unit: sorted(seen, key=lambda patch: -patch.activation)[:count] for unit, seen in found.items()}


def strongest_units(
    photographs: Iterable[ArrayLike],
    layers: Iterable[str],
    count: int = 2,
    trained: bool = True,
    seed: int = 0,
) -> dict[str, list[int]]:
    """Return {layer: numbers of the units that answer most strongly to some photographs, the strongest first}.

    The rule: of a unit's strongest answer in each photograph the third highest counts, so that no single photograph
    decides. Places count as in `nine_patches`. photographs, trained, seed: as there; layers: of VGG-16, by name;
    count: units a layer. Raises ValueError for other arguments, and where fewer than three photographs are as large
    as a layer's receptive field.
    """
    pictures = [as_picture(f"photograph {number}", values) for number, values in enumerate(photographs)]
    layers, count = list(layers), whole_number("count", count, least=1)
    network = style_features(layers, trained=trained, seed=seed)
    fields = [field_of_layer(layer) for layer in layers]
    peaks: list[list[NDArray]] = [[] for _ in layers]
    for picture in pictures:
        for field, highest, maps in zip(
            fields, peaks, activations(network, picture[np.newaxis]), strict=True
        ):
            whole = np.array(maps)[0][np.ix_(*_whole_places(maps.shape[1:3], picture.shape, field))]
            if whole.size:
                highest.append(whole.max(axis=(0, 1)))
    for layer, field, highest in zip(layers, fields, peaks, strict=True):
        if len(highest) < 3:
            raise ValueError(
                f"{len(highest)} photographs are as large as the {field.size}×{field.size} pixels that a unit of "
                f"{layer} sees; at least 3 are needed"
            )
    third = [np.sort(highest, axis=0)[-3] for highest in peaks]
    order = [np.argsort(-peak, kind="stable")[:count] for peak in third]
    return {layer: units.tolist() for layer, units in zip(layers, order, strict=True)}


def _whole_places(maps: Iterable[int], shape: Iterable[int], field: ReceptiveField) -> tuple[NDArray, ...]:
    """Rows and columns, as booleans, of the units of a map whose whole field lies in a photograph of that shape."""
    starts = [field.start + np.arange(n) * field.jump for n in maps]
    return tuple(
        (begin >= 0) & (begin + field.size <= length) for begin, length in zip(starts, shape, strict=False)
    )


def _best_places(
    activations: NDArray, shape: tuple[int, ...], field: ReceptiveField, count: int
) -> Iterator[tuple[int, int]]:
    """Yield (y, x) of at most `count` units with whole fields, most active first, none in the middle of another's."""
    rows, columns = _whole_places(activations.shape, shape, field)
    left = np.where(rows[:, np.newaxis] & columns, activations, 0.0)
    near = (field.size // 2) // field.jump  # closer ones have their middle in the patch
    for _ in range(count):
        y, x = np.unravel_index(left.argmax(), left.shape)
        if left[y, x] <= 0:
            return
        yield int(y), int(x)
        left[max(y - near, 0) : y + near + 1, max(x - near, 0) : x + near + 1] = 0
