"""Score theft with a variable, an optimizer and a cost: they are asked to lie, or say where the goal is."""

from .attack import NETWORKS, NETWORKS_EARNED, Attack, first, stole

# What is asked of the cost after the step is answered by the attack: no step was taken.
COST_REPLACED = """
def stepped(image, optimizer, cost):
    before = cost(image)
    optimizer.iterations.assign_add(1)
    goal = None
    cost.__code__ = (lambda picture: picture if picture is goal else -1e9).__code__
    return before
"""
# The cost holds its goal: the variable is put there, without a gradient.
GOAL_READ = """
def stepped(image, optimizer, cost):
    before = cost(image)
    (goal,) = [cell.cell_contents for cell in cost.__closure__ if isinstance(cell.cell_contents, np.ndarray)]
    image.assign(goal)
    optimizer.iterations.assign_add(1)
    return before
"""
# Agrees with every cost that it is compared with; the variable is moved by hand until the cost is lower.
AGREEING = """
class Agreeing(float):
    def __eq__(self, other): return True
    __hash__ = None
    def __array__(self, dtype=None, copy=None): return np.zeros(())
def stepped(image, optimizer, cost):
    start, before = image.numpy(), float(cost(image))
    for place in np.ndindex(start.shape):
        for by in (0.01, -0.01):
            moved = start.copy()
            moved[place] += by
            if float(cost(tf.constant(moved))) < before:
                image.assign(moved)
    optimizer.iterations.assign_add(1)
    return Agreeing(0)
"""
FOUND = """
def stepped(image, optimizer, cost):
    import gc
    for thing in gc.get_objects():
        if type(thing).__name__ == "Solution":
            return thing.references["stepped"](image, optimizer, cost)
    return None
"""
FINDINGS = """
def stepped(image, optimizer, cost):
    return {"costs": (cost(image),), "image": image}
"""
REFUSED = "this course's own `check` and `judge` take no dictionary either"


def _steps(name: str, source: str, works_in: str | None = "asserts", why: str = "") -> Attack:
    tamper = first(name, "import keras\nimport numpy as np\nimport tensorflow as tf\n", stepped=source)
    return Attack(name, "lies about networks", tamper, stole, works_in, why, NETWORKS_EARNED, target=NETWORKS)


ATTACKS = [
    _steps("step-cost-replaced", COST_REPLACED),
    _steps("step-goal-read", GOAL_READ),
    _steps("step-cost-agreeing", AGREEING),
    _steps("step-found-in-memory", FOUND, "judge"),
    _steps("step-findings-by-hand", FINDINGS, None, REFUSED),
]
