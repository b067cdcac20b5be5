"""What a test does to its own process for good, it does in a child."""

import os
import pickle
import traceback

import pytest


@pytest.fixture
def in_child():
    """Call a function in a forked child and give back what it returns; an exception comes back as raised."""

    def call(function):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            try:
                said = (True, function())
            except BaseException as problem:
                traceback.print_exc()
                said = (False, problem)
            with os.fdopen(writing, "wb") as out:
                out.write(pickle.dumps(said))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as answer:
            said = answer.read()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status == 0, f"the child ended with {status}"
        fine, value = pickle.loads(said)
        if not fine:
            raise value
        return value

    return call
