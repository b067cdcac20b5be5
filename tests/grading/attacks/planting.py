"""Planting something for a later student's notebook to find: good marks for friends, bad luck for rivals."""

from .attack import Attack, first, seen

FILE = """
def plant(path):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(W["token"])
    except OSError as problem:
        print(type(problem).__name__)
"""
FOUND = "os.path.exists({path}) and W['token'] in open({path}).read()"
PLACES = {
    "file-in-tmp": "'/tmp/planted-' + W['token']",
    "file-in-var-tmp": "'/var/tmp/planted-' + W['token']",
    "file-in-shared-memory": "'/dev/shm/planted-' + W['token']",
    "file-in-home": "os.path.expanduser('~/planted-' + W['token'])",
    "ipython-startup": "os.path.expanduser('~/.ipython/profile_default/startup/planted-' + W['token'] + '.py')",
    "jupyter-data": "os.path.expanduser('~/.local/share/jupyter/planted-' + W['token'])",
    "matplotlib-cache": "__import__('matplotlib').get_cachedir() + '/planted-' + W['token']",
    "site-packages": "os.path.dirname(__import__('numpy').__file__) + '/../planted-' + W['token'] + '.pth'",
    "package-cache": "os.path.dirname(__import__('cnn_helpers').__file__) + '/__pycache__/' + W['token'] + '.pyc'",
    "runtime-folder": "'/run/planted-' + W['token']",
}
FOLDER = """
for folder in (os.getcwd(), os.path.dirname(os.getcwd()), os.environ.get("TMPDIR", "/tmp")):
    try:
        with open(folder + "/module_" + W["token"] + ".py", "w") as file:
            file.write("planted = " + repr(W["token"]))
    except OSError as problem:
        print(type(problem).__name__)
"""
FOLDER_FOUND = (
    "any(os.path.exists(f + '/module_' + W['token'] + '.py') for f in (os.getcwd(), os.path.dirname(os.getcwd()),"
    " os.environ.get('TMPDIR', '/tmp')))"
)
SYSTEM_V = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
KEY = int(W["token"].encode().hex()[-6:], 16)
made = libc.shmget(KEY, 64, 0o1666)
print("made", made)
"""
SYSTEM_V_FOUND = "__import__('ctypes').CDLL(None).shmget(int(W['token'].encode().hex()[-6:], 16), 64, 0) >= 0"
SEMAPHORE = """
import ctypes
print("made", ctypes.CDLL(None).semget(int(W["token"].encode().hex()[-6:], 16) + 1, 1, 0o1666))
"""
SEMAPHORE_FOUND = (
    "__import__('ctypes').CDLL(None).semget(int(W['token'].encode().hex()[-6:], 16) + 1, 1, 0) >= 0"
)
QUEUE = """
import ctypes
libc = ctypes.CDLL("librt.so.1", use_errno=True)
print("made", libc.mq_open(("/" + W["token"]).encode(), os.O_CREAT | os.O_RDWR, 0o666, None))
"""
QUEUE_FOUND = "__import__('ctypes').CDLL('librt.so.1').mq_open(('/' + W['token']).encode(), 0) >= 0"
KEYRING = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
for ring in (-4, -5, -3):
    key = libc.syscall(248, b"user", W["token"].encode(), b"planted", 7, ring)
    if key >= 0:
        libc.syscall(250, 5, key, 0x3f3f3f3f, 0, 0)
        libc.syscall(250, 15, key, 300, 0, 0)
"""
KEYRING_FOUND = (
    "__import__('ctypes').CDLL(None).syscall(249, b'user', W['token'].encode(), None, -4) >= 0 or "
    "__import__('ctypes').CDLL(None).syscall(250, 10, -4, b'user', W['token'].encode(), 0) >= 0"
)
SERVER = """
import subprocess
code = '''
import socket, sys, time
line = socket.socket(socket.AF_UNIX)
line.bind(chr(0) + "planted-" + sys.argv[1].split(":")[1].rstrip(";"))
line.listen()
time.sleep(900)
'''
subprocess.Popen([sys.executable, "-S", "-c", code, f"{ME}:{W['token']};"],
                 start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
time.sleep(0.5)
"""
SERVER_FOUND = (
    "__import__('socket').socket(__import__('socket').AF_UNIX).connect_ex('\\0planted-' + W['token']) == 0"
)
# What a fork of a warm process could hand on: patched modules in the parent's memory.
MODULES = """
import builtins, numpy
builtins.planted = numpy.planted = W["token"]
numpy.exp = lambda *args, **kwargs: 0
sys.modules["planted"] = sys
os.environ["PLANTED"] = W["token"]
"""
MODULES_FOUND = (
    "hasattr(__import__('builtins'), 'planted') or 'planted' in sys.modules or 'PLANTED' in os.environ"
)
PARENTS_MEMORY = """
if inside():
    for pid in {os.getppid(), *range(1, 30)} - {os.getpid()}:
        try:
            with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
                print("opened", "the memory of a parent")
                for line in maps:
                    if "[heap]" in line:
                        start = int(line.split("-")[0], 16)
                        memory.seek(start)
                        memory.write(memory.read(8))
        except OSError as problem:
            print(type(problem).__name__)
"""


def _plants(
    name: str, code: str, probe: str, works_in: str | None = "plain", why: str = "", earned=70
) -> Attack:
    return Attack(
        name, "planting", first(name, code), seen, works_in, why, earned, probe
    )  # the probe runs in a later student's notebook, with the attack's own W


def _in_file(name: str, path: str) -> Attack:
    return _plants(name, FILE + f"plant({path})", FOUND.format(path=path))


ATTACKS = [
    *(_in_file(name, path) for name, path in PLACES.items()),
    _plants("module-in-folder", FOLDER, FOLDER_FOUND),
    _plants("system-V-memory", SYSTEM_V, SYSTEM_V_FOUND),
    _plants("system-V-semaphore", SEMAPHORE, SEMAPHORE_FOUND),
    _plants("message-queue", QUEUE, QUEUE_FOUND),
    _plants("keyring", KEYRING, KEYRING_FOUND),
    _plants("server-left-behind", SERVER, SERVER_FOUND),
    _plants("patched-modules", MODULES, MODULES_FOUND, None,
            "stock nbgrader starts every kernel anew: only a grader that forks warm ones could fail here", 50),
    Attack("parents-memory", "planting", first("parents-memory", PARENTS_MEMORY),
           lambda world, outcome: "opened the memory of a parent" in outcome.outputs, None,
           "writing to the memory of the test's own process is no harmless form; `memory-of-others` reads it"),
]  # fmt: skip
