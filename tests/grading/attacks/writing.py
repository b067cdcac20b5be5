"""Writing where no submission may: grades, other students' work, packages, the system."""

from .attack import Attack, dropped, either, first, says

TRIES = """
def attempt(action):
    try:
        return action()
    except Exception as problem:
        print(type(problem).__name__)
"""
TRIGGER = """
import sqlite3
def change():
    with sqlite3.connect(W["class"] + "/gradebook.db") as book:
        book.execute("UPDATE grade SET auto_score = 30, manual_score = 30")
        book.execute("CREATE TRIGGER attack AFTER UPDATE ON grade BEGIN "
                     "UPDATE grade SET manual_score = 30 WHERE id = NEW.id; END")
attempt(change)
"""
NEIGHBOUR = """
path = W["class"] + "/submitted/" + W["neighbour"] + "/target/target.ipynb"
attempt(lambda: os.rename(path, path + ".old"))
attempt(lambda: open(path + ".touched-" + ME, "w"))
"""
RESULTS = """
for folder in ("autograded", "feedback", "results", "submitted", "source", "release"):
    attempt(lambda: os.makedirs(W["class"] + "/" + folder, exist_ok=True))
    attempt(lambda: open(W["class"] + "/" + folder + "/" + ME, "w"))
for file in ("grades.csv", "questions.csv", "report.html"):
    attempt(lambda: open(W["class"] + "/" + file + "-" + ME, "w"))
"""
SEEDS = """
attempt(lambda: os.rename(W["class"] + "/seeds.json", W["class"] + "/seeds.json-" + ME))
"""
PUBLISHED = """
from cnn_helpers.grading.assignments import published
for folder in {W["published"], str(published.folder())}:
    attempt(lambda: open(os.path.join(folder, W["token"] + ME), "w"))
"""
SOLUTIONS = """
attempt(lambda: open(W["solutions"] + "/" + ME, "w"))
"""
PACKAGES = """
import numpy, cnn_helpers
for package in (numpy, cnn_helpers):
    folder = os.path.dirname(package.__file__)
    for place in (os.path.dirname(folder), folder, folder + "/__pycache__", folder + "/grading"):
        attempt(lambda: open(f"{place}/{W['token']}{ME}", "w"))
"""
CODE_OF_PACKAGES = """
import cnn_helpers.grading.feedback as feedback, numpy
for path in (feedback.__file__, numpy.__file__, feedback.__cached__, sys.executable, os.__file__):
    attempt(lambda: os.close(os.open(path, os.O_WRONLY)) or print("opened", "a program"))
"""
DROP = "attempt(drop)\nattempt(lambda: drop(folder=W['tmp']))"
LOCKED = """
attempt(lambda: os.setuid(0))
attempt(lambda: os.setgid(0))
attempt(lambda: drop(folder=W["locked"]))
"""
ROOT_WAYS = """
for pid in [1, "self", os.getppid()] if inside() else ["self"]:
    for way in ("root", "cwd"):
        attempt(lambda: drop(folder=f"/proc/{pid}/{way}/" + "../" * 12 + W["drop"]))
"""
LINKS = """
for name in ("target.ipynb", "out.ipynb", "notebook.ipynb", "data.csv", "result.json", ".ipynb_checkpoints"):
    attempt(lambda: os.path.lexists(name) and os.unlink(name))
    attempt(lambda: os.symlink(W["drop"] + "/" + ME, name))
    attempt(lambda: os.symlink(W["drop"] + "/" + ME, "/tmp/" + name))
"""
WRITES_THROUGH_LINK = LINKS + "attempt(lambda: open('data.csv', 'w').write('through a link'))"
OWN_NOTEBOOK = """
import glob
for folder in (".", "..", "../..", W["class"] + "/autograded"):
    for path in glob.glob(folder + "/**/target.ipynb", recursive=True):
        attempt(lambda: os.close(os.open(path, os.O_WRONLY)) or print("opened", "the notebook"))
"""
OWNERS = """
attempt(lambda: os.chmod(W["root"] + "/elsewhere", 0o777) or print("changed", "the mode"))
attempt(lambda: os.utime(W["root"] + "/elsewhere/private.txt", (0, 0)) or print("changed", "the time"))
"""
MOUNTS = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    os.makedirs("place", exist_ok=True)
    done = libc.unshare(0x00020000) == 0 and libc.mount(b"none", b"/", None, 0x44000, None) == 0
    done = done and libc.mount(b"tmpfs", b"place", b"tmpfs", 0, None) == 0
    os._exit(7 if done else 0)
if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7:
    print("mounted", "a file system")
"""
USER_NAMESPACE = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    os._exit(7 if libc.unshare(0x10000000) == 0 else 0)
if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7:
    print("made", "a user namespace")
"""
CHROOT = """
child = os.fork()
if child == 0:
    try:
        os.chroot(".")
    except OSError:
        os._exit(0)
    os._exit(7)
if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7:
    print("changed", "the root")
"""
DEVICE = """
import stat
def make():
    os.mknod("device", 0o666 | stat.S_IFCHR, os.makedev(1, 3))
    os.close(os.open("device", os.O_RDWR))
    print("opened", "a device")
attempt(make)
"""
KERNEL_SETTINGS = """
for path in ("/proc/sys/kernel/hostname", "/proc/sys/vm/drop_caches", "/proc/sys/kernel/core_pattern"):
    attempt(lambda: os.close(os.open(path, os.O_WRONLY)) or print("opened", "a setting"))
"""
CGROUP = """
attempt(lambda: os.mkdir("/sys/fs/cgroup/" + W["token"]) or print("made", "a control group"))
attempt(lambda: os.rmdir("/sys/fs/cgroup/" + W["token"]))
"""
SETUID = """
import shutil
def make():
    shutil.copy("/usr/bin/env", "program")
    os.chmod("program", 0o4755)
    status = open("/proc/self/status").read()
    if "NoNewPrivs:\\t0" in status and os.stat("program").st_uid == 0:
        print("made", "a program that runs as root")
attempt(make)
"""


def _wrote_in_class(world, outcome) -> bool:
    """Whether a file of the attack's name stands anywhere in the class folder, or among its sources."""
    folders = (world.class_dir, world.root / "published", world.root / "solutions")
    return any(path.is_file() for folder in folders for path in folder.rglob(f"*{outcome.name}"))


def _wrote_in_packages(world, outcome) -> bool:
    import numpy

    import cnn_helpers

    folders = [folder for module in (numpy, cnn_helpers) for folder in _around(module.__file__)]
    return any((folder / f"{world.places['token']}{outcome.name}").exists() for folder in folders)


def _around(file: str):
    from pathlib import Path

    folder = Path(file).parent
    return folder.parent, folder, folder / "__pycache__", folder / "grading"


def _trigger_set(world, outcome) -> bool:
    """Whether the gradebook holds a trigger, or a score given by hand."""
    import sqlite3

    with sqlite3.connect(world.class_dir / "gradebook.db") as book:
        triggers = book.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
        by_hand = book.execute("SELECT count(*) FROM grade WHERE manual_score IS NOT NULL").fetchone()[0]
    book.close()
    return bool(triggers or by_hand)


def _writes(name: str, code: str, aim, works_in="plain", why="") -> Attack:
    return Attack(name, "writing outside", first(name, TRIES + code), aim, works_in, why)


ATTACKS = [
    _writes("gradebook-trigger", TRIGGER, _trigger_set),
    _writes("neighbours-notebook", NEIGHBOUR, _wrote_in_class),
    _writes("files-of-results", RESULTS, _wrote_in_class),
    _writes("seeds-moved", SEEDS, _wrote_in_class),
    _writes("published-answers", PUBLISHED, _wrote_in_class),
    _writes("solutions-written", SOLUTIONS, _wrote_in_class),
    _writes("packages", PACKAGES, _wrote_in_packages),
    _writes("programs", CODE_OF_PACKAGES, says("opened a program")),
    _writes("drop-folder", DROP, dropped),
    _writes("root-only-folder", LOCKED, dropped),
    _writes("roots-of-processes", ROOT_WAYS, dropped),
    _writes(
        "links-in-place-of-files", LINKS, dropped, None, "a plain run writes nothing beside the notebook"
    ),
    _writes("through-a-link", WRITES_THROUGH_LINK, dropped),
    _writes("own-notebook", OWN_NOTEBOOK, says("opened the notebook")),
    _writes("modes-and-times", OWNERS, either(says("changed the mode"), says("changed the time"))),
    _writes("mount", MOUNTS, says("mounted a file system")),
    _writes("user-namespace", USER_NAMESPACE, says("made a user namespace")),
    _writes("chroot", CHROOT, says("changed the root")),
    _writes("device-node", DEVICE, says("opened a device")),
    _writes("kernel-settings", KERNEL_SETTINGS, says("opened a setting")),
    _writes("control-group", CGROUP, says("made a control group")),
    _writes("setuid-program", SETUID, says("made a program that runs as root")),
]
