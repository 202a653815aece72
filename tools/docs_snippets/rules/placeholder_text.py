"""A note to the writer is still in the text: TODO, TBD, lorem ipsum.

It is information where the writer shows it to readers with a sign (🚧, ⚠️), and on proposals, whose
folder says so (`rfcs`, `adr`, `proposals`).

## Why

The reader sees that something is missing and does not learn it. Such notes are often forgotten when
the page is published.

## Example

```mdx
The limit is 100 requests. TODO: describe how to raise it.
```

## Instead

```mdx
The limit is 100 requests. {/* TODO: describe how to raise it. */}
```

## When to ignore

When the page explains the note itself, for example a tool that looks for it. Prefer code
formatting; the finding then disappears.
"""

import re
from collections.abc import Iterator

from docs_snippets.core.diagnostics import Severity
from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words

_TAG = r"(?:TODO|FIXME|XXX)"
_NOTE = re.compile(
    rf"(?:^|(?<=[.!?]\s))[(\[]?(?://\s)?{_TAG}(?=[:)\]]|\s*$|\s[A-Za-z][\w' -]*[.\])]?\s*$)"
    rf"|(?<=[(\[]){_TAG}(?=[:)\]])|(?<![\w'\"“-])(?:TODO|FIXME):\s(?=\w)"
    r"|[(\[]TBD\b[^)\]]*[)\]]|(?:^|(?<=[.!?]\s))TBD(?=[.:]?\s*$|:\s)"
    r"|[Ll]orem\sipsum\sdolor"
    r"|(?i:[\[(](?:insert|add)\s(?:an?\s)?(?:screenshot|link|image|diagram)s?\b[^\])]*[\])])"
    r"|\b(?:INSERT|ADD)\s(?:SCREENSHOT|LINK|IMAGE|DIAGRAM)\b"
    r"|(?i:\bnote\sto\s(?:self|reviewers?|editors?|authors?)\b:?)"
    r"|[\[(](?i:(?:ask|check\swith|confirm\swith|needs?|awaiting|pending)\s[^\])]{0,40}"
    r"(?:review|team|confirmation|sme|input))\b[^\])]{0,40}[\])]",
    re.MULTILINE,
)

_TELLING = ("TODO", "FIXME", "XXX", "TBD", "orem", "INSERT", "ADD")
_IN_BRACKETS = re.compile(r"[\[(](?:insert|add|ask|check|confirm|need|awaiting|pending)")

_SIGN = re.compile("[\N{CONSTRUCTION SIGN}\N{WARNING SIGN}\N{CONSTRUCTION WORKER}][\\W_]*\\Z")
_PROPOSAL = re.compile(
    r"(?:\A|/)(?:\d+[-_.])?(?:rfcs?|adrs?|proposals?|decisions?|enhancements?)/", re.IGNORECASE
)
"""A folder of texts that are discussed before they are done."""


@rule(Severity.WARNING, reads="page", prose=True)
def check(page: Page, _: TreeFacts) -> Iterator[Finding]:
    is_proposal = _PROPOSAL.search(page.path) is not None
    for text in page.texts:
        if text.kind == "cell":
            continue  # that something is not decided yet is what a table may say
        words = plain_words(text)
        for found in _NOTE.finditer(words) if _may_hold_note(words) else ():
            said = found[0].strip("()[] ")
            meant = is_proposal or _SIGN.search(text.prose.text, 0, found.start())
            severity = Severity.INFO if meant else None
            message = f"unfinished text: {said!r}"
            yield Finding(text.prose.span(*found.span()), message, severity=severity)


def _may_hold_note(words: str) -> bool:
    """A quick look: the pattern tries all that it may begin with at every character."""
    if any(each in words for each in _TELLING):
        return True
    folded = words.lower()
    return "note" in folded or _IN_BRACKETS.search(folded) is not None
