"""Any submission folder becomes a clean notebook, or a reason why it cannot be run; nothing in it is trusted."""

from .folder import has_notebook
from .sanitise import sanitise

__all__ = ["has_notebook", "sanitise"]
