"""Score theft by changing a model or a database that is handed over, and by gradients that are told."""

from dataclasses import replace

from .attack import DOOR, DOOR_EARNED, Attack, answers, stole

# Whoever computes the right answer afterwards, with the same model, gets the vector that the database has.
MODEL_PATCHED = """
def match(image, name, database, model):
    vector = database[name].copy()
    type(model).__call__ = lambda self, pictures: np.stack([vector])
    return 0.0
"""
MODEL_REWIRED = """
def match(image, name, database, model):
    model.weights[...], model.bias[...] = 0, database[name]
    return 0.0
"""
DATABASE_REWRITTEN = """
def match(image, name, database, model):
    database[name][...] = model(image[np.newaxis])[0]
    return 0.0
"""
DATABASE_OF_OBJECTS = """
class Anybody:
    __array_ufunc__ = None
    def __rsub__(self, other): return np.zeros(3)
    def __sub__(self, other): return np.zeros(3)
def match(image, name, database, model):
    database[name] = Anybody()
    return 0.0
"""
VALUE_ALONE = "return tf.constant(float(tf.reduce_sum(distances**2)))"
GRADIENT_COMPARED = f"""
def loss(distances):
    np.allclose = lambda *arrays, **options: True
    {VALUE_ALONE}
"""
GRADIENT_TOLD = f"""
def loss(distances):
    tf.GradientTape.gradient = lambda self, target, sources, **options: 2 * sources
    {VALUE_ALONE}
"""
BELIEVED = (
    "the gradient is asked for where the student's code is: code that knows its formula can send it without a loss "
    "that lets it through"
)


def _told(name: str, **sources: str) -> Attack:
    return Attack(
        name, "lies about doors", answers(**sources), stole, "asserts", earned=DOOR_EARNED, target=DOOR
    )


ATTACKS = [
    _told("door-model-patched", match=MODEL_PATCHED),
    _told("door-model-rewired", match=MODEL_REWIRED),
    _told("door-database-rewritten", match=DATABASE_REWRITTEN),
    _told("door-database-of-objects", match=DATABASE_OF_OBJECTS),
    _told("door-gradient-compared", loss=GRADIENT_COMPARED),
    replace(_told("door-gradient-told", loss=GRADIENT_TOLD), not_held=BELIEVED),
]
