"""What a page must have, as rules on its source: each returns sentences that say what was found and what is needed.

No sentence means that the page keeps the rule. CONTRIBUTING.md tells the same rules before they fail.
"""

import ast
import re
from collections.abc import Callable
from itertools import pairwise

from .pages import code_cells, parsed_cells

EXERCISES = 4, 7
SUMMARY_POINTS = 3, 5
CELL = re.compile(r"^```+\{code-cell\}.*?^```+$", re.MULTILINE | re.DOTALL)
FIGURE = re.compile(r"^    name: (fig-[\w-]+)$", re.MULTILINE)
SECTION_LABEL = re.compile(r"^\(([a-z]\d+-[\w-]+)\)=$", re.MULTILINE)
ANY_LABEL = re.compile(r"^\(([\w-]+)\)=$|^ *:?(?:label|name): ([\w-]+)$", re.MULTILINE)


def problems(page: str, text: str) -> list[str]:
    """Every sentence of every rule, each with the page's name in front."""
    return [f"{page}: {sentence}" for rule in RULES for sentence in rule(text)]


def title_problems(text: str) -> list[str]:
    """The page has one title, under a label by which others link to it."""
    titles = re.findall(r"(?:^\(([\w-]+)\)=\n+)?^# ([^\n]+)", CELL.sub("", text), re.MULTILINE)
    if len(titles) != 1:
        return [f"{len(titles)} titles ({_names(t for _, t in titles)}); one line '# Title' is needed"]
    return (
        []
        if titles[0][0]
        else [f"the title {titles[0][1]!r} has no label; '(a-name)=' is needed on the line above"]
    )


def number_problems(text: str) -> list[str]:
    """Every number that the text quotes with {glue:text} is kept once by a cell, and no other is kept."""
    kept, found = [], []
    for number, source in enumerate(code_cells(text), 1):
        try:
            tree = ast.parse(source)
        except SyntaxError as error:
            found.append(f"code cell {number} is not plain Python: {error}; use no %magic and no !command")
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "keep":
                kept += [keyword.arg for keyword in node.keywords]
    if None in kept:
        return [*found, "keep(**names) hides names; write keep(name=value) out"]
    quoted = set(re.findall(r"\{glue:text\}`(\w+)", text))
    sentences = {
        "quoted by {{glue:text}} but kept by no cell: {}; a keep(name=value) in a cell is needed": quoted
        - set(kept),
        "kept by a cell but quoted nowhere: {}; quote it with {{glue:text}} or do not keep it": set(kept)
        - quoted,
        "kept more than once: {}; each name is kept by one cell": {n for n in kept if kept.count(n) > 1},
    }
    return found + [words.format(_names(sorted(names))) for words, names in sentences.items() if names]


def exercise_problems(text: str) -> list[str]:
    """There are four to seven exercises, each with a label and a folded solution, in the same order."""
    blocks = re.findall(r"^`+\{exercise\}([^\n]*)\n([^\n]*)", text, re.MULTILINE)
    labels = {title.strip(): re.fullmatch(r":label: ([\w-]+)", line) for title, line in blocks}
    found = [
        f"the exercise {title!r} has no label; ':label: ex-...' is needed on the line after {{exercise}}"
        for title, label in labels.items()
        if not label
    ]
    least, most = EXERCISES
    if not least <= len(blocks) <= most:
        given = f"{len(blocks)} exercises ({_names(title.strip() for title, _ in blocks)})"
        found.append(f"{given}; {least} to {most} blocks ```{{exercise}} are needed")
    exercises = [label[1] for label in labels.values() if label]
    solutions = re.findall(r"^`+\{solution-start\} ([\w-]+)\n:class: dropdown", text, re.MULTILINE)
    if exercises != solutions:
        found.append(
            f"the exercises are {_names(exercises)} and the folded solutions {_names(solutions)}; the same labels in "
            "the same order are needed, each as ````{solution-start} LABEL with ':class: dropdown' below it"
        )
    return found


def summary_problems(text: str) -> list[str]:
    """The section "## Summary" has three to five points."""
    sections = re.split(r"^## Summary$", text, flags=re.MULTILINE)
    if len(sections) != 2:
        return [f"{len(sections) - 1} sections '## Summary'; one is needed, before '## Exercises'"]
    points = len(re.findall(r"^- ", re.split(r"^## ", sections[1], flags=re.MULTILINE)[0], re.MULTILINE))
    least, most = SUMMARY_POINTS
    wrong = f"the summary has {points} points; {least} to {most} lines that begin with '- ' are needed"
    return [] if least <= points <= most else [wrong]


def figure_problems(text: str) -> list[str]:
    """Every named figure has an alt text, and a name that no other figure of the page has."""
    names = FIGURE.findall(text)
    found = [
        f"the figure {name[1]} has no alt text; 'alt: what the picture shows' is needed under 'image:' of its cell"
        for cell in CELL.findall(text)
        if (name := FIGURE.search(cell)) and not re.search(r"^    alt: *\S", cell, re.MULTILINE)
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    return found + (
        [f"two figures are called {_names(twice)}; each needs a name of its own"] if twice else []
    )


def lost_line_problems(text: str) -> list[str]:
    """No line of a paragraph begins with a per cent sign: MyST takes it for a comment, and the rest of it is lost."""
    lines = CELL.sub(lambda cell: "\n" * cell[0].count("\n"), text).split("\n")
    return [
        f"the line {line[:40]!r} is a comment in the middle of a paragraph; the % belongs on the line above"
        for before, line in pairwise(lines)
        if line.startswith("%") and before.strip() and not before.startswith(("%", "```", "---"))
    ]


def hidden_name_problems(text: str) -> list[str]:
    """What a cell uses whose code readers see is not defined by taken-away cells alone: copied code runs."""
    hidden, shown, found = set(), set(), []
    for number, cell in enumerate(parsed_cells(text), 1):
        here = _bound(cell.tree)
        if cell.tags & {"remove-cell", "remove-input"}:
            hidden |= here
            continue
        used = {one.id for one in ast.walk(cell.tree) if isinstance(one, ast.Name)}
        if missing := sorted((used & hidden) - shown - here):
            found.append(
                f"code cell {number} uses {_names(missing)}, which only cells define that are taken away; "
                "a definition in a shown or folded (hide-input) cell is needed"
            )
        shown |= here
    return found


def _bound(tree: ast.Module) -> set[str]:
    """The names that code gives something to."""
    names = {one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
    names |= {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    names |= {one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)}
    imports = [one for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)]
    return names | {(name.asname or name.name).split(".")[0] for one in imports for name in one.names}


def section_labels(text: str) -> list[str]:
    """The labels that name a row of the syllabus, such as "f18-equivariance"."""
    return SECTION_LABEL.findall(text)


def every_label(text: str) -> list[str]:
    """The labels of sections, equations, exercises and figures."""
    return [first or second for first, second in ANY_LABEL.findall(text)]


def section_of(page: str, text: str, label: str) -> str:
    """The text under the heading that `label` stands above. Raises ValueError where no heading follows it."""
    after = text.partition(f"({label})=")[2].lstrip("\n")
    heading = re.match(r"(#+) ", after)
    if not heading:
        raise ValueError(f"{page}: a heading is needed on the line below ({label})=; {after[:40]!r} is there")
    return re.split(rf"\n#{{1,{len(heading[1])}}} ", after)[0]


def _names(names) -> str:
    return ", ".join(names) or "none"


RULES: tuple[Callable[[str], list[str]], ...] = (
    title_problems,
    number_problems,
    exercise_problems,
    summary_problems,
    figure_problems,
    hidden_name_problems,
    lost_line_problems,
)
