"""How the functions are called: costs with their gradients, and steps with a variable, an optimizer and a cost.

A mistake that TensorFlow answers with a message hard to read raises an error of its own kind, so that it has a name.
"""

from cnn_helpers.grading.assignments.questions import entry

ANSWER, GRADIENT = (
    entry("answer", "the answer"),
    entry("gradient", "the gradient (shown times n_H n_W n_C)"),
)
FINITE = entry("where its gradient is finite", "the answer (nan where its gradient is nan)")
UNTOUCHED = entry("with its lists as they were", "the answer, with the lists as they were,")
BOTH_GRADIENTS = entry("gradient", "the gradient")
COST, IMAGE = entry("cost", "the cost"), entry("image", "the variable")


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
    kinds = {
        "must have the same dtype": "WholeNumbers",
        "expected to be a float tensor but is a int32": "WholeNumbers",
        "expected to be a int32 tensor but is a float": "WholeNumbers",
        "EagerTensor object has no attribute": "NoSuchMethod",
        "EagerTensor' object has no attribute": "NoSuchMethod",
        "BitwiseXor": "PowerSign",
        "Incompatible shapes": "ShapesDiffer",
        "broadcastable shapes": "ShapesDiffer",
        "BatchMatMul": "MoreAxes",
    }
    with tf.GradientTape() as recorded:
        recorded.watch(generated)
        try:
            answer = function(*given)
        except Exception as problem:
            for words, kind in kinds.items():
                if words in str(problem):
                    raise type(kind, (Exception,), {})(f"{type(problem).__name__}: {problem}") from None
            raise
    if isinstance(answer, dict):
        answer = str(answer)
    kept = all(
        len(now) == len(old) and all(x is y for x, y in zip(now, old, strict=True))
        for now, old in zip(lists, before, strict=True)
    )
    told = {"answer": answer, "with its lists as they were": answer if kept else "a list was changed"}
    told |= {"where its gradient is finite": answer}
    if times > 1:
        return told
    try:
        gradients = recorded.gradient(answer, generated)
    except Exception:
        return told | {"gradient": "no gradient comes through: the answer is no tensor"}
    if any(part is None for part in tf.nest.flatten(gradients)):
        return told | {"gradient": "no gradient comes through: the way to the answer is broken"}
    gradients = tf.nest.map_structure(tf.convert_to_tensor, gradients)  # some come by rows (IndexedSlices)
    if not all(np.isfinite(part).all() for part in tf.nest.flatten(gradients)):
        told |= {"where its gradient is finite": float("nan")}
    scaled = tf.nest.map_structure(lambda part: np.asarray(part) * part.shape.num_elements(), gradients)
    return told | {"gradient": scaled}


def of_two_costs(function, J_content, J_style, *weights):
    """What comes back for two tensors of one number each, and its gradients by both."""
    import numpy as np
    import tensorflow as tf

    both = tf.constant(J_content), tf.constant(J_style)
    with tf.GradientTape() as recorded:
        recorded.watch(both)
        try:
            answer = function(*both, *weights)
        except Exception as problem:
            if "expected to be a" in str(problem) or "must have the same dtype" in str(problem):
                raise type("WholeNumbers", (Exception,), {})(f"{type(problem).__name__}: {problem}") from None
            raise
    if isinstance(answer, dict):
        answer = str(answer)
    try:
        gradients = recorded.gradient(answer, both)
    except Exception:
        return {"answer": answer, "gradient": "no gradient comes through: the answer is no tensor"}
    if any(part is None for part in gradients):
        return {"answer": answer, "gradient": "no gradient comes through: the way to the answer is broken"}
    return {"answer": answer, "gradient": tuple(float(np.asarray(part)) for part in gradients)}


def steps_taken(function, start, goal, weights, kind, rule, rate, steps):
    """The cost that comes back of the first step, and the variable after the last.

    A cost that is right at first and not at a later step is told in words.
    """
    import keras
    import numpy as np
    import tensorflow as tf

    image = tf.Variable(start)
    optimizer = {
        "SGD": lambda: keras.optimizers.SGD(rate),
        "new SGD": lambda: keras.optimizers.SGD(rate),
        "momentum": lambda: keras.optimizers.SGD(rate, momentum=0.9),
        "Adam": lambda: keras.optimizers.Adam(rate),
    }[rule]()
    if rule != "new SGD":
        optimizer.build([image])  # so that it refuses other variables

    def squared(picture):
        return tf.reduce_sum(weights * tf.square(picture - goal))

    def crossed(picture):
        return tf.square(tf.reduce_sum(weights * (picture - goal))) + tf.reduce_sum(tf.pow(picture, 3.0))

    def shaped(picture):
        if tuple(picture.shape) != start.shape:
            words = f"the cost is given an image of shape {tuple(picture.shape)}; {start.shape} is needed"
            raise type("WrongShape", (ValueError,), {})(words)
        return squared(picture)

    def known(problem):
        """The name of an error that many get, and "" for any other."""
        text, frame, inside = str(problem), problem.__traceback__, set()
        while frame:
            inside.add(frame.tb_frame.f_code.co_name)
            frame = frame.tb_next
        kinds = {
            "NoGradient": "No gradients provided" in text,
            "NoMinimize": "no attribute 'minimize'" in text,
            "UnknownVariable": "Unknown variable" in text,
            "NoSuchMethod": "item assignment" in text or "ResourceVariable' object has no attribute" in text,
            "NoVariables": "`grads` without `variables`" in text,
            "NoPairs": "_unique_id" in text
            or "apply_gradients() takes 2 positional" in text
            or (inside & {"apply_gradients"} and "to unpack" in text),
            "OtherShape": "Cannot update variable with shape" in text or "Shape mismatch" in text,
            "NoTensor": inside & {"gradient"} and ("`type_value`" in text or "no attribute '_id'" in text),
        }
        return next((name for name, found in kinds.items() if found), "")

    cost = {"squared": squared, "crossed": crossed, "shaped": shaped}[kind]
    told = None
    for number in range(steps):
        expected = float(cost(tf.constant(np.array(image))))
        try:
            given = function(image, optimizer, cost)
        except Exception as problem:
            name = known(problem)
            if name:
                raise type(name, (Exception,), {})(f"{type(problem).__name__}: {problem}") from None
            raise
        given = str(given) if isinstance(given, dict) else given
        given = tf.nest.map_structure(
            lambda part: np.array(part) if hasattr(part, "__array__") else part, given
        )
        one = isinstance(given, np.ndarray | int | float) and np.size(given) == 1
        right = one and abs(float(np.reshape(given, ())) - expected) <= 1e-3 * max(1.0, abs(expected))
        if number == 0:
            told, first = given, right
        elif first and not right:
            told = f"right at the first call; at call {number + 1} it is not the cost of the image as it was then"
    return {"cost": told, "image": np.array(image)}
