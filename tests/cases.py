"""Literate cases: prose, pages and the report that a user sees, readable as a specification.

A file is named after a rule and begins `# RULE` (or `# RULE with OTHER, THIRD` when other rules
must run, too). Each `##` section is a case. Fences have four backticks, since pages have three:

- `mdx` is a page; `mdx PATH` names its path in the docs, where the folder of a tree is its name
  (`calico/next/install.mdx`). A page without a path is `page.mdx` of `DEFAULT_TREE`;
- any other fence with a path is a file that is laid over the site in `tests/site`, relative to its
  docs root (`json calico/next/releases.json`, `yaml ../versions.yaml`);
- `before` and `after`, each with or without a path, are a file as it was and as it is now; a case
  with either of them is a change, and what stands in an `mdx` fence is on both sides of it. `text`
  is the description of such a change;
- `report` is what `docs-snippets lint` prints. `pytest --update` writes it.

A page that does not parse and input that cannot be read are always reported, whatever the rule.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from docs_snippets import cli
from docs_snippets.linting import manual

HERE = Path(__file__).parent
SITE = HERE / "site"
DEFAULT_TREE = "calico/3.31"
OTHER_TREES = ("calico/next", "calico/3.30")
ALWAYS = ("broken-mdx", "unreadable-file", "unreadable-reference", "invalid-config")

_FENCE = re.compile(
    r"^(?P<ticks>`{4,})(?P<lang>[a-z]+)(?: (?P<path>\S+))?\n(?P<body>.*?)^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
_EXAMPLE = re.compile(
    r"^(?P<ticks>`{3,})(?P<lang>[a-z]*)(?: (?P<path>[\w-]+\.mdx))?\n(?P<body>.*?)^(?P=ticks)$",
    re.MULTILINE | re.DOTALL,
)
_SECTION = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)


class File(NamedTuple):
    """A file of a case, its path relative to the docs root."""

    path: str
    text: str


class Section(NamedTuple):
    """A heading, and where what stands below it starts and ends."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Case:
    """One section of a case file. `report` is None where it has none yet."""

    source: Path
    title: str
    rules: tuple[str, ...]
    files: tuple[File, ...]
    report: str | None
    before: tuple[File, ...] = ()
    after: tuple[File, ...] = ()
    said: str | None = None

    def __str__(self) -> str:
        return f"{self.source.stem}: {self.title}"


def read(source: Path) -> tuple[Case, ...]:
    """The cases of a file."""
    text = source.read_text("utf-8")
    heading = text.partition("\n")[0].removeprefix("# ")
    rules = tuple(re.split(r" with |, ", heading))
    assert rules[0] == source.stem, f"{source}: expected the heading '# {source.stem}'"
    return tuple(
        _case(source, rules, title, text[start:end])
        for title, start, end in _sections(text, _FENCE)
    )


def found(folder: Path) -> list[Case]:
    """Every case of the files in a folder."""
    return [case for source in sorted(folder.glob("*.md")) for case in read(source)]


def run(case: Case, folder: Path) -> str:
    """What a user sees when the case's rules run over its site, made in `folder`."""
    make_site(folder, case.files)
    if not (case.before or case.after):
        return lint(folder, case.rules)
    return lint(folder, case.rules, *make_change(folder, case.before, case.after, case.said))


def make_change(
    folder: Path, before: Iterable[File], after: Iterable[File], said: str | None
) -> tuple[str, ...]:
    """Commits a site as it was and lays over it what it is now; options to check the change."""
    was = tuple(before)
    lay(folder, was)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "before")
    for path, _ in was:
        (folder / "docs" / path).unlink()
    lay(folder, after)
    if said is None:
        return ("--changed=HEAD",)
    (folder / "description.md").write_text(said, "utf-8")
    return ("--changed=HEAD", "--pr-text", "description.md")


def git(folder: Path, *arguments: str) -> str:
    """What git says in a folder, whoever the user is."""
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.com")
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", "-C", str(folder), *who, "-c", "commit.gpgsign=false", *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def make_site(folder: Path, files: Iterable[File]) -> None:
    """The fixed site with a case's files laid over it."""
    shutil.copytree(SITE, folder, dirs_exist_ok=True)
    lay(folder, files)


def lay(folder: Path, files: Iterable[File]) -> None:
    """Writes files into the docs of a site."""
    for path, text in files:
        target = folder / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="")


def lint(folder: Path, rules: Iterable[str], *options: str) -> str:
    """The report of some rules, run in the folder of a site."""
    known = manual.manual_pages()
    selected = [rule for rule in dict.fromkeys((*rules, *ALWAYS)) if rule in known]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder):
        arguments = ["lint", "--jobs", "1", "--select", ",".join(selected), *options]
        code = cli.run(arguments, out, err)
    assert code in (0, 1) or out.getvalue(), err.getvalue()
    return out.getvalue()


def update(case: Case, report: str) -> None:
    """Writes the report into the case's section."""
    text = case.source.read_text("utf-8")
    start, end = next(
        (section.start, section.end)
        for section in _sections(text, _FENCE)
        if section.title == case.title
    )
    body = text[start:end]
    wanted = f"````report\n{report}````"
    old = next((fence for fence in _FENCE.finditer(body) if fence["lang"] == "report"), None)
    if old:
        body = body[: old.start()] + wanted + body[old.end() :]
    else:
        body = f"{body.rstrip()}\n\n{wanted}\n" + ("\n" if end < len(text) else "")
    case.source.write_text(text[:start] + body + text[end:], "utf-8")


def manual_sections(doc: str) -> dict[str, str]:
    """The parts of a manual page by heading, in order."""
    return {title: doc[start:end] for title, start, end in _sections(doc, _EXAMPLE)}


def examples(doc: str, heading: str) -> tuple[File, ...]:
    """The pages of a section of a rule's manual page.

    The first stands in the default tree; the following ones are the same page in other trees, or
    other pages of the default tree where they have a name.
    """
    section = manual_sections(doc).get(heading, "")
    fences = [fence for fence in _EXAMPLE.finditer(section) if fence["lang"] == "mdx"]
    pages = [fence["body"] for fence in fences if not fence["path"]]
    trees = (DEFAULT_TREE, *OTHER_TREES)
    return (
        *(File(f"{tree}/page.mdx", body) for tree, body in zip(trees, pages, strict=False)),
        *(File(f"{DEFAULT_TREE}/{each['path']}", each["body"]) for each in fences if each["path"]),
    )


class ChangeExample(NamedTuple):
    """A page before and after, the same page of other trees, and the description of the change."""

    before: tuple[File, ...]
    after: tuple[File, ...]
    beside: tuple[File, ...]
    said: str | None


def change_example(doc: str, heading: str) -> ChangeExample:
    """The change that a section of a manual page shows."""
    fences = [*_EXAMPLE.finditer(manual_sections(doc).get(heading, ""))]
    was, now, *others = (each["body"] for each in fences if each["lang"] == "mdx")
    page = f"{DEFAULT_TREE}/page.mdx"
    beside = zip(OTHER_TREES, others, strict=False)
    config = [_configured(each["body"]) for each in fences if each["lang"] == "yaml"]
    return ChangeExample(
        (File(page, was),),
        (File(page, now),),
        (*(File(f"{tree}/page.mdx", body) for tree, body in beside), *config),
        next((each["body"] for each in fences if each["lang"] == "text"), None),
    )


def _configured(said: str) -> File:
    """The site's configuration with what a manual page says of the product of the default tree."""
    product, _, version = DEFAULT_TREE.partition("/")
    text = (SITE / "versions.yaml").read_text("utf-8")
    own = re.sub(r'version: "[^"]*"', f'version: "{version}"', said)
    head = f"  {product}:\n"
    return File("../versions.yaml", text.replace(head, f"{head}    {own}", 1))


def _sections(text: str, fence: re.Pattern[str]) -> tuple[Section, ...]:
    """Headings and what stands below them; headings in fences are part of an example."""
    fences = [found.span() for found in fence.finditer(text)]
    heads = [
        head
        for head in _SECTION.finditer(text)
        if not any(start < head.start() < end for start, end in fences)
    ]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    titles = [head["title"] for head in heads]
    assert len(set(titles)) == len(titles), f"two sections of the same title: {titles}"
    return tuple(
        Section(head["title"], head.end(), end) for head, end in zip(heads, ends, strict=True)
    )


def _case(source: Path, rules: tuple[str, ...], title: str, body: str) -> Case:
    case = Case(source, title, rules, (), None)
    for fence in _FENCE.finditer(body):
        if fence["lang"] == "report":
            case = replace(case, report=fence["body"])
        elif fence["lang"] == "text" and not fence["path"]:
            case = replace(case, said=fence["body"])
        elif fence["lang"] in ("before", "after"):
            file = File(fence["path"] or f"{DEFAULT_TREE}/page.mdx", fence["body"])
            if fence["lang"] == "before":
                case = replace(case, before=(*case.before, file))
            else:
                case = replace(case, after=(*case.after, file))
        elif fence["lang"] == "mdx" or fence["path"]:
            path = fence["path"] or f"{DEFAULT_TREE}/page.mdx"
            case = replace(case, files=(*case.files, File(path, fence["body"])))
    return case
