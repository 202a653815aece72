"""What of a shell example a reader types: no prompts, no printed output, no broken quotes.

Everything is masked by blanks of the same length, so that offsets stay true for whoever parses
the rest.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from docs_snippets.code_blocks.language import PROMPT, is_typed, may_be_typed

TOKEN = re.compile(r"\$\[[^\]\n]*\]|</?[A-Za-z_][^<>\n|]*?(?<![\s-])>")
"""`$[name]` and `<placeholder>`."""

ANSI_C_QUOTED = r"\$'(?:[^'\\]|\\.)*'"
"""`$'…'`, in which a backslash keeps a quote from ending it."""
_INNER = r"\$\((?:[^()\"'\\]|\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"|\([^()\"']{0,500}\)){0,2000}+\)"
DOUBLE_QUOTED = rf'"(?:[^"\\$]|\\.|{_INNER}|\$)*+"|"(?:[^"\\]|\\.)*"'
"""`"…"`, in which `$(…)` has quotes of its own."""

_SCAN = re.compile(
    r"(?P<escape>\\[ \t]*\r?\n|\\.)"
    rf"|(?P<ansi>{ANSI_C_QUOTED})"
    r"|(?P<single>'[^']*')"
    rf"|(?P<double>{DOUBLE_QUOTED})"
    r"|(?P<here><<-?[ \t]*(?P<tag>'[^'\n]+'|\"[^\"\n]+\"|\\?[A-Za-z_][\w.-]*))"
    r"|(?P<string><<<)"
    r"|(?P<comment>(?:(?<=\s)|^)#[^\n]*)"
    r"|(?P<end>\n)"
    r"|(?P<open>['\"])"
    r"|[^\\'\"<#\n$]+|.",
    re.DOTALL | re.MULTILINE,
)
_HELP = re.compile(r"(?i:usage|(?:available )?commands|(?:\w+ )?flags|options|examples?|aliases):")
"""The headings of what a program prints to help; the indented lines below them are printed too."""
MAX_HEREDOCS = 20
"""A command with more of them on a line is not read."""

_CONTINUED = re.compile(r"[ \t]*>(?:[ \t]|$)", re.MULTILINE)
"""The prompt that a shell shows while it reads on."""
_LOOP = re.compile(r"\s*(?:for|while|until|if|case)\b")
_LOOP_END = re.compile(r"(?:^|[;\s])(?:done|fi|esac)\b")


class TranscriptProblem(NamedTuple):
    """Why what is typed cannot run, or is not read: an open quote or heredoc, a long command.

    At what is open; at the line that was to end a heredoc where one looks so (`mistyped-end`).
    """

    kind: Literal["open-quote", "open-heredoc", "mistyped-end", "too-long"]
    start: int
    end: int
    text: str


class Chunk(NamedTuple):
    """One thing to type, from its first character to its last, with what it feeds to itself.

    `readable` ends what can be parsed of a broken one.
    """

    start: int
    end: int
    problem: TranscriptProblem | None = None
    readable: int = 0


class Transcript(NamedTuple):
    """`text` is as long as the original, with only what is typed; broken chunks are left out.

    Chunks with several heredocs on a line are in it, and are best parsed `alone`: the grammar takes
    ever longer for what comes after one. `starts` is where chunks begin.
    """

    text: str
    broken: tuple[Chunk, ...]
    alone: tuple[Chunk, ...]
    starts: tuple[int, ...]


def mask_tokens(text: str) -> str:
    """Every `$[name]` and `<placeholder>` as a word of its length."""
    return TOKEN.sub(lambda found: "x" * len(found[0]), text)


def typed_text(text: str, *, labelled: bool) -> Transcript:
    """What a reader types of an example; `labelled` when its fence says that it is shell."""
    masked = mask_tokens(text)
    broken: list[Chunk] = []
    alone: list[Chunk] = []
    starts: list[int] = []
    out: list[str] = []
    position = 0
    for chunk in _chunks(masked, labelled=labelled):
        out.append(_blank(masked[position : chunk.start]))
        starts.append(chunk.start)
        body = _without_prompts(masked[chunk.start : chunk.end])
        heredocs = max(line.count("<<") for line in body.split("\n")) if "<<" in body else 0
        if chunk.problem or heredocs > MAX_HEREDOCS:
            broken += [chunk] if heredocs <= MAX_HEREDOCS else []
            body = _blank(body)
        elif heredocs > 1:
            alone.append(chunk)
        out.append(body)
        position = chunk.end
    out.append(_blank(masked[position:]))
    return Transcript(_joinable("".join(out)), tuple(broken), tuple(alone), tuple(starts))


def _without_prompts(body: str) -> str:
    """A command without a heredoc that was typed at prompts, which nobody could paste."""
    line, end, rest = body.partition("\n")
    before, opening, _ = line.partition("<<")
    if not (opening and _CONTINUED.match(rest)):
        return body
    return before + _blank(f"{line[len(before) :]}{end}{rest}")


def _chunks(text: str, *, labelled: bool) -> Iterator[Chunk]:
    prompted = any(PROMPT.match(line) for line in text.split("\n"))
    position, fresh, helping = 0, labelled, False
    while position < len(text):
        end = _line_end(text, position)
        line = text[position:end].rstrip("\r")
        prompt = PROMPT.match(line)
        helping = bool(_HELP.match(line)) or (helping and line[:1] in " \t")
        if helping and line.strip():
            fresh = False
        elif _is_comment(line):
            yield Chunk(position, end)
        elif (prompt and is_typed(line)) or (
            not prompted and (is_typed(line) or (fresh and may_be_typed(line)))
        ):
            start = position + (prompt.end() if prompt else 0)
            chunk = _chunk(text, start)
            yield chunk
            end = chunk.end
            fresh = False
        fresh = fresh or (labelled and not line.strip())
        position = end + 1


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#") and not PROMPT.match(line)


def _chunk(text: str, start: int) -> Chunk:
    chunk = _scan(text, start, lenient=True)
    if chunk.problem and chunk.problem.kind == "open-quote":
        return _scan(text, start, lenient=False)
    return chunk


def _scan(text: str, start: int, *, lenient: bool) -> Chunk:
    """One command from `start`; unless `lenient`, no quote reaches over a line we know is typed."""
    heredocs: list[re.Match[str]] = []
    position = line_start = start
    looping = bool(_LOOP.match(text, start))
    while found := _SCAN.match(text, position):
        position = found.end()
        if found["here"]:
            heredocs.append(found)
        elif found["open"] or (not lenient and _swallows(found[0])):
            return _open_quote(text, start, found.start())
        elif found["end"]:
            for heredoc in heredocs:
                end = _heredoc_end(text, position, heredoc)
                if end.problem:
                    return end._replace(start=start)
                position = end.end + 1
            heredocs = []
            looping = looping and not _LOOP_END.search(text, line_start, position)
            line_start = position
            if not looping:
                return Chunk(start, position - 1)
    return Chunk(start, len(text), _unended(heredocs[0]) if heredocs else None, len(text))


def _open_quote(text: str, start: int, at: int) -> Chunk:
    line_end = _line_end(text, at)
    return Chunk(start, line_end, TranscriptProblem("open-quote", at, at + 1, text[at]), line_end)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _unended(heredoc: re.Match[str]) -> TranscriptProblem:
    return TranscriptProblem("open-heredoc", heredoc.start(), heredoc.end(), heredoc["tag"])


def _swallows(token: str) -> bool:
    is_quoted = token.lstrip("$")[:1] in ("'", '"')
    return is_quoted and any(is_typed(line) for line in token.split("\n")[1:])


def _heredoc_end(text: str, position: int, heredoc: re.Match[str]) -> Chunk:
    """The body, to after the line that ends it.

    A delimiter that is indented or has blanks behind it ends nothing for a shell; the reader is
    told, and what follows is still read.
    """
    delimiter = re.escape(heredoc["tag"].strip("'\"\\"))
    if _CONTINUED.match(text, position):
        closing = re.compile(rf"^[ \t]*>[ \t]?{delimiter}[ \t]*$", re.MULTILINE)
        if found := closing.search(text, position):
            return Chunk(position, found.end(), None, found.start())
    tabs = r"\t*" if "<<-" in heredoc["here"] else ""
    for before, after in ((tabs, ""), (r"[ \t]*", r"[ \t]*")):
        closing = re.compile(rf"^{before}{delimiter}{after}\r?$", re.MULTILINE)
        if found := closing.search(text, position):
            mistyped = (
                TranscriptProblem("mistyped-end", *found.span(), heredoc["tag"]) if after else None
            )
            return Chunk(position, found.end(), mistyped, found.start())
    return Chunk(position, len(text), _unended(heredoc), len(text))


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _joinable(text: str) -> str:
    """Backslash, blanks, line end: the backslash moved next to the line end, as was meant."""
    text = re.sub(r"\\([ \t]*\r?)(?=\n)", lambda found: " " * len(found[1]) + "\\", text)
    return text.replace("\r", " ")
