"""Sessions in Markdown: the files and commands of a page, and what the commands print.

In a page,

- a fence with a `title` is a file, which is written;
- a `console` fence holds commands behind `$`, and below each what it prints, where a line `…`
  stands for any number of lines.
"""

import contextlib
import io
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cases
from docs_snippets import cli

FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<lang>\w+)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=ticks)$", re.M | re.S
)
TITLE = re.compile(r' title="(?P<path>[^"]+)"')
VERSION_CUT = re.compile(r"npm run docusaurus docs:version:guide (\S+)")
COMMANDS = ("cat", "cp", "git", "rm", "sed")


class Session:
    """A folder, and the commands that a page runs in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def run(self, command: str) -> str:
        """What a command prints, both streams as a terminal shows them."""
        cut = VERSION_CUT.fullmatch(command)
        if cut:
            return self.cut(cut[1])
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.root = (self.root / arguments[0]).resolve()
            return ""
        if program == "docs-snippets":
            printed = io.StringIO()
            with contextlib.chdir(self.root):
                cli.run(arguments, printed, printed)
            return printed.getvalue()
        assert program in COMMANDS, f"the page runs {program}"
        if program == "git":
            return cases.git(self.root, *arguments)
        done = subprocess.run(
            [program, *arguments], cwd=self.root, capture_output=True, text=True, check=True
        )
        return done.stdout

    def cut(self, version: str) -> str:
        """Copies and lists a version, as the command of Docusaurus does."""
        folder = self.root / f"guide_versioned_docs/version-{version}"
        shutil.copytree(self.root / "guide", folder)
        versions = self.root / "guide_versions.json"
        old = versions.read_text() if versions.exists() else "[]"
        listed = [version, *re.findall(r'"([^"]+)"', old)]
        versions.write_text("[" + ", ".join(f'"{each}"' for each in listed) + "]\n")
        return ""


class Exchange(NamedTuple):
    """A command of the manual and what it is said to print."""

    command: str
    printed: str


def exchanges(body: str) -> Iterator[Exchange]:
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, printed = part.partition("\n")
        yield Exchange(command, printed)


def matches(wanted: str, printed: str) -> bool:
    """Whether an output is the one that is shown, lines `…` left out."""
    parts = [re.escape(part) for part in re.split(r"^…\n", wanted, flags=re.M)]
    return re.fullmatch("(?:.*\n)*?".join(parts), printed) is not None


def play(text: str, session: Session, *, update: bool = False) -> str:
    """Runs the fences of a text; returns the text with what the commands print."""
    done, at = [], 0
    for fence in FENCE.finditer(text):
        title = TITLE.match(fence["info"])
        body = fence["body"]
        if title:
            session.write(title["path"], body)
        elif fence["lang"] == "console":
            said = ""
            for command, wanted in exchanges(body):
                printed = session.run(command)
                same = matches(wanted, printed)
                assert same or update, f"$ {command}\n{printed}"
                said += f"$ {command}\n{wanted if same else printed}"
            body = said
        done += [text[at : fence.start("body")], body]
        at = fence.end("body")
    return "".join(done) + text[at:]
