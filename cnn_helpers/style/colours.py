"""A style without its colours: transfer of brightness alone, and the content's colours put back.

Source: Gatys, Bethge, Hertzmann and Shechtman, Preserving color in neural artistic style transfer (2016), its
luminance-only transfer.
"""

import numpy as np
from numpy.typing import NDArray

LUMINANCE = np.array([0.299, 0.587, 0.114], np.float32)  # of red, green, blue: the Y of YIQ


def luminance(picture: NDArray) -> NDArray:
    """Return the brightness (n_H, n_W) of a picture (n_H, n_W, 3): the Y of YIQ, from 0 to 1.

    >>> luminance(np.ones((1, 2, 3), np.float32)).tolist()
    [[1.0, 1.0]]
    """
    return picture @ LUMINANCE


def in_grey(content: NDArray, style: NDArray) -> tuple[NDArray, NDArray]:
    """Return content and style in grey, the style's brightness with the mean and the spread of the content's.

    content, style: (n_H, n_W, 3), float32 from 0 to 1, of any two sizes; -> the same shapes, three equal channels.
    What leaves 0 to 1 is cut off.
    """
    bright, painted = luminance(content), luminance(style)
    spread = bright.std() / max(float(painted.std()), 1e-6)
    matched = np.clip((painted - painted.mean()) * spread + bright.mean(), 0, 1)
    one, other = (np.repeat(grey[..., np.newaxis], 3, axis=-1) for grey in (bright, matched))
    return one, other


def with_colours_of(content: NDArray, painted: NDArray) -> NDArray:
    """Return a picture with the brightness of `painted` and the colours, I and Q of YIQ, of `content`.

    content, painted: (n_H, n_W, 3), float32 from 0 to 1, of one size. Equal amounts of red, green and blue change
    brightness alone, so the difference in brightness is added to all three; what leaves 0 to 1 is cut off.
    """
    difference = luminance(painted) - luminance(content)
    return np.clip(content + difference[..., np.newaxis], 0, 1)
