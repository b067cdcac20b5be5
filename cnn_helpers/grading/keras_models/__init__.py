"""Keras models as answers: told apart by what they compute, not by how they are written.

`canonical_key` and the refusals of graph.py read JSON alone and are safe anywhere; `inspect` builds layers with Keras
and belongs into a process that holds none of the student's code, or into that student's own notebook.
"""

from .allowed import Refused
from .building import Sizes
from .report import Inspect, canonical_key, inspect, reported

__all__ = ["Inspect", "Refused", "Sizes", "canonical_key", "inspect", "reported"]
