#!/usr/bin/env bash
# ipython 9.18.1
#
# Question: a student's cell prints in a loop without end, and the grader takes the first megabyte. What does the
# kernel still hold of the rest?
# Guess: nothing; what was sent to the front end, or dropped on the way there, is gone from the kernel's memory.
# Seen: since version 9 the shell keeps every piece that a cell prints, and every picture it shows, in
# history_manager.outputs, cell by cell until the kernel ends; that its stream drops the text changes nothing. The
# setting for the number of remembered results (cache_size) does not touch it, and clear_output does not empty it.
# So a loop of prints filled the memory that the grader allows, and later cells of the same notebook crashed, whose
# answers were right. The grader's kernels keep no outputs now, and a crash in a full memory is the fault of the cell
# that filled it; tests ask for both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check ipython==9.18.1
cat >"$folder/kept.py" <<'PYTHON'
import sys

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

shell = InteractiveShell.instance(config=Config({"InteractiveShell": {"cache_size": 0}}))
written, kept = sys.stdout.write, shell.history_manager.outputs
sys.stdout.write = lambda text: len(text)  # a stream that drops everything
shell.run_cell("for _ in range(1000): print('x' * 999)", store_history=True)
shell.run_cell("display({'image/png': 'x' * 999}, raw=True)", store_history=True)
shell.run_cell("from IPython.display import clear_output; clear_output()", store_history=True)
sys.stdout.write = written
pictures = [len(output.bundle["image/png"]) for output in kept[2] if "image/png" in output.bundle]
printed = sum(len(piece) for output in kept[1] for piece in output.bundle["stream"])
print(f"of 1000000 characters printed and dropped, {printed} are kept, and pictures of {pictures} characters")
PYTHON
expected="of 1000000 characters printed and dropped, 1000000 are kept, and pictures of [999] characters"
said=$("$folder/venv/bin/python" "$folder/kept.py" 2>/dev/null | tail -1)
if [ "$said" = "$expected" ]; then echo "$said"; else echo "changed: $said"; exit 1; fi
