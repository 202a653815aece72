"""This page differs from its copies in other versions where nothing explains the difference.

Copies are pages with the same path in another version, or with the same name if most of their text
is the same. Sentences, table cells and lines of code are compared; product names, variables, link
targets, versions and mere wording are not. Reported are

- a delimiter without its partner, a number that lost its beginning, or a sentence that lost its
  end, if the copies have it;
- a name in code with a different case or hyphen, if the rest of the page spells it as the copies
  do, and the newest version has not changed it;
- a misspelled word: other pages have the correct one, and hardly any has this one. How many copies
  of the page agree does not matter;
- a sign or label that only one product has, if its own page says elsewhere what all others say;
- a number, "not", or a word of the opposite meaning ("ingress" for "egress") that one version alone
  has, where older and newer ones agree, or its own product's and another's. Numbers in a
  calculation are not compared, nor "MUST" and "MAY" in a standard;
- a link or image that leads to another file in one version alone, though it has the file, too;
- another product, where most versions of the same product have the variable of their own;
- a value or option in a command, manifest or settings that only one version has or has lost, where
  at least three others agree, older and newer ones. A version that names itself is meant, and so is
  a term that another page of the version has instead, too.

Differences that may be correct are reported as information: a misspelling that only the newest
version has corrected and no other page has, the opposite of what all older versions say, a short
word that few copies lack, and another form of a word that no other page has beside the same words.
What the oldest version alone says is not reported, nor another number of the newest, nor a count in
a section of another length, nor a name in another style from one version on. In a translation, only
a slip in code is; in a program, only a mistyped word.

## Why

A mistake that was corrected in one version lives on in its copies, and a slip in one copy is seen
by readers of that version alone.

## Example

The page in this version, and in two others:

````mdx
Set `bpfEnabled` to `"true".
````

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

## Instead

Correct the copy that is wrong. It may be the other one.

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

````mdx
Set `bpfEnabled` to `"true"`.
````

## When to ignore

When the versions differ on purpose, because the software does.
"""

from collections.abc import Iterator

from docs_snippets.core.diagnostics import Confidence, Note, Severity
from docs_snippets.core.source import Edit, Span
from docs_snippets.docs.docs import Siblings
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page
from docs_snippets.project.trees import trees_in_words
from docs_snippets.siblings.drift import Drift, drifts
from docs_snippets.siblings.product_names import other_products

LONGEST_SHOWN = 100


@rule(Severity.WARNING, reads="siblings")
def check(page: Page, siblings: Siblings) -> Iterator[Finding]:
    for found in drifts(siblings, page):
        unsure = found.reason == "word"
        sure = Confidence.LOW if unsure else Confidence.MEDIUM
        severity = Severity.INFO if unsure else None
        yield Finding(found.span, _message(found), (_note(found),), sure, severity=severity)
    for other in other_products(siblings, page):
        message = f"{other.name!r} is '$[prodname]' in {trees_in_words(other.trees)}"
        fix = (Edit(other.span, "$[prodname]"),)
        yield Finding(other.span, message, confidence=Confidence.MEDIUM, fix=fix)


def _message(found: Drift) -> str:
    trees, one = trees_in_words(found.having), len(found.having) == 1
    if found.reason == "translated":  # one message, whatever versions have the page
        trees = "the page that this one translates"
    if not found.words:
        return f"missing {found.wanted!r}, which {trees} {'has' if one else 'have'}"
    if not found.wanted:
        return f"extra {found.words!r}, which {trees} {'does' if one else 'do'} not have"
    return f"{found.words!r} is {found.wanted!r} in {trees}"


def _note(found: Drift) -> Note:
    page, unit = found.there.page, found.there.unit
    line, column, _, _ = page.source.region(Span(unit.start, unit.start))
    words = " ".join(unit.text.split())
    shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN].rstrip()}…"
    return Note(page.path, line, column, f"there: {shown}")
