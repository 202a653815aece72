"""Snippets: pieces of guidance that are written once and placed in every tree where they hold.

`load` reads the definitions, `plan` tells for each placement what is there and what should be, and
`write` carries a plan out. The linter asks `check`, rules ask `placements`.
"""

from functools import cache

from docs_snippets.diagnostics import Diagnostic
from docs_snippets.site import Docs
from docs_snippets.snippets.definition import Snippet as Snippet
from docs_snippets.snippets.definition import load as load
from docs_snippets.snippets.findings import findings
from docs_snippets.snippets.plan import Plan as Plan
from docs_snippets.snippets.plan import plan as plan
from docs_snippets.snippets.states import Placement as Placement
from docs_snippets.snippets.states import State as State
from docs_snippets.snippets.states import Wishes as Wishes
from docs_snippets.snippets.tasks import generated as generated
from docs_snippets.snippets.writer import Change as Change
from docs_snippets.snippets.writer import write as write


@cache
def _planned(docs: Docs) -> tuple[Plan, tuple[Diagnostic, ...]]:
    snippets, wrong = load(docs)
    return plan(docs, snippets, Wishes()), wrong


def check(docs: Docs) -> tuple[Diagnostic, ...]:
    """Findings of the snippet rules: on definitions, templates, markers and placements."""
    planned, wrong = _planned(docs)
    if wrong or planned.problems:
        return (*wrong, *planned.problems)
    return (*planned.broken, *findings(docs, planned.placements))


def placements(docs: Docs) -> tuple[Placement, ...]:
    """Every placement as it is found, for rules that keep silent where one speaks."""
    return _planned(docs)[0].placements
