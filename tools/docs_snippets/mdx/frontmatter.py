"""Front matter: what the site reads from the head of a page, as YAML."""

import datetime
import re
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

_TITLE = re.compile(r"#[ \t]+([^ \t].*)(?:\r?\n|$)")
_UNDERLINED = re.compile(r"(.*)\r?\n=+(?:\r?\n|$)")
_IMPORTS = re.compile(r"(?:import\s(?:.|\r?\n(?!\r?\n))*(?:\r?\n){2,})*")
_TITLE_ID = re.compile(r"\s*(?:\{#*[\w-]+\}|#+)$")
_CODE = re.compile(r"`([^`]*)`")


class Matter(NamedTuple):
    """The data, the title the site finds in the text after it, and why it cannot be read."""

    data: dict[str, object]
    title: str | None
    trouble: tuple[int, str] | None


def read_front_matter(text: str) -> Matter:
    """The front matter of a page."""
    if not text.startswith("---") or text.startswith("----"):
        return Matter({}, content_title(text), None)
    head = re.search(r"\r?\n", text)
    start = head.start() if head else 3
    close = text.find("\n---", start)
    body = text[start : close if close >= 0 else len(text)]
    rest = "" if close < 0 else text[close + 4 :]
    if rest.startswith("\r"):
        rest = rest[1:]
    if rest.startswith("\n"):
        rest = rest[1:]
    data, trouble = _load(body, start)
    return Matter(data, content_title(rest), trouble)


def _load(body: str, start: int) -> tuple[dict[str, object], tuple[int, str] | None]:
    if not re.sub(r"^\s*#[^\n]+", "", body, flags=re.MULTILINE).strip():
        return {}, None
    yaml = YAML(typ="safe", pure=True)
    try:
        value = yaml.load(body)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        at = start + (mark.index if mark else 0)
        return {}, (at, f"the front matter is no valid YAML: {error.problem or 'unreadable'}")
    except (YAMLError, ValueError) as error:
        return {}, (start, f"the front matter is no valid YAML: {str(error).splitlines()[0]}")
    if not isinstance(value, dict):
        return ({} if value is None else {"": value}), None
    return {str(key): _plain(item) for key, item in value.items()}, None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.UTC).replace(tzinfo=None)
        return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%dT00:00:00.000Z")
    return value


def content_title(text: str) -> str | None:
    """The title the site takes from the start of the text, by pattern."""
    text = text.strip()
    found = _IMPORTS.match(text)
    text = text[found.end() if found else 0 :].strip()
    title = _TITLE.match(text) or _UNDERLINED.match(text)
    if not title:
        return None
    return _CODE.sub(r"\1", _TITLE_ID.sub("", title[1].strip()).strip())
