#!/usr/bin/env bash
# nbformat 5.10.4 with jsonschema 4.24.1, and with jsonschema 4.26.0, each with its extra `format-nongpl`
#
# Question: what does `import nbformat` cost a Jupyter process, and does that depend on the schema library's version?
# Guess: some tenths of a second with both; a schema library checks formats by regular expressions, when it is asked to.
# Seen: since 4.25 the extra `format-nongpl`, which jupyter-events and so every Jupyter server asks for, brings
# rfc3987-syntax, and jsonschema imports that at once. It builds a parser for all of RFC 3987's grammar with lark while
# it is imported. `import nbformat` then took some eight times as long, in every kernel, page and grader that imports it,
# though no notebook's schema has a format that needs this parser.
# `pyproject.toml` keeps jsonschema below 4.25; tests/test_cells.py looks whether lark is loaded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
expect() { # with jsonschema $1 and the packages $3, `import nbformat` loads lark: $2
  python3 -m venv "$folder/$1"
  # shellcheck disable=SC2086
  "$folder/$1/bin/python" -m pip install --quiet --disable-pip-version-check nbformat==5.10.4 "jsonschema[format-nongpl]==$1" $3
  "$folder/$1/bin/python" -c 'import nbformat' # writes the compiled files
  seen=$("$folder/$1/bin/python" -c 'import nbformat, sys; print("lark" in sys.modules)')
  seconds=$("$folder/$1/bin/python" -c 'import time; start = time.process_time(); import nbformat; print(f"{time.process_time() - start:.2f}")')
  if [ "$seen" = "$2" ]; then echo "jsonschema $1: lark loaded: $seen, $seconds s"; else echo "jsonschema $1: changed: $seen"; failed=1; fi
}
expect 4.24.1 False ""
expect 4.26.0 True "rfc3987-syntax==1.1.0 lark==1.3.1"
exit $failed
