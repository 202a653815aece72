"""`lint --changed`, `mirror` and `impact` where a change holds odd names, links and sizes."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import repository
from conftest import Command, SiteMaker

SECRET = "# Canary\n\nA $[canary] of another place.\n"
MIRROR = ("mirror", "calico/next", "--base", "HEAD", "--from", "calico/next", "--to", "calico/3.31")
CHANGED = ("lint", "--changed=HEAD", "--output-format", "concise")


@pytest.fixture
def docs(site: SiteMaker) -> Callable[[dict[str, str]], Path]:
    """The fixed site with some files, committed; the folder of its docs."""

    def make(files: dict[str, str]) -> Path:
        folder = site(files)
        repository.commit(folder)
        return folder / "docs"

    return make


def test_references_that_are_new_have_no_impact(site: SiteMaker, command: Command) -> None:
    folder = site({})
    repository.git(folder, "init", "-q", "-b", "main")
    repository.git(folder, "commit", "-q", "--allow-empty", "-m", "nothing")
    repository.git(folder, "checkout", "-q", "-b", "work")
    repository.commit(folder)
    code, out, err = command("impact", "--from", "main")
    assert code == 0
    assert "no reference differs" in out + err
    assert "the docs are new" in out + err


def test_a_page_whose_name_is_no_text(
    docs: Callable[[dict[str, str]], Path], command: Command
) -> None:
    folder = docs({})
    page = os.fsencode(folder / "calico" / "next") + b"/\xff.mdx"
    Path(os.fsdecode(page)).write_text("# One\n\nSee $[nowhere].\n")
    code, out, _ = command(*CHANGED)
    assert code == 1
    assert "unknown-variable" in out
    code, out, err = command(*MIRROR)
    assert code == 1
    assert "unknown-variable" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "calico/next/loop.mdx"),
        (*CHANGED,),
        ("mirror", "calico/next/loop.mdx", *MIRROR[2:]),
        ("lint", "--baseline", "loop"),
    ],
)
def test_a_circle_of_links_is_said(
    arguments: tuple[str, ...], docs: Callable[[dict[str, str]], Path], command: Command
) -> None:
    folder = docs({})
    (folder / "calico" / "next" / "loop.mdx").symlink_to("loop.mdx")
    (folder.parent / "loop").symlink_to("loop")
    code, out, err = command(*arguments)
    assert code in (1, 2)
    assert "cannot be followed" in out + err


def test_a_folder_that_became_a_link_is_not_read(
    docs: Callable[[dict[str, str]], Path],
    command: Command,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.mdx").write_text(SECRET)
    folder = docs({"calico/next/part/a.mdx": "# One\n", "calico/next/part/b.mdx": "# Two\n"})
    part = folder / "calico" / "next" / "part"
    for page in part.iterdir():
        page.unlink()
    part.rmdir()
    part.symlink_to(outside)
    os.utime(outside / "a.mdx", ns=(1, 1))
    _, out, err = command(*CHANGED)
    assert "canary" not in (out + err).lower()
    assert (outside / "a.mdx").stat().st_atime_ns == 1, "the file was opened"
    assert "3 files of the docs changed" in err


def test_a_description_that_is_a_link_to_another_place(
    docs: Callable[[dict[str, str]], Path],
    command: Command,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("Product Version(s): canary, Calico 3.30\n")
    folder = docs({"calico/next/a.mdx": "# One\n"})
    (folder / "calico" / "next" / "a.mdx").write_text("# Two\n")
    Path("description.md").symlink_to(outside)
    code, out, _ = command(*CHANGED, "--pr-text", "description.md")
    assert code == 1
    assert out.startswith("description.md: error[unreadable-file] 'description.md' leads out of")
    assert "canary" not in out
    _, out, _ = command(*CHANGED, "--pr-text", str(outside))
    assert "undeclared-version" in out, "a file elsewhere may be named as such"


def test_a_huge_file_is_compared_in_parts(
    docs: Callable[[dict[str, str]], Path], command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = docs({"calico/next/large.json": "[]\n"})
    large = folder / "calico" / "next" / "large.json"
    os.truncate(large, 20 << 20)
    repository.commit(folder.parent)
    os.utime(large)
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda self: b"" if self.samefile(large) else read(self)
    )
    assert "nothing has changed" in command(*CHANGED)[2]
    os.truncate(large, 21 << 20)
    assert "1 file of the docs changed" in command(*CHANGED)[2]


def test_many_new_pages_take_time_by_their_number(
    docs: Callable[[dict[str, str]], Path], command: Command
) -> None:
    folder = docs({}) / "calico" / "next"
    spent = []
    for start, stop in ((0, 300), (300, 1200)):
        for number in range(start, stop):
            (folder / f"page-{number}.mdx").write_text(f"# Page {number}\n\nWord {number}.\n")
        began = time.process_time()
        command(*CHANGED, "--jobs", "1")
        spent.append(time.process_time() - began)
    assert spent[1] < 8 * spent[0], "four times the pages"


def test_a_link_to_one_of_many_renamed_pages_is_found(
    docs: Callable[[dict[str, str]], Path], command: Command
) -> None:
    names = [f"page.{number} é" for number in range(80)]
    links = "".join(f"[a](<./{name}.mdx>)\n" for name in names[:1])
    encoded = "[b](./page.1%20%C3%A9.mdx)\n"
    folder = docs(
        {
            "calico/next/from.mdx": f"# From\n\n{links}\n{encoded}",
            **{f"calico/next/{name}.mdx": f"# {name}\n" for name in names},
        }
    )
    for number, name in enumerate(names):
        (folder / "calico/next" / f"{name}.mdx").rename(folder / "calico/next" / f"n{number}.mdx")
    code, out, _ = command(*CHANGED)
    assert code == 1
    assert out.count("calico/next/from.mdx") == 2
    assert out.count("broken-link") == 2
