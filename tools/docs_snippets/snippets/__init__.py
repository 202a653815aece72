"""Snippets: pieces of guidance that are written once and placed in every tree where they hold.

`load` reads the definitions, `plan` tells for each placement what is there and what should be, and
`write` carries a plan out. The linter asks `check`.
"""

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


def check(docs: Docs) -> tuple[Diagnostic, ...]:
    """Findings of the snippet rules: on definitions, templates, markers and placements."""
    snippets, wrong = load(docs)
    if wrong:
        return wrong
    planned = plan(docs, snippets, Wishes())
    if planned.problems:
        return planned.problems
    return (*planned.broken, *findings(docs, planned.placements))
