"""The steps a reader takes down a page: commands, manifests, installs, per path through the tabs.

Tabs are alternatives: a reader sees one item of each, and the item of the same label wherever the
site keeps tabs of one `groupId` in step. Steps that only some readers take are marked, so that
nothing is claimed about them.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from docs_snippets.facts.kubernetes import Kinds
from docs_snippets.facts.procedures import Install, procedure_facts
from docs_snippets.manifests import Manifest, page_manifests
from docs_snippets.page import Jsx, Page, Text
from docs_snippets.shell import Command, page_commands
from docs_snippets.source import Span
from docs_snippets.steps import (
    Effect,
    Need,
    Thing,
    effects,
    made_by,
    of_manifest,
)

_NUMBERING = re.compile(r"(?:step[ ])?\d*[.:)]?[ ]*", re.IGNORECASE)
_FIRST_SENTENCE = re.compile(r".*?(?=[.:;](?:\s|$)|$)", re.DOTALL)
_PATTERN = re.compile(r"[*?\[]")
PATH_LIMIT = 64
MAKERS_LIMIT = 100
"""What more steps make than this is taken to be there."""


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
    needs: tuple[Need, ...]
    makes: frozenset[Thing]
    tabs: tuple[Tab, ...]
    fence: int
    conditional: bool
    example: bool
    heading: str


class Misplaced(NamedTuple):
    """A step that needs what a later step on the same path makes."""

    step: Step
    need: Need
    maker: Step


class BrokenPromise(NamedTuple):
    """Prose that says something is created before an install, which the steps do after it."""

    span: Span
    kind: str
    install: Step
    maker: Step


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
            found.append(made._replace(example=True))
    found.sort(key=_place)
    found += [_install_step(page, places, told, found) for told in _told_installs(page)]
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


def misplaced(page: Page, page_steps: tuple[Step, ...]) -> Iterator[Misplaced]:
    """Steps in the wrong order, where the page itself shows the right one.

    Silent when anything earlier may have made what is needed, and about installs on pages whose
    reader has a running installation.
    """
    installed = assumes_installation(page)
    makers = _Makers(page_steps)
    for index, step in enumerate(page_steps):
        if step.conditional:
            continue
        for need in step.needs:
            if installed and need.thing.kind != "file":
                continue
            maker = _later_maker(page, makers, index, need)
            if maker is not None:
                yield Misplaced(step, need, maker)
                break


def broken_promises(page: Page, page_steps: tuple[Step, ...]) -> Iterator[BrokenPromise]:
    """Where prose promises an order that the steps do not keep."""
    facts = procedure_facts()
    installs = [step for step in page_steps if step.kind == "install" and not step.conditional]
    makers = {kind: step for step in reversed(page_steps) for kind in _kinds_made(step)}
    for text in page.texts if installs else ():
        said = facts.before_install.search(text.prose.text)
        promised = facts.promised.search(text.prose.text, 0, said.start()) if said else None
        if said is None or promised is None:
            continue
        kind = promised["kind"]
        maker = makers.get(kind)
        if maker is not None and maker.span > installs[0].span:
            yield BrokenPromise(text.prose.span(*said.span()), kind, installs[0], maker)


def assumes_installation(page: Page) -> bool:
    """Whether the page is for readers whose cluster runs the product."""
    facts = procedure_facts()
    title = next((heading.text for heading in page.headings if heading.depth == 1), "")
    given = page.front_matter.get("title")
    titles = (title, given if isinstance(given, str) else "")
    return any(facts.installed_titles.search(text) for text in titles) or bool(
        facts.installed_paths.search(page.path)
    )


def _kinds_made(step: Step) -> Iterator[str]:
    return (each.name.partition("/")[0] for each in step.makes if each.kind == "resource")


class _Makers:
    """Which steps make a thing; names that steps make may be patterns."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.named: dict[Thing, list[int]] = defaultdict(list)
        self.patterns: dict[str, set[Thing]] = defaultdict(set)
        for position, step in enumerate(steps):
            for thing in step.makes:
                self.named[thing].append(position)
                if _PATTERN.search(thing.name):
                    self.patterns[thing.kind].add(thing)

    def of(self, wanted: Thing) -> list[int]:
        """The steps that make what is wanted, in order."""
        patterns = self.patterns.get(wanted.kind, ())
        if len(patterns) > MAKERS_LIMIT:
            return []
        made = [each for each in patterns if fnmatchcase(wanted.name, each.name)]
        if not made:
            return self.named.get(wanted, [])
        return sorted({at for each in (wanted, *made) for at in self.named.get(each, ())})


def _later_maker(page: Page, makers: _Makers, index: int, need: Need) -> Step | None:
    step = makers.steps[index]
    later: Step | None = None
    positions = makers.of(need.thing)
    for position in positions if len(positions) <= MAKERS_LIMIT else ():
        other = makers.steps[position]
        if other is step or not compatible(step, other):
            continue
        if position < index:
            return None
        same_fence = other.fence == step.fence
        if later is None and not other.conditional and (not _shown(step, other) or same_fence):
            later = other
    if later is not None and need.thing.kind == "file" and _spoken_of(page, need):
        return None
    return later


def _shown(step: Step, other: Step) -> bool:
    return step.example or other.example


def _spoken_of(page: Page, need: Need) -> bool:
    """Whether the page names a file before the step: the reader may have it already."""
    return page.source.text.find(need.thing.name, 0, need.span.start) >= 0


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
    opening = {t.block: bool(facts.conditional.match(t.prose.text)) for t in page.texts}
    titles = {a.block: a.title or "" for a in page.admonitions}
    last: dict[int, int] = {}
    for index, block in enumerate(page.blocks):
        before = last.get(block.parent)
        if block.kind == "expression":
            yield index
        if block.kind in ("fence", "list") and before is not None and opening.get(before):
            yield index
        if block.kind == "admonition" and facts.conditional.match(titles.get(index, "")):
            yield index
        first_in = before is None and block.parent >= 0
        if first_in and page.blocks[block.parent].kind == "admonition" and opening.get(index):
            yield block.parent
        if first_in and page.blocks[block.parent].kind == "list-item" and opening.get(index):
            yield block.parent
        last[block.parent] = index


class _Told(NamedTuple):
    """Words that tell the reader to install something; what is said of it goes on to `end`."""

    span: Span
    block: int
    install: Install
    end: int


def _told_installs(page: Page) -> Iterator[_Told]:
    """Headings and ordered steps that tell the reader to install something."""
    for number, heading in enumerate(page.headings):
        if heading.depth > 1 and (install := _install_of(heading.text)):
            after = (page.headings[at] for at in range(number + 1, len(page.headings)))
            ends = (other.span.start for other in after if other.depth <= heading.depth)
            end = next(ends, len(page.source.text))
            yield _Told(heading.span, heading.block, install, end)
    first_texts: dict[int, Text] = {}
    for text in page.texts:
        if text.kind == "paragraph":
            first_texts.setdefault(page.blocks[text.block].parent, text)
    for index, block in enumerate(page.blocks):
        if block.kind == "list-item" and block.name[:1].isdigit() and index in first_texts:
            text = first_texts[index]
            to_anchor = page.source.slice(text.span).startswith("[")
            if not to_anchor and (install := _install_of(text.prose.text)):
                yield _Told(text.span, text.block, install, block.span.end)


def _install_of(text: str) -> Install | None:
    numbering = _NUMBERING.match(text)
    rest = text[numbering.end() if numbering else 0 :]
    sentence = _FIRST_SENTENCE.match(rest)
    told = " ".join((sentence[0] if sentence else rest).replace("`", "").split())
    return next((i for i in procedure_facts().installs if i.prose.match(told)), None)


def _install_step(page: Page, places: _Places, told: _Told, typed: list[Step]) -> Step:
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
    effect: Effect,
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
