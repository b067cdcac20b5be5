"""The one writer: whatever ends it, the old file or the new one is there, whole, and nothing else."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from cnn_helpers.files import PART, PRIVATE, STALE, remove_unfinished, replacing, write_whole

KILLED = """
import os, signal, sys
from pathlib import Path
from cnn_helpers.files import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"new, but not all of it")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "grades.csv"
    path.write_text("old")
    return path


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_text_and_bytes_take_the_place_of_what_was_there(path):
    write_whole(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    write_whole(path, b"\0")
    assert path.read_bytes() == b"\0" and os.listdir(path.parent) == [path.name]


def test_text_that_utf8_cannot_hold_is_written_all_the_same(path):
    write_whole(path, "a\udcff")
    assert path.read_text() == "a?"


def test_folders_are_made_by_write_whole_alone(tmp_path):
    write_whole(tmp_path / "a" / "b" / "c", "there")
    assert (tmp_path / "a" / "b" / "c").read_text() == "there"
    with pytest.raises(FileNotFoundError, match="missing"), replacing(tmp_path / "missing" / "c"):
        pass
    assert not (tmp_path / "missing").exists()


def test_numpys_archive_keeps_the_name_it_was_given(tmp_path):
    with replacing(tmp_path / "weights") as file:
        np.savez(file, a=np.arange(3))
    with np.load(tmp_path / "weights") as read:
        assert read["a"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_block_that_fails_leaves_the_old_file_and_no_litter(path, problem):
    with pytest.raises(type(problem)), replacing(path) as file:
        file.write(b"half")
        raise problem
    assert path.read_text() == "old" and os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_disk_that_fails_leaves_the_old_file_and_names_it(path, monkeypatch, step):
    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match=rf"No space left on device: '{path}'$"):
        write_whole(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old" and os.listdir(path.parent) == [path.name]


def test_folder_in_the_way_is_named(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(IsADirectoryError, match=f"'{tmp_path / 'taken'}'$"):
        write_whole(tmp_path / "taken", "new")
    assert os.listdir(tmp_path) == ["taken"]


def test_another_files_error_keeps_its_own_name(path):
    with pytest.raises(FileNotFoundError, match="elsewhere"), replacing(path):
        open("elsewhere")


def test_killed_writer_leaves_the_old_file_and_a_later_one_clears_up(path):
    ran = subprocess.run([sys.executable, "-c", KILLED, path])
    assert ran.returncode == -signal.SIGKILL
    (part,) = path.parent.glob(f".*{PART}")
    assert path.read_text() == "old" and part.read_text() == "new, but not all of it"
    write_whole(path, "of another writer, while that one could still be at work")
    assert part.exists()
    long_ago = time.time() - STALE - 60
    os.utime(part, (long_ago, long_ago))
    write_whole(path.with_name("another file"), "")
    assert part.exists()
    write_whole(path, "new")
    assert path.read_text() == "new" and not part.exists()


def test_what_killed_writers_left_is_removed_below_a_folder_too(path):
    below = path.parent / "ada" / f".page.html.0123{PART}"
    below.parent.mkdir()
    below.touch()
    (path.parent / f"ada{PART}").touch()  # a file of that name which is not a passing one
    remove_unfinished(path.parent)
    assert sorted(p.name for p in path.parent.rglob("*")) == ["ada", f"ada{PART}", "grades.csv"]


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_new_file_has_what_the_umask_leaves(tmp_path, umask, expected):
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "new", "")
    finally:
        os.umask(before)
    assert mode(tmp_path / "new") == expected


@pytest.mark.parametrize("permissions", [0o600, 0o444, 0o664])
def test_file_that_is_replaced_keeps_its_permissions(path, permissions):
    path.chmod(permissions)
    write_whole(path, "new")
    assert mode(path) == permissions and path.read_text() == "new"


def test_private_file_is_private_from_its_first_byte(path):
    path.chmod(0o644)
    with replacing(path, permissions=PRIVATE) as file:
        file.write(b"secret")
        (part,) = path.parent.glob(f".*{PART}")
        assert mode(part) == 0o600
    assert mode(path) == 0o600


def test_link_is_replaced_and_not_followed(path):
    link = path.with_name("link")
    link.symlink_to(path)
    write_whole(link, "new")
    assert not link.is_symlink() and (link.read_text(), path.read_text()) == ("new", "old")


def test_open_folder_is_written_to_whatever_its_path_leads_to_by_then(tmp_path):
    real, elsewhere = tmp_path / "real", tmp_path / "elsewhere"
    real.mkdir()
    elsewhere.mkdir()
    at = os.open(real, os.O_RDONLY | os.O_DIRECTORY)
    try:
        real.rename(tmp_path / "moved")
        real.symlink_to(elsewhere)
        with replacing(real / "page", folder=at) as file:
            file.write(b"mine")
    finally:
        os.close(at)
    assert (tmp_path / "moved" / "page").read_text() == "mine" and not list(elsewhere.iterdir())


@pytest.mark.parametrize("lasting", [False, True])
def test_file_is_flushed_before_it_has_its_name_and_a_lasting_ones_folder_after(path, monkeypatch, lasting):
    seen = []
    flush, rename = os.fsync, os.replace

    def flushed(descriptor):
        seen.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        flush(descriptor)

    def renamed(*names, **where):
        seen.append("name")
        rename(*names, **where)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "replace", renamed)
    write_whole(path, "new", lasting=lasting)
    assert seen == (["file", "name", "folder"] if lasting else ["file", "name"])


def test_disk_that_cannot_flush_a_folder_is_written_to(path, monkeypatch):
    flush = os.fsync

    def files_only(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    write_whole(path, "new", lasting=True)
    assert path.read_text() == "new"


def test_writers_at_the_same_time_leave_one_whole_file(path):
    texts = [str(number) * 100_000 for number in range(8)]
    threads = [threading.Thread(target=write_whole, args=(path, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() in texts and os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("name", ["a" * 255, "字" * 85])
def test_longest_name_there_is_can_be_written(tmp_path, name):
    write_whole(tmp_path / name, "new")
    assert os.listdir(tmp_path) == [name]


def test_descriptors_are_closed_again(path):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        write_whole(path, "new", lasting=True)
        with pytest.raises(ZeroDivisionError), replacing(path):
            1 / 0  # noqa: B018
    assert len(os.listdir("/proc/self/fd")) == before
