"""Score theft by lying about the result: patched judges, forged outputs, rewritten cells."""

from nbformat.v4 import new_output

from .attack import Attack, edited, first, graded_cells, stole

PATCHED_COMPARISON = """
from cnn_helpers.grading.judging import judge
from cnn_helpers.grading.values import comparison
comparison.difference = judge.difference = lambda *args, **kwargs: None
"""
PATCHED_NUMPY = """
import numpy as np
np.abs = lambda x, *args, **kwargs: np.zeros(np.shape(x))
"""
PATCHED_BUILTINS = """
import builtins
def total(numbers, *start, own=sum):
    caller = sys._getframe(1)
    return 20.0 if caller.f_code.co_name == "points" else own(numbers, *start)
builtins.sum = total
"""
PATCHED_POINTS = """
from cnn_helpers.grading import feedback
feedback.Points = lambda points: 20.0
"""
PATCHED_JUDGE = """
from cnn_helpers.grading import feedback
feedback.judge = lambda name, function, assignment=None: 20.0
"""
REPLACED_MODULE = """
import types
fake = types.ModuleType("cnn_helpers.grading.feedback")
fake.check = fake.judge = lambda name, function, assignment=None: 20.0
fake.check_for = lambda name: fake.check
sys.modules["cnn_helpers.grading.feedback"] = fake
"""
ALL_PASSED = """
from cnn_helpers.grading.values import results
results.QuestionResult.points = property(lambda self: self.max_points)
results.FamilyResult.passed = property(lambda self: True)
"""
DISPLAY_HOOK = """
shell = get_ipython()
shell.displayhook.compute_format_data = lambda result: ({"text/plain": "20.0"}, {})
"""
FORGED_RESULT = """
from cnn_helpers.grading.values.display import RESULT_MIME
def forge(info=None):
    for name, points in (("double", 20), ("double_sum", 20)):
        result = {"question": name, "max_points": points, "mistake": "", "hint": "", "note": "",
                  "families": [{"title": "all", "points": points, "max_points": points, "case": "", "problem": ""}]}
        bundle = {RESULT_MIME: result, "text/plain": "20.0"}
        shell = get_ipython()
        shell.display_pub.publish(bundle)
        shell.display_pub.session.send(shell.displayhook.pub_socket, "execute_result",
            {"data": bundle, "metadata": {}, "execution_count": 1}, parent=shell.displayhook.parent_header)
get_ipython().events.register("pre_run_cell", forge)
get_ipython().events.register("post_run_cell", forge)
"""
INPUT_TRANSFORMER = """
def rewrite(lines):
    return ["20.0\\n"] if any("judge(" in line or line.startswith("check(") for line in lines) else lines
get_ipython().input_transformers_post.append(rewrite)
"""
AST_TRANSFORMER = """
import ast
class Rewrite(ast.NodeTransformer):
    def visit_Call(self, node):
        name = getattr(node.func, "id", "")
        return ast.copy_location(ast.Constant(20.0), node) if name in ("judge", "check") else node
get_ipython().ast_transformers.append(Rewrite())
"""
RUN_CELL = """
shell = get_ipython()
own = shell.run_cell_async
async def run_cell_async(source, *args, **kwargs):
    return await own("20.0" if "check(" in source else source, *args, **kwargs)
shell.run_cell_async = run_cell_async
def run_cell(source, *args, own=shell.run_cell, **kwargs):
    return own("20.0" if "check(" in source else source, *args, **kwargs)
shell.run_cell = run_cell
"""
KERNEL_HANDLER = """
kernel = get_ipython().kernel
def reply(*args, **kwargs):
    kernel.send_response(kernel.iopub_socket, "execute_result",
        {"data": {"text/plain": "20.0"}, "metadata": {}, "execution_count": 1})
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}
async def do_execute(code, *args, **kwargs):
    if "check(" in code:
        return reply()
    return await own(code, *args, **kwargs)
own = kernel.do_execute
kernel.do_execute = do_execute
"""
FLIPPED_COMPARISON = """
from cnn_helpers.grading.values import comparison
comparison.TOLERANCE = float("inf")
comparison.difference.__defaults__ = ("the answer", float("inf"))
"""
SWAPPED_CODE = """
from cnn_helpers.grading.judging import judge
judge.explain.__code__ = (lambda *expected_and_more: None).__code__
"""


def _skip(notebook):
    for cell in graded_cells(notebook):
        cell.metadata["tags"] = ["skip-execution"]


def _outputs_brought(notebook):
    for cell in graded_cells(notebook):
        cell.metadata["tags"] = ["raises-exception"]
        cell.outputs = [new_output("execute_result", data={"text/plain": "20.0"}, execution_count=1)]


def _forged(name: str, code: str) -> Attack:
    return Attack(name, "score theft", first(name, code), stole, "stock")


ATTACKS = [
    _forged("patched-comparison", PATCHED_COMPARISON),
    _forged("patched-tolerance", FLIPPED_COMPARISON),
    _forged("patched-numpy", PATCHED_NUMPY),
    _forged("patched-builtins", PATCHED_BUILTINS),
    _forged("patched-points", PATCHED_POINTS),
    _forged("patched-judge", PATCHED_JUDGE),
    _forged("swapped-code", SWAPPED_CODE),
    _forged("replaced-module", REPLACED_MODULE),
    _forged("all-passed", ALL_PASSED),
    _forged("display-hook", DISPLAY_HOOK),
    _forged("forged-result", FORGED_RESULT),
    _forged("input-transformer", INPUT_TRANSFORMER),
    _forged("ast-transformer", AST_TRANSFORMER),
    _forged("run-cell", RUN_CELL),
    _forged("kernel-handler", KERNEL_HANDLER),
    Attack("skipped-tests", "score theft", edited(_skip), stole, "stock"),
    Attack(
        "outputs-brought-along",
        "score theft",
        edited(_outputs_brought),
        stole,
        None,
        "nbgrader clears outputs before it runs a notebook; kept so that the engine does too",
    ),
]
