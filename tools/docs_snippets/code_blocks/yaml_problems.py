"""Why YAML that a page shows is not what its writer meant, in words that help to mend it.

The parser says where it gave up; the reason often stands a line or more above.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from docs_snippets.code_blocks.block_purpose import (
    Purpose,
    is_foreign,
    leaves_out_before,
    purpose,
)
from docs_snippets.code_blocks.copied_prompts import copied_prompts
from docs_snippets.code_blocks.excerpts import is_cut_out
from docs_snippets.code_blocks.json_commas import last_commas
from docs_snippets.code_blocks.json_pieces import braced, is_cut_off, is_member
from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.yaml_examples import nodes, parts, text_of
from docs_snippets.core.edit_distance import edits
from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.data.example_yaml import YamlNode, YamlProblem
from docs_snippets.mdx.page import Fence, Page

_GLUED = re.compile(r"[A-Za-z][\w-]*:(?!/)[^\s:]+$")
_GLUED_LINE = re.compile(r"^[ \t]+(?P<glued>[A-Za-z]\w*:(?:true|false|\d+))[ \t]*$", re.MULTILINE)
_YAML_LINE = re.compile(r"[ \t]*(?:- )?(?:[\w./-]+:(?:[ \t].*|\S+)?|- \S.*|#.*|\.{3})$")
_BLOCK = re.compile(r"^[^#]*:[ \t]+[|>][-+\d]*[ \t]*$")
_ITEM = re.compile(r"\n[ \t]*(?P<item>- \S[^\n]*)")
_VERSION = re.compile(r"(?:^v|V|[_-]v)ersion$")
_API = re.compile(r"(?:^|/)v\d")
"""The version of an API of Kubernetes."""
_SLIPS = 2  # letters that are wrong in a misspelled key
_NEAR = 4
"""Lines up to the one the parser gave up on in which a quote may have been left open."""
_FILLED_IN = re.compile(r"^[ \t]*(?:\$\w+|\$\{\w[^{}\n]*\}|\$\([^\n]*\))[ \t]*$", re.MULTILINE)
_SHAPE = re.compile(r"\"[ \t]*\|[ \t]*\"|\"[ \t]*:[ \t]*\[?(?:string|number|boolean|integer)\b")
"""JSON that tells types instead of values."""
_JSON_FENCES = frozenset({"json", "jsonc", "json5"})


class YamlExampleProblem(NamedTuple):
    """A place and what is wrong there; `applied` where a reader would run into it."""

    span: Span
    message: str
    applied: bool = True


def document_problems(page: Page, manifest: Manifest) -> Iterator[YamlExampleProblem]:
    """What is wrong with one YAML document, for what it is for."""
    found = tuple(_document_problems(page, manifest))
    meant = purpose(page, manifest) if found else Purpose.SHOWN
    if meant is not Purpose.SHOWN:
        for problem in found:
            left_out = leaves_out_before(page, manifest, problem.span.start)
            cut = meant is not Purpose.APPLIED and _is_cut_off(page, manifest, problem)
            if not (left_out or cut):
                yield problem._replace(applied=meant is Purpose.APPLIED)


def _document_problems(page: Page, manifest: Manifest) -> Iterator[YamlExampleProblem]:
    source = page.source
    if manifest.error is not None and _is_yaml(page, manifest) and _is_closed(page, manifest):
        whole = text_of(page, manifest)
        if not (_cut_out(page, manifest, manifest.error) or _is_filled_in(manifest, whole)):
            yield _unparsed(source, whole, manifest, manifest.error)
    head = next(iter(parts(page, manifest)), ())
    names = {key.name: key.span for key in head}
    # In other case it is a field that no resource has, and another rule's.
    headless = "apiversion" not in map(str.lower, names) and not _is_item(page, manifest)
    abridged = not manifest.name and leaves_out_before(page, manifest, manifest.span.end)
    abridged = abridged or _is_other(manifest) or _is_nameless(manifest)
    prompts = tuple(copied_prompts(manifest.root))
    for span, prompt in prompts:
        message = f"{prompt!r} is the prompt of a shell, and no part of the manifest"
        yield YamlExampleProblem(span, message)
    if headless and {"kind", "metadata"} <= names.keys() and not (abridged or prompts):
        yield YamlExampleProblem(names["kind"], "the manifest has no 'apiVersion'")
    applied = bool(manifest.api_version)
    for node in nodes(manifest.root):
        yield from _misread(source, node, applied=applied)
    for span in last_commas(page, manifest):
        yield YamlExampleProblem(span, "JSON does not allow a comma after the last item")


def _is_other(manifest: Manifest) -> bool:
    """Whether a document has a key of its own for its version, and so is for another program."""
    versions = (each for each in manifest.root.children if _VERSION.search(each.key or ""))
    return any(
        edits(each.key or "", "apiVersion", _SLIPS + 1) > _SLIPS and not _API.search(each.value)
        for each in versions
    )


def _is_nameless(manifest: Manifest) -> bool:
    """Whether a document leaves its metadata empty, and so shows another part of itself."""
    metadata = [each for each in manifest.root.children if each.key == "metadata"]
    return any(not each.children and each.value.strip() in ("", "{}") for each in metadata)


def _is_item(page: Page, manifest: Manifest) -> bool:
    """Whether a document is indented as a whole: an item of a list that the page does not show."""
    text = text_of(page, manifest)
    start = text.index_of(manifest.span.start)
    return manifest.command is None and text.text[start - 1 : start] == " "


def fragment_problems(page: Page) -> Iterator[YamlExampleProblem]:
    """What is wrong with JSON that is shown in pieces: `"key": …,` without the braces around."""
    for fence in page.fences:
        text = fence.content
        json = is_member(text.text) and fence_kind(fence) == "json"
        if json and not is_foreign(text.text):
            for document in documents(braced(text)):
                error = document.error
                if error and "expected ','" in error.cause and not _is_at_end(text, error):
                    yield _unparsed(page.source, text, document, error)


def _is_cut_off(page: Page, manifest: Manifest, problem: YamlExampleProblem) -> bool:
    """Whether JSON is shown without its end: its last line leaves brackets open."""
    if manifest.fence < 0 or fence_kind(page.fences[manifest.fence]) != "json":
        return False
    text = text_of(page, manifest)
    return is_cut_off(text.text, text.index_of(problem.span.start))


def _is_at_end(text: Excerpt, error: YamlProblem) -> bool:
    """Whether the parser gave up where a text ends: a bracket that opens there is cut off."""
    return error.span.start >= text.origin(len(text.text.rstrip().rstrip(",")))


def unlabelled_problems(page: Page) -> Iterator[YamlExampleProblem]:
    """`key:true` in text that is YAML to the eye only, under no label."""
    for fence in page.fences:
        text = fence.content
        if fence.lang is None and ":" in text.text and _reads_as_yaml(text.text):
            for found in _GLUED_LINE.finditer(text.text):
                yield _glued(text.span(*found.span("glued")), found["glued"])


def _is_closed(page: Page, manifest: Manifest) -> bool:
    """Whether a block has an end, if only in the wrong column: else it holds what follows, too."""
    fence = page.fences[manifest.fence] if manifest.fence >= 0 else None
    if fence is None or fence.closed or not fence.marker:
        return True
    return page.source.text[fence.span.end :].lstrip().startswith(fence.marker)


def _is_yaml(page: Page, manifest: Manifest) -> bool:
    """JSON may come as a stream, in pieces or cut short; only what says that it is JSON is held."""
    if manifest.command is not None or manifest.fence < 0:
        return True
    fence = page.fences[manifest.fence]
    if fence_kind(fence) != "json":
        return True
    whole = fence.content.text.lstrip()[:1] in ("{", "[")
    shape = _SHAPE.search(fence.content.text)
    cause = manifest.error.cause if manifest.error else ""
    return whole and _says_json(fence) and not shape and "document start" not in cause


def _says_json(fence: Fence) -> bool:
    return (fence.lang or "").lower() in _JSON_FENCES


def _cut_out(page: Page, manifest: Manifest, error: YamlProblem) -> bool:
    """Whether a fragment is wrong only where it was cut out of a file.

    Its first line lost its indentation, or brought it from where it stood, so that the second one
    does not fit below it; or it begins deeper than it goes on.
    """
    if manifest.fence < 0 or manifest.command is not None:
        return False
    text = text_of(page, manifest)
    start, end = text.index_of(manifest.span.start), text.index_of(manifest.span.end - 1) + 1
    start = text.text.rfind("\n", 0, start) + 1
    refused = text.text.rfind("\n", 0, text.index_of(error.span.start)) + 1
    return is_cut_out(text.text[start:end], text.text[start:refused])


def _is_filled_in(manifest: Manifest, text: Excerpt) -> bool:
    """Whether the shell puts lines of the document where one is a variable or command alone."""
    assert manifest.error is not None
    if manifest.command is None:
        return False
    start, at = (text.index_of(each.span.start) for each in (manifest, manifest.error))
    end = text.text.find("\n", at)
    return _FILLED_IN.search(text.text, start, end if end >= 0 else len(text.text)) is not None


def _unparsed(
    source: Source, whole: Excerpt, manifest: Manifest, error: YamlProblem
) -> YamlExampleProblem:
    """The place that the parser gave up on, or the one above that is to be mended."""
    first = source.line_of(manifest.span.start)
    last = source.line_of(min(error.span.start, manifest.span.end))
    lines = tuple(_line(source, whole, number) for number in range(first, last + 1))
    span, message = _reason(source, lines, error)
    return YamlExampleProblem(span, f"syntax error: {message}")


def _reason(source: Source, lines: Sequence[Span], error: YamlProblem) -> tuple[Span, str]:
    """Where and why, of the lines up to the one that the parser gave up on."""
    *above, last = lines
    here = _trimmed(source, last)
    if "expected ','" in error.cause or "quote" in error.cause:
        opened = (_open_quote(source, each) for each in reversed(lines[-_NEAR:]))
        at = next((at for at in opened if at is not None), None)
        if at is not None:
            return Span(at, at + 1), "unclosed quote"
    if "\\t" in error.cause:
        indented = re.match(r"[ >]*(?=\t)", source.slice(last))
        start = last.start + indented.end() if indented else here.start
        return Span(start, here.end), "tab in the indentation; indent with spaces"
    if (shallow := _under_block(source, lines)) is not None:
        return _trimmed(source, shallow), "the text of a block must be indented more than its key"
    if "mapping values" in error.cause and above:
        if len(above) == 1 and ":" not in source.slice(above[0]):
            return _trimmed(source, above[0]), "this line is neither a key nor part of a value"
        if ":" not in source.text[here.start : error.span.start]:
            return here, "this key is nested under a line that already has a value"
    return here, error.message


def _under_block(source: Source, lines: Sequence[Span]) -> Span | None:
    """The line below `key: |` that is not indented as its text has to be."""
    for above, below in pairwise(lines[-3:]):
        if _BLOCK.search(source.slice(above)):
            shallow = _indent(source, below) <= _indent(source, above)
            return below if source.slice(below).strip() and shallow else None
    return None


def _indent(source: Source, line: Span) -> int:
    text = source.text[source.line_span(source.line_of(line.start)).start : line.end]
    return len(text) - len(text.lstrip(" >"))


def _open_quote(source: Source, line: Span) -> int | None:
    """Where a quote begins that the line does not end."""
    text = re.sub(r"\\.", "__", source.slice(line))
    text = re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "_" * len(found[0]), text)
    found = re.search(r"['\"]", text)
    return line.start + found.start() if found else None


def _line(source: Source, whole: Excerpt, number: int) -> Span:
    """A line of a text, as far as the text reaches."""
    (start, end), around = source.line_span(number), whole.span(0, len(whole.text))
    start = max(start, around.start)
    return Span(start, max(start, min(end, around.end)))


def _trimmed(source: Source, line: Span) -> Span:
    text = source.slice(line)
    return Span(line.end - len(text.lstrip(" \t>")), line.start + len(text.rstrip()))


def _misread(source: Source, node: YamlNode, *, applied: bool) -> Iterator[YamlExampleProblem]:
    """YAML that parses and says something else than it shows."""
    if node.kind == "list" and applied and node.children[:1]:
        yield from _mixed(node)
    elif node.kind == "str" and not node.quoted:
        typed = source.slice(node.span)
        if found := _ITEM.search(typed):
            start = node.span.start + found.start("item")
            span = Span(start, start + len(found["item"].rstrip()))
            yield YamlExampleProblem(
                span, "list item indented too far: YAML reads it as part of the line above"
            )
        own_line = node.key_span and "\n" in source.slice(Span(node.key_span.end, node.span.start))
        if own_line and _GLUED.match(typed):
            yield _glued(node.span, typed)


def _mixed(node: YamlNode) -> Iterator[YamlExampleProblem]:
    first = node.children[0]
    mapping = next((child for child in node.children if child.kind == "map"), None)
    if first.kind == "str" and mapping is not None and mapping.children[0].key_span is not None:
        of = f" of {node.key!r}" if node.key else ""
        message = f"this item{of} has keys, those before are plain text; is a key missing above it?"
        yield YamlExampleProblem(mapping.children[0].key_span, message)


def _glued(span: Span, text: str) -> YamlExampleProblem:
    key = text.partition(":")[0]
    return YamlExampleProblem(
        span, f"YAML reads {text!r} as one string; add a space after '{key}:'"
    )


def _reads_as_yaml(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 2 and all(map(_YAML_LINE.match, lines))
