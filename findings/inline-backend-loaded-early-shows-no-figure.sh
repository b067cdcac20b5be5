#!/usr/bin/env bash
# matplotlib-inline 0.2.2, matplotlib 3.11.2, ipython 9.18.1
#
# Question: kernels are to be forked from a process that has loaded their libraries. Does it matter whether
# matplotlib_inline.backend_inline is among them?
# Guess: no; a module that was imported before a shell exists works in it like any other.
# Seen: the module looks for the running shell once, when it is first imported, and only then asks it to show the
# figures at the end of each cell. Imported earlier it still counts as the backend, plotting raises nothing, and no
# figure is ever shown. matplotlib.pyplot may be loaded early: it takes up its backend with the first figure.
# So the book's forked kernels have pyplot loaded and not this module, and a test looks for a figure from such a kernel.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  matplotlib-inline==0.2.2 matplotlib==3.11.2 ipython==9.18.1
cat >"$folder/early.py" <<'PYTHON'
import importlib
import os
import sys

os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
for name in sys.argv[1:]:
    importlib.import_module(name)

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell = InteractiveShell.instance()
with capture_output() as shown:
    shell.run_cell("import matplotlib, matplotlib.pyplot as plt\nplt.figure(figsize=(1, 1)).add_subplot();")
figures = sum("image/png" in output.data for output in shown.outputs)
print(f"{shell.user_ns['matplotlib'].get_backend().rpartition('.')[2]}, figures shown: {figures}")
PYTHON
failed=0
expect() { # $1 what is loaded before the shell: $2
  said=$("$folder/venv/bin/python" "$folder/early.py" $1 2>/dev/null | tail -1)
  if [ "$said" = "$2" ]; then echo "${1:-nothing}: $said"; else echo "${1:-nothing}: changed: $said"; failed=1; fi
}
expect "" "backend_inline, figures shown: 1"
expect matplotlib.pyplot "backend_inline, figures shown: 1"
expect matplotlib_inline.backend_inline "backend_inline, figures shown: 0"
exit $failed
