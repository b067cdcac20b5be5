"""YOLO: anchors, labels, loss, decoding, and the trained detector."""
