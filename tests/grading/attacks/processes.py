"""Processes that outlive their notebook, harm others, or never end."""

from .attack import Attack, broke, either, first, late, says, survived
from .world import World

SLEEP = """
import subprocess
LINE = [sys.executable, "-S", "-c", "import time; time.sleep(900)", f"{ME}:{W['token']};"]
"""
SLEEPER = "subprocess.Popen(LINE, start_new_session=True, stdin=-3, stdout=-3, stderr=-3)"
DAEMON = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(256):
            try:
                os.close(number)
            except OSError:
                pass
        os.open("/dev/null", os.O_RDWR), os.dup(0), os.dup(0)
        os.execv(LINE[0], LINE)
    os._exit(0)
"""
STUBBORN = """
code = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]; time.sleep(900)"
subprocess.Popen([*LINE[:3], code, LINE[-1]], start_new_session=True, stdin=-3, stdout=-3, stderr=-3)
"""
AT_EXIT = """
import atexit
atexit.register(lambda: subprocess.Popen(LINE, start_new_session=True, stdin=-3, stdout=-3, stderr=-3))
"""
# Many processes, but an end to them: the engine's limit is 48, and a hundred sleepers harm no machine.
MANY = """
made = []
try:
    for _ in range(100):
        made.append(subprocess.Popen(["/usr/bin/env", "sleep", "5"], stdin=-3, stdout=-3, stderr=-3))
except OSError as problem:
    print(type(problem).__name__)
print("started", "a hundred" if len(made) == 100 else "fewer")
for process in made:
    process.kill()
    process.wait()
"""
MANY_THREADS = """
import threading
go, made = threading.Event(), []
try:
    for _ in range(400):
        thread = threading.Thread(target=go.wait, args=(20,), daemon=True)
        thread.start()
        made.append(thread)
except RuntimeError as problem:
    print(type(problem).__name__)
print("started", "400 threads" if len(made) == 400 else "fewer")
go.set()
"""
# A real fork bomb goes off only where a process namespace holds it; elsewhere nothing happens.
BOMB = """
if inside():
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.01)
"""
KILL_ALL = """
import signal
for number in (signal.SIGTERM, signal.SIGKILL):
    if inside():
        os.kill(-1, number)
        os.kill(1, number)
"""
KILL_PARENT = """
import signal
try:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(1)
except OSError as problem:
    print(type(problem).__name__)
"""
KILL_STRANGER = """
import signal
victims = set(range(2, 200)) - {os.getpid(), os.getppid()} if inside() else {W["bystander"]}
for pid in victims:
    try:
        os.close(os.pidfd_open(pid))  # refused for what is no process but a thread of one's own
        os.kill(pid, signal.SIGSTOP)
        os.kill(pid, signal.SIGCONT)
        print("stopped", "a stranger", pid)
    except OSError:
        pass
"""
SLOWED = """
try:
    os.setpriority(os.PRIO_PROCESS, 0, -5)
    print("took", "priority")
except OSError as problem:
    print(type(problem).__name__)
try:
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    print("took", "priority")
except OSError as problem:
    print(type(problem).__name__)
"""
ENDLESS = "while True:\n    pass"
DEAF = """
import signal, threading
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
while True:
    try:
        time.sleep(0.01)
    except BaseException:
        pass
"""
HELD_LOCK = """
import ctypes, signal
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
ctypes.PyDLL(None).sleep(10_000)
"""
STOPPED = "import signal\nos.kill(os.getpid(), signal.SIGSTOP)"
THREADS = """
import threading
def spin():
    while True:
        pass
for _ in range(4):
    threading.Thread(target=spin).start()
"""
HANGING_EXIT = """
import atexit
atexit.register(lambda: time.sleep(10_000))
import threading
threading.Thread(target=lambda: time.sleep(10_000)).start()
"""
ASKS = "input('may I?')"
CLOSES = """
for number in range(3, 256):
    try:
        os.close(number)
    except OSError:
        pass
"""
GARBAGE = """
for number in range(3, 256):
    try:
        os.set_blocking(number, False)
        os.write(number, b"\\xff" * 100_000)
    except OSError:
        pass
"""
HUGE_FRAMES = """
import socket, struct
for number in range(3, 256):
    for order in (">Q", "<Q", ">I", "<I"):
        try:
            os.set_blocking(number, False)
            os.write(number, struct.pack(order, 2**31 - 1) + b"{")
        except OSError:
            pass
"""
CRASH = "import ctypes\nctypes.string_at(0)"
EXIT = "os._exit(0)"
FIFO = """
import glob
for name in ("target.ipynb", "out.ipynb", "data.csv", "feedback"):
    try:
        os.path.exists(name) and os.unlink(name)
        os.mkfifo(name)
    except OSError as problem:
        print(type(problem).__name__)
"""
SLOW_ANSWERS = """
def double(x):
    import signal, time
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        try:
            time.sleep(100)
        except BaseException:
            pass
"""


def _stranger_harmed(world: World, outcome) -> bool:
    return "stopped a stranger" in outcome.outputs


def _starts(name: str, code: str) -> Attack:
    return Attack(name, "processes", first(name, SLEEP + code), survived, "plain")


def _hangs(name: str, code: str, works_in: str | None = "plain", why: str = "", earned=None) -> Attack:
    return Attack(name, "processes", first(name, code), either(broke, late), works_in, why, earned)


NO_HARM = "nbclient ends it in time too; kept so that the engine does"
ATTACKS = [
    _starts("sleeper", SLEEPER),
    _starts("daemon", DAEMON),
    _starts("stubborn-sleeper", STUBBORN),
    _starts("sleeper-at-exit", AT_EXIT),
    Attack("many-processes", "processes", first("many-processes", SLEEP + MANY), says("started a hundred"), "plain"),
    Attack("many-threads", "processes", first("many-threads", MANY_THREADS), says("started 400 threads"), "plain"),
    Attack("fork-bomb", "processes", first("fork-bomb", BOMB), broke, None, "too dangerous to run plain: "
           "`many-processes` is its harmless form", None),
    Attack("kills-everyone", "processes", first("kills-everyone", KILL_ALL), broke, None,
           "as root it would end the machine: `kills-its-parent` is its harmless form", None),
    _hangs("kills-its-parent", KILL_PARENT),
    Attack("stops-strangers", "processes", first("stops-strangers", KILL_STRANGER), _stranger_harmed, "plain"),
    Attack("takes-priority", "processes", first("takes-priority", SLOWED), says("took priority"), "plain"),
    _hangs("endless-loop", ENDLESS, None, NO_HARM, 70),
    _hangs("deaf-loop", DEAF),
    _hangs("loop-in-C", HELD_LOCK),
    _hangs("stops-itself", STOPPED),
    _hangs("spinning-threads", THREADS, None, NO_HARM),
    _hangs("hanging-exit", HANGING_EXIT, None, NO_HARM, 70),
    _hangs("asks-the-teacher", ASKS, None, NO_HARM, 70),
    _hangs("closes-descriptors", CLOSES, None, NO_HARM),
    _hangs("garbage-to-descriptors", GARBAGE, None, NO_HARM),
    _hangs("huge-frames", HUGE_FRAMES, None, NO_HARM),
    _hangs("crash", CRASH, None, NO_HARM),
    _hangs("exit", EXIT, None, NO_HARM),
    _hangs("pipes-in-place-of-files", FIFO, None, NO_HARM, 70),
    Attack("slow-answers", "processes", first("slow-answers", "", double=SLOW_ANSWERS), either(broke, late), "plain",
           earned=None),
]  # fmt: skip
