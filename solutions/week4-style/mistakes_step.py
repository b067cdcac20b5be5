"""Known mistakes of `train_step`: gradient and step; for what follows, see `mistakes_step_clip`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_step_clip import CLIPS, ENDS

TAPE = "with tf.GradientTape() as tape:\n        J = cost(image)\n"
GRADIENT = "gradient = tape.gradient(J, image)\n"
STEP = "optimizer.apply_gradients([(gradient, image)])\n"
CLIP = "image.assign(tf.clip_by_value(image, 0.0, 1.0))\n"
CLIPPED = "tf.clip_by_value(image, 0.0, 1.0)"
RETURN = "return J"


def step(new: str) -> tuple[tuple[str, str], ...]:
    return ((STEP, new),)


def gradient(new: str) -> tuple[tuple[str, str], ...]:
    """What is done to the gradient before the step."""
    return ((GRADIENT, f"{GRADIENT}    gradient = {new}\n"),)


STEPS = (
    Mistake(
        "up-the-gradient",
        "The step leads up: the sign of the gradient is turned. An optimizer subtracts it by itself.",
        edits=gradient("-gradient"),
    ),
    Mistake(
        "applied-twice",
        "The gradient is applied twice.",
        edits=step(f"{STEP}    {STEP}"),
    ),
    Mistake(
        "two-steps",
        "Two whole steps are taken, each with a gradient of its own; one is asked for.",
        edits=(
            (
                CLIP,
                f"with tf.GradientTape() as tape:\n        again = cost(image)\n    "
                f"optimizer.apply_gradients([(tape.gradient(again, image), image)])\n    {CLIP}",
            ),
        ),
    ),
    Mistake(
        "step-by-hand",
        "The image is moved by learning rate times gradient, past the optimizer: one that remembers "
        "(momentum, Adam) goes another way. Let the optimizer take the step.",
        edits=step("image.assign_sub(optimizer.learning_rate * gradient)\n"),
    ),
    *(
        Mistake(
            f"{rate}-by-hand",
            f"The image is moved by {rate} times the gradient, whatever the optimizer is (by hand, or by a new SGD): "
            "let the optimizer that is given take the step.",
            edits=step(f"image.assign_sub({rate} * gradient)\n"),
        )
        for rate in (0.01, 0.1)
    ),
    Mistake(
        "step-of-1",
        "The whole gradient is subtracted, whatever the learning rate is: let the optimizer take the step.",
        edits=step("image.assign_sub(gradient)\n"),
    ),
    *(
        Mistake(
            f"adam-{rate}-of-its-own",
            "A new Adam is made inside, and the optimizer that is given is not used.",
            edits=step(f"optimizer = keras.optimizers.Adam({rate})\n    {STEP}"),
        )
        for rate in (0.001, 0.01, 0.02, 0.03, 0.05, 0.1)
    ),
    Mistake(
        "optimizer-made-anew",
        "The optimizer is made anew at every step (a copy of it), so that it remembers nothing: use the one "
        "that is given.",
        edits=step(f"optimizer = type(optimizer).from_config(optimizer.get_config())\n    {STEP}"),
    ),
    Mistake(
        "other-rate",
        "The optimizer's learning rate is set to 0.02; leave it as it is.",
        edits=step(f"optimizer.learning_rate = 0.02\n    {STEP}"),
    ),
    Mistake(
        "sign-of-the-gradient",
        "Only the gradient's sign is applied; apply the gradient.",
        edits=gradient("tf.sign(gradient)"),
    ),
    Mistake(
        "gradient-of-length-1",
        "The gradient is scaled to length 1 first; apply it as it is.",
        edits=gradient("gradient / tf.norm(gradient)"),
    ),
    Mistake(
        "mean-gradient",
        "The gradient is divided by the number of colours; apply it as it is.",
        edits=gradient("gradient / image.shape.num_elements()"),
    ),
    Mistake(
        "gradient-clipped-too",
        "The gradient is clipped to 0 to 1: that is for the image alone, and drops every negative slope.",
        edits=gradient("tf.clip_by_value(gradient, 0.0, 1.0)"),
    ),
    Mistake(
        "gradient-clipped-both-ways",
        "The gradient is clipped to -1 to 1; apply it as it is.",
        edits=gradient("tf.clip_by_value(gradient, -1.0, 1.0)"),
    ),
    Mistake(
        "gradient-clipped-in-the-image's-place",
        "The gradient is clipped to 0 to 1 and the image is not: it is the other way round.",
        edits=(*gradient("tf.clip_by_value(gradient, 0.0, 1.0)"), (f"    {CLIP}", "")),
    ),
    Mistake(
        "square-of-the-cost",
        "The gradient is that of the squared cost; take the cost's own.",
        edits=(("tape.gradient(J, image)", "2 * J * tape.gradient(J, image)"),),
    ),
    Mistake(
        "worse-step-undone",
        "The step is taken back where it costs more; one step is asked for, whatever comes of it.",
        edits=(
            (STEP, f"before = tf.identity(image)\n    {STEP}"),
            (RETURN, f"if cost(image) > J:\n        image.assign(before)\n    {RETURN}"),
        ),
    ),
    Mistake(
        "other-variable",
        "A new variable is made inside, and the optimizer is to step on that: it does not know it, and "
        "the image that was given never changes. Hand `image` itself to the optimizer.",
        edits=((TAPE, f"image = tf.Variable(image)\n    {TAPE}"),),
    ),
    Mistake(
        "image-stays",
        "The image that was given never changes: no step is taken, or a copy (a tensor) takes it. Hand "
        "`image` itself to the optimizer, and write into it with image.assign.",
        edits=((f"    {STEP}", ""),),
    ),
    Mistake(
        "no-gradient",
        "There is no gradient of the cost by the image: compute `cost(image)` inside `with "
        "tf.GradientTape()`, with the variable itself, not with image.numpy() or a constant, and ask for "
        "tape.gradient(J, image), the cost first.",
        edits=((TAPE, "with tf.GradientTape() as tape:\n        J = cost(tf.constant(image.numpy()))\n"),),
    ),
    Mistake(
        "minimize",
        "Keras 3 has no optimizer.minimize: take the gradient with a tf.GradientTape, and apply it.",
        edits=step("optimizer.minimize(lambda: cost(image), [image])\n"),
    ),
    Mistake(
        "copy-of-the-image",
        "A new variable is made inside, and the optimizer steps on that: an optimizer knows the "
        "variables of its first step alone, so that the next one fails (Unknown variable). Hand `image` "
        "itself to it.",
        edits=(
            (TAPE, f"x = tf.Variable(image)\n    {TAPE}".replace("cost(image)", "cost(x)")),
            (GRADIENT, GRADIENT.replace("image", "x")),
            (STEP, STEP.replace("image", "x")),
            (CLIPPED, CLIPPED.replace("image", "x")),
        ),
    ),
    Mistake(
        "no-pairs",
        "An optimizer needs each gradient with its variable, in lists: apply_gradients takes a *list of "
        "pairs*, [(gradient, image)], the gradient first; apply takes two lists, [gradient] and "
        "[image].",
        edits=step("optimizer.apply_gradients((gradient, image))\n"),
    ),
    Mistake(
        "no-variables",
        "The optimizer is given a gradient without its variable. One that has taken no step yet cannot "
        "know whose it is: apply([gradient], [image]).",
        edits=step("optimizer.apply([gradient])\n"),
    ),
    Mistake(
        "gradient-of-another-shape",
        "The gradient is a list: tape.gradient(J, [image]) gives one gradient for each variable of the list. The "
        "image's is [0] of it: take that, or ask for tape.gradient(J, image).",
        edits=((GRADIENT, "gradient = tape.gradient(J, [image])\n"),),
    ),
    Mistake(
        "apply-without-a-list",
        "optimizer.apply takes two *lists*, of gradients and of variables: apply([gradient], [image]). Without the "
        "brackets the first axis of the gradient is taken for a list.",
        edits=step("optimizer.apply(gradient, [image])\n"),
    ),
    Mistake(
        "gradient-of-no-tensor",
        "tape.gradient needs the tensor that `cost(image)` gives, not a plain number (float, .numpy()) "
        "and not the function `cost`; and, after it, the variable `image` itself.",
        edits=(("J = cost(image)", "J = float(cost(image))"),),
    ),
    Mistake(
        "another-shape",
        "`cost` is given an image of another shape, such as image[0] or image[None]; a network needs "
        "(1, n_H, n_W, n_C): cost(image).",
        edits=(("J = cost(image)", "J = cost(image[0])"),),
    ),
    Mistake(
        "no-item-assignment",
        "A variable has no [:] = …, and none of NumPy's methods: image.assign(…) writes into it, "
        "tf.clip_by_value clips.",
        edits=((CLIP, "image[:] = tf.clip_by_value(image, 0.0, 1.0)\n"),),
    ),
    Mistake(
        "up-by-hand",
        "The image is moved by hand, and up the gradient: let the optimizer that is given take the step.",
        edits=step("image.assign_add(optimizer.learning_rate * gradient)\n"),
    ),
    Mistake(
        "second-step-returned",
        "Two whole steps are taken, each with a gradient of its own, and the cost before the second comes back; one "
        "step is asked for.",
        edits=((TAPE, f"{TAPE}    {GRADIENT}    {STEP}    {CLIP}    {TAPE}"),),
    ),
)

TAKEN = CLIPS + STEPS + ENDS
