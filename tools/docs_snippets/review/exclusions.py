"""The trees that a description leaves out of the change, or postpones, and where it says so.

Only a plain statement counts: a clause that is about the change, names trees, and excludes or
postpones them. A question, a condition, a doubt, and a sentence that merely mentions a tree say
nothing. Names are those of the configuration.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from docs_snippets.core.printable import printable
from docs_snippets.project.config import Product
from docs_snippets.project.trees import Tree
from docs_snippets.review.named_trees import MARK, MarkedText, mark_trees

_LONGEST = 400
"""Characters of a sentence that is read."""

_QUOTED = 90
_FENCE = re.compile(r"^[ \t]*(```|~~~).*?(?:^[ \t]*\1|\Z)", re.M | re.S)
_PARAGRAPH = re.compile(r"\n(?=[ \t]*(?:[-*+>#|]|\d+[.)]|\n|$))|(?<=[.!?])(?<!e\.g\.|i\.e\.)\s+")
_LEAD = re.compile(r"(?:[\s#*+-]|\d+[.)]\s|\[[xX]\]|\*\*|__)*")
_CLAUSE = re.compile(
    r";|[()]|\s(?:[–—]|--?)\s|,?\s+(?:but(?!\s+not\s+all)|while|whereas|however|so)\s+"
    rf"|,?\s+and\s+|,\s+(?=(?:not|only|the\s)?\s*{MARK}|it\b|this\b)|[.!]+$"
)
_DOUBT = re.compile(
    r"\?\s*$|\b(?:if|unless|whether|maybe|perhaps|might|may|could|should|unsure|not sure|unclear"
    r"|think|believe|guess|assume|wonder|probably|possibly|likely|until we know)\b"
    rf"|\bnot\s+{MARK}\s+but\b",
    re.I,
)

_ABOUT = (
    r"(?:(?:note|also|hence|therefore|thus|scope)\b[:,]?\s+)?(?:(?:it|this|these|that|they|we|I"
    r"|(?:the|this|these|that)\s+(?:same\s+)?(?:changes?|fix(?:es)?|edits?|PR|pull request|guidance"
    r"|sections?|paragraphs?|texts?|notes?|parameters?|fields?|settings?|options?|features?"
    r"|corrections?|steps?|warnings?|pages?|tips?)|`[^`\s]+`)\s+)?"
)
_VERB = r"(?:(?:is|are|does|do|will|have|has|be|been)\s*)?"
_DOCS = r"(?:\s+(?:docs?|documentation|trees?|versions?|pages?|branch(?:es)?|releases?|products?))?"
_END = (
    r"(?:\s*[,:]?\s*$|\s*[,:]\s|\s+(?:yet|here|now|either|for now|at all|in this (?:PR|pull request"
    r"|change)|because|as|since|which|where)\b)"
)
_TREES = rf"(?:the\s+)?(?:(?:versions?|docs|releases?)\s+(?:of\s+|for\s+)?)?(?P<trees>{MARK})"
_THEM = rf"{_TREES}{_DOCS}{_END}"
_NEEDED = (
    r"(?:yet|meant|intended|appl(?:y|ies)|applicable|needed|necessary|required|relevant|valid"
    r"|available|supported|present|exists?|affect(?:ed)?|concern(?:ed)?|planned|backported|included"
    r"|part|need(?:ed)?|changes?|changed|touch(?:ed)?|edit(?:ed)?|updated?|cover(?:ed)?|include)"
)
_OTHER_CHANGE = (
    r"(?:another|(?:an?|its|their|the)?\s*(?:own|separate|follow-?up|later|different|second"
    r"|another|subsequent|future|other))\s+(?:PRs?|pull requests?|changes?|commits?)\b"
    r"|(?:an?\s+|the\s+)?follow-?up\b"
)
_DONE = (
    r"(?:done|fixed|handled|covered|updated|tracked|addressed|changed|edited|ported|backported"
    r"|made|postponed|deferred|moved|left)"
)
_LATER = rf"(?:later|separately|afterwards|(?:in|via|as|by|with|to|for)\s+(?:{_OTHER_CHANGE}))"
_NOT_THERE = (
    rf"(?:not\s+(?:yet\s+)?{_NEEDED}|n/?a|not applicable|unaffected|excluded|skipped|omitted"
    r"|untouched|unchanged|out of scope|left\s+(?:out|alone|as (?:it is|they are))|postponed"
    r"|deferred|not in scope)\b"
)
_LACKS = (
    r"(?:does\s+not|doesn't|do\s+not|don't|has\s+no|have\s+no)\s+(?:yet\s+)?(?:need|have|support"
    r"|expose|document|include|ship|know|get)?\s*(?:this|it|that|these|them|(?:the|this|that|such)"
    r"\s+(?:changes?|fix|parameters?|fields?|settings?|options?|features?|same))"
)

_EXCLUDED = tuple(
    re.compile(form, re.I)
    for form in (
        # not for X; this does not apply to X; no change in X
        rf"^(?:but\s+)?{_ABOUT}{_VERB}(?:not|n't|never|no|n/?a)\b:?(?!\s+(?:only|just|merely))"
        rf"(?:\s+(?:{_NEEDED}|a|the|this|it|be|been))*\s*:?(?:\s*\b(?:for|to|in|on|of|with))?"
        rf"\s*:?\s*{_THEM}",
        # skips X; out of scope: X
        rf"^{_ABOUT}{_VERB}(?:skip(?:s|ping)?|exclud(?:es?|ing|ed)|omits?|omitting|leav(?:es?|ing)"
        rf"(?:\s+out)?|left\s+out|except(?:ing)?(?:\s+(?:for|in))?|without|other than|apart from"
        rf"|out of scope|not in scope|postpone[sd]?|defers?|deferred|unaffected|skipped)"
        rf"(?:\s+(?:for|to|in))?\s*:?\s*{_THEM}",
        # for all products except X
        rf"^{_ABOUT}{_VERB}(?:(?:made|done|appl(?:y|ies|ied)|fix(?:es|ed)?|chang(?:es?|ed)"
        rf"|updat(?:es?|ed)|edit(?:s|ed)?|goes|added|meant|for|to|in|on)\s+)*(?:all|every|each"
        rf"|everywhere|everything|any)\b[^,;]{{0,40}}?\b(?:except(?:\s+(?:for|in))?|but(?:\s+not)?"
        rf"(?:\s+(?:for|in))?|other than|apart from|excluding)\s+{_THEM}",
        # X follows; X in a separate PR; X is not affected; X does not have this parameter
        rf"^(?:(?:the|for|in|then|and)\s+)*{_TREES}{_DOCS}\s*[:,]?\s*"
        rf"(?:(?:will\s+)?(?:follows?|to\s+follow|comes?)(?:\s+(?:{_LATER}|soon|next))?"
        rf"|(?:(?:is|are|will|be|being|gets?|has|have|been|goes?|comes?|stays?|remains?)\s+)*"
        rf"(?:{_DONE}\s+)?(?:{_LATER}|{_OTHER_CHANGE})"
        rf"|(?:(?:is|are|will|be|stays?|remains?)\s+)*{_NOT_THERE}|{_LACKS})(?:{_END}"
        r"|\s+(?:once|after|when|until)\b)",
        # a separate PR for X; later: X; I will do X later
        rf"^(?:(?:there\s+)?(?:is|will\s+be|in|as)\s+)?(?:{_OTHER_CHANGE})(?:\s+(?:will\s+follow"
        rf"|follows))?\s*(?::|\b(?:for|to|in|on|with))\s*{_TREES}{_DOCS}(?:{_END}"
        r"|\s+(?:will\s+follow|follows))",
        rf"^(?:(?:will|to)\s+(?:follow|come)|later|postponed|deferred|todo(?:\s+later)?)"
        rf"(?:\s+(?:for|in))?\s*:?\s*{_THEM}",
        rf"^(?:I|we)(?:'ll|\s+will)\s+(?:do|update|edit|fix|change|port|handle|cover|backport(?:\s+"
        rf"(?:it|this))?(?:\s+to)?)\s+{_TREES}{_DOCS}\s+{_LATER}",
    )
)
_HELD = (
    r"(?:appl(?:y|ies)|available|valid|needed|relevant|supported|affects?|exists?|meant|holds?"
    r"|present)"
)
_ONLY = tuple(
    re.compile(form, re.I)
    for form in (
        rf"^{_ABOUT}{_VERB}(?:{_HELD}\s+)?only\s+(?:{_HELD}\s+)?"
        rf"(?:(?:for|to|in|from|since|on|with)\s+)?{_THEM}",
        rf"^{_ABOUT}{_VERB}(?:{_HELD}\s+)?(?:(?:for|to|in|from|since|on|with)\s+)?"
        rf"{_TREES}{_DOCS}\s+only{_END}",
    )
)


def excluded_trees(
    text: str, trees: Sequence[Tree], products: Sequence[Product]
) -> Mapping[Tree, str]:
    """The trees that a description excludes or postpones, with the sentence that does."""
    found: dict[Tree, str] = {}
    text = _FENCE.sub(lambda fence: re.sub(r"[^\n]", " ", fence[0]), text)
    for sentence in _sentences(text):
        marked = mark_trees(sentence, trees, products)
        if not marked.groups or _DOUBT.search(marked.text):
            continue
        for clause in _CLAUSE.split(marked.text):
            for tree in _excluded(clause.strip(), marked, trees):
                found.setdefault(tree, _quoted(sentence))
    return found


def _sentences(text: str) -> Iterator[str]:
    """Sentences without the marks of lists and headings; what others said is left out."""
    for each in _PARAGRAPH.split(text):
        sentence = " ".join(each.split())
        if sentence and len(sentence) <= _LONGEST and not sentence.startswith((">", "|")):
            lead = _LEAD.match(sentence)
            yield sentence[lead.end() if lead else 0 :].replace("**", "").replace("’", "'")


def _excluded(clause: str, marked: MarkedText, trees: Sequence[Tree]) -> frozenset[Tree]:
    """The trees that one clause excludes."""
    for form in _EXCLUDED:
        found = form.search(clause)
        if found:
            return marked.trees_of(found["trees"])
    for form in _ONLY:
        found = form.search(clause)
        meant = marked.versions_of(found["trees"]) if found else frozenset()
        if meant:
            of = {tree.product for tree in meant}
            return frozenset(tree for tree in trees if tree.product in of) - meant
    return frozenset()


def _quoted(sentence: str) -> str:
    said = printable(sentence)
    return said if len(said) <= _QUOTED else f"{said[: _QUOTED - 1]}…"
