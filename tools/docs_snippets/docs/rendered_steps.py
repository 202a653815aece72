"""Joins the steps of a page with those of the partials and components that it shows.

What a partial or component makes is there for the steps below the place where it is shown. It makes
no demands there: what it needs is checked in its own file. Where it offers tabs or a choice, and
where a script has other components than the one that is shown, nothing is sure.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from docs_snippets.code_blocks.procedure import Step, placed_at
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Span
from docs_snippets.docusaurus.components.rendered_ids import exported
from docs_snippets.docusaurus.components.scripts import ScriptModule
from docs_snippets.files.access import PAGE_SUFFIXES
from docs_snippets.mdx.page import Jsx, Page

_DEPTH = 8  # files shown inside one another
_FILES = 500  # files that a page shows: a partial is read anew at each use


class _Shown(NamedTuple):
    """A file that a page shows, and the part of it that is surely meant; None for all of it."""

    page: Page
    part: Span | None


@dataclass(frozen=True, eq=False)
class StepReader:
    """Reads steps. `resolved` tells where an import of a file leads, `own` a page's own steps."""

    page: Callable[[str], Page | Diagnostic]
    module: Callable[[str], ScriptModule | None]
    resolved: Callable[[str, str], str | None]
    own: Callable[[Page], tuple[Step, ...]]

    def steps(self, page: Page) -> tuple[Step, ...]:
        """What a reader does, down the page; tabs not yet chosen."""
        own = self.own(page)
        if not any(step.needs for step in own):
            return own
        return self._with_shown(page, own, (), iter(range(_FILES)))

    def _with_shown(
        self, page: Page, own: tuple[Step, ...], around: tuple[str, ...], left: Iterator[int]
    ) -> tuple[Step, ...]:
        if len(around) > _DEPTH or page.path in around or next(left, None) is None:
            return own
        found = list(own)
        for element in page.jsx:
            shown = self._shown(page, element)
            if shown is not None:
                inside = self._with_shown(
                    shown.page, self.own(shown.page), (*around, page.path), left
                )
                makers = tuple(_surely(shown, step) for step in inside if step.makes)
                found += placed_at(page, element, makers)
        return tuple(sorted(found, key=lambda step: (step.span.start, -step.span.end)))

    def _shown(self, page: Page, element: Jsx) -> _Shown | None:
        found = next((each for each in self._imports(page) if each[0] == element.name), None)
        path = self.resolved(page.path, found[1]) if found else None
        if found is None or path is None:
            return None
        shown = self.page(path)
        if isinstance(shown, Diagnostic):
            return None
        if path.endswith(PAGE_SUFFIXES):
            return _Shown(shown, None)
        module = self.module(path)
        node = exported(module, found[2]) if module else None
        return _Shown(shown, module.span(node) if module and node else Span(0, 0))

    def _imports(self, page: Page) -> Iterator[tuple[str, str, str]]:
        """Names that a page imports: each with the file, and with its name there."""
        for each in page.imports:
            yield from ((local, each.source, name) for local, name in each.names)
        module = self.module(page.path) if page.script else None
        for local, imported in module.imports.items() if module else ():
            yield local, imported.source, imported.name


def _surely(shown: _Shown, step: Step) -> Step:
    """A step as one of what is shown: only some readers see it where the file leaves a choice."""
    place = shown.page.fences[step.fence].span if step.fence >= 0 else step.span
    part = shown.part
    sure = part is None or part.start <= place.start < part.end
    return step._replace(conditional=step.conditional or bool(step.tabs) or not sure)
