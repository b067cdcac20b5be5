from .loop import Moment, train
from .many_people import crowd
from .many_streets import streets
from .parallel import in_pieces
from .recipe import RECIPES, Recipe, load_recipe

__all__ = ["RECIPES", "Moment", "Recipe", "crowd", "in_pieces", "load_recipe", "streets", "train"]
