"""The steps a reader takes down a page: commands, manifests, installs, per path through the tabs.

Tabs are alternatives: a reader sees one item of each, and the item of the same label wherever the
site keeps tabs of one `groupId` in step. Steps that only some readers take are marked, so that
nothing is claimed about them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.block_purpose import Purpose, purpose
from docs_snippets.code_blocks.manifests import Manifest, page_manifests
from docs_snippets.code_blocks.shell import Command, page_commands
from docs_snippets.code_blocks.step_effects import (
    Artifact,
    Requirement,
    StepEffect,
    effects,
    made_by,
    of_manifest,
)
from docs_snippets.core.source import Span
from docs_snippets.facts.kubernetes import Kinds
from docs_snippets.facts.procedures import Install, procedure_facts
from docs_snippets.mdx.page import Jsx, Page, Text

_NUMBERING = re.compile(r"(?:step[ ])?\d*[.:)]?[ ]*", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r".*?(?=[.:;](?:\s|$)|$)", re.DOTALL)
PATH_LIMIT = 64


class Tab(NamedTuple):
    """The tab a step stands in. `tabs` is the block of the whole group of tabs."""

    tabs: int
    group: str | None
    label: str


class Step(NamedTuple):
    """One thing a reader does.

    `fence` is an index into the page's fences, -1 for prose. An `example` is YAML that is shown and
    not applied where it stands; a `conditional` step is for some readers only.
    """

    span: Span
    kind: Literal["command", "manifest", "install"]
    needs: tuple[Requirement, ...]
    makes: frozenset[Artifact]
    tabs: tuple[Tab, ...]
    fence: int
    conditional: bool
    example: bool
    heading: str


def steps(
    page: Page,
    kinds: Kinds,
    commands: tuple[Command, ...] | None = None,
    manifests: tuple[Manifest, ...] | None = None,
) -> tuple[Step, ...]:
    """Every step of a page, in order; tabs not yet chosen."""
    commands = page_commands(page) if commands is None else commands
    manifests = page_manifests(page, commands) if manifests is None else manifests
    places = _Places.of(page)
    found: list[Step] = []
    for command in commands:
        for index, effect in enumerate(effects(command, kinds)):
            found.append(
                _step(page, places, effect, "manifest" if index else "command", command.fence)
            )
    for manifest in manifests:
        if manifest.command is None:
            made = _step(page, places, of_manifest(manifest), "manifest", manifest.fence)
            # What is only shown, such as the output of a command, needs nothing to be there.
            needs = () if purpose(page, manifest) is Purpose.SHOWN else made.needs
            found.append(made._replace(example=True, needs=needs))
    found.sort(key=_place)
    found += [_install_step(page, places, told, found) for told in _announced_installs(page)]
    return tuple(sorted(found, key=_place))


def _place(step: Step) -> tuple[int, int]:
    return step.span.start, -step.span.end


def placed_at(page: Page, element: Jsx, shown: Sequence[Step]) -> Iterator[Step]:
    """What is made by the steps of a file, where an element of a page shows it."""
    if not shown:
        return
    place = _placed(page, _Places.of(page), element.span, element.block)
    for step in shown:
        yield step._replace(
            span=element.span,
            needs=(),
            tabs=place.tabs,
            fence=-1,
            conditional=place.conditional or step.conditional,
            heading=place.heading,
        )


def compatible(first: Step, second: Step) -> bool:
    """Whether one reader can take both: no tab of one excludes a tab of the other."""
    return not any(
        a.label != b.label and (a.tabs == b.tabs or (a.group is not None and a.group == b.group))
        for a in first.tabs
        for b in second.tabs
    )


def paths(page_steps: tuple[Step, ...]) -> Iterator[tuple[Step, ...]]:
    """Ways through the page that together show every tab; tabs of one group change together."""
    labels: dict[str | int, list[str]] = {}
    for step in page_steps:
        for tab in step.tabs:
            known = labels.setdefault(tab.group or tab.tabs, [])
            if tab.label not in known:
                known.append(tab.label)
    count = min(max((len(known) for known in labels.values()), default=1), PATH_LIMIT)
    for turn in range(count):
        chosen = {key: known[turn % len(known)] for key, known in labels.items()}
        yield tuple(
            step
            for step in page_steps
            if all(chosen[tab.group or tab.tabs] == tab.label for tab in step.tabs)
        )


class _Places(NamedTuple):
    """Where things stand: tabs and conditions by block, headings by offset."""

    tabs: dict[int, Tab]
    conditional: frozenset[int]
    heading_starts: tuple[int, ...]
    headings: tuple[str, ...]

    @classmethod
    def of(cls, page: Page) -> "_Places":
        """Reads a page once."""
        return cls(
            dict(_tabs(page)),
            frozenset(_conditional(page)),
            tuple(heading.span.start for heading in page.headings),
            tuple(heading.text for heading in page.headings),
        )


def _tabs(page: Page) -> Iterator[tuple[int, Tab]]:
    attributes = {
        element.block: {a.name: a.value for a in element.attributes}
        for element in page.jsx
        if element.block >= 0 and element.span == page.blocks[element.block].span
    }
    for index, block in enumerate(page.blocks):
        if block.kind != "jsx" or block.name != "TabItem":
            continue
        own = attributes.get(index, {})
        around = next((a for a in page.ancestors(index) if page.blocks[a].name == "Tabs"), -1)
        group = attributes.get(around, {}).get("groupId")
        yield index, Tab(around, group, own.get("label") or own.get("value") or str(index))


def _conditional(page: Page) -> Iterator[int]:
    """Blocks for some readers only: admonitions, and what a conditional paragraph leads to."""
    facts = procedure_facts()
    texts = {text.block: text.prose.text for text in page.texts}
    titles = {a.block: a.title or "" for a in page.admonitions}
    last: dict[int, int] = {}

    def is_opening(index: int) -> bool:
        return index in texts and facts.conditional.match(texts[index]) is not None

    for index, block in enumerate(page.blocks):
        before = last.get(block.parent)
        if block.kind == "expression":
            yield index
        if block.kind in ("fence", "list") and before is not None and is_opening(before):
            yield index
        if block.kind == "admonition" and facts.conditional.match(titles.get(index, "")):
            yield index
        first_in = before is None and block.parent >= 0
        if first_in and page.blocks[block.parent].kind in ("admonition", "list-item"):
            yield from [block.parent] if is_opening(index) else ()
        last[block.parent] = index


class _AnnouncedInstall(NamedTuple):
    """Words that tell the reader to install something; what is said of it goes on to `end`."""

    span: Span
    block: int
    install: Install
    end: int


def _announced_installs(page: Page) -> Iterator[_AnnouncedInstall]:
    """Headings and ordered steps that tell the reader to install something."""
    for number, heading in enumerate(page.headings):
        if heading.depth > 1 and (install := _install_of(heading.text)):
            after = (page.headings[at] for at in range(number + 1, len(page.headings)))
            ends = (other.span.start for other in after if other.depth <= heading.depth)
            end = next(ends, len(page.source.text))
            yield _AnnouncedInstall(heading.span, heading.block, install, end)
    first_texts: dict[int, Text] = {}
    for text in page.texts:
        if text.kind == "paragraph":
            first_texts.setdefault(page.blocks[text.block].parent, text)
    for index, block in enumerate(page.blocks):
        if block.kind == "list-item" and block.name[:1].isdigit() and index in first_texts:
            text = first_texts[index]
            to_anchor = page.source.slice(text.span).startswith("[")
            if not to_anchor and (install := _install_of(text.prose.text)):
                yield _AnnouncedInstall(text.span, text.block, install, block.span.end)


def _install_of(text: str) -> Install | None:
    numbering = _NUMBERING.match(text)
    rest = text[numbering.end() if numbering else 0 :]
    sentence = _FIRST_SENTENCE.match(rest)
    told = " ".join((sentence[0] if sentence else rest).replace("`", "").split())
    return next((i for i in procedure_facts().installs if i.prose.match(told)), None)


def _install_step(page: Page, places: _Places, told: _AnnouncedInstall, typed: list[Step]) -> Step:
    """An install in words: what the commands below it make is made there, not by the words."""
    step = _placed(page, places, told.span, told.block)
    first = bisect_right(typed, told.span.start, key=lambda other: other.span.start)
    last = bisect_left(typed, told.end, key=lambda other: other.span.start)
    below = (
        other.makes
        for other in (typed[at] for at in range(first, last))
        if other.tabs == step.tabs and not (other.example or other.conditional)
    )
    return step._replace(kind="install", makes=made_by(told.install).difference(*below))


def _step(
    page: Page,
    places: _Places,
    effect: StepEffect,
    kind: Literal["command", "manifest"],
    fence: int,
) -> Step:
    block = page.fences[fence].block if fence >= 0 else -1
    step = _placed(page, places, effect.span, block)
    return step._replace(kind=kind, needs=effect.needs, makes=effect.makes, fence=fence)


def _placed(page: Page, places: _Places, span: Span, block: int) -> Step:
    around = (block, *page.ancestors(block)) if block >= 0 else ()
    tabs = tuple(places.tabs[index] for index in around if index in places.tabs)
    conditional = any(index in places.conditional for index in around)
    heading = bisect_right(places.heading_starts, span.start) - 1
    title = places.headings[heading] if heading >= 0 else ""
    return Step(span, "command", (), frozenset(), tabs, -1, conditional, False, title)
