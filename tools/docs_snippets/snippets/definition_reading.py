"""Reads `snippets/NAME.yaml`: definitions, or every mistake in them with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from docs_snippets.core.diagnostics import Diagnostic, Severity, problem, suggestion
from docs_snippets.core.globs import glob_error
from docs_snippets.core.source import Span
from docs_snippets.data.strict_yaml import Node, YamlDocument, whole
from docs_snippets.data.validation import validated
from docs_snippets.docs.docs import Docs
from docs_snippets.files.access import Files
from docs_snippets.files.reading import read, refusal
from docs_snippets.project.config_paths import OUR_FOLDER
from docs_snippets.snippets.definition import (
    FOLDER,
    NAME,
    RULE,
    STYLE_GUIDE,
    TEMPLATES,
    PlacementDefinition,
    PlacementPosition,
    ReplacedText,
    Snippet,
)
from docs_snippets.snippets.fact_tables import TableDefinition
from docs_snippets.snippets.gate_parsing import GateError, parse_gate, unknown_names
from docs_snippets.snippets.gates import Gate

_WHERE = ("in", "before", "after", "partial")


def load(docs: Docs) -> tuple[tuple[Snippet, ...], tuple[Diagnostic, ...]]:
    """The definitions beside the configuration, by name, and all that is wrong with them."""
    return docs.derived(_Definitions).loaded if docs.immutable else _load(docs)


@dataclass(frozen=True, eq=False)
class _Definitions:
    """The definitions, read once; they depend on the text of no page."""

    docs: Docs

    @cached_property
    def loaded(self) -> tuple[tuple[Snippet, ...], tuple[Diagnostic, ...]]:
        return _load(self.docs)

    def forget(self, before: Mapping[str, str]) -> None:
        """No page is read here."""


def _load(docs: Docs) -> tuple[tuple[Snippet, ...], tuple[Diagnostic, ...]]:
    found: list[Snippet] = []
    problems = [*_led_out(docs.config.folder)]
    if problems:
        return (), tuple(problems)
    for name in _names(docs.config.folder):
        snippet, wrong = _read(docs, name)
        problems += wrong
        if snippet:
            found.append(snippet)
    problems += _same_file(found)
    return tuple(found), tuple(problems)


def _led_out(files: Files) -> Iterator[Diagnostic]:
    for folder in (FOLDER, TEMPLATES):
        refused = refusal(files, folder, OUR_FOLDER)
        if refused:
            yield Diagnostic(RULE, Severity.ERROR, refused, folder)


def _names(files: Files) -> list[str]:
    """The files of definitions; none without the folder."""
    if not files.is_folder(FOLDER):
        return []
    return [name for name in files.names(FOLDER) if name.endswith((".yaml", ".yml"))]


def _read(docs: Docs, name: str) -> tuple[Snippet | None, tuple[Diagnostic, ...]]:
    source = read(docs.config.folder, f"{FOLDER}/{name}", RULE, OUR_FOLDER)
    if isinstance(source, Diagnostic):
        return None, (source,)
    if not re.fullmatch(rf"{NAME}\.yaml", name):
        message = f"expected NAME.yaml, a name of letters, digits, '-', '_' and '.', got {name!r}"
        return None, (problem(source, Span(0, 0), RULE, message),)
    document, problems = validated(source, "snippet", RULE)
    if document is None or problems:
        return None, problems
    reader = _Reader(docs, document, name.removesuffix(".yaml"), [])
    snippet = reader.snippet()
    return (None if reader.problems else snippet), tuple(reader.problems)


class _Reader(NamedTuple):
    """A document of the right shape; what the shape cannot say is checked here."""

    docs: Docs
    document: YamlDocument
    name: str
    problems: list[Diagnostic]

    def complain(self, span: Span, message: str) -> None:
        self.problems.append(problem(self.document.source, span, RULE, message))

    def snippet(self) -> Snippet:
        root = self.document.root
        candidates = [whole(item) for item in _items(root, "candidates")]
        return Snippet(
            self.name,
            self.document.source,
            tuple(item.raw for item in _items(root, "subjects")),
            self._gate(),
            self.document.span("gate") if _get(root, "gate") else Span(0, 0),
            tuple(candidates),
            _protocol(_text(root, "protocol")),
            tuple(self._places()),
            self._table(),
        )

    def _table(self) -> TableDefinition | None:
        node = _get(self.document.root, "table")
        if node is None:
            return None
        for name in _items(node, "names"):
            if wrong := glob_error(name.raw):
                self.complain(name.span, f"pattern {name.raw!r} cannot be used: {wrong}")
        columns = _get(node, "columns")
        assert columns is not None
        titled = tuple((key.raw, each.raw) for key, each in columns.entries)
        plain = tuple((item.raw.capitalize(), item.raw) for item in columns.items)
        names = tuple(item.raw for item in _items(node, "names"))
        return TableDefinition(titled or plain, _text(node, "kind"), _text(node, "of"), names)

    def _gate(self) -> Gate | None:
        node = _get(self.document.root, "gate")
        if node is None:
            return None
        gate = parse_gate(node.value)
        if isinstance(gate, GateError):
            self._wrong_gate(gate)
            return None
        products = [product.name for product in self.docs.config.products]
        references = tuple(found for _, found in self.docs.facts.references)
        for wrong in unknown_names(gate, products, references):
            self._wrong_gate(wrong)
        return gate

    def _wrong_gate(self, wrong: GateError) -> None:
        of_key = wrong.message.startswith("unknown condition")
        span = self.document.key_span if of_key else self.document.span
        self.complain(span("gate", *wrong.route), wrong.message)

    def _places(self) -> Iterator[PlacementDefinition]:
        seen: set[str] = set()
        for node in _items(self.document.root, "placements"):
            place = self._place(node)
            if place is None:
                continue
            if place.id in seen:
                self.complain(place.span, f"duplicate placement {place.id!r}")
            seen.add(place.id)
            yield place

    def _place(self, node: Node) -> PlacementDefinition | None:
        position = self._position(node)
        page = _get(node, "partial") or _get(node, "page")
        if position is None or page is None:
            return None
        if refusal(self.docs.files, page.raw):
            self.complain(page.span, f"path {page.raw!r} leaves its tree")
        elif position.kind != "partial":
            self._check_page(page)
        self._check_template(node)
        own = _get(node, "id")
        assert own is not None
        return PlacementDefinition(
            self.name,
            own.raw,
            PurePosixPath(page.raw).as_posix(),  # one spelling a page: `./a.mdx` is `a.mdx`
            position,
            _text(node, "template"),
            _replaces(node),
            tuple(self._skips(node)),
            own.span,
            frozenset(_text(entry, "text") for entry in _items(node, "lost")),
        )

    def _position(self, node: Node) -> PlacementPosition | None:
        given = [key for key in _WHERE if _get(node, key)]
        start = Span(node.span.start, node.span.start + 1)
        if len(given) != 1:
            said = " and ".join(repr(key) for key in given) or "none"
            self.complain(start, f"expected one of 'in', 'before', 'after', 'partial'; got {said}")
            return None
        wrong = _misplaced(node, given[0])
        if wrong:
            self.complain(start, wrong)
            return None
        place = _get(node, given[0])
        assert place is not None
        match given[0]:
            case "partial":
                return PlacementPosition("partial")
            case "before":
                return PlacementPosition("before", _text(place, "heading"))
            case "after":
                return PlacementPosition("after", _text(place, "heading"))
        kind: Literal["start", "end"] = "start" if _text(node, "at") == "start" else "end"
        return PlacementPosition(kind, _text(place, "heading"), _text(place, "tab"))

    def _check_page(self, page: Node) -> None:
        """A page that no tree has: a typing error, or a path that begins with a tree's folder."""
        path = PurePosixPath(page.raw).as_posix()
        pages = self.docs.pages
        if any(pages.has(pages.in_tree(tree, path)) for tree in pages.trees):
            return
        own = pages.path_in_tree(path)
        if pages.tree_of(path) and own != path:
            hint = f"; the path starts in the tree: {own!r}"
        else:
            known = {pages.path_in_tree(each) for each in pages.paths() if pages.tree_of(each)}
            hint = suggestion(path, known).partition("; expected")[0]
        self.complain(page.span, f"no tree has the page {page.raw!r}{hint}")

    def _check_template(self, node: Node) -> None:
        name = _get(node, "template")
        folder = self.docs.config.folder.subfolder(TEMPLATES)
        if name and refusal(folder, name.raw):
            self.complain(name.span, f"template {name.raw!r} is not in {TEMPLATES}/")
        elif name and not folder.is_file(name.raw):
            there = [each for each in folder.names("") if each != STYLE_GUIDE]
            words = f"no template {name.raw!r} in {TEMPLATES}/{suggestion(name.raw, there)}"
            self.complain(name.span, words)

    def _skips(self, node: Node) -> Iterator[tuple[str, str]]:
        for entry in _items(node, "skip"):
            tree = _get(entry, "tree")
            if tree and self.docs.pages.tree(tree.raw) is None:
                known = [tree.name for tree in self.docs.trees]
                self.complain(tree.span, f"no tree {tree.raw!r}{suggestion(tree.raw, known)}")
            yield _text(entry, "tree"), _text(entry, "reason")


def _misplaced(node: Node, given: str) -> str:
    """What does not go together in a placement."""
    has = {key.raw for key, _ in node.entries}
    if given == "partial":
        extra = sorted(has & {"page", "at", "replaces", "lost"})
        return f"a partial cannot have {extra[0]!r}" if extra else ""
    if "page" not in has:
        return "a placement needs a 'page'"
    if given == "in" and "at" not in has:
        return "a placement with 'in' needs 'at': start or end"
    return f"'at' belongs to 'in', not to {given!r}" if given != "in" and "at" in has else ""


def _same_file(snippets: list[Snippet]) -> Iterator[Diagnostic]:
    """A whole file that another placement is on, too."""
    places = [(snippet, place) for snippet in snippets for place in snippet.places]
    whole = {place.page: place for _, place in reversed(places) if place.position.kind == "partial"}
    for snippet, place in places:
        owner = whole.get(place.page)
        if owner and owner.name != place.name:
            message = f"{place.page} is generated whole by {owner.name}"
            yield problem(snippet.source, place.span, RULE, message)


def _replaces(node: Node) -> ReplacedText | None:
    found = _get(node, "replaces")
    if found is None:
        return None
    kinds: tuple[Literal["section", "admonition", "blocks"], ...]
    kinds = ("section", "admonition", "blocks")
    return next(
        (ReplacedText(kind, _text(found, kind)) for kind in kinds if _get(found, kind)), None
    )


def _protocol(text: str) -> Literal["tcp", "udp"] | None:
    return "tcp" if text == "tcp" else "udp" if text == "udp" else None


def _get(node: Node, key: str) -> Node | None:
    return next((value for name, value in node.entries if name.raw == key), None)


def _items(node: Node, key: str) -> tuple[Node, ...]:
    found = _get(node, key)
    return found.items if found else ()


def _text(node: Node, key: str) -> str:
    found = _get(node, key)
    return found.raw if found else ""
