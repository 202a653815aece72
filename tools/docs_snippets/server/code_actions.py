"""What can be done about findings: fixes, comments that accept them, and work on snippets."""

import re
from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting.fixes import fix_pages
from docs_snippets.mdx.page import Page
from docs_snippets.server.edits import inserted, of_fix, replaced
from docs_snippets.server.ignoring import ignore_comment
from docs_snippets.server.live_roots import OpenDocs
from docs_snippets.server.lsp_diagnostics import converted, rule_address
from docs_snippets.server.positions import Encoding
from docs_snippets.snippets.placement_findings import RULES

FIX_ALL = "source.fixAll.docs-snippets"
OPEN_RULE = "docs-snippets.openRule"
CARRY = "docs-snippets.carryEdit"
ADOPT = "docs-snippets.adopt"
KINDS = (lsp.CodeActionKind.QuickFix, FIX_ALL, lsp.CodeActionKind.Refactor)

_SUGGESTED = re.compile(r"; did you mean '([^']+)'\?")
_NO_IGNORE = frozenset(("useless-ignore", "internal-error", "unreadable-file"))


def actions(
    docs: OpenDocs,
    page: Page,
    uri: str,
    wanted: lsp.CodeActionParams,
    encoding: Encoding,
) -> list[lsp.CodeAction]:
    """What can be done in a range of a page."""
    session = docs.session
    if session is None:
        return []
    every = session.on(page.path)
    at = wanted.range
    first, last = at.start.line + 1, at.end.line + 1
    here = [
        each
        for each in every
        if each.region and each.region.line <= last and each.region.end_line >= first
    ]
    made = _Actions(docs, page, uri, encoding)
    found = [*made.of_findings(here), *made.of_page(every)]
    return [each for each in found if _is_wanted(each, wanted.context.only)]


def _is_wanted(action: lsp.CodeAction, only: Sequence[str] | None) -> bool:
    kind = str(getattr(action.kind, "value", action.kind))
    wanted = [str(getattr(each, "value", each)) for each in only or ()]
    if not only:
        return kind != FIX_ALL
    return any(kind == each or kind.startswith(f"{each}.") for each in wanted)


class _Actions:
    """The actions on one page."""

    def __init__(self, docs: OpenDocs, page: Page, uri: str, encoding: Encoding) -> None:
        self.docs, self.page, self.uri, self.encoding = docs, page, uri, encoding

    def of_findings(self, here: Sequence[Diagnostic]) -> Iterator[lsp.CodeAction]:
        """What can be done about some findings, fixes first."""
        for finding in here:
            if finding.fix is not None and finding.fix.applicability != "display":
                yield self._fix(finding)
        for finding in here:
            if finding.rule in RULES.values():
                yield self._command("Adopt the text into its snippet", ADOPT, finding)
        for finding in here:
            comment = ignore_comment(self.page, finding) if self._may_ignore(finding) else None
            if comment is not None:
                edits = inserted(self.page.source, comment.at, comment.text, self.encoding)
                yield self._action(f"Ignore '{finding.rule}' here", finding, edits)
        for rule in dict.fromkeys(each.rule for each in here):
            address = rule_address(self.docs, rule)
            yield lsp.CodeAction(
                f"Show what '{rule}' is about",
                lsp.CodeActionKind.QuickFix,
                command=lsp.Command("Show rule", OPEN_RULE, arguments=[rule, address]),
            )

    def of_page(self, every: Sequence[Diagnostic]) -> Iterator[lsp.CodeAction]:
        """What can be done about a page as a whole."""
        yield lsp.CodeAction(
            "Carry this edit to the sibling pages",
            lsp.CodeActionKind.Refactor,
            command=lsp.Command("Carry edit", CARRY, arguments=[self.uri]),
        )
        session = self.docs.session
        if session is None or not any(each.fix for each in every):
            return
        fixed = [*fix_pages(session.job, every, lambda found: tuple(found), unsafe=False)]
        edits = [
            edit
            for each in fixed
            if not each.refused and each.before.path == self.page.path
            for edit in replaced(self.page.source, each.after, self.encoding)
        ]
        if edits:
            yield lsp.CodeAction(
                "Fix all that can be fixed safely", FIX_ALL, edit=self._edit(edits)
            )

    def _fix(self, finding: Diagnostic) -> lsp.CodeAction:
        assert finding.fix is not None
        edits = of_fix(self.page.source, finding.fix.edits, self.encoding)
        suggested = _SUGGESTED.search(finding.message)
        title = f"Fix: {finding.message}"
        if suggested:
            title = f"Change to '{suggested[1]}'"
        elif len(edits) == 1 and edits[0].range.start != edits[0].range.end:
            text = edits[0].new_text.strip()
            title = f"Change to '{text}'" if text and "\n" not in text else title
        action = self._action(title, finding, edits)
        action.is_preferred = finding.fix.applicability == "safe"
        return action

    def _action(self, title: str, finding: Diagnostic, edits: list[lsp.TextEdit]) -> lsp.CodeAction:
        return lsp.CodeAction(
            title,
            lsp.CodeActionKind.QuickFix,
            converted(self.docs, self.page.source, [finding], self.encoding),
            edit=self._edit(edits),
        )

    def _command(self, title: str, command: str, finding: Diagnostic) -> lsp.CodeAction:
        line = finding.region.line if finding.region else 1
        return lsp.CodeAction(
            title,
            lsp.CodeActionKind.QuickFix,
            converted(self.docs, self.page.source, [finding], self.encoding),
            command=lsp.Command(title, command, arguments=[self.uri, line]),
        )

    def _edit(self, edits: list[lsp.TextEdit]) -> lsp.WorkspaceEdit:
        return lsp.WorkspaceEdit(changes={self.uri: edits})

    def _may_ignore(self, finding: Diagnostic) -> bool:
        return finding.rule not in _NO_IGNORE and finding.rule not in RULES.values()
