"""Tells the lines of a code block that a program prints from those that a reader types."""

from docs_snippets.code_blocks.language import ContentKind, fence_kind, is_typed
from docs_snippets.siblings.variants import UnitCopy


def is_printed(copy: UnitCopy) -> bool:
    """Whether a unit is a line of a code block that nobody types."""
    if copy.unit.kind != "code" or is_typed(copy.unit.text):
        return False
    return fence_kind_of(copy) not in (None, "yaml", "json")


def fence_kind_of(copy: UnitCopy) -> ContentKind | None:
    """What the code block around a unit holds; None around prose."""
    inside = (each for each in copy.page.fences if copy.unit.start in range(*each.span))
    return next((fence_kind(fence) for fence in inside), None)
