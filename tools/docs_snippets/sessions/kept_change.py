"""What a check of a change found; as JSON and back.

`key` tells one change from another: it is made of all that such a check depends on beside files.
"""

import json
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.sessions.checked import WRONG_FORM, Checked, as_json, from_json, packed


class KeptChange(NamedTuple):
    """The findings to report, with the pages and files that they depend on.

    `caused`, `notices` and `known` are those of a result of `lint --changed`.
    """

    key: str
    checked: Checked
    caused: frozenset[Diagnostic]
    notices: tuple[str, ...]
    known: frozenset[tuple[str, str]]


def encoded(kept: KeptChange) -> bytes:
    """What was found of a change as JSON."""
    found = enumerate(kept.checked.found)
    return packed(
        {
            "key": kept.key,
            "checked": as_json(kept.checked),
            "caused": [number for number, each in found if each in kept.caused],
            "notices": kept.notices,
            "known": sorted(kept.known),
        }
    )


def decoded(data: bytes) -> KeptChange | None:
    """What JSON says was found; None where it does not say it in the form of `encoded`."""
    try:
        value = json.loads(data.decode("utf-8", "surrogatepass"))
        checked = from_json(value["checked"])
        return KeptChange(
            str(value["key"]),
            checked,
            frozenset(checked.found[number] for number in value["caused"]),
            tuple(map(str, value["notices"])),
            frozenset((str(a), str(b)) for a, b in value["known"]),
        )
    except WRONG_FORM:
        return None
