"""The job that a notebook's cells run in: a Jupyter kernel that also answers the grader's questions."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, cast

from . import function_server

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def run(channel: socket.socket, request: dict) -> None:
    """Become the kernel, and return when it ends; `channel` is where it answers the grader."""
    from ipykernel.kernelapp import IPKernelApp

    home = Path(request["job"])
    connection = home / "kernel.json"
    connection.write_text(json.dumps(request["connection"] | {"ip": str(home / "s")}))
    app = IPKernelApp.instance(quiet=True)
    app.initialize(["-f", str(connection), "--HistoryManager.hist_file=:memory:"])
    shell = cast("InteractiveShell", app.shell)  # there once the app is initialised
    function_server.prepare(channel, shell, request.get("forbidden", []), request["limits"]["output_mb"])
    app.start()
