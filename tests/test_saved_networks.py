"""Each kind of network that the package builds is saved, and loaded again without the code that built it."""

import keras
import numpy as np
import pytest

from cnn_helpers import models
from cnn_helpers.detection import (
    landmark_network,
    localiser,
    proposal_head,
    rcnn,
    region_head,
    shared_features,
    window_classifier,
)
from cnn_helpers.faces import siamese_head, siamese_network
from cnn_helpers.pretrained.dlib_face import face_network
from cnn_helpers.segmentation.trained import segmenter_network
from cnn_helpers.style.vgg import style_features

NETWORKS = {
    "lenet5": lambda: models.lenet5((16, 16, 1)),
    "alexnet": lambda: models.alexnet((67, 67, 3), 5),
    "vgg16": lambda: models.vgg16((32, 32, 3), 5),
    "resnet18": lambda: models.resnet18((32, 32, 3), 5),
    "resnet50": lambda: models.resnet50((32, 32, 3), 5),
    "network_in_network": lambda: models.network_in_network((8, 8, 3)),
    "googlenet": lambda: models.googlenet((65, 65, 3), 5),
    "mobilenet_v1": lambda: models.mobilenet_v1((32, 32, 3), 5),
    "mobilenet_v2": lambda: models.mobilenet_v2((32, 32, 3), 5),
    "efficientnet_b0": lambda: models.efficientnet_b0((32, 32, 3), 5),
    "facenet": lambda: models.facenet((80, 80, 3)),
    "small_facenet": models.small_facenet,
    "yolov2": lambda: models.yolov2((64, 64, 3)),
    "small_yolo": models.small_yolo,
    "unet": lambda: models.unet((32, 32, 3), 5, 4),
    "unet_unpadded": lambda: models.unet_unpadded((188, 188, 3), 2, 4),
    "transfer_model": lambda: models.transfer_model(models.mobilenet_v2((32, 32, 3), 5), 3),
    "localiser": localiser,
    "landmark_network": landmark_network,
    "window_classifier": window_classifier,
    "rcnn": lambda: rcnn((48, 48, 3)),
    "shared_features": lambda: shared_features((48, 48, 3)),
    "region_head": lambda: region_head((12, 12, 64)),
    "proposal_head": lambda: proposal_head((12, 12, 64), 9),
    "segmenter_network": segmenter_network,
    "siamese_head": lambda: siamese_head(8, "chi_square"),
    "siamese_network": lambda: siamese_network(models.small_facenet()),
    "face_network": face_network,
    "style_features": lambda: style_features(["block2_conv1"]),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_saved_network_comes_back_and_answers_the_same(name, tmp_path):
    model = NETWORKS[name]()
    draws = np.random.default_rng(0)
    inputs = [
        draws.random([n or (1 if axis == 0 else 32) for axis, n in enumerate(x.shape)], np.float32)
        for x in model.inputs
    ]
    model.save(tmp_path / "network.keras")
    loaded = keras.saving.load_model(tmp_path / "network.keras")
    for ours, theirs in zip(answers(model, inputs), answers(loaded, inputs), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def answers(model, inputs):
    return [
        keras.ops.convert_to_numpy(one)
        for one in keras.tree.flatten(model(inputs if len(inputs) > 1 else inputs[0]))
    ]
