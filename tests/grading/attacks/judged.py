"""Attacks in one process with all that could defend left out: by this course's `judge`, or by asserts."""

import json
import subprocess
import sys

from .asserts import ASSERTS_APART
from .attack import BASES, Attack, Outcome
from .undefended import hand_in
from .world import World

JUDGED = """
import json, sys, traceback
import nbformat
path, tests = sys.argv[1], json.loads(sys.argv[2])
own, total = {"__name__": "__main__"}, 0.0
for cell in nbformat.read(path, as_version=4).cells:
    marks = cell.metadata.get("nbgrader", {})
    name = marks["grade_id"].removesuffix("-check") if marks.get("grade") else ""
    try:
        own["points"] = 0.0
        if cell.cell_type == "code":
            exec(cell.source, own)
        if name:
            own["points"] = marks["points"]
            exec(tests[name], own)
            total += own["points"]
    except Exception:
        traceback.print_exc(file=sys.stdout)
with open("points.txt", "w") as file:
    file.write(str(total))
"""
SECONDS_OF_NETWORKS = 600  # of one process that loads TensorFlow, on a busy machine too


def run_judged(attack: Attack, released, world: World) -> Outcome:
    """The cells in one process, each question by this course's `judge` there, or by the asserts."""
    asserts = attack.works_in == "asserts"
    judge = "points = __import__('cnn_helpers.grading.feedback').grading.feedback.judge({0!r}, {0}, {1!r})"
    tests = {
        name: ASSERTS_APART[attack.target][name] if asserts else judge.format(name, attack.target)
        for name in BASES[attack.target][0]
    }
    path = hand_in(world.root / "work" / attack.target, attack.handed_in(released, world))
    run = subprocess.run(
        [sys.executable, "-c", JUDGED, str(path), json.dumps(tests)], cwd=path.parent, env=world.environment,
        capture_output=True, text=True, errors="replace", timeout=SECONDS_OF_NETWORKS,
    )  # fmt: skip
    outcome = Outcome(attack.name, 0, broken=run.stderr[-2000:] if run.returncode else "", outputs=run.stdout)
    points = path.parent / "points.txt"
    outcome.score = float(points.read_text()) if points.exists() else None
    return outcome
