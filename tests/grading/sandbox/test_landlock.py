"""Landlock, tried from inside: each door is shown open before it is shown closed."""

import errno
import os
import signal
import socket
import stat
import threading

import pytest

from cnn_helpers.grading.sandbox import landlock

pytestmark = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")

needs = {
    abi: pytest.mark.skipif(landlock.version() < abi, reason=f"needs Landlock ABI {abi}") for abi in (4, 5, 6)
}


def tried(action) -> str:
    """'done', or the name of the error that the kernel gave."""
    try:
        action()
    except OSError as problem:
        return errno.errorcode[problem.errno]
    return "done"


SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc")


@pytest.fixture
def places(tmp_path):
    """Three folders with a file each: to write, to read, and not to see."""
    for name in ("mine", "shown", "secret"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    (tmp_path / "shown" / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "shown" / "tool").chmod(0o755)
    return tmp_path


def held_to(places, *, connect=False):
    # /proc and the library are there so that the test's own Python keeps working
    return landlock.restrict(
        [str(places / "mine")], [str(places / "shown"), "/usr", "/proc", "/lib64"], connect, {"/lib64"}
    )


ALLOWED = {
    "write mine": lambda p: (p / "mine/new").write_text("x"),
    "shorten mine": lambda p: os.truncate(p / "mine/file", 0),
    "folder in mine": lambda p: (p / "mine/folder").mkdir(),
    "move within mine": lambda p: ((p / "mine/to").mkdir(), os.rename(p / "mine/file", p / "mine/to/file")),
    "remove mine": lambda p: (p / "mine/file").unlink(),
    "link in mine": lambda p: (p / "mine/link").symlink_to("file"),
    "pipe in mine": lambda p: os.mkfifo(p / "mine/pipe"),
    "socket in mine": lambda p: socket.socket(socket.AF_UNIX).bind(str(p / "mine/socket")),
    "read shown": lambda p: (p / "shown/file").read_text(),
    "list shown": lambda p: os.listdir(p / "shown"),
}
REFUSED = {
    "device in mine": lambda p: os.mknod(p / "mine/device", stat.S_IFCHR | 0o600, 0),
    "write shown": lambda p: (p / "shown/file").write_text("x"),
    "shorten shown": lambda p: os.truncate(p / "shown/file", 0),
    "new in shown": lambda p: (p / "shown/new").touch(),
    "remove shown": lambda p: (p / "shown/file").unlink(),
    "read secret": lambda p: (p / "secret/file").read_text(),
    "list secret": lambda p: os.listdir(p / "secret"),
    "read secret through a link": lambda p: (p / "mine/to-secret").read_text(),
    "new beside": lambda p: (p / "new").touch(),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_named_folders_work_as_folders_do(places, in_child, name):
    def restricted():
        held_to(places)
        return tried(lambda: ALLOWED[name](places))

    assert in_child(restricted) == "done"


@pytest.mark.parametrize("name", REFUSED)
def test_files_outside_the_named_folders_are_out_of_reach(places, in_child, name):
    (places / "mine/to-secret").symlink_to(places / "secret/file")

    def restricted():
        held_to(places)
        return tried(lambda: REFUSED[name](places))

    assert in_child(restricted) == "EACCES"
    assert tried(lambda: REFUSED[name](places)) == "done"


def test_hard_link_cannot_bring_a_secret_into_reach(places, in_child):
    def restricted():
        held_to(places)
        return tried(lambda: os.link(places / "secret/file", places / "mine/stolen"))

    assert in_child(restricted) in ("EACCES", "EXDEV")
    os.link(places / "secret/file", places / "mine/stolen")


def test_what_a_notebook_wrote_does_not_run_and_what_is_shown_does(places, in_child):
    def run(path):
        child = os.fork()
        if child == 0:
            os._exit(9 if tried(lambda: os.execv(path, [str(path)])) == "EACCES" else 1)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    (places / "mine/tool").write_bytes((places / "shown/tool").read_bytes())
    (places / "mine/tool").chmod(0o755)

    def restricted():
        landlock.restrict([str(places / "mine")], [str(places / "shown"), *SYSTEM], optional=SYSTEM)
        return run(places / "mine/tool"), run(places / "shown/tool")

    assert run(places / "mine/tool") == 0
    assert in_child(restricted) == (9, 0)


@needs[4]
@pytest.mark.parametrize(("connect", "expected"), [(False, ("EACCES", "EACCES")), (True, ("EACCES", "done"))])
def test_tcp_is_closed_even_where_there_is_a_network(places, in_child, connect, expected):
    listener = socket.create_server(("127.0.0.1", 0))

    def both():
        with socket.socket() as server, socket.socket() as client:
            return (
                tried(lambda: server.bind(("127.0.0.1", 0))),
                tried(lambda: client.connect(listener.getsockname())),
            )

    def restricted():
        held_to(places, connect=connect)
        return both()

    with listener:
        assert both() == ("done", "done")
        assert in_child(restricted) == expected


@needs[6]
def test_sockets_without_a_file_and_signals_end_at_the_sandbox(places, in_child):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(f"\0landlock-test-{os.getpid()}")
    listener.listen()
    parent = os.getpid()

    def both():
        with socket.socket(socket.AF_UNIX) as client:
            return (
                tried(lambda: client.connect(listener.getsockname())),
                tried(lambda: os.kill(parent, signal.SIGCONT)),
            )

    def restricted():
        held_to(places)
        return both()

    with listener:
        assert in_child(both) == ("done", "done")
        assert in_child(restricted) == ("EPERM", "EPERM")


@needs[5]
def test_devices_take_no_commands(in_child):
    def set_size():
        terminal = os.open("/dev/ptmx", os.O_RDWR)
        try:
            return tried(lambda: os.get_terminal_size(terminal))
        finally:
            os.close(terminal)

    def restricted():
        landlock.restrict(["/dev/ptmx"], [])
        return set_size()

    assert set_size() == "done"
    assert in_child(restricted) == "EACCES"


def test_rules_hold_in_children_and_cannot_be_taken_back(places, in_child):
    def restricted():
        held_to(places)
        landlock.restrict([], ["/"])
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.write(writing, tried(lambda: (places / "secret/file").read_text()).encode())
            os._exit(0)
        return os.read(reading, 100)

    assert in_child(restricted) == b"EACCES"


def test_facts_say_what_the_kernel_can(places, in_child):
    abi = landlock.version()
    assert in_child(lambda: held_to(places)) == landlock.Landlock(
        abi, truncating=abi >= 3, tcp=abi >= 4, devices=abi >= 5, scoped=abi >= 6
    )


@pytest.mark.parametrize("abi", [1, 2, 3, 4, 5, 6])
def test_older_kernels_are_asked_only_for_what_they_know(places, in_child, monkeypatch, abi):
    """A rule set made for an older ABI is one that today's kernel takes, and files stay closed."""
    monkeypatch.setattr(landlock, "version", lambda: abi)

    def restricted():
        facts = held_to(places)
        return facts, tried(lambda: (places / "secret/file").read_text())

    facts, read = in_child(restricted)
    assert (facts.version, facts.tcp, facts.scoped, read) == (abi, abi >= 4, abi >= 6, "EACCES")


def test_missing_path_is_refused_unless_optional(in_child):
    with pytest.raises(FileNotFoundError, match=r"does not exist.*nowhere"):
        in_child(lambda: landlock.restrict([], ["/nowhere"]))
    assert in_child(lambda: landlock.restrict([], ["/nowhere"], optional=["/nowhere"])).version


def test_kernel_without_landlock_is_refused_with_the_version_needed(monkeypatch):
    def missing(*words):
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(landlock, "system_call", missing)
    assert landlock.version() == 0
    with pytest.raises(OSError, match=r"5\.13 or newer"):
        landlock.restrict([], [])


def test_other_threads_are_not_left_free(in_child):
    def restricted():
        done = threading.Event()
        threading.Thread(target=done.wait).start()
        try:
            landlock.restrict([], ["/"])
        finally:
            done.set()

    with pytest.raises(RuntimeError, match="this process has 2"):
        in_child(restricted)
