"""The ledger of Keras models: counts against Keras' own and published ones, sight against gradients."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

from cnn_helpers.models import describe


@pytest.mark.parametrize(
    ("name", "multiply_adds"),
    [
        ("VGG16", 15_470_264_320),  # 15.47 G, Simonyan and Zisserman's network
        ("MobileNet", 568_740_352),  # 569 million, Howard et al., table 4
        ("MobileNetV2", 300_774_272),  # 300 million, Sandler et al., table 4
        ("ResNet50", 3_857_973_248),  # 3.8 G, He et al., table 1
    ],
)
def test_published_networks_have_their_published_multiply_adds(name, multiply_adds):
    model = getattr(keras.applications, name)(weights=None)
    ledger = describe(model)
    assert ledger.total.multiply_adds == multiply_adds
    assert ledger.total.parameters == model.count_params()
    assert ledger.total.trainable == sum(np.prod(w.shape) for w in model.trainable_weights)
    assert ledger.unknown == []


@pytest.mark.parametrize(("name", "pixels"), [("VGG16", 212), ("ResNet50", 483), ("MobileNet", 315)])
def test_published_networks_have_their_known_receptive_fields(name, pixels):
    # Araujo, Norris and Sim (Distill, 2019), table of receptive fields
    model = getattr(keras.applications, name)(weights=None, include_top=False, input_shape=(224, 224, 3))
    assert describe(model).rows[-1].receptive_field == (pixels, pixels)


def test_vgg16_needs_60_megabytes_of_activations():
    assert describe(keras.applications.VGG16(weights=None)).total.activation_bytes == 4 * 15_087_080


def one_layer(layer, shape):
    inputs = keras.Input(shape)
    return keras.Model(inputs, layer(inputs))


def profiled_products(model):
    """Return half the floating point operations that TensorFlow's profiler counts for one example."""
    example = tf.TensorSpec((1, *model.input_shape[1:]))
    function = tf.function(lambda x: model(x)).get_concrete_function(example)
    graph = convert_variables_to_constants_v2(function).graph
    options = tf.compat.v1.profiler.ProfileOptionBuilder
    options = options(options.float_operation()).with_empty_output().build()
    return tf.compat.v1.profiler.profile(graph, options=options).total_float_ops // 2


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (lambda: layers.Conv1D(4, 3, strides=2, use_bias=False), (11, 2)),
        (lambda: layers.Conv2D(4, (3, 2), padding="same", use_bias=False), (6, 5, 2)),
        (lambda: layers.Conv3D(3, 2, use_bias=False), (4, 5, 3, 2)),
        (lambda: layers.DepthwiseConv2D(3, depth_multiplier=2, use_bias=False), (6, 5, 3)),
        (lambda: layers.SeparableConv2D(4, 3, strides=2, padding="same", use_bias=False), (6, 5, 3)),
        (lambda: layers.Conv2DTranspose(4, 3, strides=2, padding="same", use_bias=False), (6, 5, 3)),
        (lambda: layers.Dense(5, use_bias=False), (7,)),
        (lambda: layers.Dense(5, use_bias=False), (4, 3, 7)),
    ],
)
def test_multiply_adds_equal_those_of_tensorflows_profiler(layer, shape):
    model = one_layer(layer(), shape)
    ledger = describe(model)
    assert ledger.total.multiply_adds == profiled_products(model)
    assert ledger.total.parameters == model.count_params()


def test_multiply_adds_of_dilated_and_grouped_convolutions():
    # by hand: the profiler counts padding for the one and nothing for the other
    dilated = one_layer(layers.Conv2D(4, 3, dilation_rate=2), (9, 8, 2))
    assert describe(dilated).total.multiply_adds == 5 * 4 * (3 * 3 * 2) * 4
    grouped = one_layer(layers.Conv2D(4, 3, groups=2), (6, 5, 2))
    assert describe(grouped).total.multiply_adds == 4 * 3 * (3 * 3 * 1) * 4


def branches(x):
    wide = layers.Conv1D(2, 5, padding="same")(x)
    return layers.Concatenate()([layers.Conv1D(2, 1)(x), wide, layers.AveragePooling1D(3, 1, "same")(x)])


def residual(x):
    y = layers.Conv1D(2, 3, strides=2, padding="same")(x)
    y = layers.Conv1D(2, 3, padding="same", dilation_rate=2)(y)
    return layers.Add()([y, layers.Conv1D(2, 1, strides=2)(x)])


def up_and_on(x):
    x = layers.AveragePooling1D(2)(layers.ZeroPadding1D(1)(x))
    x = layers.UpSampling1D(2)(x)
    return layers.Conv1D(2, 4, padding="same")(x)


def twice_up_with_a_skip(x):
    skip = layers.Conv1D(2, 3, padding="same")(x)
    x = layers.Conv1D(2, 3, padding="same")(layers.AveragePooling1D(4)(skip))
    x = layers.Conv1D(2, 3, padding="same")(layers.UpSampling1D(2)(x))
    x = layers.Conv1DTranspose(2, 3, strides=2, padding="same")(x)
    return layers.Conv1D(2, 3, padding="same")(layers.Concatenate()([skip, x]))


def down_again(x):
    x = layers.UpSampling1D(3)(layers.AveragePooling1D(2)(x))
    x = layers.AveragePooling1D(2)(layers.Conv1D(2, 3)(x))
    return layers.Conv1D(2, 2)(x)


def transposed(x):
    x = layers.Conv1D(2, 3, strides=2, padding="same")(x)
    return layers.Conv1D(2, 3)(layers.Conv1DTranspose(2, 4, strides=2, padding="same")(x))


@pytest.mark.parametrize("net", [branches, residual, transposed, up_and_on, twice_up_with_a_skip, down_again])
def test_the_receptive_field_is_where_the_gradient_reaches(net):
    inputs = keras.Input((40, 1))
    model = keras.Model(inputs, net(inputs))
    for weight in model.weights:
        weight.assign(tf.ones_like(weight))  # no products cancel
    x = tf.ones((1, 40, 1))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(model(x), axis=(0, 2))
    reached = tape.jacobian(y, x)[:, 0, :, 0].numpy() != 0
    widest = max(np.ptp(np.flatnonzero(row)) + 1 for row in reached)
    assert describe(model).rows[-1].receptive_field == (widest,)


@pytest.mark.parametrize(("interpolation", "size"), [("bilinear", 2), ("bilinear", 3), ("nearest", 3)])
def test_two_dimensional_upsampling_sees_what_its_gradient_reaches(interpolation, size):
    inputs = keras.Input((12, 9, 1))
    x = layers.AveragePooling2D((3, 1))(inputs)
    x = layers.AveragePooling2D(2, 1)(layers.UpSampling2D(size, interpolation=interpolation)(x))
    model = keras.Model(inputs, x)
    image = tf.ones((1, 12, 9, 1))
    with tf.GradientTape() as tape:
        tape.watch(image)
        y = tf.reshape(model(image), -1)
    reached = tape.jacobian(y, image)[:, 0, :, :, 0].numpy() != 0
    widest = tuple(max(np.ptp(np.nonzero(unit)[axis]) + 1 for unit in reached) for axis in (0, 1))
    assert describe(model).rows[-1].receptive_field == widest


def test_a_layer_used_twice_has_its_parameters_once_and_its_products_twice():
    shared = layers.Dense(3)
    left, right = keras.Input((4,)), keras.Input((4,))
    model = keras.Model([left, right], layers.Subtract()([shared(left), shared(right)]))
    ledger = describe(model)
    assert [row.parameters for row in ledger.rows] == [15, 0, 0]
    assert ledger.total.parameters == model.count_params() == 15
    assert ledger.total.multiply_adds == 2 * 12
    assert "input 4 and 4" in str(ledger)


def test_nested_models_are_opened():
    block = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 3), layers.ReLU()], name="block")
    inner = keras.Input((6, 6, 4))
    head = keras.Model(inner, layers.Dense(2)(layers.GlobalAveragePooling2D()(inner)), name="head")
    inputs = keras.Input((8, 8, 3))
    model = keras.Model(inputs, head(block(layers.RandomFlip()(inputs))))
    ledger = describe(model)
    assert [row.name.split("/")[0] for row in ledger.rows[1:]] == ["block", "block", "head", "head"]
    assert ledger.total.parameters == model.count_params()
    assert [row.receptive_field for row in ledger.rows] == [(1, 1), (3, 3), (3, 3), (8, 8), (8, 8)]


def test_frozen_layers_are_not_trainable():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
    model.layers[0].trainable = False
    assert (describe(model).total.parameters, describe(model).total.trainable) == (23, 8)


def test_a_kind_the_ledger_does_not_know_is_marked_not_guessed():
    inputs = keras.Input((6, 4))
    attention = layers.MultiHeadAttention(1, 2, name="attention")
    model = keras.Model(inputs, layers.Dense(2)(attention(inputs, inputs)))
    ledger = describe(model)
    row = next(row for row in ledger.rows if row.name == "attention")
    assert row.multiply_adds is None and row.receptive_field is None
    assert ledger.unknown == ["attention"] and ledger.rows[-1].receptive_field is None
    assert ledger.total.multiply_adds == 6 * 4 * 2
    assert ledger.total.parameters == model.count_params()
    for text in (str(ledger), ledger._repr_html_()):
        assert "at least 48" in text and "Multiply-adds unknown: attention" in text


def test_words_have_a_receptive_field_too():
    inputs = keras.Input((9,), dtype="int32")
    x = layers.Conv1D(4, 3)(layers.Embedding(50, 8)(inputs))
    ledger = describe(keras.Model(inputs, layers.GlobalMaxPooling1D()(x)))
    assert [row.receptive_field for row in ledger.rows] == [(1,), (3,), (9,)]
    assert [row.multiply_adds for row in ledger.rows] == [0, 7 * 3 * 8 * 4, 0]


class WithoutGraph(keras.Model):
    def call(self, x):
        return x


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (WithoutGraph, "without a graph"),
        (lambda: keras.Sequential([layers.Dense(2)]), "is not built; begin it with keras.Input"),
        (lambda: one_layer(layers.Conv2D(2, 3), (None, None, 3)), "axes of known length are needed"),
        (lambda: one_layer(layers.ZeroPadding2D(data_format="channels_first"), (3, 8, 8)), "channels first"),
        (lambda: layers.Dense(2), "a Keras model is needed"),
    ],
)
def test_models_that_cannot_be_walked_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        describe(make())
