"""Score theft by answers that lie when they are compared."""

from .attack import Attack, answers, dropped, prelude, stole, written

ALWAYS_EQUAL = """
class Anything:
    shape = property(lambda self: type("Any", (), {"__eq__": lambda a, b: True})())
    def __eq__(self, other): return np.True_
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return np.True_
def double(x):
    return Anything()
"""
ARRAY_SUBCLASS = """
class Agreeing(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, bool)
    def __array__(self, *args, **kwargs): return self
def double(x):
    return np.zeros(x.shape).view(Agreeing)
"""
ARRAY_FUNCTION = """
class Agreeing(np.ndarray):
    def __array_function__(self, function, types, args, kwargs): return True
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return self
def double(x):
    return np.zeros(x.shape).view(Agreeing)
"""
OBJECT_DTYPE = """
class Element:
    def __eq__(self, other): return True
    __hash__ = None
def double(x):
    made = np.empty(x.shape, dtype=object)
    made[...] = Element()
    return made
"""
FLOAT_SUBCLASS = """
class Number(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    __hash__ = float.__hash__
def double_sum(x):
    return Number(0), x
"""
TUPLE_SUBCLASS = """
class Pair(tuple):
    def __eq__(self, other): return True
    def __iter__(self): return iter(W)
    def __getitem__(self, index): return Agreeing()
    __hash__ = tuple.__hash__
class Agreeing(float):
    def __eq__(self, other): return True
    __hash__ = float.__hash__
W = (Agreeing(), Agreeing())
def double_sum(x):
    return Pair((0.0, 0.0))
"""
DICT_SUBCLASS = """
class Agreeing(dict):
    def __eq__(self, other): return True
    def __getitem__(self, key): return self
    def items(self): return [(Key(), self)]
    __hash__ = None
class Key(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
def summary(x):
    return Agreeing(largest=0.0, smallest=0.0)
"""
NOT_A_NUMBER = "def double(x):\n    return np.full(x.shape, np.nan)"
ZERO_SIZE = "def double(x):\n    return np.zeros((0, 1))"
COMPLEX = "def double(x):\n    return x + 1j * np.nan"
STRIDES = """
def double(x):
    return np.lib.stride_tricks.as_strided(np.zeros(1), x.shape, (-8 * 10**6,) * x.ndim)
"""
GIANT = "def double(x):\n    return np.broadcast_to(np.float64(1), (10**7,))"
DEEP = """
def double(x):
    nested = ()
    for _ in range(100_000):
        nested = (nested,)
    return nested
"""
SELF_CONTAINING = "def double(x):\n    nested = []\n    nested.append(nested)\n    return nested"
HUGE_INTEGER = "def double_sum(x):\n    return 10**100_000, x"
LONE_SURROGATE = "def summary(x):\n    return {'\\ud800': '\\udfff', 'largest': x.max()}"
MANY_SMALL = "def double(x):\n    return [0.0] * 20_000_000"
LYING_ARRAY = """
class Lying:
    calls = 0
    @property
    def __class__(self): return np.ndarray
    dtype, ndim, size, shape = np.dtype(float), 1, 3, (3,)
    def __array__(self, *args, **kwargs):
        import os
        os._exit(0)
def double(x):
    return Lying()
"""
# An object that runs code of its own where it is unpickled.
REDUCED = """
class Unpickled:
    def __reduce__(self):
        return (exec, (f"open({W['drop'] + '/' + ME!r}, 'w').write('unpickled')",))
def double(x):
    return Unpickled()
"""


def _reduced(released, world):
    return written(released, double=prelude("unpickled-code", world) + REDUCED)


def _lie(name: str, function: str, source: str, works_in: str | None = "asserts", why: str = "") -> Attack:
    earned = {"double": 70, "double_sum": 40, "summary": 50}[function]
    return Attack(name, "score theft", answers(**{function: source}), stole, works_in, why, earned)


HARMLESS = "no grader takes it for right: what counts is that it costs its own question alone"
ATTACKS = [
    _lie("always-equal", "double", ALWAYS_EQUAL),
    _lie("array-subclass", "double", ARRAY_SUBCLASS),
    _lie("array-function", "double", ARRAY_FUNCTION),
    _lie("object-dtype", "double", OBJECT_DTYPE),
    _lie("float-subclass", "double_sum", FLOAT_SUBCLASS),
    _lie("tuple-subclass", "double_sum", TUPLE_SUBCLASS),
    _lie("dict-subclass", "summary", DICT_SUBCLASS),
    _lie("not-a-number", "double", NOT_A_NUMBER),
    _lie("zero-size", "double", ZERO_SIZE),
    _lie("complex", "double", COMPLEX),
    _lie("wild-strides", "double", STRIDES, None, HARMLESS),
    _lie("giant-broadcast", "double", GIANT, None, HARMLESS),
    _lie("deeply-nested", "double", DEEP, None, HARMLESS),
    _lie("contains-itself", "double", SELF_CONTAINING, None, HARMLESS),
    _lie("huge-integer", "double_sum", HUGE_INTEGER, None, HARMLESS),
    _lie("lone-surrogate", "summary", LONE_SURROGATE, None, HARMLESS),
    _lie("millions-of-parts", "double", MANY_SMALL, None, HARMLESS),
    Attack(
        "exit-inside-array",
        "score theft",
        answers(double=LYING_ARRAY),
        stole,
        None,
        "it ends its own kernel; what counts is that the run goes on",
        None,
    ),
    Attack(
        "unpickled-code",
        "score theft",
        _reduced,
        dropped,
        None,
        "shown by unpickling it, in a test of its own",
    ),
]
