"""Names and labels in a form that the API does not take."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode

LONGEST_LABEL = 63

_LABEL = re.compile(r"(?:[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)?", re.ASCII)
_NAME = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_SIGNS = re.compile(r"[^ -~]|[<>{}$%@*\[\]]|\.{3}")
_PLACEHOLDER = re.compile(r"[A-Z][A-Z0-9_ -]*|(?i:your|my|example|some|the)\b.*")
_LABELS = frozenset(("labels", "matchLabels"))


def invalid_names(root: YamlNode, *, named: bool) -> Iterator[tuple[Span, str]]:
    """What is wrong with the labels of a manifest, and with its own name if it has to be plain."""
    name = root.get("metadata", "name") if named else None
    typed = name is not None and name.kind == "str" and not _is_open(name.value)
    if name is not None and typed and not _NAME.fullmatch(name.value):
        message = f"invalid name {name.value!r}; expected lower-case letters, digits, '-' and '.'"
        yield name.span, message
    yield from _labels(root)


def _labels(node: YamlNode) -> Iterator[tuple[Span, str]]:
    for child in node.children:
        if child.key in _LABELS and child.kind == "map":
            for label in child.children:
                if label.kind == "str" and not _is_open(label.value) and _is_wrong(label.value):
                    message = (
                        f"invalid label value {label.value!r}; expected at most {LONGEST_LABEL}"
                        " letters, digits, '-', '_' and '.'"
                    )
                    yield label.span, message
        else:
            yield from _labels(child)


def _is_wrong(value: str) -> bool:
    return not _LABEL.fullmatch(value) or len(value) > LONGEST_LABEL


def _is_open(value: str) -> bool:
    """Whether a page leaves a value to its reader."""
    return bool(_SIGNS.search(value) or _PLACEHOLDER.fullmatch(value))
