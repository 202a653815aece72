"""Ways to check the same pages that must say the same: `python tests/equivalences.py DOCS`.

The pages of a checkout of the docs get mistakes of the hand, by a seed that is printed, and are
checked in pairs of ways. Each pair prints one line: how many mutated pages it compared, and how
many findings or files differ. Exit code 1 if any does.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import repository
from mutations import mutated

ROOT = Path(__file__).parent.parent
PROGRAM = (sys.executable, "-m", "docs_snippets")
_LEFT_OUT = shutil.ignore_patterns(".git", "node_modules")
_SUFFIXES = (".md", ".mdx")
_CHUNKS = 5
_COLD = ("--no-cache",)
"""What an earlier run kept would be compared with itself."""

_SHOWN = 10

Findings = Counter[str]


class Result(NamedTuple):
    """How many mutated pages were compared, and what differs."""

    pages: int
    differing: list[str]


@dataclass(frozen=True)
class Mutated:
    """The docs as they were and with mistakes, and the configuration that both are checked with."""

    work: Path
    plain: Path
    docs: Path
    pages: tuple[str, ...]
    config: Path

    @cached_property
    def findings(self) -> Findings:
        """What is found on the pages with mistakes."""
        return self.lint(self.docs)

    def lint(self, docs: Path, *options: str, **environment: str) -> Findings:
        """What is found in some docs."""
        file = self.work / "report.json"
        file.unlink(missing_ok=True)
        form = ("--output-format", "json", "--output-file", str(file))
        done = self.run("lint", "--docs", str(docs), *_COLD, *options, *form, **environment)
        assert file.exists(), done.stderr
        found = json.loads(file.read_text("utf-8"))["findings"]
        return Counter(json.dumps(each, sort_keys=True) for each in found)

    def run(
        self, command: str, *arguments: str, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a command with the configuration; a traceback is the end of everything."""
        done = subprocess.run(
            (*PROGRAM, command, "--config", str(self.config), *arguments),
            env={**os.environ, **environment},
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode in (0, 1), done.stdout[-500:] + done.stderr[-2000:]
        assert "this is a bug" not in done.stderr, done.stderr
        return done

    def copy(self, name: str) -> Path:
        """The pages with mistakes in another folder."""
        shutil.rmtree(self.work / name, ignore_errors=True)
        shutil.copytree(self.docs, self.work / name)
        return self.work / name

    def rewritten(self, name: str, form: Callable[[bytes], bytes]) -> Path:
        """The pages with mistakes, each written in another form."""
        docs = self.copy(name)
        for path in _pages(docs):
            data = (docs / path).read_bytes()
            (docs / path).write_bytes(form(data) if b"\r" not in data else data)
        return docs


def one_process(docs: Mutated) -> Result:
    """One process and two; two hash seeds; another root."""
    elsewhere = docs.copy("another root ü")
    found = docs.lint(elsewhere, "--jobs", "1", PYTHONHASHSEED="4321")
    return Result(len(docs.pages), _differing(docs.findings, found))


def subset(docs: Mutated) -> Result:
    """A part of the pages, and the same part of all."""
    differing = list[str]()
    for number in range(_CHUNKS):
        part = docs.pages[number::_CHUNKS]
        found = _on(docs.lint(docs.docs, *(str(docs.docs / each) for each in part)), part)
        differing += _differing(_on(docs.findings, part), found)
    return Result(len(docs.pages), differing)


def windows(docs: Mutated) -> Result:
    """Line ends of Windows."""
    return _form(docs, "windows", lambda data: data.replace(b"\n", b"\r\n"))


def old(docs: Mutated) -> Result:
    """Line ends of old."""
    return _form(docs, "old", lambda data: data.replace(b"\n", b"\r"))


def mark(docs: Mutated) -> Result:
    """A byte-order mark."""
    return _form(docs, "mark", lambda data: b"\xef\xbb\xbf" + data)


def no_end(docs: Mutated) -> Result:
    """No line end at the end."""
    return _form(docs, "no end", lambda data: data.rstrip(b"\n"))


def changed(docs: Mutated) -> Result:
    """A change, and the difference of two runs over everything."""
    folder = docs.work / "changed"
    shutil.copytree(docs.plain, folder)
    repository.commit(folder)
    shutil.copytree(docs.docs, folder, dirs_exist_ok=True)
    before = {_identity(each) for each in map(json.loads, docs.lint(docs.plain))}
    wanted = [e for e in map(json.loads, docs.findings) if _identity(e) not in before]
    found = map(json.loads, docs.lint(folder, "--changed=HEAD"))
    of_changes = _of_changes(docs)
    usual = [each for each in found if each["rule"] not in of_changes]
    return Result(len(docs.pages), _differing(*map(_identities, (wanted, usual))))


def fixed(docs: Mutated) -> Result:
    """Fixes applied once and twice."""
    folder = docs.copy("fixed")
    states = []
    for _ in range(2):
        docs.run("lint", "--docs", str(folder), *_COLD, "--fix", "--unsafe-fixes")
        states.append({path: (folder / path).read_bytes() for path in _pages(folder)})
    one, two = states
    return Result(len(docs.pages), [path for path in one if one[path] != two[path]])


def silent(docs: Mutated) -> Result:
    """A baseline, and then nothing."""
    file = docs.work / "baseline.json"
    docs.run("lint", "--docs", str(docs.docs), *_COLD, "--baseline", str(file), "--write-baseline")
    return Result(len(docs.pages), [*docs.lint(docs.docs, "--baseline", str(file))])


def rendered(docs: Mutated) -> Result:
    """Snippets written once and twice."""
    folder = docs.copy("rendered")
    repository.commit(folder)  # only what git has is adopted
    states = []
    for _ in range(2):
        docs.run("render", "--docs", str(folder), "--adopt", "--accept-loss")
        states.append({path: (folder / path).read_bytes() for path in _pages(folder)})
    one, two = states
    assert any(one[path] != (docs.docs / path).read_bytes() for path in one)
    return Result(len(docs.pages), [path for path in one if one[path] != two[path]])


def kept(docs: Mutated) -> Result:
    """What an earlier run kept of the docs without mistakes, and nothing kept."""
    folder = docs.work / "kept"
    shutil.copytree(docs.plain, folder)
    options = ("--docs", str(folder), "--cache-dir", str(docs.work / "cache"))
    docs.run("lint", *options)
    found = Findings()
    for number in range(_CHUNKS):
        for path in docs.pages[number::_CHUNKS]:
            shutil.copy(docs.docs / path, folder / path)
        file = docs.work / f"kept-{number}.json"
        docs.run("lint", *options, "--output-format", "json", "--output-file", str(file))
        read = json.loads(file.read_text("utf-8"))["findings"]
        found = Counter(json.dumps(each, sort_keys=True) for each in read)
    return Result(len(docs.pages), _differing(docs.findings, found))


PAIRS = (one_process, subset, windows, old, mark, no_end, changed, fixed, silent, rendered, kept)


def _form(docs: Mutated, name: str, form: Callable[[bytes], bytes]) -> Result:
    found = docs.lint(docs.rewritten(name, form))
    return Result(len(docs.pages), _differing(docs.findings, found))


def _on(findings: Findings, paths: Iterable[str]) -> Findings:
    """Findings on some pages, without where else they are: that depends on what was checked."""
    named, found = {*paths}, Findings()
    for text, count in findings.items():
        each = json.loads(text)
        if each["path"] in named:
            found[json.dumps({**each, "siblings": None}, sort_keys=True)] += count
    return found


def _of_changes(docs: Mutated) -> set[str]:
    """Names of the rules about a change as a whole, which no other run has."""
    said = docs.run("rule", "--output-format", "json").stdout
    return {each["name"] for each in json.loads(said) if each["reads"] == "change"}


def _identity(finding: Mapping[str, object]) -> tuple[object, object]:
    return finding["path"], finding["fingerprint"]


def _identities(findings: Iterable[Mapping[str, object]]) -> Findings:
    return Counter(
        " ".join(str(each[key]) for key in ("path", "line", "rule", "message", "fingerprint"))
        for each in findings
    )


def _differing(one: Findings, other: Findings) -> list[str]:
    gone, more = one - other, other - one
    return [*(f"- {each}" for each in gone), *(f"+ {each}" for each in more)]


def _pages(docs: Path) -> list[str]:
    files = (file for file in docs.rglob("*") if file.suffix in _SUFFIXES and file.is_file())
    return sorted(file.relative_to(docs).as_posix() for file in files)


def make(work: Path, source: Path, config: Path, count: int, seed: int) -> Mutated:
    """The docs, and a copy of which some pages have mistakes."""
    plain, docs = work / "plain", work / "docs"
    shutil.copytree(source, plain, ignore=_LEFT_OUT)
    shutil.copytree(plain, docs)
    chance = random.Random(seed)
    pages = _pages(docs)
    chosen = sorted(chance.sample(pages, min(count, len(pages))))
    for path in chosen:
        text = (docs / path).read_bytes().decode("utf-8")
        (docs / path).write_bytes(mutated(text, chance).encode("utf-8"))
    return Mutated(work, plain, docs, tuple(chosen), config)


def main(told: argparse.Namespace) -> int:
    """Runs one pair, or every one."""
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        docs = make(Path(work), told.docs, told.config, told.count, told.seed)
        print(f"seed {told.seed}, {len(docs.pages)} mutated pages", flush=True)
        for pair in PAIRS:
            if told.only and pair.__name__ not in told.only:
                continue
            started = time.monotonic()
            pages, differing = pair(docs)
            failed += bool(differing)
            took, name = time.monotonic() - started, pair.__name__.replace("_", " ")
            print(f"{pages} pages, {len(differing)} differing, {took:.0f} s  {name}", flush=True)
            print("".join(f"  {each[:600]}\n" for each in differing[:_SHOWN]), end="")
    return int(failed > 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--config", type=Path, default=ROOT / "versions.yaml")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--only", action="append", choices=[each.__name__ for each in PAIRS])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_arguments()))
