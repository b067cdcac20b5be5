"""A step of style transfer, beside the widely used recipe of TensorFlow's tutorial on the same network and pictures."""

import numpy as np
import tensorflow as tf
from rich.table import Table

from cnn_helpers.data import painting, photo
from cnn_helpers.pretrained import vgg16_features
from cnn_helpers.style import CONTENT_LAYER, STYLE_LAYERS, Objective
from cnn_helpers.style.optimisers import adam_step
from cnn_helpers.style.precision import fastest_precision

from .timing import best_times

GOAL = 0.6
SIZE = 200, 256


def pictures(size=SIZE):
    """Return a content and a style of one size, (n_H, n_W, 3), float32."""
    both = photo("coffee", width=400), painting("night")
    return [tf.image.resize(picture, size, antialias=True).numpy() for picture in both]


def recipe_gradient(content, style, style_weight=1e-2, content_weight=1e4, total_variation_weight=30):
    """Return a function from a picture (1, n_H, n_W, 3) to the recipe's loss and its gradient.

    Written as in "Neural style transfer" of tensorflow.org/tutorials/generative, with the course's VGG-16 and
    layers in the place of VGG-19 and its layers; weights of the losses as there.
    """
    extractor = Extractor((CONTENT_LAYER,), STYLE_LAYERS)
    style_targets = extractor(tf.constant(style[np.newaxis]))["style"]
    content_targets = extractor(tf.constant(content[np.newaxis]))["content"]

    def loss_of(outputs):
        style_loss = tf.add_n(
            [tf.reduce_mean((outputs["style"][name] - style_targets[name]) ** 2) for name in STYLE_LAYERS]
        )
        content_loss = tf.add_n(
            [
                tf.reduce_mean((outputs["content"][name] - content_targets[name]) ** 2)
                for name in (CONTENT_LAYER,)
            ]
        )
        return style_weight * style_loss / len(STYLE_LAYERS) + content_weight * content_loss

    def gradient(image):
        with tf.GradientTape() as tape:
            tape.watch(image)
            loss = loss_of(extractor(image))
            loss += total_variation_weight * tf.image.total_variation(image)
        return loss, tape.gradient(loss, image)

    return gradient


class Extractor(tf.keras.models.Model):
    """The recipe's model of a picture: its content layers' activations and its style layers' Gram matrices."""

    def __init__(self, content_layers, style_layers):
        super().__init__()
        network = vgg16_features()
        outputs = [network.get_layer(name).output for name in (*style_layers, *content_layers)]
        self.vgg = tf.keras.Model([network.input], outputs)
        self.vgg.trainable = False
        self.style_layers, self.content_layers = style_layers, content_layers

    def call(self, inputs):
        outputs = self.vgg(tf.keras.applications.vgg16.preprocess_input(inputs * 255.0))
        styles = [gram(a) for a in outputs[: len(self.style_layers)]]
        return {
            "content": dict(zip(self.content_layers, outputs[len(self.style_layers) :], strict=True)),
            "style": dict(zip(self.style_layers, styles, strict=True)),
        }


def gram(activations):
    """The recipe's Gram matrix, (m, n_C, n_C): products of channels, summed by einsum, over the number of places."""
    result = tf.linalg.einsum("bijc,bijd->bcd", activations, activations)
    places = tf.cast(tf.shape(activations)[1] * tf.shape(activations)[2], tf.float32)
    return result / places


def recipe_step(content, style):
    """Return the recipe's step: a function without arguments that moves its picture and returns the loss."""
    image = tf.Variable(content[np.newaxis])
    optimizer = tf.keras.optimizers.Adam(learning_rate=0.02, beta_1=0.99, epsilon=1e-1)
    gradient = recipe_gradient(content, style)

    @tf.function()
    def step():
        loss, slope = gradient(image)
        optimizer.apply_gradients([(slope, image)])
        image.assign(tf.clip_by_value(image, clip_value_min=0.0, clip_value_max=1.0))
        return loss

    return step


def our_step(content, style, precision):
    """Return a step of `cnn_helpers.style.transfer` with Adam, as a function without arguments."""
    return adam_step(Objective(content, style, precision=precision), content, learning_rate=0.03)[1]


def measure(size=SIZE, rounds=5, calls=2):
    """Return {name: seconds of a step}: the recipe's, ours in the same precision, and ours as `transfer` runs it."""
    both = pictures(size)
    steps = {"the recipe, float32": recipe_step(*both)}
    for precision in dict.fromkeys(("float32", fastest_precision())):
        steps[f"ours, {precision}"] = our_step(*both, precision)
    ways = {name: lambda step=step: float(tf.reduce_sum(step())) for name, step in steps.items()}
    return best_times(ways, rounds, calls)


def tables():
    """Yield the table of a step's time."""
    rows, columns = SIZE
    table = Table(
        title=f"a step of style transfer, {rows}×{columns}, VGG-16, best of 10",
        caption=f"Goal: at most {GOAL} of the recipe's time. The same content layer, style layers and pictures; costs "
        "and gradients of pixels are float32 in all, the precision is that of the convolutions.",
    )
    for heading in ("step", "ms", "ours/recipe"):
        table.add_column(heading, justify="right")
    times = measure()
    theirs = next(iter(times.values()))
    for name, seconds in times.items():
        table.add_row(
            name, f"{seconds * 1e3:.0f}", f"{seconds / theirs:.2f}" if name.startswith("ours") else ""
        )
    yield table
