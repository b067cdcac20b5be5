"""A run that is killed at any moment leaves the old grades or the new ones, never some of each."""

import json
import os
import signal
import subprocess
import sys

import pytest

from cnn_helpers.grading.recording.recorder import Recorder

KILLED = """
import os, signal, sys
from pathlib import Path
from cnn_helpers.grading.values.submission_run import Executed
from cnn_helpers.grading.recording import gradebook
from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.recorder import Recorder
from nbgrader import utils

folder, name, notebook, moment = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]

def die(*anything, **more):
    os.kill(os.getpid(), signal.SIGKILL)

if moment == "in the transaction":
    gradebook.HeldSession.commit_all = lambda self: (self.flush(), die())
elif moment == "before the page":
    os.replace = die
elif moment == "at a cell":
    count, grade = iter(range(9)), utils.determine_grade
    utils.determine_grade = lambda cell, log=None: die() if next(count) == 2 else grade(cell, log)
with Recorder(folder, class_settings(folder)) as recorder:
    recorder.record("ada", name, Executed(notebook.read_text(), {}))
"""


@pytest.mark.parametrize("moment", ["at a cell", "in the transaction", "before the page", "never"])
def test_kill_leaves_the_old_grades_or_the_new_and_the_next_run_mends_it(
    kit, class_dir, config, tmp_path, moment
):
    old, new = (kit.executed(class_dir, points) for points in ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    (tmp_path / "new.ipynb").write_text(new.notebook)
    with Recorder(class_dir, config) as recorder:
        recorder.record("ada", kit.NAME, old)
    before = kit.dump(class_dir)
    command = [sys.executable, "-c", KILLED, class_dir, kit.NAME, tmp_path / "new.ipynb", moment]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert ran.returncode == (0 if moment == "never" else -signal.SIGKILL), ran.stderr
    done = moment in ("before the page", "never")
    assert (kit.dump(class_dir) == before) == (not done)
    assert kit.page_of(class_dir, "ada").read_text() == (new if moment == "never" else old).notebook
    with Recorder(class_dir, config) as recorder:
        assert kit.marks(recorder, "ada", kit.NAME).score == (15 if done else 6)
        assert kit.stands(recorder, "ada", kit.NAME, new) == (moment == "never")
        assert recorder.record("ada", kit.NAME, new).score == 15
        assert kit.stands(recorder, "ada", kit.NAME, new)
    assert json.loads(kit.page_of(class_dir, "ada").read_text()) == json.loads(new.notebook)


def test_leftover_of_a_killed_run_is_swept(kit, recorder, class_dir):
    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    folder = kit.page_of(class_dir, "ada").parent
    folder.mkdir(parents=True)
    old, fresh = (folder / f".{kit.NAME}.ipynb.{name}.part" for name in ("old", "fresh"))
    old.write_text("half")
    fresh.write_text("another grader's")
    os.utime(old, (0, 0))
    recorder.record("ada", kit.NAME, executed)
    assert not old.exists()
    assert fresh.exists()
