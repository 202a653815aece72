"""Patches that a page sends, and what keeps an API from reading them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docs_snippets.code_blocks.client_calls import Call, Flag, read_call
from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.manifests import Manifest, documents
from docs_snippets.code_blocks.parameter_settings import patch_body
from docs_snippets.code_blocks.shell import Command, ShellProblem, page_problems
from docs_snippets.code_blocks.yaml_examples import nodes
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.mdx.page import Page

ROOTS = {"json": "list", "merge": "map", "strategic": "map"}
"""What each type of patch is made of."""

_WHAT = {"map": "an object", "list": "a list of operations"}
_OPERATIONS = ("add", "remove", "replace", "move", "copy", "test")
_OPEN = re.compile(r"\s*[\[{]")


class PatchProblem(NamedTuple):
    """A place in a patch and what is wrong there."""

    span: Span
    message: str


class Patch(NamedTuple):
    """A patch as a client is given it. `open_quote` is the quote before it that nothing closes."""

    call: Call
    flag: Flag | None
    body: Excerpt
    open_quote: ShellProblem | None


def patches(page: Page, commands: tuple[Command, ...]) -> Iterator[Patch]:
    """Every patch that the commands of a page send."""
    quotes: list[ShellProblem] | None = None
    for command in commands:
        call = read_call(command)
        body = patch_body(call) if call is not None and call.verb == "patch" else None
        if call is None or body is None:
            continue
        flag = call.flag("-p", "--patch")
        if quotes is None:
            quotes = [each for each in page_problems(page) if each.cause.kind == "open-quote"]
        yield Patch(call, flag, body, _first_in(flag.span, quotes) if flag else None)


def _first_in(span: Span, quotes: list[ShellProblem]) -> ShellProblem | None:
    at = bisect_left(quotes, span.start, key=lambda each: each.span.start)
    return quotes[at] if at < len(quotes) and quotes[at].span.start < span.end else None


def patch_problems(page: Page, patch: Patch) -> Iterator[PatchProblem]:
    """What is wrong with a patch: its quotes, its syntax, or what it is made of."""
    if patch.open_quote is not None:
        yield PatchProblem(patch.open_quote.span, "the quote that opens the patch is not closed")
        return
    if _powershell(page, patch.call.command):
        for document in documents(patch.body)[:1]:
            if document.error is None and _OPEN.match(patch.body.text):
                yield from _shape(patch, document.root)
        return
    if patch.flag is not None and _eaten(page, patch.flag, patch.body):
        message = "the shell removes the quotes inside the patch; enclose it in single quotes"
        yield PatchProblem(patch.flag.value_span, message)
        return
    for document in documents(patch.body)[:1]:
        if document.error is not None:
            yield _unparsed(patch, document)
        else:
            yield from _shape(patch, document.root)
            if _OPEN.match(patch.body.text):
                yield from _run_together(document.root)


def _powershell(page: Page, command: Command) -> bool:
    """Whether the quotes are those of another shell."""
    return command.fence >= 0 and fence_kind(page.fences[command.fence]) == "powershell"


def _eaten(page: Page, flag: Flag, body: Excerpt) -> bool:
    typed = page.source.slice(flag.value_span)
    return bool(_OPEN.match(body.text)) and '"' not in body.text and typed.count('"') > 2


def _unparsed(patch: Patch, document: Manifest) -> PatchProblem:
    assert document.error is not None
    start = document.error.span.start
    end = patch.body.span(0, len(patch.body.text)).end
    start = min(start, end - 1)
    return PatchProblem(
        Span(start, start + 1), f"the patch does not parse: {document.error.message}"
    )


def _run_together(root: YamlNode) -> Iterator[PatchProblem]:
    """What a missing comma makes of JSON: one word with quotes in its middle."""
    for node in nodes(root):
        if node.kind == "str" and not node.quoted and '"' in node.value:
            yield PatchProblem(
                node.span, f"YAML reads {node.value!r} as one string; expected ',' between entries"
            )


def _shape(patch: Patch, root: YamlNode) -> Iterator[PatchProblem]:
    given = patch.call.flag("--type", "-t")
    name = given.value.text if given and given.value else None
    if name is not None and name not in ROOTS:
        if given and given.literal and re.fullmatch(r"[A-Za-z-]+", name):
            yield PatchProblem(given.value_span, f"unknown patch type {name!r}; {_one_of(ROOTS)}")
        return
    expected = ROOTS[name or "strategic"]
    if root.kind in ("map", "list") and root.kind != expected:
        kind_of = f"--type {name}" if name else "a patch without '--type'"
        message = f"{kind_of} takes {_WHAT[expected]}, not {_WHAT[root.kind]}"
        yield PatchProblem(root.span, message)
    elif root.kind == "list":
        for operation in root.children:
            yield from _operation(operation)


def _operation(node: YamlNode) -> Iterator[PatchProblem]:
    """One operation of a JSON patch."""
    if node.kind != "map":
        return
    verb, path = node.get("op"), node.get("path")
    if verb is None or path is None:
        missing = "op" if verb is None else "path"
        yield PatchProblem(node.span, f"missing {missing!r} in this operation")
    elif verb.kind == "str" and verb.value not in _OPERATIONS:
        yield PatchProblem(verb.span, f"unknown operation {verb.value!r}; {_one_of(_OPERATIONS)}")
    elif path.kind == "str" and path.value and not path.value.startswith("/"):
        yield PatchProblem(path.span, f"the path {path.value!r} must start with '/'")


def _one_of(names: Iterable[str]) -> str:
    return f"expected {', '.join(names)}"
