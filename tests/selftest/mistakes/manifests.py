"""YAML that cannot be applied as shown. Another parser is asked whether that is so."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from docs_snippets.core.source import Edit, Span
from docs_snippets.mdx.page import Fence
from selftest.ground import Ground, Line, Plant, mistake, removed, replaced

_YAML = ("yaml", "yml")
_MANIFEST = r"^ *apiVersion:"
_PAIR = re.compile(r"( *)([\w./-]+): (\S.*)$")
_SELECTOR = r"^ *\w*[sS]elector: \w+"
_INVALID = "invalid-yaml"


def _reads(code: str) -> bool:
    try:
        list(YAML(typ="safe", pure=True).load_all(code))
    except (YAMLError, ValueError):
        return False
    return True


def _manifests(ground: Ground) -> Iterator[tuple[Fence, tuple[Line, ...]]]:
    """Fences with whole manifests that are sound, and their lines."""
    for fence in ground.fences(*_YAML):
        code = ground.code(fence)
        whole = re.search(_MANIFEST, code, re.MULTILINE) and not re.search(r"[<{]\w|\.\.\.", code)
        if whole and _reads(code):
            yield fence, ground.content(fence)


def _broken(ground: Ground, fence: Fence, edit: Edit) -> Iterator[Plant]:
    """The plant, if the YAML of the fence cannot be read with it."""
    lines = ground.content(fence)
    start, end = lines[0].span.start, lines[-1].span.end
    (a, b), new = edit
    width = ground.indent(fence)
    planted = (ground.text[start:a] + new + ground.text[b:end]).split("\n")
    if not _reads("\n".join(line[width:] for line in planted)):
        yield Plant(edit, Span(fence.span.start, fence.span.end + len(new) - (b - a)))


def _inner(ground: Ground, lines: tuple[Line, ...]) -> list[tuple[Line, re.Match[str]]]:
    """Pairs of a mapping that have a neighbour of their mapping on either side."""
    found = []
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        pairs = [_PAIR.match(each.text) for each in (before, line, after)]
        if all(pairs) and len({pair[1] for pair in pairs if pair}) == 1:
            found += [(line, pair) for pair in pairs[1:2] if pair]
    return ground.shuffled(found)


@mistake(_INVALID, hint=_MANIFEST)
def key_indented_by_a_space_too_many(ground: Ground) -> Iterator[Plant]:
    """A key in the middle of a mapping, pushed to the right."""
    for fence, lines in _manifests(ground):
        for line, _ in _inner(ground, lines):
            yield from _broken(ground, fence, Edit(line.part(0, 0), " "))


@mistake(_INVALID, also="invalid-value unknown-field", hint=_MANIFEST)
def key_indented_by_a_space_too_few(ground: Ground) -> Iterator[Plant]:
    """The same, pulled to the left."""
    for fence, lines in _manifests(ground):
        for line, pair in _inner(ground, lines):
            if len(pair[1]) > ground.indent(fence) + 1:
                yield from _broken(ground, fence, Edit(line.part(0, 1), ""))


@mistake(_INVALID, hint=_MANIFEST)
def tab_in_the_indentation(ground: Ground) -> Iterator[Plant]:
    """A tab for the last two spaces before a key."""
    for fence, lines in _manifests(ground):
        for line, pair in _inner(ground, lines):
            if len(pair[1]) >= ground.indent(fence) + 2:
                span = line.part(len(pair[1]) - 2, len(pair[1]))
                yield from _broken(ground, fence, Edit(span, "\t"))


@mistake(_INVALID, hint="^ *# ")
def comment_without_its_mark(ground: Ground) -> Iterator[Plant]:
    """A comment of some lines, the second of which lost its `#`."""
    for fence, lines in _manifests(ground):
        for before, line in pairwise(lines):
            mark = re.match(r" *(# )[A-Za-z]", line.text)
            if mark and before.text.lstrip().startswith("# "):
                yield from _broken(ground, fence, Edit(line.part(*mark.span(1)), ""))


@mistake(_INVALID, hint=_MANIFEST)
def space_lost_after_a_colon(ground: Ground) -> Iterator[Plant]:
    """`enabled:true`."""
    for fence, lines in _manifests(ground):
        for line, pair in _inner(ground, lines):
            at = pair.end(2) + 1
            yield from _broken(ground, fence, Edit(line.part(at, at + 1), ""))


@mistake(_INVALID, hint=_MANIFEST)
def colon_lost(ground: Ground) -> Iterator[Plant]:
    """`enabled true`."""
    for fence, lines in _manifests(ground):
        for line, pair in _inner(ground, lines):
            yield from _broken(ground, fence, Edit(line.part(pair.end(2), pair.end(2) + 1), ""))


@mistake(_INVALID, hint="['\"]$")
def closing_quote_lost_in_a_manifest(ground: Ground) -> Iterator[Plant]:
    """A string that never ends."""
    for fence, lines in _manifests(ground):
        for line in ground.shuffled(lines):
            if re.search(r""": (["'])[^"'\n]+\1$""", line.text):
                end = len(line.text)
                yield from _broken(ground, fence, Edit(line.part(end - 1, end), ""))


@mistake(_INVALID, hint=r": \[[^\]\n]+\]$")
def bracket_lost_in_a_manifest(ground: Ground) -> Iterator[Plant]:
    """A list that never ends."""
    for fence, lines in _manifests(ground):
        for line in ground.shuffled(lines):
            if re.search(r": \[[^\]\[\n]+\]$", line.text):
                end = len(line.text)
                yield from _broken(ground, fence, Edit(line.part(end - 1, end), ""))


@mistake("duplicate-key", also="invalid-value", hint=_MANIFEST)
def key_pasted_twice(ground: Ground) -> Iterator[Plant]:
    """A line copied below itself, with another value."""
    for _, lines in _manifests(ground):
        for line, pair in _inner(ground, lines):
            if re.fullmatch(r"[\w.-]+", pair[3]):
                end = line.span.end
                yield replaced(Span(end, end), f"\n{pair[1]}{pair[2]}: {pair[3]}-2")


@mistake("missing-separator duplicate-key", hint="^ *---$")
def separator_lost_between_manifests(ground: Ground) -> Iterator[Plant]:
    """Two manifests run into one."""
    for fence, lines in _manifests(ground):
        for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
            separates = line.text.strip() == "---" and before.text.strip()
            if separates and re.match(r" *(apiVersion|kind):", after.text):
                span = Span(line.span.start, line.span.end + 1)
                yield removed(span)._replace(at=fence.span)


@mistake("invalid-value", hint=r"elector: \w+ == '")
def selector_with_one_sign_of_equality(ground: Ground) -> Iterator[Plant]:
    """`app = 'web'`."""
    for found in ground.matches(rf"{_SELECTOR} (==) '\w+'$"):
        if _is_policy(ground, found.start()):
            yield replaced(Span(*found.span(1)), "=")


@mistake("invalid-value", hint=r"elector: \w+ == '")
def selector_whose_value_lost_its_quotes(ground: Ground) -> Iterator[Plant]:
    """`app == web`."""
    for found in ground.matches(rf"{_SELECTOR} == ('([a-z]\w*)')$"):
        if _is_policy(ground, found.start()):
            yield replaced(Span(*found.span(1)), found[2])


def _is_policy(ground: Ground, offset: int) -> bool:
    """Whether the block around a place is YAML that begins with a resource of the product."""
    whole = (fence for fence in ground.fences("yaml") if fence.span.start < offset < fence.span.end)
    return any(re.match(r"apiVersion: projectcalico", ground.code(fence)) for fence in whole)
