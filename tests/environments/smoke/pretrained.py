"""A network that a package ships names a photograph, in an environment with the extra `pretrained`."""

from cnn_helpers.data import photo
from cnn_helpers.pretrained import find_faces, name_image, vgg16_features

assert name_image(photo("chelsea"))[0].name
assert find_faces((255 * photo("astronaut")).astype("uint8"))
assert vgg16_features().layers
