"""How the docs that an editor has open are loaded and checked: as a run of `lint` on everything."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from docs_snippets.core.diagnostics import Diagnostic, Severity
from docs_snippets.docs.docs import Docs, load_from
from docs_snippets.files.containment import escape_error
from docs_snippets.files.overlay_files import OverlayFiles
from docs_snippets.project import config as configuration
from docs_snippets.runs.lint_plan import LintPlan, docs_problems, plan_lint, with_snippets
from docs_snippets.runs.options import LintOptions
from docs_snippets.sessions.live import LiveCheck, LiveSession


@dataclass(frozen=True)
class LiveRoot:
    """A configuration file, and the docs root where it does not name it.

    `texts` stand for the files at their absolute paths, and may change at any time.
    """

    config: Path
    docs: Path | None = None
    options: LintOptions = field(default_factory=lambda: LintOptions(no_cache=True))
    texts: dict[str, bytes] = field(default_factory=dict)

    def session(self) -> LiveSession | tuple[Diagnostic, ...]:
        """A session on the docs; or why they cannot be read."""
        docs = self._load()
        if not isinstance(docs, Docs):
            return docs
        check = LiveCheck(
            self._load,
            lambda docs: self._plan(docs).rules_alone,
            with_snippets,
            partial(docs_problems, self.options),
            lambda docs: self._plan(docs).targets.paths,
        )
        return LiveSession(check, docs)

    def _load(self) -> Docs | tuple[Diagnostic, ...]:
        wrong = escape_error(self.config) or (escape_error(self.docs) if self.docs else "")
        if wrong:
            return (Diagnostic(configuration.RULE, Severity.ERROR, wrong, None),)
        folder = OverlayFiles(self.config.parent, texts=self.texts)
        root = OverlayFiles(self.docs, texts=self.texts) if self.docs else None
        docs = load_from(folder, self.config.name, root, "--docs")
        if not isinstance(docs, Docs):
            return docs
        docs = docs.as_immutable()
        plan = plan_lint(self.options, docs)
        if isinstance(plan, LintPlan):
            return docs
        if isinstance(plan, str):
            return (Diagnostic(configuration.RULE, Severity.ERROR, plan, None),)
        return tuple(plan)

    def _plan(self, docs: Docs) -> LintPlan:
        plan = plan_lint(self.options, docs)
        assert isinstance(plan, LintPlan)
        return plan
