"""The untrusted pass: a sanitised notebook goes in, its outputs and its questions' results come out.

What ends the kernel, or seems to (a cell or a question), is left out after a second time, and all else runs
again: one bad cell does not take the marks of the others, nor does a machine that stood still for a while.
"""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import nbformat
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_output

from ..judging.judge import grade, judged_with_right
from ..sandbox.jobs import NoSandbox, Sandbox
from ..values.results import FamilyResult, QuestionResult, shown
from ..values.submission_run import LIMIT, SUSPICIOUS, Executed, Handed, Remark
from . import function_server
from .grading_task import GradingTask
from .kernel import CellStuck, Player
from .limit_remarks import hit_in, ran_out_of_memory
from .model_inspector import Inspector
from .result_cells import asked_in, show_results
from .right_helpers import Oracle
from .sandboxed_functions import Garbled, SandboxedFunctions, Stuck

START_SECONDS = 60
MOST_ATTEMPTS = 20
IN_A_CELL = re.compile(r"\((?:\S+\.py|<[^>]*>), line (\d+)\)")
UNREADABLE = "cannot be read"
CRASHES = {-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGILL, -signal.SIGTRAP}


def execute(task: GradingTask, handed: Handed, sandbox: Sandbox) -> Executed:
    """Run and judge one submission in `sandbox`, which was opened for this grading task. Raises NoSandbox.

    Never raises for anything that a notebook does.
    """
    return asyncio.run(_Run(task, handed, sandbox).to_the_end())


class _Ended(Exception):
    """The kernel has ended or must be ended; `culprit` is ("cell", index) or ("question", name)."""

    def __init__(self, culprit: tuple, reason: str, sure: bool):
        super().__init__(reason)
        self.culprit, self.reason, self.sure = culprit, reason, sure


class _Run:
    """One submission: attempts until every cell and question has run or is known to end the kernel."""

    def __init__(self, task: GradingTask, handed: Handed, sandbox: Sandbox):
        self.task, self.handed, self.sandbox = task, handed, sandbox
        self.notebook = nbformat.reads(handed.notebook, as_version=4)
        self.results: dict[str, QuestionResult] = {}
        self.left_out: dict[tuple, str] = {}
        self.remarks: list[Remark] = list(handed.remarks)
        self.began = time.monotonic()
        self.stages: defaultdict[str, float] = defaultdict(float)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        finally:
            self.stages[stage] += time.monotonic() - began

    @property
    def seconds_left(self) -> float:
        return self.task.limits.wall_seconds - (time.monotonic() - self.began)

    async def to_the_end(self) -> Executed:
        deaths: Counter = Counter()
        for _ in range(MOST_ATTEMPTS):
            if self.seconds_left <= 0 or not await self._attempt_noting(deaths):
                break
        self._say_what_is_missing()
        show_results(self.notebook, self.results)
        remarks = dict.fromkeys([*self.remarks, *hit_in(self.notebook, self.results, self.task.limits)])
        seconds = round(time.monotonic() - self.began, 2)
        stages = {stage: round(taken, 3) for stage, taken in self.stages.items()}
        notebook = nbformat.writes(self.notebook)
        return Executed(notebook, self.results, tuple(remarks), seconds, stages=stages)

    async def _attempt_noting(self, deaths: Counter) -> bool:
        """One attempt; whether another is needed."""
        try:
            await self._attempt()
        except _Ended as end:
            deaths[end.culprit] += 1
            if end.sure or deaths[end.culprit] > 1:
                self._leave_out(end)
            return True
        return False

    async def _attempt(self) -> None:
        self.filled: _Ended | None = None  # blames the cell after which nearly all memory was taken
        request = {"forbidden": list(self.task.forbidden), "files": self.handed.files}
        player = Player(self.notebook, self.sandbox, request)
        oracle, inspector = Oracle(self.sandbox, self.task.sources), Inspector(self.sandbox)
        try:
            with self._timed("starting"):
                functions = await self._started(player, oracle, inspector)
            for index, cell in enumerate(self.notebook.cells):
                await self._cell(player, functions, index, cell)
        finally:
            self.remarks += [Remark(LIMIT, note) for note in player.notes]
            with self._timed("ending"):
                await player.stop()
                oracle.close()
                inspector.close()

    async def _started(self, player: Player, oracle: Oracle, inspector: Inspector) -> SandboxedFunctions:
        """The functions with a kernel that is up. Raises NoSandbox when it does not come up."""
        await player.km.start_kernel()
        provisioner = player.provisioner
        provisioner.watch.until(self.seconds_left)
        job = provisioner.job
        functions = SandboxedFunctions(
            job.channel, self.task, oracle, inspector, lambda: job.signal(signal.SIGINT)
        )
        try:
            await asyncio.get_running_loop().run_in_executor(None, functions.ready, START_SECONDS)
            await player.connect(START_SECONDS)
        except (Stuck, DeadKernelError) as problem:
            raise NoSandbox(f"a kernel did not start in the sandbox: {problem}") from None
        return functions

    async def _cell(
        self, player: Player, functions: SandboxedFunctions, index: int, cell: nbformat.NotebookNode
    ) -> None:
        if cell.cell_type != "code" or "skip-execution" in cell.metadata.get("tags", []):
            return
        if ("cell", index) not in self.left_out:
            with self._timed("cells"), self._blaming(player, ("cell", index)):
                await player.play(index)
            if self.filled is None and player.provisioner.watch.full():
                limit = f"the memory limit of {player.limits.memory_mb} MB"
                self.filled = _Ended(("cell", index), f"met {limit} and left nothing to others", sure=True)
        name = asked_in(cell)
        if name and name not in self.results and name in self.task.questions:
            functions.judged = set(self.results)
            functions.failed = failed_cells(self.notebook)
            functions.given_up = {
                which: why for (kind, which), why in self.left_out.items() if kind == "question"
            }
            with self._timed("questions"), self._blaming(player, ("question", name)):
                result = await player.run_silently(
                    function_server.CODE, lambda: _judged(self.task, name, functions)
                )
            if self.filled and ran_out_of_memory(result):
                raise self.filled
            self.results[name] = result
            self.remarks += [Remark(SUSPICIOUS, f"the notebook {what}") for what in functions.remarks]
            functions.remarks.clear()

    def _blaming(self, player: Player, culprit: tuple) -> _Blame:
        return _Blame(player, culprit, self.filled)

    def _leave_out(self, end: _Ended) -> None:
        kind, which = end.culprit
        self.left_out[end.culprit] = end.reason
        if kind == "cell":
            text = f"cell {which + 1} {end.reason}; it was left out"
            error = new_output("error", ename="LeftOut", evalue=text, traceback=[text])
            self.notebook.cells[which].outputs = [error]
        else:
            text = f"`{which}` {end.reason}"
            self.results[which] = nothing_won(self.task, which, text)
        self.remarks.append(Remark(SUSPICIOUS if UNREADABLE in end.reason else LIMIT, text))

    def _say_what_is_missing(self) -> None:
        limit = f"the time limit of {self.task.limits.wall_seconds:g} s for the whole notebook was passed"
        for name in self.task.questions:
            if name not in self.results:
                self.results[name] = nothing_won(self.task, name, f"not reached: {limit}")
                self.remarks.append(Remark(LIMIT, limit))


class _Blame:
    """Turns whatever ends the kernel while this lasts into _Ended with its reason.

    In a memory that an earlier cell has filled, compiled code crashes anywhere: that cell is the culprit then.
    """

    def __init__(self, player: Player, culprit: tuple, filled: _Ended | None = None):
        self.player, self.culprit, self.filled = player, culprit, filled

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        if not isinstance(problem, Exception) or isinstance(problem, NoSandbox):
            return
        provisioner = self.player.provisioner
        if provisioner.watch.hit:
            raise _Ended(self.culprit, f"passed {provisioner.watch.hit}", sure=True) from None
        if isinstance(problem, CellStuck | Garbled):
            sure = getattr(problem, "sure", True)
            raise _Ended(self.culprit, str(problem), sure) from None
        # its sockets close before it has quite ended, on a busy machine by seconds
        if provisioner.job.ended_within(5):
            code = provisioner.job.exit_code
            if self.filled and code in CRASHES:
                raise self.filled from None
            how = _how(code)
            raise _Ended(self.culprit, f"ended the kernel, twice ({how})", sure=False) from None
        if isinstance(problem, Stuck):
            raise _Ended(self.culprit, f"could not be judged: {problem}", sure=True) from None
        # whatever else goes wrong between two Jupyter ends was said by the one that is not trusted
        raise _Ended(self.culprit, f"sent messages that {UNREADABLE}", sure=True) from None


def _how(code: int | None) -> str:
    if code is None:
        return "no exit code"
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def failed_cells(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """The cells for answers that ended with an exception, by question: what they say, and in which line of the cell."""
    found = {}
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader", {})
        errors = [output for output in cell.get("outputs", ()) if output.output_type == "error"]
        if marks.get("solution") and errors:
            told = f"{errors[-1].ename}: {errors[-1].evalue}"
            found[marks["grade_id"]] = IN_A_CELL.sub(r"(line \1 of the cell)", told)
    return found


def _judged(task: GradingTask, name: str, functions: SandboxedFunctions) -> QuestionResult:
    functions.begin()
    result = grade(task, name, functions)
    functions.end()
    for family in result.families:
        family.problem = shown(family.problem)
    result.mistake, result.hint = shown(result.mistake), shown(result.hint)  # they may quote what came back
    replaced = [helper for helper in functions.helpers_of(name) if helper in functions.given_up]
    if replaced and not result.note:
        result.note = judged_with_right(replaced)
    return result


def nothing_won(task: GradingTask, name: str, reason: str) -> QuestionResult:
    """A question's result when its function could not be asked."""
    question = task.public(name)
    lost = [FamilyResult(f.title, 0.0, f.points, f.cases[0][0].words, reason) for f in question.families]
    return QuestionResult(name, question.points, lost)
