"""Proofs that a sandbox holds here and now: each protection is tried from inside a real job.

`prove` is what `cnn-course doctor` prints; `enough` is what `cnn-course grade` asks before it runs anything.
"""

from __future__ import annotations

import inspect
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..values.limits import Limits
from . import landlock, seccomp, trials
from .outside import Outside

# small, so that passing them takes seconds
TRIAL = Limits(cpu_seconds=4, memory_mb=300, processes=32, file_mb=4, scratch_mb=16)
PATIENCE, HURRY = 30, 2  # seconds by the clock: for every trial, and for that of the clock itself
CALLS = ("mount", "unshare", "setns", "ptrace", "process_vm_readv", "keyctl", "io_uring_setup", "userfaultfd")


@dataclass(frozen=True)
class Proof:
    """One protection: whether it holds, and in words what was seen."""

    protection: str
    holds: bool
    words: str


@dataclass(frozen=True)
class Protection:
    """How a protection is tried: by trials one after the other, the last of which tells.

    `must`: no grading without it. `ends`: it may hold by ending the job. `clock`: it holds by
    ending the job in time. `after` asks the outside what it noticed.
    """

    name: str
    trials: tuple[Callable[[dict], str], ...]
    must: bool = False
    ends: bool = False
    clock: bool = False
    after: Callable[[Outside], str] = lambda outside: ""


PROTECTIONS = (
    Protection("files outside cannot be read", (trials.read_secrets,), must=True),
    Protection("files outside cannot be written", (trials.write_outside,), must=True, after=Outside.written),
    Protection("private /tmp and home", (trials.see_scratch,), must=True),
    Protection("own process list", (trials.see_processes,), must=True, after=Outside.signalled),
    Protection("no TCP", (trials.reach_tcp,), must=True),
    Protection("no UDP", (trials.reach_udp,), must=True, after=Outside.heard),
    Protection("no Unix sockets of others", (trials.reach_unix_sockets,), must=True, after=Outside.delivered),
    Protection("no shared memory of others", (trials.reach_shared_memory,)),
    Protection("no privileges", (trials.have_privileges,)),
    Protection("Landlock", (trials.make_device,)),
    Protection("seccomp", (trials.make_system_calls,)),
    Protection("nothing stays for a later job", (trials.leave_behind, trials.find_left), after=Outside.left),
    Protection("memory limit", (trials.take_memory,), ends=True),
    Protection("memory limit, processes together", (trials.take_memory_together,), ends=True),
    Protection("memory limit, memory of no process", (trials.take_memory_of_no_process,), ends=True),
    Protection("processor limit", (trials.take_processor,), ends=True),
    Protection("process limit", (trials.start_processes,)),
    Protection("file-size limit", (trials.write_long_file,)),
    Protection("scratch limit", (trials.fill_scratch,)),
    Protection("time limit", (trials.stay,), clock=True),
)
ESSENTIAL = tuple(protection for protection in PROTECTIONS if protection.must)  # these take a second or two


def prove(
    run: Callable[[str, float], str],
    limits: Limits = TRIAL,
    secrets: Sequence[Path] = (),
    protections: Iterable[Protection] = PROTECTIONS,
) -> list[Proof]:
    """Try each protection in jobs of its own.

    `run(source, seconds)` executes Python source in a fresh job under `limits` and returns what it printed, or
    "ended: ..." when the job did not live to say it, because it passed a limit or those seconds. `secrets` are
    files and folders that no job may read, beyond those made up for the trial.
    """
    said = _said(run, trials.ready, {}, PATIENCE)
    if not said.startswith("held: "):
        words = f"no job runs: {said or 'it says nothing'}"
        return [Proof(protection.name, False, words) for protection in protections]
    with Outside(secrets) as outside:
        facts = vars(limits) | outside.facts | _kernel()
        return [_proof(protection, run, facts, outside) for protection in protections]


def enough(proofs: Iterable[Proof]) -> list[str]:
    """What is missing for grading strangers' notebooks safely; empty when nothing is.

    >>> enough([Proof(protection.name, True, "") for protection in ESSENTIAL])
    []
    >>> enough([Proof(p.name, p.name != "no UDP", "it arrived") for p in ESSENTIAL])
    ['no UDP: it arrived']
    """
    found = {proof.protection: proof for proof in proofs}
    missing = [p.name for p in ESSENTIAL if p.name not in found or not found[p.name].holds]
    return [f"{name}: {found[name].words if name in found else 'not tried'}" for name in missing]


def _proof(protection: Protection, run: Callable[[str, float], str], facts: dict, outside: Outside) -> Proof:
    seconds = HURRY if protection.clock else PATIENCE
    began = time.monotonic()
    for trial in protection.trials:
        said = _said(run, trial, facts, seconds)
    late = time.monotonic() - began >= seconds
    noticed = protection.after(outside)
    verdict, _, words = said.partition(": ")
    if noticed:
        return Proof(protection.name, False, noticed)
    if verdict == "ended" and late:
        return Proof(protection.name, protection.clock, f"the job was ended after {seconds} s")
    if verdict == "ended":
        return Proof(protection.name, protection.ends, f"the job was ended: {words}")
    if verdict not in ("held", "escaped"):
        return Proof(protection.name, False, f"the trial gave no answer: {said[:200]}")
    return Proof(protection.name, verdict == "held", words)


def _said(run: Callable[[str, float], str], trial: Callable[[dict], str], facts: dict, seconds: float) -> str:
    source = f"{inspect.getsource(trials)}\nprint({trial.__name__}({facts | {'seconds': seconds}!r}))\n"
    lines = run(source, seconds).strip().splitlines()
    return lines[-1] if lines else ""


def _kernel() -> dict:
    why = seccomp.unsupported()
    column = -1 if why else seccomp.MACHINES[platform.machine()].column
    calls = {} if why else {name: seccomp.REFUSED[name][column] for name in CALLS}
    with suppress(OSError):
        return {"landlock": landlock.version(), "calls": calls, "no_seccomp": why}
    return {"landlock": 0, "calls": calls, "no_seccomp": why}
