"""The notation page names what is there: every name in its last column is one of the code's."""

import re

from .pages import PROJECT, text_of


def rows():
    """The lines of the page's tables that begin with a symbol."""
    found = [line for line in text_of("reference/notation").splitlines() if line.startswith("| $")]
    assert len(found) > 30, (
        f"{len(found)} lines '| $symbol$ | ...' in book/reference/notation.md; over 30 are needed"
    )
    return found


def test_every_name_in_code_is_used_by_the_package():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "cnn_helpers").rglob("*.py"))
    words = set(re.findall(r"\w+", source))
    missing = (
        {
            name
            for row in rows()
            for code in re.findall(r"`([^`]+)`", row.rsplit("|", 2)[1])
            for name in re.findall(r"\w+", code)
        }
        - words
        - {"conv_1"}
    )
    assert not missing, (
        f"book/reference/notation.md names code that cnn_helpers does not use: {sorted(missing)}"
    )


def test_every_symbol_stands_once():
    symbols = {line: re.match(r"\| (\$[^|]*\$) \|", line) for line in rows()}
    assert all(symbols.values()), (
        f"the first column holds more than one $symbol$: {[line for line, s in symbols.items() if not s]}"
    )
    names = [symbol[1] for symbol in symbols.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, f"book/reference/notation.md explains {twice} in two lines; one each is needed"
