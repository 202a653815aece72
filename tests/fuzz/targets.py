"""What the fuzzer feeds: each target takes any bytes and fails when the project breaks its word.

No target may raise anything but an AssertionError that says which promise is broken, or take longer
than is in proportion to what it was given.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

import promises
from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.manifests import documents, page_manifests
from docs_snippets.code_blocks.parameter_settings import settings
from docs_snippets.code_blocks.procedure import paths, steps
from docs_snippets.code_blocks.shell import page_commands, script
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Excerpt, Source, Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.data.validation import validated
from docs_snippets.docusaurus import site_settings
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.readers.config_params import read_parameters
from docs_snippets.facts.variables import Variables, read_variables
from docs_snippets.files.reading import decode
from docs_snippets.linting import suppressions
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.reader import read_page
from docs_snippets.page_records.record import page_record
from docs_snippets.project.trees import Tree, parse_version
from docs_snippets.snippets.gate_parsing import GateError, parse_gate
from docs_snippets.snippets.gates import GateState, evaluate
from fuzz.commands import COMMANDS
from reference import read as reference
from reference import record

Target = Callable[[bytes], None]
PARAMETERS = reference(record("PageSize", Description="Big. Set to 0 to disable the pager."))
TREE = Tree("guide/1.10", "guide", parse_version("1.10"), "guide")
SECONDS = 2.0
SECONDS_A_BYTE = 0.001


@contextmanager
def in_time(size: int) -> Iterator[None]:
    """Fails what takes more processor time than its input allows."""
    started = time.process_time()
    yield
    spent = time.process_time() - started
    assert spent < SECONDS + size * SECONDS_A_BYTE, f"{spent:.1f} s for {size} bytes"


def text_of(data: bytes) -> str:
    """Bytes as a file's text."""
    return data.decode("utf-8", "replace")


def inside(text: str, *spans: Span | None) -> None:
    """Spans lie in the text."""
    for span in spans:
        assert span is None or 0 <= span.start <= span.end <= len(text), span


def placed(source: Source, found: Diagnostic) -> None:
    """A finding stands on a line of the text."""
    assert found.region is None or 1 <= found.region.line <= len(source.line_starts), found


def sound(page: Page) -> Page:
    """A page that keeps its promises, and whose record is JSON."""
    wrong = list(promises.broken(page))
    assert not wrong, wrong
    json.dumps(page_record(page), allow_nan=False)
    return page


def page(data: bytes) -> None:
    """A file of any bytes; the first one chooses how it is read."""
    found = decode(data[1:], "page.mdx")
    choice = data[0] if data else 0
    if isinstance(found, Source):
        form: Literal["md", "mdx"] = "md" if choice & 2 else "mdx"
        with in_time(len(data)):
            sound(read_page(found, mdx1_compat=bool(choice & 1), format=form))


def markdown(data: bytes) -> None:
    """Any text, in all four ways."""
    source = Source("page.mdx", text_of(data))
    with in_time(len(data) * 4):
        for compat in (False, True):
            sound(read_page(source, mdx1_compat=compat))
            sound(read_page(source, mdx1_compat=compat, format="md"))


def front_matter(data: bytes) -> None:
    """Any text as front matter."""
    with in_time(len(data)):
        sound(read_page(Source("page.mdx", f"---\n{text_of(data)}\n---\n\n# A\n")))


def facts(data: bytes) -> None:
    """What is read from a page: commands, manifests, settings, steps, ignores."""
    with in_time(len(data) * 4):
        found = sound(read_page(Source("page.mdx", text_of(data))))
        text = found.source.text
        commands = page_commands(found)
        manifests = page_manifests(found, commands)
        inside(text, *(word.span for command in commands for word in command.words))
        inside(text, *(manifest.span for manifest in manifests))
        for setting in settings(found, commands, manifests):
            inside(text, setting.name_span, setting.value_span)
        for path in paths(steps(found, packaged_kinds(), commands, manifests)):
            inside(text, *(step.span for step in path))
        for ignore in suppressions.read_ignores(found):
            inside(text, ignore.span)
        for fence in found.fences:
            fence_kind(fence)


def shell(data: bytes) -> None:
    """Any text as shell, labelled as such or not."""
    text = text_of(data)
    excerpt = Excerpt(text, (0,), (0,))
    with in_time(len(data) * 3):
        for labelled, powershell in ((True, False), (False, False), (True, True)):
            found = script(excerpt, labelled=labelled, powershell=powershell)
            inside(text, *(command.span for command in found.commands))
            inside(text, *(word.span for command in found.commands for word in command.words))
            inside(text, *(problem.span for problem in found.problems))


def manifests(data: bytes) -> None:
    """Any text as manifests."""
    text = text_of(data)
    with in_time(len(data)):
        for found in documents(Excerpt(text, (0,), (0,))):
            inside(text, found.span, found.error.span if found.error else None)
            assert isinstance(found.api_version + found.kind + found.name + found.namespace, str)
            todo: list[YamlNode] = [found.root]
            while todo:
                node = todo.pop()
                inside(text, node.span, node.key_span)
                todo.extend(node.children)


def configuration(data: bytes) -> None:
    """Any text as a configuration and as a snippet's definition."""
    source = Source("versions.yaml", text_of(data))
    with in_time(len(data) * 2):
        for schema in ("versions", "snippet"):
            document, problems = validated(source, schema, "invalid-config")
            assert document is not None or problems
            for found in problems:
                placed(source, found)


def javascript(data: bytes) -> None:
    """Any text as the script of a tree's variables, and as a site's configuration."""
    text = text_of(data)
    with in_time(len(data) * 2):
        found = read_variables(Source("v.js", text), None, lambda _path: None)
        if isinstance(found, Variables):
            for name in found.names:
                assert name in found
            found.substitute("$[a] $[a.b]")
        site_settings.read_settings(Source("docusaurus.config.js", text))


def parameters(data: bytes) -> None:
    """Any text as a reference of parameters."""
    source = Source("params.json", text_of(data))
    with in_time(len(data)):
        found = read_parameters(source)
        if isinstance(found, Diagnostic):
            placed(source, found)


def gates(data: bytes) -> None:
    """Any statement as a gate."""
    text = text_of(data)
    value: object = text
    if text[:1] in "{[":
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return
    with in_time(len(data)):
        gate = parse_gate(value)
        if not isinstance(gate, GateError):
            for given in (PARAMETERS, None):
                assert evaluate(gate, TREE, given).state in GateState


TARGETS: Mapping[str, Target] = {
    **{
        target.__name__: target
        for target in (
            *(page, markdown, front_matter, facts, shell, manifests),
            *(configuration, javascript, parameters, gates),
        )
    },
    **COMMANDS,
}
