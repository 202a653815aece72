"""Words that cannot stand beside each other in a sentence: what an edit left behind.

Each form is one that no correct sentence of technical English has. Forms that are right in some
construction are left out: "the port to connect to for the client", "all it does is create a file".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Page
from docs_snippets.mdx.plain_words import plain_words

_MODAL = "can|could|must|should|would|might|cannot"
_PLAIN = (
    "allow|apply|configure|contain|create|define|delete|deploy|disable|enable|ensure|execute|exist"
    "|expose|generate|ignore|include|install|match|need|provide|remove|replace|require|return"
    "|specify|support|use|work"
)
"""Verbs that pages of all kinds have."""
_VERBS = (
    "allows|applies|configures|contains|creates|defines|deletes|deploys|disables|enables|ensures"
    "|executes|exists|exposes|generates|ignores|includes|installs|matches|needs|provides|removes"
    "|replaces|requires|returns|specifies|supports|uses|works"
)
_NO_NOUNS = (
    "allow|apply|configure|create|define|delete|deploy|disable|enable|ensure|generate|include"
    "|provide|remove|require|specify"
)
"""Verbs that are no nouns, too."""
_NOUN = (
    "cluster|command|component|example|feature|field|file|guide|instruction|namespace|node|option"
    "|page|parameter|pod|resource|section|server|service|setting|step|topic|tutorial|user|variable"
)
_STATES = "is|are|was|were|describes?|shows?|explains?|covers?|will|can|should|must|have|has"
_ARTICLE = "the|a|an|your"
_ADVERB = "also|now|always|usually|only|still|then|currently|typically|normally|automatically"
_FORMS = {
    "one word too many": (
        r"the\s(?:a|an|your|our|my|their)\s(?=[a-z])"
        r"|the\s(?:that|these|those|each|every)\s(?=(?:the|a|an|of)\s)"
        r"|an?\s(?:the|your|our|my|their)\s(?=[a-z])"
        r"|(?:the|a|an)\s(?:of|to|from|with|into|for)\s(?:the|a|an)(?=\s[a-z])"
        r"|(?:for\s(?:at|of)|in\sof|at\sof|from\sof|into\s(?:of|to)|with\sof|to\sof|by\sof)"
        rf"(?=\s(?:{_ARTICLE})\s)"
        rf"|(?P<twice>be|is|are|have|has|was|were|{_MODAL}|will)\s(?:{_ADVERB})\s(?P=twice)(?=\s)"
        r"|lets?\s(?:you|us|them|users)\sto\s(?=[a-z])"
    ),
    "a word is missing": (
        rf"(?:{_MODAL}|will|may)\s(?:not\s)?able\sto\b"
        rf"|(?:need|want|wish|try|have|in\sorder)\s(?:{_NO_NOUNS})(?=\s(?:{_ARTICLE})\s)"
        rf"|allows?\s(?:you|us|them|users)\s(?:{_PLAIN})(?=\s(?:{_ARTICLE})\s)"
        r"|according\s(?:the|your)(?=\s[a-z])"
    ),
    "another form of the verb is needed": (
        rf"(?:{_MODAL})\s(?:not\s|also\s)?(?:{_VERBS}|does|has)(?=\s(?:{_ARTICLE}|all|any|no)\s)"
        rf"|to\s(?:{_VERBS})(?=\s(?:{_ARTICLE}|this|that|all|any)\s)"
        rf"|(?:does|do|did|can)\snot\s(?:{_VERBS}|has)\b"
        rf"|(?:doesn|don|didn)['’]t\s(?:{_VERBS}|has)\b"
        rf"|(?:be|been)\s(?:{_NO_NOUNS})(?=\s(?:by|in|with|for|on|from|as|when|if|using|via)\s|[.,])"
        rf"|for\s(?:{_NO_NOUNS})(?=\s(?:{_ARTICLE})\s)"
        r"|(?:could|should|would|must)\sof\s(?:been|had)\b"
    ),
    "singular beside plural": (
        rf"[Tt]his\s(?:{_NOUN})s(?=\s(?:{_STATES})\b)"
        r"|[Tt]his\s(?:policies|properties|entries)\b"
        rf"|[Tt]hese\s(?:{_NOUN}|policy|property)(?=\s(?:{_STATES})\b)"
        rf"|(?:[Ee]ach|[Ee]very)\s(?:{_NOUN})s(?=\s(?:{_STATES}|in|of|on)\b|[.,;:])"
        rf"|[Oo]ne\sof\s(?:the|these|those|your)\s(?:{_NOUN})(?=\s(?:is|can|will|has|that)\b|[.;:])"
        rf"|(?:multiple|several|many)\s(?:{_NOUN})(?=[.;:])"
        r"|[Tt]here\sis\s(?:two|three|four|five|several|many|multiple|various)\b"
        r"|informations|softwares|hardwares|advices|equipments"
    ),
    "a similar word is meant": (
        r"[Oo]n\sof\sthe\b"
        r"|[Ii]t['’]s\sown\b"
        r"|(?<!of\s)\b[Ii]ts\s(?:a|an|the|not)\s(?=[a-z])"
        r"|your\s(?:are|can|have|must|should)\s(?=[a-z])"
        r"|(?:in|of|on|with|from|into|inside)\syou\s(?:account|application|browser|cluster|computer"
        r"|configuration|database|environment|machine|organization|repository|workspace)\b"
        r"|(?:[Rr]ather|other|greater|larger|smaller|higher|lower|older|newer)\sthen\b"
        r"|(?:less|more)\sthen\s(?=one|two|the|a\s|\d)"
        r"|(?:will|would|could|might|may|not)\sloose\s(?=the|your|all|any|data|access)"
        r"|same\sthan\b"
        r"|as\sfollow(?:ing)?(?=\s?:)"
        rf"|depend(?:s|ing)?\sof\s(?=(?:{_ARTICLE}|how|which|what)\b)"
    ),
}
_FORM = re.compile(
    r"(?<![\w\0'’`\"“*/.-])(?:"
    + "|".join(f"(?P<f{number}>{form})" for number, form in enumerate(_FORMS.values()))
    + ")"
)
_PROBLEMS = tuple(_FORMS)
_WISH = re.compile(r"(?:need|want|wish|try|have)\s")
_WISHER = re.compile(
    r"(?:^|[.!?:;,(]\s*|\b(?:if|when|and|but|so|then|because|where|unless|case|once|or|whether|who"
    r"|also|may|might|will|would|can|could|should|must|do|not|don['’]t|only)\s+)"
    r"(?:(?:you|we|they|I|users)\s+(?:(?:also|only|just|still|may|might|will|would|do|not|first"
    r"|then|don['’]t)\s+)*)?$",
    re.IGNORECASE,
)
"""What is before a verb that begins a statement; others may end one: "the values you need"."""
_LED = re.compile(
    r"\b(?:access|add|appl|assign|attach|belong|bind|bound|connect|convert|copied|correspond|deploy"
    r"|forward|link|listen|map|migrat|mov|point|push|refer|relat|report|resolv|respond|rout|scop"
    r"|send|sent|speak|subscrib|switch|talk|upgrad|writ)[a-z]*\s+$",
    re.IGNORECASE,
)
"""A verb whose *to* may end a clause: "the network you connect to provides …"."""
_INDIRECT = re.compile(r"\b(?:what|where|who|how)\b[^.!?]*$", re.IGNORECASE)
"""What begins a clause that may end before a second verb: "What it is now is …"."""
_LOOK_BACK = 80


class GarbledWords(NamedTuple):
    """Words that do not fit each other, where they are, and what is wrong with them."""

    words: str
    span: Span
    problem: str


def garbled_words(page: Page) -> Iterator[GarbledWords]:
    """The places of a page where words do not fit each other."""
    for text in page.texts:
        for found in _FORM.finditer(plain_words(text)):
            if _ends_clause(found):
                continue
            typed = found[0].rstrip()
            span = text.prose.span(found.start(), found.start() + len(typed))
            words = " ".join(typed.split())
            if page.source.slice(span).split() == words.split():  # no markup between
                number = next(at for at, _ in enumerate(_PROBLEMS) if found[f"f{at}"] is not None)
                yield GarbledWords(words, span, _PROBLEMS[number])


def _ends_clause(found: re.Match[str]) -> bool:
    """Whether the first words may end one clause, and the last word begin another."""
    before = found.string[max(found.start() - _LOOK_BACK, 0) : found.start()]
    if _WISH.match(found[0]):
        return _WISHER.search(before) is None
    if found[0].startswith("to "):
        return _LED.search(before) is not None
    return found["twice"] is not None and _INDIRECT.search(before) is not None
