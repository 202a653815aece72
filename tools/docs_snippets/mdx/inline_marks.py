"""Reads what each special character of inline content starts: one function per character.

Longer than 300 lines for that reason: the functions call each other.

Each is given the place of the mark and its end, adds what it finds, and answers where to go on.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

from docs_snippets.core.source import Span
from docs_snippets.mdx.attention import pair_runs, run_at
from docs_snippets.mdx.autolinks import email_at, literal_at
from docs_snippets.mdx.directives import read_name, read_tail
from docs_snippets.mdx.events import CommentEvent, ExpressionEvent, Tag
from docs_snippets.mdx.expressions import NoBraces, expression_at
from docs_snippets.mdx.inline_state import Bracket, InlineContext, InlineState, add_text, trim
from docs_snippets.mdx.links import link_tail
from docs_snippets.mdx.nodes import (
    AutolinkNode,
    CodeNode,
    Enter,
    FootnoteNode,
    HtmlNode,
    InlineNode,
    Leave,
    LineEndNode,
    TextNode,
)
from docs_snippets.mdx.plain_markdown import html_tag_end
from docs_snippets.mdx.strings import MAX_LABEL, normalize, reference
from docs_snippets.mdx.tags import NoTag, tag_at

_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z0-9]{1,31});")
_FOOTNOTE = re.compile(r"\[\^((?:\\[\[\]\\]|[^\[\] \t\r\n])++)\]")
_COMMENT = re.compile(r"<!--(?!-?>)")
_AUTOLINK = re.compile(r"<([a-zA-Z][a-zA-Z0-9+.\-]{1,31}:[^<>\x00-\x20\x7f]*)>")
_AUTOMAIL = re.compile(
    r"<([a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)>"
)
_BACKTICKS = re.compile(r"`+")
_MAIL_CHAR = re.compile(r"[/A-Za-z0-9+.\-_]")
_UNDERSCORES = re.compile(r"_+")
_BLANKS = re.compile(r"[ \t]*")


# Mirrors `tokenizeLineEnding` of micromark-core-commonmark/lib/line-ending.js.
def _line_end(state: InlineState, pos: int, end: int) -> int:
    hard = trim(state, pos)
    state.nodes.append(LineEndNode(pos, end, hard))
    blanks = _BLANKS.match(state.text, end)
    return blanks.end() if blanks else end


# Mirrors `tokenizeCharacterEscape` of micromark-core-commonmark/lib/character-escape.js.
def _backslash(state: InlineState, pos: int, end: int) -> int:
    text = state.text
    char = text[end : end + 1]
    if char and char in "\r\n":
        stop = end + 2 if text.startswith("\r\n", end) else end + 1
        state.nodes.append(LineEndNode(pos, stop, True))
        blanks = _BLANKS.match(text, stop)
        return blanks.end() if blanks else stop
    if char and char in _ESCAPABLE:
        state.nodes.append(TextNode(pos, end + 1, char))
        return end + 1
    return add_text(state, pos, end)


# Mirrors `tokenizeCodeText` of micromark-core-commonmark/lib/code-text.js.
def _ticks(state: InlineState, pos: int, end: int) -> int:
    text = state.text
    if state.ticks is None:
        state.ticks = {}
        for found in _BACKTICKS.finditer(text):
            state.ticks.setdefault(found.end() - found.start(), []).append(found.start())
    size = end - pos
    starts = state.ticks.get(size, [])
    i = bisect_right(starts, end - 1)
    if i >= len(starts):
        return add_text(state, pos, end)
    close = starts[i]
    a, b = end, close
    if text[a] in " \r\n" and text[b - 1] in " \r\n" and text[a:b].strip(" \r\n"):
        a += 2 if text.startswith("\r\n", a) else 1
        b -= 2 if text.startswith("\r\n", b - 2) else 1
    state.nodes.append(CodeNode(pos, close + size, a, b))
    return close + size


# Mirrors `tokenizeAttention` of micromark-core-commonmark/lib/attention.js.
def _run(state: InlineState, pos: int, end: int) -> int:
    if state.text[pos] == "~" and end - pos > 2:
        return add_text(state, pos, end)
    run = run_at(state.text, pos, end)
    state.nodes.append(run)
    state.runs.append(run)
    state.marked = True
    return end


def _underscores(state: InlineState, pos: int, end: int) -> int:
    """A run of `_`, unless a mail address starts with it."""
    text = state.text
    if text.startswith("@", end) and not (pos and _MAIL_CHAR.match(text, pos - 1)):
        return address(state, pos, end)
    return _run(state, pos, end)


# Mirrors `tokenizeLabelStartLink` of micromark-core-commonmark/lib/label-start-link.js.
def _open(state: InlineState, pos: int, end: int) -> int:
    image = end - pos == 2
    if not image:
        call = _FOOTNOTE.match(state.text, pos) if state.scope.footnotes else None
        if call and normalize(call[1]) in state.scope.footnotes:
            state.nodes.append(FootnoteNode(pos, call.end(), call[1]))
            return call.end()
    state.brackets.append(Bracket(len(state.nodes), pos, end, image, len(state.runs)))
    state.nodes.append(TextNode(pos, end, state.text[pos:end]))
    return end


# Mirrors `tokenizeLabelEnd` of micromark-core-commonmark/lib/label-end.js.
def _close(state: InlineState, pos: int, end: int) -> int:
    if not state.brackets:
        return add_text(state, pos, end)
    bracket = state.brackets.pop()
    left = len(state.brackets)
    dead, state.dead = left < state.dead, min(state.dead, left)
    if dead and not bracket.image:
        return add_text(state, pos, end)
    tail = link_tail(state.text, bracket.text, pos, state.scope.defined, state.titles)
    if tail is None:
        return _failed_bracket(state, bracket, pos, end)
    kind = "image" if bracket.image else "link"
    state.nodes[bracket.index] = Enter(
        kind,  # type: ignore[arg-type]
        bracket.start,
        tail.end,
        tail.url,
        tail.url_start,
        tail.url_end,
        tail.reference,
        label=(bracket.text, pos),
    )
    pair_runs(state.runs[bracket.runs :], in_link=True)
    del state.runs[bracket.runs :]
    state.nodes.append(Leave(kind, tail.end))
    if not bracket.image:
        state.dead = left
    return tail.end


def _failed_bracket(state: InlineState, bracket: Bracket, pos: int, end: int) -> int:
    if not bracket.image or pos - bracket.text > 2 * MAX_LABEL:
        return add_text(state, pos, end)
    label = state.text[bracket.text : pos]
    if label.startswith("^") and normalize(label[1:]) in state.scope.footnotes:
        del state.nodes[bracket.index :]
        state.nodes.append(TextNode(bracket.start, bracket.start + 1))
        state.nodes.append(FootnoteNode(bracket.start + 1, end, label[1:]))
        return end
    return add_text(state, pos, end)


# Mirrors `tokenizeJsxText` of micromark-extension-mdx-jsx/lib/jsx-text.js.
def _less(state: InlineState, pos: int, end: int) -> int:
    text = state.text
    if state.scope.compat and state.comments and _COMMENT.match(text, pos):
        close = text.find("-->", pos + 4 + text.startswith("-", pos + 4))
        state.comments = close >= 0
        if state.comments:
            value = text[pos + 4 : close].rstrip("-")
            state.nodes.append(CommentEvent(pos, close + 3, value))
            return close + 3
    if not state.scope.mdx:
        return _html(state, pos, end)
    if state.broken:
        return add_text(state, pos, end)
    tag = tag_at(text, pos, len(text), state.scope.effort)
    if isinstance(tag, Tag):
        state.nodes.append(tag)
        return tag.end
    if isinstance(tag, NoTag):
        state.broken = True
        state.scope.trouble(tag.place, tag.message, 0)
    return add_text(state, pos, end)


# Mirrors `tokenizeHtmlText` of micromark-core-commonmark/lib/html-text.js.
def _html(state: InlineState, pos: int, end: int) -> int:
    """An address in angle brackets or an HTML tag, in plain Markdown."""
    text = state.text
    found = _AUTOLINK.match(text, pos) or _AUTOMAIL.match(text, pos)
    if found:
        url = found[1] if ":" in found[1] else "mailto:" + found[1]
        a, b = found.span(1)
        state.nodes.append(Enter("link", pos, found.end(), url, a, b, label=(a, b)))
        state.nodes.append(TextNode(a, b))
        state.nodes.append(Leave("link", found.end()))
        return found.end()
    stop = html_tag_end(text, pos, state.missing)
    if stop is None:
        return add_text(state, pos, end)
    comment = text.startswith("<!--", pos)
    state.nodes.append(
        CommentEvent(pos, stop, text[pos + 4 : stop - 3]) if comment else HtmlNode(pos, stop)
    )
    return stop


# Mirrors `tokenizeTextExpression` of micromark-extension-mdx-expression/lib/syntax.js.
def _brace(state: InlineState, pos: int, end: int) -> int:
    if not state.scope.mdx or state.broken:
        return add_text(state, pos, end)
    braces = expression_at(state.text, pos, len(state.text), state.scope.effort)
    if isinstance(braces, NoBraces):
        state.broken = True
        state.scope.trouble(braces.place, braces.message, 0)
        return add_text(state, pos, end)
    state.nodes.append(ExpressionEvent(pos, braces.end, braces.value))
    return braces.end


# Mirrors `tokenizeCharacterReference` of micromark-core-commonmark/lib/character-reference.js.
def _ampersand(state: InlineState, pos: int, end: int) -> int:
    found = _REFERENCE.match(state.text, pos)
    value = reference(found[0]) if found else None
    if found is None or value is None:
        return add_text(state, pos, end)
    state.nodes.append(TextNode(pos, found.end(), value))
    return found.end()


# Mirrors `tokenizeDirectiveText` of micromark-extension-directive/lib/directive-text.js.
def _colon(state: InlineState, pos: int, end: int) -> int:
    text = state.text
    if pos and text[pos - 1] == ":" and not _after_escape(state, pos):
        return add_text(state, pos, end)
    name = read_name(text, end, len(text))
    if name is None or text.startswith(":", end + len(name)):
        return add_text(state, pos, end)
    tail = read_tail(text, end + len(name), len(text), True)
    label = (tail.label.start, tail.label.end) if tail.label else None
    enter = Enter("directive", pos, tail.end, name=name, label=label, attributes=tail.attributes)
    state.nodes.append(enter)
    if label and label[1] > label[0]:
        inner = state.read(text[label[0] : label[1]], _shifted(state.scope, label[0]))
        state.nodes.extend(shift(node, label[0]) for node in inner)
    state.nodes.append(Leave("directive", tail.end))
    return tail.end


def _shifted(scope: InlineContext, by: int) -> InlineContext:
    return InlineContext(
        scope.defined,
        scope.footnotes,
        scope.compat,
        lambda place, why, later: scope.trouble(lambda: place() + by, why, later + 1),
        scope.effort,
        scope.mdx,
        scope.settled,
    )


def shift(node: InlineNode, by: int) -> InlineNode:
    """The node of a part of a text as a node of the whole text."""
    changes: dict[str, object] = {
        name: getattr(node, name) + by
        for name in ("start", "end", "inner_start", "inner_end", "url_start", "url_end")
        if getattr(node, name, -1) >= 0
    }
    if isinstance(node, Tag | Enter) and node.attributes:
        changes["attributes"] = tuple(
            each._replace(span=Span(each.span.start + by, each.span.end + by))
            for each in node.attributes
        )
    if isinstance(node, Enter) and node.label:
        changes["label"] = (node.label[0] + by, node.label[1] + by)
    return node._replace(**changes)  # type: ignore[arg-type]


def _after_escape(state: InlineState, pos: int) -> bool:
    last = state.nodes[-1] if state.nodes else None
    return (
        isinstance(last, TextNode)
        and last.value is not None
        and last.end == pos
        and last.end - last.start == 2
    )


# Mirrors `gfmAutolinkLiteral` of micromark-extension-gfm-autolink-literal/lib/syntax.js.
def address(state: InlineState, pos: int, end: int) -> int:
    text = state.text
    if state.brackets:
        return _no_address(state, pos, end)
    found = (
        email_at(text, pos)
        if text.startswith("@", end)
        else literal_at(text, pos, state.underscored)
    )
    if found is None and text[pos] in "hHwW":
        found = literal_at(text, pos, state.underscored)
    if found is None:
        return _no_address(state, pos, end)
    state.nodes.append(AutolinkNode(pos, found[0], found[1]))
    return found[0]


def _no_address(state: InlineState, pos: int, end: int) -> int:
    """What looked like the start of an address, up to marks of emphasis in it."""
    mark = state.text.find("_", pos, end)
    if mark == pos:
        run = _UNDERSCORES.match(state.text, pos)
        return _run(state, pos, run.end() if run else end)
    return add_text(state, pos, mark if mark > 0 else end)


HANDLERS: dict[str, Callable[[InlineState, int, int], int]] = {
    "\\": _backslash,
    "`": _ticks,
    "*": _run,
    "_": _underscores,
    "~": _run,
    "!": _open,
    "[": _open,
    "]": _close,
    "<": _less,
    "{": _brace,
    "&": _ampersand,
    ":": _colon,
    "\r": _line_end,
    "\n": _line_end,
}
