"""Run a page's cells here, as a build would, or read what they computed when the book was built."""

import pickle
import sys
import types

import pytest
from threadpoolctl import threadpool_limits

from cnn_helpers.commands import book, page_kernel, page_names

from .pages import Names, before, code_cells, text_of

KEPT = book.BUILD / ".jupyter_cache" / "names"


class KeptNames(Names):
    """What a page's cells defined when the book was built, and could be kept; a page does not run a second time."""

    def __init__(self, page: str, kept: dict[str, bytes]):
        more = f" (or the build could not keep it: larger than {page_kernel.LARGEST >> 20} MB, or not to be pickled)"
        super().__init__(page, "defines", {}, more)
        self.kept = kept
        self["glued"] = Names(page, "keeps", pickle.loads(kept[page_kernel.GLUED]))

    def __missing__(self, name):
        if name not in self.kept:
            return super().__missing__(name)
        self[name] = pickle.loads(self.kept[name])
        return self[name]


@pytest.fixture(scope="session")
def run_page(request):
    """run_page("week1/edges-and-convolution", until="(f9-"): the names that the page's cells define.

    What they keep for the text stands under "glued". `until`: a piece of text before which to stop. Where builds
    keep names (`make test`), the book is built and they are taken, where they were kept at that place.
    """

    def run(page, until=None):
        text = text_of(page)
        cells = code_cells(text if until is None else before(page, text, until))
        if page_names.wanted():
            request.getfixturevalue("built_book")
            file = page_names.file_of(KEPT, cells)
            if file.exists():  # not of pages in a cache from before
                return KeptNames(page, page_names.read(file))
        return executed(page, cells)

    return run


def executed(page: str, cells: list[str]) -> Names:
    """The names that cells define, run here."""
    glued = {}
    stub = types.ModuleType("myst_nb")
    stub.glue = lambda name, value, display: glued.update({name: value})
    names = {"glued": glued}
    # a page may limit NumPy to one core; leaving this block undoes it for the tests after this one
    with pytest.MonkeyPatch.context() as patch, threadpool_limits(1):
        patch.setitem(sys.modules, "myst_nb", stub)
        if tensorflow := sys.modules.get("tensorflow"):  # once it has run an operation it refuses these
            for kind in ("intra", "inter"):
                name = f"set_{kind}_op_parallelism_threads"
                patch.setattr(tensorflow.config.threading, name, lambda threads: None)
        for source in cells:
            exec(compile(source, page, "exec"), names)
    names["glued"] = Names(page, "keeps", glued)
    return Names(page, "defines", names)
