"""Times the language server as an editor sees it: from an edit to the findings on the page.

A copy of the docs is edited: pages of usual size, one of two megabytes, and a hundred files at
once, as a checkout does. Memory is that of the server's process.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parent.parent
EDITS_A_PAGE = 10
REST = 0.2
"""Of the edits, those after which the writer waits for all that follows."""
PATIENCE = 600.0
QUIET = 0.5
"""Seconds without a word of the server after which it is taken to have done all it had to do."""


class Editor:
    """A server at work on a copy of docs."""

    def __init__(self, folder: Path, *, everything: bool) -> None:
        self.folder, self.everything = folder, everything
        self.client = LanguageClient("bench", "1")
        self.said: dict[str, int | None] = {}
        self.last = time.perf_counter()
        self.changed = asyncio.Event()
        self.done = asyncio.Event()
        self.versions: dict[str, int] = {}
        feature = self.client.feature
        feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._published(params))
        feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)(lambda _: None)
        feature(lsp.PROGRESS)(lambda params: self._progress(params))
        feature(lsp.WINDOW_LOG_MESSAGE)(lambda params: sys.stderr.write(f"{params.message}\n"))

    def _published(self, params: lsp.PublishDiagnosticsParams) -> None:
        self.said[params.uri] = params.version
        self.last = time.perf_counter()
        self.changed.set()

    def _progress(self, params: lsp.ProgressParams) -> None:
        self.last = time.perf_counter()
        value = params.value
        kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", "")
        if kind == "end":
            self.done.set()

    async def start(self) -> None:
        """Starts the server, and waits for its first check of everything."""
        command = ("-m", "docs_snippets", "server", "--docs", str(self.folder / "docs"))
        await self.client.start_io(sys.executable, *command)
        window = lsp.WindowClientCapabilities(work_done_progress=True)
        params = lsp.InitializeParams(
            capabilities=lsp.ClientCapabilities(window=window),
            workspace_folders=[lsp.WorkspaceFolder(self.folder.as_uri(), "docs")],
            initialization_options={"everything": self.everything},
        )
        await self.client.initialize_async(params)
        self.client.initialized(lsp.InitializedParams())
        if self.everything:
            await asyncio.wait_for(self.done.wait(), PATIENCE)

    @property
    def processor(self) -> float:
        """Seconds of a processor that the server's main thread has taken."""
        process = self.client._server
        assert process is not None
        return int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e9

    @property
    def memory(self) -> float:
        """Megabytes of the server's process."""
        process = self.client._server
        assert process is not None
        pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        return pages * 4096 / 2**20

    def open(self, file: Path) -> str:
        """Opens a page; its address."""
        uri = file.as_uri()
        self.versions[uri] = 1
        item = lsp.TextDocumentItem(uri, "mdx", 1, file.read_text("utf-8"))
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return uri

    def close(self, uri: str) -> None:
        """Closes a page."""
        document = lsp.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))

    async def type(self, uri: str, line: int, column: int, text: str) -> float:
        """Types a text; the seconds until the findings on the page are there."""
        self.versions[uri] += 1
        version = self.versions[uri]
        at = lsp.Position(line, column)
        change = lsp.TextDocumentContentChangePartial(lsp.Range(at, at), text)
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        started = time.perf_counter()
        params = lsp.DidChangeTextDocumentParams(document, [change])
        self.client.text_document_did_change(params)
        await self.until(uri, version)
        return time.perf_counter() - started

    async def until(self, uri: str, version: int) -> None:
        """Waits for the findings on a version of a page."""
        while self.said.get(uri) != version:
            self.changed.clear()
            await asyncio.wait_for(self.changed.wait(), PATIENCE)

    async def settled(self, quiet: float = QUIET) -> float:
        """Waits until nothing is said any more; the seconds until the last word."""
        started = time.perf_counter()
        while time.perf_counter() - max(self.last, started) < quiet:
            await asyncio.sleep(0.05)
        return max(self.last - started, 0.0)


async def edit_pages(editor: Editor, pages: Sequence[Path], count: int, by: random.Random) -> None:
    """Types into real pages, and prints how long it takes and what it costs."""
    times: list[float] = []
    processor: list[float] = []
    while len(times) < count:
        file = by.choice(pages)
        lines = file.read_text("utf-8").split("\n")
        uri = editor.open(file)
        await editor.until(uri, 1)
        for _ in range(EDITS_A_PAGE):
            line = by.randrange(len(lines))
            column = by.randrange(len(lines[line]) + 1) if lines[line].isascii() else 0
            word = by.choice(("a", "e", " ", "the ", "`", "1"))
            before = editor.processor
            times.append(await editor.type(uri, line, column, word))
            processor.append(editor.processor - before)
            if by.random() < REST:
                await editor.settled()
        editor.close(uri)
        if len(times) % max(count // 4, 1) < EDITS_A_PAGE:
            await editor.settled()
            _say(f"after {len(times)} edits: {editor.memory:.0f} MB")
    _print(f"{count} edits of real pages, by the clock", times)
    _print(f"{count} edits of real pages, by the processor", processor)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _print(what: str, times: Sequence[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    shown = ", ".join(f"p{each} {cuts[each - 1] * 1000:.0f} ms" for each in (50, 95, 99))
    _say(f"{what}: {shown}, most {max(times) * 1000:.0f} ms")


async def edit_large(editor: Editor, folder: Path) -> None:
    """Types into a page of two megabytes."""
    file = folder / "large.mdx"
    text = "# Large\n\n" + "Some words of a page that is large.\n\n" * 56_000
    file.write_text(text, "utf-8")
    uri = editor.open(file)
    await editor.until(uri, 1)
    times = [await editor.type(uri, 2 * number, 0, "a") for number in range(1, 21)]
    _print("20 edits of a page of 2 MB", times)
    editor.close(uri)
    file.unlink()
    await editor.settled()


async def change_files(editor: Editor, pages: Sequence[Path], by: random.Random) -> None:
    """Changes a hundred files at once."""
    events = []
    for file in by.sample(pages, min(100, len(pages))):
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\nA [link](no-such-page-anywhere.mdx) that a checkout brought.\n")
        events.append(lsp.FileEvent(file.as_uri(), lsp.FileChangeType.Changed))
    params = lsp.DidChangeWatchedFilesParams(events)
    wanted = {each.uri for each in events}
    editor.said.clear()
    started = time.perf_counter()
    editor.client.workspace_did_change_watched_files(params)
    told, spent = 0, 0.0
    while time.perf_counter() - editor.last < 5.0 or not told:
        await asyncio.sleep(0.05)
        if len(editor.said.keys() & wanted) > told:
            told, spent = len(editor.said.keys() & wanted), time.perf_counter() - started
    all_done = editor.last - started
    _say(
        f"{len(events)} files changed at once: {told} told after {spent:.1f} s, "
        f"the last word after {all_done:.1f} s"
    )
    _say(f"then {editor.memory:.0f} MB")


async def bench(docs: Path, count: int, seed: int, *, everything: bool) -> None:
    """All of it, on a copy of some docs."""
    by = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(docs, folder / "docs", ignore=shutil.ignore_patterns("node_modules"))
        for each in ("versions.yaml", "snippets", "templates"):
            copy = shutil.copytree if (ROOT / each).is_dir() else shutil.copy
            copy(ROOT / each, folder / each)
        pages = sorted((folder / "docs").rglob("*.mdx"))
        editor = Editor(folder, everything=everything)
        started = time.perf_counter()
        await editor.start()
        spent = time.perf_counter() - started
        _say(f"first check of {len(pages)} pages: {spent:.0f} s, {editor.memory:.0f} MB")
        await edit_pages(editor, pages, count, by)
        await edit_large(editor, (folder / "docs" / "calico"))
        await change_files(editor, pages, by)
        await editor.client.shutdown_async(None)
        editor.client.exit(None)
        await editor.client.stop()  # type: ignore[no-untyped-call]


def main() -> int:
    """Parses the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docs", type=Path, default=ROOT / "examples/docs")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--open-only", action="store_true", help="leave out the first check")
    args = parser.parse_args()
    asyncio.run(bench(args.docs, args.count, args.seed, everything=not args.open_only))
    return 0


if __name__ == "__main__":
    sys.exit(main())
