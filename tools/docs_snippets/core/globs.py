"""File name patterns (globs): one syntax for all that takes them, matched in linear time.

`*` and `?` stand for characters of one name, `**` for any number of folders, `[12]` for one of some
characters and `[!12]` for any other, `{a,b}` for one of some texts. A backslash takes the special
meaning from the next character. A pattern matches a whole path; one that ends in a slash, all paths
in that folder.

Anybody may write patterns, in `versions.yaml`, a `.gitignore` or a site's configuration. `pathspec`
translates them as git understands them and `bracex` expands the braces; both lead to regular
expressions that RE2 matches, as Python's own engine can take for ever.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from posixpath import basename, splitext
from typing import NamedTuple

from docs_snippets.core.diagnostics import nearest
from docs_snippets.core.patterns import LONGEST_PATTERN, LinearPattern, compiled, encoded

MAX_LENGTH = 1_000
"""Characters of a pattern."""
MAX_CHOICES = 100
"""Patterns that the braces of one may stand for."""

_SPECIAL = re.compile(r"[*?\[{\\]")
_OTHER = re.compile(r"(?<!\\)\[\^(?!/)")  # of `[!a]`, which matches no slash in git
_AS_FOLDER = "(?P<ps_d>/)"  # how pathspec writes the slash after a folder; nothing else holds it


@dataclass(frozen=True)
class Globs:
    """Patterns of which a path has to match one. Those that cannot be used match nothing."""

    _expressions: tuple[LinearPattern, ...]

    def match(self, path: str) -> bool:
        """Whether one of the patterns matches a path, which is relative and has `/`."""
        return any(_found(each, path) for each in self._expressions)


class GitRule(NamedTuple):
    """A line of a `.gitignore` as a regular expression; one with `!` does not ignore.

    It is to be searched for in paths that are relative to the file's folder. A folder's path ends
    in a slash.
    """

    ignores: bool
    expression: str


def is_glob(text: str) -> bool:
    """Whether a text has characters that are special in patterns."""
    return _SPECIAL.search(text) is not None


def glob_error(pattern: str) -> str:
    """Why a pattern cannot be used; empty when it can."""
    if len(pattern) > MAX_LENGTH:
        return f"it is longer than {MAX_LENGTH} characters"
    choices = expand_braces(pattern)
    if not choices:
        return f"its braces stand for more than {MAX_CHOICES} patterns"
    if not all(_expression(each) for each in choices):
        return "it is empty, or a bracket or a backslash in it is not complete"
    return ""


@lru_cache(maxsize=256)
def globs(*patterns: str) -> Globs:
    """Patterns to match paths with."""
    choices = (choice for each in patterns for choice in expand_braces(each))
    return Globs(tuple(combined(map(_expression, choices))))


def selected(pattern: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that a pattern matches, in their order."""
    if not is_glob(pattern):
        return tuple(name for name in names if name == pattern)
    return tuple(filter(globs(pattern).match, names))


def no_match(pattern: str, names: Iterable[str]) -> str:
    """What to append to a message about a pattern that matches no name: what is wrong, or near."""
    known = sorted(set(names))
    wrong = glob_error(pattern)
    if wrong:
        return f": {wrong}"
    corrected = _corrected(pattern, known)
    if corrected:
        return f"; did you mean {corrected!r}?"
    return nearest(pattern, _with_near_stem(pattern, known))


def _with_near_stem(pattern: str, names: Iterable[str]) -> list[str]:
    """Names whose last part is near as well: a suffix alone makes short paths look alike."""
    stems = {name: splitext(basename(name))[0] for name in names}
    near = get_close_matches(splitext(basename(pattern))[0], frozenset(stems.values()), n=10)
    return [name for name, stem in stems.items() if stem in near]


def _corrected(pattern: str, names: Iterable[str]) -> str:
    """A pattern with its plain segments replaced by near ones, if that matches; else empty."""
    segments = pattern.removeprefix("./").rstrip("/").split("/")
    known = [name.split("/") for name in names]
    for number, segment in enumerate(segments):
        if "**" in segment:
            break
        known = [each for each in known if number < len(each)]
        here = sorted({each[number] for each in known})
        if not is_glob(segment) and segment not in here:
            segments[number] = next(iter(get_close_matches(segment, here, n=1)), segment)
        matching = frozenset(selected(segments[number], here))
        known = [each for each in known if each[number] in matching]
    found = "/".join(segments)
    return found if known and found != pattern else ""


def expand_braces(pattern: str) -> tuple[str, ...]:
    """The patterns that the braces of one stand for; none where there are too many of them."""
    if len(pattern) > MAX_LENGTH:
        return ()
    if "{" not in pattern:
        return (pattern,)
    import bracex  # seldom needed

    try:
        return tuple(bracex.expand(pattern, keep_escapes=True, limit=MAX_CHOICES))
    except (bracex.ExpansionLimitException, RecursionError):
        return ()


def git_rule(line: str) -> GitRule | None:
    """A line of a `.gitignore`; None for one that says nothing, and one that git does not use."""
    from pathspec.patterns.gitignore import GitIgnorePatternError  # slow to import
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    if len(line) > MAX_LENGTH:
        return None
    try:
        expression, ignores = GitIgnoreSpecPattern.pattern_to_regex(line)
    except GitIgnorePatternError:
        return None
    if expression is None or ignores is None:
        return None
    expression = _OTHER.sub("[^/", expression)
    if _AS_FOLDER in expression:
        # It would match all that is in a folder it names. Git asks for the folder itself first.
        return GitRule(ignores, f"{expression.replace(_AS_FOLDER, '/')}$")
    # What ends in `/**` names what is in the folder, and not the folder.
    return GitRule(ignores, f"{expression}." if expression.endswith("/") else expression)


def combined(expressions: Iterable[str]) -> Iterator[LinearPattern]:
    """The fewest patterns of which one is found where one of these regular expressions is."""
    batch: list[str] = []
    size = 0
    for each in expressions:
        if not each or compiled(each) is None:
            continue
        size += len(each) + len("(?:)|")
        if size > LONGEST_PATTERN - len("(?s)") and batch:
            yield from _union(batch)
            batch, size = [], len(each) + len("(?:)|")
        batch.append(each)
    yield from _union(batch)


def _union(expressions: list[str]) -> Iterator[LinearPattern]:
    joined = "|".join(f"(?:{each})" for each in expressions)
    found = compiled(f"(?s){joined}") if joined else None
    if found:
        yield found


def _expression(pattern: str) -> str:
    """A pattern without braces as a regular expression; empty for one that cannot be used."""
    pattern = pattern.removeprefix("./").lstrip("/")
    # The slash ties the pattern to the root, and keeps `!` and `#` from being special.
    found = git_rule(f"/{pattern}**" if pattern.endswith("/") else f"/{pattern}")
    return found.expression if found and compiled(found.expression) else ""


def _found(expression: LinearPattern, path: str) -> bool:
    # The names of files on disk need not be UTF-8, and RE2 takes nothing else as a text.
    return expression.search(encoded(path)) is not None
