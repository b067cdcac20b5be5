"""What a job tries in order to prove that it is held: each function attempts what is forbidden, and says how it went.

The text of this file is run inside a job, so it imports nothing of this package. `facts` is what the outside prepared;
an answer begins with "held: " or "escaped: ".
"""

import ctypes
import errno
import mmap
import os
import re
import signal
import socket
import stat
import tempfile
import time

MB = 2**20
FOREVER = 30  # seconds, for what shall be ended


def ready(facts: dict) -> str:
    return "held: a job runs and answers"


def read_secrets(facts: dict) -> str:
    for path in facts["secrets"]:
        try:
            if os.path.isdir(path):
                os.listdir(path)
            else:
                with open(path, "rb") as file:
                    file.read(1)
        except OSError:
            continue
        return f"escaped: {path} can be read"
    return f"held: none of {len(facts['secrets'])} files and folders outside can be opened"


def write_outside(facts: dict) -> str:
    for change in (lambda path: os.chmod(path, 0o777), lambda path: os.utime(path, (0, 0))):
        try:
            change(facts["secrets"][0])
        except OSError:
            continue  # else the outside sees it
    for path in facts["secrets"][:1] + [os.path.join(folder, facts["mark"]) for folder in facts["folders"]]:
        try:
            with open(path, "a") as file:
                file.write(facts["mark"])
        except OSError:
            continue
    for program in (os.__file__, facts["package"]):
        try:
            with open(program, "ab"):
                return f"escaped: the program {program} can be changed"
        except OSError as problem:
            why = problem.strerror
    return f"held: Python's own files cannot be changed ({why}), nor any outside"


def see_scratch(facts: dict) -> str:
    seen = [path for path in facts["scratch"] if os.path.exists(path)]
    if seen:
        return f"escaped: {seen[0]} of another program can be seen"
    known = set(os.listdir(os.path.expanduser("~"))) & set(facts["home"])
    if known:
        return f"escaped: the grader's home can be seen, with {sorted(known)[0]}"
    return "held: /tmp and /dev/shm are private and the home is another"


def see_processes(facts: dict) -> str:
    try:
        os.kill(facts["process"], signal.SIGCONT)
    except OSError:
        pass  # the outside looks whether the signal came
    count = 0
    for number in filter(str.isdigit, os.listdir("/proc")):
        count += 1
        for what in ("cmdline", "environ"):
            try:
                with open(f"/proc/{number}/{what}", "rb") as file:
                    if facts["token"].encode() in file.read():
                        return f"escaped: the {what} of a process outside can be read"
            except OSError:
                continue
    return f"held: {count} processes are in sight, none from outside"


def reach_shared_memory(facts: dict) -> str:
    found = ctypes.CDLL(None, use_errno=True).shmget(facts["shared_memory"], 0, 0)
    if found != -1:
        return "escaped: shared memory of another program can be opened"
    return "held: shared memory of other programs is out of reach"


def reach_tcp(facts: dict) -> str:
    try:
        socket.create_connection(("127.0.0.1", facts["tcp"]), 2).close()
    except OSError as problem:
        return f"held: {problem.strerror or problem}"
    return "escaped: a TCP connection to this machine was made"


def reach_udp(facts: dict) -> str:
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"x", ("127.0.0.1", facts["udp"]))
    except OSError as problem:
        return f"held: {problem.strerror or problem}"
    return "held: what is sent does not arrive"  # unless the outside heard it


def reach_unix_sockets(facts: dict) -> str:
    for address in facts["unix"]:
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(address)
        except OSError as problem:
            why = problem.strerror or str(problem)
            continue
        return f"escaped: the Unix socket {address!r} of another program can be reached"
    for make in (socket.socket, lambda *kind: socket.socketpair(*kind)[0]):
        try:
            with make(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
                sender.sendto(b"x", facts["letters"])
        except OSError as problem:
            why = problem.strerror or str(problem)
    return f"held: {why}"  # unless the outside got a datagram


def have_privileges(facts: dict) -> str:
    with open("/proc/self/status") as file:
        status = dict(re.findall(r"(CapEff|NoNewPrivs):\s*(\w+)", file.read()))
    if int(status["CapEff"], 16):
        return f"escaped: the job has capabilities of an administrator ({status['CapEff']})"
    if status["NoNewPrivs"] != "1":
        return "escaped: set-uid programs could give it rights"
    return "held: no capability, and none to be had"


def make_device(facts: dict) -> str:
    """A device 0:0 (a "whiteout") is the one that everybody may make; among the walls, only Landlock forbids it."""
    path = os.path.join(tempfile.gettempdir(), facts["mark"] + "-device")
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, 0)
    except OSError as problem:
        if problem.errno == errno.EACCES:
            return f"held: Landlock ABI {facts['landlock']}"
        return f"escaped: no sign of Landlock ({problem.strerror})"
    os.unlink(path)
    return "escaped: Landlock lets a device file be made"


def make_system_calls(facts: dict) -> str:
    if not facts["calls"]:
        return f"escaped: {facts['no_seccomp']}"
    libc = ctypes.CDLL(None, use_errno=True)
    for name, number in facts["calls"].items():
        ctypes.set_errno(0)
        libc.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 5)
        if ctypes.get_errno() != errno.EPERM:
            return f"escaped: the system call {name} can be made"
    return f"held: {', '.join(facts['calls'])} and more are refused"


def take_memory(facts: dict) -> str:
    """Private memory, then memory that could be shared with children: they are limited in different ways."""
    chunk, held, mapped = 16 * MB, [], []
    chunks = int(1.25 * facts["memory_mb"] * MB / chunk) + 1
    try:
        for _ in range(chunks):
            held.append(b"x" * chunk)
        time.sleep(1)
        return f"escaped: {chunks * chunk // MB} MB were taken where {facts['memory_mb']} are allowed"
    except MemoryError:
        held.clear()
    try:
        for _ in range(chunks):
            mapped.append(mmap.mmap(-1, chunk))
            mapped[-1].write(b"x" * chunk)
    except (MemoryError, OSError):
        return f"held: an allocation beyond {facts['memory_mb']} MB is refused"
    time.sleep(1)
    return f"escaped: {chunks * chunk // MB} MB of shared memory were taken"


def take_memory_together(facts: dict) -> str:
    each = facts["memory_mb"] * MB // 2
    children = []
    for _ in range(3):
        child = os.fork()
        if child == 0:
            try:
                taken = b"x" * each
                time.sleep(2)
                os._exit(0 if taken else 1)
            except BaseException:
                os._exit(1)
        children.append(child)
    if any(os.waitpid(child, 0)[1] for child in children):
        return "held: processes that together take too much are ended"
    return f"escaped: three processes took {3 * each // MB} MB where {facts['memory_mb']} are allowed"


def take_memory_of_no_process(facts: dict) -> str:
    """Files without a name live in memory; so does System V shared memory, even when nobody has it attached."""
    most, files, segments = int(1.25 * facts["memory_mb"]), [], []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmat.restype, libc.shmat.argtypes = ctypes.c_void_p, [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
    libc.shmdt.argtypes = [ctypes.c_void_p]
    try:
        for _ in range(0, most, facts["file_mb"]):
            files.append(os.memfd_create("x"))
            os.write(files[-1], bytes(facts["file_mb"] * MB))
        time.sleep(1)
        return f"escaped: {most} MB were taken by files in memory"
    except (MemoryError, OSError):
        for file in files:
            os.close(file)
    try:
        for _ in range(0, most, 16):
            segments.append(libc.shmget(0, 16 * MB, 0o600))
            if segments[-1] == -1:
                return "held: neither files in memory nor shared memory can be made"
            address = libc.shmat(segments[-1], None, 0)
            ctypes.memset(address, 1, 16 * MB)
            libc.shmdt(address)
        time.sleep(1)
        return f"escaped: {most} MB were taken by shared memory that is not attached"
    finally:
        for segment in segments:
            libc.shmctl(segment, 0, None)


def take_processor(facts: dict) -> str:
    while time.process_time() < facts["cpu_seconds"] + 1:
        pass
    return f"escaped: {facts['cpu_seconds'] + 1:g} s of processor time were used"


def start_processes(facts: dict) -> str:
    children = []
    try:
        for _ in range(facts["processes"] + 8):
            child = os.fork()
            if child == 0:
                time.sleep(FOREVER)
                os._exit(0)
            children.append(child)
    except OSError:
        return f"held: no more than {len(children)} processes were started"
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
        for child in children:
            os.waitpid(child, 0)
    return f"escaped: {len(children)} processes were started where {facts['processes']} are allowed"


def write_long_file(facts: dict) -> str:
    with tempfile.TemporaryFile() as file:
        try:
            for _ in range(facts["file_mb"] + 1):
                file.write(bytes(MB))
                file.flush()
        except OSError as problem:
            return f"held: {problem.strerror} at {facts['file_mb']} MB"
    return f"escaped: a file of {facts['file_mb'] + 1} MB was written"


def fill_scratch(facts: dict) -> str:
    files, size = [], min(facts["file_mb"], facts["scratch_mb"]) * MB // 2
    try:
        for _ in range(int(1.5 * facts["scratch_mb"] * MB / size) + 1):
            files.append(tempfile.TemporaryFile())
            files[-1].write(bytes(size))
            files[-1].flush()
    except OSError as problem:
        return f"held: {problem.strerror} when {facts['scratch_mb']} MB are used"
    finally:
        for file in files:
            try:
                file.close()
            except OSError:
                continue  # what could not be written before cannot be written now
    return f"escaped: {len(files) * size // MB} MB were written to {tempfile.gettempdir()}"


def stay(facts: dict) -> str:
    time.sleep(facts["seconds"] + 2)
    return f"escaped: a job ran for {facts['seconds'] + 2} s where {facts['seconds']} are allowed"


def places(facts: dict) -> list[str]:
    folders = (tempfile.gettempdir(), "/dev/shm", os.path.expanduser("~"))
    return [os.path.join(folder, facts["mark"] + "-left") for folder in folders]


def leave_behind(facts: dict) -> str:
    for path in places(facts):
        try:
            with open(path, "w") as file:
                file.write("x")
        except OSError:
            continue  # nowhere to leave anything: all the better
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for number in range(3):  # whoever waits for the job's output shall not wait for this
                os.dup2(nowhere, number)
            os.execvp("sleep", [facts["token"] + "-left", str(FOREVER)])
        os._exit(0)
    return "held: something was left"


def find_left(facts: dict) -> str:
    found = [path for path in places(facts) if os.path.exists(path)]
    for path in found:
        os.unlink(path)
    if found:
        return f"escaped: a job finds {os.path.dirname(found[0])} as the one before left it"
    return "held: a job finds no file and leaves no process"
