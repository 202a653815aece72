"""Code on a translated page that is not what the page in the site's own language shows.

Translators leave code as it is: where a line of a command, manifest or program differs in one
place, it was mistyped, or was mended in one language alone. A program may be as the page had it
before, so that only a mistyped word counts there. Comments, words in other letters, addresses and
what programs print are theirs to change.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from docs_snippets.code_blocks.language import fence_kind, is_typed
from docs_snippets.core.edit_distance import edits
from docs_snippets.docs.docs import Siblings
from docs_snippets.mdx.page import Fence, Page
from docs_snippets.project.trees import Tree
from docs_snippets.siblings.runners import is_same_runner
from docs_snippets.siblings.spelling import inflects, occurrences
from docs_snippets.siblings.variant import Variant, token_offsets
from docs_snippets.siblings.variants import UnitCopy, folded, variants

_PRINTED = frozenset(
    " text txt plain plaintext console log output diff mermaid plantuml dot".split(" ")
)
"""Languages of blocks that show what a program prints, or a picture; a block may have none."""
_SLIP = 2
"""Letters that a word may be mistyped in."""
_SHORT, _LONG = 3, 6
"""Letters of a word of which one may be mistyped, and of which two may."""
_FEWEST_COMMON = 3
"""Lines that two blocks share, at the least, so that one is a copy of the other."""
_COMMENTS = ("#", "//", "<!--", "/*", "{/*")
_DASHES = re.compile(r"(?:^|\s)--\s")
"""What begins a comment in SQL, Lua and the like."""
_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)+")
_PLACEHOLDER = re.compile(r"\[\w+(?: \w+)+\]")
_QUOTES = "\"'"
_SIGNS = "`*_()[]{}'\"!,;"
_SQL = re.compile(r"(?!promql).*sql", re.IGNORECASE)
"""Languages of blocks in which case and the quotes around a name do not count."""
_NAME_QUOTES = str.maketrans("", "", "\"'`")


def code_differences(siblings: Siblings, page: Page) -> Iterator[tuple[Variant, Variant]]:
    """The sides of each difference, the translation's first."""
    pages = siblings.pages
    own, original = pages.tree_of(page.path), pages.original(page.path)
    tree, source = pages.tree_of(original), pages.page(original)
    if own is None or tree is None or own == tree or not isinstance(source, Page):
        return
    pairs = [
        (Variant(found.one, difference.one), Variant(found.two, difference.two))
        for found in variants(((tree, source), (own, page)), siblings.titles)
        for difference in found.differences
    ]
    sided = [pair if _is_of(pair[0].copies, own) else pair[::-1] for pair in pairs]
    same_text = _outline(page) == _outline(source)
    partners: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for here, there in sided:
        partners[_place(here)].add(_place(there))
        partners[_place(there)].add(_place(here))
    for here, there in sided:
        sure = len(partners[_place(here)]) == len(partners[_place(there)]) == 1
        says = any(norm[0].isalnum() for norm in here.norms + there.norms)
        sure = sure and (same_text or _are_copies(here.first, there.first))
        within = _enclosing(here.first) == _enclosing(there.first)
        if not (sure and says and within and _is_meant_alike(here) and _is_meant_alike(there)):
            continue
        same = inflects(here.words, there.words) or _is_same_sql(here, there)
        wrapped = _is_wrapped(here, there.words) or _is_wrapped(there, here.words)
        wrapped = wrapped or _is_split(here, there) or _is_split(there, here)
        if _is_slip(here, there) and not (same or wrapped or _is_right(here, there)):
            yield here, there


def _is_slip(here: Variant, there: Variant) -> bool:
    """Whether one was typed for the other; else the example may be another one on purpose."""
    if is_same_runner(here, there):
        return False
    one, two = folded(here.norms), folded(there.norms)
    if one.replace(".", "").isdigit() and two.replace(".", "").isdigit():
        return False  # another release, which one of the two has not followed
    if _is_program(here.first):
        return _is_mistyped(here.norms, there.norms)
    within = (one in two or two in one) and not (_is_in_name(here) or _is_in_name(there))
    return within or edits(one, two) <= _SLIP


def _is_in_name(side: Variant) -> bool:
    """Whether what differs is a part of a name, which may be the one of something else."""
    return bool(side.words) and side.whole.strip(_SIGNS) != side.words.strip(_SIGNS)


def _is_program(copy: UnitCopy) -> bool:
    """Whether a line belongs to a program, which changes with what it calls."""
    blocks = tuple(_around(copy))
    return all(
        fence.lang and fence_kind(fence) == "other" and not _SQL.fullmatch(fence.lang)
        for fence in blocks
    )


def _is_mistyped(here: tuple[str, ...], there: tuple[str, ...]) -> bool:
    """Whether letters of one word are others: neither its style nor what is around it."""
    if len(here) != 1 or len(there) != 1 or folded(here) == folded(there):
        return False
    one, two = here[0], there[0]
    shorter = min(len(one), len(two))
    most = _SLIP if shorter >= _LONG else 1
    return one.isalpha() and two.isalpha() and shorter >= _SHORT and edits(one, two) <= most


def _is_wrapped(side: Variant, words: str) -> bool:
    """Whether the line above ends with the words that a line seems to lack at its start."""
    source = side.first.page.source
    number = source.line_of(side.first.unit.start)
    starts = not side.words and side.at[0] == 0 and number > 1
    return starts and source.line(number - 1).split()[-1:] == words.split()


def _is_split(side: Variant, other: Variant) -> bool:
    """Whether another import of the same block has the names that one seems to lack."""
    if side.words or not side.first.unit.text.lstrip().startswith("import "):
        return False
    lines = (line for each in _around(side.first) for line in each.content.text.splitlines())
    imports = [line.split() for line in lines if line.startswith("import ")]
    return any(other.words.strip(" ,{}") in line for line in imports)


def _is_same_sql(here: Variant, there: Variant) -> bool:
    """Whether case and pairs of quotes alone differ, in SQL."""
    one, two = ("".join(side.norms).translate(_NAME_QUOTES).lower() for side in (here, there))
    texts = (here.first.unit.text, there.first.unit.text)
    paired = not any(text.count(quote) % 2 for text in texts for quote in _QUOTES)
    blocks = (_SQL.fullmatch(fence.lang or "") for fence in _around(here.first))
    return one == two and paired and any(blocks)


def _is_right(here: Variant, there: Variant) -> bool:
    """Whether the page that was translated says elsewhere what the translation says here."""
    source, unit = there.first.page.source.text, there.first.unit.text
    if not here.words or occurrences(here.words, source) <= occurrences(here.words, unit):
        return False
    return occurrences(there.words, source) == occurrences(there.words, unit)


def _place(side: Variant) -> tuple[str, int]:
    """Where a line is: one that is like several others is a copy of none of them for sure."""
    return side.first.page.path, side.first.unit.start


def _is_of(copies: tuple[UnitCopy, ...], tree: Tree) -> bool:
    return all(copy.tree == tree for copy in copies)


def _is_meant_alike(side: Variant) -> bool:
    """Whether a translator has no reason to change what differs."""
    unit = side.first.unit
    if unit.kind != "code" or not side.whole.isascii() or "://" in side.whole or _is_said(side):
        return False
    before = unit.text[: token_offsets(side.first, side.at)[0]]
    quoted = any(before.count(quote) % 2 for quote in _QUOTES) or _is_placeholder(side)
    said = f"{before} {side.words}"
    if _DASHES.search(f"{said} ") and not _is_typed_block(side.first):
        return False
    return not (quoted or _is_in_comment(said) or _is_printed(side.first))


def _enclosing(copy: UnitCopy) -> str:
    """The line that a line of code stands below, indented: it may be in another class."""
    source = copy.page.source
    number = source.line_of(copy.unit.start)
    indent = _indent(source.line(number))
    for above in range(number - 1 if indent else 0, 0, -1):
        line = source.line(above)
        if line.strip() and _indent(line) < indent:
            return line.strip()
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_placeholder(side: Variant) -> bool:
    """Whether what differs is within brackets, in words that a reader replaces."""
    start, end = token_offsets(side.first, side.at)
    found = _PLACEHOLDER.finditer(side.first.unit.text)
    return any(each.start() < start and end < each.end() for each in found)


def _is_said(side: Variant) -> bool:
    """Whether what differs are words in a row, which are a title or a text rather than code."""
    return _WORDS.fullmatch(side.words) is not None


def _is_in_comment(said: str) -> bool:
    """Whether a comment starts in a line up to the difference, or with it."""
    return any(word.startswith(_COMMENTS) for word in said.split()) or not said.isascii()


def _is_typed_block(copy: UnitCopy) -> bool:
    """Whether a block holds commands."""
    return any(fence_kind(fence) == "shell" for fence in _around(copy))


def _is_printed(copy: UnitCopy) -> bool:
    """Whether a block shows what a program prints, or may."""
    return all(
        (fence.lang or "").lower() in _PRINTED
        or (fence_kind(fence) == "shell" and not is_typed(copy.unit.text))
        for fence in _around(copy)
    )


def _outline(page: Page) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The levels of the headings and the languages of the blocks, which a translator keeps."""
    levels = tuple(heading.depth for heading in page.headings)
    return levels, tuple((fence.lang or "").lower() for fence in page.fences)


def _are_copies(one: UnitCopy, two: UnitCopy) -> bool:
    """Whether two blocks are one by their own lines, on pages that are no longer the same text."""
    blocks = [_lines(copy) for copy in (one, two)]
    common = (blocks[0] & blocks[1]).total()
    return common >= _FEWEST_COMMON and common * 3 >= 2 * max(map(Counter.total, blocks))


def _lines(copy: UnitCopy) -> Counter[str]:
    """The lines of the block that a line of code is in, without blanks."""
    lines = (line for fence in _around(copy) for line in fence.content.text.splitlines())
    return Counter("".join(line.split()) for line in lines if line.strip())


def _around(copy: UnitCopy) -> Iterator[Fence]:
    """The block that a line of code is in."""
    start = copy.unit.start
    return (fence for fence in copy.page.fences if fence.span.start <= start < fence.span.end)
