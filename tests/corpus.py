"""Runs over the real docs: `python tests/corpus.py SHARED`, where SHARED holds the corpus.

Each check prints one line with its figures, and what it saw when it fails. Exit code 1 if one does.
`--only CHECK` runs that one; `--update` writes the page that `verdicts` compares with.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import judged
import promises
from docs_snippets.core.source import Source
from docs_snippets.files.access import DiskFiles
from docs_snippets.files.reading import read
from docs_snippets.mdx.reader import read_page

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-m", "docs_snippets")
REPEATED_SHARE = 0.05


class Result(NamedTuple):
    """Whether a check passed, its figures, and what to look at when it did not."""

    passed: bool
    figures: str
    seen: str = ""


class Corpus(NamedTuple):
    """Where the corpus lies and where there is room to work."""

    shared: Path
    work: Path
    update: bool

    @property
    def head(self) -> Path:
        """The newest docs."""
        return self.work / "docs-head"

    @property
    def around_request(self) -> tuple[str, str]:
        """The docs before and after the original pull request."""
        if not (self.work / "pr").exists():
            with tarfile.open(self.shared / "corpus" / "pr-2575.tar.xz") as packed:
                packed.extractall(self.work / "pr", filter="data")
        return "pr/base", "pr/head"

    def findings(self, name: str) -> Path:
        """The file of the findings on some docs, which are checked the first time."""
        file = self.findings_file(name)
        if not file.exists():
            lint(self, name)
        return file

    def findings_file(self, name: str) -> Path:
        """Where the findings on some docs are kept."""
        return self.work / f"{name.replace('/', '-')}.json"


def run(*arguments: str | Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """A program's output; a traceback is the end of everything."""
    command = [str(each) for each in arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def lint(corpus: Corpus, name: str) -> subprocess.CompletedProcess[str]:
    """Findings on some docs, kept in a file."""
    file = corpus.findings_file(name)
    return run(
        *(*PROGRAM, "lint", "--docs", corpus.work / name, "--output-format", "json"),
        *("--output-file", file),
    )


def whole(corpus: Corpus) -> Result:
    """All of the newest docs, with the time for the record: `make bench` compares times."""
    before, started = _processor_seconds(), time.monotonic()
    done = lint(corpus, "docs-head")
    spent, took = _processor_seconds() - before, time.monotonic() - started
    passed = done.returncode == 1
    figures = f"{took:.1f} s, processors {spent:.1f} s; {done.stderr.strip()}"
    return Result(passed, figures, done.stderr)


def _processor_seconds() -> float:
    """What finished programs have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def labels(corpus: Corpus) -> Result:
    """Mistakes found and look-alikes left alone."""
    labelled = corpus.shared / "labels"
    done = run(
        *(sys.executable, labelled / "score.py", corpus.findings("docs-head")),
        *(labelled / "head.jsonl", "--misses"),
    )
    total = re.search(r"all +found +(\d+) of +(\d+).*repeated +(\d+) of +(\d+)", done.stdout)
    assert total, done.stdout + done.stderr
    found, of, repeated, alike = map(int, total.groups())
    figures = f"{found} of {of} found, {repeated} of {alike} look-alikes reported"
    return Result(repeated <= REPEATED_SHARE * alike, figures, done.stdout)


def replay(corpus: Corpus) -> Result:
    """The comments of the original pull request, and nothing else."""
    before, after = map(corpus.findings, corpus.around_request)
    done = run(sys.executable, corpus.shared / "corpus" / "score_replay.py", after, before)
    found = re.search(r"found: (\d+) of (\d+); beside: (\d+)", done.stdout)
    assert found, done.stdout + done.stderr
    passed = int(found[1]) >= int(found[2]) - 1 and found[3] == "0"
    return Result(passed, done.stdout.partition("\n")[0], done.stdout)


def verdicts(corpus: Corpus) -> Result:
    """Findings that somebody has read: enough of them right for each rule to keep its level."""
    given = judged.read_verdicts()
    base, head = map(corpus.findings, corpus.around_request)
    newest = judged.causes(corpus.findings("docs-head"))
    known = {cause.key for cause in newest}
    older = {cause.key: cause for file in (base, head) for cause in judged.causes(file)}
    docs = {
        "The newest docs": newest,
        "Older docs, what the newest have not": tuple(
            cause for key, cause in older.items() if key not in known
        ),
    }
    table = judged.table(docs, given)
    if corpus.update:
        judged.TABLE.write_text(table, encoding="utf-8")
    current = judged.TABLE.read_text(encoding="utf-8") == table
    both = [row for found in docs.values() for row in judged.rows(found, given)]
    low = [f"{row.rule} at {row.level}: {row.share:.0%} right" for row in both if not row.holds]
    figures = (
        f"{sum(row.causes for row in both)} distinct, {sum(row.read for row in both)} read, "
        f"{sum(row.verdicts['right'] for row in both)} right; corpus.md is "
        + ("current" if current else "stale: make judged")
    )
    return Result(not low, figures, "\n".join(low))


def change(corpus: Corpus) -> Result:
    """The original pull request as a change: its ten comments, its description's among them."""
    docs, file = corpus.work / "change", corpus.findings("change")
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
    shutil.copytree(corpus.work / "pr" / "base", docs)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "base"]):
        run(*git, *arguments, folder=docs)
    shutil.copytree(corpus.work / "pr" / "head", docs, dirs_exist_ok=True)
    options = ("--changed=HEAD", "--pr-text", corpus.shared / "corpus" / "pr-2575.md")
    before, started = _processor_seconds(), time.monotonic()
    form = ("--output-format", "json", "--output-file", file)
    run(*PROGRAM, "lint", "--docs", docs, *options, *form)
    spent, took = _processor_seconds() - before, time.monotonic() - started
    done = run(sys.executable, corpus.shared / "corpus" / "score_replay.py", file)
    said = done.stdout.partition("\n")[0]
    figures = f"{said}; {took:.1f} s, processors {spent:.1f} s"
    return Result(done.returncode == 0, figures, done.stdout)


def mirror(corpus: Corpus) -> Result:
    """The original pull request's edit of the newest version, carried to every other tree.

    Where the pull request made the same edit, so does the patch, but for what no reference there
    documents: that the port may be 0.
    """
    docs, (base, head) = corpus.work / "mirror", corpus.around_request
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
    shutil.copytree(corpus.work / base, docs)
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "base"]):
        run(*git, *arguments, folder=docs)
    edited = "calico/operations/ebpf"
    shutil.copytree(corpus.work / head / edited, docs / edited, dirs_exist_ok=True)
    options = ("--base", "HEAD", "--from", "calico/next", "--to", "**", "--write")
    done = run(*PROGRAM, "mirror", "--docs", docs, docs / "calico", *options)
    changed = run("git", "diff", "--name-only", folder=docs).stdout.splitlines()
    written = [path for path in changed if not path.startswith("calico/")]
    texts = {path: (docs / path).read_text("utf-8") for path in written}
    zero = [path for path, text in texts.items() if 'HealthzPort": 0' in text]
    same = [p for p, text in texts.items() if (corpus.work / head / p).read_text("utf-8") == text]
    refused = len(re.findall(r"^  (?:refused|conflict)", done.stderr, re.M))
    figures = f"{len(written)} pages, {len(same)} of them as in the pull request; {refused} reasons"
    return Result(done.returncode == 1 and bool(same) and not zero, figures, done.stderr)


def adoption(corpus: Corpus) -> Result:
    """Rendering takes over every hand-written copy, and a second run has nothing to do."""
    docs = corpus.work / "adopted"
    shutil.copytree(corpus.head, docs)
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.com")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "before"]):
        run(*git, *arguments, folder=docs)
    changed = []
    for options in ([], ["--adopt"], []):
        run(*PROGRAM, "render", "--docs", docs, *options)
        changed.append(len(run(*git, "status", "--short", folder=docs).stdout.splitlines()))
        run(*git, "commit", "-q", "-a", "-m", "rendered", folder=docs)
    check = run(*PROGRAM, "render", "--check", "--docs", docs)
    figures = "files changed: {} by render, {} by --adopt, {} by a second run".format(*changed)
    passed = all(changed[:2]) and changed[2] == 0 and check.returncode == 0
    return Result(passed, figures, check.stdout + check.stderr)


def positions(corpus: Corpus) -> Result:
    """At every place a page names stands the thing itself; each distinct text once."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    texts: set[str] = set()
    files = DiskFiles(corpus.head)
    for path in files.below(""):
        source = read(files, path)
        if not isinstance(source, Source) or source.text in texts:
            continue
        texts.add(source.text)
        page = read_page(source)
        counts.update(promises.count(page))
        wrong += [f"{path}: {each}" for each in promises.broken(page)]
        for node, stands in promises.scalars(page):
            counts["YAML scalars"] += 1
            wrong += [] if stands else [f"{path}: {node.span} is not {node.value!r}"]
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in sorted(counts.items()))
    return Result(not wrong, f"{len(wrong)} wrong of {told}", "\n".join(wrong[:20]))


CHECKS: tuple[Callable[[Corpus], Result], ...] = (
    *(whole, labels, replay, change, mirror, verdicts, adoption, positions),
)


def main(shared: Path, only: str | None, *, update: bool) -> int:
    """Unpacks the newest docs and runs one check, or every one, on them."""
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        os.environ["DOCS_SNIPPETS_CACHE_DIR"] = f"{work}/cache"
        corpus = Corpus(shared, Path(work), update)
        with tarfile.open(shared / "corpus" / "docs-head.tar.xz") as packed:
            packed.extractall(corpus.head, filter="data")
        for check in CHECKS:
            if only not in (None, check.__name__):
                continue
            result = check(corpus)
            failed += not result.passed
            print(f"{'passed' if result.passed else 'FAILED'}  {check.__name__}: {result.figures}")
            if not result.passed:
                print(result.seen)
    return int(failed > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=[each.__name__ for each in CHECKS])
    parser.add_argument("--update", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    told = _arguments()
    sys.exit(main(told.shared.resolve(), told.only, update=told.update))
