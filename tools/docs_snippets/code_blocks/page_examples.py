"""The examples on pages: commands, manifests, settings and steps.

All of it depends on a page's text alone, so it is the same in every tree that has the text; what a
component prints depends on the values it takes from its tree, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from docs_snippets.code_blocks.client_calls import Call, read_call
from docs_snippets.code_blocks.manifests import Manifest, page_manifests
from docs_snippets.code_blocks.parameter_mentions import Setting
from docs_snippets.code_blocks.parameter_settings import settings
from docs_snippets.code_blocks.procedure import Step, steps
from docs_snippets.code_blocks.shell import Command, page_commands
from docs_snippets.code_blocks.twin_names import TwinName, twin_names
from docs_snippets.code_blocks.yaml_examples import examples
from docs_snippets.core.memo import Memo
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.procedures import ParameterKind, procedure_facts
from docs_snippets.mdx.page import Fence, Page

KEPT = 24

PageKey: TypeAlias = tuple[str, str, tuple[Fence, ...]]
"""A page's format and its text, and the code blocks that a script makes of it."""


@dataclass(frozen=True, eq=False)
class PageExamples:
    """The examples of the pages that were last asked for, read once for pages with one text.

    `parameters` are the resources whose specs are sets of parameters, and where else those are set.
    """

    parameters: tuple[ParameterKind, ...] = field(
        default_factory=lambda: procedure_facts().parameters
    )
    _commands: Memo[PageKey, tuple[Command, ...]] = field(default_factory=lambda: Memo(KEPT))
    _calls: Memo[PageKey, tuple[Call, ...]] = field(default_factory=lambda: Memo(KEPT))
    _manifests: Memo[PageKey, tuple[Manifest, ...]] = field(default_factory=lambda: Memo(KEPT))
    _settings: Memo[PageKey, tuple[Setting, ...]] = field(default_factory=lambda: Memo(KEPT))
    _steps: Memo[PageKey, tuple[Step, ...]] = field(default_factory=lambda: Memo(KEPT))
    _twins: Memo[PageKey, tuple[TwinName, ...]] = field(default_factory=lambda: Memo(KEPT))

    def commands(self, page: Page) -> tuple[Command, ...]:
        """The shell commands of a page, in order."""
        return self._commands.get(text_key(page), lambda: page_commands(page))

    def calls(self, page: Page) -> tuple[Call, ...]:
        """The commands of clients among them, read."""
        return self._calls.get(text_key(page), lambda: tuple(_calls(self.commands(page))))

    def manifests(self, page: Page) -> tuple[Manifest, ...]:
        """The manifests a page shows or applies, in order."""
        return self._manifests.get(
            text_key(page), lambda: page_manifests(page, self.commands(page))
        )

    def yaml_documents(self, page: Page) -> Iterator[Manifest]:
        """The manifests that are meant as YAML, in order."""
        return examples(page, self.manifests(page))

    def settings(self, page: Page) -> tuple[Setting, ...]:
        """Every place where a page sets or names a parameter, in order."""
        return self._settings.get(
            text_key(page),
            lambda: settings(page, self.commands(page), self.manifests(page), self.parameters),
        )

    def steps(self, page: Page) -> tuple[Step, ...]:
        """What a reader does, down the page; tabs not yet chosen."""
        return self._steps.get(
            text_key(page),
            lambda: steps(page, packaged_kinds(), self.commands(page), self.manifests(page)),
        )

    def twin_names(self, page: Page) -> tuple[TwinName, ...]:
        """Names that the code of a page has once, and nearly so more than once."""
        return self._twins.get(text_key(page), lambda: tuple(twin_names(page)))


def _calls(commands: tuple[Command, ...]) -> Iterator[Call]:
    for command in commands:
        call = read_call(command)
        if call is not None:
            yield call


def text_key(page: Page) -> PageKey:
    """What all that depends on the text alone depends on."""
    return page.format, page.source.text, page.fences if page.script else ()
