"""Tells the lines of a code block that a program prints from those that a reader types."""

from docs_snippets.code_blocks.language import fence_kind, is_typed
from docs_snippets.siblings.variants import UnitCopy


def is_printed(copy: UnitCopy) -> bool:
    """Whether a unit is a line of a code block that nobody types."""
    if copy.unit.kind != "code" or is_typed(copy.unit.text):
        return False
    inside = (each for each in copy.page.fences if copy.unit.start in range(*each.span))
    return any(fence_kind(fence) not in ("yaml", "json") for fence in inside)
