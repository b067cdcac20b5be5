"""Data of the course, all of it on the machine: nothing here needs the network.

The street scenes have a room of their own, `cnn_helpers.data.scenes`.
"""

from cnn_helpers.data import scenes
from cnn_helpers.data.digits import Digits, digits
from cnn_helpers.data.heartbeats import Heartbeats, heartbeats
from cnn_helpers.data.photos import CREDITS, Credit, credit, photo
from cnn_helpers.data.scenes import Scene, Scenes, one_object, scene
from cnn_helpers.data.volumes import Volumes, volumes

__all__ = [
    "CREDITS",
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
    "photo",
    "scene",
    "scenes",
    "volumes",
]
