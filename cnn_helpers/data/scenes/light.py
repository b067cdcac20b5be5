"""Daylight, overcast sky and dusk: what the light does to a street and to the picture of it."""

from dataclasses import dataclass
from functools import cache
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.data.scenes.colours import Colour
from cnn_helpers.data.scenes.drawing import Sprite
from cnn_helpers.data.scenes.settings import Settings

SKIES = {  # zenith and horizon
    "day": ((96, 150, 212), (196, 220, 238)),
    "overcast": ((164, 170, 178), (208, 210, 212)),
    "dusk": ((58, 62, 110), (226, 150, 104)),
}
GAINS = {"day": (1.04, 1.0, 0.95), "overcast": (0.88, 0.91, 0.95), "dusk": (0.66, 0.58, 0.68)}
SHADOWS = {"day": 120, "overcast": 0, "dusk": 60}  # darkness of a cast shadow, of 255


@dataclass(frozen=True)
class Light:
    """The light of one scene.

    side: 1 when it comes from the left, -1 from the right; slant: how far a shadow reaches sideways, and down
    the picture, for each metre of height; gain: factors on red, green and blue; tilt: how much brighter the
    sunny edge is than the other; gamma: exponent of the tones; noise: standard deviation, white being 1.
    """

    name: str
    side: int
    slant: tuple[float, float]
    gain: tuple[float, ...]
    tilt: float
    gamma: float
    noise: float
    glow: bool
    sky: tuple[Colour, Colour]


def draw_light(rng: Random, settings: Settings) -> Light:
    """Return a Light within the settings."""
    name = rng.choice(settings.light)
    side = rng.choice((1, -1))
    gain = rng.uniform(*settings.brightness)
    zenith, horizon = SKIES[name]
    cast = [1 + rng.uniform(-settings.cast, settings.cast) for _ in range(3)]
    return Light(
        name=name,
        side=side,
        slant=(side * rng.uniform(0.3, 1.1), rng.uniform(0.12, 0.3)),
        gain=tuple(gain * a * b for a, b in zip(GAINS[name], cast, strict=True)),
        tilt=rng.uniform(0, 0.25),
        gamma=rng.uniform(0.85, 1.2),
        noise=rng.uniform(*settings.noise),
        glow=name == "dusk",
        sky=(_varied(rng, zenith), _varied(rng, horizon)),
    )


def _varied(rng: Random, colour: Colour) -> Colour:
    """Return a colour of the sky, each channel brighter or darker by some luck."""
    red, green, blue = (min(255, int(value * rng.uniform(0.88, 1.1))) for value in colour)
    return red, green, blue


@cache
def body_shade(side: int) -> Image.Image:
    """Return how dark a body is, 64 x 64: more on the side away from the light and towards the ground."""
    across = np.linspace(-1, 1, 64)[None, :] * side
    down = np.linspace(0, 1, 64)[:, None]
    return Image.fromarray((255 * np.clip(0.3 * across, 0, 1) + 40 * down**2).astype(np.uint8))


@cache
def spot() -> Image.Image:
    """Return a round spot of 64 x 64 that fades towards its edge."""
    y, x = np.mgrid[-1:1:64j, -1:1:64j]
    return Image.fromarray((150 * np.clip(1 - np.hypot(x, y), 0, 1) ** 2).astype(np.uint8))


@cache
def _texture(height: int, width: int) -> NDArray:
    """Return (n_H, n_W) factors around 0.95 that roughen tar and stone."""
    rng = np.random.default_rng(0)
    return 1 - rng.gamma(2.0, 0.025, (height, width)).astype(np.float32)


def cast_shadow(darkness: Image.Image, sprite: Sprite, base: float, light: Light) -> None:
    """Draw the shadow of a sprite whose feet are on canvas row `base` into the canvas of darkness."""
    strength = SHADOWS[light.name]
    feet = int(base) - sprite.top
    sideways, down = light.slant
    reach, drop = int(abs(sideways) * feet), int(down * feet)
    if not strength or drop < 1:
        return
    left = 0 if sideways > 0 else reach
    # The pixel (X, Y) of the shadow shows what stands Y / down above the feet.
    shear = (1, -sideways / down, -left, 0, -1 / down, feet)
    shadow = sprite.mask.transform((sprite.mask.width + reach, drop), Image.Transform.AFFINE, shear)
    darkness.paste(strength, (sprite.left - left, int(base)), shadow)


def finish(
    picture: Image.Image, darkness: Image.Image, ground: NDArray, light: Light, rng: np.random.Generator
) -> NDArray:
    """Return uint8 (n_H, n_W, 3): a picture with rough ground, the light's tones, its tilt and its noise.

    picture: an RGB image; darkness: of its shadows, an L image as large; ground: (n_H, n_W), true where ground
    is seen; rng: a NumPy generator.
    """
    tones = (255 * (np.arange(256) / 255) ** light.gamma).astype(np.float32)
    pixels = tones.take(np.asarray(picture))
    height, width, _ = pixels.shape
    factors = 1 + light.tilt * light.side * np.linspace(0.5, -0.5, width, dtype=np.float32)
    factors = factors * np.where(ground, _texture(height, width), np.float32(1))
    factors *= 1 - np.asarray(darkness) * np.float32(1 / 255)
    pixels *= factors[:, :, None] * np.array(light.gain, np.float32)
    pixels += rng.standard_normal(pixels.shape, np.float32) * np.float32(255 * light.noise)
    np.clip(pixels, 0, 255, out=pixels)
    return (pixels + np.float32(0.5)).astype(np.uint8)
