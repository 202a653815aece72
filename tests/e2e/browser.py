"""A browser to look at pages with: the Chromium of the system, driven without a window.

`CHROMIUM` names another than the one on the PATH. Pages come from this machine alone; whatever they
ask of any other is refused, and noted.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Page,
    Route,
    sync_playwright,
)

_FLAGS = (
    "--no-sandbox",  # root, as in most containers, has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_LOCAL = ("http://127.0.0.1", "file://", "data:", "blob:", "about:")


def chromium() -> str | None:
    """The program to run; None when there is none."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=[*_FLAGS])
        try:
            yield running
        finally:
            running.close()


def watched(running: Browser, **options: object) -> tuple[Page, list[str]]:
    """A new page, and a list that fills with what went wrong on it."""
    page = running.new_context(**options).new_page()
    wrong: list[str] = []

    def console(said: ConsoleMessage) -> None:
        if said.type == "error":
            wrong.append(f"console: {said.text}")

    def dialog(opened: Dialog) -> None:
        wrong.append(f"dialog: {opened.message}")
        opened.dismiss()

    def guard(route: Route) -> None:
        if route.request.url.startswith(_LOCAL):
            route.continue_()
        else:
            wrong.append(f"asked for {route.request.url}")
            route.abort()

    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", console)
    page.on("dialog", dialog)
    page.route("**/*", guard)
    return page, wrong


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing of what was asked for."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
