from .alignment import align_face
from .dlib_face import face_network
from .efficientnet_lite import Prediction, efficientnet_lite0, name_image
from .face_finder import Face, find_faces
from .imagenet import imagenet_name, imagenet_network
from .packages import PACKAGES, MissingPackage
from .vgg import vgg16_features

__all__ = [
    "PACKAGES",
    "Face",
    "MissingPackage",
    "Prediction",
    "align_face",
    "efficientnet_lite0",
    "face_network",
    "find_faces",
    "imagenet_name",
    "imagenet_network",
    "name_image",
    "vgg16_features",
]
