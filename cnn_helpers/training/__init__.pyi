from .loop import Moment, train
from .many_people import crowd
from .many_streets import streets
from .parallel import in_pieces
from .recipe import RECIPES, Recipe, load_recipe
from .starts import fit_starts

__all__ = [
    "RECIPES",
    "Moment",
    "Recipe",
    "crowd",
    "fit_starts",
    "in_pieces",
    "load_recipe",
    "streets",
    "train",
]
