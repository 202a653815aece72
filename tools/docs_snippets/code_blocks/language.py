"""What a fence holds: shell, YAML, JSON, a table or printed output, by its label and content.

Labels are advice: a fence without one is classified by what it says, and a labelled one is
believed unless its first lines plainly are something else (output under `bash`, a command under
`yaml`).
"""

import re
from functools import lru_cache
from typing import Literal

from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.mdx.page import Fence

ContentKind = Literal["shell", "powershell", "yaml", "json", "table", "output", "diff", "other"]

LABELS: dict[str, ContentKind] = {
    **dict.fromkeys(("bash", "sh", "shell", "console", "shell-session", "zsh"), "shell"),
    **dict.fromkeys(("powershell", "ps1", "batch", "bat", "cmd"), "powershell"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("json", "jsonc", "json5"), "json"),
    "diff": "diff",
    "output": "output",
}

PROMPT = re.compile(
    r"[ \t]*(?:"
    r"\$|%(?=[ \t]+[a-z./])|"
    r"(?:\([\w.-]+\)[ ]?)?[\w.-]+@[\w.-]+(?::[~/\w.-]*|[ ][~/][/\w.-]*)?[$#]|"
    r"\[[\w.-]+@[\w.-]+[ ][^\]\n]+\][$#]|"
    r"(?:ba)?sh-[\d.]+[$#]|"
    r"(?:\w+:)?[~/][\w./-]*[ ]?[$#]|"
    r"PS(?:[ ][A-Za-z]:[^>\n]*)?>"
    r")[ \t]+(?=\S)"
)
_LOG_LINE = re.compile(
    r"(?:time|ts|level|lvl|msg|caller|logger)=\S.*[ \t](?:\w+|\"[\w ]+\")=", re.IGNORECASE
)
"""A line of a log in pairs, as programs print it."""
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=(?!\"{3}|'{3})\S*(?:[ \t]|$)")
_PATH = re.compile(r"(?:\.{1,2}|~)?/[\w./-]+(?:[ \t]|$)|bin/\w")
_KEYWORD = re.compile(
    r"(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|function)\b|[({]\s"
)
_VARIABLE_NAME = re.compile(r"[\"']?(?:\$\{\w[\w.]*\}|\$\w+|\$\[\w[\w.]*\])[\"']?[ \t]+(?=[\w-])")
"""A program that a variable names, or a value that a component is given."""
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_.+-]*(?:[ \t]|$)")
_PRINTED = re.compile(
    r"\S.*\S {2,}\S.* {2,}\S|"  # columns
    r".*\b(?:created|configured|unchanged|patched|deleted|exposed|labeled|annotated|edited)$|"
    r"\S+:\s|.*[.:!]$|error:|\d{4}-\d\d-\d\d"
)
_HERE_STRING = re.compile(r"@(?P<quote>[\"'])[ \t]*\n(?:.*\n)*?[ \t]*(?P=quote)@")
"""PowerShell's text over several lines, which no other shell has."""
_TABLE = re.compile(
    r"[ \t]*[A-Z][A-Z0-9_/()-]*(?: [A-Z()]+)*(?: {2,}|\t+)[A-Z]|[ \t]*[+|][-=+| ]{4,}"
)
_YAML_START = re.compile(
    r"[ \t]*(?:-[ ]+)?(?:apiVersion|kind)[ \t]*:[ \t]|^---[ \t]*$", re.MULTILINE
)
_YAML_LINE = re.compile(r"[ \t]*(?:- )*(?:[\w.$/<>\"'-]+:(?:[ \t]|$)|- \S|#|\.\.\.)")
_MAP_KEY = re.compile(r"[A-Za-z][\w.-]*:[ \t]*")
_BELOW_KEY = re.compile(
    r"[ \t]+(?:- )?[A-Za-z][\w.-]*:(?:[ \t]|$)|[ \t]*- [A-Za-z][\w.-]*:(?:[ \t]|$)"
)
_JSON_START = re.compile(r"\s*(?:[\[{]\s*(?:[\[{\"\]}]|$)|\"[^\"\n]+\"\s*:)")


def fence_kind(fence: Fence) -> ContentKind:
    """What the fence holds."""
    return classify_text(fence.lang, fence.content.text)


@lru_cache(maxsize=4096)  # every version shows the same examples, and every rule asks
def classify_text(lang: str | None, text: str) -> ContentKind:
    """What a text under a label holds; `lang` is None for a fence without a label."""
    label = LABELS.get(lang.lower()) if lang else None
    if lang and label is None:
        return "other"
    lines = [line for line in text.splitlines() if line.strip()][:40]
    if not lines:
        return label or "other"
    if label == "shell":
        return "powershell" if _HERE_STRING.search(text) else _labelled_shell(lines, text)
    if label == "yaml":
        return "shell" if _is_shell_at_heart(lines) else "yaml"
    return label or _unlabelled(lines, text)


def _is_shell_at_heart(lines: list[str]) -> bool:
    """Whether text that is labelled as YAML begins with a command, comments aside."""
    first = next((line for line in lines if not line.lstrip().startswith("#")), lines[0])
    return is_typed(first) and not _YAML_LINE.match(first)


def is_typed(line: str) -> bool:
    """Whether a line is surely a command: a prompt or a program we know comes first."""
    prompt = PROMPT.match(line)
    rest = line[prompt.end() :] if prompt else line.lstrip()
    first = rest.split(maxsplit=1)[0].partition("<<")[0] if rest.split() else ""
    return (
        first in procedure_facts().commands
        or bool(_ASSIGNMENT.match(rest) or _PATH.match(rest) or _KEYWORD.match(rest))
        or (prompt is not None and bool(_PLAIN_NAME.match(rest)))
    )


def may_be_typed(line: str) -> bool:
    """Whether a line under a shell label could be a command of a program we do not know."""
    rest = line.lstrip()
    if rest.startswith("$(") or _VARIABLE_NAME.match(rest):
        return True
    return bool(_PLAIN_NAME.match(rest) and not _PRINTED.match(rest))


def _labelled_shell(lines: list[str], text: str) -> ContentKind:
    first = next((line for line in lines if not line.lstrip().startswith("#")), None)
    if first is None or is_typed(first) or may_be_typed(first):
        return "shell"
    if any(is_typed(line) for line in lines) and not _begins_as_map(lines):
        return "shell"
    return _data(lines, text) or "output"


def _begins_as_map(lines: list[str]) -> bool:
    """Whether a key comes first, and what belongs to it below: a script may be a value in it."""
    shown = [line for line in lines if not line.lstrip().startswith("#")][:2]
    return len(shown) > 1 and bool(_MAP_KEY.fullmatch(shown[0]) and _BELOW_KEY.match(shown[1]))


def _unlabelled(lines: list[str], text: str) -> ContentKind:
    first = next((line for line in lines if not line.lstrip().startswith("#")), lines[0])
    if _LOG_LINE.match(first):
        return "output"
    if PROMPT.match(first) or (is_typed(first) and not _TABLE.match(first)):
        return "shell"
    if any(PROMPT.match(line) and is_typed(line) for line in lines):
        return "shell"
    return _data(lines, text) or "output"


def _data(lines: list[str], text: str) -> ContentKind | None:
    if _TABLE.match(lines[0]):
        return "table"
    if _JSON_START.match(text):
        return "json"
    yaml_lines = sum(bool(_YAML_LINE.match(line)) for line in lines)
    if _YAML_START.search(text) and yaml_lines * 2 > len(lines):
        return "yaml"
    return None
