"""Labels and annotations that one place of a page sets, and another one selects or sets almost so.

Generic values (`true`, `enabled`, numbers) say nothing about which key was meant.
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_places import SHORTEST_NAME, is_near_name
from docs_snippets.code_blocks.object_references import WORKLOADS, Mismatch
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.mdx.page import Page

_SELECTED = re.compile(r"(?P<key>[\w./-]+)\s*==\s*(['\"])(?P<value>[\w.-]+)\2")
_KEYED = re.compile(
    r"(?<![\w./@-])(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/(?P<name>[a-z][a-z0-9-]*)"
    r"(?P<q>['\"]?)(?:=|:[ ])[ ]?['\"]?(?P<value>[A-Za-z][\w.-]{3,})(?![\w/:.])"
)
_GENERIC = frozenset(("true", "false", "enabled", "disabled", "none", "default", "http", "https"))
_BETWEEN_WORDS = re.compile(r"[-_]")

_Pair = tuple[str, str]


def label_mismatches(manifests: tuple[Manifest, ...]) -> Iterator[Mismatch]:
    """Selected labels that no manifest sets, where one sets the key to almost the same value."""
    given: dict[_Pair, Span] = {}
    wanted: dict[_Pair, Span] = {}
    judged: set[_Pair] = set()
    for manifest in manifests:
        for pair, span in _given(manifest.root):
            given.setdefault(pair, span)
        for pair, span in _wanted(manifest.root):
            wanted.setdefault(pair, span)
            if manifest.kind not in WORKLOADS:  # whose selectors are compared with their own pods
                judged.add(pair)
    for (key, value), span in wanted.items():
        if (key, value) in given or (key, value) not in judged or len(value) < SHORTEST_NAME:
            continue
        near = [pair for pair in given if pair[0] == key and _is_near_value(value, pair[1])]
        if len(near) == 1 and near[0] not in wanted:
            message = f"nothing on this page has the label {key!r} with the value {value!r}"
            yield Mismatch(span, message, given[near[0]], f"the value is {near[0][1]!r} here")


def _is_near_value(value: str, other: str) -> bool:
    plain, others = (_BETWEEN_WORDS.sub("", each) for each in (value, other))
    return plain == others or is_near_name(value, other)


def _given(node: YamlNode) -> Iterator[tuple[_Pair, Span]]:
    for child in node.children:
        if child.key == "labels" and child.kind == "map":
            for each in child.children:
                if each.key and each.kind == "str":
                    yield (each.key, each.value), each.span
        yield from _given(child)


def _wanted(node: YamlNode) -> Iterator[tuple[_Pair, Span]]:
    for child in node.children:
        if child.key == "matchLabels" and child.kind == "map":
            for each in child.children:
                if each.key and each.kind == "str":
                    yield (each.key, each.value), each.span
        elif child.key and child.key.lower().endswith("selector") and child.kind == "str":
            for found in _SELECTED.finditer(child.value):
                yield (found["key"], found["value"]), child.span
        yield from _wanted(child)


def key_twins(page: Page) -> Iterator[Mismatch]:
    """Keys with one domain and one value of which one is the other with another last word.

    Only one that the page has once is reported.
    """
    groups: dict[_Pair, dict[str, list[Span]]] = {}
    for found in _KEYED.finditer(page.source.text):
        if found["value"].lower() not in _GENERIC:
            names = groups.setdefault((found["domain"], found["value"]), {})
            names.setdefault(found["name"], []).append(Span(*found.span("name")))
    for (domain, value), names in groups.items():
        if len(names) != 2:
            continue
        odd, other = sorted(names, key=lambda name: (len(names[name]), -names[name][0].start))
        once = page.source.text.count(odd) == page.source.text.count(f"{domain}/{odd}")
        if len(names[odd]) == 1 and once and _is_twin(odd, other):
            message = (
                f"{value!r} is the value of '{domain}/{odd}' here, and of '{domain}/{other}' "
                "elsewhere on this page"
            )
            yield Mismatch(names[odd][0], message, names[other][0], "the other key")


def _is_twin(name: str, other: str) -> bool:
    words, others = _BETWEEN_WORDS.split(name), _BETWEEN_WORDS.split(other)
    shorter, longer = sorted((words, others), key=len)
    if len(longer) == len(shorter) + 1:
        return longer[: len(shorter)] == shorter
    return len(words) == len(others) > 2 and words[:-1] == others[:-1]
