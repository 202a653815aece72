"""What runs on a change or on some pages take over from earlier runs: time, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting import linter
from repository import commit, git

PAGE, LINKED, OTHER = (f"calico/next/{name}.mdx" for name in ("page", "linked", "other"))
PAGES = {
    PAGE: "# Page\n\nSee [the other](linked.mdx#place) and [nothing](nowhere.mdx).\n",
    LINKED: "# Linked\n\n## Place\n\nText.\n",
    OTHER: "# Other\n\nThe the text.\n",
    "calico/next/ignoring.mdx": (
        "# Ignoring\n\n{/* docs-snippets-ignore broken-link: it comes */}\n"
        "\nSee [it](linked.mdx#place).\n"
    ),
}
JSON = ("--output-format", "json")


@pytest.fixture
def root(
    site: SiteMaker, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a repository with the pages, committed on `main`; a change is on `topic`."""
    for name in ("GITHUB_BASE_REF", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DOCS_SNIPPETS_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    found = site(PAGES)
    commit(found)
    git(found, "checkout", "-q", "-b", "topic")
    return found


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were checked, each time that one is."""
    found: list[str] = []
    check = linter._check_page

    def count(job: linter.Job, path: str, path_in_tree: str | None) -> tuple[Diagnostic, ...]:
        found.append(path)
        return check(job, path, path_in_tree)

    monkeypatch.setattr(linter, "_check_page", count)
    return found


def rename_heading(root: Path) -> None:
    path = root / "docs" / LINKED
    path.write_text(path.read_text().replace("## Place", "## Elsewhere"))


def write(path: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / "docs" / path).write_text(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "heading": rename_heading,
    "text": write(OTHER, "# Other\n\nThe text. A a word.\n"),
    "new": write("calico/next/new.mdx", "# New\n\nA a word, [gone](gone.mdx).\n"),
    "removed": lambda root: (root / "docs" / LINKED).unlink(),
    "moved": lambda root: git(root, "mv", f"docs/{OTHER}", "docs/calico/next/moved.mdx"),
    "unreadable": lambda root: (root / "docs" / OTHER).write_bytes(b"\xff"),
    "variables": write("calico/next/variables.js", "module.exports = {a: 'b'};\n"),
    "configuration": lambda root: (root / "versions.yaml").write_text(
        (root / "versions.yaml").read_text() + "rules:\n  ignore: [repeated-word]\n"
    ),
    "nothing": lambda _: None,
}
MODES = [(), ("--filter-mode", "file"), ("--filter-mode", "nofilter"), ("--no-ignores",)]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("kept", ["before", "after", "both", "never"])
def test_a_change_gives_the_same_report(
    root: Path, command: Command, change: Callable[[Path], object], kept: str
) -> None:
    if kept in ("before", "both"):
        command("lint")
    change(root)
    if kept in ("after", "both"):
        command("lint")
    for mode in MODES:
        arguments = ("lint", "--changed=main", *JSON, *mode)
        wanted = command(*arguments, "--no-cache")
        assert [command(*arguments), command(*arguments)] == [wanted, wanted]


def test_the_same_change_is_not_checked_again(
    root: Path, command: Command, counted: list[str]
) -> None:
    rename_heading(root)
    wanted = command("lint", "--changed=main")
    counted.clear()
    assert command("lint", "--changed=main") == wanted
    assert not counted


@pytest.mark.parametrize("kept", ["before", "after"])
def test_what_is_known_of_one_state_is_not_looked_for_again(
    root: Path, command: Command, counted: list[str], kept: str
) -> None:
    change = CHANGES["text"]
    if kept == "before":
        command("lint")
    change(root)
    if kept == "after":
        command("lint")
    counted.clear()
    command("lint", "--changed=main")
    assert counted == [OTHER]


def test_a_commit_that_moves_makes_another_change(root: Path, command: Command) -> None:
    rename_heading(root)
    assert "no anchor '#place'" in command("lint", "--changed=main")[1]
    commit(root)
    git(root, "branch", "-f", "main")
    assert command("lint", "--changed=main")[1] == ""


def test_the_description_of_a_change_counts(root: Path, command: Command, tmp_path: Path) -> None:
    CHANGES["text"](root)
    text = root / "text.md"
    text.write_text("Calico 3.1\n\nWords\n")
    arguments = ("lint", "--changed=main", "--pr-text", str(text), *JSON)
    command(*arguments)
    text.write_text("Other\n\nWords about 3.0 and eBPF\n")
    assert command(*arguments) == command(*arguments, "--no-cache")


SOME = [(PAGE,), (LINKED, OTHER), ("--tree", "calico/next"), ("--generated",), (".",)]


@pytest.mark.parametrize("some", SOME, ids=map(" ".join, SOME))
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("many", [1, 100], ids=["reach", "all"])
def test_some_pages_give_the_same_report(
    root: Path,
    command: Command,
    change: Callable[[Path], object],
    some: tuple[str, ...],
    many: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docs_snippets.runs.cached_check.MANY", many)
    monkeypatch.chdir(root / "docs")
    command("lint")
    for edit in (CHANGES["nothing"], change):
        edit(root)
        paths = [each for each in some if not each.endswith(".mdx") or Path(each).exists()]
        for options in (JSON, ("--diff",)):
            arguments = ("lint", *paths, *options)
            assert command(*arguments) == command(*arguments, "--no-cache")


def test_a_part_of_what_is_known_is_not_checked_again(
    root: Path, command: Command, counted: list[str]
) -> None:
    command("lint")
    counted.clear()
    _, out, err = command("lint", "--tree", "calico/next", "-v")
    assert "checked 0 of 4 pages; no change reaches the others" in err
    assert "the the" in out.lower()
    assert not counted


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("sidebars.js", "module.exports = {a: ['b']};\n", "// Why\nmodule.exports = {a: ['b']};\n"),
        ("src/tool.js", "export const a = 1;\n", "export const a = 2;\n"),
        ("static/data.json", '{"a": 1}\n', '{"a": 2}\n'),
        ("calico/next/_category_.json", '{"label": "A"}\n', '{"label": "A", "position": 2}\n'),
    ],
)
def test_files_that_no_page_uses_have_none_checked_again(
    root: Path, command: Command, counted: list[str], path: str, before: str, after: str
) -> None:
    """Neither in the next run, nor for a change."""
    file = root / "docs" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(before)
    commit(root)
    git(root, "branch", "-f", "main")
    command("lint")
    file.write_text(after)
    for arguments in (("lint", "--changed=main"), ("lint",)):
        wanted = command(*arguments, "--no-cache")
        counted.clear()
        assert command(*arguments) == wanted
        assert counted == []


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_fixes_are_the_same(root: Path, command: Command, change: Callable[[Path], object]) -> None:
    commit_all = ("commit", "-qam", "all")

    def fixed(*options: str) -> object:
        result = command("lint", "--fix", "--unsafe-fixes", *JSON, *options)
        texts = {path: path.read_bytes() for path in (root / "docs").rglob("*.mdx")}
        git(root, "checkout", "-q", ".")
        return result, texts

    command("lint")
    change(root)
    git(root, "add", "--all")
    git(root, *commit_all, "--allow-empty")
    assert fixed() == fixed("--no-cache")
    assert fixed("--changed=main") == fixed("--changed=main", "--no-cache")


def test_what_fixes_left_is_kept(root: Path, command: Command, counted: list[str]) -> None:
    command("lint", "--fix")
    counted.clear()
    wanted = command("lint", *JSON, "--no-cache")
    counted.clear()
    assert command("lint", *JSON) == wanted
    assert not counted
