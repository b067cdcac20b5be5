"""Sliding windows: a classifier shown every window of an image, one by one or all at once."""
