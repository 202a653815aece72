"""The `values.yaml` of a Helm chart, with its comments.

Defaults are the values; a comment above a key, in the form of helm-docs (`# -- …`), of bitnami
(`## @param a.b …`) or without a form, describes it. The file is read line by line, as generators of
tables read it; what it says otherwise (keys after flow brackets, tabs) is listed as skipped. Types
are those of the defaults, so that another type is no mistake.
"""

import posixpath
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, problem
from docs_snippets.core.source import Source, Span
from docs_snippets.data.json_text import RULE
from docs_snippets.data.raw_yaml import Position
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.facts.fact_records import FactRecord, no_facts, parameters_of
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.value_schema import BooleanType, IntegerType, Schema, TextType, UnknownType

MOST_LEVELS = 100
LONGEST_LINE = 10_000

_KEY = re.compile(
    r"""(?P<indent>[ ]*)(?:"(?P<double>[^"\\]+)"|'(?P<single>[^']+)'"""
    r"""|(?P<plain>[^\s#:"'{\[&*!|>%@`-][^\s#:"']*))[ ]*:(?:[ ]+(?P<value>\S.*))?$"""
)
_ITEM = re.compile(r"[ ]*-(?:[ ]|$)")
_COMMENT = re.compile(r"[ ]*#+[ ]?(?P<text>.*)$")
_DESCRIBED = re.compile(r"(?:(?P<path>[^\s-]\S*) )?-- ?(?:\((?P<type>[^)]+)\) ?)?(?P<text>.*)")
_TAGGED = re.compile(
    r"@(?P<tag>param|extra|default|deprecated|schema|section)\b(?: --)?[ ]*(?P<rest>.*)"
)
_NAMED = re.compile(r"(?P<path>[^\s\[]\S*)[ ]*(?:\[(?P<type>[^\]]*)\])?[ ]*(?P<text>.*)")
_ANCHOR = re.compile(r"&(?P<anchor>[\w-]+)(?:[ ]+|$)")
_END_COMMENT = re.compile(r"(?:^|[ ])#.*$")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?$")
_SEPARATOR = re.compile(r"(?:---|\.\.\.)(?:[ ]|$)")


class _Open(NamedTuple):
    """A key whose value may follow in deeper lines."""

    indent: int
    path: str


class _Told(NamedTuple):
    """What comments say of a value."""

    text: str = ""
    type: str = ""
    default: str = ""


@dataclass(eq=False)
class _Values:
    """The state of reading, line by line."""

    source: Source
    of: str
    records: dict[str, FactRecord] = field(default_factory=dict)
    skipped: list[Quote] = field(default_factory=list)
    named: dict[str, _Told] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    open: list[_Open] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    inside: int | None = None
    lists: int | None = None

    def take(self, number: int, line: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        if len(line) > LONGEST_LINE:
            self._skip(number, indent, line)
        elif not line.strip():
            self.above = []
        elif self.inside is not None and (
            indent > self.inside or (indent == self.inside and line.lstrip()[0] in "]}")
        ):
            return
        elif found := _COMMENT.match(line):
            self._comment(found["text"])
        elif _ITEM.match(line):
            self._item(indent)
        elif self.lists is not None and indent > self.lists:
            return
        elif found := _KEY.match(line):
            self._key(number, found)
        elif line.strip() in ("{}", "[]") and self._is_value(indent):
            path, value = self.open[-1].path, line.strip()
            kind, schema = _type_of(value)
            self.records[path] = self.records[path]._replace(
                default=value, type=kind, schema=schema
            )
        elif not _SEPARATOR.match(line):
            self._skip(number, indent, line)

    def _is_value(self, indent: int) -> bool:
        """Whether a line is the value of the key above."""
        return bool(self.open) and self.open[-1].indent < indent

    def _item(self, indent: int) -> None:
        """The items of a list are its own; the key above has them as its value."""
        if self.lists is None or indent < self.lists:
            self.lists = indent
        self.inside, self.above = None, []
        if self.open and self.open[-1].path in self.records:
            path = self.open[-1].path
            self.records[path] = self.records[path]._replace(type="list", schema=UnknownType(""))

    def _comment(self, text: str) -> None:
        if found := _TAGGED.match(text):
            self._tagged(found["tag"], found["rest"])
        elif not text.strip("#- ") and not any(map(_DESCRIBED.fullmatch, self.above)):
            self.above = []  # the words before are about the file
        else:
            self.above.append(text)

    def _tagged(self, tag: str, rest: str) -> None:
        named = _NAMED.match(rest)
        if tag in ("param", "extra") and named:
            kind = (named["type"] or "").partition(",")[0]
            self.named[named["path"]] = _Told(named["text"], kind)
        elif tag == "default":
            self.above.append(f"@default {rest}")
        elif tag == "deprecated":
            self.above.append(f"Deprecated. {rest}")

    def _key(self, number: int, found: re.Match[str]) -> None:
        indent = len(found["indent"])
        self.inside = self.lists = None
        while self.open and self.open[-1].indent >= indent:
            self.open.pop()
        if len(self.open) > MOST_LEVELS:
            self._skip(number, indent, found[0])
            return
        key = found["plain"] or found["single"] or found["double"]
        name = key.replace(".", "\\.") if found["plain"] is None or "." in key else key
        path = f"{self.open[-1].path}.{name}" if self.open else name
        told, self.above = self._told(), []
        value, rest = self._value(found["value"] or "")
        if rest:
            self.inside = indent
        self.open.append(_Open(indent, path))
        self.records.setdefault(path, self._record(path, Position(number, indent + 1), value, told))

    def _value(self, text: str) -> tuple[str | None, str]:
        """A default as written; None for none. What follows in deeper lines, if it is no map."""
        text = text if text[:1] in "\"'" else _END_COMMENT.sub("", text).rstrip()
        anchor = _ANCHOR.match(text)
        text = text[anchor.end() :] if anchor else text
        if text.startswith("*"):
            return self.anchors.get(text[1:].strip()), ""
        if not text:
            return None, ""
        if _BLOCK.match(text):
            return None, "block"
        value = _quoted(text) if text[0] in "\"'" else text
        if value is None:
            return None, "text"
        if text[0] in "{[" and (text.count("{") + text.count("[")) != (
            text.count("}") + text.count("]")
        ):
            return None, "flow"
        if anchor and text[0] not in "{[":
            self.anchors[anchor["anchor"]] = value
        return value if text[0] not in "{[" or text in ("{}", "[]") else None, ""

    def _told(self) -> _Told:
        """What the comment above says, the last description in it; plain words without one."""
        told: _Told | None = None
        default = ""
        for line in self.above:
            if line.startswith("@default "):
                default = line.removeprefix("@default ").strip("`- ")
            elif found := _DESCRIBED.fullmatch(line):
                told = _Told(found["text"], found["type"] or "")
            elif told is not None:
                told = told._replace(text=f"{told.text}\n{line}".strip())
        return (told or _Told("\n".join(self.above).strip()))._replace(default=default)

    def _record(self, path: str, place: Position, value: str | None, told: _Told) -> FactRecord:
        kind, schema = _type_of(value)
        return FactRecord(
            path,
            "value",
            place,
            self.of,
            type=told.type or kind,
            schema=schema,
            default=told.default or (value or ""),
            description=told.text,
            guessed=True,
        )

    def _skip(self, number: int, indent: int, line: str) -> None:
        self.inside = indent
        self._note(number, indent, line.strip())

    def _note(self, number: int, indent: int, words: str) -> None:
        self.skipped.append(Quote(self.source.path, number, indent + 1, words[:200]))

    def all(self) -> list[FactRecord]:
        """The records, with what tags elsewhere in the file say of them."""
        for path, told in self.named.items():
            known = self.records.get(path)
            if known is not None:
                kind = told.type or known.type
                self.records[path] = known._replace(description=told.text, type=kind)
        return list(self.records.values())


def _quoted(text: str) -> str | None:
    """What a quoted text holds; None where it is not closed on its line."""
    sign = text[0]
    end = text.find(sign, 1)
    while end > 0 and (text[end - 1] == "\\" if sign == '"' else text[end + 1 : end + 2] == sign):
        end = text.find(sign, end + (1 if sign == '"' else 2))
    return text[1:end] if end > 0 else None


def _type_of(value: str | None) -> tuple[str, Schema]:
    """The type of a default."""
    if value is None:
        return "", UnknownType("")
    if value in ("{}", "[]"):
        return ("object" if value == "{}" else "list"), UnknownType("")
    plain = core_value(value)
    if isinstance(plain, bool):
        return "boolean", BooleanType()
    if isinstance(plain, int):
        return "integer", IntegerType()
    return ("string", TextType()) if isinstance(plain, str) else ("", UnknownType(""))


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The values of a chart."""
    if "\0" in source.text:
        at = source.text.index("\0")
        return problem(
            source, Span(at, at), RULE, "not valid YAML: a character that is not allowed"
        )
    values = _Values(source, options.of)
    for number, line in enumerate(source.text.split("\n"), 1):
        values.take(number, line.rstrip())
    records = values.all()
    if not records:
        return no_facts(source, "no values here; expected the values of a chart")
    return parameters_of(source, records, values.skipped)


def recognizes(path: str, text: str) -> bool:
    """Whether a file is the values of a chart, by its name or its comments."""
    name = posixpath.basename(path)
    named = re.fullmatch(r"(?:default[_-])?values(?:[._-]\w+)?\.ya?ml", name) is not None
    return named or bool(re.search(r"^[ ]*#+ (?:-- |@param )", text, re.MULTILINE))


READER = Reader(read, (".yaml", ".yml"), recognizes, order=4)
