"""A sandboxed kernel and the client that plays a notebook's cells to it, with limits on what may come back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import groupby
from queue import Empty
from typing import TypeVar

import zmq
import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbformat.validator import ValidationError, validate
from traitlets import Any, Dict

from ..sandbox.jobs import Sandbox
from ..sandbox.provisioner import NAME, SandboxProvisioner
from ..values.limits import MB, Limits

T = TypeVar("T")
FLOOD = 10  # times the output limit, after which the cell is interrupted
STOPPING_SECONDS = 4
NEVER_MILLISECONDS = 2**30  # twelve days


class SandboxedManager(AsyncKernelManager):
    """Starts kernels in `sandbox`; `job_request` goes to the job as it is."""

    provisioner: SandboxProvisioner

    sandbox = Any()
    job_request = Dict()

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=["python"], metadata={"kernel_provisioner": {"provisioner_name": NAME}})

    def client(self, **kwargs: object) -> AsyncKernelClient:  # type: ignore[override]  # the library's own are so
        """A client that takes no message larger than the limits allow, and never connects a second time."""
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, (self.sandbox.limits.output_mb + 1) * MB)
        # not -1: libzmq 4.3.5 then takes away what had arrived, in the middle of a message, and may abort the process
        context.setsockopt(zmq.RECONNECT_IVL, NEVER_MILLISECONDS)
        context.setsockopt(
            zmq.SNDTIMEO, 1000 * STOPPING_SECONDS
        )  # else sending to a lost peer waits for ever
        return super().client(context=context, **kwargs)


class CellStuck(Exception):
    """A cell that passed its time and could not be interrupted, or whose output never ended.

    Not `sure` where a machine that stood still for some seconds would look the same.
    """

    def __init__(self, reason: str, sure: bool = True):
        super().__init__(reason)
        self.sure = sure


class Player(NotebookClient):
    """Plays cells one by one; outputs beyond the limit are left out, and `notes` says which limits were hit."""

    km: SandboxedManager
    kc: AsyncKernelClient  # None until `connect`, which comes before any cell

    def __init__(self, notebook: NotebookNode, sandbox: Sandbox, request: dict):
        manager = SandboxedManager(sandbox=sandbox, job_request=request)
        manager.provisioner = SandboxProvisioner(
            kernel_id="", kernel_spec=manager.kernel_spec, parent=manager
        )
        limits: Limits = sandbox.limits
        super().__init__(
            notebook,
            km=manager,
            timeout=limits.cell_seconds,
            interrupt_on_timeout=True,
            allow_errors=True,
            iopub_timeout=STOPPING_SECONDS,
            raise_on_iopub_timeout=True,
            on_cell_error=_shows_its_error,
            error_on_timeout={"ename": "CellTimeoutError", "evalue": f"over {limits.cell_seconds:g} s"},
            record_timing=False,
            store_widget_state=False,
        )
        self.log.disabled = True
        self.limits, self._received = limits, 0
        self.notes: list[str] = []

    @property
    def provisioner(self) -> SandboxProvisioner:
        return self.km.provisioner

    async def connect(self, seconds: float) -> None:
        """Open the client's sockets to a kernel that is up, and wait until both ends hear each other."""
        self.kc = self.km.client()
        self.kc.start_channels(hb=False, stdin=False)
        self.kc.allow_stdin = False
        for _ in range(int(seconds / 0.2) + 1):
            self.kc.kernel_info()
            try:  # a status message only comes once the subscription has arrived
                await self.kc.iopub_channel.get_msg(timeout=0.2)
                await self.kc.shell_channel.get_msg(timeout=seconds)
                return
            except Empty:
                if not await self.km.is_alive():
                    break
        raise DeadKernelError("the kernel did not come up")

    async def play(self, index: int) -> None:
        """Run one cell. Raises CellStuck, and DeadKernelError when the kernel ended meanwhile."""
        cell, self._received, self._interrupted = self.nb.cells[index], 0, False
        try:
            await self.async_execute_cell(cell, index)
        except CellTimeoutError as problem:
            if "The message was: Timeout waiting for IOPub" in str(problem) and not self._interrupted:
                said = f"put out more than {self.limits.output_mb} MB at once"
                raise CellStuck(said, sure=False) from None
            raise CellStuck(
                f"ran for over {self.limits.cell_seconds:g} s and could not be interrupted"
            ) from None
        if self._interrupted and not await self._hears():
            raise CellStuck("lost the grader's connection, by too large a message or on purpose")
        cell.outputs = _joined(cell.outputs)
        if self._received > self.limits.output_mb * MB:
            said = f"output beyond the limit of {self.limits.output_mb} MB was left out"
            self.notes.append(f"cell {index + 1}: {said}")
            cell.outputs.append(new_output("stream", name="stderr", text=f"[{said}]\n"))

    async def _hears(self) -> bool:
        """Whether the kernel still answers on the channel that cells are sent on."""
        try:
            asked = self.kc.kernel_info()
            while True:
                reply = await self.kc.shell_channel.get_msg(timeout=3 * STOPPING_SECONDS)
                if reply["parent_header"].get("msg_id") == asked:
                    return True
        except (Empty, zmq.ZMQError):
            return False

    async def run_silently(self, code: str, work: Callable[[], T]) -> T:
        """Have the kernel run `code` while the blocking `work()` talks to it, and wait for both."""
        asked = self.kc.execute(code, silent=True, store_history=False, stop_on_error=False)
        done = await asyncio.get_running_loop().run_in_executor(None, work)
        try:
            while True:
                reply = await self.kc.shell_channel.get_msg(timeout=STOPPING_SECONDS)
                if reply["parent_header"].get("msg_id") == asked:
                    return done
        except Empty:
            raise CellStuck("did not come back from answering", sure=False) from None

    async def stop(self) -> None:
        """End the kernel and everything it started, at once."""
        if self.kc is not None:
            self.kc.stop_channels()
            self.kc.context.destroy(linger=0)
        # the manager's own sockets too: collected open, as garbage, they block the process that collects them
        await self.km.cleanup_resources()

    async def _async_handle_timeout(self, timeout: int, cell: NotebookNode | None = None) -> dict | None:
        self._interrupted = True
        self.notes.append(
            f"a cell passed the time limit of {self.limits.cell_seconds:g} s and was interrupted"
        )
        return await super()._async_handle_timeout(timeout, cell)

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        if msg["msg_type"] not in ("status", "execute_input"):
            before = self._received
            self._received += _size(msg["content"])
            limit = self.limits.output_mb * MB
            if before <= FLOOD * limit < self._received:
                self.provisioner.job.signal(2)
            if self._received > limit:
                return None
        try:
            return super().process_message(msg, cell, cell_index)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            self._leave_out("a message that is none of Jupyter's was left out")
            return None

    def output(self, outs: list, msg: dict, display_id: str | None, cell_index: int) -> NotebookNode | None:
        """An output that nbformat knows; others are left out."""
        made = super().output(outs, msg, display_id, cell_index)
        if made is not None and not _is_output(made):
            outs.remove(made)
            self._leave_out("an output that is none of Jupyter's was left out")
            return None
        return made

    def _leave_out(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _shows_its_error(cell: NotebookNode, cell_index: int, execute_reply: dict) -> None:
    """Show the error that the reply names, where the message with its traceback was left out or lost."""
    if not any(output.output_type == "error" for output in cell.outputs):
        name, value = (str(execute_reply["content"].get(key, ""))[:200] for key in ("ename", "evalue"))
        said = f"{name}: {value}".removesuffix(": ")
        cell.outputs.append(new_output("error", ename=name, evalue=value, traceback=[said]))


def _joined(outputs: list) -> list:
    """Pieces of one stream that came one after another, as one piece.

    nbclient's own way also plays backspaces, with a pattern that takes hours for one long line.
    """
    joined: list = []
    for kind, same in groupby(outputs, lambda output: (output.output_type, output.get("name"))):
        pieces = list(same)
        if kind[0] == "stream":
            pieces = [new_output("stream", name=kind[1], text="".join(piece.text for piece in pieces))]
        joined += pieces
    return joined


def _is_output(output: NotebookNode) -> bool:
    """Whether a notebook may hold this output, and can be written with it."""
    try:
        validate(output, ref="output", version=4)
        json.dumps(output).encode("utf-8")
    except (ValidationError, TypeError, ValueError, RecursionError):
        return False
    return True


def _size(content: object) -> int:
    """About how many bytes a message's content takes."""
    if isinstance(content, dict):
        return sum(len(str(key)) + _size(value) for key, value in content.items())
    if isinstance(content, list | tuple):
        return sum(_size(part) for part in content)
    return len(content) if isinstance(content, str) else 8
