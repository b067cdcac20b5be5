"""Networks of the course in Keras, and `describe`, the ledger of any of them.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "Ledger": "ledger",
    "cached_features": "feature_cache",
    "ensemble_predict": "ensemble",
    "fine_tune": "transfer",
    "freeze": "transfer",
    "ten_crop_predict": "ensemble",
    "transfer_model": "transfer",
    "describe": "ledger",
    "lenet5": "lenet",
    "alexnet": "alexnet_one_tower",
    "vgg16": "vgg",
    "vgg19": "vgg",
    "resnet18": "resnet",
    "resnet34": "resnet",
    "resnet50": "resnet",
    "resnet101": "resnet",
    "resnet152": "resnet",
    "identity_block": "resnet",
    "convolutional_block": "resnet",
    "basic_block": "resnet",
    "network_in_network": "inception",
    "googlenet": "inception",
    "inception_module": "inception",
    "naive_inception_module": "inception",
    "facenet": "inception_resnet",
    "inception_resnet_a": "inception_resnet",
    "inception_resnet_b": "inception_resnet",
    "inception_resnet_c": "inception_resnet",
    "mobilenet_v1": "mobilenet",
    "mobilenet_v2": "mobilenet",
    "depthwise_separable_block": "mobilenet",
    "inverted_residual_block": "mobilenet",
    "compound_scaling": "efficientnet",
    "efficientnet_b0": "efficientnet",
    "efficientnet_b1": "efficientnet",
    "efficientnet_b2": "efficientnet",
    "efficientnet_b3": "efficientnet",
    "efficientnet_b4": "efficientnet",
    "efficientnet_b5": "efficientnet",
    "efficientnet_b6": "efficientnet",
    "efficientnet_b7": "efficientnet",
    "yolov2": "yolo",
    "load_darknet_weights": "darknet",
    "save_darknet_weights": "darknet",
    "SpaceToDepth": "reorganise",
    "DarknetReorg": "reorganise",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
