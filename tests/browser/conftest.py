"""The built book in Chromium, served on this machine alone."""

import functools
import http.server
import os
import shutil
import threading

import pytest

from cnn_helpers.commands import book

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def chromium():
    """Chromium under Playwright; without one the tests are skipped, in CI they fail.

    No longer than a module: while Playwright stands, the thread has a running event loop, and tests that come
    after these in the same process could start none of their own.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; install it: apt-get install chromium")
        pytest.skip("Chromium is missing; install it: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Requests are counted by the browser, not printed."""


@pytest.fixture(scope="session")
def site(built_book):
    """The address of the book."""
    handler = functools.partial(Quiet, directory=str(book.PAGES))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
