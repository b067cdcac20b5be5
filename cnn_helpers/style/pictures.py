"""Pictures of a user's own, read as the eye sees them and written without losing any."""

import os
import tempfile
import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from cnn_helpers.checks import whole_number
from cnn_helpers.files import write_whole
from cnn_helpers.style.arrays import LEAST

MOST = 4096  # pixels of the longer side; longer than that, memory runs out long before patience


def read_picture(path: str | os.PathLike[str], size: int = 256) -> NDArray:
    """Return a picture of any kind as (n_H, n_W, 3), float32 from 0 to 1, its proportions kept.

    path: a file that Pillow reads; size: pixels of the longer side at most, but the shorter one never
    falls below 32. What the camera noted about its turn is followed, transparent parts lie on white, and grey
    becomes three equal channels. Raises FileNotFoundError for a missing file, ValueError for one
    that is no picture, is damaged, or is longer and thinner than 4096 by 32.
    """
    path, size = Path(path), whole_number("size", size, least=LEAST)
    if size > MOST:
        raise ValueError(f"size is {size}; at most {MOST} pixels are possible")
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not a file" if path.exists() else f"{path} does not exist")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # of pictures so large that they might be meant to fill the memory
            with Image.open(path) as opened:
                image = _as_seen(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError:
        raise ValueError(f"{path} is not a picture of a kind that can be read") from None
    except (OSError, SyntaxError, EOFError, Image.DecompressionBombError) as problem:
        if isinstance(problem, PermissionError):
            raise
        raise ValueError(f"{path} cannot be read as a picture: {problem}") from None
    return (
        np.asarray(image.resize(_shrunk(path, image.size, size), Image.Resampling.LANCZOS), np.float32) / 255
    )


def _as_seen(image: Image.Image) -> Image.Image:
    """An image in any of Pillow's modes as 8-bit red, green and blue."""
    if image.mode.startswith("I"):  # grey of 16 bits, which Pillow would cut off at 255
        grey = np.clip(np.asarray(image, np.float64) / 257, 0, 255)
        return Image.fromarray(grey.round().astype(np.uint8)).convert("RGB")
    if image.mode == "F":
        raise OSError("its numbers are fractions of no known range")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def _shrunk(path: Path, size: tuple[int, int], longest: int) -> tuple[int, int]:
    shorter, longer = sorted(size)
    scale = max(min(1, longest / longer), LEAST / shorter)
    if scale * longer > MOST:
        raise ValueError(f"{path} has {size[0]}×{size[1]} pixels; it is too thin to be {LEAST} pixels across")
    width, height = (max(LEAST, round(scale * n)) for n in size)
    return width, height


def check_writable(path: str | os.PathLike[str], force: bool = False) -> None:
    """Raise unless a picture can be written to a path: before the work, and not after it.

    force: whether it may replace a file. Raises FileExistsError, FileNotFoundError for a missing folder,
    ValueError for an ending that names no kind of picture, and OSError where nothing can be written.
    """
    path = Path(path)
    kinds = {end for end, kind in Image.registered_extensions().items() if kind in Image.SAVE}
    if path.suffix.lower() not in kinds:
        raise ValueError(f"{path} ends in no kind of picture that can be written; .png or .jpg is needed")
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; the name of a file is needed")
    if path.exists() and not force:
        raise FileExistsError(f"{path} exists; another name, or --force to replace it, is needed")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"the folder {path.parent} does not exist")
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as problem:
        raise OSError(f"nothing can be written to {path.parent}: {problem.strerror}") from None


def write_picture(path: str | os.PathLike[str], image: ArrayLike, force: bool = False) -> None:
    """Write a picture (n_H, n_W, 3), from 0 to 1; the kind follows from the ending of the path.

    A file that is there is replaced only with force, and then at once: it is never half written. Raises what
    `check_writable` raises.
    """
    path = Path(path)
    check_writable(path, force)
    kind = Image.registered_extensions()[path.suffix.lower()]
    pixels = Image.fromarray((255 * np.asarray(image)).round().astype(np.uint8))
    data = BytesIO()
    pixels.save(data, kind, **({"quality": 95} if kind == "JPEG" else {}))
    if not force:
        try:
            with path.open("xb") as file:
                file.write(data.getvalue())
        except FileExistsError:
            raise FileExistsError(
                f"{path} exists; another name, or --force to replace it, is needed"
            ) from None
        return
    write_whole(path, data.getvalue())
