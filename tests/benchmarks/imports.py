"""How long a fresh Python needs to import the package."""

import json
import subprocess
import sys

from rich.table import Table

PROGRAM = """
import json, sys, time
start = time.perf_counter()
import {module}
print(json.dumps([time.perf_counter() - start, "tensorflow" in sys.modules]))
"""


def import_seconds(module, runs=5):
    """Return (seconds, TensorFlow loaded?) of the fastest of several fresh processes."""
    command = [sys.executable, "-c", PROGRAM.format(module=module)]
    results = [json.loads(subprocess.check_output(command, text=True)) for _ in range(runs)]
    return min(results)


def tables():
    """Yield the table of import times."""
    table = Table(
        title="import in a fresh process, best of 5", caption="Goal: at most 0.3 s, TensorFlow not loaded."
    )
    for heading in ("module", "seconds", "loads TensorFlow"):
        table.add_column(heading, justify="right")
    for module in ("cnn_helpers", "cnn_helpers.layers"):
        seconds, loaded = import_seconds(module)
        table.add_row(module, f"{seconds:.3f}", "yes" if loaded else "no")
    yield table
