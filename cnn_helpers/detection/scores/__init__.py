"""How well a detector does: recall, average precision, and their mean over classes."""
