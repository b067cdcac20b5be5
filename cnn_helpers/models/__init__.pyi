from .alexnet_one_tower import alexnet
from .attribution import grad_cam, saliency
from .darknet import load_darknet_weights, save_darknet_weights
from .efficientnet import (
    compound_scaling,
    efficientnet_b0,
    efficientnet_b1,
    efficientnet_b2,
    efficientnet_b3,
    efficientnet_b4,
    efficientnet_b5,
    efficientnet_b6,
    efficientnet_b7,
)
from .ensemble import ensemble_predict, ten_crop_predict
from .facenet_small import small_facenet
from .feature_cache import cached_features
from .inception import googlenet, inception_module, naive_inception_module, network_in_network
from .inception_resnet import facenet, inception_resnet_a, inception_resnet_b, inception_resnet_c
from .ledger import Ledger, describe, ledger_of
from .lenet import lenet5
from .mobilenet import depthwise_separable_block, inverted_residual_block, mobilenet_v1, mobilenet_v2
from .resnet import (
    basic_block,
    convolutional_block,
    identity_block,
    resnet18,
    resnet34,
    resnet50,
    resnet101,
    resnet152,
)
from .space_to_depth import DarknetReorg, SpaceToDepth
from .transfer import fine_tune, freeze, transfer_model
from .unet_family import conv_block, unet, upsampling_block
from .unet_without_padding import unet_unpadded, unpadded_sizes
from .vgg import vgg16, vgg19
from .yolo import yolov2
from .yolo_small import small_yolo

__all__ = [
    "DarknetReorg",
    "Ledger",
    "SpaceToDepth",
    "alexnet",
    "basic_block",
    "cached_features",
    "compound_scaling",
    "conv_block",
    "convolutional_block",
    "depthwise_separable_block",
    "describe",
    "efficientnet_b0",
    "efficientnet_b1",
    "efficientnet_b2",
    "efficientnet_b3",
    "efficientnet_b4",
    "efficientnet_b5",
    "efficientnet_b6",
    "efficientnet_b7",
    "ensemble_predict",
    "facenet",
    "fine_tune",
    "freeze",
    "googlenet",
    "grad_cam",
    "identity_block",
    "inception_module",
    "inception_resnet_a",
    "inception_resnet_b",
    "inception_resnet_c",
    "inverted_residual_block",
    "ledger_of",
    "lenet5",
    "load_darknet_weights",
    "mobilenet_v1",
    "mobilenet_v2",
    "naive_inception_module",
    "network_in_network",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet101",
    "resnet152",
    "saliency",
    "save_darknet_weights",
    "small_facenet",
    "small_yolo",
    "ten_crop_predict",
    "transfer_model",
    "unet",
    "unet_unpadded",
    "unpadded_sizes",
    "upsampling_block",
    "vgg16",
    "vgg19",
    "yolov2",
]
