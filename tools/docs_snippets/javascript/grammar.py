"""Parses scripts into syntax trees: JavaScript, or TypeScript by the suffix of the file."""

from functools import cache, lru_cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from docs_snippets.javascript.reserved import parsed

_TYPED = (".ts", ".mts", ".cts")
_TYPED_JSX = ".tsx"


def parse(text: str, path: str = "") -> Node:
    """The root of a script's tree; what is no script is an error node in it."""
    return _parsed(text.encode("utf-8", "replace"), _dialect(path))


def first_error(root: Node) -> int | None:
    """The byte at which the first node stands that the grammar does not accept."""
    nodes = [root] if root.has_error else []
    while nodes:
        node = nodes.pop()
        if node.is_error or node.is_missing:
            return node.start_byte
        nodes += [part for part in reversed(node.children) if part.has_error or part.is_missing]
    return 0 if root.has_error else None


@lru_cache(maxsize=2)
def _parsed(data: bytes, dialect: str) -> Node:
    """The last trees: who finds an error in one asks for its place."""
    parser = _parser(dialect)
    return parsed(data, lambda data: parser.parse(data).root_node)


def _dialect(path: str) -> str:
    if path.endswith(_TYPED):
        return "typescript"
    return "tsx" if path.endswith(_TYPED_JSX) else "javascript"


@cache
def _parser(dialect: str) -> Parser:
    languages = {
        "javascript": tree_sitter_javascript.language,
        "typescript": tree_sitter_typescript.language_typescript,
        "tsx": tree_sitter_typescript.language_tsx,
    }
    return Parser(Language(languages[dialect]()))
