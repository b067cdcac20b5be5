"""R-CNN, Fast R-CNN and Faster R-CNN: proposals, regions, and the networks that judge them."""
