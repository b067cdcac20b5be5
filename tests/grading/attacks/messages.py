"""Harm to the grader's own process by what a kernel says to it: messages and answers that nobody sane sends."""

from .attack import Attack, Outcome, broke, either, first, late
from .world import World

SEND = """
shell = get_ipython()
session, iopub = shell.display_pub.session, shell.displayhook.pub_socket
parent = shell.displayhook.parent_header
def send(kind, content):
    session.send(iopub, kind, content, parent=parent, ident=b"topic")
"""
NO_NAME = "send('stream', {})\nsend('stream', {'name': 7, 'text': ['a']})\nsend('status', {})"
NO_DATA = "send('display_data', {})\nsend('execute_result', {'data': [1], 'metadata': None, 'execution_count': 'x'})"
ODD_TYPES = """
send('error', {'ename': 5, 'evalue': {'a': 1}, 'traceback': [1, {'b': 2}]})
send('display_data', {'data': {'text/html': 5, 'text/plain': {'a': 1}, 'text/latex': [7]}, 'metadata': {'a': 'b'}})
send('display_data', {'data': {'image/png': 'not base64 at all', 'image/svg+xml': 7}, 'metadata': {}})
send('display_data', {'data': {'image/jpeg': ['a', 3]}, 'metadata': {'image/jpeg': [1]}})
"""
ODD_NAMES = """
send('stream', {'name': '../../stdout', 'text': 'x'})
send('display_data', {'data': {'': 'x', 'text/plain; charset=\\u2028': 'y'}, 'metadata': {}, 'transient': 5})
send('update_display_data', {'data': {}, 'metadata': {}, 'transient': {'display_id': ['a']}})
send('clear_output', {})
send('execute_input', {})
send('comm_open', {'target_name': 'jupyter.widget'})
send('comm_msg', {'comm_id': 3, 'data': {'method': 'update', 'state': 5, 'buffer_paths': [['x']]}})
send('no_such_kind', {'a': 1})
"""
GARBAGE = """
iopub.send_multipart([b"garbage"])
iopub.send_multipart([b"topic", b"<IDS|MSG>", b"wrong signature", b"{", b"{}", b"[]", b"null"])
iopub.send_multipart([b"\\xff" * 100_000])
"""
DEEP = """
deep = b'{"data": {"text/plain": "deep"}, "metadata": {"deep": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}"
session.send(iopub, "display_data", deep, parent=parent, ident=b"topic")
less = b'{"data": {"text/plain": "deep"}, "metadata": {"deep": ' + b"[" * 900 + b"]" * 900 + b"}}"
session.send(iopub, "display_data", less, parent=parent, ident=b"topic")
"""
NOT_NUMBERS = """
odd = b'{"data": {"text/plain": "odd"}, "metadata": {"a": NaN, "b": Infinity, "c": 1' + b"0" * 4000 + b"}}"
session.send(iopub, "display_data", odd, parent=parent, ident=b"topic")
"""
IDLE = """
for _ in range(50):
    send('status', {'execution_state': 'idle'})
    send('status', {'execution_state': 'dead'})
"""
SURROGATES = """
odd = b'{"name": "stdout", "text": "\\\\ud800 alone"}'
session.send(iopub, "stream", odd, parent=parent, ident=b"topic")
odd = b'{"ename": "\\\\ud800", "evalue": "\\\\udfff", "traceback": ["\\\\ud800"]}'
session.send(iopub, "error", odd, parent=parent)
"""
# nbclient searches the text of a stream for carriage returns, in a time that grows with the square of a line.
LONG_LINE = "print('x' * 1_500_000, end='')"
RETURNS = "print('x\\r' * 700_000)\nprint('y\\b' * 700_000)"
REPLIES = """
kernel = get_ipython().kernel
own = session.send
def twice(stream, kind, content=None, *args, **kwargs):
    if kind == "execute_reply":
        own(stream, kind, {"status": ["ok"], "execution_count": {"a": 1}, "payload": 5}, *args, **kwargs)
    return own(stream, kind, content, *args, **kwargs)
session.send = kernel.session.send = twice
"""
SURROGATE_ERROR = "def double(x):\n    raise ValueError('\\ud800 alone')"
TERMINAL = "def double(x):\n    raise ValueError('\\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\x00\\u202eback')"
FORGED_FRAMES = """
def double(x):
    from cnn_helpers.grading.running import function_server
    from cnn_helpers.grading.values import wire
    import sys
    frame = sys._getframe()
    while frame and "asked" not in frame.f_locals:
        frame = frame.f_back
    stamp = frame.f_locals["asked"]["stamp"] if frame else "none"
    for odd in ({ODD}):
        wire.send(function_server._channel, {"stamp": stamp, **odd})
    return x
"""
FRAMES = {
    "forged-helper-calls": '{"helper": "double", "args": ((x,), {})}, {"helper": "softmax", "args": ((x,), {})}',
    "forged-outcomes": '*[{"outcome": [2 * np.ones(5), None, "", "", 0]}] * 9,',
    "odd-outcomes": '{"outcome": {"a": 1}}, {"outcome": [{"keras model": "{", "compiled": 5}, None, "", "", 0]}',
    "odd-errors": '{"outcome": [None, {"a": [1]}, ["\\ud800"], {}, [1]]}, {"stopped": {}}, {"outcome": 5}',
    "odd-models": '{"outcome": [{"keras model": "[" * 100_000, "compiled": None}, None, "", "", 0]},',
}


def _spoiled(world: World, outcome: Outcome) -> bool:
    """Whether the grader's own process failed, or the row tells of a failure that is not the student's."""
    return broke(world, outcome) or outcome.status not in ("", "graded")


def _controls_shown(world: World, outcome: Outcome) -> bool:
    """Whether a table holds characters that a teacher's terminal obeys."""
    return any(
        sign in path.read_text(encoding="utf-8", errors="replace")
        for path in world.class_dir.glob("*.csv")
        for sign in ("\x1b", "\x00", "\u202e")
    )


def _says(name: str, code: str, works_in: str | None = "plain", why: str = "", earned=70) -> Attack:
    return Attack(name, "output", first(name, SEND + code), either(_spoiled, late), works_in, why, earned)


def _answers(name: str, source: str, aim=_spoiled, why: str = "") -> Attack:
    return Attack(name, "output", first(name, "", double=source), aim, None, why)


TAKEN = "nbclient takes it; kept so that the engine and its pages do"
OURS = "it speaks to the engine's own channel, which nothing else has"
ATTACKS = [
    _says("stream-without-name", NO_NAME),
    _says("display-without-data", NO_DATA),
    _says("odd-types", ODD_TYPES, None, TAKEN),
    _says("odd-names", ODD_NAMES),
    _says("garbage-messages", GARBAGE, None, TAKEN),
    _says("deep-message", DEEP),
    _says("not-numbers", NOT_NUMBERS, None, TAKEN),
    _says("says-it-is-idle", IDLE, None, TAKEN),
    _says("surrogates-in-output", SURROGATES),
    _says("odd-replies", REPLIES, None, TAKEN, None),
    _says("long-line", LONG_LINE, None, "nbclient searches streams in this way only where it is told to join them"),
    _says("many-returns", RETURNS, None, TAKEN),
    _answers("surrogate-in-error", SURROGATE_ERROR, why="this course's judge alone writes it to a table"),
    _answers("terminal-codes", TERMINAL, _controls_shown, "stock nbgrader has no such table"),
    *(_answers(name, FORGED_FRAMES.replace("{ODD}", odd), either(_spoiled, late), OURS)
      for name, odd in FRAMES.items()),
]  # fmt: skip
