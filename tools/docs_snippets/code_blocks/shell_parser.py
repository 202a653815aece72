"""The syntax tree of shell text, read into commands: words without quotes, redirects, heredocs.

Offsets are those of the text; `shell` turns them into places of the source.

Longer than 300 lines because one table of the grammar's nodes is read by small functions.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import tree_sitter_bash
from tree_sitter import Language, Node, Parser

from docs_snippets.facts.procedures import procedure_facts

_LANGUAGE = Language(tree_sitter_bash.language())
_COMMANDS = frozenset({"command", "declaration_command", "unset_command"})
_HERE_STRINGS = ('@"', "@'")
"""What begins a text of PowerShell over several lines."""
_REDIRECTS = frozenset({"file_redirect", "herestring_redirect", "heredoc_redirect"})
_NO_ARGUMENTS = frozenset(
    {"pipeline", "list", "comment", "redirected_statement", "heredoc_start", "heredoc_body"}
    | {"heredoc_end"}
    | _COMMANDS
    | _REDIRECTS
)
_ESCAPE = re.compile(r"\\(?:\r?\n|(.))", re.DOTALL)
_ANSI = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_PRINTED_ESCAPE = re.compile(r"\\([nt])")
_LONE_DASH = re.compile(r"(?<=\s)-(?=[ \t]*<<)")
_EXPANDS = re.compile(r"[$`]")
MAX_NESTED = 20
"""How deep commands are read that stand in one another: `$(a $(b $(c)))`."""

WordPart = tuple[str, int]
"""A text and the offset it was typed at."""


class RawCommand(NamedTuple):
    """A command in offsets of its text: `stdin` as pieces, redirects as operator and word."""

    words: tuple["RawWord", ...]
    start: int
    end: int
    stdin: tuple[WordPart, ...] | None
    redirects: tuple[tuple[str, "RawWord"], ...]


class RawWord(NamedTuple):
    pieces: tuple[WordPart, ...]
    start: int
    end: int
    literal: bool


def parse(masked: str, text: str, offset: int, limit: int) -> Iterator[RawCommand]:
    """Commands of masked text; values are of `text`, which it masks from `offset` up to `limit`."""
    masked = _LONE_DASH.sub("x", masked)  # the grammar drops `-` before a heredoc
    ascii_only = masked.encode("ascii", "replace").replace(b"\0", b" ")
    tree = Parser(_LANGUAGE).parse(ascii_only)
    reader = _Reader(masked, text, offset, limit)
    pending = [(tree.root_node, 0)]
    fed: dict[int, tuple[WordPart, ...]] = {}
    around: dict[int, tuple[Node, ...]] = {}
    while pending:
        node, depth = pending.pop()
        if depth > MAX_NESTED:
            continue
        if node.type in ("pipeline", "redirected_statement"):
            fed.update(reader.fed(node))
        if node.type == "redirected_statement":
            around.update(_redirected(node))
        is_typed = offset + node.start_byte < limit  # what mends the end of a text is not
        if node.type in _COMMANDS and is_typed:
            command = reader.command(node, fed.get(node.id), around.get(node.id, ()))
            yield from reader.by_line(command) if command else ()
        depth += node.type in _COMMANDS
        pending.extend((child, depth) for child in reversed(node.children))


class _Reader(NamedTuple):
    """Reads nodes of one tree; offsets it returns are those of the whole text."""

    masked: str
    text: str
    offset: int
    limit: int

    def command(
        self, node: Node, stdin: tuple[WordPart, ...] | None, around: tuple[Node, ...]
    ) -> RawCommand | None:
        """A command node with the redirects around it; None when only a wrapper is there."""
        arguments = [
            child
            for holder in (node, *around)
            for child in holder.named_children
            if child.type not in _NO_ARGUMENTS
            and (holder is node or holder.type == "heredoc_redirect")
        ]
        if node.type != "command":
            words = [self.literal(node.start_byte, node.children[0].end_byte)]
        else:
            arguments = _after_assignments(arguments)
            words = []
        words += [self.word(argument) for argument in arguments]
        words = _unwrapped(words)
        if not words:
            return None
        redirects, body = self.redirects(node, around)
        end = max((words[-1].end, *(target.end for _, target in redirects)))
        return RawCommand(
            tuple(words), words[0].start, end, stdin if body is None else body, redirects
        )

    def by_line(self, command: RawCommand) -> Iterator[RawCommand]:
        """A command with a heredoc, without those of the lines before, which it may have.

        The grammar takes the end of a line behind a long pipeline for a blank where a heredoc
        follows.
        """
        lines: list[list[RawWord]] = [[command.words[0]]]
        for before, word in pairwise(command.words) if command.stdin is not None else ():
            between = self.text[before.end : word.start]
            if "\n" in between and "\\" not in between:
                lines.append([])
            lines[-1].append(word)
        for line in lines[:-1]:
            yield RawCommand(tuple(line), line[0].start, line[-1].end, None, ())
        last = lines[-1] if len(lines) > 1 else command.words
        yield command._replace(words=tuple(last), start=last[0].start)

    def redirects(
        self, node: Node, around: tuple[Node, ...]
    ) -> tuple[tuple[tuple[str, "RawWord"], ...], tuple[WordPart, ...] | None]:
        """Files a command's streams go to, and the heredoc it reads."""
        files: list[tuple[str, RawWord]] = []
        body: tuple[WordPart, ...] | None = None
        for redirect in (*(c for c in node.children if c.type in _REDIRECTS), *around):
            if redirect.type == "heredoc_redirect":
                body = self.heredoc(redirect)
                files += [
                    found
                    for c in redirect.children
                    if c.type == "file_redirect"
                    for found in self.file(c)
                ]
            else:
                files += self.file(redirect)
        return tuple(files), body

    def file(self, node: Node) -> Iterator[tuple[str, "RawWord"]]:
        """Operator and target of a redirect."""
        target = node.child_by_field_name("destination") or (
            node.named_children[-1] if node.named_children else None
        )
        operator = next((c.type for c in node.children if not c.is_named), "")
        if target is not None:
            yield operator, self.word(target)

    def heredoc(self, node: Node) -> tuple[WordPart, ...]:
        """The body: without the tabs that `<<-` drops, escapes undone unless it is quoted."""
        body = next((c for c in node.children if c.type == "heredoc_body"), None)
        if body is None:
            return ()
        start, end = self.line_start(body.start_byte), body.end_byte
        quoted = any(
            c.type == "heredoc_start" and self.masked[c.start_byte] in "'\"\\"
            for c in node.children
        )
        tabs = any(c.type == "<<-" for c in node.children)
        return tuple(self._body(start, end, tabs=tabs, quoted=quoted))

    def line_start(self, position: int) -> int:
        """Where the blanks before a position begin, which the grammar leaves out of a body."""
        start = self.masked.rfind("\n", 0, position) + 1
        return position if self.masked[start:position].strip() else start

    def _body(self, start: int, end: int, *, tabs: bool, quoted: bool) -> Iterator[WordPart]:
        drop = re.compile(
            (r"^\t+|" if tabs else "") + ("(?!)" if quoted else r"\\(?=[\\$`])|\\\r?\n"),
            re.MULTILINE,
        )
        position = start
        for found in drop.finditer(self.masked, start, end):
            if found.start() >= position:
                yield self._piece(position, found.start())
                position = found.end()
        yield self._piece(position, end)

    def fed(self, node: Node) -> Iterator[tuple[int, tuple[WordPart, ...]]]:
        """Commands of a pipeline, by id, with what an `echo` or `cat` before them prints."""
        if node.type == "pipeline":
            stages = node.named_children
            for first, second in pairwise(stages):
                if (body := self.printed(first)) is not None:
                    yield from ((target.id, body) for target in _first_command(second))
            return
        for redirect in node.children:
            if redirect.type == "heredoc_redirect" and _prints_input(node, self.masked):
                body = self.heredoc(redirect)
                for child in redirect.named_children:
                    if child.type not in ("file_redirect", "heredoc_body", "heredoc_start"):
                        yield from ((target.id, body) for target in _first_command(child))

    def printed(self, node: Node) -> tuple[WordPart, ...] | None:
        """What a stage prints, when the page shows it."""
        if node.type == "redirected_statement" and _prints_input(node, self.masked):
            heredocs = [c for c in node.children if c.type == "heredoc_redirect"]
            return self.heredoc(heredocs[0]) if heredocs else None
        if node.type != "command" or self._name(node) not in ("echo", "printf"):
            return None
        values = [self.word(c) for c in node.named_children[1:] if c.type not in _REDIRECTS]
        options = [v for v in values if self.text.startswith("-", v.start, self.limit)]
        values = [v for v in values if v not in options]
        if len(values) != 1 or self.text.startswith(_HERE_STRINGS, values[0].start):
            return None
        escapes = self._name(node) == "printf" or any("e" in _joined(v) for v in options)
        return tuple(_with_line_ends(values[0].pieces)) if escapes else values[0].pieces

    def _name(self, node: Node) -> str:
        name = node.child_by_field_name("name")
        return self.masked[name.start_byte : name.end_byte] if name is not None else ""

    def word(self, node: Node) -> "RawWord":
        """A word with its quotes undone."""
        pieces = tuple(piece for piece in self.pieces(node) if piece[0])
        literal = not _EXPANDS.search(self._unquoted(node))
        end = min(self.offset + node.end_byte, self.limit)
        return RawWord(pieces, self.offset + node.start_byte, end, literal)

    def literal(self, start: int, end: int) -> "RawWord":
        """A word taken as it is."""
        return RawWord((self._piece(start, end),), self.offset + start, self.offset + end, True)

    def _unquoted(self, node: Node) -> str:
        return "".join(
            self.masked[part.start_byte : part.end_byte]
            for part in (node.children if node.type == "concatenation" else (node,))
            if part.type not in ("raw_string", "ansi_c_string")
        )

    def pieces(self, node: Node) -> Iterator[WordPart]:
        """The value of a word, piece by piece."""
        start, end = node.start_byte, node.end_byte
        if node.type in ("concatenation", "command_name", "variable_assignment"):
            yield from self._parts(node)
        elif node.type == "raw_string":
            yield self._piece(start + 1, end - 1)
        elif node.type == "ansi_c_string":
            yield from self._unescaped(start + 2, end - 1, _ANSI)
        elif node.type in ("string", "translated_string"):
            yield from self._string(node)
        elif node.type in ("word", "variable_name", "number"):
            yield from self._unescaped(start, end, None)
        else:
            yield self._piece(start, end)

    def _parts(self, node: Node) -> Iterator[WordPart]:
        position = node.start_byte
        for child in node.children:
            if child.start_byte > position:
                yield from self._unescaped(position, child.start_byte, None)
            yield from self.pieces(child)
            position = child.end_byte
        yield from self._unescaped(position, node.end_byte, None)

    def _string(self, node: Node) -> Iterator[WordPart]:
        position = node.start_byte + (2 if node.type == "translated_string" else 1)
        for child in node.named_children:
            if child.type != "string_content":
                yield from self._unescaped(position, child.start_byte, {})
                yield self._piece(child.start_byte, child.end_byte)
                position = child.end_byte
        yield from self._unescaped(position, node.end_byte - 1, {})

    def _unescaped(self, start: int, end: int, named: dict[str, str] | None) -> Iterator[WordPart]:
        """Escapes undone: all outside quotes (None), the few of `"…"` ({}), those of `$'…'`."""
        position = start
        for found in _ESCAPE.finditer(self.masked, start, end):
            letter = found[1]
            if letter and named == {} and letter not in '"\\$`':
                continue
            if letter and named and letter not in named and letter not in "'\"\\":
                continue
            yield self._piece(position, found.start())
            if letter:
                at = found.end() - 1
                decoded = (named or {}).get(letter)
                yield (decoded, self.offset + at) if decoded else self._piece(at, at + 1)
            position = found.end()
        yield self._piece(position, end)

    def _piece(self, start: int, end: int) -> WordPart:
        end = min(self.offset + end, self.limit)
        return self.text[self.offset + start : end], self.offset + start


def _joined(word: RawWord) -> str:
    return "".join(text for text, _ in word.pieces)


def _with_line_ends(pieces: tuple[WordPart, ...]) -> Iterator[WordPart]:
    """Pieces with the line ends and tabs that a program makes of escapes as it prints them."""
    for text, offset in pieces:
        position = 0
        for found in _PRINTED_ESCAPE.finditer(text):
            yield text[position : found.start()], offset + position
            yield _ANSI[found[1]], offset + found.start()
            position = found.end()
        yield text[position:], offset + position


def _redirected(statement: Node) -> Iterator[tuple[int, tuple[Node, ...]]]:
    """The command, by id, whose redirects stand outside of its node: the last of the statement."""
    body = statement.child_by_field_name("body")
    while body is not None and body.type in ("pipeline", "list") and body.named_children:
        body = body.named_children[-1]
    if body is not None:
        yield body.id, tuple(child for child in statement.children if child.type in _REDIRECTS)


def _first_command(node: Node) -> Iterator[Node]:
    while node.type in ("pipeline", "list", "redirected_statement") and node.named_children:
        node = node.named_children[0]
    if node.type == "command":
        yield node


def _prints_input(node: Node, masked: str) -> bool:
    name = next((n.child_by_field_name("name") for n in _first_command(node)), None)
    return name is not None and masked[name.start_byte : name.end_byte] == "cat"


def _after_assignments(arguments: list[Node]) -> list[Node]:
    for index, argument in enumerate(arguments):
        if argument.type != "variable_assignment":
            return arguments[index:]
    return []


def _unwrapped(words: list[RawWord]) -> list[RawWord]:
    """A command without the programs that only run it, nor their flags."""
    wrappers, known = procedure_facts().wrappers, procedure_facts().commands
    values = [*map(_value, words), ""]
    first = 0
    while (name := values[first].rpartition("/")[2]) in wrappers:
        at = first + 1
        while (flag := values[at]).startswith("-"):
            at = min(at + (2 if flag in wrappers[name] else 1), len(words))
        while re.match(r"[A-Za-z_]\w*=", values[at]):
            at += 1
        if not re.match(r"[\w./$-]+$", values[at]):
            break
        if values[at] not in known and name != "sudo":
            break
        first = at
    return words[first:]


def _value(word: RawWord) -> str:
    return "".join(text for text, _ in word.pieces)
