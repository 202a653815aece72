"""Copies of a page that one version has otherwise than all the others."""

from collections.abc import Iterator

from docs_snippets.core.source import Edit, Span
from selftest.ground import Ground, Plant, mistake, removed, replaced

_ALIKE = 3
_GUIDANCE = (
    r"(?<=\n\n) *[^\s|`-][^\n|]*(?:`(?P<name>[a-z]+[A-Z]\w{8,})`[^\n|]*\n)(?:[^\n]+\n)*\n"
    r"(?P<indent> *)```[^\n]*\n(?P<set>(?:(?! *```).*\n)+) *```\n"
)


def _copies(ground: Ground) -> list[str]:
    """The texts of the page in the other trees."""
    paths = (path for _, path in ground.docs.pages.siblings(ground.path))
    return [ground.lore.texts.get(path, "") for path in paths]


def _in_all(ground: Ground, line: str) -> bool:
    """Whether a line is on every copy of the page, once, as it is here, in versions before and
    after this one among them: a first or a last version may be meant to be otherwise."""
    copies = [ground.text, *_copies(ground)]
    alike = all(copy.count(f"\n{line}\n") == 1 for copy in copies)
    return len(copies) > _ALIKE and alike and _between(ground)


def _between(ground: Ground) -> bool:
    tree = ground.tree
    others = [other for other, _ in ground.docs.pages.siblings(ground.path)]
    beside = [other for other in others if tree and other.product == tree.product]
    return {other.version > tree.version for other in beside if tree} == {True, False}


def _whole_line(ground: Ground, offset: int) -> str:
    start = ground.text.rfind("\n", 0, offset) + 1
    return ground.text[start : ground.text.find("\n", offset)]


@mistake("sibling-drift", hint="kubectl ")
def namespace_that_no_other_version_has(ground: Ground) -> Iterator[Plant]:
    """A command's namespace mistyped in one version."""
    for found in ground.matches(r"^ *kubectl [^\n]*-n ([a-z]+-[a-z]+)\b[^\n]*$"):
        if _in_all(ground, found[0]) and ground.text.count(found[1]) > 1:
            yield replaced(Span(*found.span(1)), found[1].replace("-", "-node-"))


@mistake("sibling-drift", hint="kubectl ")
def flag_lost_in_one_version(ground: Ground) -> Iterator[Plant]:
    """A flag of a command left out in one version."""
    for found in ground.matches(r"^ *kubectl [^\n]*( --[a-z-]+=[^\s'\"]+)(?: [^\n]*)?$"):
        if _in_all(ground, found[0]) and "--type" not in found[1] and "$" not in found[0]:
            yield removed(Span(*found.span(1)))


@mistake("sibling-drift", hint=r"\$\[prodname\]")
def variable_lost_in_one_version(ground: Ground) -> Iterator[Plant]:
    """`$[prodname]` gone from a sentence in one version."""
    for found in ground.in_prose(r"^[A-Z][^\n]*[a-z]( \$\[prodname\])[^\n]*$"):
        if _in_all(ground, found[0]) and found[0].count("$[") == 1:
            yield removed(Span(*found.span(1)))


@mistake("sibling-drift", hint=r"\bports? \d{3,5}\b|`\d{2,5}`")
def number_mistyped_in_one_version(ground: Ground) -> Iterator[Plant]:
    """A port or a number in a sentence that no other version has."""
    for found in ground.in_prose(r"^[A-Z][^\n|]*\bports? `?(\d{4,5})\b[^\n]*$"):
        if _in_all(ground, found[0]):
            digits = found[1]
            wrong = digits[:-2] + digits[-1] + digits[-2]
            if wrong != digits:
                yield replaced(Span(*found.span(1)), wrong)


@mistake("sibling-drift", hint="`[a-z][A-Za-z]+`")
def other_code_in_one_version(ground: Ground) -> Iterator[Plant]:
    """A word in backticks mistyped in one version."""
    for found in ground.in_prose(r"^[A-Z][^\n|]*`([a-z][a-z-]{5,})`[^\n]*$"):
        name = found[1]
        known = ground.docs.facts.known_parameter(name) or "/" in name
        if _in_all(ground, found[0]) and not known:
            yield replaced(Span(*found.span(1)), f"{name[:-2]}{name[-1]}")


@mistake("sibling-omission", hint=r"`[a-z]+[A-Z]\w+`")
def guidance_forgotten_in_one_version(ground: Ground) -> Iterator[Plant]:
    """A parameter that this version has is set on every copy of the page but one."""
    for found in ground.in_prose(_GUIDANCE):
        name = found["name"]
        known = ground.parameters and ground.parameters.by_yaml(name)
        line = found[0].partition("\n")[0]
        only = name in found["set"] and found[0].count(name) == ground.text.count(name)
        if known and only and _in_all(ground, line):
            yield Plant(Edit(Span(*found.span()), ""), Span(0, len(ground.text)))


@mistake("unpaired-delimiter sibling-drift", hint=r"\*\*")
def emphasis_left_open_in_one_version(ground: Ground) -> Iterator[Plant]:
    """The closing `**` gone in one version."""
    for found in ground.in_prose(r"^[A-Z][^\n*]*\*\*[\w ]+(\*\*)[^\n*]*$"):
        if _in_all(ground, found[0]):
            yield removed(Span(*found.span(1)))
