"""One submission in the sandbox: what it answers is judged, what it breaks is its own."""

import gc
import json
import os
import signal
import threading
from dataclasses import replace

import nbformat
import pytest
import zmq

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.sandboxed_functions import SandboxedFunctions
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.sandbox.provisioner import KERNEL
from cnn_helpers.grading.sandbox.watch import family
from cnn_helpers.grading.values.limits import Limits
from cnn_helpers.grading.values.submission_run import LIMIT, SUSPICIOUS, Handed

from .conftest import RIGHT, SMALL, points, told

pytestmark = pytest.mark.sandbox


def test_right_answers_get_all_points_and_cells_that_nbgrader_reads(graded):
    from nbgrader.utils import determine_grade, is_grade

    executed = graded()
    assert (points(executed), executed.remarks, executed.failed) == (RIGHT, (), "")
    cells = nbformat.reads(executed.notebook, as_version=4).cells
    assert [determine_grade(cell) for cell in cells if is_grade(cell)] == [(40.0, 40), (60.0, 60)]
    assert json.dumps(executed.to_dict())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os; os._exit(3)", "ended the kernel, twice (exit code 3)"),
        ("import ctypes; ctypes.string_at(0)", "ended the kernel, twice (signal 11)"),
        ("big = [bytearray(50_000_000) for _ in range(40)]", "the memory limit of 700 MB"),
        (
            "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
            "ran for over 8 s and could not be interrupted",
        ),
        ("while True: pass", "passed the time limit of 8 s and was interrupted"),
        ("print('x' * 3_000_000)", "output beyond the limit of 1 MB"),
        ("while True: print('x' * 10_000)", "cell 3"),
        (
            "for n in range(30): print('\\b x ' * 30_000, end='', flush=True)",
            "output beyond the limit of 1 MB",
        ),
        (
            "from IPython.display import display, HTML\ndisplay(HTML('x' * 3_000_000))",
            "put out more than 1 MB at once; it was left out",
        ),
        ("open('big', 'wb').write(bytes(5_000_000))", "met the limit of 4 MB for one file"),
        (
            "for n in range(9): open(f'f{n}', 'wb').write(bytes(3_000_000))",
            "met the limit of 16 MB for all files",
        ),
    ],
)
def test_one_bad_cell_costs_nobody_elses_marks_and_its_limit_is_named(graded, source, reason):
    executed = graded(first=source)
    assert points(executed) == RIGHT, told(executed)
    assert any(reason in remark.text for remark in executed.remarks if remark.kind == LIMIT), executed.remarks


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("import os; os._exit(0)", "ended the kernel, twice"),
        ("while True: pass", "is there a loop that never ends, or far more work than is needed?"),
        ("return [bytearray(50_000_000) for _ in range(40)]", "MemoryError"),
        ("return x.astype(object)", "cannot be judged: an array of dtype object"),
        ("return float('nan')", "is needed"),
        ("return None", "is a return missing?"),
        ("import scipy.ndimage\n    return scipy.ndimage.zoom(x, 2)", "may not be used here"),
        ("return open('/etc/shadow').read()", "it raises"),
        ("raise SystemExit", "it raises SystemExit"),
        ("import sys; sys.exit(0)", "it raises SystemExit"),
    ],
)
def test_one_bad_function_costs_its_own_question(graded, body, problem):
    executed = graded(double=f"def double(x):\n    {body}")
    assert points(executed) == {"double": 0.0, "double_sum": 60.0}
    assert problem in executed.results["double"].families[0].problem
    note = executed.results["double_sum"].note
    assert note == "It was judged with a right `double` in place of yours."


def test_function_that_is_not_there_is_said_to_be_missing(graded):
    executed = graded(double="dubble = lambda x: 2 * x")
    assert executed.results["double"].message == "x of shape (3,): `double` is not defined"
    executed = graded(double="double = 7")
    assert "`double` is no function" in executed.results["double"].message


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def double(x):\n    return (2 * x", "SyntaxError: incomplete input (line 2 of the cell)"),
        (
            "def double(x):\nreturn 2 * x",
            "IndentationError: expected an indented block after function definition",
        ),
        (
            "def double(x):\n    return 2\u00a0* x",
            "SyntaxError: invalid non-printable character U+00A0 (line 2 of",
        ),
        ("def double(x, pad=pads):\n    return 2 * x", "NameError: name 'pads' is not defined"),
    ],
)
def test_function_whose_cell_fails_is_told_what_the_cell_says(graded, source, said):
    message = graded(double=source).results["double"].message
    assert message.startswith("x of shape (3,): `double` is not defined: its cell ends with ")
    assert said in message


def test_kernel_that_dies_once_is_started_again_and_nothing_is_lost(graded, sandbox, monkeypatch):
    started, jobs = sandbox.start, []

    def start(run, *given, **more):
        job = started(run, *given, **more)
        if run == KERNEL:
            jobs.append(job)
            if len(jobs) == 1:
                import threading

                threading.Timer(1.0, job.signal, (9,)).start()
        return job

    monkeypatch.setattr(sandbox, "start", start)
    executed = graded(first="import time; time.sleep(2)")
    assert (len(jobs), points(executed), executed.remarks) == (2, RIGHT, ())


SLEEPER = "def double(x):\n    import time\n    time.sleep(0.3)\n    return 2 * x"


def test_machine_that_stands_still_during_a_call_costs_nothing(graded, sandbox, monkeypatch):
    start, stood = sandbox.start, []

    def send(number, pids):
        for pid in pids:
            os.kill(pid, number)

    def freeze(pid):
        """Keep the kernel, as its grader sees it, standing for longer than one call's seconds."""
        stood.extend(family(pid))
        send(signal.SIGSTOP, stood)
        threading.Timer(Limits.call_seconds + 1, send, (signal.SIGCONT, stood)).start()

    def starting(target, *args, **kwargs):
        job = start(target, *args, **kwargs)
        if target == KERNEL:
            monkeypatch.setattr(SandboxedFunctions, "_frame", lambda self, stamp: frame(self, stamp, job.pid))
        return job

    def frame(self, stamp, pid, read=SandboxedFunctions._frame):
        if not stood and self.helpers:  # the first frame, which names the helpers, has come: a call runs
            freeze(pid)
        return read(self, stamp)

    monkeypatch.setattr(sandbox, "start", starting)
    executed = graded(double=SLEEPER)
    assert stood
    assert points(executed) == RIGHT, told(executed)


def test_no_socket_outlives_a_submission(graded):
    def contexts():
        return {
            id(found) for found in gc.get_objects() if isinstance(found, zmq.Context) and not found.closed
        }

    gc.collect()
    before = contexts()
    graded(first="while True: pass")  # interrupted, so that every channel was used
    assert contexts() <= before


def test_whole_notebooks_time_ends_with_what_was_answered(task, sandbox, tiny, tiny_notebook):
    notebook = sample_class.fill(tiny_notebook, tiny.sources)
    graded_cells = [
        i for i, cell in enumerate(notebook.cells) if cell.metadata.get("nbgrader", {}).get("grade")
    ]
    stop = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    notebook.cells.insert(graded_cells[0] + 1, nbformat.v4.new_code_cell(stop))
    hurried = replace(task, settings=replace(task.settings, limits=replace(task.limits, wall_seconds=15)))
    slow = replace(SMALL, cell_seconds=80)
    with Sandbox(("cnn_helpers.grading.feedback",), ("scipy",), slow) as patient:
        executed = execute(hurried, Handed(nbformat.writes(notebook)), patient)
    assert points(executed) == {"double": 40.0, "double_sum": 0.0}
    assert "not reached: the time limit of 15 s" in executed.results["double_sum"].message
    limits = {remark.text for remark in executed.remarks if remark.kind == LIMIT}
    assert any("the time limit of 15 s for the whole notebook" in text for text in limits), limits
    assert not any("of 80 s" in text or "over 80 s" in text for text in limits), limits


CHANNEL = """
from cnn_helpers.grading.running.function_server import _channel as channel
from cnn_helpers.grading.values import wire
"""


@pytest.mark.parametrize(
    "junk",
    [
        "channel.send(b'junk' * 100)",
        "channel.sendall(wire.encode({'stamp': 'x', 'outcome': [1.0, None, '']}))",
        "channel.sendall(wire.LENGTHS.pack(10, 2**50))",
        "channel.close()",
    ],
)
def test_channel_that_is_tampered_with_brings_no_points(graded, junk):
    wrong = "def double(x):\n    return 3 * x"
    executed = graded(first=f"{CHANNEL}\n{junk}", double=wrong)
    assert points(executed)["double"] == 0


def test_junk_on_the_channel_is_remarked_on(graded):
    executed = graded(first=f"{CHANNEL}\nchannel.send(b'junk')")
    assert points(executed) == RIGHT
    assert [remark.kind for remark in executed.remarks] == [SUSPICIOUS]


def test_data_files_are_there_and_results_do_not_depend_on_the_last_student(graded):
    read = "value = open('data.txt').read()\nopen('data.txt', 'w').write('changed')\nprint(value)"
    for _ in range(2):
        executed = graded(first=read, files={"data.txt": b"as handed in"})
        assert "as handed in" in executed.notebook


def test_unused_import_of_a_forbidden_module_costs_nothing(graded):
    assert points(graded(first="import scipy\nfrom scipy.signal import convolve2d")) == RIGHT


def test_closing_cells_of_the_release_are_not_run(graded, tiny_notebook):
    assert any("skip-execution" in cell.metadata.get("tags", []) for cell in tiny_notebook.cells)
    assert "closing cells are not run" not in "".join(
        str(cell.outputs)
        for cell in nbformat.reads(graded().notebook, as_version=4).cells
        if "outputs" in cell
    )


@pytest.mark.parametrize(
    "body",
    ["raise ValueError('shape mismatch \\x1b[31mred')", "'\\x1b[31m'; return x + np.ones((2, 99)) @ x"],
)
def test_a_hint_that_quotes_what_came_back_holds_nothing_that_a_terminal_obeys(graded, body):
    result = graded(double=f"def double(x):\n    {body}").results["double"]
    assert result.mistake == "error: shapes-do-not-fit"
    assert (
        "double" in result.question
        and "\x1b" not in result.hint + result.message + result.families[0].problem
    )
