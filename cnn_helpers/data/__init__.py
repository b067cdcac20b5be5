"""Data of the course, all of it on the machine: nothing here needs the network.

The street scenes and the people have rooms of their own, `cnn_helpers.data.scenes` and `cnn_helpers.data.people`.
"""

from cnn_helpers.data import people, scenes
from cnn_helpers.data.digits import Digits, digits
from cnn_helpers.data.heartbeats import Heartbeats, heartbeats
from cnn_helpers.data.paintings import PAINTINGS, painting
from cnn_helpers.data.photos import CREDITS, Credit, credit, photo
from cnn_helpers.data.scenes import Scene, Scenes, one_object, scene
from cnn_helpers.data.volumes import Volumes, volumes

__all__ = [
    "CREDITS",
    "PAINTINGS",
    "Credit",
    "Digits",
    "Heartbeats",
    "Scene",
    "Scenes",
    "Volumes",
    "credit",
    "digits",
    "heartbeats",
    "one_object",
    "painting",
    "people",
    "photo",
    "scene",
    "scenes",
    "volumes",
]
