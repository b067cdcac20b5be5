"""The notation page names what is there: every name in its last column is one of the code's."""

import re

from .pages import PROJECT, text_of


def rows():
    """The lines of the table of symbols, with four columns."""
    symbols, _, _ = text_of("reference/notation").partition("(notation-letters)=")
    found = [line for line in symbols.splitlines() if line.startswith("| $") and line.count(" | ") == 3]
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


def letters():
    """What the table of letters says: {letter: its meanings}, where one line may stand for two letters."""
    _, _, table = text_of("reference/notation").partition("(notation-letters)=")
    lines = re.findall(r"^\| \$([^$]+)\$ \| (.*) \|$", table, re.MULTILINE)
    return {letter: meanings for names, meanings in lines for letter in bases(names)}


def bases(symbol):
    """The letters that a symbol is made of, without what stands above, below or over them."""
    bare = re.sub(r"[\^_](?:\{[^}]*\}|\w)", "", symbol)
    bare = re.sub(r"\\(?:hat|text\{\w+\}|partial|lfloor|rfloor|lceil|rceil|cdot|,|;|mathcal \w)", " ", bare)
    return set(re.findall(r"\\[a-z]+|[A-Za-z]", bare))


def test_the_letters_of_a_symbol_are_found():
    assert bases(r"A^{[l-1]}") == {"A"} and bases(r"\beta_1,\; \beta_2") == {r"\beta"}
    assert bases(r"p_c,\; b_x,\; b_y") == {"p", "b"} and bases(r"\mathcal L") == set()


def test_every_letter_of_two_symbols_is_explained_among_the_letters():
    lines: dict[str, list[str]] = {}
    for row in rows():
        for letter in bases(row.split("$")[1]):
            lines.setdefault(letter, []).append(row)
    same = {"l", "J", "Z"}  # a gradient names its cost and what it is for
    missing = {letter for letter, found in lines.items() if len(found) > 1} - set(letters()) - same
    assert not missing, (
        f"{sorted(missing)} stand in several lines of book/reference/notation.md; the table of letters needs them"
    )


def test_every_letter_among_them_has_several_meanings():
    one = [letter for letter, meanings in letters().items() if ";" not in meanings]
    assert not one, (
        f"{one} have one meaning in the table of letters; two are needed, with a semicolon between"
    )


def test_symbols_of_famous_collisions_are_there():
    for letter, meaning in (
        (r"\beta", "batch norm"),
        (r"\beta", "style"),
        (r"\alpha", "triplet"),
        ("S", "grid"),
    ):
        assert meaning in letters()[letter]
