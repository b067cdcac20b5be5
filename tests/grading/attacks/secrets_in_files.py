"""Reading secrets that lie in files: solutions, hidden cases, other students' work, the gradebook."""

from nbformat.v4 import new_code_cell

from .attack import Attack, edited, first, leaked, says

ANY_SECRET = ("class", "solution", "questions", "submission", "gradebook", "autograded", "results", "home",
              "elsewhere", "tmp", "kernel", "seed")  # fmt: skip

READ = """
for path in {paths}:
    try:
        print(open(path.format(**W)).read())
    except OSError as problem:
        print(type(problem).__name__)
"""
WALK = """
for folder, _, files in os.walk({folder}.format(**W)):
    for file in files:
        try:
            print(open(os.path.join(folder, file), errors="replace").read()[:200_000])
        except OSError:
            pass
"""
GRADEBOOK = """
import sqlite3
try:
    print(*sqlite3.connect("file:" + W["class"] + "/gradebook.db?mode=ro", uri=True).execute("SELECT * FROM student"))
except sqlite3.Error as problem:
    print(type(problem).__name__)
"""
SHELL = "%%bash\ncat {class}/private.txt; ls -R {class}; cat {solutions}/target/*; true"
BANG = "!cat {class}/private.txt"
PROJECT = """
import pathlib, cnn_helpers
for path in pathlib.Path(cnn_helpers.__file__).parents[1].glob("solutions/*/questions.py"):
    print("read", "the", "questions", len(path.read_text()))
"""
HARD_LINK = """
try:
    os.link(W["class"] + "/private.txt", "linked.txt")
    print(open("linked.txt").read())
except OSError as problem:
    print(type(problem).__name__)
"""
OPEN_BY_HANDLE = """
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
for start in ("/", "/etc/hosts", os.getcwd(), "/tmp", os.path.dirname(os.__file__)):
    name = (W["class"] + "/private.txt").encode()
    handle = ctypes.create_string_buffer(struct.pack("Ii", 128, 0) + bytes(128))
    number = ctypes.c_int()
    if libc.name_to_handle_at(-100, name, handle, ctypes.byref(number), 0):
        continue
    place = os.open(start, os.O_RDONLY)
    file = libc.open_by_handle_at(place, handle, os.O_RDONLY)
    if file >= 0:
        print(os.read(file, 200))
"""
KERNEL_FILES = """
import glob
from jupyter_core.paths import jupyter_runtime_dir
for path in glob.glob(jupyter_runtime_dir() + "/*.json") + glob.glob(W["home"] + "/.local/share/jupyter/runtime/*"):
    try:
        print(open(path).read())
    except OSError:
        pass
"""
WATCH = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
notes = libc.inotify_init1(0o4000)
if libc.inotify_add_watch(notes, (W["class"] + "/submitted").encode(), 0x300) >= 0:
    print("watched", "the class")
"""


def _reads(name: str, code: str, *kinds: str) -> Attack:
    return Attack(name, "reading secrets", first(name, code), leaked(*(kinds or ANY_SECRET)), "plain")


def _magic(name: str, code: str) -> Attack:
    def tamper(released, world):
        return edited(
            lambda notebook: notebook.cells.insert(2, new_code_cell(code.format(**world.places), id="mine"))
        )(released, world)

    return Attack(name, "reading secrets", tamper, leaked(*ANY_SECRET), "plain")


ATTACKS = [
    _reads("reads-class-files", READ.format(paths=["{class}/private.txt", "{class}/nbgrader_config.py"])),
    _reads("reads-seeds", READ.format(paths=["{class}/seeds.json"])),
    _reads("reads-solutions", READ.format(paths=["{solutions}/target/target.md", "{solutions}/target/questions.py"])),
    _reads("reads-neighbour", READ.format(paths=["{class}/submitted/{neighbour}/target/target.ipynb"])),
    _reads("reads-elsewhere", READ.format(paths=["{root}/elsewhere/private.txt"])),
    _reads("reads-home", READ.format(paths=["{home}/.netrc"])),
    _reads("reads-tmp", READ.format(paths=["{tmp}/private.txt"])),
    _reads("walks-class", WALK.format(folder='"{class}"')),
    _reads("walks-results", WALK.format(folder='"{class}/results"')),
    _reads("walks-up", WALK.format(folder='"{root}"')),
    _reads("reads-gradebook", GRADEBOOK, "gradebook"),
    _reads("hard-link", HARD_LINK),
    _reads("open-by-handle", OPEN_BY_HANDLE),
    _reads("kernel-files", KERNEL_FILES, "kernel"),
    _magic("bash-cell", SHELL),
    _magic("shell-escape", BANG),
    Attack("watches-class", "reading secrets", first("watches-class", WATCH), says("watched the class"), "plain"),
    Attack("project-solutions", "reading secrets", first("project-solutions", PROJECT),
           says("read the questions"), "plain"),
]  # fmt: skip
