"""What a description's sentences say of special values: 0, -1, none, empty and unset.

A generated reference gives names, types and defaults as data, and says only in prose that a value
switches something off. Each sentence that speaks of such a value becomes a fact, or is handed back
as unread: nothing is concluded from a sentence that no pattern here takes whole.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

EMPTY, UNSET, NEGATIVE = "", "unset", "negative"
MOST_TELLING = 200
"""Sentences of a description that are read; to find each of them costs as much as all before."""


class DescriptionSentence(NamedTuple):
    """A sentence with its white space folded, and where it starts in the description."""

    text: str
    start: int


class SpecialValues(NamedTuple):
    """What a sentence gives a value: `meaning` in the sentence's own words."""

    value: str
    meaning: str


_END = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)[\"')]?\s+(?=[A-Z0-9`*(\[\"])|\n\s*\n|\n(?=\s*-?\d+ - )"
)
_SPEAKS = re.compile(
    r"(?<![\w.,:/-])(?:-1|0s?)(?![\w:/-]|\.\d)"
    r"|\b(?:non-?zero|zero|unset|unspecified|empty|blank|omitted|negative)\b"
    r"|\b(?:if|when)(?: \w+){0,2} not set\b",
    re.IGNORECASE,
)
# A sentence that takes the value back, or tells how things were, is for a person to read.
_GUARD = re.compile(
    r"\bnot (?:be )?(?:supported|allowed|valid|permitted|possible)\b|\bmust (?:not|be)\b|\bcannot\b"
    r"|\bno longer\b|\bpreviously\b|\binvalid\b|\bnon-?zero\b|\bother than\b"
    r"|\b(?:do|does|did|will|should)(?:n't| not) (?:set|use|disable|support|leave)\b",
    re.IGNORECASE,
)

_NUMBER = r"(?:-1|0s?|zero)"
_QUOTED = r"\"\""
_NEGATIVE = r"(?:a )?negative(?: (?:value|number|integer))?"
_TELLING = re.compile(
    rf"{_SPEAKS.pattern}|\bnone\b|\[\]|\bdefault\b|\brange\b|\bvalues are\b|\bnot\b|\"\"",
    re.IGNORECASE,
)
_VALUE = (
    rf"[`\"]?(?P<value>{_NUMBER}|none|{_QUOTED}|\[\]|{_NEGATIVE}|(?:the )?empty(?: string)?)[`\"]?"
)
_ASIDE = r"(?: \([^()]*\))?"
_MAY = r"(?:.+[,;] |(?:.+ )?(?:can|may) be )?"
_TO = r"(?:in order to|to|for)"
_USED = r"(?: can be used to| will)?"
_ABSENT = r"(?P<value>unset|not set|unspecified|not specified|omitted|empty|blank)"
_THIS = (
    r"(?:(?:this|the|it|its)\b(?: (?:value|field|parameter|setting|option|interval|period|port))?)"
)
_MEANS = (
    r"(?:means?|indicates?|disables?|enables?|turns?|switches|removes?|stands for|selects?|uses?)"
)

_FORMS = (
    rf"(?:if|when) (?:{_THIS} )?(?:is )?(?:left )?{_ABSENT},? (?P<meaning>.+)",
    rf"(?P<meaning>.+?),? (?:if|when) (?:{_THIS} |field |value )?(?:is )?(?:left )?{_ABSENT}",
    rf"(?P<meaning>.+?),? (?:if|when) (?:{_THIS} )?(?:is )?(?:set to |equal to )?{_VALUE}",
    rf"(?:if|when) (?:{_THIS} )?(?:is )?(?:set to )?{_VALUE}{_ASIDE}, (?P<meaning>.+)",
    rf"{_MAY}set (?:{_THIS} )?(?:to )?{_VALUE}{_ASIDE} {_TO} (?P<meaning>.+)",
    rf"(?:use|specify) (?:a |the )?(?:value (?:of )?)?{_VALUE} {_TO} (?P<meaning>.+)",
    rf"(?:a |the )?(?:special )?value (?:of )?{_VALUE}{_ASIDE}{_USED} (?P<meaning>.+)",
    rf"setting (?:{_THIS} )?to {_VALUE}{_ASIDE} (?:will )?(?P<meaning>.+)",
    rf"(?P<meaning>.+?) (?:can|may) be (?P<verb>\w+(?: off)?) by setting {_THIS} to {_VALUE}",
    rf"(?P<meaning>.+?),? by setting (?:{_THIS} )?to {_VALUE}",
    rf"to (?P<meaning>.+?), (?:use|set) (?:{_THIS} )?(?:to )?{_VALUE}",
    rf".+,? or {_VALUE} to (?P<meaning>.+)",
    rf"{_VALUE} (?:- |= |: )(?P<meaning>.+)",
    rf"{_VALUE}{_ASIDE} (?P<meaning>{_MEANS}(?: .+)?)",
    rf".+\((?:set to )?{_VALUE} (?:to |= |means |: )?(?P<meaning>[^()]+)\)",
)
_WORDS = {
    "zero": "0",
    "0s": "0",
    "blank": EMPTY,
    "empty": EMPTY,
    "empty string": EMPTY,
    "not set": UNSET,
    "unspecified": UNSET,
    "not specified": UNSET,
    "omitted": UNSET,
}
_RANGE = re.compile(
    r"\bwithin the range (?:of )?(-?\d{1,20})\s*(?:-|–|to)\s*(-?\d{1,20})\b", re.IGNORECASE
)
_ACCEPTED = re.compile(
    r"(?:accepted|valid|allowed) values are:? ((?:-?\d+(?:, | and | or )?)+)", re.IGNORECASE
)
_DEFAULT = re.compile(
    r"\[?(?:the )?default(?: value)?(?: is|:) [`\"]?(?P<value>[^\s`\",\]]+?)[`\"]?(?: bytes)?\]?",
    re.IGNORECASE,
)


def sentences(description: str) -> Iterator[DescriptionSentence]:
    """The sentences of a description, list lines each on its own."""
    start = 0
    for end in chain(_END.finditer(description), (None,)):
        stop = end.start() if end else len(description)
        part = description[start:stop]
        if part.strip():
            lead = len(part) - len(part.lstrip())
            yield DescriptionSentence(" ".join(part.split()), start + lead)
        start = end.end() if end else stop


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


@cache
def telling(description: str) -> tuple[DescriptionSentence, ...]:
    """The first sentences that some reading here may take; trees share most descriptions."""
    found = (one for one in sentences(description) if _TELLING.search(one.text))
    return tuple(islice(found, MOST_TELLING))


def speaks(sentence: str) -> bool:
    """Whether a sentence speaks of 0, -1, an empty or an unset value."""
    return _SPEAKS.search(sentence) is not None


@cache
def reading(sentence: str) -> SpecialValues | None:
    """The special value a sentence gives a meaning, when it can be read whole."""
    if _GUARD.search(sentence):
        return None
    words = sentence.rstrip(" .!")
    for pattern in _patterns():
        if found := pattern.fullmatch(words):
            groups = found.groupdict()
            verb = f" is {groups['verb']}" if groups.get("verb") else ""
            meaning = re.sub(r"^means?(?: that)? ", "", groups["meaning"]) + verb
            return SpecialValues(_value(groups["value"]), meaning)
    return None


def stated_range(sentence: str) -> tuple[int, int] | None:
    """The range a sentence confines the value to."""
    found = _RANGE.search(sentence)
    return (int(found[1]), int(found[2])) if found else None


def accepted_values(sentence: str) -> tuple[str, ...]:
    """The integers a sentence lists as all that is accepted."""
    found = _ACCEPTED.match(sentence)
    return tuple(re.findall(r"-?\d+", found[1])) if found else ()


def stated_default(sentence: str) -> str | None:
    """The value that a sentence of nothing else calls the default."""
    found = _DEFAULT.fullmatch(sentence.rstrip(" ."))
    return found["value"] if found else None


def speaks_of(sentence: str, value: str) -> bool:
    """Whether a sentence may be about a value, by its words alone."""
    words = {EMPTY: "empty|blank|unset|omitted", "0": "0s?|zero|non-?zero", UNSET: "unset|not set"}
    pattern = words.get(value, re.escape(value))
    return re.search(rf"(?<![\w.])(?:{pattern})(?!\w)", sentence, re.IGNORECASE) is not None


def _value(word: str) -> str:
    word = word.strip('`"').lower().removeprefix("the ").removeprefix("a ")
    return NEGATIVE if word.startswith(NEGATIVE) else _WORDS.get(word, word)
