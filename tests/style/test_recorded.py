"""The runs that ship: their pictures are those of their logs, and a log that is wrong is told."""

import json

import numpy as np
import pytest

from cnn_helpers.style import recorded_run
from cnn_helpers.style.recorded import FOLDER

NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture
def copy(tmp_path):
    """The log of a run, and its pictures, in a folder of the test's own."""
    name = "texture-1"
    for path in FOLDER.glob(f"{name}*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return name, tmp_path


def test_every_picture_is_the_one_of_its_log_and_no_other_ships():
    shipped = {path.name for path in FOLDER.glob("*.jpg")}
    assert NAMES and shipped
    for name in NAMES:
        run = recorded_run(name)
        for step in run.files:
            assert run.picture(step).ndim == 3 and run.picture(step).max() <= 1
        shipped -= {path.name for path, _ in run.files.values()}
        assert (
            len(run.totals) == run.settings["transfer"]["steps"] + 1
            or "optimiser" in run.settings["transfer"]
        )
        assert {"versions", "cores", "processor"} <= set(run.machine) and run.seconds > 0
    assert not shipped, "pictures of no log"


def test_the_last_picture_is_the_default():
    run = recorded_run("cover")
    np.testing.assert_array_equal(run.picture(), run.picture(300))
    assert run.picture().shape[1] == 384 and run.picture(0).shape[1] == 256


def test_another_picture_than_the_recorded_is_refused(copy):
    name, folder = copy
    run = recorded_run(name, folder)
    with pytest.raises(ValueError, match="no picture of step 3"):
        run.picture(3)
    path = run.files[max(run.files)][0]
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(OSError, match="is not the picture of its log"):
        run.picture()
    path.unlink()
    with pytest.raises(OSError, match="is not the picture of its log"):
        run.picture()


def test_a_log_that_is_missing_or_damaged_is_told(copy):
    name, folder = copy
    with pytest.raises(FileNotFoundError, match="style_runs nothing"):
        recorded_run("nothing", folder)
    (folder / f"{name}.json").write_text(json.dumps({"settings": {}})[:-2])
    with pytest.raises(OSError, match="is damaged"):
        recorded_run(name, folder)
