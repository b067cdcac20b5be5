"""What an attack is: a submission that has an aim, and a check of the aim that does not ask the submission."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.assignments.release import METADATA

from .world import World

LATE_SECONDS = 120  # twice what the target's limits allow a submission, for a busy machine
EARNED = 70  # what the honest answers of BASE are worth: `double` is wrong, and nothing else calls it
BASE = {
    "double": "def double(x):\n    return x",
    "double_sum": "def double_sum(x):\n    return np.sum(2 * x), x",
    "softmax": "def softmax(x):\n    powers = np.exp(x - x.max(axis=-1, keepdims=True))\n"
    "    return powers / powers.sum(axis=-1, keepdims=True)",
    "summary": "def summary(x):\n    return {'largest': x.max(), 'smallest': x.min()}",
}
NETWORKS = "network-target"
NETWORKS_EARNED = (
    20  # of BASE_OF_NETWORKS: `head` has the right parameters, and leaves the base's weights as they are
)
BASE_OF_NETWORKS = {
    "block": "def block(X, filters):\n    return keras.layers.Conv2D(filters, 1)(X)",
    "head": """def head(base, classes):
    X = keras.Input(base.input_shape[1:])
    model = keras.Model(X, keras.layers.Dense(classes)(keras.layers.GlobalAveragePooling2D()(base(X))))
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model""",
    "changed": "def changed(model, rate):\n    return model",
    "stepped": "def stepped(image, optimizer, cost):\n    return None",
}
DOOR = "door-target"
DOOR_EARNED = 25  # of BASE_OF_DOOR: the value of `loss` is right, and lets no gradient through
BASE_OF_DOOR = {
    "match": "def match(image, name, database, model):\n    return 0.0",
    "loss": "def loss(distances):\n    return tf.constant(float(tf.reduce_sum(distances**2)))",
}
BASES = {
    "target": (BASE, EARNED),
    NETWORKS: (BASE_OF_NETWORKS, NETWORKS_EARNED),
    DOOR: (BASE_OF_DOOR, DOOR_EARNED),
}
PRELUDE = """import json, os, re, sys, time
W = json.loads(r'''{places}''')
ME = {name!r}
def drop(text="here", folder=W["drop"]):
    with open(os.path.join(folder, ME), "w") as file:
        file.write(str(text))
def inside():
    return os.readlink("/proc/self/ns/pid") != W["pid_namespace"]
"""


@dataclass
class Outcome:
    """What is seen of one submission from outside after it was graded (or run without defence).

    `score` is None where no row came of it. `outputs` are the texts of the notebook's outputs alone, `visible`
    everything that a student or teacher gets to read of it, `pages` the HTML among that. `seen` are the attacks
    whose traces a later student's notebook found. `broken` says how the run itself came to harm.
    """

    name: str
    earned: float
    score: float | None = None
    status: str = ""
    reason: str = ""
    remarks: str = ""
    seconds: float = 0.0
    outputs: str = ""
    visible: str = ""
    size: int = 0
    pages: str = ""
    seen: frozenset[str] = frozenset()
    broken: str = ""


@dataclass(frozen=True)
class Attack:
    """A submission with an aim.

    `tamper(released, world)` makes the notebook (or raw bytes) that is handed in, `beside(folder, world)` what
    lies next to it. `works_in` names where it is shown to succeed without the engine: "stock" nbgrader with this
    course's cells, "asserts" (stock nbgrader, graded by the asserts that its manual teaches), "plain" (nbclient
    with one's own rights), or "judge" (this course's `judge` in the cells' own process; the asserts about networks
    run there too); None needs a `why`. `earned` is the score the engine must give: None where the submission
    harms itself. `probe` is an expression that a later student's notebook finds true when something was planted.
    `target` names the assignment. `not_held` says why the engine does not hold it, where it does not.
    """

    name: str
    family: str
    tamper: Callable[[NotebookNode, World], NotebookNode | bytes]
    succeeded: Callable[[World, Outcome], bool]
    works_in: str | None
    why: str = ""
    earned: float | None = EARNED
    probe: str = ""
    beside: Callable[[Path, World], None] = field(default=lambda folder, world: None)
    target: str = "target"
    not_held: str = ""

    def handed_in(self, released: NotebookNode, world: World) -> bytes:
        made = self.tamper(released, world)
        return made if isinstance(made, bytes) else nbformat.writes(made).encode()


def written(released: NotebookNode, **answers: str) -> NotebookNode:
    """The notebook with the honest base and these answers."""
    base, _ = BASES[released.metadata[METADATA]["assignment"]]
    return sample_class.fill(released, base | answers)


def prelude(name: str, world: World) -> str:
    """The first lines of an attacking cell: it knows every path and port there is, and no secret."""
    return PRELUDE.format(places=json.dumps(world.places), name=name)


def answers(**sources: str):
    """Tamper: the honest base with these answers."""
    return lambda released, world: written(released, **sources)


def first(name: str, code: str, **sources: str):
    """Tamper: the honest base with these answers, and a cell of one's own that runs before all of them."""

    def tamper(released: NotebookNode, world: World) -> NotebookNode:
        notebook = written(released, **sources)
        notebook.cells.insert(2, new_code_cell(prelude(name, world) + code, id="mine"))
        return notebook

    return tamper


def edited(change: Callable[[NotebookNode], object]):
    """Tamper: the honest base after `change(notebook)`."""

    def tamper(released: NotebookNode, world: World) -> NotebookNode:
        notebook = written(released)
        change(notebook)
        return notebook

    return tamper


def graded_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The cells that carry points."""
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]


# Aims, each a check (world, outcome) -> bool.


def stole(world: World, outcome: Outcome) -> bool:
    """More points than the code earned."""
    return outcome.score is not None and outcome.score > outcome.earned


def broke(world: World, outcome: Outcome) -> bool:
    """No row came of it, or the run itself came to harm."""
    return bool(outcome.broken) or outcome.score is None


def leaked(*kinds: str):
    """One of these secrets can be read in what came of the submission, or in a file it dropped."""

    def check(world: World, outcome: Outcome) -> bool:
        text = outcome.visible + world.dropped(outcome.name)
        return any(world.secrets[kind] in text for kind in kinds)

    return check


def dropped(world: World, outcome: Outcome) -> bool:
    """A file of the attack's name stands where no submission may write."""
    return bool(world.dropped(outcome.name))


def says(text: str):
    """The notebook's outputs hold a line that the attack prints when it reached its aim."""
    return lambda world, outcome: text in outcome.outputs


def heard(world: World, outcome: Outcome) -> bool:
    """One of the test's listeners got the attack's name, or a port of the attack's was reached from outside."""
    return outcome.name in world.heard


def survived(world: World, outcome: Outcome) -> bool:
    """A process that the attack started outlived the run."""
    return bool(world.survivors(outcome.name))


def late(world: World, outcome: Outcome) -> bool:
    """The run was held up for far longer than its limits allow."""
    return outcome.seconds > LATE_SECONDS


def seen(world: World, outcome: Outcome) -> bool:
    """A later student's notebook found what was planted."""
    return outcome.name in outcome.seen


def flooded(megabytes: float):
    """The graded notebook is larger than this."""
    return lambda world, outcome: outcome.size > megabytes * 2**20


def either(*checks):
    """Any of several aims."""
    return lambda world, outcome: any(check(world, outcome) for check in checks)
