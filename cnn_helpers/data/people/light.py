"""What the light makes of a painted head: a lit side, a dark side, tones and noise."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.data.people.shot import Light, Pose


def finish(
    picture: Image.Image, body: Image.Image, pose: Pose, radius: float, light: Light, rng: np.random.Generator
) -> NDArray:
    """Return uint8 (n, n, 3): the picture with the head rounded by the light, and with the light's tones and noise.

    picture: RGB; body: L, where the person is; radius: half a head's height in pixels; rng: a NumPy generator.
    """
    n = picture.width
    tones = (255 * (np.arange(256) / 255) ** light.gamma).astype(np.float32)
    pixels = tones.take(np.asarray(picture))
    c, s = cos(radians(pose.roll)), sin(radians(pose.roll))
    x = (np.arange(n, dtype=np.float32) + np.float32(0.5 - n * pose.x))[None, :] / np.float32(radius)
    y = (np.arange(n, dtype=np.float32) + np.float32(0.5 - n * pose.y))[:, None] / np.float32(-radius)
    across, up = (c * x - s * y) / np.float32(0.95), (s * x + c * y) / np.float32(1.2)
    square = across * across + up * up
    # Beyond the head's rim the surface looks sideways, a little towards the viewer.
    shrink = 1 / np.sqrt(np.maximum(square, 1))
    towards = np.sqrt(np.maximum(1 - square, np.float32(0.06)))
    dx, dy, dz = light.direction
    lit = (across * dx + up * dy) * shrink + towards * dz
    factor = 1 - light.slant * (np.float32(0.82) - np.clip(lit, -0.15, 1))
    factor = 1 + (factor - 1) * (np.asarray(body) * np.float32(1 / 255))
    pixels *= factor[:, :, None] * np.array(light.gain, np.float32)
    pixels += rng.standard_normal(pixels.shape, np.float32) * np.float32(255 * light.noise)
    np.clip(pixels, 0, 255, out=pixels)
    return (pixels + np.float32(0.5)).astype(np.uint8)
