"""Taking more memory, disk or file size than a submission may have."""

from .attack import Attack, broke, either, first, says

MEGABYTES = 1300  # held for a moment; the assignment allows 1024
HOLD = """
def hold(take):
    try:
        held = take()
        print("held", "too much")
        del held
    except (MemoryError, OSError, ValueError) as problem:
        print(type(problem).__name__)
"""
NUMPY = """
import numpy as np
def array():
    room = np.empty({} * 2**20, np.uint8)
    room[::4096] = 1
    return room
hold(array)
"""
LISTS = "hold(lambda: [bytes([n % 256]) * 2**20 for n in range({})])"
SHARED = """
import mmap
def shared():
    room = mmap.mmap(-1, {0} * 2**20)
    for place in range(0, {0} * 2**20, 4096):
        room[place] = 1
    return room
hold(shared)
"""
CHILDREN = """
def children():
    pipes, pids = [], []
    for _ in range(3):
        mine, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                kept = bytes([1]) * ({} // 3 * 2**20)
                os.write(theirs, b"held")
                time.sleep(3)
            finally:
                os._exit(0)
        os.close(theirs)
        pids.append(pid)
        pipes.append(mine)
    told = [os.read(pipe, 4) for pipe in pipes]
    for pid in pids:
        os.waitpid(pid, 0)
    if told != [b"held"] * 3:
        raise MemoryError
hold(children)
"""
SHARED_FOLDER = """
def fill():
    path = "/dev/shm/" + W["token"]
    try:
        with open(path, "wb") as file:
            for _ in range({}):
                file.write(bytes([1]) * 2**20)
    finally:
        os.path.exists(path) and os.unlink(path)
hold(fill)
"""
MEMFD = """
def fill():
    file = os.memfd_create("room")
    try:
        for _ in range({}):
            if os.write(file, bytes([1]) * 2**20) < 2**20:
                raise MemoryError
    finally:
        os.close(file)
hold(fill)
"""
# Disk: 16 MB a file and 64 MB in all are allowed.
FILE = """
def fill():
    path = os.path.join({place}, W["token"])
    try:
        with open(path, "wb") as file:
            for _ in range({megabytes}):
                file.write(bytes(2**20))
    finally:
        os.path.exists(path) and os.unlink(path)
hold(fill)
"""
RAISED = """
import resource
try:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
except (OSError, ValueError):
    pass
"""
MANY_FILES = """
def fill():
    paths = [f"{W['token']}-{number}" for number in range(12)]
    try:
        for path in paths:
            with open(path, "wb") as file:
                file.write(bytes(12 * 2**20))
    finally:
        for path in paths:
            os.path.exists(path) and os.unlink(path)
hold(fill)
"""
SPARSE = """
def fill():
    path = W["token"]
    try:
        with open(path, "wb") as file:
            file.truncate(10 * 2**30)
    finally:
        os.path.exists(path) and os.unlink(path)
hold(fill)
"""
ANSWER = """
kept = []
def double(x):
    kept.append(bytes([1]) * 1300 * 2**20)
    if sum(map(len, kept)) > 1200 * 2**20:
        print("held", "too much")
    return x
try:
    double(1)
except MemoryError:
    print("MemoryError")
"""


def _takes(name: str, code: str, works_in: str = "plain", **more) -> Attack:
    return Attack(
        name, "memory", first(name, HOLD + code), either(says("held too much"), broke), works_in, **more
    )


ATTACKS = [
    _takes("array", NUMPY.format(MEGABYTES)),
    _takes("bytes", LISTS.format(MEGABYTES)),
    _takes("shared-mapping", SHARED.format(MEGABYTES), earned=None),
    _takes("children", CHILDREN.format(MEGABYTES), earned=None),
    _takes("shared-folder", SHARED_FOLDER.format(MEGABYTES)),
    _takes("memory-file", MEMFD.format(MEGABYTES), earned=None),
    _takes("large-file", FILE.format(place="'.'", megabytes=40)),
    _takes("large-file-in-tmp", FILE.format(place="'/tmp'", megabytes=90)),
    _takes("raised-file-size", RAISED + FILE.format(place="'.'", megabytes=40)),
    _takes("many-files", MANY_FILES),
    _takes("sparse-file", SPARSE),
    Attack("memory-in-an-answer", "memory", first("memory-in-an-answer", "", double=ANSWER), says("held too much"),
           "plain", earned=None),
]  # fmt: skip
