"""Compares what a paragraph says about the code block right below it with that block.

Words are compared with a setting of the block by its key: "3 replicas" against `replicas: 2`, "in
the `default` namespace" against `namespace: web`. A block that has the value of the words anywhere
agrees with them, and so does one that gives the key several values. A number of replicas is held
against their key alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Fence, Page
from docs_snippets.mdx.plain_words import BLANK
from docs_snippets.prose.introductions import BlockStatement, introductions, statements

_QUOTED = r"(?P<quote>[\"']?)(?P<value>{})(?P=quote)"
_SETTINGS = (
    re.compile(
        r"^[ \t]*(?:-[ \t]+)?(?P<key>[A-Za-z][\w./-]*):[ \t]+"
        + _QUOTED.format(r"[^\s\"'#{}\[\],]+")
        + r"[ \t]*(?:#.*)?$",
        re.MULTILINE,
    ),
    re.compile(r"(?<![\w.&|!-])(?P<key>[A-Za-z][\w./-]*)[ ]?==?[ ]?" + _QUOTED.format(r"[\w.-]+")),
)
_OPTIONS = (
    re.compile(
        r"(?<=\s)--(?P<key>[a-z][a-z-]*)(?:=|[ ]+)"
        + _QUOTED.format(r"[\w./:][\w./:-]*")
        + r"(?=\s|$)"
    ),
    re.compile(
        r"\b(?:kubectl|helm|oc)\b[^\n|]*?\s-(?P<key>n)[ =]?"
        + _QUOTED.format(r"[\w-]+")
        + r"(?=\s|$)"
    ),
)
_FORMATS = frozenset(
    " yaml yml json json5 jsonc toml ini conf cfg config properties env dotenv text txt plain"
    " plaintext none diff nginx hcl sh shell bash zsh console terminal cmd bat batch powershell"
    " ps1 dockerfile docker makefile xml".split(" ")
)
"""Languages of blocks that hold settings; a block without one may."""
_NUMERALS = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2
    )
}
_COUNT = re.compile(
    rf"(?<![\w.,:/$-])(?P<count>[1-9]\d{{0,4}}|{'|'.join(_NUMERALS)})\s(?P<of>[a-z]{{3,}}s)\b",
    re.IGNORECASE,
)
_NAMED = (
    re.compile(
        rf"\b(?P<noun>[A-Za-z]{{3,}})(?:\s(?:named|called))?\s(?P<code>{BLANK}+)"
        rf"(?![\w/{BLANK}-]|\s*(?:,|or|and)\s*{BLANK})"
    ),
    re.compile(
        r"\b(?:in|into|from|of|to|with|creates?|uses?)\s(?:the|an?)\s"
        rf"(?P<code>{BLANK}+)\s(?P<noun>[A-Za-z]{{3,}})\b"
    ),
)
_NO_NOUNS = frozenset(
    "and are but for from has into onto per set the than that then use via was when where with"
    " enable disable directory folder dir file".split()
)
"""Words before code that some keys and options have as names, too: `--from`, `enable`. A page
speaks of several directories and files, and an option names one of them.
"""
_WITH = r"(?:with|and|has|having|set\sto|of)\s(?:(?:the|a)\s)?"
_LABELS = (
    re.compile(rf"\blabels?\s(?P<key>{BLANK}+)\s{_WITH}(?:value\s)?(?P<value>{BLANK}+)"),
    re.compile(rf"(?<!{BLANK})(?P<key>{BLANK}+)\slabels?\s{_WITH}value\s(?P<value>{BLANK}+)"),
)
_PREFIX = re.compile(r"(?:\(|\s)/(?P<length>\d{2,3})(?=[\s,.)])")
_PLAIN = re.compile(r"[\w./:-]+")
_FILE = re.compile(
    r"\.(?:ya?ml|json|toml|xml|ini|conf|cfg|env|properties|mdx?|txt|csv|sql|sh|py|rb|go|rs|[jt]sx?"
    r"|java|kt|html?|css|tar|t?gz|zip|pem|crt|key)\Z"
)
_COUNTS = frozenset({"blocksize", "replicas"})
"""Keys whose values are counts of what they name, and nothing else."""
_NO_NAMES = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none"}) | frozenset(
    {"value", "string", "file", "path", "int", "bool"}
)


class CodeMismatch(NamedTuple):
    """What words say of a setting, and the value that the code block gives to it."""

    said: str
    span: Span
    key: str
    value: str
    value_span: Span


class _Claim(NamedTuple):
    """A key and its value in a sentence, and where the two are."""

    key: str
    value: str
    start: int
    end: int
    is_label: bool = False
    is_count: bool = False

    @property
    def said(self) -> str:
        """The claim in few words."""
        return f"{self.key}={self.value}" if self.is_label else self.value


class _Setting(NamedTuple):
    key: str
    value: str
    start: int
    end: int


def code_mismatches(page: Page) -> Iterator[CodeMismatch]:
    """What paragraphs say of settings, and the code blocks that they introduce have otherwise."""
    for text, fence in introductions(page):
        code = fence.content.text
        settings = _settings(code, _holds_settings(fence))
        for said in statements(text) if settings else ():
            for claim in _claims(said):
                found = _otherwise(claim, settings, code)
                if found:
                    place = fence.content.span(found.start, found.end)
                    span = said.sentence.span(claim.start, claim.end)
                    yield CodeMismatch(claim.said, span, found.key, found.value, place)


def _holds_settings(fence: Fence) -> bool:
    """Whether a block is in a format of settings; in program code, `key = value` names nothing."""
    return (fence.lang or "").lower() in _FORMATS


@lru_cache(maxsize=64)
def _settings(code: str, holds_settings: bool) -> tuple[_Setting, ...]:
    return tuple(
        _Setting(_key(found["key"]), found["value"], *found.span("value"))
        for form in (*(_SETTINGS if holds_settings else ()), *_OPTIONS)
        for found in form.finditer(code)
    )


def _key(typed: str) -> str:
    return "namespace" if typed == "n" else typed


def _claims(said: BlockStatement) -> Iterator[_Claim]:
    sentence, words = said
    for found in _COUNT.finditer(words):
        count = found["count"].lower()
        number = _NUMERALS.get(count, count)
        yield _Claim(found["of"].lower(), number, *found.span("count"), is_count=True)
    for form in _NAMED:
        for found in form.finditer(words):
            start, end = found.span("code")
            if found["noun"].lower() in _NO_NOUNS:
                continue
            yield _Claim(found["noun"].lower(), sentence.text[start:end], start, end)
    for found in _PREFIX.finditer(words):
        yield _Claim("blocksize", found["length"], *found.span("length"), is_count=True)
    for found in (each for form in _LABELS for each in form.finditer(words)):
        key, value = (sentence.text[slice(*found.span(part))] for part in ("key", "value"))
        yield _Claim(key, value, found.start("key"), found.end("value"), is_label=True)


def _otherwise(claim: _Claim, settings: Sequence[_Setting], code: str) -> _Setting | None:
    """The setting that is not as a claim has it: of its key, or, for a label, of its value."""
    if not _PLAIN.fullmatch(claim.value):
        return None
    if claim.is_count:
        return _other_count(claim, settings, code)
    if not _contains(code, claim.value):
        settings = [
            each
            for each in settings
            if not _is_form(claim.value, each.value)
            and _is_file(claim.value) == _is_file(each.value)
        ]
        named = [each for each in settings if each.key.lower() == claim.key.lower()]
        return _only(named if all(map(_names_something, named)) else [])
    if claim.is_label and not re.search(rf"(?<![\w-]){re.escape(claim.key)}(?![\w-])", code):
        return _only([each for each in settings if each.value == claim.value])
    return None


def _is_form(said: str, value: str) -> bool:
    """Whether a value is the one of a text in other case, or the part behind its group."""
    said, value = said.lower(), value.lower()
    _, slash, name = said.rpartition("/")
    return said == value or bool(slash and value in re.split(r"[.-]", name))


def _is_file(value: str) -> bool:
    """Whether a value is the name of a file, and not of what the file describes."""
    return bool(_FILE.search(value))


def _other_count(claim: _Claim, settings: Sequence[_Setting], code: str) -> _Setting | None:
    """The one count of a key that is another. A key may have words before: `minReplicas`.

    Except for replicas, the same number anywhere in the block may be what the words mean.
    """
    named = [each for each in settings if each.key.lower().endswith(claim.key)]
    agrees = any(each.value == claim.value for each in named)
    if agrees or not all(each.value.isdecimal() for each in named):
        return None
    alone = claim.key in _COUNTS or not _contains(code, claim.value)
    return _only([each for each in named if each.key.lower() == claim.key] if alone else [])


def _names_something(setting: _Setting) -> bool:
    """Whether a value may be the name of a thing: neither a truth value nor a help text's word."""
    return setting.value.lower() not in _NO_NAMES


def _only(settings: Sequence[_Setting]) -> _Setting | None:
    """The first of settings that all say the same, in plain words."""
    same = len({(each.key, each.value) for each in settings}) == 1
    return settings[0] if same and _PLAIN.fullmatch(settings[0].value) else None


def _contains(code: str, word: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(word)}(?![\w-]|\.\w)", code) is not None
