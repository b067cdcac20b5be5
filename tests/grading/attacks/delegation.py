"""Score theft by having a forbidden library answer."""

from .attack import Attack, first, stole

HIDDEN_REFERENCE = """
import scipy.special
kept = [scipy.special.softmax]
def softmax(x):
    return kept[0](x, axis=-1)
"""
DEFAULT_ARGUMENT = """
from scipy.special import softmax as theirs
def softmax(x, of=[theirs]):
    return of[0](x, axis=-1)
"""
META_PATH = """
def softmax(x):
    import importlib, sys
    kinds, own = ("PathFinder", "Importer"), sys.meta_path[:]
    sys.meta_path[:] = [finder for finder in own if any(kind in repr(finder) for kind in kinds)]
    for name in [name for name in sys.modules if name.split(".")[0] == "scipy"]:
        del sys.modules[name]
    try:
        return importlib.import_module("scipy.special").softmax(x, axis=-1)
    finally:
        sys.meta_path[:] = own
"""
# Leaves nothing for the grader to tidy up: the questions after it must not pay for that.
NO_FINDERS = """
def softmax(x):
    import sys
    sys.meta_path[:] = [finder for finder in sys.meta_path if "cnn_helpers" not in type(finder).__module__]
    for name in [name for name in sys.modules if name.split(".")[0] == "scipy"]:
        del sys.modules[name]
    import scipy.special
    return scipy.special.softmax(x, axis=-1)
"""
PATH_FINDER = """
def softmax(x):
    import sys, importlib.util
    from importlib.machinery import PathFinder
    own = sys.meta_path[:]
    sys.meta_path[:] = [PathFinder, *[f for f in own if "Builtin" in repr(f) or "Frozen" in repr(f)]]
    try:
        for name in [name for name in sys.modules if name.split(".")[0] == "scipy"]:
            del sys.modules[name]
        spec = PathFinder.find_spec("scipy")
        module = importlib.util.module_from_spec(spec)
        sys.modules["scipy"] = module
        spec.loader.exec_module(module)
        import scipy.special
        return scipy.special.softmax(x, axis=-1)
    finally:
        sys.meta_path[:] = own
"""
SUBPROCESS = """
def softmax(x):
    import subprocess, sys, json
    code = "import sys, json, scipy.special as s; print(json.dumps(s.softmax(json.load(sys.stdin), axis=-1).tolist()))"
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(x.tolist()), capture_output=True, text=True)
    return np.array(json.loads(done.stdout))
"""
SERVER = """
import multiprocessing
def serve(pipe):
    import scipy.special
    while True:
        pipe.send(scipy.special.softmax(pipe.recv(), axis=-1))
here, there = multiprocessing.Pipe()
process = multiprocessing.get_context("fork").Process(target=serve, args=(there,), daemon=True)
process.start()
here.send(np.zeros(2))
print(here.poll(5) and here.recv())  # until it has imported what answers
def softmax(x):
    here.send(x)
    return here.recv() if here.poll(1.5) else x
"""


def _delegates(name: str, source: str) -> Attack:
    return Attack(
        name, "score theft", first(name, "", softmax=source), stole, "stock", earned=50
    )  # `double` and `softmax` earn nothing


ATTACKS = [
    _delegates("delegates-by-list", HIDDEN_REFERENCE),
    _delegates("delegates-by-default", DEFAULT_ARGUMENT),
    _delegates("delegates-past-finders", META_PATH),
    _delegates("delegates-by-spec", PATH_FINDER),
    Attack(
        "finders-removed",
        "score theft",
        first("finders-removed", "", softmax=NO_FINDERS),
        stole,
        None,
        "the in-process judge fails when it tidies up: what counts is that later questions keep their marks",
        50,
    ),
    _delegates("delegates-by-subprocess", SUBPROCESS),
    _delegates("delegates-by-server", SERVER),
]
