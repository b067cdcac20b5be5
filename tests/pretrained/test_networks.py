"""Keras networks filled from files, against a second reading of the same files through the course's NumPy layers."""

import numpy as np
import pytest
from PIL import Image

from cnn_helpers import pretrained
from cnn_helpers.data import photo
from cnn_helpers.layers import conv_forward, depthwise_conv_forward, pool_forward
from cnn_helpers.layers.shapes import same_padding
from cnn_helpers.pretrained.dlib_face import MEANS
from cnn_helpers.pretrained.dlib_file import read_dlib_tensors
from cnn_helpers.pretrained.efficientnet_lite import blocks, prepare
from cnn_helpers.pretrained.packages import files_of
from cnn_helpers.pretrained.torch_file import read_torch_file

pytestmark = pytest.mark.numbers

PHOTOGRAPHS = {"coffee": "espresso", "camera": "tripod", "chelsea": "cat", "china": "palace"}


def small(name, size):
    pixels = Image.fromarray((255 * photo(name)).astype(np.uint8)).resize((size, size))
    return np.asarray(pixels, np.float32)[np.newaxis]


def relu6(x):
    return np.clip(x, 0, 6)


class Reader:
    """Takes the arrays of the .pth file one after the other, as PyTorch laid them out, and computes with them."""

    def __init__(self):
        values = read_torch_file(files_of("efficientnet_lite0")[0]).values()
        self.arrays = iter([array for array in values if array.ndim])

    def norm(self, x):
        gamma, beta, mean, variance = (next(self.arrays) for _ in range(4))
        return gamma * (x - mean) / np.sqrt(variance + np.float32(1e-3)) + beta

    def convolution(self, x, stride=1, depthwise=False):
        filters = next(self.arrays)
        pads = same_padding(x.shape[1], filters.shape[2], stride)
        x = np.pad(x, ((0, 0), pads, pads, (0, 0)))
        W = np.moveaxis(filters, (0, 1), (2, 3)) if depthwise else np.moveaxis(filters, (0, 1), (3, 2))
        layer = depthwise_conv_forward if depthwise else conv_forward
        b = np.zeros((1, 1, 1, len(filters)), np.float32)
        return self.norm(layer(x, W, b, {"stride": stride, "pad": 0})[0])

    def network(self, x):
        x = relu6(self.convolution(x, stride=2))
        for _, stride, expansion, channels_in, channels_out in blocks():
            y = relu6(self.convolution(x)) if expansion > 1 else x
            y = relu6(self.convolution(y, stride, depthwise=True))
            y = self.convolution(y)
            x = x + y if stride == 1 and channels_in == channels_out else y
        features = relu6(self.convolution(x)).mean(axis=(1, 2))
        weights, bias = next(self.arrays), next(self.arrays)
        assert next(self.arrays, None) is None
        return features @ weights.T + bias


@pytest.mark.needs_network("efficientnet_lite0")
def test_efficientnet_lite0_is_its_file_run_through_numpy():
    model = pretrained.efficientnet_lite0(64)
    x = (small("chelsea", 64) - 127) / 128
    logits = Reader().network(x)
    expected = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    np.testing.assert_allclose(model.predict(x, verbose=0), expected, atol=1e-5)
    assert np.abs(model.predict(x[:, :, ::-1], verbose=0) - expected).max() > 1e-3, "it answers to nothing"


@pytest.mark.needs_network("efficientnet_lite0")
def test_efficientnet_lite0_has_the_published_number_of_weights():
    trained = sum(
        int(np.prod(w.shape)) for w in pretrained.efficientnet_lite0(64).weights if "moving" not in w.path
    )
    assert trained == 4_652_008  # 4.7 million in Google's table of EfficientNet-Lite


@pytest.mark.needs_network("efficientnet_lite0")
@pytest.mark.needs_network("imagenet_names")
def test_photographs_are_named():
    for name, word in PHOTOGRAPHS.items():
        pixels = photo(name)
        if pixels.ndim == 2:
            pixels = np.stack([pixels] * 3, axis=-1)
        best = pretrained.name_image(pixels, top=3)
        assert word in best[0].name, f"{name}: {best}"
        assert best[0].probability > best[1].probability > best[2].probability > 0


def test_middle_square_is_what_the_network_sees():
    wide = np.zeros((100, 300, 3), np.uint8)
    wide[:, 100:200] = 255
    assert prepare(wide, 64).min() == pytest.approx(1)
    np.testing.assert_array_equal(prepare(wide / 255), prepare(wide))


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (np.zeros((8, 8)), r"shape \(8, 8\)"),
        (np.zeros((8, 8, 4), np.uint8), "needed"),
        (np.zeros((8, 8, 3), int), "int64"),
        (np.full((8, 8, 3), 255.0), "outside 0 to 1"),
        (np.full((8, 8, 3), np.nan), "outside 0 to 1"),
        (np.zeros((0, 8, 3), np.uint8), "needed"),
    ],
)
def test_images_that_are_none_are_refused(image, words):
    with pytest.raises(ValueError, match=words):
        prepare(image)


@pytest.mark.parametrize(
    "call", [lambda: pretrained.efficientnet_lite0(100), lambda: pretrained.efficientnet_lite0(0)]
)
def test_sizes_that_do_not_halve_five_times_are_refused(call):
    with pytest.raises(ValueError, match="needed"):
        call()


@pytest.mark.needs_network("imagenet_names")
def test_names_are_imagenets():
    assert [pretrained.imagenet_name(n) for n in (0, 281, 999)] == ["tench", "tabby cat", "toilet paper"]
    for label in (-1, 1000, 2.5, True):
        with pytest.raises(ValueError, match="label"):
            pretrained.imagenet_name(label)


@pytest.mark.needs_network("vgg16_features")
def test_vgg16_features_are_its_file_run_through_numpy():
    import h5py

    model = pretrained.vgg16_features((32, 32, 3))
    assert model.count_params() == 14_714_688
    x = small("coffee", 32)[..., ::-1] - np.array([103.939, 116.779, 123.68], np.float32)
    expected = x
    with h5py.File(files_of("vgg16_features")[0]) as file:
        for block in ("block1", "block2", "block3", "block4", "block5"):
            layers = file[block]["layers"]
            for name in sorted(n for n in layers if n.startswith("conv2d")):
                W, b = (layers[name]["vars"][key][()] for key in ("0", "1"))
                Z, _ = conv_forward(expected, W, b.reshape(1, 1, 1, -1), {"stride": 1, "pad": 1})
                expected = np.maximum(Z, 0)
            expected = pool_forward(expected, {"f": 2, "stride": 2})[0]
    np.testing.assert_allclose(model.predict(x, verbose=0), expected, rtol=1e-3, atol=1e-3 * expected.max())
    assert expected.max() > 0


def folded(left):
    """A convolution with the scale layer behind it, from dlib's tensors, applied one after the other."""

    def apply(x, filters, f, stride):
        values, affine = next(left).values, next(left).values
        channels = x.shape[3]
        kernel = values[: filters * channels * f * f].reshape(filters, channels, f, f).transpose(2, 3, 1, 0)
        pad = f // 2 if stride == 1 else 0
        Z, _ = conv_forward(x, kernel, values[-filters:].reshape(1, 1, 1, -1), {"stride": stride, "pad": pad})
        return Z * affine[:filters] + affine[filters:]

    return apply


@pytest.mark.needs_network("face_network")
def test_face_network_is_its_file_run_through_numpy():
    tensors = read_dlib_tensors(files_of("face_network")[0])
    left = iter(tensors)
    convolution = folded(left)
    face = small("astronaut", 150)
    x = np.maximum(convolution((face - np.array(MEANS, np.float32)) / 256, 32, 7, 2), 0)
    x = pool_forward(x, {"f": 3, "stride": 2})[0]
    halved = (64, 128, 256, None)
    for filters, count in ((32, 3), (64, 4), (128, 3), (256, 3), (None, 1)):
        for place in range(count):
            width, half = filters or 256, filters in halved and place == 0
            y = convolution(np.maximum(convolution(x, width, 3, 2 if half else 1), 0), width, 3, 1)
            if half:
                x = pool_forward(x, {"f": 2, "stride": 2}, "average")[0]
                joined = np.zeros((1, *np.maximum(x.shape[1:], y.shape[1:])), x.dtype)
                other = joined.copy()
                joined[:, : x.shape[1], : x.shape[2], : x.shape[3]] = x
                other[:, : y.shape[1], : y.shape[2], : y.shape[3]] = y
                x, y = joined, other
            x = np.maximum(x + y, 0)
    expected = x.mean(axis=(1, 2)) @ next(left).values.reshape(256, 128)
    assert next(left, None) is None
    found = pretrained.face_network().predict(face, verbose=0)
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.abs(pretrained.face_network().predict(255 - face, verbose=0) - expected).max() > 1e-2


def test_a_file_that_is_no_dlib_network_is_refused(tmp_path):
    path = tmp_path / "other.dat"
    path.write_bytes(b"\x05hello" * 100)
    with pytest.raises(ValueError, match="none of the layers"):
        read_dlib_tensors(path)
    path.write_bytes(b"\x05con_4\x01\x02\x01\x10\x01\x10\x01\x03\x01\x03")
    with pytest.raises(ValueError, match="ends 9,216 bytes before"):
        read_dlib_tensors(path)


def test_a_download_that_fails_says_so_and_what_to_do(monkeypatch):
    import keras

    def no_network(**settings):
        raise Exception("URL fetch failure on https://example.invalid: None -- no name")

    monkeypatch.setattr(keras.applications, "ResNet50", no_network)
    with pytest.raises(ConnectionError, match="efficientnet_lite0"):
        pretrained.imagenet_network("ResNet50")
    with pytest.raises(ValueError, match="ResNet50"):
        pretrained.imagenet_network("resnet50")


def test_keras_own_complaints_are_passed_on():
    with pytest.raises(ValueError, match="include_top"):
        pretrained.imagenet_network("VGG16", include_top=True, classes=3)
