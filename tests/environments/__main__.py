"""Make an environment of each extra with pip and try it: `python -m tests.environments [EXTRA ...]`.

It needs the network, some gigabytes and some minutes.
"""

import shutil
import sys
import time

from .environments import PROJECT, declared, installed, run

NOT_TRIED = {"gpu"}  # several gigabytes, and a GPU

failed = []
for extra in sys.argv[1:] or [extra for extra in declared() if extra not in NOT_TRIED]:
    folder = PROJECT / "_build" / "environments" / extra
    shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    python = installed(extra, folder / "venv")
    made = time.monotonic()
    ran = run(python, extra, folder / "run")
    size = sum(path.stat().st_size for path in (folder / "venv").rglob("*") if path.is_file()) / 1e6
    word = "holds" if ran.returncode == 0 else "FAILS"
    tried = time.monotonic() - made
    print(f"{extra}: {word}; {size:,.0f} MB in {made - started:.0f} s, tried in {tried:.0f} s", flush=True)
    if ran.returncode:
        failed.append(extra)
        print(ran.stdout + ran.stderr)
    shutil.rmtree(folder / "venv")
sys.exit(f"these extras do not hold what their commands need: {', '.join(failed)}" if failed else 0)
