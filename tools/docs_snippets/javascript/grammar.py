"""Scripts as syntax trees: JavaScript, or TypeScript where the file's name says so."""

from functools import cache

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from docs_snippets.javascript.reserved import parsed

_TYPED = (".ts", ".mts", ".cts")
_TYPED_JSX = ".tsx"


def parse(text: str, path: str = "") -> Node:
    """The root of a script's tree; what is no script is an error node in it."""
    parser = _parser(_dialect(path))
    return parsed(text.encode(), lambda data: parser.parse(data).root_node)


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
