"""Output without measure: 2 MB are allowed, and a graded notebook of 8 MB is too much for anyone to open."""

from .attack import Attack, broke, either, first, flooded

PRINTS = "for _ in range(40):\n    print('x' * 10**6)"
ONE_LINE = "print('x' * 30_000_000, end='')"
ERRORS = "for _ in range(40):\n    print('x' * 10**6, file=sys.stderr)"
LONG_TRACEBACK = "raise ValueError('x' * 30_000_000)"
LONG_NAME = "raise type('X' * 10_000_000, (Exception,), {})('short')"
HUGE_HTML = "from IPython.display import HTML, display\ndisplay(HTML('<b>' * 8_000_000))"
MANY_SMALL = "for number in range(60_000):\n    print(number, flush=True)\n    sys.stderr.write('.')"
MANY_DISPLAYS = "from IPython.display import display\nfor number in range(2_000):\n    display('y' * 8_000)"
CLEARED = """
from IPython.display import clear_output
for number in range(30):
    print('x' * 10**6)
    clear_output(wait=number % 2 == 0)
print('x' * 30 * 10**6)
"""
UPDATED = """
from IPython.display import display
shown = display('', display_id=True)
for number in range(20):
    shown.update('z' * 1_500_000)
for number in range(20):
    display('z' * 1_500_000)
"""
METADATA = """
from IPython.display import display
display({'text/plain': 'm'}, raw=True, metadata={'m': 'm' * 20_000_000})
"""
IMAGES = """
import base64
from IPython.display import display
display({'image/png': base64.b64encode(os.urandom(20_000_000)).decode()}, raw=True)
"""
MIMES = """
from IPython.display import display
display({f'application/x-{number}': 'm' * 1000 for number in range(20_000)}, raw=True)
"""
BY_CHILD = """
import subprocess
for _ in range(4):
    print(subprocess.run(['/usr/bin/env', 'head', '-c', '8000000', '/dev/zero'], capture_output=True).stdout.decode())
"""
DESCRIPTOR = """
for _ in range(40):
    os.write(1, b'x' * 10**6)
    os.write(2, b'x' * 10**6)
print('y' * 20_000_000)
"""
RESULT = "'r' * 20_000_000"
PAYLOAD = """
for number in range(20):
    get_ipython().payload_manager.write_payload({'source': 'page', 'data': {'text/plain': 'p' * 10**6}, 'start': 0},
                                                single=False)
get_ipython().set_next_input('n' * 20_000_000)
print('q' * 20_000_000)
"""
COMMS = """
from comm import create_comm
for number in range(40):
    create_comm(target_name='flood', data={'d': 'd' * 10**6})
print('q' * 10_000_000)
"""
ENDLESS = "while True:\n    print('x' * 10_000)"
IN_ANSWERS = "def double(x):\n    print('x' * 20_000_000)\n    return x\ndouble(1)"


def _floods(name: str, code: str, works_in: str | None = "plain", why: str = "") -> Attack:
    return Attack(name, "output", first(name, code), either(flooded(8), broke), works_in, why)


ATTACKS = [
    _floods("prints", PRINTS),
    _floods("one-line", ONE_LINE),
    _floods("error-stream", ERRORS),
    _floods("long-traceback", LONG_TRACEBACK),
    _floods("long-exception-name", LONG_NAME),
    _floods("huge-page", HUGE_HTML),
    _floods(
        "many-small-outputs",
        MANY_SMALL,
        None,
        "the notebook stays small: what counts is that it ends in time",
    ),
    _floods("many-displays", MANY_DISPLAYS),
    _floods("cleared-outputs", CLEARED),
    _floods("updated-displays", UPDATED),
    _floods("large-metadata", METADATA),
    _floods("large-picture", IMAGES),
    _floods("many-kinds", MIMES),
    _floods("output-of-children", BY_CHILD),
    _floods("written-to-descriptors", DESCRIPTOR),
    _floods("large-result", RESULT),
    _floods("payloads", PAYLOAD),
    _floods("comms", COMMS),
    _floods("endless-output", ENDLESS, None, "`prints` is the same with an end to it"),
    Attack(
        "output-of-answers", "output", first("output-of-answers", "", double=IN_ANSWERS), flooded(8), "plain"
    ),
]
