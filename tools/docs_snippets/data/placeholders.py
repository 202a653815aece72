"""Makes YAML with placeholders (`<name>`, `...`) parse, without moving any offset.

`$[name]`, `<placeholders>`, `${VAR}` and templates become private characters of a plain word, one
for one, so that they can be put back; elisions and the site's highlighting comments become
comments. JSON may have comments of its own, as the configuration of many programs has.
"""

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"\$\[[^\]\n]*\]|\{%[^%\n]*%\}|\{\{[^{}\n]*\}\}|\$\{[^}\n]*\}|\$\([^)\n]*\)|</?[A-Za-z_][^<>\n]*>|<[^<>\s:]+>"
    r"|@[A-Za-z_][\w.-]*@|%[A-Za-z_][\w.-]*%|\{[A-Za-z_][\w .-]*\}|\*{3,}"
    r"|(?<=[\s:])\[[A-Za-z_][\w -]*\](?=[\w.@/-])"
)
_DOTS = r"(?:\.{2,}|…|⋯|⋮|\.(?:[ \t]+\.)+)"
_LEFT_OUT = (
    r"(?:snip(?:ped|pet)?|cut|omit(?:ted|s)?|left[ ]out|truncat(?:ed|ion)|elided|skip(?:ped)?"
    r"|redacted|removed|abbreviated|shortened|hidden|continue[sd]?|etc|more|rest|remaining|others?)"
)
"""What writers say of text that an example leaves out."""
_OPEN, _CLOSE = r"[\[({<~=*#]", r"[\])}>~=*#]"
_ELISION = re.compile(
    r"^(?P<indent>[ \t]*)(?![\w./\[\]\"'-]+:(?:[ \t]|$))(?:"
    rf"(?:-[ \t]+(?={_DOTS}[ \t]*(?:$|[\[(#])))?(?:{_OPEN}+[ \t]*)?{_DOTS}(?![\w.]*/)[^\n]*"
    rf"|(?:{_OPEN}|[-—–]{{2,}}|—)[^\n:\"',]*\b{_LEFT_OUT}\b[^\n:\"',]*"
    rf"(?:{_CLOSE}|-{{2,}}|[—–])[ \t]*$"
    r"|(?:<[-=]+|[-=]+>|[←→↑↓⇐⇒]|\^{2,})[^\n]*"
    r"|\#[^\n]*\b(?:other|more|rest|remaining|additional|further|existing|same)\b[^\n]*"
    r"(?:\.{3}|…)[ \t]*$"
    r"|(?:\([^\n:]*\)|\$\{[^}\n]*\}|\$[A-Za-z_]\w*|\$\([^\n]*\)|\{\{[^\n]*\}\}|\{%[^\n]*%\}"
    r"|<[A-Za-z_][^<>\n]*>"
    r"|<!--[^\n]*-->|/\*[^\n]*\*/)[ \t]*$"
    r"|//[^\n]*)",
    re.MULTILINE,
)
_ARROW = r"(?:<{1,3}[-=]{2,}|<-|‹[-=]*|[←⇐⟸⬅◀◄])(?=[ \t]|$)"
_POINTED = re.compile(rf"(?<=\S)[ \t]+{_ARROW}", re.MULTILINE)
_NOTE = re.compile(
    rf"(?:(?<=\S)[ \t]+{_ARROW}|(?<=\S)[ \t]{{2,}}//[ \t]|(?<=[\"'])[ \t]+[-=]+>[ \t])"
    r"(?:[^\n\"']|(?<=\w)'(?=\w))*$"
    r"|(?<=[\"'])[ \t]+\([^()\n]*\)[ \t]*$|(?<=\w:)#[^\n]*$",
    re.MULTILINE,
)
"""What writers say of a value behind it, without `#`."""
_EMPTY_ITEM = re.compile(r"(?<=- )(?:\.{3}|…)(?=[ \t]*$)", re.MULTILINE)
_TAB = str.maketrans("\t", " ")
_COMMENT = r"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)"
_JSON = re.compile(rf"\s*(?:(?:{_COMMENT})\s*)*[\[{{\"]")
_JSON_COMMENT = re.compile(
    rf"(?P<text>(?<!\\)\"(?:\\.|[^\"\\\n])*+\")|(?<![^\s,{{}}\[\]\"])(?:{_COMMENT})"
)
_BASE = 0xE000
_HIDDEN = re.compile(r"[\ue000-\ue07f]")


def clean(text: str) -> str:
    """The text with everything that is not YAML hidden; as long as it was."""
    text = text.replace("\r", " ")
    if _JSON.match(text):
        text = _JSON_COMMENT.sub(_blanked, text)
    text = _ELISION.sub(_commented, text)
    text = _NOTE.sub(lambda found: " " * len(found[0]), text)
    text = _EMPTY_ITEM.sub(lambda found: " " * len(found[0]), text)
    return _TOKEN.sub(_hidden, text)


def restored(value: str) -> str:
    """A value read from cleaned text, with what was hidden in it."""
    return _HIDDEN.sub(lambda found: chr(ord(found[0]) - _BASE), value)


def is_hidden(value: str) -> bool:
    """Whether a value read from cleaned text holds something hidden."""
    return bool(_HIDDEN.search(value))


def _blanked(found: re.Match[str]) -> str:
    return found["text"] or re.sub(r"[^\n]", " ", found[0])


def _commented(found: re.Match[str]) -> str:
    rest = len(found[0]) - len(found["indent"])
    return found["indent"].translate(_TAB) + "#" + "." * (rest - 1)


def is_annotated(text: str) -> bool:
    """Whether arrows behind values say something of them, as nobody would type it."""
    return bool(_POINTED.search(text))


@lru_cache(maxsize=64)  # of each document of a text
def left_out(text: str) -> int | None:
    """Where a text first leaves something out; None where it shows everything."""
    found = (each.start() for each in _ELISION.finditer(text) if "//" not in each[0][:40])
    return next(found, None)


def _hidden(found: re.Match[str]) -> str:
    return "".join(
        chr(_BASE + ord(character)) if character < "\x80" else character for character in found[0]
    )
