"""The seccomp filter: its program run on paper for both processors, and tried for real on this one."""

import errno
import fcntl
import os
import platform
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.grading.sandbox import seccomp
from cnn_helpers.grading.sandbox.seccomp import MACHINES, REFUSED, X32
from cnn_helpers.grading.sandbox.system_calls import system_call

here = pytest.mark.skipif(bool(seccomp.unsupported()), reason=seccomp.unsupported() or "-")
NEW_USER = 0x10000000
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


def decided(machine: str, number: int, *arguments: int, audit: int | None = None) -> str:
    """What the kernel's BPF machine makes of one call: 'allowed' or the errno's name."""
    audit = MACHINES[machine].audit if audit is None else audit
    data = struct.pack("<IIQ6Q", number, audit, 0, *arguments, *[0] * (6 - len(arguments)))
    lines, at, held = seccomp.program(machine), 0, 0
    while True:
        code, true, false, constant = lines[at]
        at += 1
        if code == seccomp.LOAD:
            (held,) = struct.unpack_from("<I", data, constant)
        elif code == seccomp.RETURN:
            return "allowed" if constant == 0x7FFF0000 else errno.errorcode[constant - 0x00050000]
        else:
            truth = {
                seccomp.EQUAL: held == constant,
                seccomp.AT_LEAST: held >= constant,
                seccomp.ANY_BIT: bool(held & constant),
            }
            at += true if truth[code] else false


def by_argument(machine: str) -> dict[str, int]:
    column = MACHINES[machine].column
    names = ("CLONE", "CLONE3", "SOCKET", "SOCKETPAIR", "IOCTL", "PERSONALITY")
    return {name.lower(): getattr(seccomp, name)[column] for name in names}


@pytest.mark.parametrize("machine", MACHINES)
def test_numbers_are_those_of_the_kernels_headers(machine):
    header = HEADERS[machine]
    if not header.exists():
        pytest.skip(f"{header} is not installed")
    numbers = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    column = MACHINES[machine].column
    ours = {name: row[column] for name, row in REFUSED.items() if row[column] is not None}
    ours |= by_argument(machine) | {"seccomp": seccomp.SECCOMP[column]}
    newer = {"open_tree_attr"}  # Linux 6.15; numbers from 424 on are the same on every processor
    assert len(set(numbers) & set(ours)) >= len(set(ours) - newer)
    assert {name: int(numbers[name]) for name in ours if name in numbers} == {
        name: number for name, number in ours.items() if name in numbers
    }
    assert all(int(number) >= 424 for name, number in ours.items() if name in newer)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_named_call_is_refused_whatever_its_arguments(machine):
    column = MACHINES[machine].column
    for name, row in REFUSED.items():
        if row[column] is not None:
            assert decided(machine, row[column], 0) == "EPERM", name
            assert decided(machine, row[column], 2**64 - 1, 1) == "EPERM", name


@given(st.sampled_from(sorted(MACHINES)), st.integers(0, 600), st.integers(0, 2**64 - 1))
def test_every_other_call_is_allowed(machine, number, argument):
    column = MACHINES[machine].column
    named = {row[column] for row in REFUSED.values()} | set(by_argument(machine).values())
    if number not in named:
        assert decided(machine, number, argument, argument) == "allowed"


@pytest.mark.parametrize("machine", MACHINES)
def test_arguments_decide_where_only_some_uses_are_harmful(machine):
    call = by_argument(machine)
    threads = 0x3D0F00  # what the C library's pthread_create asks of clone
    assert decided(machine, call["clone"], threads) == "allowed"
    assert decided(machine, call["clone"], signal.SIGCHLD) == "allowed"
    for bit in (17, 25, 26, 27, 28, 29, 30):
        assert decided(machine, call["clone"], signal.SIGCHLD | 1 << bit) == "EPERM"
    assert decided(machine, call["clone3"], 0) == "ENOSYS"
    for name in ("socket", "socketpair"):
        for family in range(46):
            expected = {socket.AF_UNIX: "allowed", socket.AF_NETLINK: "ENOTSUP"}.get(family, "EPERM")
            assert decided(machine, call[name], family, socket.SOCK_STREAM) == expected
        for kind in range(2, 16):  # a raw Unix socket is one of datagrams
            for flags in (0, socket.SOCK_CLOEXEC, socket.SOCK_NONBLOCK):
                assert decided(machine, call[name], socket.AF_UNIX, kind | flags) == "EPERM"
                assert decided(machine, call[name], socket.AF_UNIX, socket.SOCK_STREAM | flags) == "allowed"
    # the kernel reads 32 bits: what stands above them must not hide a command
    for command, expected in ((0x5412, "EPERM"), (0x541C, "EPERM"), (0x5413, "allowed")):
        assert decided(machine, call["ioctl"], 0, command) == expected
        assert decided(machine, call["ioctl"], 0, command | 7 << 32) == expected
    assert decided(machine, call["personality"], 0xFFFFFFFF) == "allowed"
    assert decided(machine, call["personality"], 0x0040000) == "EPERM"


def test_calls_of_another_processor_are_refused():
    assert decided("x86_64", 0) == "allowed"
    assert decided("x86_64", 0, audit=0x40000003) == "EPERM", "32-bit calls have other numbers"
    assert decided("x86_64", X32) == decided("x86_64", X32 + 520) == "EPERM"
    assert decided("aarch64", 0, audit=MACHINES["x86_64"].audit) == "EPERM"


def test_other_machines_are_refused_with_their_name(monkeypatch):
    with pytest.raises(ValueError, match="'riscv64'; one of x86_64, aarch64"):
        seccomp.program("riscv64")
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert "riscv64" in seccomp.unsupported()
    assert seccomp.restrict() is False


def answer(number: int, *arguments) -> str:
    try:
        system_call(number, *arguments)
    except OSError as problem:
        return errno.errorcode[problem.errno]
    return "done"


def administrator() -> bool:
    rights = re.search(r"CapEff:\s*(\w+)", Path("/proc/self/status").read_text())
    return bool(int(rights[1], 16) >> 21 & 1)


@here
@pytest.mark.parametrize("name", REFUSED)
def test_kernel_refuses_the_call(in_child, name):
    """With impossible arguments the kernel itself answers EFAULT, EBADF and the like; the filter says EPERM."""
    number = REFUSED[name][MACHINES[platform.machine()].column]
    if number is None:
        pytest.skip(f"{platform.machine()} has no {name}")

    arguments = (1, 0) if name == "msgget" else (-1,) * 5  # -1 would make a message queue, which stays

    def call():
        return answer(number, *arguments)

    def restricted():
        assert seccomp.restrict()
        return call()

    if administrator():
        assert in_child(call) != "EPERM"
    assert in_child(restricted) == "EPERM"


def opened(family: int, kind: int = socket.SOCK_STREAM) -> str:
    try:
        socket.socket(family, kind).close()
    except OSError as problem:
        return errno.errorcode[problem.errno]
    return "done"


@here
def test_only_unix_streams_are_left(in_child):
    families = (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_UNIX)

    def restricted():
        seccomp.restrict()
        return [*(opened(family) for family in families), opened(socket.AF_UNIX, socket.SOCK_DGRAM)]

    assert [opened(family) for family in families[:1]] == ["done"]
    assert opened(socket.AF_UNIX, socket.SOCK_DGRAM) == "done"
    assert in_child(restricted) == ["EPERM", "EPERM", "ENOTSUP", "done", "EPERM"]


@here
def test_others_may_connect_in_and_nobody_out(in_child, tmp_path):
    """So Jupyter's sockets work, and another program's cannot be reached, whatever it is called."""
    theirs, mine = str(tmp_path / "theirs"), str(tmp_path / "mine")

    def reached(address: str) -> str:
        with socket.socket(socket.AF_UNIX) as client:
            return errno.errorcode.get(client.connect_ex(address), "done")

    def restricted():
        seccomp.restrict()
        with socket.socket(socket.AF_UNIX) as inside:
            inside.bind(mine)
            inside.listen()
        return reached(theirs)

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(theirs)
        listener.listen()
        assert reached(theirs) == "done"
        assert in_child(restricted) == "EPERM"
    assert Path(mine).is_socket()


@here
def test_no_new_namespace_by_any_door(in_child):
    clone, clone3 = (row[MACHINES[platform.machine()].column] for row in (seccomp.CLONE, seccomp.CLONE3))

    def new_user_namespace():
        child = system_call(clone, NEW_USER | signal.SIGCHLD, 0, 0, 0, 0)
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        return "done"

    def by_clone3():
        return answer(clone3, struct.pack("8Q", NEW_USER, 0, 0, 0, signal.SIGCHLD, 0, 0, 0), 1)

    def restricted():
        seccomp.restrict()
        with pytest.raises(PermissionError):
            new_user_namespace()
        return by_clone3()

    assert by_clone3() == "EINVAL", "the kernel's own word for a struct of one byte"
    assert in_child(restricted) == "ENOSYS"


@here
def test_no_character_can_be_typed_into_a_terminal(in_child):
    def typed():
        _, follower = os.openpty()
        if os.fork() == 0:
            os.setsid()
            fcntl.ioctl(follower, 0x540E, 0)  # TIOCSCTTY: the terminal is the child's own
            try:
                fcntl.ioctl(follower, 0x5412, b"x")
            except OSError as problem:
                os._exit(problem.errno)
            os._exit(0)
        return errno.errorcode.get(os.waitstatus_to_exitcode(os.wait()[1]), "done")

    def restricted():
        seccomp.restrict()
        return typed()

    assert in_child(typed) in ("done", "EIO"), "newer kernels may refuse it by themselves, with EIO"
    assert in_child(restricted) == "EPERM"


@here
def test_filter_holds_for_threads_that_already_run(in_child):
    def restricted():
        go, said = threading.Event(), []
        thread = threading.Thread(target=lambda: (go.wait(), said.append(opened(socket.AF_INET))))
        thread.start()
        seccomp.restrict()
        go.set()
        thread.join()
        return said

    assert in_child(restricted) == ["EPERM"]


@here
def test_old_processor_modes_are_closed(in_child):
    if platform.machine() != "x86_64":
        pytest.skip("x86-64 has calls of a second and a third kind")

    def restricted():
        seccomp.restrict()
        return answer(X32 + 39)

    assert answer(X32 + 39) in ("ENOSYS", "done")
    assert in_child(restricted) == "EPERM"


WORK = {
    "numpy": """
        import numpy
        a = numpy.ones((400, 400), numpy.float32)
        assert (a @ a)[0, 0] == 400""",
    "threads": """
        import threading
        said = []
        threads = [threading.Thread(target=said.append, args=[i]) for i in range(8)]
        [t.start() for t in threads], [t.join() for t in threads]
        assert sorted(said) == list(range(8))""",
    "subprocess": """
        import subprocess
        assert subprocess.run(["echo", "hi"], capture_output=True).stdout == b"hi\\n" """,
    "multiprocessing": """
        import multiprocessing
        with multiprocessing.get_context("fork").Pool(2) as pool:
            assert pool.map(abs, [-1, -2]) == [1, 2]""",
    "asyncio": """
        import asyncio
        async def one():
            await asyncio.sleep(0)
            return 1
        assert asyncio.run(one()) == 1""",
    "pictures": """
        import io, matplotlib
        matplotlib.use("agg")
        import matplotlib.pyplot as plt
        plt.plot([1, 2]); out = io.BytesIO(); plt.savefig(out)
        assert out.getvalue()[1:4] == b"PNG" """,
    "keras": """
        import keras, numpy, tensorflow as tf
        assert float(tf.reduce_sum(tf.ones((30, 30)) @ tf.ones((30, 30)))) == 27000
        model = keras.Sequential([keras.layers.Input((8, 8, 1)), keras.layers.Conv2D(2, 3), keras.layers.Flatten(),
                                  keras.layers.Dense(3)])
        model.compile("adam", "mse", jit_compile=True)
        history = model.fit(numpy.ones((16, 8, 8, 1)), numpy.ones((16, 3)), epochs=2, verbose=0)
        assert history.history["loss"][1] < history.history["loss"][0]
        tf.data.Dataset.range(4).map(lambda x: x + 1, num_parallel_calls=2).prefetch(1).as_numpy_iterator().next()""",
}  # fmt: skip


@here
@pytest.mark.parametrize("work", WORK)
def test_honest_work_goes_on_behind_the_filter(work):
    first = "from cnn_helpers.grading.sandbox import seccomp\nassert seccomp.restrict()\n"
    last = "\nassert 'Seccomp:\\t2' in open('/proc/self/status').read()\nprint('done')"
    quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    ran = subprocess.run(
        [sys.executable, "-c", first + dedent(WORK[work]) + last], capture_output=True, text=True, env=quiet
    )
    assert ran.stdout.endswith("done\n"), ran.stderr


@here
@pytest.mark.parametrize("transport", ["ipc", "tcp"])
def test_kernel_starts_over_files_and_not_over_the_network(tmp_path, transport):
    """The sandbox's kernels speak over Unix sockets; the same kernel over TCP shows what the filter takes away."""
    from jupyter_client import BlockingKernelClient
    from jupyter_client.connect import write_connection_file

    address = str(tmp_path / "socket") if transport == "ipc" else "127.0.0.1"
    path, _ = write_connection_file(str(tmp_path / "c.json"), ip=address, transport=transport, key=b"k")
    code = "from cnn_helpers.grading.sandbox import seccomp\nassert seccomp.restrict()\n"
    code += "from ipykernel.kernelapp import launch_new_instance\nlaunch_new_instance()"
    with subprocess.Popen([sys.executable, "-c", code, "-f", path], stderr=subprocess.PIPE) as kernel:
        client = BlockingKernelClient(connection_file=path)
        client.load_connection_file()
        client.start_channels()
        try:
            if transport == "tcp":
                assert kernel.wait(60)
                assert b"Operation not permitted" in kernel.stderr.read()
            else:
                client.execute("assert 6 * 7 == 42")
                assert client.get_shell_msg(timeout=60)["content"]["status"] == "ok"
        finally:
            client.stop_channels()
            kernel.kill()
