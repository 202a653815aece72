"""Patches as mails that `git am` applies: the commit's author, date and message, then the patch.

A message is the words of somebody else. Lines of it that git would read as a part of the patch or
as another header are moved one column to the right, so that they stay words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.header import Header
from email.utils import format_datetime
from typing import NamedTuple

from docs_snippets.core.printable import printable
from docs_snippets.files.git_history import Commit

_ZONE = re.compile(r"(?P<seconds>-?\d{1,12}) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>\d\d)")
_READ_BY_GIT = re.compile(
    r"---|diff |Index:|@@|>?From |-- $|(?:From|Subject|Date|In-Reply-To|Message-ID|Content-\w+"
    r"|MIME-Version)\s*:|\[PATCH",
    re.IGNORECASE,
)
_NOT_IN_NAMES = re.compile(r"[^a-zA-Z0-9._]+")
_LONGEST_NAME = 52
_HEADER_WIDTH = 998


class Mail(NamedTuple):
    """One patch: the commit it is made of, what is said of it beside its message, and its lines."""

    commit: Commit
    trees: Sequence[str]
    remarks: Sequence[str]
    patch: Sequence[str]


def mail(one: Mail, number: int, of: int) -> Iterator[str]:
    """The lines of a mail, with their ends."""
    commit = one.commit
    subject, body = _message(commit.message)
    place = f" {number:0{len(str(of))}}/{of}" if of > 1 else ""
    yield f"From {commit.id} Mon Sep 17 00:00:00 2001\n"
    yield f"From: {_encoded(_name(commit.author))} <{_address(commit.email)}>\n"
    yield f"Date: {_date(commit.date)}\n"
    yield f"Subject: {_encoded(f'[PATCH{place}] {subject}')}\n"
    yield "MIME-Version: 1.0\n"
    yield "Content-Type: text/plain; charset=UTF-8\n"
    yield "Content-Transfer-Encoding: 8bit\n\n"
    yield from (f"{_shifted(line)}\n" for line in body)
    yield "\n" if body else ""
    yield f"(carried from commit {commit.id} to {', '.join(one.trees)})\n"
    yield "---\n"
    # Between the message and the patch git reads past everything that starts with a blank.
    yield from (f" {printable(line)}\n" for line in one.remarks)
    yield "\n"
    yield from one.patch
    yield "-- \ndocs-snippets backport\n\n"


def file_name(commit: Commit, number: int) -> str:
    """What the file of a mail is called, as `git format-patch` would."""
    subject = _NOT_IN_NAMES.sub("-", _message(commit.message)[0]).strip("-.")
    return f"{number:04}-{subject[:_LONGEST_NAME].rstrip('-.') or 'patch'}.patch"


def subject_of(commit: Commit) -> str:
    """The first paragraph of a message, on one line."""
    return _message(commit.message)[0]


def _message(text: str) -> tuple[str, Sequence[str]]:
    """The subject, which is the first paragraph, and the lines of the rest."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    end = next((at for at, line in enumerate(lines) if not line), len(lines))
    return " ".join(" ".join(lines[:end]).split()) or "(no message)", lines[end + 1 :]


def _shifted(line: str) -> str:
    return f" {line}" if _READ_BY_GIT.match(line) else line


def _encoded(text: str) -> str:
    """A header's value; ASCII as it is."""
    if text.isascii() and text.isprintable():
        return text
    return Header(text, "utf-8", maxlinelen=_HEADER_WIDTH).encode(linesep="\n")


def _name(author: str) -> str:
    plain = " ".join(author.replace('"', "").split()) or "unknown"
    return f'"{plain}"' if re.search(r"[^\w .-]", plain, re.ASCII) and plain.isascii() else plain


def _address(email: str) -> str:
    return re.sub(r"[^\x21-\x7e]|[<>]", "", email) or "unknown"


def _date(said: str) -> str:
    """A date of git, as mails have it; the start of time where it is none."""
    found = _ZONE.fullmatch(said)
    if found is None:
        return format_datetime(datetime.fromtimestamp(0, UTC))
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    try:
        zone = timezone(-offset if found["sign"] == "-" else offset)
        return format_datetime(datetime.fromtimestamp(int(found["seconds"]), zone))
    except (OverflowError, ValueError, OSError):
        return format_datetime(datetime.fromtimestamp(0, UTC))


def mailbox(mails: Sequence[Mail]) -> Iterable[tuple[str, str]]:
    """Each mail with the name of its file."""
    for number, one in enumerate(mails, start=1):
        yield file_name(one.commit, number), "".join(mail(one, number, len(mails)))
