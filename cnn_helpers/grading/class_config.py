"""The old place of `configure`: class folders that earlier versions made import it from here.

Their `nbgrader_config.py` was written once and belongs to the teacher, so it is never written anew. Everything else
imports it from `class_files.nbgrader_config`.
"""

from .class_files.nbgrader_config import configure

__all__ = ["configure"]
