"""Writing while an answer is asked for, after all cells have run: then nobody may look any more."""

from .attack import Attack, answers, dropped, prelude

# The code is a student's answer to the question `double` of solutions/target. `drop`, `ME` and `W` come from the
# prelude: drop() writes a file of the attack's name into a folder that everyone may write to. It harms nobody.
NAME = "file-from-an-answer"
DOUBLE = """
def double(x):
    try:
        drop()
    except OSError as problem:
        print(type(problem).__name__)
    return x
"""


def tamper(released, world):
    """The notebook that is handed in: the honest base, with this answer in the place of its own."""
    return answers(double=prelude(NAME, world) + DOUBLE)(released, world)


ATTACKS = [
    Attack(
        NAME,
        "writing outside",  # the family: one that tests/grading/attacks has already
        tamper,
        dropped,  # the aim, looked at from outside: the file stands where no submission may write
        "stock",  # where it is shown to succeed: nbgrader without the engine calls `double` in its graded cell
    ),
]
