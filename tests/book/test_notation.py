"""The notation page names what is there: every name in its last column is one of the code's."""

import re

from .pages import PROJECT, text_of


def test_every_name_in_code_is_used_by_the_package():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "cnn_helpers").rglob("*.py"))
    words = set(re.findall(r"\w+", source))
    rows = [line for line in text_of("reference/notation").splitlines() if line.startswith("| $")]
    assert len(rows) > 30
    missing = (
        {
            name
            for row in rows
            for code in re.findall(r"`([^`]+)`", row.rsplit("|", 2)[1])
            for name in re.findall(r"\w+", code)
        }
        - words
        - {"conv_1"}
    )
    assert not missing


def test_every_symbol_stands_once():
    symbols = [
        re.match(r"\| (\$.*?\$) \|", line)[1]
        for line in text_of("reference/notation").splitlines()
        if line.startswith("| $")
    ]
    assert len(symbols) == len(set(symbols))
