"""The ledger's rows for a `Network` of NumPy layers."""

from math import prod

from cnn_helpers.layers.network import Conv, Dense, Flatten, GlobalMaxPool, Network
from cnn_helpers.layers.network_axes import ConvAlong
from cnn_helpers.layers.network_image_layers import Pool
from cnn_helpers.models.ledger_row import Row
from cnn_helpers.models.receptive_field import Sight


def rows_of_network(network: Network) -> list[Row]:
    """Return one Row for every layer of the network, in order."""
    rows, shape = [], network.input_shape
    sights = [Sight.of_input(n) for n in shape[:-1]]
    for name, layer in network.layers.items():
        output_shape = network.output_shapes[name]
        multiply_adds = 0
        if isinstance(layer, Conv | ConvAlong):
            multiply_adds = prod(output_shape[:-1]) * layer.params["W"].size
        elif isinstance(layer, Dense):
            multiply_adds = layer.params["W"].size
        if isinstance(layer, Conv | ConvAlong | Pool):
            sights = [sight.window(layer.f, layer.stride) for sight in sights]
        elif isinstance(layer, Flatten | GlobalMaxPool):
            sights = [sight.everything(n) for sight, n in zip(sights, shape[:-1], strict=True)]
        trainable = sum(array.size for array in layer.params.values())
        rows.append(
            Row(
                name,
                type(layer).__name__,
                output_shape,
                trainable + sum(array.size for array in layer.state.values()),
                trainable,
                multiply_adds,
                0 if isinstance(layer, Flatten) else prod(output_shape),
                tuple(sight.pixels for sight in sights),
            )
        )
        shape = output_shape
    return rows
