"""Score theft by finding the right answer: in frames, in memory, in files, in a helper, in a library."""

from nbformat.v4 import new_code_cell

from .attack import Attack, answers, first, stole, written

FRAMES = """
def double(x):
    import sys
    frame = sys._getframe()
    while frame:
        for thing in list(frame.f_locals.values()):
            solution = getattr(thing, "solution", thing)
            if hasattr(solution, "references"):
                return solution.references["double"](x)
        frame = frame.f_back
    return x
"""
MEMORY = """
def double(x):
    import gc
    for thing in gc.get_objects():
        if type(thing).__name__ == "Solution":
            return thing.references["double"](x)
    return x
"""
EXPECTED = """
def double(x):
    import sys
    frame = sys._getframe()
    while frame:
        for name, value in list(frame.f_locals.items()):
            if name in ("expected", "answer", "right") and np.shape(value) == x.shape:
                return value
            if hasattr(value, "hidden") and hasattr(value, "public"):
                known = [case for cases in value.hidden("double").values() for case in cases]
                known += [case for family in value.public("double").families for case in family.cases]
                for case, answer in known:
                    if np.array_equal(case.args[0], x):
                        return answer
        frame = frame.f_back
    return x
"""
VARIABLE = """
def double(x):
    from cnn_helpers.grading.assignments.solution import load
    return load("target").references["double"](x)
"""
PATHS = """
def double(x):
    import glob, re
    for path in glob.glob(W["solutions"] + "/target/*.md"):
        found = re.search(r"def double.*?return (.*?)#", open(path).read(), re.S)
        return eval(found.group(1), {"x": x})
    return x
"""
PUBLISHED = """
def double(x):
    import json, glob, os
    from cnn_helpers.grading.assignments import published
    for path in glob.glob(str(published.folder()) + "/target.json"):
        for question in json.load(open(path))["questions"]:
            for family in question["families"]:
                for case in family["cases"]:
                    args = published.from_json(case["args"])
                    if np.array_equal(args[0], x):
                        return published.from_json(case["answer"])
    return x
"""
# While `double_sum` is judged, a grader may put a right `double` in the place of a wrong one.
BORROWER = """
def mine(x):
    for function in reversed(kept):
        if function is not double and function is not mine:
            return function(x)
    return x
def double(x):
    if not kept:
        try:
            from cnn_helpers.grading import feedback
            getattr(feedback, "judge", feedback.check)("double_sum", double_sum)
        except Exception:
            pass
    return mine(x)
kept = []
def double_sum(x):
    double(x)
    kept.append(globals()["double"])
    return 0, 0
"""
# Keeps the right helper that it is given, and answers its question a second time with it.
ORACLE = """
helper = []
def double_sum(x):
    if double is not wrong:
        helper.append(double)
    return np.sum(double(x)), x
def double(x):
    return helper[-1](x) if helper else x
wrong = double
"""
TWICE = "check('double', helper[-1] if helper else double)\ncheck('double', double)"


def _oracle(released, world):
    notebook = written(released, double=ORACLE, double_sum="pass")
    notebook.cells.insert(-4, new_code_cell(TWICE, id="twice"))
    return notebook


def _found(name: str, source: str) -> Attack:
    return Attack(name, "score theft", first(name, "", double=source), stole, "stock")


ATTACKS = [
    _found("answers-in-frames", FRAMES),
    _found("answers-in-memory", MEMORY),
    _found("expected-in-frames", EXPECTED),
    _found("solutions-by-variable", VARIABLE),
    _found("solutions-by-path", PATHS),
    _found("borrowed-helper", BORROWER),
    Attack(
        "public-answers-replayed",
        "score theft",
        answers(double=PUBLISHED),
        stole,
        None,
        "hidden cases refuse it in stock nbgrader too, where this course's judge draws them; kept for the engine",
    ),
    Attack(
        "helper-as-oracle",
        "score theft",
        _oracle,
        stole,
        None,
        "the engine alone answers for a wrong helper; in stock nbgrader `double` is judged before there is one",
    ),
]
