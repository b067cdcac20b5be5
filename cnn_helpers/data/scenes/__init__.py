"""Rendered street scenes with pedestrians, cars and motorcycles, and exact labels of everything in them.

A level camera looks across a street. Things are drawn far to near as polygons on a canvas three times as fine
as the picture; what is seen of each is counted there, so that labels are exact and pictures without jags.
"""

from cnn_helpers.data.scenes.batch import ONE_OBJECT, Scenes, one_object, scenes
from cnn_helpers.data.scenes.rendering import LANDMARKS, Landmark, Scene, scene
from cnn_helpers.data.scenes.settings import CLASSES, LIGHTS, PIXEL_CLASSES, Settings

__all__ = [
    "CLASSES",
    "LANDMARKS",
    "LIGHTS",
    "ONE_OBJECT",
    "PIXEL_CLASSES",
    "Landmark",
    "Scene",
    "Scenes",
    "Settings",
    "one_object",
    "scene",
    "scenes",
]
