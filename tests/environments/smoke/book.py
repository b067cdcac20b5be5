"""Building a page with the book's own settings, in an environment of the course with the extra `book`."""

import json
import shutil
import subprocess
from pathlib import Path

import yaml

from cnn_helpers.commands import book, cells

PAGE = """---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
# A page

```{code-cell} ipython3
import cnn_helpers.plots
from cnn_helpers.data import digits
len(digits().y_train)
```

```{exercise}
:label: again
Draw four more.
```
"""

assert book.pages_of_the_book()
source = Path("source").resolve()
shutil.copytree(book.PROJECT / "book" / "_ext", source / "book" / "_ext")
shutil.copytree(book.PROJECT / "book" / "_static", source / "book" / "_static")
for name in ("_config.yml", "book/references.bib"):
    shutil.copy(book.PROJECT / name, source / name)
page = source / "book" / "page.md"
page.write_text(PAGE)
(source / "_toc.yml").write_text(yaml.safe_dump({"format": "jb-book", "root": "book/page"}))
assert cells.can_be_run_beside_others(page)
program = ["python", "-m", "cnn_helpers.commands.cells"]  # workers start anew: not from this file
ran = subprocess.run(
    [*program, str(source / "_build" / ".jupyter_cache"), str(page)], text=True, capture_output=True
)
assert list(json.loads(ran.stdout)) == [str(page)], ran.stdout + ran.stderr
ran = subprocess.run(["jupyter-book", "build", str(source), "-W", "-n"], text=True, capture_output=True)
assert ran.returncode == 0, ran.stdout + ran.stderr
assert "Draw four more" in (source / "_build" / "html" / "book" / "page.html").read_text()
