"""How the functions are called: costs with their gradients, and steps with a variable, an optimizer and a cost."""

from cnn_helpers.grading.assignments.questions import entry

ANSWER, GRADIENT = (
    entry("answer", "the answer"),
    entry("gradient", "the gradient, times the number of activations,"),
)
UNTOUCHED = entry("with its lists as they were", "the answer, with the lists as they were,")
COSTS, IMAGE = entry("costs", "the cost"), entry("image", "the variable")


def with_gradient(function, *args):
    """What comes back for tensors, and its gradient by the last of them, times their number: so it is near 1 in size.

    A whole number at the end says how many copies of each map lie side by side, both ways; no gradient is asked then.
    """
    import numpy as np
    import tensorflow as tf

    times = args[-1] if isinstance(args[-1], int) else 1
    args = args[:-1] if times > 1 else args

    def tensors(value):
        if isinstance(value, np.ndarray):
            return tf.constant(np.tile(value, (1, times, times, 1)) if times > 1 else value)
        return [tensors(part) for part in value] if isinstance(value, tuple | list) else value

    given = [tensors(arg) for arg in args]
    lists = [arg for arg in given if isinstance(arg, list)]
    before = [list(arg) for arg in lists]
    generated = [arg for arg in given if any(map(tf.is_tensor, tf.nest.flatten(arg)))][-1]
    generated = list(generated) if isinstance(generated, list) else generated
    with tf.GradientTape() as recorded:
        recorded.watch(generated)
        answer = function(*given)
    if isinstance(answer, dict):
        answer = str(answer)
    kept = all(
        len(now) == len(old) and all(x is y for x, y in zip(now, old, strict=True))
        for now, old in zip(lists, before, strict=True)
    )
    told = {"answer": answer, "with its lists as they were": answer if kept else "a list was changed"}
    if times > 1:
        return told
    try:
        gradients = recorded.gradient(answer, generated)
    except Exception:
        return told | {"gradient": "none: the answer is no tensor"}
    if any(part is None for part in tf.nest.flatten(gradients)):
        return told | {"gradient": "none: the way to the answer is broken"}
    scaled = tf.nest.map_structure(lambda part: np.asarray(part) * part.shape.num_elements(), gradients)
    return told | {"gradient": scaled}


def of_two_costs(function, J_content, J_style, *weights):
    """What comes back for two tensors of one number each, and its gradients by both."""
    import numpy as np
    import tensorflow as tf

    both = tf.constant(J_content), tf.constant(J_style)
    with tf.GradientTape() as recorded:
        recorded.watch(both)
        answer = function(*both, *weights)
    if isinstance(answer, dict):
        answer = str(answer)
    try:
        gradients = recorded.gradient(answer, both)
    except Exception:
        return {"answer": answer, "gradient": "none: the answer is no tensor"}
    if any(part is None for part in gradients):
        return {"answer": answer, "gradient": "none: the way to the answer is broken"}
    return {"answer": answer, "gradient": tuple(float(np.asarray(part)) for part in gradients)}


def steps_taken(function, start, goal, weights, kind, rule, rate, steps):
    """What comes back of each step, and the variable after the last; three errors are known by their words."""
    import keras
    import numpy as np
    import tensorflow as tf

    image = tf.Variable(start)
    optimizer = {
        "SGD": lambda: keras.optimizers.SGD(rate),
        "momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9),
        "Adam": lambda: keras.optimizers.Adam(rate),
    }[rule]()
    optimizer.build([image])  # so that a step may be traced

    def squared(picture):
        return tf.reduce_sum(weights * tf.square(picture - goal))

    def crossed(picture):
        return tf.square(tf.reduce_sum(weights * (picture - goal))) + tf.reduce_sum(tf.pow(picture, 3.0))

    cost = {"squared": squared, "crossed": crossed}[kind]
    told = []
    for _ in range(steps):
        try:
            given = function(image, optimizer, cost)
        except (AttributeError, ValueError) as problem:
            for words in ("No gradients provided", "no attribute 'minimize'", "Unknown variable"):
                if words in str(problem):
                    return dict.fromkeys(("costs", "image"), f"not there: {words}")
            raise
        given = str(given) if isinstance(given, dict) else given
        told.append(
            tf.nest.map_structure(lambda part: np.array(part) if hasattr(part, "__array__") else part, given)
        )
    return {"costs": tuple(told), "image": np.array(image)}
