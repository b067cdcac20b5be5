"""Blocks as keras.Sequential and models within models; a gather over zeros between numbers; matrices of counts."""

import keras
import numpy as np


def transposed_conv(x, w, stride, pad, output_pad=0):
    n, f = x.shape[0], w.shape[0]
    spread = np.zeros(((n - 1) * stride + 1,) * 2)
    spread[::stride, ::stride] = x
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(spread, f - 1), (f, f))
    whole = np.einsum("ijuv,uv->ij", windows, w[::-1, ::-1])
    inside = slice(pad, len(whole) - pad + output_pad)
    return whole[inside, inside]


def convolution(filters):
    return keras.layers.Conv2D(
        filters, 3, padding="same", activation=keras.activations.relu, kernel_initializer="HeNormal"
    )


def conv_block(inputs, n_filters=32, dropout_prob=0, max_pooling=True):
    steps = [convolution(n_filters), convolution(n_filters)]
    if dropout_prob:
        steps.append(keras.layers.Dropout(dropout_prob))
    skip_connection = keras.Sequential(steps)(inputs)
    pooling = [keras.layers.MaxPooling2D()] if max_pooling else [keras.layers.Identity()]
    return [keras.Sequential(pooling)(skip_connection), skip_connection]


def upsampling_block(expansive_input, contractive_input, n_filters=32):
    larger = keras.Sequential([keras.layers.Conv2DTranspose(n_filters, 3, 2, padding="same")])
    convolved = keras.Sequential([convolution(n_filters), convolution(n_filters)])
    return convolved(keras.layers.Concatenate()([larger(expansive_input), contractive_input]))


def unet_model(input_size=(96, 128, 3), n_filters=32, n_classes=23):
    def u(level, shape):
        """The U from this level down, as a model of its own."""
        inside, filters, rate = keras.Input(shape), n_filters * 2**level, 0.3 if level in (3, 4) else 0
        if level == 4:
            return keras.Model(inside, conv_block(inside, filters, rate, False)[0])
        pooled, skip = conv_block(inside, filters, rate)
        below = u(level + 1, pooled.shape[1:])(pooled)
        return keras.Model(inside, upsampling_block(below, skip, filters))

    pictures = keras.Input(input_size)
    end = keras.Sequential([convolution(n_filters), keras.layers.Conv2D(n_classes, 1)])
    return keras.Model(pictures, end(u(0, input_size)(pictures)))


def mean_iou(y_true, y_pred, n_classes):
    pairs = n_classes * np.ravel(y_true) + np.ravel(y_pred)
    matrix = np.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
    both = matrix.diagonal()
    either = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    ratios = np.divide(both, either, out=np.full(n_classes, np.nan), where=either > 0)
    return np.array([np.nanmean(ratios)])


def dice_loss(y_true, logits, smooth=1.0):
    ops = keras.ops
    p = ops.softmax(logits, axis=-1)
    t = ops.one_hot(y_true, p.shape[-1])
    overlap = ops.einsum("mhwc,mhwc->c", p, t)
    sizes = ops.einsum("mhwc->c", p + t)
    return ops.mean(1 - (2 * overlap + smooth) / (sizes + smooth))
