"""Markup that the site shows otherwise than the writer meant, or not at all."""

import re
from collections.abc import Iterator

from docs_snippets.core.source import Edit, Span
from docs_snippets.mdx.page import Block, Fence
from selftest.ground import Ground, Plant, mistake, removed, replaced


def _whole(ground: Ground) -> Span:
    """All of a page, for mistakes that may show anywhere on it."""
    return Span(0, len(ground.text) + 100)


def _from(ground: Ground, start: int) -> Span:
    return Span(start, len(ground.text) + 100)


def _line_start(ground: Ground, offset: int) -> int:
    return ground.text.rfind("\n", 0, offset) + 1


@mistake("legacy-admonition-title", hint=r"^ *:::\w+$")
def admonition_title_without_brackets(ground: Ground) -> Iterator[Plant]:
    """`:::note Before you begin`, the form of older versions."""
    for admonition in ground.shuffled(ground.page.admonitions):
        start, colons = admonition.span.start, admonition.colons
        end = start + colons + len(admonition.type)
        if admonition.title is None and ground.text[end : end + 1] == "\n":
            yield replaced(Span(end, end), " Before you begin")


@mistake("legacy-admonition-title", hint=r"^ *:::\w+\[")
def brackets_lost_around_an_admonition_title(ground: Ground) -> Iterator[Plant]:
    """`:::note[Title]` turned into `:::note Title`."""
    for found in ground.matches(r"^ *:::(?:note|tip|caution|warning|info|danger)(\[([^\]\n]+)\])$"):
        yield replaced(Span(*found.span(1)), f" {found[2]}")


@mistake("unclosed-admonition broken-mdx", also="split-list", hint=r"^ *:::\w")
def end_of_an_admonition_lost(ground: Ground) -> Iterator[Plant]:
    """The closing `:::` is gone."""
    for admonition in ground.shuffled(ground.page.admonitions):
        end = admonition.span.end
        start = _line_start(ground, end)
        if admonition.closed and ground.text[start:end].strip() == ":" * admonition.colons:
            yield removed(Span(start, end + 1))._replace(at=_from(ground, admonition.span.start))


@mistake("unclosed-admonition legacy-admonition-title", hint=r"^ *:::\w")
def admonition_with_two_colons(ground: Ground) -> Iterator[Plant]:
    """`::note` opens nothing."""
    for admonition in ground.shuffled(ground.page.admonitions):
        if admonition.colons == 3 and admonition.title is None and admonition.closed:
            start = admonition.span.start
            yield removed(Span(start, start + 1))._replace(at=Span(start, admonition.span.end))


@mistake("heading-id-syntax broken-mdx", hint="^##+ ")
def heading_id_in_braces(ground: Ground) -> Iterator[Plant]:
    """`## Title {#title}`, which MDX takes for an expression."""
    for heading in ground.shuffled(ground.page.headings):
        typed = ground.text[slice(*heading.text_span)]
        if heading.kind == "atx" and heading.depth > 1 and re.fullmatch(r"[\w -]+", typed):
            end = heading.text_span.end
            if heading.slug not in ("", *_linked(ground)):
                yield replaced(Span(end, end), " {#" + heading.slug + "}")


def _linked(ground: Ground) -> set[str]:
    return set(re.findall(r"#([\w-]+)", ground.text))


@mistake("broken-mdx", hint="</TabItem>|</details>|</Tabs>")
def closing_tag_lost(ground: Ground) -> Iterator[Plant]:
    """`</TabItem>` is gone."""
    for found in ground.in_prose(r"^ *</(?:TabItem|details|Tabs)>\n"):
        yield removed(Span(*found.span()))._replace(at=_whole(ground))


@mistake("broken-mdx", hint=r"`[^`\n]*<[\w-]+>[^`\n]*`")
def placeholder_without_its_backticks(ground: Ground) -> Iterator[Plant]:
    """`<node-name>` in a sentence, which MDX takes for a tag."""
    for found in ground.in_prose(r"(?<= )`(<[a-z]+-[a-z-]+>)`(?= )"):
        yield replaced(Span(*found.span()), found[1])._replace(at=_whole(ground))


@mistake("broken-mdx", hint="^[A-Z]")
def comment_as_in_html(ground: Ground) -> Iterator[Plant]:
    """`<!-- … -->`, which MDX does not know."""
    if ground.page.format == "mdx" and not ground.docs.site.mdx1_compat.comments:
        for found in ground.in_prose(r"\n\n(?=[A-Z][a-z ]{20})"):
            at = found.start() + 1
            yield replaced(Span(at, at), "\n<!-- to be reviewed -->\n")


def _open(ground: Ground) -> list[Fence]:
    """Fences with something in them, followed by more text."""
    return ground.shuffled(
        fence
        for fence in ground.page.fences
        if fence.closed and fence.content.text.strip() and ground.text[fence.span.end :].strip()
    )


_SWALLOWED = (
    "broken-mdx unclosed-admonition mismatched-tabs missing-anchor split-list shell-syntax "
    "invalid-yaml duplicate-key missing-separator use-before-install repeated-word"
)


@mistake("unclosed-fence broken-mdx", also=_SWALLOWED, hint="^ *```")
def end_of_a_fence_lost(ground: Ground) -> Iterator[Plant]:
    """The closing backticks are gone, and the fence takes in what follows."""
    for fence in _open(ground):
        end = fence.span.end
        start = _line_start(ground, end)
        yield removed(Span(start, end + 1))._replace(at=_from(ground, fence.span.start))


@mistake("unclosed-fence split-list broken-mdx", also=_SWALLOWED, hint="^ +```")
def end_of_a_fence_left_of_its_list_item(ground: Ground) -> Iterator[Plant]:
    """The closing backticks at the start of the line, the opening ones in a step."""
    for fence in _open(ground):
        start = _line_start(ground, fence.span.end)
        width = ground.indent(fence)
        indented = width > 0 and ground.text[start : start + width] == " " * width
        if indented and _in_list(ground, fence):
            at = _from(ground, fence.span.start)
            yield removed(Span(start, start + width))._replace(at=at)


def _in_list(ground: Ground, fence: Fence) -> bool:
    kinds = [ground.page.blocks[at].kind for at in ground.page.ancestors(fence.block)]
    return kinds[:2] == ["list-item", "list"] and len(kinds) == 2


def _steps(ground: Ground) -> Iterator[tuple[Block, int]]:
    """Fences in the middle of an ordered list at the top of the page, with their index."""
    page = ground.page
    for fence in ground.shuffled(page.fences):
        if not (_in_list(ground, fence) and fence.closed):
            continue
        item, outer = list(page.ancestors(fence.block))
        numbered = page.blocks[item].name[:1].isdigit()
        later = [page.blocks[at].name for at in page.children(outer) if at > item]
        if (
            numbered
            and later[:1] == [page.blocks[item].name]
            and page.children(item)[-1] == fence.block
        ):
            yield page.blocks[fence.block], item


@mistake("split-list", hint=r"^\d+\. ")
def fence_of_a_step_at_the_start_of_the_line(ground: Ground) -> Iterator[Plant]:
    """A step's command without its indentation, which ends the list of steps."""
    for block, _ in _steps(ground):
        start, end = _line_start(ground, block.span.start), block.span.end
        lines = ground.text[start:end].split("\n")
        width = block.span.start - start
        if width and all(not line[:width].strip() for line in lines):
            outdented = "\n".join(line[width:] for line in lines)
            yield replaced(Span(start, end), outdented)._replace(
                at=Span(max(0, start - 200), end + 400)
            )


@mistake("ragged-table", hint=r"^ *\|")
def row_with_a_cell_too_many(ground: Ground) -> Iterator[Plant]:
    """A `|` typed twice with a word between."""
    yield from _rows(ground, " see above |")


@mistake("ragged-table", hint=r"^ *\|")
def row_with_a_pipe_in_its_text(ground: Ground) -> Iterator[Plant]:
    """ "either|or" in a cell, which makes two cells of it."""
    for found in _row_matches(ground):
        word = re.search(r"(?<=[a-z])( or )(?=[a-z])", found[0])
        if word and not re.search(r"[`\[(]|\| *\|$", found[0]):
            at = found.start() + word.start(1)
            yield replaced(Span(at, at + 4), "|")


def _rows(ground: Ground, cell: str) -> Iterator[Plant]:
    for found in _row_matches(ground):
        yield replaced(Span(found.end(), found.end()), cell)


def _row_matches(ground: Ground) -> list[re.Match[str]]:
    """Rows of tables with pipes at both ends, below a ruler, with as many cells as the ruler."""
    rows = ground.in_prose(r"^ *\|[^\n]*[a-z][^\n]*\|$")
    return [row for row in rows if _cells(row[0]) == _cells(_ruler_above(ground, row.start()))]


def _cells(row: str) -> int:
    return len(re.findall(r"(?<!\\)\|", row)) if "`" not in row else -2


def _ruler_above(ground: Ground, start: int) -> str:
    found = re.search(r"^ *(\|[ :|-]+\|)\n(?: *\|[^\n]*\n)*\Z", ground.text[:start], re.MULTILINE)
    return found[1] if found else ""


@mistake("mismatched-tabs", hint="<TabItem ")
def tab_with_the_value_of_its_neighbour(ground: Ground) -> Iterator[Plant]:
    """A tab pasted and not renamed."""
    tag = r"<TabItem [^>\n]*value ?= ?\"([^\"\n]+)\"[^>\n]*>"
    for found in ground.matches(tag):
        after = re.search(tag, ground.text[found.end() :])
        between = ground.text[found.end() :][: after.start()] if after else "<Tabs"
        if after and "Tabs" not in between and after[1] != found[1]:
            start = found.end() + after.start(1)
            span = Span(start, start + len(after[1]))
            yield replaced(span, found[1])._replace(
                at=Span(found.start(), found.end() + after.end())
            )


@mistake("mismatched-tabs", hint="<Tabs [^>]*defaultValue")
def default_that_no_tab_has(ground: Ground) -> Iterator[Plant]:
    """`defaultValue` names a tab that is not there."""
    for found in ground.matches(r"<Tabs [^>\n]*defaultValue=['\"]([^'\"\n]+)['\"][^>\n]*>"):
        yield replaced(Span(*found.span(1)), f"{found[1]}s")._replace(
            at=_from(ground, found.start())
        )


@mistake("broken-mdx", hint="<TabItem ")
def quotation_mark_lost_in_a_tag(ground: Ground) -> Iterator[Plant]:
    """`<TabItem label="kubectl value="kubectl-0">`."""
    for found in ground.matches(r"<TabItem label=\"[^\"\n]+(\") value=\"[^\"\n]+\">"):
        yield removed(Span(*found.span(1)))._replace(at=_whole(ground))


@mistake("useless-ignore", hint="^[A-Z]")
def ignore_of_nothing(ground: Ground) -> Iterator[Plant]:
    """A comment that keeps a rule quiet which says nothing here."""
    for found in ground.in_prose(r"\n\n(?=[A-Z][a-z ]{20})"):
        at = found.start() + 1
        comment = "{/* docs-snippets-ignore repeated-word: the words of a song */}"
        yield Plant(Edit(Span(at, at), f"\n{comment}"), Span(at, at + 70))
