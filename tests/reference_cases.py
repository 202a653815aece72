"""Literate cases of the readers of references: a file, and the facts that are read from it.

A file is named after a kind and begins `# KIND`. Each `##` section is a case: a fence with four
backticks has the file (`yaml PATH`, with `of=NAME`, `sets=KIND` or `mapping.KEY=EXPRESSION` behind
it), `facts` what is read: a line for each fact, and one for each part that was not understood.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.readers import ReferenceOptions, readers
from docs_snippets.facts.value_fit import expected
from docs_snippets.facts.value_schema import UnknownType

_FENCE = re.compile(
    r"^(?P<ticks>`{4,})(?P<lang>[a-z]+)(?: (?P<path>\S+))?(?P<options>[^\n]*)\n"
    r"(?P<body>.*?)^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
_SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_OPTION = re.compile(r"(?P<name>[\w.]+)=(?:'(?P<quoted>[^']*)'|(?P<word>\S+))")


class ReaderCase(NamedTuple):
    """One section: the file, what its entry says, and the facts, None where there are none yet."""

    source: Path
    title: str
    path: str
    text: str
    options: ReferenceOptions
    facts: str | None

    def __str__(self) -> str:
        return f"{self.source.stem}: {self.title}"


def found(folder: Path) -> list[ReaderCase]:
    """Every case of the files in a folder."""
    return [case for source in sorted(folder.glob("*.md")) for case in _cases(source)]


def _cases(source: Path) -> Iterator[ReaderCase]:
    text = source.read_text("utf-8")
    assert text.startswith(f"# {source.stem}\n"), source
    titles = [*_SECTION.finditer(_FENCE.sub(lambda each: "x" * len(each[0]), text))]
    ends = [*(each.start() for each in titles[1:]), len(text)]
    for title, end in zip(titles, ends, strict=True):
        fences = [*_FENCE.finditer(text, title.end(), end)]
        file = next(each for each in fences if each["lang"] != "facts")
        facts = next((each["body"] for each in fences if each["lang"] == "facts"), None)
        yield ReaderCase(
            source, title["title"], file["path"], file["body"], _options(file["options"]), facts
        )


def _options(words: str) -> ReferenceOptions:
    given = {each["name"]: each["quoted"] or each["word"] for each in _OPTION.finditer(words)}
    mapping = tuple(
        (name.removeprefix("mapping."), value)
        for name, value in given.items()
        if name.startswith("mapping.")
    )
    return ReferenceOptions(given.get("of", ""), mapping, given.get("sets", ""))


def run(case: ReaderCase) -> str:
    """What is read of a case's file."""
    facts = readers()[case.source.stem].read(Source(case.path, case.text), case.options)
    if isinstance(facts, Diagnostic):
        at = f"{facts.region.line}:{facts.region.column}" if facts.region else "-"
        return f"{facts.path}:{at}: {facts.severity.value}: {facts.message}\n"
    lines = [_line(each) for each in facts]
    lines += [f"unread {quote.line}:{quote.column}: {quote.text}" for quote in facts.skipped]
    return "".join(f"{line}\n" for line in lines)


def _line(fact: Parameter) -> str:
    parts = [
        f"{fact.quote.line}:{fact.quote.column} {fact.kind} {fact.label}",
        f"also {', '.join(fact.others)}" if fact.others else "",
        f"type {fact.type}" if fact.type else "",
        "" if isinstance(fact.yaml_schema, UnknownType) else f"takes {expected(fact.yaml_schema)}",
        f"default {fact.default} at {fact.default_quote.line}" if fact.default else "",
        f"special {', '.join(each.value or 'empty' for each in fact.specials)}"
        if fact.specials
        else "",
        f"deprecated ({fact.deprecated})" if fact.deprecated else "",
        f"since {fact.since}" if fact.since else "",
        f"“{' '.join(fact.description.split())}”" if fact.description else "",
    ]
    return "; ".join(part for part in parts if part)


def update(case: ReaderCase, facts: str) -> None:
    """Writes the facts of a case into its file."""
    text = case.source.read_text("utf-8")
    at = text.index(f"## {case.title}\n")
    plain = _FENCE.sub(lambda each: "x" * len(each[0]), text)
    end = plain.find("\n## ", at + 1)
    section = text[at : end if end >= 0 else len(text)]
    block = f"````facts\n{facts}````"
    if case.facts is None:
        after = f"{section.rstrip()}\n\n{block}\n"
    else:
        after = section.replace(f"````facts\n{case.facts}````", block)
    case.source.write_text(text[:at] + after + (text[end:] if end >= 0 else ""), "utf-8")
