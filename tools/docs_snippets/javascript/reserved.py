"""Reserved words as names of JSX attributes (`class`, `for`), which the grammar does not know.

Any name may stand there; the grammar of scripts takes those of variables alone.
"""

import re
from collections.abc import Callable, Sequence

from tree_sitter import Node

from docs_snippets.javascript.endless import bounded

Parse = Callable[[bytes], Node]
"""Makes the tree of a script."""

_MOST = 2_000  # names that are looked up in one script, deep as its tags may be
_WORDS = (
    "break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|"
    "false|finally|for|function|if|import|in|instanceof|new|null|return|super|switch|this|throw|"
    "true|try|typeof|var|void|while|with"
)
_NAME = re.compile(rf"(?<=[\s\"'}}])(?:{_WORDS})(?=[\s=/>])".encode())


def parsed(data: bytes, parse: Parse) -> Node:
    """The tree of a script. Attributes with reserved names are in it under another first letter."""
    data = bounded(data)
    root = parse(data)
    read = renamed(data, parse, root)
    return root if read is data else parse(read)


def renamed(data: bytes, parse: Parse, root: Node) -> bytes:
    """A script whose tree is `root`, with other names where the grammar errs; the same without."""
    names = [found.span() for found in _NAME.finditer(data)] if root.has_error else []
    if not 0 < len(names) <= _MOST or b"<" not in data:
        return data
    read = parse(_changed(data, names))
    meant = [name for name in names if _is_attribute(read, *name)]
    return _changed(data, meant) if meant else data


def _changed(data: bytes, names: Sequence[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for start, _ in names:
        changed[start : start + 1] = b"_"
    return bytes(changed)


def _is_attribute(root: Node, start: int, end: int) -> bool:
    node = root.descendant_for_byte_range(start, end)
    return node is not None and node.parent is not None and node.parent.type == "jsx_attribute"
