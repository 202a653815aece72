"""The places of all keys of a JSON text, by the route of keys and indexes that leads to them."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

JsonPath: TypeAlias = tuple[str, ...]

_TOKEN = re.compile(r'"(?P<key>[^"\\]*+(?:\\.[^"\\]*+)*+)"(?P<colon>\s*:)?|[{}\[\],]', re.DOTALL)


@lru_cache(maxsize=8)
def offsets(text: str) -> Mapping[JsonPath, int]:
    """Where each key stands; the text must be valid JSON, of which the decoder is the judge.

    Items of lists have their index as a key, and no place of their own.
    """
    found: dict[JsonPath, int] = {}
    route: list[str] = []
    counts: list[int] = []
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        if token["colon"] is not None:
            route[-1] = _decoded(token["key"])
            found.setdefault(tuple(route), token.start())
        elif sign in "{[":
            route.append("0" if sign == "[" else "")
            counts.append(0 if sign == "[" else -1)
        elif sign in "}]":
            route.pop()
            counts.pop()
        elif sign == "," and counts and counts[-1] >= 0:
            counts[-1] += 1
            route[-1] = str(counts[-1])
    return found


def _decoded(key: str) -> str:
    return str(json.loads(f'"{key}"')) if "\\" in key else key
