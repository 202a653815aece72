"""Elements that HTML closes by itself, and MDX does not."""

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


def how_to_close(name: str) -> str:
    """What to write so that an element is closed."""
    return f"write `<{name} />`" if name in VOID else f"add `</{name}>`"
