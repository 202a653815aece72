"""Steps in an order that does not work."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Edit, Span
from docs_snippets.mdx.page import Fence
from selftest.ground import Ground, Plant, mistake

_OPERATOR = r"kubectl (?:create|apply) -f \S*tigera-operator\.yaml"
_CRDS = r"kubectl (?:create|apply) [^\n]*(?:crds?\S*|v3_projectcalico_org)\.yaml"
_RESOURCES = r"kubectl (?:create|apply) -f \S*custom-resources\S*\.yaml"
_SHELL = ("bash", "sh", "shell", "")


def _fences(ground: Ground, pattern: str) -> list[Fence]:
    """Fences whose text a pattern finds, down the page."""
    found = (fence for fence in ground.fences(*_SHELL) if re.search(pattern, ground.code(fence)))
    return sorted(found, key=lambda fence: fence.span)


def _swapped(ground: Ground, one: Fence, two: Fence) -> Plant:
    """What two fences at the same depth hold, each in the place of the other."""
    text = ground.text
    first, second = (_inside(ground, fence) for fence in (one, two))
    between = text[first.end : second.start]
    new = text[slice(*second)] + between + text[slice(*first)]
    return Plant(Edit(Span(first.start, second.end), new))


def _swapped_where_right(
    ground: Ground, makers: list[Fence], users: list[Fence]
) -> Iterator[Plant]:
    """The first of each swapped, where they are in order and neither is in a tab."""
    if users and makers[0].span < users[0].span and _beside(ground, makers[0], users[0]):
        yield _swapped(ground, makers[0], users[0])


def _inside(ground: Ground, fence: Fence) -> Span:
    lines = ground.content(fence)
    return Span(lines[0].span.start, lines[-1].span.end)


def _alone(ground: Ground, fence: Fence) -> bool:
    return len([line for line in ground.content(fence) if line.text.strip()]) == 1


def _beside(ground: Ground, one: Fence, two: Fence) -> bool:
    """Whether two fences are steps of the same list or the same run of text, outside tabs."""
    above = [
        [
            ground.page.blocks[at].name
            for at in ground.page.ancestors(fence.block)
            if ground.page.blocks[at].kind == "jsx"
        ]
        for fence in (one, two)
    ]
    return above == [[], []] and ground.indent(one) == ground.indent(two)


@mistake("use-before-install", also="wrong-output", hint=_RESOURCES)
def custom_resources_before_what_defines_them(ground: Ground) -> Iterator[Plant]:
    """The step that creates custom resources and the one that creates their definitions swapped."""
    definitions = _fences(ground, _CRDS) or _fences(ground, _OPERATOR)
    resources = _fences(ground, _RESOURCES)
    if len(definitions) == len(resources) == 1 and definitions != resources:
        yield from _swapped_where_right(ground, definitions, resources)


@mistake("use-before-install", also="wrong-output", hint=r"create (?:ns|namespace) ")
def namespace_used_before_it_is_created(ground: Ground) -> Iterator[Plant]:
    """The step that creates a namespace swapped with the first that puts something there."""
    for found in ground.matches(r"kubectl create (?:ns|namespace) ([\w-]+)$"):
        makers = _fences(ground, rf"create (?:ns|namespace) {found[1]}\b")
        makes = rf"kubectl (?:create|apply|run|expose)[^\n]* (?:-n|--namespace)[ =]{found[1]}\b"
        users = _fences(ground, makes)
        if (
            len(makers) == 1
            and _alone(ground, makers[0])
            and f"name: {found[1]}" not in ground.text
        ):
            yield from _swapped_where_right(ground, makers, users)


@mistake("use-before-install", also="wrong-output", hint=r"> *\S+\.yaml")
def file_used_before_it_is_written(ground: Ground) -> Iterator[Plant]:
    """The step that writes a file swapped with the one that applies it."""
    for found in ground.matches(r"(?:cat|tee|curl)[^\n]*(?:>|-o) *([\w-]+\.ya?ml)\b"):
        name = re.escape(found[1])
        makers = _fences(ground, rf"(?:>|-o|-O|tee) *{name}")
        users = _fences(ground, rf"(?:apply|create) -f *(?:\./)?{name}")
        if len(makers) == len(users) == 1 and ground.text.count(found[1]) == 2:
            yield from _swapped_where_right(ground, makers, users)


@mistake("use-before-install", also="wrong-output", hint=_RESOURCES)
def felix_patched_before_the_operator_is_there(ground: Ground) -> Iterator[Plant]:
    """A patch of Felix's configuration put before the step that installs the operator."""
    definitions = _fences(ground, _CRDS) + _fences(ground, _OPERATOR)
    first = min(definitions, key=lambda fence: fence.span, default=None)
    if first is None or not _beside(ground, first, first):
        return
    line_start = ground.text.rfind("\n", 0, first.span.start) + 1
    indent = " " * ground.indent(first)
    body = '{"spec":{"floatingIPs":"Enabled"}}'
    command = f"kubectl patch felixconfiguration default --type merge -p '{body}'"
    new = f"{indent}```bash\n{indent}{command}\n{indent}```\n\n"
    before = ground.text[:line_start]
    known = ground.parameters and ground.parameters.by_yaml("floatingIPs")
    if known and before.endswith("\n\n"):
        yield Plant(Edit(Span(line_start, line_start), new))
