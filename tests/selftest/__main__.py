"""`make selftest`: `python -m selftest [--docs DIR] [--seed WORD] [--count N] [--only WORD]`.

Without `--docs`, the docs of the corpus where that is at hand (DOCS_SNIPPETS_SHARED, or ../shared
beside this checkout), else the example docs. Exit code 1 when too little is found or too much said.
"""

import argparse
import os
import sys
import tarfile
import tempfile
from pathlib import Path

from selftest import report
from selftest.run import Order, run

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Runs and reports."""
    parser = argparse.ArgumentParser(prog="selftest", description=__doc__)
    parser.add_argument("--docs", type=Path, help="the docs root")
    parser.add_argument("--seed", default="1", help="other seeds choose other places")
    parser.add_argument("--count", type=int, default=24, help="plants of each kind")
    parser.add_argument("--only", default="", help="kinds whose name holds this")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        docs = args.docs or _corpus(Path(room)) or ROOT / "examples/docs"
        order = Order(docs.resolve(), args.seed, args.count, args.only)
        outcomes = run(order, args.jobs, _progress)
    sys.stdout.writelines(f"{line}\n" for line in report.lines(order.kinds, outcomes))
    return int(not report.passed(outcomes))


def _corpus(room: Path) -> Path | None:
    """The newest docs of the corpus, unpacked."""
    shared = Path(os.environ.get("DOCS_SNIPPETS_SHARED", ROOT.parent / "shared"))
    packed = shared / "corpus" / "docs-head.tar.xz"
    if not packed.is_file():
        return None
    with tarfile.open(packed) as archive:
        archive.extractall(room, filter="data")
    return room


def _progress(done: int, of: int) -> None:
    sys.stderr.write(f"{done} of {of} shares of the docs planted\n")


if __name__ == "__main__":
    sys.exit(main())
