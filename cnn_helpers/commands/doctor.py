"""What this machine has of the things the course uses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .extras import EXTRAS, how_to_install, missing_packages

if TYPE_CHECKING:
    from ..grading.sandbox.walls import Wall

PACKAGES = (
    "numpy",
    "tensorflow",
    "keras",
    "jupyterlab",
    "nbgrader",
    "matplotlib",
    "scikit-learn",
)
DEVICES = (
    "import json, tensorflow as tf; print(json.dumps([d.name for d in tf.config.list_logical_devices()]))"
)
# what bubblewrap does first: a user namespace, and in it a mount
NAMESPACE = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
me = os.getuid()
for made in (lambda: libc.unshare(0x10020000), lambda: open("/proc/self/uid_map", "w").write(f"{me} {me} 1") and 0,
             lambda: libc.mount(None, b"/", None, (1 << 18) | 16384, None)):
    if made():
        raise SystemExit(os.strerror(ctypes.get_errno()))
"""
SETTINGS = (
    (
        "kernel/unprivileged_userns_clone",
        "0",
        "Debian's kernel switches them off: sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    (
        "user/max_user_namespaces",
        "0",
        "none is allowed: sudo sysctl -w user.max_user_namespaces=15000",
    ),
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor takes their rights away (Ubuntu since 23.10): "
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
)
INSTALL_CARRIER = (
    "not installed (pip install -c constraints.txt -e '.[sandbox]'); no matter where another wall holds"
)
REFUSES = "cnn-course grade runs the sample class alone here and refuses others, unless told --unsafe"
IN_A_CONTAINER = (
    "no setting of the kernel says why: a container has to be started with a seccomp profile "
    "that allows unshare and mount"
)


@dataclass(frozen=True)
class Finding:
    """One thing, whether it is there, and what that means."""

    thing: str
    found: bool
    words: str


def findings() -> list[Finding]:
    """Everything looked at, in order."""
    found = [
        Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0] + " (3.11 or newer is needed)")
    ]
    found += [_package(name) for name in PACKAGES]
    found.append(_devices())
    found.append(Finding("processor cores", True, str(len(os.sched_getaffinity(0)))))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    found.append(
        Finding("Chromium", bool(chromium), chromium or "missing: the tests that look at pages are skipped")
    )
    return found


def extra_findings() -> list[Finding]:
    """Which extras of the package are installed whole."""
    return [_extra(extra, purpose) for extra, purpose in EXTRAS.items()]


def _extra(extra: str, purpose: str) -> Finding:
    missing = missing_packages(extra)
    if missing:
        return Finding(extra, False, f"{purpose}; missing {', '.join(missing)}: {how_to_install(extra)}")
    return Finding(extra, True, purpose)


def networks() -> list[Finding]:
    """Which real trained networks are here, and whether their files are whole."""
    from ..pretrained.packages import PACKAGES as NETWORKS

    return [_network(name, shipped) for name, shipped in NETWORKS.items()]


def _network(name: str, shipped: Any) -> Finding:
    from ..pretrained.packages import files_of

    try:
        size = sum(path.stat().st_size for path in files_of(name))
    except (ImportError, OSError) as problem:
        return Finding(name, False, str(problem))
    return Finding(name, True, f"{shipped.what}; {size / 1e6:.1f} MB, {shipped.licence}")


def trained_networks(folder: Path | None = None) -> list[Finding]:
    """Which networks the course trained itself are here, whole, and how good their logs say they are."""
    from ..pretrained.trained_weights import FOLDER, trained_names

    folder = folder or FOLDER
    return [_trained(name, folder) for name in trained_names(folder)]


def _trained(name: str, folder: Path) -> Finding:
    from ..pretrained.trained_weights import read_log, whole_file

    try:
        size, log = len(whole_file(name, folder)), read_log(name, folder)
    except OSError as problem:
        return Finding(name, False, f"{problem}; make it anew: cnn-course train {name}")
    score, value = next(iter(log["scores"].items()))
    return Finding(name, True, f"{log['makes']}; {size / 1e6:.1f} MB, {score} {value:.3f}")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "missing: run make course, or pip install -c constraints.txt -e .")


def _devices() -> Finding:
    """TensorFlow's devices, asked in a process of its own so that its start-up messages stay there."""
    quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    asked = subprocess.run([sys.executable, "-c", DEVICES], env=quiet, text=True, capture_output=True)
    if asked.returncode:
        reason = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Finding("TensorFlow's devices", False, f"it does not start: {reason}")
    return Finding("TensorFlow's devices", True, ", ".join(json.loads(asked.stdout.splitlines()[-1])))


def sandbox_findings() -> list[Finding]:
    """What holds students' notebooks in on this machine: what the system has, then each protection as it was tried.

    Those are the protections of the first wall that holds, or of the last one that was tried; the last line says
    whether `cnn-course grade` runs strangers' notebooks here, and behind which wall.
    """
    if sys.platform != "linux":
        return [Finding("sandbox", False, f"it needs Linux, this is {sys.platform}; {REFUSES}")]
    from ..grading.sandbox.walls import walls

    found = [_bubblewrap(), _carried_bubblewrap(), _namespaces(), _landlock(), _seccomp()]
    refused: list[Finding] = []
    for wall in walls():
        proofs, missing = _tried(wall)
        if not missing:
            words = f"cnn-course grade runs any notebook here, behind {wall.name}"
            return [*found, *refused, *proofs, Finding("sandbox", True, words)]
        refused.append(Finding(wall.name, False, f"does not hold: {'; '.join(missing)}"))
    return [*found, *proofs, *refused, Finding("sandbox", False, f"no wall holds; {REFUSES}")]


def _tried(wall: Wall) -> tuple[list[Finding], list[str]]:
    """Each protection behind a wall, and what is missing for grading safely."""
    from ..grading.sandbox.jobs import NoSandbox, Sandbox
    from ..grading.sandbox.plain import run_plain
    from ..grading.sandbox.proofs import TRIAL, enough, prove

    try:
        with Sandbox(limits=TRIAL, wall=wall) as sandbox:
            proofs = prove(partial(run_plain, sandbox))
    except (OSError, NoSandbox) as problem:
        return [], [str(problem)]
    return [Finding(proof.protection, proof.holds, proof.words) for proof in proofs], enough(proofs)


def _bubblewrap() -> Finding:
    path = shutil.which("bwrap")
    if path is None:
        return Finding("bubblewrap of the system", False, "missing: sudo apt install bubblewrap")
    asked = subprocess.run([path, "--version"], text=True, capture_output=True)
    if asked.returncode:
        return Finding("bubblewrap of the system", False, f"{path} does not start: {asked.stderr.strip()}")
    return Finding("bubblewrap of the system", True, f"{asked.stdout.split()[-1]} ({path})")


def _carried_bubblewrap() -> Finding:
    from ..grading.sandbox import bubblewrap

    try:
        path = bubblewrap.carried()
    except bubblewrap.NotTrusted as problem:
        return Finding("packaged bubblewrap", False, f"not used: {problem}")
    words = f"its files are those that were weighed ({path})" if path else INSTALL_CARRIER
    return Finding("packaged bubblewrap", bool(path), words)


def _namespaces(settings: Path = Path("/proc/sys")) -> Finding:
    """User namespaces, tried in a process of its own."""
    asked = subprocess.run([sys.executable, "-I", "-c", NAMESPACE], text=True, capture_output=True)
    if asked.returncode == 0:
        return Finding("user namespaces", True, "allowed")
    reason = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
    return Finding("user namespaces", False, f"{reason}; {_advice(settings)}")


def _advice(settings: Path) -> str:
    """What switches user namespaces off here, and how to switch them on."""
    for name, off, words in SETTINGS:
        path = settings / name
        if path.exists() and path.read_text().strip() == off:
            return words
    return IN_A_CONTAINER


def _landlock() -> Finding:
    from ..grading.sandbox import landlock

    abi = landlock.version()
    if not abi:
        return Finding("Landlock in the kernel", False, "missing: Linux 5.13 or newer, with landlock in lsm=")
    closed = ["files"] + [
        what for what, since in (("TCP", 4), ("devices", 5), ("signals", 6)) if abi >= since
    ]
    return Finding("Landlock in the kernel", True, f"ABI {abi}: {', '.join(closed)}")


def _seccomp() -> Finding:
    from ..grading.sandbox import seccomp

    why = seccomp.unsupported()
    return Finding(
        "seccomp in the kernel", not why, why or f"{len(seccomp.REFUSED)} system calls are refused to jobs"
    )
