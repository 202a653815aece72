"""What every page promises: places inside the text, and at each place the thing itself.

Shared by the properties of the suite, by the fuzzer and by the run over the real docs.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from docs_snippets.code_blocks.manifests import page_manifests
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.mdx.page import (
    Admonition,
    Attribute,
    Cell,
    Comment,
    Definition,
    Directive,
    Expression,
    Fence,
    Heading,
    Image,
    Import,
    InlineCode,
    Jsx,
    Link,
    Page,
    Text,
    Variable,
)
from docs_snippets.mdx.strings import decode

_HEADING = re.compile(r"(#{1,6})(?:[ \t].*)?", re.DOTALL)
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*\Z")
_NAME_SPACE = re.compile(r"[\s\ufeff]*")
_VARIABLE = re.compile(r"\$\[[ \t]*([\w./-]+)[ \t]*\]", re.ASCII)
_BREAK = "\r\n\u2028\u2029"


def broken(page: Page) -> Iterator[str]:
    """Every promise the page does not keep, in words."""
    outside = list(_outside(page))
    yield from outside
    if outside:
        return
    yield from _blocks(page)
    text = page.source.text.replace("\0", "\ufffd")
    for name, check in _CHECKS.items():
        for item in getattr(page, name):
            at = text[slice(*item.span)]
            if not check(item, at, text, page):
                yield f"{name} at {item.span}: {at[:80]!r} is not {item!r}"[:600]
    for value in _parts(page):
        if isinstance(value, Attribute) and not _is_attribute(value, text):
            yield f"attribute at {value.span}: {text[slice(*value.span)]!r} is not {value!r}"


def count(page: Page) -> Mapping[str, int]:
    """How many things were looked at, by kind."""
    return {name: len(getattr(page, name)) for name in _CHECKS}


def scalars(page: Page) -> Iterator[tuple[YamlNode, bool]]:
    """The YAML scalars that a page shows in fences, and whether each stands where it says."""
    text = page.source.text
    todo = [manifest.root for manifest in page_manifests(page)]
    while todo:
        node = todo.pop()
        todo.extend(node.children)
        broken_off = node.kind == "unknown" and not node.value
        if node.kind not in ("map", "list", "null") and not broken_off:
            yield node, _is_scalar(node, text)


def _is_scalar(node: YamlNode, text: str) -> bool:
    at = text[slice(*node.span)]
    key = text[slice(*node.key_span)] if node.key_span else None
    if key is not None and key != node.key and key[:1] not in "\"'|>&!?":
        return False
    if at[:1] in ("|", ">"):
        return node.quoted and _solid(node.value.partition("\n")[0]) in _solid(at)
    if node.quoted:
        return at[:1] == at[-1:] and at[:1] in "\"'" and (len(at) == 2) == (node.value == "")
    return _solid(at) == _solid(node.value) or at[:1] in "&!"


def _solid(text: str) -> str:
    return "".join(text.split())


def _parts(page: Page) -> Iterator[object]:
    """Everything in the lists of a page, at any depth."""
    names = Page.__dataclass_fields__
    todo = [getattr(page, name) for name in names if name not in ("source", "front_matter")]
    while todo:
        value = todo.pop()
        yield value
        if isinstance(value, tuple) and not isinstance(value, Span):
            todo.extend(value)


def _outside(page: Page) -> Iterator[str]:
    size = len(page.source.text)
    for value in _parts(page):
        if isinstance(value, Span) and not 0 <= value.start <= value.end <= size:
            yield f"{value} lies outside the text"
        elif isinstance(value, Excerpt):
            if list(value.starts) != sorted(set(value.starts)) or (value.text and value.starts[0]):
                yield f"pieces of {value!r} are in no order"[:300]
            elif len(value.starts) != len(value.origins):
                yield f"{value!r} lacks origins"[:300]
            elif any(not 0 <= origin <= size for origin in value.origins):
                yield f"{value!r} leaves the text"[:300]


def _blocks(page: Page) -> Iterator[str]:
    blocks = page.blocks
    for index, block in enumerate(blocks):
        if not -1 <= block.parent < index:
            yield f"block {index} has the parent {block.parent}"
        elif block.parent >= 0 and block.span.start < blocks[block.parent].span.start:
            yield f"block {index} starts before its parent"
    for name in ("headings", "fences", "links", "images", "inline_code", "texts", "tables"):
        for item in getattr(page, name):
            if not -1 <= item.block < len(blocks):
                yield f"{name} names block {item.block} of {len(blocks)}"


def _as_typed(content: Excerpt, text: str) -> bool:
    """Whether every character stands in the source where the excerpt says.

    A blank may stand for a part of a tab, a line feed for any line end; brackets and backslashes
    for what the site puts around old titles and before old ids.
    """
    bounds = (*content.starts[1:], len(content.text))
    for start, end, origin in zip(content.starts, bounds, content.origins, strict=False):
        for at, char in enumerate(content.text[start:end], origin):
            typed = text[at : at + 1]
            part_of_tab = char == " " and "\t" in text[max(at - 3, 0) : at + 1]
            is_line_end = char == "\n" and typed == "\r"
            if char != typed and char not in "[]\\" and not part_of_tab and not is_line_end:
                return False
    return True


def _heading(item: Heading, at: str, text: str, page: Page) -> bool:
    inner = text[slice(*item.text_span)]
    if item.kind == "atx":
        found = _HEADING.fullmatch(at)
        right = found is not None and len(found[1]) == item.depth and not set("\r\n") & set(at)
    else:
        found = _UNDERLINE.search(at)
        right = found is not None and item.depth == (1 if found[1][0] == "=" else 2)
    return right and item.span.start <= item.text_span.start and inner in at


def _fence(item: Fence, at: str, text: str, page: Page) -> bool:
    if not at.startswith(item.marker) or not _as_typed(item.content, text):
        return False
    if not item.closed:
        return True
    last = re.split(r"\r\n|\r|\n", at)[-1]
    return last.rstrip(" \t").endswith(item.marker) and len(at) > len(item.marker)


def _admonition(item: Admonition, at: str, text: str, page: Page) -> bool:
    if not at.startswith(":" * item.colons + item.type):
        return False
    return not item.closed or at.rstrip(" \t").endswith(":" * item.colons)


def _directive(item: Directive, at: str, text: str, page: Page) -> bool:
    size = {"text": 1, "leaf": 2, "container": 3}[item.kind]
    return at.startswith(":" * size) and at.lstrip(":").startswith(item.name)


def _jsx(item: Jsx, at: str, text: str, page: Page) -> bool:
    tag = text[slice(*item.open_span)]
    name = re.sub(r"[\s\ufeff]|^[ \t]*>", "", tag[1:])
    if not (tag.startswith("<") and tag.endswith(">") and name.startswith(item.name)):
        # a name may go on over the marks of a quote
        return tag.startswith("<") and tag.endswith(">") and ("." in item.name or ":" in item.name)
    return at.startswith(tag) and (page.error is not None or at.endswith(">"))


def _import(item: Import, at: str, text: str, page: Page) -> bool:
    source = text[slice(*item.source_span)]
    closed = source[:1] == source[-1:] or page.error is not None
    return at.startswith("import") and source[:1] in "\"'" and closed


def _url(url: str, span: Span | None, text: str) -> bool:
    return span is None or decode(text[slice(*span)]) == url or "\n" in url


def _link(item: Link, at: str, text: str, page: Page) -> bool:
    if item.kind == "literal":
        return at in item.url or decode(at) == item.text or _letters(at) == _letters(item.text)
    if at.startswith("<"):
        return at.endswith(">") and item.url.endswith(at[1:-1])
    return at.startswith("[") and at[-1] in ")]" and _url(item.url, item.url_span, text)


def _letters(text: str) -> str:
    return re.sub(r"[\s>\\]", "", decode(text))


def _image(item: Image, at: str, text: str, page: Page) -> bool:
    return at.startswith("![") and at[-1] in ")]" and _url(item.url, item.url_span, text)


def _definition(item: Definition, at: str, text: str, page: Page) -> bool:
    return at.startswith("[") and "]:" in at and _url(item.url, item.url_span, text)


def _code(item: InlineCode, at: str, text: str, page: Page) -> bool:
    size = len(at) - len(at.lstrip("`"))
    inner = text[item.content.origin(0) : item.content.origin(len(item.value) - 1) + 1]
    return (
        0 < size < len(at) / 2
        and at.endswith("`" * size)
        and item.value == item.content.text
        and _as_typed(item.content, text)
        and inner in at
    )


def _expression(item: Expression, at: str, text: str, page: Page) -> bool:
    return at.startswith("{") and at.endswith("}") and (item.comment or "")[:1] in at


def _cell(item: Cell, at: str, text: str, page: Page) -> bool:
    return at == at.strip(" \t") and not set("\r\n") & set(at)


def _text(item: Text, at: str, text: str, page: Page) -> bool:
    ranges = (*item.code, *item.links)
    return all(0 <= a <= b <= len(item.prose.text) for a, b in ranges)


def _variable(item: Variable, at: str, text: str, page: Page) -> bool:
    found = _VARIABLE.fullmatch(at)
    return found is not None and found[1] == item.name


def _comment(item: Comment, at: str, text: str, page: Page) -> bool:
    opener, closer = ("{", "}") if item.syntax == "mdx" else ("<!--", "-->")
    return at.startswith(opener) and at.endswith(closer)


def _is_attribute(item: Attribute, text: str) -> bool:
    at = text[slice(*item.span)]
    if item.kind == "spread":
        return at.startswith("{") and at.endswith("}")
    if at.startswith(("#", ".")) and item.name in ("id", "class"):
        return decode(at[1:]) == item.value
    return at.startswith(item.name.partition(":")[0])


_Check = Callable[..., bool]
_CHECKS: Mapping[str, _Check] = {
    "headings": _heading,
    "fences": _fence,
    "admonitions": _admonition,
    "directives": _directive,
    "jsx": _jsx,
    "imports": _import,
    "links": _link,
    "images": _image,
    "definitions": _definition,
    "inline_code": _code,
    "expressions": _expression,
    "texts": _text,
    "variables": _variable,
    "comments": _comment,
}
