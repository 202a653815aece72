"""Reads the front matter of a page, and the title that Docusaurus finds by pattern."""

import json
import re
from typing import NamedTuple

from docs_snippets.data.front_matter_yaml import load
from docs_snippets.data.js_yaml_scalars import resolve

_TITLE = re.compile(r"#[ \t]+([^ \t][^\r\n\u2028\u2029]*)(?:\r?\n|\Z)")
_UNDERLINED = re.compile(r"([^\r\n\u2028\u2029]*)\r?\n=+(?:\r?\n|\Z)")
_IMPORTS = re.compile(r"(?:import\s(?:[^\r\n\u2028\u2029]|\r?\n(?!\r?\n))*(?:\r?\n){2,})*")
_ID = re.compile(r"\{#*[\w-]+\}", re.ASCII)
_CODE = re.compile(r"`([^`]*)`")
_HEAD = re.compile(r"\r?\n")
_SIMPLE = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]*):"
    r"(?:[ ]+([A-Za-z0-9$](?:[^:#\x00-\x1f\x7f-\x9f]|:(?![ \t\n\r])|(?<![ \t])#)*+))?[ ]*(?:\n|\Z)"
)
_SPACE = "\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)

_COMMENTS = re.compile(rf"(?:[{_SPACE}]*+#[^\n]++(?=\n|\Z))*+[{_SPACE}]*+")


class Matter(NamedTuple):
    """The data, the title the site finds in the text after it, and why it cannot be read."""

    data: dict[str, object]
    title: str | None
    trouble: tuple[int, str] | None


# Mirrors `parseMatter` of gray-matter/index.js.
def read_front_matter(text: str) -> Matter:
    """The front matter of a page."""
    if not text.startswith("---") or text.startswith("----"):
        return Matter({}, content_title(text), None)
    head = _HEAD.search(text)
    raw = text[3 : head.start() if head else -1]
    language = raw.strip(_SPACE)
    start = 3 + len(raw) if language else 3
    close = text.find("\n---", start)
    body = text[start : close if close >= 0 else len(text)]
    rest = "" if close < 0 else text[close + 4 :]
    rest = rest.removeprefix("\r").removeprefix("\n")
    data, trouble = _load(body, start, language)
    return Matter(data, content_title(rest), trouble)


def _load(body: str, start: int, language: str) -> tuple[dict[str, object], tuple[int, str] | None]:
    simple = _simple(body) if not language else None
    if simple is not None:
        return simple, None
    if _COMMENTS.fullmatch(body):
        return {}, None
    if language.lower() in ("js", "javascript"):
        return {}, None  # a program, whose result is not known
    if language and language != "json" and language.lower() not in ("yaml", "yml"):
        return {}, (3, f"`{language}` is not a front matter language; write `---` alone")
    value, trouble = _json(body) if language == "json" else load(body)
    if trouble and language == "json":
        return {}, (start + trouble[0], f"the front matter is not valid JSON: {trouble[1]}")
    if trouble:
        return {}, (start + trouble[0], f"the front matter is not valid YAML: {trouble[1]}")
    if isinstance(value, dict):
        return value, None
    return ({} if value is None else {"": value}), None


def _json(body: str) -> tuple[object, tuple[int, str] | None]:
    """The value of a JSON text, or where it is none and why."""
    try:
        return json.loads(body, parse_constant=_no_constant), None
    except json.JSONDecodeError as error:
        return None, (error.pos, error.msg)
    except (ValueError, RecursionError) as error:
        return None, (0, str(error))


def _no_constant(name: str) -> object:
    raise ValueError(f"`{name}` is not a value")


def _simple(body: str) -> dict[str, object] | None:
    """Front matter of plain `key: value` lines; None where it is not so simple."""
    if not body.startswith("\n"):
        return None
    out: dict[str, object] = {}
    pos = 1
    size = len(body)
    while pos < size:
        found = _SIMPLE.match(body, pos)
        if not found or found[1] in out:
            return None
        value = found[2]
        if value is None:
            out[found[1]] = None
        else:
            out[found[1]] = resolve(value.rstrip(" "))
        pos = found.end()
    return out


# Mirrors `parseMarkdownContentTitle` of @docusaurus/utils/src/markdownUtils.ts.
def content_title(text: str) -> str | None:
    """The title the site takes from the start of the text, by pattern."""
    text = text.strip(_SPACE)
    if text.startswith("import"):
        found = _IMPORTS.match(text)
        text = text[found.end() if found else 0 :].strip(_SPACE)
    title = _TITLE.match(text)
    underlined = None if title else _UNDERLINED.match(text)
    if title:
        bare = _without_id(title[1].strip(_SPACE))
    elif underlined:
        bare = underlined[1].strip(_SPACE).rstrip("=").rstrip(_SPACE)
    else:
        return None
    return _CODE.sub(r"\1", bare).strip(_SPACE)


# Mirrors `toTextContentTitle` of @docusaurus/utils/src/markdownUtils.ts.
def _without_id(title: str) -> str:
    """The title without a written id or closing `#` at its end."""
    if title.endswith("#"):
        return title.rstrip("#").rstrip(_SPACE)
    start = title.rfind("{")
    return title[:start].rstrip(_SPACE) if start >= 0 and _ID.fullmatch(title, start) else title
