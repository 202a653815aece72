"""`cut`: what `docusaurus docs:version` leaves to hand, listed and, where it is safe, done."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import repository
import roots
from conftest import Command

CONFIG = """\
module.exports = {
  url: 'https://docs.example.com', baseUrl: '/', future: { v4: true },
  plugins: [['@docusaurus/plugin-content-docs', {
    id: 'guide', path: 'guide', routeBasePath: 'guide', sidebarPath: 'sidebars.js',
    lastVersion: '1.10', versions: { '1.10': { label: '1.10 (latest)' }, '1.9': { label: '1.9' } },
  }]],
};
"""
PAGE = """\
import Note from '@site/guide/_note.mdx';
import Tool from '../src/tool.js';

# Set up

<Note />

See [how](/guide/next/how), [the same](https://docs.example.com/guide/next/how#it) and
[what is gone](/guide/next/gone).

The docs of [the next version](/guide/next/how) say more.
"""
OF_ITS_OWN = """\
import Note from '@site/guide_versioned_docs/version-1.11/_note.mdx';
import Tool from '../../src/tool.js';

# Set up

<Note />

See [how](/guide/1.11/how), [the same](https://docs.example.com/guide/1.11/how#it) and
[what is gone](/guide/next/gone).

The docs of [the next version](/guide/next/how) say more.
"""
TREE = "site/guide_versioned_docs/version-1.11"
SIDEBARS = "site/guide_versioned_sidebars/version-1.11-sidebars.json"

Cut = Callable[..., Path]


@pytest.fixture
def cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cut:
    """A site in git whose current docs were cut as 1.11, which is not committed; its folder."""
    monkeypatch.chdir(tmp_path)

    def make(changes: roots.Files | None = None) -> Path:
        roots.make(
            tmp_path,
            {
                "site/docusaurus.config.js": CONFIG,
                "site/sidebars.js": "module.exports = { all: ['index', 'how'] };\n",
                "site/src/tool.js": "export default 1;\n",
                "site/guide/set up.mdx": PAGE,
                "site/guide/how.mdx": "# How\n\n## It\n\nSo.\n",
                "site/guide/gone.mdx": "# Gone\n",
                "site/guide/_note.mdx": "Noted.\n",
                **(changes or {}),
            },
        )
        repository.commit(tmp_path)
        for file in sorted((tmp_path / "site/guide").rglob("*")):
            place = tmp_path / TREE / file.relative_to(tmp_path / "site/guide")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
        (tmp_path / TREE / "gone.mdx").unlink()
        (tmp_path / "site/guide_versions.json").write_text('["1.11", "1.10", "1.9"]\n')
        sidebars = tmp_path / SIDEBARS
        sidebars.parent.mkdir()
        link = {"type": "link", "label": "How", "href": "/guide/next/how"}
        sidebars.write_text(json.dumps({"all": ["index", "how", link]}))
        return tmp_path

    return make


def test_addresses_that_lead_to_the_current_docs(cut: Cut, command: Command) -> None:
    folder = cut()
    code, out, err = command("cut", "guide", "1.11")
    assert code == 1
    assert out.startswith("guide/1.11, cut from guide/next\n")
    assert "imports and links, --write does these: 5\n" in out
    at = f"  {TREE.removeprefix('site/')}/set up.mdx"
    assert (
        f"{at}:1: '@site/guide/_note.mdx' becomes "
        "'@site/guide_versioned_docs/version-1.11/_note.mdx'\n"
    ) in out
    assert f"{at}:2: '../src/tool.js' becomes '../../src/tool.js'\n" in out
    assert f"{at}:8: '/guide/next/how' becomes '/guide/1.11/how'\n" in out
    assert f"{at}:9: '/guide/next/gone': guide/1.11 has no such page\n" in out
    assert f"{at}:11: '/guide/next/how': the sentence speaks of other versions\n" in out
    assert f"{SIDEBARS.removeprefix('site/')}:1: '/guide/next/how' becomes" in out
    assert "5 that --write does" in err
    assert (folder / TREE / "set up.mdx").read_text() == PAGE


def test_write_changes_what_is_safe_and_nothing_else(cut: Cut, command: Command) -> None:
    folder = cut()
    before = {file: file.read_bytes() for file in folder.rglob("*.*") if file.is_file()}
    code, out, err = command("cut", "guide", "1.11", "--write")
    assert code == 1
    assert "imports and links, done: 5\n" in out
    assert "5 done" in err
    assert (folder / TREE / "set up.mdx").read_text() == OF_ITS_OWN
    assert json.loads((folder / SIDEBARS).read_text())["all"][2]["href"] == "/guide/1.11/how"
    changed = {file for file, data in before.items() if file.read_bytes() != data}
    assert {file.name for file in changed if ".git" not in file.parts} == {
        "set up.mdx",
        "version-1.11-sidebars.json",
    }
    _, again, err = command("cut", "guide", "1.11", "--write")
    assert "done" not in again + err


def test_the_linter_says_nothing_that_was_not_listed(cut: Cut, command: Command) -> None:
    cut({"site/guide/bad.mdx": "# Bad\n\nSee [it](/guide/next/nowhere).\n"})
    _, out, _ = command("cut", "guide", "1.11", "--write", "--output-format", "json")
    listed = {
        (each["path"], each["line"], each["message"])
        for each in json.loads(out)["tasks"]
        if each["kind"] == "findings"
    }
    _, out, _ = command("lint", "--changed", "--output-format", "json")
    found = {
        (each["path"], each["line"], f"{each['severity']}[{each['rule']}] {each['message']}")
        for each in json.loads(out)["findings"]
    }
    assert found == listed


def test_words_and_variables_of_another_version(cut: Cut, command: Command) -> None:
    older = {"1.10": "1.10.3", "1.9": "1.9.8"}
    cut(
        {
            "site/guide/notes.mdx": (
                "# Notes for master\n\nSince 1.8 it is faster.\n\nThis is X.Y.Z.\n\n"
                "- 1.9 is old\n- 1.8 is old\n"
            ),
            "site/guide/variables.js": "module.exports = { release: 'master', since: '1.8' };\n",
            **{
                f"site/guide_versioned_docs/version-{tree}/notes.mdx": (
                    f"# Notes for {tree}\n\nSince 1.8 it is faster.\n\nThis is {release}.\n\n"
                    f"- {tree} is old\n- 1.8 is old\n"
                )
                for tree, release in older.items()
            },
            **{
                f"site/guide_versioned_docs/version-{tree}/variables.js": (
                    f"module.exports = {{ release: 'v{release}', since: '1.8' }};\n"
                )
                for tree, release in older.items()
            },
        }
    )
    code, out, _ = command("cut", "guide", "1.11", "--write")
    assert code == 1
    at = TREE.removeprefix("site/")
    said = f"{at}/notes.mdx:1: '# Notes for master'; guide/1.10 says '# Notes for 1.10'"
    stamped = f"{at}/notes.mdx:5: 'This is X.Y.Z.'; guide/1.10 says 'This is 1.10.3.'"
    assert f"words that name a version, left to you: 2\n  {said}\n  {stamped}\n\n" in out
    said = f"{at}/variables.js:1: release is 'master'; in guide/1.10 it is 'v1.10.3'"
    assert f"variables, left to you: 1\n  {said}\n" in out


def test_site_references_and_settings(cut: Cut, command: Command) -> None:
    trees = 'trees: [{ version: "1.10", frozen: true }]\n'
    folder = cut(
        {"versions.yaml": roots.VERSIONS.replace("references:", f"    {trees}references:")}
    )
    (folder / TREE / "params.json").unlink()
    (folder / SIDEBARS).unlink()
    config = CONFIG.replace("lastVersion", "onlyIncludeVersions: ['current', '1.10'], lastVersion")
    (folder / "site/docusaurus.config.js").write_text(config)
    _, out, _ = command("cut", "guide", "1.11")
    assert f"{TREE.removeprefix('site/')}/params.json: guide/1.11 lacks its parameters" in out
    assert "the sidebars of guide/1.11 are not there" in out
    assert "docusaurus.config.js: '1.11' is not published: add it to 'onlyIncludeVersions'" in out
    assert "'versions' has an entry for '1.10' and none for '1.11'" in out
    assert "'lastVersion' is '1.10': change it to publish '1.11'" in out
    assert "an entry for '1.10' and none for 1.11" in out


def test_nothing_is_left(cut: Cut, command: Command) -> None:
    site = CONFIG.replace("lastVersion: '1.10', versions", "lastVersion: '1.11', versions").replace(
        "versions: {", "versions: { '1.11': { label: '1.11' },"
    )
    cut({"site/guide/set up.mdx": "# Set up\n", "site/docusaurus.config.js": site})
    command("cut", "guide", "1.11", "--write")
    code, out, err = command("cut", "guide", "1.11")
    assert (code, out) == (0, "guide/1.11, cut from guide/next\n\n")
    assert "nothing to do" in err


def test_accepted_findings_are_inherited(cut: Cut, command: Command) -> None:
    folder = cut({"site/guide/twice.mdx": "# Twice\n\nRestart the the node.\n"})
    baseline = {"path": "twice.mdx", "rule": "repeated-word", "message": "", "fingerprint": "0"}
    text = json.dumps({"docs-snippets-baseline": 1, "entries": [baseline]})
    (folder / ".docs-snippets-baseline.json").write_text(text)
    _, _, err = command("cut", "guide", "1.11")
    assert "the baseline accepts 1 finding of these pages here, too" in err


def test_a_file_that_is_a_link_is_left_alone(cut: Cut, command: Command) -> None:
    folder = cut()
    page = folder / TREE / "set up.mdx"
    page.unlink()
    page.symlink_to(folder / "site/guide/set up.mdx")
    _, out, _ = command("cut", "guide", "1.11", "--write")
    assert "symbolic link" in out
    assert (folder / "site/guide/set up.mdx").read_text() == PAGE


def test_without_git_the_rest_is_listed(cut: Cut, command: Command) -> None:
    folder = cut()
    (folder / ".git").rename(folder / "no-git")
    code, out, err = command("cut", "guide", "1.11")
    assert code == 1
    assert "imports and links, --write does these: 5" in out
    assert "findings that the cut causes are not listed: the docs are in no git" in err


def test_a_frozen_version_is_not_written(cut: Cut, command: Command) -> None:
    trees = 'trees: [{ version: "1.11", frozen: true }]\n'
    folder = cut(
        {"versions.yaml": roots.VERSIONS.replace("references:", f"    {trees}references:")}
    )
    code, out, err = command("cut", "guide", "1.11", "--write")
    assert (code, out) == (2, "")
    assert "guide/1.11 is frozen: it is read and never written" in err
    assert (folder / TREE / "set up.mdx").read_text() == PAGE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["guidd", "1.11"], "no product 'guidd'; did you mean 'guide'?"),
        (["guide", "1.12"], "guide has no version '1.12'; did you mean "),
        (["guide", "next"], "guide has no version 'next'"),
        (["guide", "1.11", "--tree", "guide/1.9"], "--tree cannot be combined with cut"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], said: str, cut: Cut, command: Command) -> None:
    cut()
    code, out, err = command("cut", *arguments)
    assert (code, out) == (2, "")
    assert said in err
