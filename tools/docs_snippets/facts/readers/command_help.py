"""The help of a command-line program: what `--help` prints, on a page or alone, and cobra's pages.

Each flag of each command is a fact, `program command --flag` or `--flag`, with its default and what
the help says of it. The same pages tell the rules about commands which verbs and flags exist.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.raw_yaml import Position
from docs_snippets.facts.fact_records import FactRecord, no_facts, parameters_of
from docs_snippets.facts.help_pages import MARKS, ShownFlags, flag_lists
from docs_snippets.facts.help_text import ProgramFlag, read_flag
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.value_schema import BooleanType, IntegerType, Schema, TextType, UnknownType

_DEFAULT = re.compile(r"""[(\[]default:? (?P<value>"[^"]*"|'[^']*'|\[[^\]]*\]|[^()\[\]]*)[)\]]""")
_TYPE = re.compile(r"--[\w-]+[ =](?P<type>[a-zA-Z][\w-]*)(?:[ ]{2,}|$)")
_DEPRECATED = re.compile(r"\bDEPRECATED\b:?.*|\bdeprecated\b:?.*", re.IGNORECASE)
_SCHEMAS: dict[str, Schema] = {
    "int": IntegerType(),
    "int32": IntegerType(),
    "int64": IntegerType(),
    "uint": IntegerType(),
    "string": TextType(),
}


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The flags of all commands that a file shows the help of."""
    records: list[FactRecord] = []
    skipped: list[Quote] = []
    for shown in flag_lists(options.of, source):
        records += _flags(shown, options, source, skipped)
    if not records:
        return no_facts(source, "no list of flags here; expected '--help' output")
    return parameters_of(source, list({each.key: each for each in records}.values()), skipped)


def _flags(
    shown: ShownFlags, options: ReferenceOptions, source: Source, skipped: list[Quote]
) -> Iterator[FactRecord]:
    lines = shown.text.split("\n")
    for number, line in enumerate(lines):
        flag = read_flag(line) if line.lstrip().startswith("-") else None
        at = shown.first_line + number
        column = len(line) - len(line.lstrip()) + 1
        if flag is not None:
            words = " ".join((line.strip(), *_continued(lines, number, column)))
            yield _record(flag, words, shown, Position(at, column), options)
        elif re.match(r"[ ]*--?\w", line) and not shown.usage:
            skipped.append(Quote(source.path, at, column, line.strip()[:200]))


def _continued(lines: list[str], number: int, column: int) -> Iterator[str]:
    """The lines below a flag that go on with its description."""
    for line in lines[number + 1 : number + 40]:
        text = line.strip()
        if not text or text.startswith("-") or len(line) - len(line.lstrip()) < column + 3:
            return
        yield text


def _record(
    flag: ProgramFlag, words: str, shown: ShownFlags, place: Position, options: ReferenceOptions
) -> FactRecord:
    name = max(flag.names, key=len)
    default, kind = _DEFAULT.search(words), _TYPE.match(_from(words, name))
    value = default["value"].strip("\"'") if default else ""
    said = re.split(r"[ ]{2,}|\t", words, maxsplit=1)
    description = said[1].strip() if len(said) > 1 else ""
    deprecated = _DEPRECATED.search(description)
    command = " ".join(shown.path) or options.of
    return FactRecord(
        name,
        "flag",
        place,
        command,
        f"{command} {name}",
        tuple(each for each in flag.names if each != name),
        kind["type"] if kind else "boolean" if flag.takes == "nothing" else "",
        _schema(kind["type"] if kind else "", flag),
        value or ("false" if flag.takes == "nothing" and not default else ""),
        description=description,
        deprecated=deprecated[0] if deprecated else "",
        group=command,
    )


def _from(words: str, name: str) -> str:
    at = words.find(name)
    return words[at:] if at >= 0 else words


def _schema(kind: str, flag: ProgramFlag) -> Schema:
    if flag.takes == "nothing":
        return BooleanType()
    return _SCHEMAS.get(kind, UnknownType(""))


def recognizes(path: str, text: str) -> bool:
    """Whether a page shows help, as generators of pages and programs print it."""
    marked = any(mark in text for mark in MARKS)
    return (
        marked
        and ("### Options\n" in text or re.search(r"^(?:Usage|Flags):", text, re.M)) is not None
    )


READER = Reader(read, (".md", ".mdx", ".txt"), recognizes, order=6)
