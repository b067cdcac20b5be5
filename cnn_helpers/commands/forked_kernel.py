"""Kernels that need not load TensorFlow: one process loads what nearly every page imports, and each kernel is its fork.

Loading takes about eight seconds of processor time, for each of some sixty pages.
The loaded process has started no thread of TensorFlow's, so that its forks can start their own.
"""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from subprocess import Popen
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

POSSIBLE = sys.platform == "linux"  # elsewhere a fork of a process that has loaded system libraries may fail
USUAL = (  # not matplotlib_inline.backend_inline: findings/inline-backend-loaded-early-shows-no-figure.sh
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "matplotlib.pyplot",
    "myst_nb",
    "scipy.signal",
    "sklearn.model_selection",
    "tensorflow",
    "keras",
)


def manager(loaded: tuple[str, ...] = USUAL) -> AsyncKernelManager:
    """A kernel manager for one notebook, to be passed to nbclient as `km`; its kernel has `loaded` these modules.

    All kernels of this process are forks of one other process, which loads what the first of them asks for.
    """
    get_context("forkserver").set_forkserver_preload(list(loaded))
    made = _ForkingManager()
    made.provisioner = _ForkProvisioner(kernel_id="", kernel_spec=made.kernel_spec, parent=made)
    return made


def become_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Be the kernel that a command line of `ipykernel_launcher` asks for, until it is told to end."""
    from ipykernel.kernelapp import IPKernelApp

    os.chdir(folder)
    os.environ.update(environment)
    sys.path[:] = [place for place in sys.path if place not in ("", os.getcwd())]  # as the launcher does
    app = IPKernelApp.instance(parent_handle=os.getppid())  # it ends with the process that it was forked from
    app.initialize(arguments)
    app.start()


class _ForkingManager(AsyncKernelManager):
    provisioner: _ForkProvisioner

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=["ipykernel", "-f", "{connection_file}"])


class _ForkProvisioner(LocalProvisioner):
    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # read when loaded
        folder, environment = kwargs.get("cwd") or os.getcwd(), kwargs.get("env") or {}
        fork = get_context("forkserver").Process(target=become_kernel, args=(cmd[1:], folder, environment))
        fork.start()
        self.process = cast("Popen", _Forked(fork))
        self.pid = fork.pid  # it has no group of its own: signals go to the kernel alone
        return self.connection_info


class _Forked:
    """What the library uses of a subprocess.Popen, for a fork."""

    stdin = stdout = stderr = None

    def __init__(self, fork: BaseProcess):
        self._fork = fork

    def poll(self) -> int | None:
        return self._fork.exitcode

    def wait(self) -> int | None:
        self._fork.join()
        return self._fork.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None and self._fork.pid:
            os.kill(self._fork.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)
