"""Numbers as captions and cells show them: true minus signs, sums written out, powers of ten."""

import numpy as np
from numpy.typing import ArrayLike

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number_text(value: float) -> str:
    """Return a number as a cell shows it: whole, or with one decimal; with a true minus sign.

    >>> [number_text(v) for v in (3.0, -16, 0.25, -0.04)]
    ['3', '−16', '0.2', '0']
    """
    text = f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"
    return "0" if text in ("-0", "-0.0", "0.0") else text.replace("-", "−")


def power_text(value: float) -> str:
    """Return a number above 0 as one digit times a power of ten. Raises ValueError for 0 and below.

    >>> power_text(3.9e-31)
    '4·10⁻³¹'
    """
    if not value > 0:
        raise ValueError(f"the value is {value}; a number above 0 is needed")
    digit, exponent = f"{value:.0e}".split("e")
    return f"{digit}·10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def gap_text(value: float) -> str:
    """Return the size of a difference as text: 0, or one digit times a power of ten.

    Raises ValueError below 0.

    >>> gap_text(0.0), gap_text(3.2e-16)
    ('0', '3·10⁻¹⁶')
    """
    return "0" if value == 0 else power_text(value)


def arithmetic(window: ArrayLike, kernel: ArrayLike) -> str:
    """Return the sum of products of a window and a filter, written out.

    window, kernel: arrays of one shape, read row by row. Raises ValueError if the shapes differ.

    >>> arithmetic([[3, 0]], [[1, -1]])
    '3·1 + 0·(−1) = 3'
    """
    window, kernel = np.asarray(window), np.asarray(kernel)
    if window.shape != kernel.shape:
        raise ValueError(
            f"the window has shape {window.shape} and the filter {kernel.shape}; they must be equal"
        )

    def factor(value: float) -> str:
        return f"({number_text(value)})" if value < 0 else number_text(value)

    products = " + ".join(f"{factor(x)}·{factor(w)}" for x, w in zip(window.flat, kernel.flat, strict=True))
    return f"{products} = {number_text((window * kernel).sum())}"
