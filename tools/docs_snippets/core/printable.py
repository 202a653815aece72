"""Makes text from pages and paths safe to print on a terminal and in the log of a CI job.

Anybody may send a page in a pull request. Control and direction characters are written as escapes,
so that no text moves the cursor, changes the order of what is shown or looks like another line, and
no line can be read as a workflow command by the runner of a job.
"""

import json
import re
import unicodedata

TAB = "    "
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_COMMAND = re.compile(r"^(\s*):(?=:[A-Za-z])|#(?=#\[)", re.MULTILINE)


def printable(text: str) -> str:
    """The text on one line; control and invisible characters are written as escapes."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def source_line(text: str) -> str:
    """A line of a page; a tab is shown four columns wide."""
    return printable(text.replace("\t", TAB))


def json_text(value: object) -> str:
    """A value as ASCII JSON, without what a CI runner would take for a command."""
    return json.dumps(value).replace("##[", r"#\u0023[")


def readable_json(value: object, indent: int | None = None) -> str:
    """A value as JSON that is safe to print; letters of other languages are not escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=indent).replace("##[", r"#\u0023[")
    lines = text.split("\n")  # a text has none
    return "\n".join(_UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], each) for each in lines)


def inert(line: str) -> str:
    """The line, changed so that no CI runner takes it for a command."""
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", line)


def output_line(text: str) -> str:
    """A text as one line of output, with its end: printable, and no command to a CI runner."""
    return f"{inert(printable(text))}\n"


def width(text: str) -> int:
    """Terminal columns that a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(char) for char in text)


def _cells(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
