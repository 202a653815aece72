"""Paths of fields in prose and inline code, `spec.template.metadata`, compared with known kinds.

A path is that of some kind; which, the page does not always say. It is right where one of all known
kinds has it, or leaves it open, and where an example of the page has it. On a page that shows
resources of an unknown kind, it may be one of theirs, unless its paragraph names a known kind.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.resource_problems import is_slip_of, owners
from docs_snippets.core.diagnostics import nearest_word
from docs_snippets.core.source import Span
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.built_in_fields import built_in_kinds
from docs_snippets.facts.field_types import typed_kinds
from docs_snippets.facts.structural_schema import StructuralSchema
from docs_snippets.mdx.page import Page, Text
from docs_snippets.resolution.resources import Resource, structures

_PATH = re.compile(
    r"(?<![\w./$@{\[-])(?:(?P<kind>[A-Z][A-Za-z]+)\.)?"
    r"(?P<path>spec(?:\.[a-z]\w*(?:\[[\d*]*\])?)+)(?![\w/(\[<-]|\.\w)"
)
_PART = re.compile(r"[A-Za-z]\w*")
_OF_THE_PAST = re.compile(
    r"\b(?:removed|deprecated|renamed|replaced|replaces|no longer|formerly|previously|legacy"
    r"|old|moved)\b",
    re.IGNORECASE,
)
_SPEC = "spec"


class UnknownPart(NamedTuple):
    """A part of a path that no kind has, and the schema that lacks it."""

    name: str
    span: Span
    kind: str
    route: tuple[str, ...]
    parent: StructuralSchema

    @property
    def meant(self) -> str:
        """The field that was meant; empty where none is near."""
        return nearest_word(self.name, self.parent.fields) or ""

    @property
    def owner(self) -> str:
        """The field of the parent that has the name; empty where none has."""
        return next(iter(owners(self.name, self.parent)), "")


class _Walk(NamedTuple):
    """How far a kind's fields lead along a path. `parent` is None where all of it is known."""

    kind: str
    known: int
    parent: StructuralSchema | None


def unknown_parts(page: Page, facts: TreeFacts) -> Iterator[UnknownPart]:
    """The parts of a page's paths that no kind has, in order."""
    for text in page.texts:
        if "pec." not in text.prose.text or _OF_THE_PAST.search(text.prose.text):
            continue
        for found in _PATH.finditer(text.prose.text):
            unknown = _unknown(found, text, page, facts)
            if unknown is not None:
                yield unknown


def _unknown(found: re.Match[str], text: Text, page: Page, facts: TreeFacts) -> UnknownPart | None:
    start = found.start("path")
    parts = list(_PART.finditer(found["path"]))
    names = [_SPEC, *(part[0] for part in parts[1:])]
    walks = []
    for kind, structure in _known(page, facts, found["kind"] or ""):
        walk = _walk(kind, structure, names)
        if walk.parent is not None:
            walks.append(walk)
        elif walk.known > 1 or is_named(kind, page.source.text):
            return None
    most = max((walk.known for walk in walks), default=0)
    best = [walk for walk in walks if walk.known == most]
    if not best or not best[0].known or _is_shown(names, page, facts):
        return None
    if not found["kind"]:
        foreign = _shows_unknown_kinds(page, facts)
        place = text.prose.text if foreign else page.source.text
        named = [walk for walk in best if is_named(walk.kind, place)]
        best = named if named or foreign or most == 1 else best
        judged = _judged(best, names, named=bool(named), sure=False)
    else:
        judged = _judged(best, names, named=True, sure=True)
    if judged is None or judged.parent is None:
        return None
    part = parts[most]
    span = text.prose.span(start + part.start(), start + part.end())
    return UnknownPart(names[most], span, judged.kind, tuple(names[:most]), judged.parent)


def _judged(best: list[_Walk], names: list[str], *, named: bool, sure: bool) -> _Walk | None:
    """The kind that the path is of, where what it lacks is a mistake; None where it may be none.

    `named` tells that the text names the kinds, `sure` that the path itself does.
    """
    if not best:
        return None
    name, deep = names[best[0].known], best[0].known > 1
    for walk in best:
        parent = walk.parent
        assert parent is not None
        moved = named and owners(name, parent)
        if moved or any(is_slip_of(name, each) for each in parent.fields):
            return walk
    complete = [walk for walk in best if walk.parent and not walk.parent.is_open]
    clear = sure or (named and deep)
    return complete[0] if clear and complete and len(complete) == len(best) else None


def _is_shown(names: list[str], page: Page, facts: TreeFacts) -> bool:
    """Whether an example of the page has the path."""
    return any(each.root.get(*names) is not None for each in facts.examples.yaml_documents(page))


def _shows_unknown_kinds(page: Page, facts: TreeFacts) -> bool:
    """Whether an example of the page is a resource whose fields nobody knows."""
    return any(
        each.kind and each.api_version and not structures(_resource(each), facts)
        for each in facts.examples.yaml_documents(page)
    )


def _resource(manifest: Manifest) -> Resource:
    group, slash, version = manifest.api_version.rpartition("/")
    return Resource(group if slash else "", version, manifest.kind, None)


def is_named(kind: str, text: str) -> bool:
    """Whether a text speaks of a kind."""
    return kind in text and re.search(rf"\b{kind}\b", text) is not None


def _known(page: Page, facts: TreeFacts, kind: str) -> Iterator[tuple[str, StructuralSchema]]:
    """Every known kind, or those of a name, with its fields."""
    names = {*facts.documented.by_kind, *typed_kinds(), *built_in_kinds()}
    for each in facts.definitions.all:
        # Reading a definition takes time.
        if kind == each.kind or (not kind and each.kind in page.source.text):
            names.add((each.group, each.kind))
    for group, name in sorted(names):
        if not kind or name == kind:
            for structure in structures(Resource(group, "", name, None), facts):
                yield name, structure


def _walk(kind: str, structure: StructuralSchema, names: list[str]) -> _Walk:
    at = structure
    for known, name in enumerate(names):
        below = at.fields.get(name) or at.values
        if below is None:
            is_leaf = not at.fields and not at.types_only and at.type in ("string", "integer")
            return _Walk(kind, known, at if at.fields or is_leaf else None)
        at = below.items or below
    return _Walk(kind, len(names), None)
