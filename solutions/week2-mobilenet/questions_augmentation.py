"""Augmentation: judged by its two layers, and by what happens to three bright spots in many pictures."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .mistakes_augmentation import AUGMENTER as MISTAKES

PUBLIC = (dict(n=96, height=48, width=48),)
HIDDEN = (dict(n=120, height=48, width=60),)


def looked_at(function, n, height, width):
    """What the layers are, and what they do to n pictures with a spot above the middle and one to its left."""
    import keras
    import numpy as np

    things = "its layers", "not training", "shape", "mirrored", "upside down", "turned"
    try:
        augment = function()
    except ValueError as problem:
        if "`factor`" not in str(problem):
            raise
        return dict.fromkeys(things, f"not told: {str(problem)[:120]}")
    if not isinstance(augment, keras.Model):
        # a dictionary could pass for what is told below
        return str(augment) if isinstance(augment, dict) else augment
    rows, columns = np.mgrid[:height, :width]
    down, right = rows - (height - 1) / 2, columns - (width - 1) / 2
    spots = [np.hypot(down + 6, right) <= 2, np.hypot(down, right + 6) <= 2, np.hypot(down, right) <= 2]
    pictures = np.repeat(np.stack(spots, axis=-1)[np.newaxis].astype("float32"), n, axis=0)
    used = np.array(augment(pictures, training=False))
    trained = np.array(augment(pictures, training=True))

    def inside(model):
        for layer in model.layers:
            if isinstance(layer, keras.Model):
                yield from inside(layer)
            elif not isinstance(layer, keras.layers.InputLayer):
                config = layer.get_config()
                kind = type(layer).__name__
                factor = np.ravel(config.get("factor") or ())
                told = {
                    "RandomFlip": config.get("mode"),
                    "RandomRotation": ", ".join(f"{number:+.4g}" for number in factor),
                }
                yield f"{kind}({told.get(kind) or ''})"

    told = dict.fromkeys(things, "cannot be told")
    told["its layers"] = tuple(sorted(inside(augment)))
    told["not training"] = "as it was" if np.array_equal(used, pictures) else "changed"
    told["shape"] = "as it was" if trained.shape == pictures.shape else "another"
    mass = trained.sum(axis=(1, 2)) if trained.shape == pictures.shape else np.zeros((n, 3))
    if mass.min() <= 0:
        return told
    places = np.stack([(trained * axis[..., np.newaxis]).sum(axis=(1, 2)) / mass for axis in (down, right)])
    up, left = (places[..., k] - places[..., 2] for k in (0, 1))
    angle = np.rad2deg(np.arctan2(up[1], -up[0]))
    turn = (angle + 90) % 180 - 90

    def share(which):
        part = np.mean(which)
        return "none" if part == 0 else "about half" if 0.25 < part < 0.75 else "all" if part == 1 else "some"

    one_side = turn.min() > -10 or turn.max() < 10
    most = np.abs(turn).max()
    by = "more than 36 degrees" if most > 39 else "36 degrees" if most > 25 else "less than 36 degrees"
    told["mirrored"] = share(up[0] * left[1] - up[1] * left[0] < 0)
    told["upside down"] = share(np.abs(angle) > 90)
    told["turned"] = (
        "not at all" if most < 1 else f"by up to {by}, to {'one side' if one_side else 'either side'}"
    )
    return told


def pictures(rng, n, height, width):
    return n, height, width


def told(title, points, key, name):
    words = "{n} pictures of {height} × {width}"
    return Family(title, points, pictures, PUBLIC, HIDDEN, case=words, part=entry(key, name))


AUGMENTER = Question(
    "data_augmenter",
    points=10,
    families=(
        told("the two layers and their settings", 4, "its layers", "the layers"),
        told("with training=False nothing changes", 2, "not training", "a picture, with training=False,"),
        told("half the pictures are mirrored", 1, "mirrored", "how many pictures are mirrored"),
        told("none stands on its head", 1, "upside down", "how many pictures stand on their heads"),
        told("pictures are turned to either side", 1, "turned", "how far pictures are turned"),
        told("the shape stays", 1, "shape", "the shape of a picture"),
    ),
    mistakes=MISTAKES,
    probe=looked_at,
)
