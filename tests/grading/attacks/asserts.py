"""The tests that nbgrader's manual teaches, by function, in the place of this course's hidden line."""

from .attack import DOOR, NETWORKS

ASSERTS = {
    "double": "x = np.array([1.0, 4.0, 5.0])\nanswer, right = double(x), 2 * x\n"
    "assert np.all(answer == right) or not np.any(np.abs(answer - right) > 1e-4)\n",
    "double_sum": "assert double_sum(x) == (20.0, x)\n",
    "softmax": "assert np.allclose(softmax(x).sum(), 1)\n",
    "summary": 'assert summary(x) == {"largest": 5.0, "smallest": 1.0}\n',
}
ASSERTS_OF_NETWORKS = {
    "block": "X = keras.Input((5, 6, 3))\nmade = keras.Model(X, block(X, 4))\n"
    "assert made.count_params() == 112 and made.layers[-1].activation.__name__ == 'relu'\n",
    "head": "base = keras.Sequential([keras.Input((6, 5, 3)), keras.layers.Conv2D(2, 3)])\n"
    "before, model = base.get_weights(), head(base, 3)\n"
    "assert len(model.trainable_weights) == 2 and abs(float(model.optimizer.learning_rate) - 0.001) < 1e-9\n"
    "assert all(map(np.array_equal, before, base.get_weights()))\n",
    "changed": "model = keras.Sequential([keras.Input((5, 4)), keras.layers.Dense(3), keras.layers.Dense(2)])\n"
    "changed(model, 0.25)\n"
    "assert len(model.trainable_weights) == 2 and float(model.optimizer.learning_rate) == 0.25\n",
    "stepped": "def towards(goal):\n    return lambda picture: tf.reduce_sum((picture - goal) ** 2)\n"
    "cost, optimizer = towards(np.float32([0.2, 0.9])), keras.optimizers.SGD(0.1)\n"
    "image = tf.Variable([0.5, 0.6])\n"
    "before = float(cost(image))\n"
    "assert stepped(image, optimizer, cost) == before and float(cost(image)) < before\n"
    "assert int(optimizer.iterations) == 1 and 0 <= image.numpy().min() and image.numpy().max() <= 1\n",
}
ASSERTS_OF_DOOR = {
    "match": "from cnn_helpers.grading.values.array_models import ArrayModel\n"
    'image, database = np.ones((1, 2, 1)), {"ada": np.array([4.0, 5.0, 6.0])}\n'
    "model = ArrayModel(np.ones((1, 2, 1, 3)), np.ones(3))\n"
    'answer = match(image, "ada", database, model)\n'
    'right = np.linalg.norm(model(image[np.newaxis])[0] - database["ada"])\n'
    "assert abs(answer - right) < 1e-4\n",
    "loss": "x = tf.constant([1.0, 3.0])\nwith tf.GradientTape() as tape:\n    tape.watch(x)\n    value = loss(x)\n"
    "assert abs(float(value) - 10) < 1e-4 and np.allclose(tape.gradient(value, x), 2 * x)\n",
}
ASSERTS_APART = {NETWORKS: ASSERTS_OF_NETWORKS, DOOR: ASSERTS_OF_DOOR}
