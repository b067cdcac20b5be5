"""Run a page's cells here, as a build would, and look at what they computed."""

import sys
import types

import pytest
from threadpoolctl import threadpool_limits

from .pages import Names, before, code_cells, text_of


@pytest.fixture(scope="session")
def run_page():
    """run_page("week1/edges-and-convolution", until="(f9-"): the names that the page's cells define.

    What they keep for the text stands under "glued". `until`: a piece of text before which to stop.
    """

    def run(page, until=None):
        glued = {}
        stub = types.ModuleType("myst_nb")
        stub.glue = lambda name, value, display: glued.update({name: value})
        names = {"glued": glued}
        text = text_of(page)
        # a page may limit NumPy to one core; leaving this block undoes it for the tests after this one
        with pytest.MonkeyPatch.context() as patch, threadpool_limits(1):
            patch.setitem(sys.modules, "myst_nb", stub)
            if tensorflow := sys.modules.get("tensorflow"):  # once it has run an operation it refuses these
                for kind in ("intra", "inter"):
                    name = f"set_{kind}_op_parallelism_threads"
                    patch.setattr(tensorflow.config.threading, name, lambda threads: None)
            for source in code_cells(text if until is None else before(page, text, until)):
                exec(compile(source, page, "exec"), names)
        names["glued"] = Names(page, "keeps", glued)
        return Names(page, "defines", names)

    return run
