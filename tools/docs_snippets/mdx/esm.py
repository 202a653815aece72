"""Import and export statements."""

import re

from docs_snippets.mdx.document import Document
from docs_snippets.mdx.events import Esm, Trouble
from docs_snippets.mdx.geometry import BLANKS, Line
from docs_snippets.mdx.modules import judge
from docs_snippets.source import Excerpt, excerpt

MAX_JUDGED = 2_000_000
_START = re.compile(r"(?:import|export) ")


def esm(document: Document, line: Line) -> tuple[bool, Line | None]:
    """Statements from the line to a blank line (or the end) at which they are complete."""
    text = document.text
    if not _START.match(text, line.pos, line.end):
        return False, None
    lines = [line]
    judged = 0
    while True:
        after = document.next(concrete=True)
        if after is not None and not _blank(text, after):
            lines.append(after)
            continue
        content = _joined(text, lines)
        verdict = judge(content.text, document.names)
        judged += len(content.text)
        if verdict and verdict.incomplete and after is not None and judged < MAX_JUDGED:
            lines.append(after)
            continue
        break
    if verdict is not None:
        at = content.origin(verdict.pos)
        document.troubles.append(Trouble(document.depth, line.pos, at, verdict.message))
    while len(lines) > 1 and _blank(text, lines[-1]):
        lines.pop()
    end = lines[-1].end
    document.leaf(Esm(content, line.pos, end), end)
    document.push(after)
    return True, document.next()


def _blank(text: str, line: Line) -> bool:
    found = BLANKS.match(text, line.pos, line.end)
    return found is not None and found.end() >= line.end


def _joined(text: str, lines: list[Line]) -> Excerpt:
    last = lines[-1]
    return excerpt(
        (text[line.pos : line.end if line is last else line.next], line.pos) for line in lines
    )
