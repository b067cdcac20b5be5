"""Figures that pages share: grids of numbers, images, windows, volumes, curves and bars in one palette."""

from cnn_helpers.plots.anchors import anchor_chart
from cnn_helpers.plots.bars import bar_chart
from cnn_helpers.plots.blocks import draw_blocks
from cnn_helpers.plots.boxes import show_boxes
from cnn_helpers.plots.cells import show_cells
from cnn_helpers.plots.class_maps import show_class_maps
from cnn_helpers.plots.curves import learning_curves, spread_curves
from cnn_helpers.plots.graphs import draw_graph
from cnn_helpers.plots.grids import Grid, draw_grids
from cnn_helpers.plots.images import show_images
from cnn_helpers.plots.kept_values import keep
from cnn_helpers.plots.layer_chain import draw_layer_chain
from cnn_helpers.plots.network import draw_network
from cnn_helpers.plots.numbers import arithmetic, gap_text, number_text, power_text
from cnn_helpers.plots.planes import draw_planes
from cnn_helpers.plots.recall_curves import recall_curves
from cnn_helpers.plots.receptive_field import draw_receptive_field
from cnn_helpers.plots.sheets import Sheets, draw_sheets
from cnn_helpers.plots.slider import PictureSlider, picture_slider
from cnn_helpers.plots.style import new_figure
from cnn_helpers.plots.tables import text_table
from cnn_helpers.plots.u_shape import draw_u
from cnn_helpers.plots.volumes import draw_volumes
from cnn_helpers.plots.windows import draw_windows

__all__ = [
    "Grid",
    "PictureSlider",
    "Sheets",
    "anchor_chart",
    "arithmetic",
    "bar_chart",
    "draw_blocks",
    "draw_graph",
    "draw_grids",
    "draw_layer_chain",
    "draw_network",
    "draw_planes",
    "draw_receptive_field",
    "draw_sheets",
    "draw_u",
    "draw_volumes",
    "draw_windows",
    "gap_text",
    "keep",
    "learning_curves",
    "new_figure",
    "number_text",
    "picture_slider",
    "power_text",
    "recall_curves",
    "show_boxes",
    "show_cells",
    "show_class_maps",
    "show_images",
    "spread_curves",
    "text_table",
]
