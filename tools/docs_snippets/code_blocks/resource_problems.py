"""What the API rejects of a resource on a page: fields its schema does not have, values it refuses.

What a page leaves open (placeholders, elisions, nothing) is never wrong, and neither is what the
schema leaves open.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from docs_snippets.core.edit_distance import edits
from docs_snippets.core.patterns import matches
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.structural_schema import StructuralSchema

FieldRoute: TypeAlias = tuple[str, ...]

IMPLIED = frozenset({"apiVersion", "kind", "metadata"})
"""What every resource has, whether its schema lists it or not."""
SHORTEST_SLIP = 5
"""Letters of a name that nothing but a slip is near to."""

_FIELD = re.compile(r"[A-Za-z][\w-]*")
_OPEN_TEXT = re.compile(
    r"\.{3,}|…"
    r"|[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+"
    r"|(?i:your|my|example|some)[-_ ].*"
    r"|(?i:optional|required)[.,:;) ].*"  # what a field is, and no value of it
)
_QUANTITY = re.compile(
    r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?|.*[^\x00-\x7f].*"
)
_YAML_1_1 = frozenset("y yes n no on off".split())  # booleans to the clients' own reader
_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "a string",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
}
_FITTING = {
    "object": ("map",),
    "array": ("list",),
    "string": ("str",),
    "boolean": ("bool",),
    "integer": ("int",),
    "number": ("int", "float"),
}


class UnknownField(NamedTuple):
    """A key that no schema has; `parent` is the schema around it, `beside` the keys given there."""

    name: str
    span: Span
    route: FieldRoute
    parent: StructuralSchema
    beside: frozenset[str] = frozenset()


class InvalidFieldValue(NamedTuple):
    """A value that its schema refuses, and what it takes."""

    name: str
    span: Span
    wanted: str
    structure: StructuralSchema
    number_in_quotes: bool


ResourceProblem: TypeAlias = UnknownField | InvalidFieldValue


def resource_problems(
    node: YamlNode, structure: StructuralSchema, route: FieldRoute = ()
) -> Iterator[ResourceProblem]:
    """All that is wrong with a value, in the order it is typed."""
    if _is_left_open(node):
        return
    wrong = _wrong_value(node, structure, route)
    if wrong is not None:
        yield wrong
    elif node.kind == "map":
        names = frozenset(child.key or "" for child in node.children)
        for child in node.children:
            yield from _of_child(child, structure, route, names)
    elif node.kind == "list" and structure.items is not None:
        # Items with keys after words lost the key above them: not the values are wrong.
        words = node.children[:1] and node.children[0].kind == "str"
        for item in node.children:
            if not (words and item.kind == "map"):
                yield from resource_problems(item, structure.items, route)


def _of_child(
    child: YamlNode, parent: StructuralSchema, route: FieldRoute, beside: frozenset[str]
) -> Iterator[ResourceProblem]:
    name = child.key or ""
    below = parent.fields.get(name) or parent.values
    if below is not None:
        yield from resource_problems(child, below, (*route, name))
        return
    if name in IMPLIED and not route:
        return
    slip = parent.types_only and (
        _is_slip(name, parent, beside) or (not route and bool(owners(name, parent)))
    )
    if (slip or not parent.is_open) and child.key_span is not None and _FIELD.fullmatch(name):
        yield UnknownField(name, child.key_span, route, parent, beside)


def owners(name: str, parent: StructuralSchema) -> tuple[str, ...]:
    """The fields of an object that have a field of a name."""
    return tuple(each for each, below in parent.fields.items() if name in below.fields)


def _is_slip(name: str, parent: StructuralSchema, beside: frozenset[str]) -> bool:
    """Whether a name is all but one that its parent has and the page does not give it beside."""
    if parent.values is not None or parent.embedded:
        return False
    near = [each for each in parent.fields if is_slip_of(name, each)]
    return bool(near) and beside.isdisjoint(near)


def is_slip_of(name: str, known: str) -> bool:
    """Whether two names differ by a letter, or by case; a plural may be one of another version."""
    if name.lower() == known.lower():
        return True
    if len(known) < SHORTEST_SLIP or f"{name}s" == known or name == f"{known}s":
        return False
    return edits(name, known, 2) < 2


def _is_left_open(node: YamlNode) -> bool:
    if node.kind in ("unknown", "alias", "null") or node.tag is not None:
        return True
    if node.kind == "str":
        return bool(_OPEN_TEXT.fullmatch(node.value.strip()))
    # A word in brackets is how some pages write a placeholder.
    only = node.children[0] if node.kind == "list" and len(node.children) == 1 else None
    inline = only is not None and only.span.start - node.span.start == 1
    return inline and only is not None and only.kind == "str" and not only.quoted


def _wrong_value(
    node: YamlNode, structure: StructuralSchema, route: FieldRoute
) -> InvalidFieldValue | None:
    name = route[-1] if route else ""
    fits = _fits_type(node, structure)
    wanted = _content_wanted(node, structure) if fits else _type_wanted(node, structure)
    quoted = node.kind == "str" and node.value.isdecimal()
    return InvalidFieldValue(name, node.span, wanted, structure, quoted) if wanted else None


def _fits_type(node: YamlNode, structure: StructuralSchema) -> bool:
    if structure.int_or_string:
        return node.kind in ("int", "str", "float", "bool")
    fitting = _FITTING.get(structure.type)
    if fitting is None or node.kind in fitting:
        return True
    if structure.type == "boolean":
        return not node.quoted and node.value.lower() in _YAML_1_1
    if structure.type == "integer" and node.kind == "float":
        return node.value.partition(".")[2].strip("0") == ""
    return False


def _type_wanted(node: YamlNode, structure: StructuralSchema) -> str:
    if structure.int_or_string:
        return "a number or a string"
    words = _bounded(structure)
    if node.kind == "str" and node.quoted and _unquoted_fits(node.value, structure):
        return f"{words}, without quotation marks"
    if structure.type == "string" and node.kind in ("int", "float", "bool"):
        return f"{words}, in quotation marks"
    return words


def _unquoted_fits(value: str, structure: StructuralSchema) -> bool:
    if structure.type == "boolean":
        return value in ("true", "false")
    return structure.type in ("integer", "number") and value.lstrip("-").isdecimal()


def _bounded(structure: StructuralSchema) -> str:
    words, least, greatest = _TYPES[structure.type], structure.least, structure.greatest
    if structure.words is not None:
        return _one_of(structure)
    if least is not None and greatest is not None:
        return f"{words} from {least} to {greatest}"
    if least is not None:
        return f"{words} of at least {least}"
    return f"{words} of at most {greatest}" if greatest is not None else words


def _content_wanted(node: YamlNode, structure: StructuralSchema) -> str:
    """What a value of the right type should have been; empty where it is."""
    if node.kind == "str":
        if structure.words is not None:
            shown = re.split(r"\s*\|\s*", node.value)  # `Fast | Safe` stands for either
            return "" if all(word in structure.words for word in shown) else _one_of(structure)
        if structure.is_quantity and not _QUANTITY.fullmatch(node.value):
            return "a quantity such as '128Mi' or '500m'"
        known = structure.spellings
        meant = (word for word in known if is_slip_of(node.value, word))
        if node.value not in known and (near := next(meant, "")):
            return repr(near)
        for pattern in structure.patterns:
            if not structure.int_or_string and matches(pattern, node.value) is False:
                return f"a string that matches {pattern}"
    elif node.kind == "int" and node.value.lstrip("-").isdecimal() and len(node.value) < 30:
        number, least, greatest = int(node.value), structure.least, structure.greatest
        if (least is not None and number < least) or (greatest is not None and number > greatest):
            return _bounded(structure)
        if structure.words is not None and number not in structure.words:
            return _one_of(structure)
    return ""


def _one_of(structure: StructuralSchema) -> str:
    return f"one of {', '.join(_word(word) for word in structure.words or ())}"


def _word(word: object) -> str:
    if isinstance(word, bool):
        return str(word).lower()
    return repr(word) if word == "" else str(word)
