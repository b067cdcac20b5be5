"""Boxes: their forms, their overlap, which of many are kept, and pictures of any shape."""
