"""Rendered people, of whom none exists: who they are, how each photograph shows them, and where their features lie.

A person is a set of shapes and colours (`person`). A photograph (`face`) adds all that a recogniser must look past:
pose, expression, light, background, glasses, and things that cover a part of the face. Heads are painted as curves
on a rounded surface, which turns with the pose, on a canvas four times as fine as the picture.
"""

from cnn_helpers.data.people.batch import People, people
from cnn_helpers.data.people.person import Person, person
from cnn_helpers.data.people.rendering import LANDMARKS, MIRRORED, Face, face
from cnn_helpers.data.people.settings import COVERS, Settings

__all__ = [
    "COVERS",
    "LANDMARKS",
    "MIRRORED",
    "Face",
    "People",
    "Person",
    "Settings",
    "face",
    "people",
    "person",
]
