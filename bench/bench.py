"""Times reading and linting of some docs, cold and again, beside other linters: `make bench`.

Without --docs the shared corpus is taken where it is at hand, else the project's examples. Every
program gets the very same pages. Memory is the greatest sum over a program and all that it started,
what they share counted once.
"""

import argparse
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core import parallel
from docs_snippets.docs.docs import Docs, load

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "bench" / ".tools"
RUMDL = TOOLS / "bin" / "rumdl"
MARKDOWNLINT = TOOLS / "node_modules" / ".bin" / "markdownlint-cli2"
PEERS = ("rumdl", "markdownlint-cli2")
EVERY = 0.05
"""Seconds between two looks at the memory in use."""


class Cost(NamedTuple):
    """What one run took: seconds by the clock, seconds of processors, and bytes."""

    clock: float
    processors: float
    memory: int


class Program(NamedTuple):
    """A row of the table."""

    name: str
    command: Sequence[str | Path]


def main() -> int:
    """Runs every program once a round and prints the best of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--docs", type=Path, help="docs root")
    parser.add_argument("--config", type=Path, default=ROOT / "versions.yaml", help="versions.yaml")
    parser.add_argument("--rounds", type=int, default=1, help="times that each program runs")
    parser.add_argument("--read", action="store_true", help="only read every page, and say nothing")
    args = parser.parse_args()
    with docs_root(args.docs) as root:
        docs = load(str(args.config), str(root))
        if not isinstance(docs, Docs):
            sys.stderr.write("".join(f"{each.message}\n" for each in docs))
            return 2
        if args.read:
            read(docs)
            return 0
        costs: dict[str, Cost] = {}
        for _ in range(args.rounds):
            with tempfile.TemporaryDirectory() as cache:
                for program in _programs(docs, args.config, cache, may_edit=root != args.docs):
                    cost = measured(program.command, docs.root)
                    costs[program.name] = min(cost, costs.get(program.name, cost))
        sys.stdout.writelines(table(docs, costs))
    return 0


@contextmanager
def docs_root(named: Path | None) -> Iterator[Path]:
    """The docs to run on; the corpus is unpacked for as long as it is needed."""
    shared = Path(os.environ.get("DOCS_SNIPPETS_SHARED", ROOT.parent / "shared"))
    packed = shared / "corpus" / "docs-head.tar.xz"
    if named or not packed.is_file():
        yield (named or ROOT / "examples" / "docs").resolve()
        return
    with tempfile.TemporaryDirectory() as folder, tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
        yield Path(folder)


def read(docs: Docs) -> None:
    """Parses each distinct text of the docs once, on all cores, and does nothing with it."""
    texts: dict[str, str] = {}
    for path in docs.pages.paths():
        source = docs.pages.source(path)
        texts.setdefault(getattr(source, "text", path), path)
    paths = list(texts.values())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    for _ in parallel.forked(partial(_read_one, docs, paths), len(paths), cores or 1):
        pass


def _read_one(docs: Docs, paths: Sequence[str], number: int) -> None:
    docs.pages.page(paths[number])


def _programs(docs: Docs, config: Path, cache: str, *, may_edit: bool) -> Iterator[Program]:
    """The rows of the table; a page is edited before the last run of our own."""
    own = ("--docs", docs.root, "--config", config.resolve())
    pages = docs.pages.paths()
    lint = (sys.executable, "-m", "docs_snippets", "lint", *own, "--output-format", "json")
    kept = (*lint, "--cache-dir", cache)
    yield Program("reading", (sys.executable, Path(__file__), "--read", *own))
    yield Program("linting", (*lint, "--no-cache"))
    yield Program("keeping results", kept)
    yield Program("nothing changed", kept)
    if may_edit:
        with (docs.root / pages[len(pages) // 2]).open("a", encoding="utf-8") as page:
            page.write("\nOne more line.\n")
        yield Program("one page changed", kept)
    if RUMDL.exists():
        yield Program(PEERS[0], (RUMDL, "check", "--no-cache", "--no-config", "--silent", *pages))
    if MARKDOWNLINT.exists():
        literal = (f":{page}" for page in pages)
        yield Program(PEERS[1], (MARKDOWNLINT, "--no-globs", *literal))


def measured(command: Sequence[str | Path], folder: Path) -> Cost:
    """The cost of a run; what it prints and how it exits does not matter here."""
    before, started = _processor_seconds(), time.perf_counter()
    # A session of its own tells which processes belong to it.
    process = subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    peaks = [0]
    watcher = threading.Thread(target=_watch, args=(process.pid, process.poll, peaks), daemon=True)
    watcher.start()
    process.wait()
    clock = time.perf_counter() - started
    watcher.join()
    return Cost(clock, _processor_seconds() - before, max(peaks))


def _watch(session: int, ended: Callable[[], int | None], peaks: list[int]) -> None:
    while ended() is None:
        peaks.append(sum(map(_memory, _processes(session))))
        time.sleep(EVERY)


def _processes(session: int) -> Iterator[Path]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[3]) == session:
            yield folder


def _memory(process: Path) -> int:
    """Bytes of a process, each page that it shares divided by the number of those who do."""
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def table(docs: Docs, costs: dict[str, Cost]) -> Iterator[str]:
    """The figures, and how many times as long as each of the others a program took."""
    others = [name for name in costs if name in PEERS]
    yield f"{len(docs.pages.paths())} pages, {os.cpu_count()} cores\n"
    yield "".join(f"{head:>{len(head) + 3}}" for head in _heads(others)) + "\n"
    for name, cost in costs.items():
        ratios = [f"{cost.clock / costs[other].clock:.2f}" for other in others]
        cells = [f"{cost.clock:.2f}", f"{cost.processors:.2f}", f"{cost.memory / 1e6:.0f}", *ratios]
        pairs = zip((f"{name:<17}", *cells), _heads(others), strict=True)
        yield "".join(f"{cell:>{len(head) + 3}}" for cell, head in pairs) + "\n"
    missing = [tool.name for tool in (RUMDL, MARKDOWNLINT) if not tool.exists()]
    if missing:
        yield f"not installed, and so not run: {', '.join(missing)}\n"


def _heads(others: Sequence[str]) -> list[str]:
    return [f"{'':<17}", "seconds", "processor s", "peak MB", *(f"x {other}" for other in others)]


if __name__ == "__main__":
    sys.exit(main())
