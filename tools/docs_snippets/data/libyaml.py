"""YAML as events, read by libyaml, or by PyYAML's own parser where that was built without it."""

from collections.abc import Iterator

import yaml
from yaml.events import Event

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def events(text: str) -> Iterator[Event]:
    """The events of a text, up to what is wrong with it, which raises yaml.YAMLError.

    A character that no text can hold raises ValueError.
    """
    yield from yaml.parse(text, Loader=_LOADER)
