"""Parameters outside manifests: environment, configuration files, component properties, prose.

Prose names are candidates: every word that could be a parameter's name. Who knows the names
decides; a value is given only where the sentence says that the name is set to it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.language import fence_kind
from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.core.source import Excerpt, Span
from docs_snippets.data.example_yaml import NodeKind, YamlNode
from docs_snippets.data.strict_yaml import core_value
from docs_snippets.facts.procedures import ParameterKind
from docs_snippets.mdx.page import Fence, Page, Text

MentionSpelling = Literal["yaml", "env", "config", "helm", "prose", "prop"]

_NAME = r"[A-Za-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+"
_CODE_NAME = re.compile(rf"(?P<name>{_NAME})(?:(?P<sign>[ ]*[=:][ ]*)(?P<value>\S.*?))?[ ]*")
_PLAIN_NAME = re.compile(
    r"\b(?<![/.`$#-])(?=[A-Z]*[a-z])[A-Za-z][a-z0-9]*+(?:[A-Z][a-z0-9]*+)++(?![\w/(`]|[.-]\w)"
)
_SETS = re.compile(
    r"\b(?:set|sets|setting|change|changes|changing|configure|configuring|update)\b", re.I
)
_IS_SET = re.compile(
    r"(?:[ ]+(?:parameter|field|option|flag|setting|is|be|are|must|should|to|has)){0,4}?"
    r"[ ]+set to[ ]+"
)
_TO = re.compile(
    r"(?:[ ]+(?:configuration|parameter|field|option|flag|setting|environment|variable|value|in"
    r"|the|your|of|all|default|`?\w*[Cc]onfiguration`?)){0,6}?"
    r"[ ]+to[ ]+(?:be[ ]+)?(?:the value[ ]+)?"
)
_BARE_VALUE = re.compile(r"\"[^\"\n]*\"|-?\d[\w.-]*|true|false|[Ee]nabled|[Dd]isabled")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
_CONFIG_LINE = re.compile(
    r"^(?P<name>[A-Za-z]\w*)(?P<sign>[ \t]*=[ \t]*)(?P<value>[^\n#]*?)[ \t\r]*$", re.M
)
_SECTION = re.compile(r"^\[(?P<name>[^\]\n]+)\]", re.MULTILINE)
_LOOK_BACK = 600
_LOOK_AHEAD = 400


class Setting(NamedTuple):
    """A parameter named, and set when it has a `value`.

    `kind` is the resource kind it belongs to and `resource` the resource's name where one is
    given; `where` is `manifest`, `patch`, `json-patch`, `values`, `command`, `fence`, `code`,
    `text` or `property`; `fence` an index into the page's fences, -1 outside. `node` is the value
    with what is below it, in YAML.
    """

    name: str
    name_span: Span
    value: str | None
    value_kind: NodeKind | None
    value_span: Span | None
    spelling: MentionSpelling
    kind: str
    resource: str
    where: str
    fence: int = -1
    node: YamlNode | None = None


def child_setting(child: YamlNode, kind: str, where: str, resource: str, fence: int) -> Setting:
    """The setting that a key of a map makes."""
    assert child.key is not None
    assert child.key_span is not None
    plain = child.kind not in ("map", "list")
    return Setting(
        child.key,
        child.key_span,
        child.value if plain else None,
        child.kind,
        child.span,
        "yaml",
        kind,
        resource,
        where,
        fence,
        child,
    )


def environment(manifest: Manifest, parameters: ParameterKind) -> Iterator[Setting]:
    """Environment variables a manifest sets: `name:` with `value:`, and keys of a map."""
    pending = [manifest.root] if parameters.env_prefix else []
    while pending:
        node = pending.pop()
        pending += node.children
        name = node.get("name") if node.kind == "map" else None
        if name is not None and name.value.startswith(parameters.env_prefix):
            value = node.get("value")
            span = Span(name.span.start + name.quoted, name.span.end - name.quoted)
            yield Setting(
                name.value,
                span,
                value.value if value else None,
                value.kind if value else None,
                value.span if value else None,
                "env",
                parameters.kind,
                "",
                "manifest",
                manifest.fence,
                value,
            )
        if node.key and node.key.startswith(parameters.env_prefix):
            found = child_setting(node, parameters.kind, "manifest", "", manifest.fence)
            yield found._replace(spelling="env")


def mentions(page: Page, parameters: ParameterKind) -> Iterator[Setting]:
    """What fences, components and prose say of parameters."""
    for index, fence in enumerate(page.fences):
        if fence_kind(fence) not in ("yaml", "json"):
            yield from _in_environment(fence.content, parameters, "fence", index)
            yield from _in_config_file(page, fence, parameters, index)
    yield from _in_components(page, parameters)
    for text in page.texts:
        yield from _in_prose(text, parameters)


def _in_environment(
    text: Excerpt, parameters: ParameterKind, where: str, fence: int
) -> Iterator[Setting]:
    if not parameters.env_prefix or parameters.env_prefix not in text.text:
        return
    pattern = (
        rf"(?<!\w){re.escape(parameters.env_prefix)}\w+(?:=(\"[^\"\n]*\"|'[^'\n]*'|[^\s\"'`,;)]*))?"
    )
    for found in re.finditer(pattern, text.text):
        name = found[0].partition("=")[0]
        value = found[1]
        quoted = value is not None and (not value or value[0] in "'\"")
        yield Setting(
            name,
            text.span(found.start(), found.start() + len(name)),
            value[1:-1] if value and quoted else value,
            None if value is None else "str" if quoted else value_kind(value),
            text.span(*found.span(1)) if value is not None else None,
            "env",
            parameters.kind,
            "",
            where,
            fence,
        )


def _in_config_file(
    page: Page, fence: Fence, parameters: ParameterKind, index: int
) -> Iterator[Setting]:
    content = fence.content
    sections, wanted = list(_SECTION.finditer(content.text)), parameters.config_section
    if wanted and not any(found["name"] == wanted for found in sections):
        return
    start = max(0, fence.span.start - _LOOK_BACK)
    if not any(
        name in page.source.text[start : fence.span.end] for name in parameters.config_files
    ):
        return
    for found in _CONFIG_LINE.finditer(content.text):
        above = bisect_left(sections, found.start(), key=lambda each: each.start()) - 1
        if not wanted or (above >= 0 and sections[above]["name"] == wanted):
            yield Setting(
                found["name"],
                content.span(*found.span("name")),
                found["value"],
                value_kind(found["value"]),
                content.span(*found.span("value")),
                "config",
                parameters.kind,
                "",
                "fence",
                index,
            )


def _in_components(page: Page, parameters: ParameterKind) -> Iterator[Setting]:
    for element in page.jsx:
        if element.name not in parameters.components:
            continue
        for attribute in element.attributes:
            if attribute.name == "name" and attribute.value:
                at = page.source.text.find(attribute.value, *attribute.span)
                span = Span(at, at + len(attribute.value)) if at >= 0 else attribute.span
                yield Setting(
                    attribute.value, span, None, None, None, "prop", parameters.kind, "", "property"
                )


def _in_prose(text: Text, parameters: ParameterKind) -> Iterator[Setting]:
    prose = text.prose
    yield from _in_environment(prose, parameters, "text", -1)
    for start, end in text.code:
        found = _CODE_NAME.fullmatch(prose.text, start, end)
        if found and not found["name"].startswith(parameters.env_prefix):
            yield _of_code(found, text, parameters)
    starts = [start for start, _ in text.code]
    for found in _PLAIN_NAME.finditer(prose.text):
        before = bisect_right(starts, found.start())
        if not before or found.start() >= text.code[before - 1][1]:
            span = prose.span(*found.span())
            if span.end - span.start == len(found[0]):
                value = _said_value(text, found.start(), found.end())
                yield _candidate(found[0], span, value, text, parameters, "text")


def _of_code(found: re.Match[str], text: Text, parameters: ParameterKind) -> Setting:
    prose = text.prose
    span = prose.span(*found.span("name"))
    if found["value"] is None:
        value = _said_value(text, found.start("name"), found.end())
        return _candidate(found["name"], span, value, text, parameters, "code")
    setting = _candidate(found["name"], span, found.span("value"), text, parameters, "code")
    is_config = "=" in found["sign"] and found["name"][0].isupper()
    return setting._replace(spelling="config") if is_config else setting


def _candidate(
    name: str,
    span: Span,
    value: tuple[int, int] | None,
    text: Text,
    parameters: ParameterKind,
    where: str,
) -> Setting:
    said = text.prose.text[value[0] : value[1]] if value else None
    quoted = said is not None and len(said) > 1 and said[0] == said[-1] and said[0] in "'\""
    return Setting(
        name,
        span,
        said[1:-1] if said and quoted else said,
        None if said is None else "str" if quoted else value_kind(said),
        text.prose.span(*value) if value else None,
        "prose",
        parameters.kind,
        "",
        where,
    )


def _said_value(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence says what the name that ends at `end` is set to."""
    prose = text.prose.text
    after = prose[end : end + _LOOK_AHEAD].replace("\n", " ")
    found = _IS_SET.match(after) or (_TO.match(after) if _is_led(prose, start) else None)
    if found is None:
        return None
    at = end + found.end()
    for code in text.code[(first := bisect_left(text.code, (at,))) : first + 1]:
        if code[0] == at:
            return code
    bare = _BARE_VALUE.match(prose, at)
    if bare is None:
        return None
    stop = at + len(bare[0].rstrip(".,-"))
    return (at, stop) if stop > at else None


def _is_led(prose: str, start: int) -> bool:
    """Whether the sentence up to a name says that something is set."""
    before = prose[max(0, start - 120) : start].replace("\n", " ")
    return _SETS.search(_SENTENCE_END.split(before)[-1]) is not None


def value_kind(value: str) -> NodeKind:
    """The kind of a value that has no quotes to tell."""
    if re.search(r"[<$]", value):
        return "unknown"
    plain = core_value(value)
    if plain is None:
        return "null"
    if isinstance(plain, bool):
        return "bool"
    return "int" if isinstance(plain, int) else "float" if isinstance(plain, float) else "str"
