"""Reaching other machines, other programs of this one, and being reached."""

from .attack import Attack, first, heard, says

SEND = """
import socket
def send(family, kind, address):
    try:
        with socket.socket(family, kind) as line:
            line.settimeout(2)
            line.connect(address)
            line.send(ME.encode())
    except OSError as problem:
        print(type(problem).__name__)
"""
CALLS = {
    "tcp": 'send(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", W["tcp"]))',
    "tcp6": 'send(socket.AF_INET6, socket.SOCK_STREAM, ("::1", W["tcp6"]))',
    "udp": 'send(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", W["udp"]))',
    "unix-socket-in-tmp": 'send(socket.AF_UNIX, socket.SOCK_STREAM, W["unix"])',
    "unix-socket-far": 'send(socket.AF_UNIX, socket.SOCK_STREAM, W["unix_far"])',
    "abstract-socket": 'send(socket.AF_UNIX, socket.SOCK_STREAM, W["abstract"])',
}
FAST_OPEN = """
with socket.socket() as line:
    try:
        line.sendto(ME.encode(), 0x20000000, ("127.0.0.1", W["tcp"]))
    except OSError as problem:
        print(type(problem).__name__)
"""
SUBPROCESS = """
import subprocess
code = f"import socket; s = socket.create_connection(('127.0.0.1', {W['tcp']}), 2); s.send({ME.encode()!r})"
subprocess.run([sys.executable, "-S", "-c", code], capture_output=True)
"""
LISTENS = """
try:
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        line.bind(("0.0.0.0", W["free"]))
        line.listen()
        line.settimeout(3)
        with line.accept()[0] as caller:
            caller.send(ME.encode())
except OSError as problem:
    print(type(problem).__name__)
"""
INTERFACES = """
try:
    names = {name for _, name in socket.if_nameindex()} - {"lo"}
    print("saw", "interfaces") if names else None
except OSError as problem:
    print(type(problem).__name__)
"""
PACKETS = """
try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3).close()
    print("opened", "a packet socket")
except OSError as problem:
    print(type(problem).__name__)
"""
RAW = """
try:
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP).close()
    print("opened", "a raw socket")
except OSError as problem:
    print(type(problem).__name__)
"""
ODD_FAMILIES = """
for family in (socket.AF_VSOCK, socket.AF_ALG, 38, 44):
    try:
        socket.socket(family, socket.SOCK_STREAM if family == socket.AF_VSOCK else socket.SOCK_SEQPACKET).close()
        print("opened", "an odd socket")
    except OSError as problem:
        print(type(problem).__name__)
"""
IO_URING = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(120)
number = libc.syscall(425, 4, room)
if number >= 0:
    print("made", "a ring of system calls")
    os.close(number)
"""


def _calls(name: str, code: str, aim=heard) -> Attack:
    return Attack(name, "network", first(name, SEND + code), aim, "plain")


ATTACKS = [
    *(_calls(name, code) for name, code in CALLS.items()),
    _calls("tcp-fast-open", FAST_OPEN),
    _calls("tcp-by-subprocess", SUBPROCESS),
    _calls("listens", LISTENS),
    _calls("interfaces", INTERFACES, says("saw interfaces")),
    _calls("packet-socket", PACKETS, says("opened a packet socket")),
    _calls("raw-socket", RAW, says("opened a raw socket")),
    _calls("odd-socket-families", ODD_FAMILIES, says("opened an odd socket")),
    _calls("io-uring", IO_URING, says("made a ring of system calls")),
]
