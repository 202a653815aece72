"""What may be written at a place: names, values, addresses and types."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lsprotocol import types as lsp

from docs_snippets.core.source import Span
from docs_snippets.facts.parameter import Parameter
from docs_snippets.facts.value_schema import BooleanType, EnumType, ListType, Schema
from docs_snippets.mdx.events import ADMONITIONS
from docs_snippets.mdx.page import Fence
from docs_snippets.resolution.link_targets import published
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.places import Place

MOST = 2_000
_VARIABLE = re.compile(r"\$\[(?P<typed>[\w.-]*)$")
_LINK = re.compile(r"(?:\]\(|\b(?:href|to)=[\"'])(?P<typed>[^)\s\"'<>]*)$")
_ADMONITION = re.compile(r"^[ \t>]*:{3,}(?P<typed>[a-z]*)$")
_KEY = re.compile(r"^[ \t]*(?:-[ \t]+)?(?P<typed>[A-Za-z]\w*)?$")
_VALUE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?[\"']?(?P<name>[A-Za-z]\w*)[\"']?:[ \t]+[\"']?(?P<typed>[\w.-]*)$"
)
_IN_PATCH = re.compile(r"[{,]\s*[\"']?(?P<typed>[A-Za-z]\w*)?$")
_PATCH_VALUE = re.compile(r"[{,]\s*\"?(?P<name>[A-Za-z]\w*)\"?\s*:\s*[\"']?(?P<typed>[\w.-]*)$")
_BACKTICK = re.compile(r"`(?P<typed>[A-Za-z]\w*)$")
_ASSIGNED = re.compile(r"\b(?P<name>[A-Za-z]\w*)[=:][ ]?(?P<typed>[\w.-]*)$")
_TEMPLATE = re.compile(r"\btemplate:[ \t]*[\"']?(?P<typed>[\w./-]*)$")
_EXPRESSION = re.compile(r"\{[{%][^{}%]*?(?P<typed>\w*)$")
TRIGGERS = ("[", "(", "#", ":", "`", "/", '"', ".")

_KINDS = lsp.CompletionItemKind


def completions(place: Place) -> Iterator[lsp.CompletionItem]:
    """What may be written at a place."""
    before = place.before
    if found := _VARIABLE.search(before):
        yield from _variables(place, found["typed"])
    elif found := _ADMONITION.search(before):
        yield from (
            _item(place, each, found["typed"], _KINDS.Keyword) for each in sorted(ADMONITIONS)
        )
    elif found := _LINK.search(before):
        yield from _addresses(place, found["typed"])
    elif fence := _fence(place):
        yield from _in_code(place, fence, before)
    elif before.count("`") % 2:
        yield from _in_backticks(place, before)


def _variables(place: Place, typed: str) -> Iterator[lsp.CompletionItem]:
    known = place.all.facts.at(place.path).variables
    close = "" if place.source.text.startswith("]", place.offset) else "]"
    for name in known.names[:MOST] if known else ():
        value = known.lookup(name) if known else None
        item = _item(place, name, typed, _KINDS.Variable, text=f"{name}{close}")
        item.detail = value if isinstance(value, str) else None
        yield item


def _fence(place: Place) -> Fence | None:
    """The code block that a place is in."""
    around = (each for each in place.page.fences if each.span.start < place.offset < each.span.end)
    return next(around, None)


def _in_code(place: Place, fence: Fence, before: str) -> Iterator[lsp.CompletionItem]:
    if found := _PATCH_VALUE.search(before) or _VALUE.search(before):
        yield from _values(place, found["name"], found["typed"])
    elif found := _IN_PATCH.search(before) or (
        _KEY.search(before) if _sets(place, fence) else None
    ):
        yield from _parameters(place, found["typed"] or "")


def _sets(place: Place, fence: Fence) -> bool:
    """Whether the code around a place shows a resource whose fields are parameters."""
    kinds = {each.kind for each in place.all.facts.examples.parameters}
    text = place.source.slice(fence.span)
    return any(re.search(rf"\bkind:\s*[\"']?{re.escape(kind)}\b", text) for kind in kinds)


def _in_backticks(place: Place, before: str) -> Iterator[lsp.CompletionItem]:
    if found := _BACKTICK.search(before):
        yield from _parameters(place, found["typed"])
    elif found := _ASSIGNED.search(before):
        yield from _values(place, found["name"], found["typed"])


def _parameters(place: Place, typed: str) -> Iterator[lsp.CompletionItem]:
    known = place.all.facts.at(place.path).parameters
    for names in known.names[:MOST] if known else ():
        if names.name:
            item = _item(place, names.name, typed, _KINDS.Property)
            item.detail = names.group or None
            yield item


def _values(place: Place, name: str, typed: str) -> Iterator[lsp.CompletionItem]:
    known = place.all.facts.at(place.path).parameters
    found = known.find(name) if known else None
    for value in dict.fromkeys(_documented(found)) if found else ():
        item = _item(place, value, typed, _KINDS.Value)
        item.detail = "default" if found and value == found.default else None
        yield item


def _documented(parameter: Parameter) -> Iterator[str]:
    if parameter.default:
        yield parameter.default
    yield from _of_schema(parameter.yaml_schema)
    yield from (each.value for each in parameter.specials if re.fullmatch(r"-?\w+", each.value))


def _of_schema(schema: Schema) -> Iterable[str]:
    if isinstance(schema, EnumType):
        return schema.values
    if isinstance(schema, BooleanType):
        return ("true", "false")
    return _of_schema(schema.item) if isinstance(schema, ListType) else ()


def _addresses(place: Place, typed: str) -> Iterator[lsp.CompletionItem]:
    path, hash_, fragment = typed.partition("#")
    if hash_:
        target = place.path
        if path:
            target = place.all.pages.linked(place.path, unquote(path)) or ""
        yield from _anchors(place, target, fragment)
    elif not path.startswith(("/", "http")):
        yield from _files(place, path)


def _anchors(place: Place, path: str, typed: str) -> Iterator[lsp.CompletionItem]:
    found = published(place.all).anchors(path) if place.all.pages.has_page(path) else None
    if path == place.path:
        found = place.all.anchors.anchors(place.page)
    for name in found.known if found else ():
        yield _item(place, name, typed, _KINDS.Reference)


def _files(place: Place, typed: str) -> Iterator[lsp.CompletionItem]:
    """The pages of the same tree, as the page would link to them."""
    pages = place.all.pages
    folder = posixpath.dirname(place.path)
    tree = pages.tree_of(place.path)
    dotted = typed.startswith("./")
    for path in pages.paths_of(tree)[:MOST]:
        if pages.is_partial(path) or path == place.path:
            continue
        address = posixpath.relpath(path, folder or ".")
        yield _item(place, f"./{address}" if dotted else address, typed, _KINDS.File)


def _item(
    place: Place, label: str, typed: str, kind: lsp.CompletionItemKind, text: str = ""
) -> lsp.CompletionItem:
    span = Span(place.offset - len(typed), place.offset)
    edit = lsp.TextEdit(place.range(span), text or label)
    return lsp.CompletionItem(label, kind=kind, text_edit=edit, filter_text=label)


def in_definition(
    docs: OpenDocs, path: str, before: str, at: lsp.Position
) -> list[lsp.CompletionItem]:
    """What may be written in a definition of a snippet, or in a template."""
    if docs.session is None:
        return []
    folder = docs.session.docs.config.folder
    if path.startswith("templates/") and (found := _EXPRESSION.search(before)):
        words = ("documents", "default", "native", "tree", "port", "heading", "title")
        return [_plain(each, found["typed"], at, _KINDS.Function) for each in words]
    found = _TEMPLATE.search(before)
    if not found or not path.startswith("snippets/"):
        return []
    names = [
        each for each in folder.names("templates") if not folder.is_folder(f"templates/{each}")
    ]
    return [_plain(each, found["typed"], at, _KINDS.File) for each in names]


def _plain(
    label: str, typed: str, at: lsp.Position, kind: lsp.CompletionItemKind
) -> lsp.CompletionItem:
    start = lsp.Position(at.line, max(at.character - len(typed), 0))
    return lsp.CompletionItem(label, kind=kind, text_edit=lsp.TextEdit(lsp.Range(start, at), label))
