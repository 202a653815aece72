"""The keys and values of a YAML map as they are read."""

from docs_snippets.data.js_yaml_scalars import Cursor

Value = object
MERGE = "tag:yaml.org,2002:merge"


class Pairs:
    """A map being read: `?` and `:` on their own, keys that wait for a value, merged maps."""

    def __init__(self, cursor: Cursor) -> None:
        self.c = cursor
        self.result: dict[str, Value] = {}
        self.detected = False
        self.line = 0
        self._pos = 0
        self._overridable: set[str] = set()
        self._explicit = False
        self._tag: str | None = None
        self._key: Value = None

    def at(self, line: int, pos: int) -> None:
        """Where the next entry starts."""
        self.line, self._pos = line, pos

    def sign(self) -> bool:
        """Takes a `?` or `:` that stands on its own before a key or value."""
        c = self.c
        char = c.text[c.pos]
        if char not in "?:" or c.text[c.pos + 1] not in " \t\r\n":
            return False
        if char == "?":
            self._flush()
        elif not self._explicit:
            c.fail("a colon stands where no key does; put values that hold `: ` in quotes")
        self._explicit = char == "?"
        self.detected = True
        c.pos += 1
        return True

    def key(self, tag: str | None, key: Value) -> None:
        """A key with its colon."""
        self._flush()
        self.detected, self._explicit = True, False
        self._tag, self._key = tag, key

    def value(self, tag: str | None, value: Value, found: bool) -> None:
        """What stands after a sign or a key."""
        if self._explicit:
            if found:
                self._tag, self._key = tag, value
            return
        self.store(self._tag, self._key, value)
        self._tag = self._key = None

    def finish(self) -> None:
        """Ends the map; a key that still waits gets nothing."""
        self._flush()

    def _flush(self) -> None:
        if self._explicit:
            self.store(self._tag, self._key, None)
            self._tag = self._key = None
            self._explicit = False

    def store(self, tag: str | None, key: Value, value: Value) -> None:
        """Adds a pair, or merges a map."""
        if tag == MERGE:
            self._merge(value)
            return
        name = key_text(key)
        if name in self.result and name not in self._overridable:
            self.c.pos, self.c.line = self._pos, self.line
            self.c.fail(f"the key {name!r} stands here twice")
        self.result[name] = value
        self._overridable.discard(name)

    def _merge(self, value: Value) -> None:
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                self.c.fail("what `<<` merges is no map")
                return
            for name, item in source.items():
                if name not in self.result:
                    self.result[name] = item
                    self._overridable.add(name)


def key_text(key: Value) -> str:
    """A key as text, as the site makes it."""
    if key is None:
        return "null"
    if isinstance(key, bool):
        return "true" if key else "false"
    if isinstance(key, list):
        return ",".join(key_text(item) if item is not None else "" for item in key)
    return "[object Object]" if isinstance(key, dict) else str(key)
