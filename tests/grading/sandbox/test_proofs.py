"""The proofs themselves: with nothing around a job every one says so, and behind the walls each holds."""

import os
import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import psutil
import pytest

from cnn_helpers.grading.sandbox import isolation, landlock, proofs, seccomp, zygote
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.sandbox.outside import Outside
from cnn_helpers.grading.sandbox.plain import run_plain
from cnn_helpers.grading.sandbox.proofs import ESSENTIAL, PROTECTIONS, TRIAL, Proof, enough, prove
from cnn_helpers.grading.sandbox.walls import walls as there

linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
without_kernel_walls = pytest.mark.skipif(
    not landlock.version() or bool(seccomp.unsupported()), reason="this kernel lacks Landlock or seccomp"
)


def walls(test):
    """Marks what needs all walls there are."""
    return pytest.mark.sandbox(without_kernel_walls(test))


def without_walls(source: str, seconds: float) -> str:
    """The source in a plain Python process."""
    # by standard input: on its command line, the process would find the facts of the trial itself
    ran = subprocess.run(
        [sys.executable, "-"], input=source, capture_output=True, text=True, timeout=seconds + 100
    )
    return ran.stdout if ran.returncode == 0 else f"ended: {ran.returncode} {ran.stderr[-500:]}"


@linux
def test_without_walls_every_proof_says_so():
    """So each could fail: none of them holds for a reason of its own."""
    held = {proof.protection for proof in prove(without_walls) if proof.holds}
    status = Path("/proc/self/status").read_text()
    # in some containers even the tests run without any privilege to take away
    powerless = "NoNewPrivs:\t1" in status and "CapEff:\t0000000000000000" in status
    assert held == ({"no privileges"} if powerless else set())


@walls
@pytest.mark.parametrize("wall", there(), ids=lambda wall: wall.name.partition(" (")[0])
def test_every_protection_holds_in_a_sandbox(wall):
    with Sandbox(limits=TRIAL, wall=wall) as sandbox:
        found = prove(partial(run_plain, sandbox))
    assert [proof.protection for proof in found] == [protection.name for protection in PROTECTIONS]
    assert not [proof for proof in found if not proof.holds]
    assert enough(found) == []


@walls
def test_walls_of_the_kernel_alone_hold_what_they_can(tmp_path):
    """Landlock and seccomp without namespaces: files and sockets, but not the names of files and processes."""

    def run(source, seconds):
        first = f"""
import os, sys
from cnn_helpers.grading.sandbox import landlock, seccomp
os.environ["HOME"] = os.environ["TMPDIR"] = {str(tmp_path)!r}
landlock.restrict([{str(tmp_path)!r}, "/dev/null"], ["/usr", "/lib", "/lib64", "/etc", "/proc", sys.prefix,
                  sys.base_prefix], optional=["/lib64"])
seccomp.restrict()
"""
        return without_walls(first + source, seconds)

    tried = [
        protection
        for protection in PROTECTIONS
        if protection.must or protection.name in ("Landlock", "seccomp")
    ]
    found = {proof.protection: proof for proof in prove(run, protections=tried)}
    assert [name for name, proof in found.items() if not proof.holds] == MISSED
    assert [words.partition(":")[0] for words in enough(found.values())] == MISSED


MISSED = ["files outside cannot be written", "private /tmp and home", "own process list"]


@linux
@pytest.mark.parametrize("alone", [True, False])
def test_a_job_that_nothing_else_holds_starts_in_namespaces_or_not_at_all(alone, in_child, monkeypatch):
    monkeypatch.setattr(isolation, "new_namespaces", lambda: False)
    monkeypatch.setattr(zygote, "job", lambda *given: None)
    channel, (told, status) = socket.socketpair(), socket.socketpair()

    def kept():
        zygote.keep({"apart": True, "alone": alone}, channel[0].detach(), status.detach())

    with told:
        if alone:
            with pytest.raises(PermissionError, match="no namespaces"):
                in_child(kept)
        else:
            in_child(kept)
            assert b'"apart": false' in told.recv(100)


@linux
def test_a_file_that_the_teacher_names_is_looked_for_too(tmp_path):
    (tmp_path / "solutions").mkdir()
    reads = [protection for protection in PROTECTIONS if protection.name == "files outside cannot be read"]

    def hiding(source, seconds):
        """A sandbox that hides what was made up, and forgets the teacher's."""
        return without_walls(source.replace("cnn-course-trial", "nowhere"), seconds)

    assert prove(hiding, protections=reads)[0].holds
    (proof,) = prove(hiding, secrets=[tmp_path / "solutions"], protections=reads)
    assert not proof.holds
    assert str(tmp_path / "solutions") in proof.words


def test_sandbox_in_which_nothing_runs_proves_nothing():
    for said in ("", "ended: exit code 1", "Traceback"):
        found = prove(lambda source, seconds, said=said: said)
        assert len(found) == len(PROTECTIONS)
        assert not any(proof.holds for proof in found)
        assert all("no job runs" in proof.words for proof in found)


@linux
@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("held: yes", {"no TCP", "memory limit", "time limit"}),
        ("escaped: no", set()),
        ("ended: killed", {"memory limit"}),
        ("NameError: x", set()),
        ("", set()),
    ],
)
def test_only_a_limit_may_hold_by_ending_the_job(said, holds):
    def run(source, seconds):
        return "held: ready" if "print(ready(" in source else said

    tried = [
        protection
        for protection in PROTECTIONS
        if protection.name in ("no TCP", "memory limit", "time limit")
    ]
    assert {proof.protection for proof in prove(run, protections=tried) if proof.holds} == holds


@linux
def test_running_out_of_time_proves_the_time_limit_alone(monkeypatch):
    """A job that is merely slow has not met its memory limit."""
    import time

    monkeypatch.setattr(proofs, "PATIENCE", 0.1)
    monkeypatch.setattr(proofs, "HURRY", 0.1)

    def run(source, seconds):
        if "print(ready(" in source:
            return "held: ready"
        time.sleep(seconds)
        return "ended: no answer came in time"

    tried = [protection for protection in PROTECTIONS if protection.name in ("memory limit", "time limit")]
    assert [proof.holds for proof in prove(run, protections=tried)] == [False, True]


@linux
def test_nothing_of_a_trial_stays_on_the_machine():
    with Outside() as outside:
        token, process = outside.facts["token"], outside.facts["process"]
        places = [outside.facts["folders"][0], *outside.facts["scratch"]]
        assert all(os.path.exists(path) for path in places)
        assert outside.written() == outside.signalled() == outside.heard() == outside.left() == ""
    assert token not in " ".join(os.listdir("/var/tmp") + os.listdir("/tmp"))
    assert not any(os.path.exists(path) for path in places)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@linux
def test_nothing_of_a_trial_runs_on_when_its_process_is_killed():
    """The process that is tried is stopped, so it would stay for ever, and hold the killed one's output open."""
    code = "from cnn_helpers.grading.sandbox.outside import Outside\n"
    code += "with Outside() as outside: print(outside.facts['process'], flush=True); input()"
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as trial:
        process = int(trial.stdout.readline())
        os.kill(process, 0)
        trial.kill()
        assert trial.stdout.read() == b"", "nobody else holds the output open"
    left = psutil.wait_procs([psutil.Process(process)] if psutil.pid_exists(process) else [], 10)[1]
    assert all(one.status() == psutil.STATUS_ZOMBIE for one in left), "not every init takes zombies away"


def test_what_is_missing_is_named_and_the_rest_is_not_asked():
    found = [Proof(protection.name, protection.must, "seen") for protection in PROTECTIONS]
    assert enough(found) == []
    assert enough(found[1:]) == [f"{ESSENTIAL[0].name}: not tried"]
    assert enough([Proof(ESSENTIAL[0].name, False, "it was read"), *found[1:]]) == [
        f"{ESSENTIAL[0].name}: it was read"
    ]
