"""References that contradict themselves, as findings at the reference's own lines.

A reference is no page: no rule reads it and no comment in it can accept a finding. Whatever pages
repeat it, what it says wrong is reported once.
"""

import re
from collections.abc import Collection, Iterator

from docs_snippets.core.diagnostics import Diagnostic, Note, Severity, problem
from docs_snippets.core.globs import globs
from docs_snippets.core.source import Source, Span
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.value_check import Contradiction, contradictions
from docs_snippets.linting import fingerprint
from docs_snippets.linting.folding import with_siblings
from docs_snippets.linting.generated_text import FIX_GENERATOR
from docs_snippets.project.trees import Tree

RULE = "contradictory-reference"

_STRING = re.compile(r'"?(?:\\.|[^"\\\n])*"?')


def findings(docs: Docs, trees: Collection[str] = ()) -> tuple[Diagnostic, ...]:
    """What the references of some trees say against themselves; of all trees, without patterns."""
    named = globs(*trees)
    return with_siblings(
        tuple(
            _finding(docs, tree, source, each)
            for tree, reference in docs.facts.known
            if not trees or named.match(tree.name)
            if isinstance(source := docs.pages.source(reference.path), Source)
            for each in contradictions(reference)
        )
    )


def _finding(docs: Docs, tree: Tree, source: Source, found: Contradiction) -> Diagnostic:
    span = _span(source, found.quote)
    key = fingerprint.key(RULE, docs.pages.path_in_tree(source.path), _identity(found))
    finding = problem(
        source,
        span,
        RULE,
        found.message,
        severity=Severity.WARNING,
        notes=tuple(_other_half(found)),
        tree=tree.name,
    )
    return finding._replace(fingerprint=fingerprint.fingerprints([key])[0])


def _identity(found: Contradiction) -> str:
    """The parameter and the two texts that contradict each other, whatever the message says."""
    other = found.other.text if found.other else ""
    return f"{found.parameter.name}\n{found.quote.text}\n{other}"


def _span(source: Source, quote: Quote) -> Span:
    """The words of a quote where they stand; what is left of the string where that differs."""
    start = source.offset(quote.line, quote.column)
    end = start + len(quote.text)
    if source.text[start:end] != quote.text:
        written = _STRING.match(source.text, start)
        end = written.end() if written else start
    return Span(start, end)


def _other_half(found: Contradiction) -> Iterator[Note]:
    yield found.quote.note(FIX_GENERATOR)
    if found.other is not None:
        yield found.other.note(f"contradicts: {found.other.text}")
