"""Plain explanations for the errors of YAML libraries.

The libraries describe the state of their scanners; nobody who writes documentation knows it.
"""

OTHERWISE = "YAML does not allow this here"

_WORDS = (
    ("does not allow", "YAML does not allow this character"),
    ("nested more", "nested too deeply"),
    ("mapping values are not allowed", "quote this value: it contains ':'"),
    ("\\t", "tab in the indentation"),
    ("found '?'", "the indentation matches no key above"),
    ("block mapping start", "the indentation matches no key above"),
    ("found '-'", "a list item is not allowed here"),
    ("block sequence", "a list item is not allowed here"),
    ("expected ':'", "this line is neither a key nor part of the value above"),
    ("scanning a quoted", "unclosed quote"),
    ("unexpected end of stream", "unclosed quote"),
    ("escape", "invalid escape sequence in double quotes"),
    ("hexadecimal", "invalid escape sequence in double quotes"),
    ("expected ',' or ']'", "expected ',' or ']' before this"),
    ("expected ',' or '}'", "expected ',' or '}' before this"),
    ("document start", "this belongs neither to the mapping nor to the list above"),
    ("document end", "text after the end of the document"),
    ("comment or a line break", "text after '|' or '>', which must end the line"),
    ("chomping or indentation", "text after '|' or '>', which must end the line"),
    ("alphabetic or numeric", "quote a value that starts with this character"),
    ("cannot start any token", "quote a value that starts with this character"),
    ("did not find expected alphabetic", "quote a value that starts with this character"),
    ("directive", "quote a line that starts with '%'"),
    ("undefined tag handle", "quote a value that starts with '!'"),
    ("undefined alias", "quote a value that starts with '*'"),
    ("duplicate anchor", "duplicate anchor name after '&'"),
    ("found '<scalar>'", "text after the closing quote"),
    ("node content", "missing value before this"),
)


def in_plain_words(message: str) -> str:
    """A library's message as a writer would put it."""
    return next((words for part, words in _WORDS if part in message), OTHERWISE)
