"""How often something is done: by the words of a text or a name, and by the `cron` schedule beside.

https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Fence, Page
from docs_snippets.prose.introductions import introductions, statements

_SCHEDULE = re.compile(
    r"\bschedule[\"']?(?:[ ]?[:=][ ]?|[ ])[\"']?"
    r"(?P<cron>[\d*/,-]{1,20}(?:[ ][\w*/,-]{1,20}){4}|@\w{4,8})(?![ ][\w*/])(?=[\"']|\s|$)"
)
_OFTEN = re.compile(
    r"(?<![\w-])(?:(?P<ly>hourly|daily|weekly|monthly)"
    r"|(?:every|once[ ]an?|once[ ]per)[ ](?P<unit>hour|day|week|month))(?![\w-])",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[ ]*name:[ ]*[\"']?(?P<name>[a-z0-9-]+)", re.MULTILINE)
_WORDS = {"hour": "hourly", "day": "daily", "week": "weekly", "month": "monthly"}
_FIELDS = (
    ("hourly", re.compile(r"\d+ \* \* \* \*|@hourly")),
    ("daily", re.compile(r"\d+ \d+ \* \* \*|@daily|@midnight")),
    ("weekly", re.compile(r"\d+ \d+ \* \* [A-Za-z0-7]+|@weekly")),
    ("monthly", re.compile(r"\d+ \d+ \d+ \* \*|@monthly")),
)


class OtherSchedule(NamedTuple):
    """A place that says how often, and the schedule that does it otherwise, in its own form.

    Where a text and a name agree, the place is that of the schedule.
    """

    span: Span
    said: str
    schedule: str
    often: str


def other_schedules(page: Page) -> Iterator[OtherSchedule]:
    """What paragraphs, and the names in blocks, say otherwise than the only schedule of a block."""
    introduced = {each.fence.block: each.text for each in introductions(page)}
    for fence in page.fences:
        schedule = _schedule(fence)
        if schedule is None:
            continue
        cron, often, place = schedule
        text = introduced.get(fence.block)
        said = [
            (each.sentence.span(*found.span()), found[0], _often(found))
            for each in (statements(text) if text else ())
            for found in _OFTEN.finditer(each.words)
        ]
        named = [
            (fence.content.span(*found.span("name")), found["name"], word)
            for found in _NAME.finditer(fence.content.text)
            for word in found["name"].split("-")
            if word in _WORDS.values()
        ]
        others = {word for *_, word in (*said, *named)}
        if often not in others and others:
            span, typed, _ = (*said, *named)[0]
            yield OtherSchedule(place if said and named else span, typed, cron, often)


def _schedule(fence: Fence) -> tuple[str, str, Span] | None:
    """The only schedule of a block, how often that is, and where it stands."""
    if "schedule" not in fence.content.text:
        return None
    found = list(_SCHEDULE.finditer(fence.content.text))
    if len({each["cron"] for each in found}) != 1:
        return None
    cron, place = found[0]["cron"], fence.content.span(*found[0].span("cron"))
    return next(((cron, often, place) for often, form in _FIELDS if form.fullmatch(cron)), None)


def _often(found: re.Match[str]) -> str:
    return (found["ly"] or _WORDS[found["unit"].lower()]).lower()
