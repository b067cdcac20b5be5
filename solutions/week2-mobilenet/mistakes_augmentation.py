"""Known mistakes of `data_augmenter`."""

from cnn_helpers.grading.assignments.questions import Mistake

FLIP = 'keras.layers.RandomFlip("horizontal")'
TURN = "keras.layers.RandomRotation(0.1)"
BOTH = f"[{FLIP}, {TURN}]"

AUGMENTER = (
    Mistake(
        "vertical",
        'The pictures are flipped upside down ("vertical"); left and right are to be exchanged ("horizontal").',
        edits=(("horizontal", "vertical"),),
    ),
    Mistake(
        "both-flips",
        'The pictures are flipped both ways, so some stand on their heads; name the way: RandomFlip("horizontal").',
        edits=(('"horizontal"', '"horizontal_and_vertical"'),),
    ),
    Mistake(
        "rotation-of-0.2",
        "The pictures are turned by up to 0.2 of a whole turn; 0.1 is asked for, which is 36 degrees.",
        edits=(("(0.1)", "(0.2)"),),
    ),
    Mistake(
        "rotation-in-degrees",
        "RandomRotation takes no degrees but a part of a whole turn, and refuses 36: 0.1 of a turn is 36 degrees.",
        edits=(("(0.1)", "(36)"),),
    ),
    Mistake(
        "whole-turn",
        "RandomRotation(1.0) turns pictures by up to a whole turn, so they lie anyhow; 0.1 is asked for.",
        edits=(("(0.1)", "(1.0)"),),
    ),
    Mistake(
        "rotation-in-radians",
        "The angle is multiplied by 2 pi; RandomRotation takes a part of a whole turn, 0.1, and no radians.",
        edits=(("(0.1)", "(0.1 * 2 * np.pi)"),),
    ),
    Mistake(
        "rotation-of-0.01",
        "The pictures are turned by up to 0.01 of a turn, less than 4 degrees; 0.1 is asked for.",
        edits=(("(0.1)", "(0.01)"),),
    ),
    Mistake(
        "one-side-only",
        "The pictures are turned to one side only; 0.1 alone means from -0.1 to 0.1.",
        edits=(("(0.1)", "((0, 0.1))"),),
    ),
    Mistake("no-flip", "RandomFlip is missing.", edits=((BOTH, f"[{TURN}]"),)),
    Mistake("no-rotation", "RandomRotation is missing.", edits=((BOTH, f"[{FLIP}]"),)),
    Mistake(
        "zoom-added",
        "There is a layer more than asked for: RandomFlip and RandomRotation are all.",
        edits=((BOTH, f"[{FLIP}, {TURN}, keras.layers.RandomZoom(0.1)]"),),
    ),
    Mistake(
        "rescaled",
        "The numbers are changed too (Rescaling), even where nothing is trained; only flip and turn.",
        edits=((BOTH, f"[{FLIP}, {TURN}, keras.layers.Rescaling(1 / 255)]"),),
    ),
    Mistake(
        "cropped",
        "The pictures are cut (RandomCrop), so their shape changes; only flip and turn.",
        edits=((BOTH, f"[{FLIP}, {TURN}, keras.layers.RandomCrop(32, 32)]"),),
    ),
    Mistake(
        "own-flip",
        "A layer of your own does the flipping, and does it outside of training too; RandomFlip knows "
        "when it is trained.",
        edits=(
            (
                FLIP,
                "keras.layers.Lambda(lambda x: "
                "keras.ops.where(keras.random.uniform((keras.ops.shape(x)[0], 1, 1, 1)) < 0.5, x, x[:, :, ::-1]))",
            ),
        ),
    ),
    Mistake(
        "training-ignored",
        "The pictures are changed with training=False as well; hand the layers to keras.Sequential, and "
        "it will pass on what it is told.",
        source="""def data_augmenter():
    class Augmenter(keras.Sequential):
        def call(self, x, training=None):
            return super().call(x, training=True)

    return Augmenter([keras.layers.RandomFlip("horizontal"), keras.layers.RandomRotation(0.1)])
""",
    ),
    Mistake(
        "list-of-layers",
        "The layers come back in a list; put them into keras.Sequential, which can be called.",
        edits=(("return keras.Sequential(", "return list("),),
    ),
    Mistake(
        "function",
        "A function is returned; a keras.Sequential of the two layers is asked for.",
        source="""def data_augmenter():
    flip, turn = keras.layers.RandomFlip("horizontal"), keras.layers.RandomRotation(0.1)
    return lambda x, training=True: turn(flip(x, training=training), training=training)
""",
    ),
)
