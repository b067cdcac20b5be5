"""Score theft by changing the arrays that are handed over, and by tensors that are computed when they are looked at."""

from .attack import Attack, answers, stole

# The right answer is computed after the student's from an array that both hold. It gets its numbers back later.
EMPTIED = """
def double(x):
    double.kept = x.copy()
    x[...] = 0
    return x
"""
FILLED_AGAIN = """
def double_sum(x):
    if not x.any():
        x[...] = double.kept
    return np.sum(2 * x), x
"""
# Stands for a tensor: it has no numbers until a grader asks for them, and then takes those that it is compared with.
LOOKED_UP = """
import sys
class Tensor:
    def __init__(self, shape):
        self.shape = shape
    def numbers(self):
        frame = sys._getframe(1)
        while frame:
            for name in ("right", "expected", "needed"):
                if name in frame.f_locals:
                    return np.asarray(frame.f_locals[name])
            frame = frame.f_back
        return np.zeros(self.shape)
    def __array__(self, dtype=None, copy=None):
        return self.numbers()
    def numpy(self):
        return self.numbers()
def double(x):
    return Tensor(x.shape)
"""


ATTACKS = [
    Attack(
        "argument-emptied", "score theft", answers(double=EMPTIED, double_sum=FILLED_AGAIN), stole, "asserts"
    ),
    Attack("tensor-looked-up", "score theft", answers(double=LOOKED_UP), stole, "asserts"),
]
