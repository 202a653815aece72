"""What is wrong with a text that is no YAML, in words for writers.

The libraries describe the state of their scanners; nobody who writes documentation knows it.
"""

OTHERWISE = "YAML cannot have this here"

_WORDS = (
    ("does not allow", "a character YAML does not allow"),
    ("nested more", "this is nested deeper than any manifest is"),
    ("mapping values are not allowed", "a ':' in a value, which needs quotes"),
    ("\\t", "a tab in the indentation"),
    ("found '?'", "the indentation fits no key above"),
    ("block mapping start", "the indentation fits no key above"),
    ("found '-'", "an item of a list where none can stand"),
    ("block sequence", "an item of a list where none can stand"),
    ("expected ':'", "this line is neither a key nor part of the value above"),
    ("scanning a quoted", "a quote that is not closed"),
    ("unexpected end of stream", "a quote that is not closed"),
    ("escape", "a backslash in double quotes that escapes nothing"),
    ("hexadecimal", "a backslash in double quotes that escapes nothing"),
    ("expected ',' or ']'", "expected ',' or ']' before this"),
    ("expected ',' or '}'", "expected ',' or '}' before this"),
    ("document start", "this stands neither in the mapping nor in the list above"),
    ("document end", "text behind the mark that ends a document"),
    ("comment or a line break", "text behind '|' or '>', which end their line"),
    ("chomping or indentation", "text behind '|' or '>', which end their line"),
    ("alphabetic or numeric", "a value that begins with this character needs quotes"),
    ("cannot start any token", "a value that begins with this character needs quotes"),
    ("did not find expected alphabetic", "a value that begins with this character needs quotes"),
    ("directive", "a line that begins with '%' needs quotes"),
    ("undefined tag handle", "a value that begins with '!' needs quotes"),
    ("undefined alias", "a value that begins with '*' needs quotes"),
    ("duplicate anchor", "a name behind '&' that is given twice"),
    ("found '<scalar>'", "the value ends at the quote, and more follows"),
    ("node content", "a value is missing before this"),
)


def in_plain_words(message: str) -> str:
    """A library's message as a writer would put it."""
    return next((words for part, words in _WORDS if part in message), OTHERWISE)
