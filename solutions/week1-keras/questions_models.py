"""The two networks: 25 points each, judged by layers, outputs, counts and the way they are compiled."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .mistakes_functional import FUNCTIONAL_MODEL
from .mistakes_sequential import SEQUENTIAL_MODEL

PUBLIC = (dict(shape=(64, 64, 3), classes=3), dict(shape=(44, 60, 1), classes=4))
HIDDEN = (dict(shape=(48, 64, 3), classes=5), dict(shape=(52, 46, 2), classes=2))


def asked(rng, shape, classes):
    return shape, classes


def about(title, points, *keys, name):
    """A family that looks at one entry of the report on the network, or at an entry of that entry."""
    part = entry(keys[0], name)
    for key in keys[1:]:
        part = part.then(entry(key, name))
    words = "input shape {shape}, {classes} classes"
    return Family(title, points, asked, PUBLIC, HIDDEN, case=words, part=part)


FAMILIES = (
    about("the layers and their settings", 8, "layers", name="the layers"),
    about("what comes out, with weights set by us", 4, "outputs", name="the output"),
    about("the number of parameters", 3, "parameters", name="the number of parameters"),
    about("written as the question says", 3, "made as", name="the way it is written"),
    about("compiled with the optimiser", 2, "compiled", "optimizer", name="the optimiser"),
    about("compiled with the learning rate", 1, "compiled", "learning rate", name="the learning rate"),
    about("compiled with the loss", 3, "compiled", "loss", name="the loss"),
    about("compiled with the metric", 1, "compiled", "metrics", name="the list of metrics"),
)

MODELS = (
    Question("sequential_model", points=25, families=FAMILIES, mistakes=SEQUENTIAL_MODEL),
    Question("functional_model", points=25, families=FAMILIES, mistakes=FUNCTIONAL_MODEL),
)
