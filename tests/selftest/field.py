"""A copy of the docs to plant in: what the linter says before and after, and of what."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source, Span, apply_edits
from docs_snippets.docs.docs import Docs, load
from docs_snippets.linting import linter, manual, registry
from docs_snippets.linting.linter import Job
from docs_snippets.mdx.page import Page
from selftest.ground import Ground, Lore, Mistake, Plant

CONFIG = Path(__file__).parents[2] / "versions.yaml"
COPIES_ASKED = 2

# A mistake on one copy of a page makes it differ from the others, which may be said where it is.
_TWINS = frozenset({"sibling-drift", "sibling-omission"})

# A misspelled name also differs from the same name beside it and on other pages.
_ECHOES = frozenset({"misspelled-name", "text-contradicts-code"})


class Said(NamedTuple):
    """A finding, with its place in the text it is about."""

    diagnostic: Diagnostic
    span: Span


class Outcome(NamedTuple):
    """What became of a plant. `by` are the rules that found it, `others` what else was said."""

    mistake: str
    path: str
    line: int
    before: str
    after: str
    by: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Field:
    """Docs that may be written to."""

    docs: Docs
    lore: Lore
    job: Job
    said: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    def findings(self, path: str) -> tuple[Diagnostic, ...]:
        """What the linter says of a page as it was."""
        if path not in self.said:
            self.said[path] = linter.check_page(self.job, path)
        return self.said[path]

    def ground(self, path: str, rng: Random) -> Ground | None:
        """A page to plant on; None where the site could not read it."""
        page = self.docs.pages.page(path)
        if not isinstance(page, Page) or page.error:
            return None
        return Ground(self.docs, page, rng, self.lore)

    def sown(self, mistake: Mistake, ground: Ground) -> Outcome | None:
        """The first plant of a kind that the page takes where nothing is wrong yet."""
        before = [*_said(ground.page.source, self.findings(ground.path))]
        for plant in mistake.sow(ground):
            if not any(_meets(one.span, _lines(ground, plant.edit.span)) for one in before):
                return self._harvest(mistake, ground, plant, before)
        return None

    def _harvest(
        self, mistake: Mistake, ground: Ground, plant: Plant, before: list[Said]
    ) -> Outcome:
        paths = self._asked(ground, plant)
        earlier = {path: self.findings(path) for path in paths}
        planted = Source(ground.path, apply_edits(ground.text, [plant.edit]))
        file = self.docs.root / ground.path
        _write(file, planted.text)
        try:
            job = replace(self.job, docs=_seen_anew(self.docs))
            here = [*_said(planted, linter.check_page(job, ground.path))]
            elsewhere = {path: linter.check_page(job, path) for path in paths}
        finally:
            _write(file, ground.text)
        new = [*_new(before, here, plant)]
        other = [one for path in paths for one in _without(elsewhere[path], earlier[path])]
        return _outcome(mistake, ground, plant, planted, new, other)

    def _asked(self, ground: Ground, plant: Plant) -> list[str]:
        """The other pages to be looked at: where the plant shows, and some copies of the page."""
        copies = ground.shuffled(path for _, path in self.docs.pages.siblings(ground.path))
        return [*plant.shows_on, *copies[:COPIES_ASKED]]


def prepared(docs: Path, copy: Path) -> Field:
    """A copy of some docs, ready to be planted in."""
    shutil.copytree(docs, copy, ignore=shutil.ignore_patterns(".git", "node_modules"))
    found = load(str(CONFIG), str(copy))
    assert isinstance(found, Docs), found
    rules = tuple(registry.page_rules().values())
    return Field(found, Lore(found), Job(found, rules, dict.fromkeys(manual.manual_pages(), True)))


# What does not hang on what pages say, and takes long to read.
_KEPT = ("_references", "_settings", "_paths", "_folders", "_servings", "_store", "unversioned")


def _seen_anew(docs: Docs) -> Docs:
    """The docs without what is remembered of their pages, which never change within a lint run."""
    anew = replace(docs)
    vars(anew).update({name: vars(docs)[name] for name in _KEPT if name in vars(docs)})
    return anew


_written = 0


def _write(file: Path, text: str) -> None:
    """Writes a page so that its time tells that it changed, however soon it changes again."""
    global _written
    _written += 1
    file.write_bytes(text.encode())
    os.utime(file, ns=(_written, _written))


def _said(source: Source, findings: tuple[Diagnostic, ...]) -> Iterator[Said]:
    for each in findings:
        line, column, end_line, end_column = each.region or (1, 1, 1, 1)
        span = Span(source.offset(line, column), source.offset(end_line, end_column))
        yield Said(each, span)


def _lines(ground: Ground, span: Span) -> Span:
    source = ground.page.source
    first, last = source.line_of(span.start), source.line_of(span.end)
    return Span(source.line_span(first).start, source.line_span(last).end)


def _meets(one: Span, two: Span) -> bool:
    return one.start <= two.end and two.start <= one.end


def _new(before: list[Said], after: list[Said], plant: Plant) -> Iterator[Said]:
    """What is said after and was not said before, places moved by what the plant moved."""
    (start, end), text = plant.edit
    by = len(text) - (end - start)

    def moved(offset: int) -> int:
        return offset if offset <= start else offset + by

    known = {
        (_what(one), moved(one.span.start), moved(one.span.end))
        for one in before
        if one.span.start <= start or one.span.start >= end
    }
    for one in after:
        if (_what(one), one.span.start, one.span.end) not in known:
            yield one


def _what(said: Said) -> str:
    """The rule and its words, but for numbers, which may be those of lines."""
    return re.sub(r"\d+", "", f"{said.diagnostic.rule} {said.diagnostic.message}")


def _without(after: tuple[Diagnostic, ...], before: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    known = {(each.rule, each.region) for each in before}
    return [each for each in after if (each.rule, each.region) not in known]


def _outcome(
    mistake: Mistake,
    ground: Ground,
    plant: Plant,
    planted: Source,
    here: list[Said],
    elsewhere: list[Diagnostic],
) -> Outcome:
    (start, _), text = plant.edit
    place = _place(planted, plant.at or Span(start, start + len(text)))
    at = [one for one in here if _meets(one.span, place)]
    by = [one.diagnostic.rule for one in at if one.diagnostic.rule in mistake.by]
    by += [
        each.rule for each in elsewhere if each.path in plant.shows_on and each.rule in mistake.by
    ]
    fine = [one for one in at if one.diagnostic.rule in mistake.by | _TWINS]
    fine += [one for one in here if one.diagnostic.rule in mistake.also | _ECHOES]
    others = [one.diagnostic for one in here if one not in fine]
    others += [
        each
        for each in elsewhere
        if not (each.path in plant.shows_on and each.rule in mistake.by | mistake.also)
    ]
    return Outcome(
        mistake.name,
        ground.path,
        ground.page.source.line_of(start),
        _excerpt(ground.page.source, plant.edit.span),
        _excerpt(planted, Span(start, start + len(text))),
        tuple(dict.fromkeys(by)),
        tuple(_in_words(each) for each in others),
    )


def _place(source: Source, span: Span) -> Span:
    first, last = source.line_of(span.start), source.line_of(min(span.end, len(source.text)))
    return Span(source.line_span(first).start, source.line_span(last).end)


def _excerpt(source: Source, span: Span) -> str:
    lines = source.text[slice(*_place(source, span))].split("\n")
    return lines[0].strip() if len(lines) == 1 else f"{lines[0].strip()} … {lines[-1].strip()}"


def _in_words(each: Diagnostic) -> str:
    line = each.region.line if each.region else 0
    return f"{each.path}:{line}: {each.rule}: {each.message}"
