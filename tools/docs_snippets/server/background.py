"""What is done between two messages of the editor: pages are checked, one after the other."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, count

from lsprotocol import types as lsp

from docs_snippets.core.freed_memory import give_back
from docs_snippets.core.internal_errors import description
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.publishing import Publisher

_MOST_FAILURES = 3
_PROGRESS_FROM = 20
"""Pages to check of which the editor shows how many are done."""
_EVERY = 25
_MOMENT = 0.0005  # seconds
_PAUSE = 0.2
"""Seconds after a change in which another one is likely, and nothing else is begun."""


@dataclass(eq=False)
class Background:
    """Checks what waits, and has it published."""

    publisher: Publisher
    is_awaited: Callable[[], bool]
    shows_progress: bool = False
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _failures: int = 0
    _last: float = 0.0
    _tokens: "count[int]" = field(default_factory=count)
    _progress: tuple[str, int] | None = None

    def wake(self) -> None:
        """Has what waits be done."""
        self._last = time.monotonic()
        self._wake.set()

    async def run(self) -> None:
        """Works for as long as the server does."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await self._work()
            self._end_progress()
            give_back()

    async def _work(self) -> None:
        """Does all that is to be done, in the folder where somebody types before all others."""
        done: set[OpenDocs] = set()
        while docs := await self._next(done):
            if await self._pause(docs):
                done.clear()
                continue
            try:
                more = self._step(docs)
            except Exception as error:  # noqa: BLE001 - the server goes on, whatever it is
                self._say(error)
                more = self._begin_again(docs)
            done = done - {docs} if more else done | {docs}
        self.publisher.refresh()

    async def _next(self, done: set[OpenDocs]) -> OpenDocs | None:
        await self._hear()
        opened = self.publisher.folders.docs
        urgent = (docs for docs in opened if docs.session and docs.session.is_urgent)
        return next(chain(urgent, (docs for docs in opened if docs not in done)), None)

    async def _hear(self) -> None:
        """Messages come first: they are handled between two steps."""
        await asyncio.sleep(0)
        while self.is_awaited():
            await asyncio.sleep(_MOMENT)

    async def _pause(self, docs: OpenDocs) -> bool:
        """Waits with what is not urgent while a writer types; whether it waited."""
        left = _PAUSE - (time.monotonic() - self._last)
        if docs.session is None or docs.session.is_urgent or left <= 0:
            return False
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), left)
            self._wake.clear()
        return True

    def _step(self, docs: OpenDocs) -> bool:
        session = docs.session
        if session is None:
            self.publisher.beside(docs)
            return False
        update = session.step(self.is_awaited)
        if update is None:
            return False
        opened = {docs.path_of(uri) for uri in self.publisher.folders.documents}
        if not docs.settings.everything:
            session.leave(opened.__contains__)
        self.publisher.pages(docs, update.pages)
        if update.beside:
            self.publisher.beside(docs)
            session.prefer([path for path in opened if path is not None])
        self._show_progress(update.left)
        return True

    def _begin_again(self, docs: OpenDocs) -> bool:
        self._failures += 1
        if self._failures > _MOST_FAILURES:
            return False
        docs.open()
        return True

    def _say(self, error: Exception) -> None:
        words = f"docs-snippets: {description(error)}"
        self.publisher.server.window_log_message(lsp.LogMessageParams(lsp.MessageType.Error, words))

    def _show_progress(self, left: int) -> None:
        if not self.shows_progress:
            return
        if self._progress is None and left >= _PROGRESS_FROM:
            token = f"docs-snippets-{next(self._tokens)}"
            self._progress = token, left
            server = self.publisher.server
            server.window_work_done_progress_create(lsp.WorkDoneProgressCreateParams(token))
            begin = lsp.WorkDoneProgressBegin("Checking pages", percentage=0)
            server.work_done_progress.begin(token, begin)
        elif self._progress is not None and left % _EVERY == 0:
            token, all_pages = self._progress
            done = max(all_pages - left, 0)
            report = lsp.WorkDoneProgressReport(
                message=f"{done} of {all_pages}", percentage=100 * done // max(all_pages, 1)
            )
            self.publisher.server.work_done_progress.report(token, report)

    def _end_progress(self) -> None:
        if self._progress is not None:
            token, _ = self._progress
            self._progress = None
            self.publisher.server.work_done_progress.end(token, lsp.WorkDoneProgressEnd())
