"""Slips of the hand in sentences."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Text
from selftest.ground import Ground, Plant, mistake, removed, replaced
from selftest.words import letter_lost

_SENTENCE = re.compile(r"[A-Z][^.!?\n]*[.!?](?= |$)")


def _paragraphs(ground: Ground) -> list[Text]:
    """Paragraphs that stand on one line and whose brackets and quotes are all in pairs."""
    return ground.shuffled(
        text
        for text in ground.page.texts
        if text.kind == "paragraph"
        and len(text.prose.text) > 40
        and not re.search(r"[\n<{]", _typed(ground, text))
        if all(_paired(_typed(ground, text), pair) for pair in ("()", "[]", "``", "**", '""'))
    )


def _typed(ground: Ground, text: Text) -> str:
    return ground.text[slice(*text.span)]


def _paired(typed: str, pair: str) -> bool:
    one, two = pair[0], pair[1]
    return typed.count(one) % 2 == 0 if one == two else typed.count(one) == typed.count(two)


def _found(ground: Ground, pattern: str) -> Iterator[tuple[re.Match[str], int]]:
    """Where a pattern is once in a paragraph, with the start of the paragraph."""
    for text in _paragraphs(ground):
        typed = _typed(ground, text)
        found = [one for one in re.finditer(pattern, typed) if not _in_code(typed, one.start())]
        if found:
            yield ground.rng.choice(found), text.span.start


def _in_code(typed: str, at: int) -> bool:
    return typed.count("`", 0, at) % 2 == 1


def _part(found: re.Match[str], start: int, group: int = 1) -> Span:
    return Span(start + found.start(group), start + found.end(group))


@mistake("unpaired-delimiter", hint=r"\(")
def closing_parenthesis_lost(ground: Ground) -> Iterator[Plant]:
    """A remark in parentheses that never ends."""
    for found, start in _found(ground, r"(?<= )\([a-z][^()\[\]`\n]{3,}[^()\[\]`\n:;](\))(?=[ .,])"):
        yield removed(_part(found, start))


@mistake("unpaired-delimiter", hint=r"\(")
def opening_parenthesis_lost(ground: Ground) -> Iterator[Plant]:
    """A remark that ends in a parenthesis and began with none."""
    for found, start in _found(ground, r"(?<= )(\()[a-z][^()\[\]`\n]{6,} [^()\[\]`\n]+\)(?=[ .,])"):
        yield removed(_part(found, start))


@mistake("unpaired-delimiter", also="broken-link-syntax", hint="`")
def closing_backtick_lost(ground: Ground) -> Iterator[Plant]:
    """Code that never ends."""
    for found, start in _found(ground, r"(?<=[ (])`[\w.-]+(`)(?=[ .,)])"):
        yield removed(_part(found, start))


@mistake("unpaired-delimiter", also="broken-link-syntax", hint="`")
def opening_backtick_lost(ground: Ground) -> Iterator[Plant]:
    """Code that never began."""
    for found, start in _found(ground, r"(?<=[ (])(`)[\w.-]+`(?=[ .,)])"):
        yield removed(_part(found, start))


@mistake("unpaired-delimiter", hint='"')
def closing_quotation_mark_lost(ground: Ground) -> Iterator[Plant]:
    """A quotation that never ends."""
    for found, start in _found(ground, r'(?<= )"\w[^"`\n]{2,}\w(")(?=[ .,])'):
        yield removed(_part(found, start))


@mistake("repeated-word", hint=r"\b(the|to|of|in|and|is|a)\b")
def little_word_twice(ground: Ground) -> Iterator[Plant]:
    """ "the the"."""
    for found, start in _found(ground, r"(?<=\w )(the|to|of|in|and|is|a|for|with|you)(?= [a-z])"):
        yield replaced(_part(found, start), f"{found[1]} {found[1]}")


@mistake("repeated-word", hint=r"\b[a-z]{5,}\b")
def long_word_twice(ground: Ground) -> Iterator[Plant]:
    """ "cluster cluster"."""
    for found, start in _found(ground, r"(?<=[a-z] )([a-z]{5,})(?= [a-z])"):
        yield replaced(_part(found, start), f"{found[1]} {found[1]}")


@mistake("unknown-variable", hint=r"\$\[\w+\]")
def variable_misspelled(ground: Ground) -> Iterator[Plant]:
    """`$[prodnme]`."""
    known = ground.facts.variables
    for found in ground.matches(r"\$\[(\w{4,})\]"):
        wrong = letter_lost(found[1], ground.rng)
        shown = _is_shown(ground, found.start())
        if known and found[1] in known and wrong not in known and shown:
            yield replaced(Span(*found.span(1)), wrong)


def _is_shown(ground: Ground, offset: int) -> bool:
    """Whether a place is in prose or in a fence."""
    in_code = any(fence.span.start < offset < fence.span.end for fence in ground.page.fences)
    return in_code or ground.is_prose(offset)


@mistake("unknown-variable", hint=r"\$\[[\w.]+\.\w+\]")
def variable_of_a_component_that_is_not_there(ground: Ground) -> Iterator[Plant]:
    """`$[componentImage.calicoctll]`."""
    known = ground.facts.variables
    for found in ground.matches(r"\$\[([\w.-]+\.[\w-]+)\]"):
        shown = _is_shown(ground, found.start())
        if known and found[1] in known and f"{found[1]}x" not in known and shown:
            yield replaced(Span(*found.span(1)), f"{found[1]}x")


@mistake("broken-link-syntax unpaired-delimiter", also="broken-link", hint=r"\]\(")
def parenthesis_lost_after_a_link(ground: Ground) -> Iterator[Plant]:
    """`[text](page.mdx and so on`."""
    for found, start in _found(ground, r"\[[^\]\[]+\]\([^()\s]+\.mdx?(?:#[\w-]+)?(\))(?= [a-z])"):
        yield removed(_part(found, start))


@mistake("broken-link-syntax", hint=r"\]\(")
def space_between_text_and_address_of_a_link(ground: Ground) -> Iterator[Plant]:
    """`[text] (page.mdx)`."""
    for found, start in _found(ground, r"(?<=[ (])\[[^\]\[]+\]()\((?![^)]*\()[^()\s]+\)"):
        yield replaced(_part(found, start), " ")


@mistake("broken-link-syntax unpaired-delimiter", hint=r"\]\(")
def bracket_lost_before_the_address_of_a_link(ground: Ground) -> Iterator[Plant]:
    """`[text(page.mdx)`."""
    for found, start in _found(ground, r"(?<= )\[[\w ]+(\])\([^()\s]+\.mdx?\)"):
        yield removed(_part(found, start))
