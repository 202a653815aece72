"""What a change documents: the parameters that its added text names for the first time on a page,
the tabs it stands in and the pages it adds; and whether a description names them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from docs_snippets.changes.change import Change, PageEdit
from docs_snippets.core.diagnostics import Note
from docs_snippets.mdx.page import Page
from docs_snippets.resolution.parameter_names import uses

_NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_MIN_WORD = 4
_MIN_LABEL = 3
_COMMON_WORDS = frozenset(
    "about after before configuration configure enable guide index install manage overview page "
    "this using what when with your".split()
)


class Topic(NamedTuple):
    """Something a change documents, `name` as a description would name it."""

    kind: str
    name: str


class AddedSection(NamedTuple):
    """A run of added lines under one heading, and what it documents.

    `topics` are named on the page for the first time, `notes` where; `mentioned` are all named
    here, `labels` those of the tabs around.
    """

    path: str
    heading: str
    topics: tuple[Topic, ...]
    mentioned: tuple[Topic, ...]
    labels: tuple[str, ...]
    notes: tuple[Note, ...]


class DescriptionWords:
    """A description to look names up in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = frozenset(each.lower() for each in _WORDS.findall(text))

    def names(self, topic: Topic) -> bool:
        """Whether a topic is named, in any spelling; the words of its name suffice."""
        if topic.kind == "tab":
            return self.has(topic.name)
        if topic.name.lower() in self._lower:
            return True
        parts = {part.lower() for part in _NAME_PARTS.findall(topic.name)}
        distinctive = {part for part in parts if len(part) >= _MIN_WORD} - _COMMON_WORDS
        if topic.kind == "page":
            return not distinctive or any(part in self._lower for part in distinctive)
        return bool(distinctive) and all(part in self._lower for part in distinctive)

    def has(self, label: str) -> bool:
        """Whether a label stands in the text as it is."""
        return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", self.text) is not None

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()


def added_sections(change: Change) -> Iterator[AddedSection]:
    """The runs of added text that document something."""
    for edit in change.edits:
        page = change.page_after(edit)
        if page is None or page.error is not None:
            continue
        if edit.before is None:
            yield _new_page(page)
        else:
            yield from _sections_of(change, edit, page, edit.before.text.lower())


def _new_page(page: Page) -> AddedSection:
    title = page.front_matter.get("title")
    first = next((each.text for each in page.headings if each.depth == 1), "")
    stem = page.path.rpartition("/")[2].partition(".")[0]
    name = str(title) if isinstance(title, str) else first or stem
    topic = Topic("page", name if set(_WORDS.findall(name)) else stem)
    return AddedSection(
        page.path, "", (topic,), (), (), (Note(page.path, 1, 1, "this page is new"),)
    )


def _sections_of(change: Change, edit: PageEdit, page: Page, before: str) -> Iterator[AddedSection]:
    facts = change.head.facts.at(page.path)
    named: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for use in uses(page, facts):
        parameter = use.parameter or next((found for _, found in use.elsewhere), None)
        if parameter is not None:
            region = page.source.region(use.setting.name_span)
            named[region.line].append((parameter.name, region.column))
    headings = {page.source.line_of(each.span.start): each.text for each in page.headings}
    for heading, lines in _runs(edit, headings):
        at = [(name, line, column) for line in lines for name, column in named.get(line, ())]
        new = [each for each in at if each[0].lower() not in before]
        first = {name: (line, column) for name, line, column in reversed(new)}
        yield AddedSection(
            page.path,
            heading,
            tuple(Topic("parameter", name) for name in dict.fromkeys(each[0] for each in new)),
            tuple(Topic("parameter", name) for name in dict.fromkeys(each[0] for each in at)),
            tuple(_labels(page, lines[0])),
            tuple(
                Note(page.path, line, column, f"{name} is documented here")
                for name, (line, column) in first.items()
            ),
        )


def _runs(edit: PageEdit, headings: dict[int, str]) -> Iterator[tuple[str, list[int]]]:
    """Added lines, split where a heading is among them."""
    for hunk in edit.hunks:
        run: list[int] = []
        heading = ""
        for line in (number + 1 for number in hunk.after):
            if line in headings:
                if run:
                    yield heading, run
                run, heading = [], headings[line]
            run.append(line)
        if run:
            yield heading, run


def _labels(page: Page, line: int) -> Iterator[str]:
    """Labels of the tabs that a line stands in."""
    for element in page.jsx:
        first, last = (page.source.line_of(at) for at in (element.span.start, element.span.end))
        if first < line <= last:
            yield from _label(each.value for each in element.attributes if each.name == "label")


def _label(values: Iterable[str | None]) -> Iterator[str]:
    return (value for value in values if value and len(value) >= _MIN_LABEL)


def tab_labels(page: Page) -> frozenset[str]:
    """Labels of all the tabs of a page."""
    return frozenset(
        value
        for element in page.jsx
        for value in _label(each.value for each in element.attributes if each.name == "label")
    )


def undeclared_topics(
    change: Change, description: DescriptionWords
) -> Iterator[tuple[tuple[Topic, ...], list[AddedSection]]]:
    """Topics that the description does not name, those of one text together, with their places."""
    left: list[tuple[set[Topic], AddedSection]] = []
    for section in added_sections(change):
        is_named = any(map(description.names, section.mentioned))
        if is_named or _names_heading(section, description):
            continue
        topics = {each for each in section.topics if not description.names(each)}
        topics |= _tabs(change, section, description) if topics or section.labels else set()
        if topics:
            left.append((topics, section))
    yield from _clusters(left)


def _names_heading(section: AddedSection, description: DescriptionWords) -> bool:
    """Whether the description speaks of what a new heading says."""
    words = {each.lower() for each in _WORDS.findall(section.heading) if len(each) >= _MIN_WORD}
    distinctive = words - _COMMON_WORDS
    return bool(distinctive) and distinctive <= description.words


def _tabs(change: Change, section: AddedSection, description: DescriptionWords) -> set[Topic]:
    """The tab of a text, where the description names other tabs of the page and not this one."""
    page = change.head.pages.page(section.path)
    if not section.labels or not isinstance(page, Page):
        return set()
    others = tab_labels(page) - set(section.labels)
    if any(map(description.has, section.labels)) or not any(map(description.has, others)):
        return set()
    return {Topic("tab", section.labels[-1])}


def _clusters(
    left: list[tuple[set[Topic], AddedSection]],
) -> Iterator[tuple[tuple[Topic, ...], list[AddedSection]]]:
    while left:
        topics, section = left.pop(0)
        together = [section]
        grown = True
        while grown:
            near = [each for each in left if each[0] & topics]
            grown = bool(near)
            for each in near:
                topics |= each[0]
                together.append(each[1])
                left.remove(each)
        yield tuple(sorted(topics)), together
