"""Known mistakes of `train_step`: clipping, and what comes back."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import LISTED

STEP = "optimizer.apply_gradients([(gradient, image)])\n"
CLIP = "image.assign(tf.clip_by_value(image, 0.0, 1.0))\n"
CLIPPED = "tf.clip_by_value(image, 0.0, 1.0)"
RETURN = "return J"


def clipped(new: str) -> tuple[tuple[str, str], ...]:
    return ((CLIPPED, new),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


CLIPS = (
    Mistake(
        "not-clipped",
        "The image leaves 0 to 1: it is not clipped after the step, or a clipped *copy* is made. Write the "
        "clipped colours into the variable with image.assign.",
        edits=((f"    {CLIP}", ""),),
    ),
    Mistake(
        "clipped-before-the-step",
        "The image is clipped before the step; the step itself then leads out of 0 to 1. Clip after it.",
        edits=((STEP, CLIP), (f"{CLIP}    return", f"{STEP}    return")),
    ),
    Mistake(
        "clipped-inside-the-cost",
        "The cost is that of a clipped copy, and the variable itself is never clipped.",
        edits=(("cost(image)", f"cost({CLIPPED})"), (f"    {CLIP}", "")),
    ),
    Mistake(
        "clipped-below-alone",
        "Colours below 0 are clipped and those above 1 stay: both ends are to be clipped, to 0 and 1 (not "
        "to 255).",
        edits=clipped("tf.clip_by_value(image, 0.0, 255.0)"),
    ),
    Mistake(
        "clipped-to-minus-1",
        "The image is clipped to -1 to 1; its colours are numbers from 0 to 1.",
        edits=clipped("tf.clip_by_value(image, -1.0, 1.0)"),
    ),
    Mistake(
        "clipped-above-alone",
        "Colours below 0 stay; both ends are to be clipped.",
        edits=clipped("tf.minimum(image, 1.0)"),
    ),
    Mistake(
        "stretched",
        "The image is stretched so that it reaches from 0 to 1; clip it, so that colours inside stay as "
        "they are.",
        edits=clipped("(image - tf.reduce_min(image)) / (tf.reduce_max(image) - tf.reduce_min(image))"),
    ),
    Mistake(
        "divided-by-its-largest",
        "The image is divided by its largest colour; clip it, so that colours inside stay as they are.",
        edits=clipped("tf.maximum(image / tf.maximum(tf.reduce_max(image), 1.0), 0.0)"),
    ),
    Mistake(
        "sigmoid",
        "A sigmoid is taken of the image; clip it, so that colours inside stay as they are.",
        edits=clipped("tf.sigmoid(image)"),
    ),
    Mistake(
        "wrapped",
        "Colours beyond 1 start at 0 again; they are to stay at 1.",
        edits=clipped("tf.math.floormod(image, 1.0)"),
    ),
    Mistake(
        "reflected",
        "Colours beyond 0 and 1 are thrown back inside; they are to stay at 0 and 1.",
        edits=clipped("1.0 - tf.abs(1.0 - tf.abs(image))"),
    ),
    Mistake(
        "clipped-by-norm",
        "The image is shortened as a vector (tf.clip_by_norm, l2_normalize); clip each colour by itself, "
        "tf.clip_by_value.",
        edits=clipped("tf.clip_by_norm(image, 1.0)"),
    ),
    Mistake(
        "rounded",
        "Colours are rounded to 256 levels at each step, so that small steps are lost; clip alone.",
        edits=clipped("tf.round(255.0 * tf.clip_by_value(image, 0.0, 1.0)) / 255.0"),
    ),
    Mistake(
        "clipped-too-far",
        "Colours are kept a little away from 0 and 1; 0 and 1 themselves are allowed.",
        edits=clipped("tf.clip_by_value(image, 0.01, 0.99)"),
    ),
    Mistake(
        "not-clipped-and-nothing-returned",
        "Two things are missing: the image leaves 0 to 1 (write the clipped colours into it, "
        "image.assign), and the function gives back None (its last line must return the cost).",
        edits=((f"    {CLIP}", ""), (f"    {RETURN}", "")),
    ),
    Mistake(
        "not-clipped-and-cost-after-the-step",
        "Two things: the image leaves 0 to 1 (write the clipped colours into it, image.assign), and the "
        "cost is that after the step.",
        edits=((f"    {CLIP}", ""), *returned("cost(image)")),
    ),
    Mistake(
        "thrown-back-at-0",
        "Colours below 0 are made positive (tf.abs); they are to become 0.",
        edits=clipped("tf.minimum(tf.abs(image), 1.0)"),
    ),
    Mistake(
        "ends-exchanged",
        "The ends of tf.clip_by_value are exchanged: first the image, then 0, then 1.",
        edits=clipped("tf.clip_by_value(image, 1.0, 0.0)"),
    ),
)

ENDS = (
    Mistake(
        "cost-after-the-step",
        "The cost is computed (again) after the step; the cost *before* it is asked for.",
        edits=returned("cost(image)"),
    ),
    Mistake(
        "fall-of-the-cost",
        "How much the cost has fallen comes back; the cost before the step is asked for.",
        edits=returned("J - cost(image)"),
    ),
    Mistake(
        "cost-a-colour",
        "The cost is divided by the number of colours.",
        edits=returned("J / image.shape.num_elements()"),
    ),
    Mistake(
        "image-returned",
        "The image comes back; the cost before the step is asked for.",
        edits=returned("image"),
    ),
    Mistake(
        "both-returned",
        "The cost and the image come back together; the cost alone is asked for.",
        edits=returned("J, image"),
    ),
    Mistake(
        "image-and-cost-returned",
        "The image and the cost come back together; the cost alone is asked for.",
        edits=returned("image, J"),
    ),
    Mistake(
        "gradient-returned",
        "The gradient comes back; the cost before the step is asked for.",
        edits=returned("gradient"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the cost.",
        edits=((f"    {RETURN}", ""),),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned("[J]"),
    ),
)
