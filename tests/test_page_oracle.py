"""Pages against the results of the reference parser, where those are at hand."""

import gzip
import importlib.util
import io
import json
import os
import tarfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from docs_snippets.core.source import Source
from docs_snippets.mdx.reader import read_page
from docs_snippets.page_records.record import page_record

SHARED = Path(os.environ.get("DOCS_SNIPPETS_SHARED") or Path(__file__).parents[2] / "shared")
ORACLE = SHARED / "oracle"
CORPUS_STEP = 4
MUTANT_STEP = 2

pytestmark = pytest.mark.skipif(
    not ORACLE.is_dir(),
    reason="needs the reference parser's results: DOCS_SNIPPETS_SHARED or ../shared",
)

Record: TypeAlias = dict[str, object]
Compare: TypeAlias = Callable[
    [Mapping[str, object], Mapping[str, object]], Mapping[str, tuple[object, ...]]
]


@pytest.fixture(scope="module")
def compare() -> Compare:
    """Field-by-field agreement, as the reference results come with it."""
    spec = importlib.util.spec_from_file_location("oracle_compare", ORACLE / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Compare = module.page
    return found


def record(path: str, text: str, compat: bool = False) -> Record:
    """The record of a text as JSON gives it back."""
    source = Source(path, text.removeprefix("\ufeff"), text.startswith("\ufeff"))
    found: Record = json.loads(json.dumps(page_record(read_page(source, mdx1_compat=compat))))
    return found


def wrong(compare: Compare, wanted: Record, got: Record) -> list[str]:
    """The fields that differ."""
    return [field for field, found in compare(wanted, got).items() if found[3] or found[4]]


def lines(path: Path, step: int) -> Iterator[Record]:
    """Every so many records of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for index, line in enumerate(file):
            if index % step == 0:
                yield json.loads(line)


def test_every_case_agrees(compare: Compare) -> None:
    bad = []
    for file in sorted((ORACLE / "cases").glob("*.json")):
        case = json.loads(file.read_text("utf-8"))
        text = file.with_suffix(".mdx").read_bytes().decode()
        for setting in ("off", "on"):
            wanted = case["off"] if case[setting] == "same" else case[setting]
            got = record(f"cases/{file.stem}.mdx", text, setting == "on")
            fields = wrong(compare, wanted, got)
            if wanted.get("error_line") not in (None, got.get("error_line")):
                fields.append("error_line")
            bad += [(file.stem, setting, fields)] if fields else []
    assert not bad


KNOWN_DIFFERENCES = {
    "legacy octal numbers are no error in the grammar of tree-sitter": ("p {010} q\n", "{010}\n"),
    "`delete` of a variable is no error in the grammar": ("p {delete x} q\n", "{delete x}\n"),
    "an unclosed string is reported where the grammar gives up, a line below": (
        "p {'a\nb'} q\n",
        "{'a\nb'}\n",
    ),
}
"""Probes that the parser answers otherwise on purpose: nothing real needs them."""


def test_every_probe_agrees_but_for_known_differences() -> None:
    bad = []
    for line in (ORACLE / "snippets.jsonl").read_text("utf-8").rstrip("\n").split("\n"):
        probe = json.loads(line)
        page = read_page(Source("probe.mdx", probe["text"]))
        if page.error:
            same = probe["line"] == page.source.line_of(page.error.span.start)
        else:
            kinds = [expression.kind for expression in page.expressions]
            tags = [[element.kind, element.name or None] for element in page.jsx]
            same = probe["error"] is None and (kinds, tags) == (
                [kind for kind, _ in probe["expr"]],
                [found[:2] for found in probe["jsx"]],
            )
        bad += [] if same else [probe["text"]]
    assert sorted(bad) == sorted(text for texts in KNOWN_DIFFERENCES.values() for text in texts)


def agreement(compare: Compare, items: Iterable[tuple[Record, Record]]) -> tuple[int, Counter[str]]:
    """How many pages there were, and how many differ by field."""
    bad: Counter[str] = Counter()
    count = 0
    for wanted, got in items:
        count += 1
        bad.update(wrong(compare, wanted, got))
    return count, bad


def test_mutants_agree(compare: Compare) -> None:
    def items() -> Iterator[tuple[Record, Record]]:
        for wanted in lines(ORACLE / "mutants.corpus.jsonl.gz", MUTANT_STEP):
            text, compat = str(wanted["source"]), wanted["compat"] == "on"
            yield wanted, record(str(wanted["path"]), text, compat)

    count, bad = agreement(compare, items())
    assert (count, bad) == (4000 // MUTANT_STEP, Counter())


def test_docs_agree(compare: Compare) -> None:
    texts = docs()

    def items() -> Iterator[tuple[Record, Record]]:
        for wanted in lines(ORACLE / "corpus.jsonl.gz", CORPUS_STEP):
            path = str(wanted["path"])
            yield wanted, record(path, texts[path])

    count, bad = agreement(compare, items())
    assert count > 1000
    assert not bad


def docs() -> dict[str, str]:
    """The pages the records are of."""
    archive = SHARED / "corpus" / "docs-head.tar.xz"
    if not archive.is_file():
        pytest.skip("needs the docs the reference results are of")
    out = {}
    with tarfile.open(archive) as pack:
        for member in pack:
            file = pack.extractfile(member) if member.name.endswith((".mdx", ".md")) else None
            if file is not None:
                name = member.name.removeprefix("./").removeprefix("docs-head/")
                out[name] = io.TextIOWrapper(file, "utf-8", newline="").read()
    return out
