"""Steps that come before what they need, or before what prose says comes first."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from docs_snippets.code_blocks.procedure import Step, compatible
from docs_snippets.code_blocks.step_effects import Artifact, Requirement
from docs_snippets.core.source import Span
from docs_snippets.facts.procedures import procedure_facts
from docs_snippets.mdx.page import Page

_PATTERN = re.compile(r"[*?\[]")
_PRESUPPOSED = re.compile(
    r"\b(?:make sure|ensure|assum(?:es?|ing)|presum(?:es?|ing)|suppos(?:es?|ing)"
    r"|you (?:already )?have)\b"
    r"[^.\n]*\b(?:installed|deployed|running|set up|an? (?:existing|running)|in place)\b[^.\n]*",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{4,}")
MAKERS_LIMIT = 100
"""What more steps make than this is taken to be there."""


class MisplacedStep(NamedTuple):
    """A step that needs what a later step on the same path makes."""

    step: Step
    need: Requirement
    maker: Step


class ContradictedOrder(NamedTuple):
    """Prose that says something is created before an install, which the steps do after it."""

    span: Span
    kind: str
    install: Step
    maker: Step


def misplaced_steps(page: Page, page_steps: tuple[Step, ...]) -> Iterator[MisplacedStep]:
    """Steps in the wrong order, where the page itself shows the right one.

    Silent when anything earlier may have made what is needed, and about installs on pages whose
    reader has a running installation.
    """
    installed = assumes_installation(page)
    makers = _Providers(page_steps)
    for index, step in enumerate(page_steps):
        if step.conditional:
            continue
        for need in step.needs:
            if installed and need.thing.kind != "file":
                continue
            maker = _later_maker(page, makers, index, need)
            if maker is not None and not _is_presupposed(page, need):
                yield MisplacedStep(step, need, maker)
                break


def contradicted_orders(page: Page, page_steps: tuple[Step, ...]) -> Iterator[ContradictedOrder]:
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
            yield ContradictedOrder(text.prose.span(*said.span()), kind, installs[0], maker)


def assumes_installation(page: Page) -> bool:
    """Whether the page is for readers whose cluster runs the product."""
    facts = procedure_facts()
    title = next((heading.text for heading in page.headings if heading.depth == 1), "")
    given = page.front_matter.get("title")
    titles = (title, given if isinstance(given, str) else "")
    return any(facts.installed_titles.search(text) for text in titles) or bool(
        facts.installed_paths.search(page.path)
    )


def _is_presupposed(page: Page, need: Requirement) -> bool:
    """Whether prose above a step says that its reader has what the needed thing is named after."""
    if need.thing.kind == "file":
        return False
    name = need.thing.name.lower()
    before = (text.prose.text for text in page.texts if text.span.end < need.span.start)
    said = (found[0] for text in before for found in _PRESUPPOSED.finditer(text))
    return any(
        word.lower() in name
        for each in said
        if not _DENIED.search(each)
        for word in _WORD.findall(each)
    )


def _kinds_made(step: Step) -> Iterator[str]:
    return (each.name.partition("/")[0] for each in step.makes if each.kind == "resource")


class _Providers:
    """Which steps make a thing; names that steps make may be patterns."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.named: dict[Artifact, list[int]] = defaultdict(list)
        self.patterns: dict[str, set[Artifact]] = defaultdict(set)
        for position, step in enumerate(steps):
            for thing in step.makes:
                self.named[thing].append(position)
                if _PATTERN.search(thing.name):
                    self.patterns[thing.kind].add(thing)

    def of(self, wanted: Artifact) -> list[int]:
        """The steps that make what is wanted, in order."""
        patterns = self.patterns.get(wanted.kind, ())
        if len(patterns) > MAKERS_LIMIT:
            return []
        made = [each for each in patterns if fnmatchcase(wanted.name, each.name)]
        if not made:
            return self.named.get(wanted, [])
        return sorted({at for each in (wanted, *made) for at in self.named.get(each, ())})


def _later_maker(page: Page, makers: _Providers, index: int, need: Requirement) -> Step | None:
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


def _spoken_of(page: Page, need: Requirement) -> bool:
    """Whether the page names a file before the step: the reader may have it already."""
    return page.source.text.find(need.thing.name, 0, need.span.start) >= 0
