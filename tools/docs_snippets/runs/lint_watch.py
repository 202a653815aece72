"""`lint --watch`: after a change, what is found on the files that changed and what is new."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting import baseline
from docs_snippets.report.exit_codes import EXIT_ERROR
from docs_snippets.report.summary import count
from docs_snippets.report.writers import formats
from docs_snippets.runs import lint, watching
from docs_snippets.runs.lint_plan import LintPlan, LintResult
from docs_snippets.runs.options import LintOptions, conflict
from docs_snippets.runs.watching import Written

_Identity = tuple[str | None, str, str]


def watch(options: LintOptions, out: TextIO, err: TextIO) -> int:
    """Checks now and after each change; the exit code."""
    wrong = conflict(options)
    if not wrong and not formats()[options.output_format].human:
        wrong = f"--watch cannot be combined with --output-format {options.output_format}"
    if wrong:
        err.write(f"docs-snippets lint: {wrong}\n")
        return EXIT_ERROR
    with tempfile.TemporaryDirectory() as folder:
        if options.no_cache:  # nothing is kept for the next run, and each check is for this one
            options = replace(options, no_cache=False, cache_dir=folder)
        watched = _Watched(options, out, err)
        return watching.watch("lint", options, watched.once, out, err)


@dataclass(eq=False)
class _Watched:
    """The checks of one watch; `before` is what the last one found."""

    options: LintOptions
    out: TextIO
    err: TextIO
    before: frozenset[_Identity] | None = None
    _changed: frozenset[Path] = field(default_factory=frozenset)

    def once(self, changed: frozenset[Path]) -> Written:
        """Checks, and shows what is new."""
        self._changed = changed
        lint.run_check(replace(self.options, watch=False), self._check, self.out, self.err)
        self.out.flush()
        return {}

    def _check(self, options: LintOptions, plan: LintPlan, err: TextIO) -> LintResult | str:
        result = lint.check(options, plan, err)
        if isinstance(result, str):
            return result
        found = baseline.not_accepted(plan.baseline, result.findings)
        now = frozenset(map(_identity, found))
        before, self.before = self.before, now
        if before is None:
            return result
        root = plan.docs.root.absolute()
        paths = {str(path.relative_to(root)) for path in self._changed if path.is_relative_to(root)}
        shown = [each for each in found if each.path in paths or _identity(each) not in before]
        said = _rest(found, shown, len(before - now))
        return result._replace(findings=tuple(shown), notices=(*result.notices, said))


def _identity(finding: Diagnostic) -> _Identity:
    return finding.path, finding.rule, finding.fingerprint


def _rest(found: Sequence[Diagnostic], shown: Sequence[Diagnostic], gone: int) -> str:
    """What is not shown, in words."""
    rest = len(found) - len(shown)
    return f"{count(gone, 'finding')} gone, {rest:,} elsewhere as before"
