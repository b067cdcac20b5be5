"""Darknet's weight files, against a small darknet in NumPy that reads the same bytes channels first.

The oracle below shares nothing with the package: it follows darknet's configuration section by section, takes each
layer's numbers from the file when it comes to it, and moves reorg's numbers with darknet's own loop.
"""

import struct

import keras
import numpy as np
import pytest
from keras import layers

from cnn_helpers.models import DarknetReorg, SpaceToDepth, load_darknet_weights, save_darknet_weights, yolov2

# sections of a configuration: ("conv", filters, size, batch norm?), ("max",), ("reorg",), ("route", layers…)
SMALL = [
    ("conv", 8, 3, True),
    ("max",),
    ("conv", 12, 3, True),
    ("conv", 6, 1, True),
    ("max",),
    ("conv", 10, 3, True),
    ("route", -3),
    ("conv", 4, 1, True),
    ("reorg",),
    ("route", -1, -4),
    ("conv", 9, 3, True),
    ("conv", 7, 1, False),
]
FULL = [
    *[("conv", 32, 3, True), ("max",), ("conv", 64, 3, True), ("max",)],
    *[("conv", 128, 3, True), ("conv", 64, 1, True), ("conv", 128, 3, True), ("max",)],
    *[("conv", 256, 3, True), ("conv", 128, 1, True), ("conv", 256, 3, True), ("max",)],
    *[("conv", 512, 3, True), ("conv", 256, 1, True)] * 2,
    *[("conv", 512, 3, True), ("max",)],
    *[("conv", 1024, 3, True), ("conv", 512, 1, True)] * 2,
    *[("conv", 1024, 3, True)] * 3,
    *[("route", -9), ("conv", 64, 1, True), ("reorg",), ("route", -1, -4)],
    *[("conv", 1024, 3, True), ("conv", 425, 1, False)],
]


def convolve(x, kernel):
    f, (c, h, w) = kernel.shape[2], x.shape
    padded = np.pad(x, ((0, 0), (f // 2, f // 2), (f // 2, f // 2)))
    windows = np.stack([padded[:, i : i + h, j : j + w] for i in range(f) for j in range(f)], 1)
    return (kernel.reshape(len(kernel), -1) @ windows.reshape(c * f * f, h * w)).reshape(-1, h, w)


def reorg(x, stride=2):
    """Move the numbers as the loop of reorg_cpu does, called with the sizes of the input."""
    c, h, w = x.shape
    flat, out, out_c = x.ravel(), np.empty(x.size, x.dtype), c // stride**2
    k, j, i = np.indices((c, h, w)).reshape(3, -1)
    c2, offset = k % out_c, k // out_c
    w2, h2 = i * stride + offset % stride, j * stride + offset // stride
    out[i + w * (j + h * k)] = flat[w2 + w * stride * (h2 + h * stride * c2)]
    return out.reshape(c * stride**2, h // stride, w // stride)


def darknet(sections, path, x):
    """Return the last layer's output for x (channels, height, width), weights read from the file on the way."""
    with open(path, "rb") as file:
        major, minor, _ = struct.unpack("3i", file.read(12))
        file.read(8 if major * 10 + minor >= 2 else 4)

        def take(*shape):
            return np.frombuffer(file.read(4 * int(np.prod(shape))), "<f4").reshape(shape)

        outputs = []
        for kind, *settings in sections:
            if kind == "conv":
                n, f, batch_normalize = settings
                biases = take(n, 1, 1)
                if batch_normalize:
                    scales, means, variances = take(n, 1, 1), take(n, 1, 1), take(n, 1, 1)
                x = convolve(x, take(n, len(x), f, f))
                if batch_normalize:
                    x = scales * (x - means) / (np.sqrt(variances) + 1e-6)
                x = x + biases
                x = np.where(x > 0, x, 0.1 * x) if batch_normalize else x
            elif kind == "max":
                c, h, w = x.shape
                x = x.reshape(c, h // 2, 2, w // 2, 2).max((2, 4))
            elif kind == "reorg":
                x = reorg(x)
            else:
                x = np.concatenate([outputs[layer] for layer in settings])
            outputs.append(x)
        assert file.read() == b""
    return x


def random_file(path, sections, channels=3, version=(0, 1, 0), seed=0):
    """Write random weights and random batch norm statistics in darknet's order; return what stands where."""
    rng, places, counts = np.random.default_rng(seed), {}, []
    with open(path, "wb") as file:
        file.write(struct.pack("<3i", *version) + struct.pack("<q" if version[1] > 1 else "<i", 64))
        for kind, *settings in sections:
            if kind == "conv":
                n, f, batch_normalize = settings
                parts = {"bias": rng.normal(0, 0.2, n)}
                if batch_normalize:
                    parts |= {"scale": rng.uniform(0.5, 1.5, n), "mean": rng.normal(0, 0.2, n)}
                    parts["variance"] = rng.uniform(0.5, 1.5, n)
                kernel = rng.standard_normal((n, channels, f, f), np.float32)
                parts["kernel"] = kernel * np.float32(np.sqrt(2 / (channels * f * f)))
                for name, values in parts.items():
                    places[name] = file.tell()
                    file.write(values.astype("<f4"))
                channels = n
            elif kind == "reorg":
                channels *= 4
            elif kind == "route":
                channels = sum(counts[layer] for layer in settings)
            counts.append(channels)
    return places


def small_model(reorganise=DarknetReorg):
    """Return SMALL in Keras, its layers numbered in the order of the configuration."""

    def convolution(x, filters, f, number):
        x = layers.Conv2D(filters, f, padding="same", use_bias=False, name=f"conv2d_{number}")(x)
        return layers.LeakyReLU(0.1)(layers.BatchNormalization(epsilon=1e-5)(x))

    inputs = keras.Input((12, 20, 3))
    x = layers.MaxPooling2D(2)(convolution(inputs, 8, 3, 1))
    fine = convolution(convolution(x, 12, 3, 2), 6, 1, 3)
    coarse = convolution(layers.MaxPooling2D(2)(fine), 10, 3, 4)
    passed = reorganise(2)(convolution(fine, 4, 1, 5))
    x = convolution(layers.Concatenate()([passed, coarse]), 9, 3, 6)
    return keras.Model(inputs, layers.Conv2D(7, 1, name="conv2d_7")(x), name="small")


def answer(model, image):
    return keras.ops.convert_to_numpy(model(image.transpose(1, 2, 0)[None], training=False))[0].transpose(
        2, 0, 1
    )


@pytest.fixture(scope="module")
def image():
    return np.random.default_rng(1).random((3, 12, 20), np.float32)


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.weights"
    random_file(path, SMALL)
    return path


@pytest.mark.parametrize("version", [(0, 1, 0), (0, 2, 0), (0, 2, 5)])
def test_keras_answers_as_darknet_does_with_the_same_file(tmp_path, model, image, version):
    path = tmp_path / "small.weights"
    random_file(path, SMALL, version=version)
    expected = darknet(SMALL, path, image)
    assert load_darknet_weights(path, model) is model
    np.testing.assert_allclose(answer(model, image), expected, atol=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize("part", ["bias", "scale", "mean", "variance", "kernel"])
def test_a_changed_number_is_noticed(tmp_path, model, image, part):
    path = tmp_path / "small.weights"
    norm = SMALL[:-1]  # the places are those of the last layer with batch norm
    place = random_file(tmp_path / "places", norm)[part]
    random_file(path, SMALL)
    before = answer(load_darknet_weights(path, model), image)
    raw = bytearray(path.read_bytes())
    (value,) = struct.unpack_from("<f", raw, place)
    struct.pack_into("<f", raw, place, value + 1)
    path.write_bytes(raw)
    changed = darknet(SMALL, path, image)
    scale = np.abs(before).max()
    assert np.abs(before - changed).max() > 1e-2 * scale
    after = answer(load_darknet_weights(path, model), image)
    np.testing.assert_allclose(after, changed, atol=1e-4 * scale)


def test_the_plain_space_to_depth_is_not_what_darknet_does(file, image):
    expected = darknet(SMALL, file, image)
    plain = answer(load_darknet_weights(file, small_model(SpaceToDepth)), image)
    assert np.abs(plain - expected).max() > 1e-2 * np.abs(expected).max()


def test_a_file_read_and_written_is_the_same_file(tmp_path, file, model):
    save_darknet_weights(load_darknet_weights(file, model), tmp_path / "again.weights", seen=64)
    assert (tmp_path / "again.weights").read_bytes() == file.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again.weights", "small.weights"]


def test_a_place_that_cannot_be_written_keeps_nothing_half_done(tmp_path, model):
    (tmp_path / "taken.weights").mkdir()
    with pytest.raises(OSError):
        save_darknet_weights(model, tmp_path / "taken.weights")
    with pytest.raises(FileNotFoundError):
        save_darknet_weights(model, tmp_path / "missing" / "small.weights")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.weights"]


def damaged(file):
    """Yield files that are not the small network's, each with what the refusal says."""
    raw = file.read_bytes()
    for name, content, words in (
        ("short", raw[:-4], f"has {len(raw) - 4:,} bytes; small needs {len(raw):,}"),
        ("ragged", raw[:-1], f"has {len(raw) - 1:,} bytes; small needs {len(raw):,}"),
        ("long", raw + bytes(4), f"has {len(raw) + 4:,} bytes; small needs {len(raw):,}"),
        ("text", b"convolutional, 32 filters\n" * 500, "darknet's files have 0.1 or 0.2"),
        ("newer", struct.pack("<3i", 1, 0, 0) + raw[12:], "the version 1.0.0"),
        ("empty", b"", "has 0 bytes; darknet's header alone has 16 or 20"),
        ("not a number", raw[:-4] + struct.pack("<f", np.nan), "not finite"),
    ):
        path = file.with_name(name)
        path.write_bytes(content)
        yield path, ValueError, words
    folder = file.with_name("folder")
    folder.mkdir()
    yield folder, ValueError, "is not a file"
    yield file.with_name("missing"), FileNotFoundError, "there is no file"


def test_other_files_are_refused_and_nothing_is_changed(file, model):
    load_darknet_weights(file, model)
    before = model.get_weights()
    for path, error, words in damaged(file):
        with pytest.raises(error, match=words):
            load_darknet_weights(path, model)
    for ours, kept in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, kept)


def test_a_variance_below_zero_is_refused(tmp_path, model):
    path = tmp_path / "small.weights"
    place = random_file(tmp_path / "places", SMALL[:-1])["variance"]
    random_file(path, SMALL)
    raw = bytearray(path.read_bytes())
    struct.pack_into("<f", raw, place, -0.5)
    path.write_bytes(raw)
    before = model.get_weights()
    with pytest.raises(ValueError, match=r"a variance of -0\.5"):
        load_darknet_weights(path, model)
    for ours, kept in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, kept)


def chain(*steps):
    return keras.Sequential([keras.Input((4, 4, 2)), *steps], name="odd")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (lambda: [layers.Dense(2, name="dense_1")], "dense_1 is a Dense"),
        (lambda: [layers.Conv2D(2, 1, name="last")], "a number of its own"),
        (lambda: [layers.Conv2D(2, 1, use_bias=False, name="conv2d_1")], "either a bias or a batch norm"),
        (
            lambda: [layers.Conv2D(2, 1, name="conv2d_1"), layers.BatchNormalization()],
            "either a bias or a batch norm",
        ),
        (
            lambda: [
                layers.Conv2D(2, 1, use_bias=False, name="conv2d_1"),
                layers.BatchNormalization(scale=False),
            ],
            "needs scale and center",
        ),
        (
            lambda: [
                layers.Conv2D(2, 1, name="conv2d_1"),
                layers.ReLU(),
                layers.BatchNormalization(name="late"),
            ],
            "late needs a Conv2D right before it",
        ),
        (lambda: [layers.Conv2D(2, 1, name="a_1"), layers.Conv2D(2, 1, name="b_1")], "a number of its own"),
        (lambda: [layers.ReLU()], "odd has no convolution"),
    ],
)
def test_networks_that_a_darknet_file_cannot_hold_are_refused(tmp_path, steps, words):
    with pytest.raises(ValueError, match=words):
        save_darknet_weights(chain(*steps()), tmp_path / "odd.weights")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seen", [-1, 2**31, 0.5])
def test_impossible_counts_of_seen_images_are_refused(tmp_path, model, seen):
    with pytest.raises(ValueError, match="seen is"):
        save_darknet_weights(model, tmp_path / "small.weights", seen)


def test_the_whole_yolov2_reads_darknets_file_and_writes_it_back(tmp_path):
    path, again = tmp_path / "yolov2.weights", tmp_path / "again.weights"
    random_file(path, FULL)
    assert path.stat().st_size == 203_934_260
    image = np.random.default_rng(2).random((3, 64, 64), np.float32)
    expected = darknet(FULL, path, image)
    model = load_darknet_weights(path, yolov2((64, 64, 3), pass_through="darknet"))
    ours = answer(model, image)
    np.testing.assert_allclose(ours, expected, atol=1e-3 * np.abs(expected).max())
    save_darknet_weights(model, again, seen=64)
    path.unlink()
    assert again.stat().st_size == 203_934_260
    fresh = yolov2((64, 64, 3), pass_through="darknet")
    assert np.abs(answer(fresh, image) - ours).max() > 1e-2
    np.testing.assert_array_equal(answer(load_darknet_weights(again, fresh), image), ours)
