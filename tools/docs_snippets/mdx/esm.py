"""Reads blocks of import and export statements: they end at a blank line where they are valid."""

import re
from collections.abc import Callable

from docs_snippets.core.source import Excerpt, excerpt
from docs_snippets.javascript.brackets import Brackets
from docs_snippets.javascript.import_export import Verdict, judge
from docs_snippets.mdx.columns import BLANKS, Line
from docs_snippets.mdx.document import BlockReader
from docs_snippets.mdx.events import EsmEvent

ASKED_EACH = 8
MAX_JUDGED = 1_000_000
_START = re.compile(r"(?:import|export) ")
_STATEMENT = re.compile(
    r"import +(?:[{*\"']|[\w$]+ *(?:,|(?:from\b)|$)|type\b|defer\b)"
    r"|export +(?:[{*]|(?:default|const|let|var|function|async|class|type|interface|enum)\b)"
)
_PROSE = "a line that starts with `import` or `export` is read as code; start it with another word"


# Mirrors `tokenizeExportImport` of micromark-extension-mdxjs-esm/lib/syntax.js.
def esm(document: BlockReader, line: Line) -> tuple[bool, Line | None]:
    """Statements from the line to a blank line (or the end) at which they are complete."""
    text = document.text
    if not _START.match(text, line.pos, line.end):
        return False, None
    settled = document.settled
    lines = [line]
    brackets = Brackets()
    stops = due = 0
    verdict: Verdict | None = None
    while True:
        brackets.take(text, lines[-1].pos, lines[-1].end)
        after = document.next(concrete=True)
        if after is None or _blank(text, after):
            stops += 1
            if after is None or stops >= due or not brackets.open:
                due = stops + 1 if stops < ASKED_EACH else stops * 2
                verdict = None if settled else _judged(document, lines)
                if after is None or not _may_go_on(document, verdict, lines):
                    break
        lines.append(after)
    if verdict is not None:
        place = _place(verdict, _joined(text, lines), lines[-1])
        is_code = _STATEMENT.match(text, line.pos, line.end)
        document.fault(line.pos, place, verdict.message if is_code else _PROSE)
    while len(lines) > 1 and _blank(text, lines[-1]):
        lines.pop()
    end = lines[-1].end
    document.leaf(EsmEvent(_joined(text, lines), line.pos, end), end)
    document.push(after)
    return True, document.next()


def _judged(document: BlockReader, lines: list[Line]) -> Verdict | None:
    return judge(_joined(document.text, lines).text, document.names)


def _place(verdict: Verdict, joined: Excerpt, last: Line) -> Callable[[], int]:
    def place() -> int:
        at = verdict.place()
        return last.next if at >= len(joined.text) else joined.origin(at)

    return place


def _may_go_on(document: BlockReader, verdict: Verdict | None, lines: list[Line]) -> bool:
    """Whether more lines could make the statements complete, and it is worth asking."""
    if verdict is None or not verdict.incomplete:
        return False
    document.effort.judged += lines[-1].end - lines[0].pos
    return document.effort.judged < MAX_JUDGED + 2 * len(document.text)


def _blank(text: str, line: Line) -> bool:
    found = BLANKS.match(text, line.pos, line.end)
    return found is not None and found.end() >= line.end


def _joined(text: str, lines: list[Line]) -> Excerpt:
    last = lines[-1]
    return excerpt(
        (text[line.pos : line.end if line is last else line.next], line.pos) for line in lines
    )
