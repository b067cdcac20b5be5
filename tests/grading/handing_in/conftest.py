"""The tiny assignment as the only one of the course, and makers of what students and platforms hand over."""

import io
import json
import os
import zipfile
from pathlib import Path

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.handing_in import course
from cnn_helpers.grading.handing_in.collect import collect

WEDNESDAY, THURSDAY = (2024, 4, 3, 12, 0, 0), (2024, 4, 4, 12, 0, 0)


@pytest.fixture
def tiny_course(tiny, tiny_release, monkeypatch):
    """The tiny assignment's Solution; `submit` and `collect` know no other assignment."""
    monkeypatch.setattr(course, "ASSIGNMENTS", tiny_release / "assignments")
    return tiny


@pytest.fixture
def work(tiny_course, tiny_notebook):
    """A maker of notebooks: the right answers, told apart by a remark in the first of them."""

    def make(remark: str = "", **answers: str) -> bytes:
        filled = {**tiny_course.sources, **answers}
        filled["double"] = f"# {remark}\n{filled['double']}"
        return (nbformat.writes(sample_class.fill(tiny_notebook, filled)) + "\n").encode()

    return make


@pytest.fixture
def collected(tiny_course, tmp_path):
    """A collecter into one class folder, whose path it keeps."""

    class Collected:
        path = tmp_path / "class"

        def __call__(self, source, **options):
            return list(collect(source, self.path, **options))

        def read(self, student: str, name: str = "tiny.ipynb") -> bytes:
            return (self.path / "submitted" / student / "tiny" / name).read_bytes()

        @property
        def students(self) -> list[str]:
            folder = self.path / "submitted"
            return sorted(path.name for path in folder.iterdir()) if folder.exists() else []

        def everything(self) -> dict[str, tuple[bytes, float]]:
            """Each file of the class folder, its bytes and its time."""
            files = [path for path in self.path.rglob("*") if path.is_file()]
            return {str(p.relative_to(self.path)): (p.read_bytes(), p.stat().st_mtime) for p in files}

        @property
        def aside(self) -> list[bytes]:
            return [path.read_bytes() for path in sorted(self.path.glob("replaced/*/*/*/*.ipynb"))]

    return Collected()


def zip_bytes(files: dict, date=THURSDAY) -> bytes:
    """A zip of these contents by name; a ZipInfo may stand for a name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name, date)
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def write(path: Path, data: bytes, moment: float | None = None) -> Path:
    """A file with its folders, saved at `moment` if that is given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if moment is not None:
        os.utime(path, (moment, moment))
    return path


def manifest_bytes(
    student: str, handed_in: str, assignment: str = "tiny", files: dict | None = None
) -> bytes:
    said = {"assignment": assignment, "student": student, "handed_in": handed_in, "files": files or {}}
    return json.dumps(said).encode()


@pytest.fixture
def make_zip():
    return zip_bytes


@pytest.fixture
def save():
    return write


@pytest.fixture
def manifest():
    return manifest_bytes
