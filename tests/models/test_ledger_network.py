"""The ledger of a NumPy network: the notes' two examples, and how it shows itself."""

import subprocess
import sys
from io import StringIO
from xml.etree import ElementTree

import numpy as np
import pytest
from rich.console import Console

from cnn_helpers.layers.network import (
    AveragePool,
    BatchNorm,
    Conv,
    Conv1D,
    Conv3D,
    Dense,
    Dropout,
    Flatten,
    GlobalMaxPool,
    MaxPool,
    Network,
    ReLU,
)
from cnn_helpers.layers.shapes import receptive_field
from cnn_helpers.models import describe


def lenet_like():
    layers = [Conv(8, 5), MaxPool(2), Conv(16, 5), MaxPool(2), Flatten(), Dense(120), Dense(84), Dense(10)]
    return Network(layers, (32, 32, 3))


def test_the_example_network_on_39_pixels():
    layers = [Conv(10, 3), Conv(20, 5, stride=2), Conv(40, 5, stride=2), Flatten(), Dense(1)]
    rows = describe(Network(layers, (39, 39, 3))).rows
    assert [row.output_shape for row in rows[:4]] == [(37, 37, 10), (17, 17, 20), (7, 7, 40), (1960,)]
    assert [row.receptive_field for row in rows] == [(3, 3), (7, 7), (15, 15), (39, 39), (39, 39)]


def test_the_lenet_like_network_on_32_pixels():
    ledger = describe(lenet_like())
    assert [row.parameters for row in ledger.rows if row.parameters] == [608, 3216, 48120, 10164, 850]
    assert [int(np.prod(row.output_shape)) for row in ledger.rows] == [
        6272,
        1568,
        1600,
        400,
        400,
        120,
        84,
        10,
    ]
    by_hand = [28 * 28 * 8 * 75, 0, 10 * 10 * 16 * 200, 0, 0, 400 * 120, 120 * 84, 84 * 10]
    assert [row.multiply_adds for row in ledger.rows] == by_hand
    assert ledger.total.multiply_adds == sum(by_hand)
    assert ledger.total.activations == 6272 + 1568 + 1600 + 400 + 120 + 84 + 10, (
        "flattened numbers count once"
    )
    assert ledger.total.activation_bytes == 4 * ledger.total.activations
    assert ledger.rows[3].receptive_field[0] == receptive_field([(5, 1), (2, 2), (5, 1), (2, 2)]).size


def test_padded_positions_count_as_products_and_a_last_partial_window_does_not():
    network = Network([Conv(4, 3, stride=2, pad=1)], (7, 6, 2))
    windows = len(range(0, 7, 2)) * len(range(0, 6, 2))
    assert describe(network).total.multiply_adds == windows * 4 * (3 * 3 * 2)


def test_running_averages_are_parameters_but_not_trainable():
    row = describe(Network([BatchNorm(), Dropout(0.1), ReLU(), AveragePool(2)], (4, 4, 3))).rows[0]
    assert (row.parameters, row.trainable, row.multiply_adds) == (12, 6, 0)


def test_a_network_of_vectors_has_no_receptive_field_to_show():
    ledger = describe(Network([Dense(3)], (5,)))
    assert ledger.rows[0].receptive_field == () and str(ledger).splitlines()[3].endswith("  -")


def test_the_table_as_text_in_a_terminal_and_on_a_page_says_the_same():
    ledger = describe(lenet_like())
    out = StringIO()
    Console(file=out, width=80).print(ledger)
    page = ElementTree.fromstring(ledger._repr_html_())
    page_text = " ".join(page.itertext())
    for text in (str(ledger), out.getvalue(), page_text):
        for figure in ("conv_2", "10x10x16", "3,216", "320,000", "62,958", "6.4 kB", "14x14"):
            assert figure in text
    assert max(map(len, out.getvalue().splitlines())) <= 80
    assert "overflow-x:auto" in page.get("style"), "a narrow page scrolls the table, not itself"
    assert len(page.findall(".//tbody/tr")) == 8 and len(page.findall(".//tbody/tr[1]/td")) == 7


def test_names_are_escaped_on_a_page():
    ledger = describe(lenet_like())
    ledger.name = ledger.rows[0].name = "<script>"
    assert "<script>" not in ledger._repr_html_() and "&lt;script&gt;" in ledger._repr_html_()


@pytest.mark.parametrize("model", [None, "vgg16", [Conv(3, 3)], Conv(3, 3)])
def test_what_is_no_network_is_refused(model):
    with pytest.raises(ValueError, match="a Network of layers or a Keras model is needed"):
        describe(model)


def test_describing_a_numpy_network_never_loads_tensorflow():
    code = (
        "import sys; from cnn_helpers.models import describe; from cnn_helpers.layers.network import *;"
        "print(describe(Network([Flatten(), Dense(2)], (3,))).total.parameters);"
        "sys.exit('keras' in sys.modules or 'tensorflow' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0 and ran.stdout == "8\n", ran.stderr


def test_an_unknown_name_of_the_room_is_an_attribute_error():
    import cnn_helpers.models

    assert "describe" in dir(cnn_helpers.models)
    with pytest.raises(AttributeError, match=r"attribute .*alexnot"):
        cnn_helpers.models.alexnot  # noqa: B018


def test_sequences_and_volumes_are_counted_along_all_their_axes():
    rows = describe(Network([Conv1D(16, 5), Conv1D(32, 5, stride=2), GlobalMaxPool()], (14, 1))).rows
    assert [row.parameters for row in rows] == [5 * 16 + 16, 5 * 16 * 32 + 32, 0]
    assert [row.multiply_adds for row in rows] == [10 * 5 * 16, 3 * 5 * 16 * 32, 0]
    assert [row.receptive_field for row in rows] == [(5,), (9,), (13,)]
    rows = describe(Network([Conv3D(16, 5), Conv3D(32, 5)], (14, 14, 14, 1))).rows
    assert [row.parameters for row in rows] == [125 * 16 + 16, 125 * 16 * 32 + 32]
    assert [row.multiply_adds for row in rows] == [10**3 * 125 * 16, 6**3 * 125 * 16 * 32]
    assert rows[1].receptive_field == (9, 9, 9)
