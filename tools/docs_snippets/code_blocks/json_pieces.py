"""JSON that a page shows in part: members without their braces, and texts without their end."""

import re

from docs_snippets.code_blocks.manifests import joined
from docs_snippets.core.source import Excerpt, excerpt

_MEMBER = re.compile(r"\s*\"[^\"\n]*\"?\s*:")
_TOKEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|(?P<opens>[\[{])|(?P<closes>[\]}])")
_PAIRS = {"[": "]", "{": "}"}


def is_member(text: str) -> bool:
    """Whether a text begins with a key: a value alone is one of several that were printed."""
    return _MEMBER.match(text) is not None


def is_cut_off(text: str, at: int) -> bool:
    """Whether what is wrong at a place is that the text ends: its last line leaves brackets open.

    A bracket that closes another one than the last is a mistake wherever it is.
    """
    expected: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["opens"]:
            expected.append(_PAIRS[token[0]])
        elif token["closes"] and (not expected or expected.pop() != token[0]):
            return False
    return bool(expected) and "\n" not in text[at:].strip()


def braced(text: Excerpt) -> Excerpt:
    """A piece of JSON with braces around it and no comma at its end."""
    inner = text.cut(0, len(text.text.rstrip().rstrip(",")))
    size = len(inner.text)
    opening, closing = (
        excerpt(((brace, text.origin(at)),)) for brace, at in (("{", 0), ("}", size))
    )
    return joined([opening, inner, closing])
