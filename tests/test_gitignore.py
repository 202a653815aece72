"""What `.gitignore` files ignore, as git itself says."""

import subprocess
import time
from itertools import product
from pathlib import Path

import pytest

from docs_snippets.files.access import DiskFiles
from docs_snippets.files.gitignore import GitIgnore

RULES = rf"""
# a comment
*.log
!important.log
/build
build.txt
__pycache__/
/dist/*
!/dist/keep/
node_modules
**/made/**
!**/made/index.md
docs/**/*.tmp
\#notes
\!bang
a?c
x[!a]z
[ab]only
temp/
!temp/
/vendor/**
!/vendor/own/
trailing\{" "}
spaces{"   "}
*~
.env*
!.env.example
*.min.*
out/
!out/index.html
*.py[cod]
[unclosed
"""
BELOW = "*.dat\n!keep.dat\n/local\n!x.log\n"
NAMES = (
    "a.log important.log build build.txt __pycache__ dist keep node_modules made index.md x.tmp "
    "docs #notes !bang abc ac xaz xbz aonly conly temp vendor own spaces a~ .env .env.example "
    "a.min.js out index.html m.pyc m.py sub local x.log k.dat keep.dat [unclosed comment"
).split()


def test_as_git_does(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text(RULES)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/.gitignore").write_text(BELOW)
    paths = [*NAMES, "trailing ", *map("/".join, product(NAMES, NAMES))]
    paths += [f"{folder}/{path}" for folder in ("sub/made", "dist/keep") for path in NAMES]
    asked = ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin", "-z"]
    done = subprocess.run(asked, input="\0".join(paths).encode(), capture_output=True, check=True)
    ignored = set(done.stdout.decode().split("\0")[:-1])
    ours = GitIgnore(DiskFiles(tmp_path))
    assert {path for path in paths if ours.ignores(path)} == ignored


def test_a_path_that_may_be_a_folder(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("made/\n")
    ours = GitIgnore(DiskFiles(tmp_path))
    assert not ours.ignores("made")
    assert ours.may_ignore("made")
    assert ours.may_ignore("docs/made/a.png")
    assert not ours.may_ignore("docs/a.png")


def test_a_file_too_long_to_be_read_may_ignore_anything(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("!a.png\n" + "x\n" * 5_000)
    assert GitIgnore(DiskFiles(tmp_path)).may_ignore("a.png")


@pytest.mark.parametrize(
    "rules",
    [
        "*a" * 450 + "b\n",
        "**/a/" * 190 + "b\n",
        "a*\n!*a\n" * 900,
        "[!b]*" * 190 + "\n" + "*\n" * 1_900,
        "#\n" * 5_000_000,
    ],
)
def test_no_file_takes_long(tmp_path: Path, rules: str) -> None:
    (tmp_path / ".gitignore").write_text(rules)
    ours = GitIgnore(DiskFiles(tmp_path))
    before = time.process_time()
    for path in ("a" * 4_000, "a/" * 1_000 + "c", "a" * 100_000):
        ours.may_ignore(path)
    assert time.process_time() - before < 3


def test_files_above_the_docs_count_up_to_the_repository(tmp_path: Path) -> None:
    top = tmp_path / "outer/repository"
    docs = top / "site/docs"
    (docs / "sub").mkdir(parents=True)
    (tmp_path / "outer/.gitignore").write_text("outside.md\n")
    (top / ".gitignore").write_text("site/docs/made.md\nkept.md\n/elsewhere.md\n*.log\n")
    (top / "site/.gitignore").write_text("docs/near.md\ndocs/\n")
    (docs / ".gitignore").write_text("!kept.md\n")
    assert not GitIgnore(DiskFiles(docs)).may_ignore("made.md")
    (top / ".git").mkdir()
    ours = GitIgnore(DiskFiles(docs))
    assert ours.may_ignore("made.md")
    assert ours.may_ignore("near.md")
    assert ours.may_ignore("sub/x.log")
    assert not ours.may_ignore("kept.md")
    assert not ours.may_ignore("elsewhere.md")
    assert not ours.may_ignore("outside.md")
    assert not ours.may_ignore("plain.md")
    assert not ours.may_ignore("../made.md")


def test_a_linked_file_above_the_docs_is_not_read(tmp_path: Path) -> None:
    docs = tmp_path / "repository/docs"
    docs.mkdir(parents=True)
    (docs.parent / ".git").mkdir()
    (tmp_path / "secret").write_text("made.md\n")
    (docs.parent / ".gitignore").symlink_to(tmp_path / "secret")
    assert not GitIgnore(DiskFiles(docs)).may_ignore("made.md")
