"""The tools that tests are run with are there, in an environment with the extra `dev`."""

import subprocess
from importlib import import_module

for module in ("axe_playwright_python", "hypothesis", "playwright", "psutil", "xdist"):
    import_module(module)
for tool in ("ruff", "deptry", "pytest"):
    subprocess.run([tool, "--version"], check=True, capture_output=True)
