"""What a kernel sent before it ended is read to the end, and its place is not taken by another."""

import asyncio
from types import SimpleNamespace

import zmq
import zmq.asyncio

from cnn_helpers.grading.running.kernel import SandboxedManager
from cnn_helpers.grading.values.limits import Limits

MESSAGES = 300


def publisher(address):
    """A socket as a kernel publishes on, in a context of its own; it keeps every message."""
    socket = zmq.Context().socket(zmq.PUB)
    socket.sndhwm = 0
    socket.bind(address)
    return socket


def end(socket):
    """Close a socket when all that it sent has gone out."""
    context = socket.context
    socket.close(linger=-1)
    context.term()


def test_every_message_of_an_ended_kernel_arrives_whole_and_no_second_one_is_heard(tmp_path):
    address = f"ipc://{tmp_path}/s"
    manager = SandboxedManager(sandbox=SimpleNamespace(limits=Limits()))

    async def all_that_is_heard():
        context = manager.client().context
        listener = context.socket(zmq.SUB)
        listener.rcvhwm = 0
        listener.subscribe(b"")
        kernel = publisher(address)
        listener.connect(address)
        heard = []
        while not await listener.poll(20):
            kernel.send_multipart([b"hello"] * 7)
        for _ in range(MESSAGES):
            kernel.send_multipart([b"part"] * 7)
        end(kernel)
        second = publisher(address)
        while await listener.poll(500):
            heard.append(await listener.recv_multipart())
            second.send_multipart([b"second"] * 7)
        end(second)
        context.destroy(linger=0)
        return [message for message in heard if message[0] != b"hello"]

    assert asyncio.run(all_that_is_heard()) == [[b"part"] * 7] * MESSAGES
