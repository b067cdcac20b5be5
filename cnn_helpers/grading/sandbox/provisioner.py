"""A Jupyter kernel provisioner whose kernels are sandboxed jobs; nbclient and nbgrader use it unchanged.

Registered as `cnn-course-sandbox`: a kernelspec names it in `metadata.kernel_provisioner`, or the environment
variable JUPYTER_DEFAULT_PROVISIONER_NAME does. A kernel manager with a `sandbox` attribute has its kernels
made there; others share one sandbox a process.
"""

from __future__ import annotations

import asyncio
import atexit
import secrets
import signal
from typing import Any, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import KernelProvisionerBase

from .jobs import Job, Sandbox
from .watch import Watch

NAME = "cnn-course-sandbox"
KERNEL = "cnn_helpers.grading.running.kernel_process:run"  # by name: only the job itself imports it
SOCKETS = ("shell_port", "iopub_port", "stdin_port", "hb_port", "control_port")


class SandboxProvisioner(KernelProvisionerBase):
    """Starts one kernel as a job; `job` and `watch` are there for whoever judges what it does."""

    _job: Job | None = None
    _watch: Watch | None = None
    common: Sandbox | None = None

    @property
    def job(self) -> Job:
        if self._job is None:
            raise RuntimeError("no kernel runs; one is needed that was started and not cleaned up")
        return self._job

    @property
    def watch(self) -> Watch:
        if self._watch is None:
            raise RuntimeError("nothing is watched; a kernel that was started is needed")
        return self._watch

    @property
    def has_process(self) -> bool:
        return self._job is not None

    async def poll(self) -> int | None:
        return self._job.poll() if self._job else 0

    async def wait(self) -> int | None:
        while self._job and self._job.poll() is None:
            await asyncio.sleep(0.01)
        return self._job.exit_code if self._job else 0

    async def send_signal(self, signum: int) -> None:
        if self._job and signum:
            self._job.signal(signum)

    async def kill(self, restart: bool = False) -> None:
        if self._job:
            self._job.signal(signal.SIGKILL)
            await self.wait()

    async def terminate(self, restart: bool = False) -> None:
        await self.kill(restart)  # what a student's kernel would do on its way out is of no interest

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        return await super().pre_launch(cmd=[], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        manager = self.parent
        sandbox = getattr(manager, "sandbox", None) or self._common()
        key = secrets.token_hex(16)
        info: dict = {"transport": "ipc", "key": key, "signature_scheme": "hmac-sha256"}
        info |= {name: place for place, name in enumerate(SOCKETS, 1)}
        more = getattr(manager, "job_request", {})
        job = sandbox.start(KERNEL, connection=info, **more)
        self._job, self._watch = job, Watch(job, sandbox.limits)
        if manager is not None:
            manager.connection_file = str(sandbox.own / f"{job.folder.name}.json")
        return cast("KernelConnectionInfo", info | {"ip": str(job.folder / "s"), "key": key.encode()})

    async def cleanup(self, restart: bool = False) -> None:
        if self._job:
            self.watch.stop()
            self._job.kill()
            self._job = None

    @classmethod
    def _common(cls) -> Sandbox:
        if cls.common is None:
            cls.common = Sandbox().open()
            atexit.register(cls.common.close)
        return cls.common
