"""`retire`: what has to be done before a version of the docs goes."""

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
    versions: { '1.9': { banner: 'none' } },
  }]],
};
"""
LONG = "# Set up\n\n" + "".join(f"Line {number} of the page.\n\n" for number in range(9))
TREE = "site/guide_versioned_docs/version-1.9"
NEWEST = "site/guide_versioned_docs/version-1.10"
SIDEBARS = "site/guide_versioned_sidebars/version-1.9-sidebars.json"
BASELINE = {
    "docs-snippets-baseline": 1,
    "entries": [
        {"path": path, "rule": "repeated-word", "message": "", "fingerprint": str(number)}
        for number, path in enumerate(("only here.mdx", "index.mdx"))
    ],
}
LINKING = """\
import Old from '../guide_versioned_docs/version-1.9/_part.mdx';

# About

See [it](/guide/1.9/) and [that](https://docs.example.com/guide/1.9/only%20here).
Not [this](/guide/1.90/) or [this](https://other.example.com/guide/1.9/).
"""

Make = Callable[..., Path]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A site in git, committed; its folder."""
    monkeypatch.chdir(tmp_path)

    def make(changes: roots.Files | None = None) -> Path:
        files: roots.Files = {
            "site/docusaurus.config.js": CONFIG,
            "site/sidebars.js": "module.exports = {};\n",
            SIDEBARS: "{}\n",
            f"{TREE}/only here.mdx": "# Only here\n",
            f"{TREE}/old.mdx": LONG,
            f"{NEWEST}/new.mdx": LONG,
            "site/about/index.mdx": LINKING,
            "site/static/_redirects": "/old /guide/1.9/old 301\n",
            ".docs-snippets-baseline.json": json.dumps(BASELINE),
            **(changes or {}),
        }
        roots.make(tmp_path, files)
        repository.commit(tmp_path)
        return tmp_path

    return make


def test_who_leads_into_it(site: Make, command: Command) -> None:
    site()
    code, out, _ = command("retire", "guide", "1.9")
    assert code == 1
    assert out.startswith("guide/1.9, taken over by guide/1.10\n")
    assert "imports and links, left to you: 4\n" in out
    place = "'../guide_versioned_docs/version-1.9/_part.mdx' leads into guide/1.9\n"
    assert f"  about/index.mdx:1: {place}" in out
    assert (
        "  about/index.mdx:5: '/guide/1.9/' leads into guide/1.9; guide/1.10 has '/guide/'" in out
    )
    assert "about/index.mdx:5: 'https://docs.example.com/guide/1.9/only%20here' leads into" in out
    assert "  static/_redirects:1: '/guide/1.9/old' leads into guide/1.9\n" in out


def test_redirects(site: Make, command: Command) -> None:
    site()
    _, out, _ = command("retire", "guide", "1.9")
    lines = [line for line in out.splitlines() if " 301  # " in line]
    assert lines == [
        "  /guide/1.9/old /guide/new 301  # renamed",
        "  /guide/1.9/only here /guide/ 301  # guide/1.10 has no such page",
        "  /guide/1.9/* /guide/:splat 301  # 1 page with the same path; after the others",
    ]
    _, out, _ = command("retire", "guide", "1.9", "--output-format", "json")
    said = json.loads(out)
    assert said["successor"] == "guide/1.10"
    moved = {"source": "/guide/1.9/old", "target": "/guide/new", "page": True}
    assert moved in said["redirects"]


def test_lines_that_name_it(site: Make, command: Command) -> None:
    entry = 'trees: [{ version: "1.9", frozen: true }]  # 1.9 is old\n'
    site({"versions.yaml": roots.VERSIONS.replace("references:", f"    {entry}references:")})
    _, out, _ = command("retire", "guide", "1.9")
    assert "docusaurus.config.js:5: names 1.9: versions: { '1.9': { banner: 'none' } }," in out
    assert "versions.yaml:8: names 1.9: " in out


def test_write_does_what_is_safe(site: Make, command: Command) -> None:
    folder = site()
    _, out, err = command("retire", "guide", "1.9")
    assert "3 that --write does" in err
    code, out, err = command("retire", "guide", "1.9", "--write")
    assert code == 1
    assert "guide_versions.json: '1.9' is removed from the list of versions\n" in out
    assert "3 done" in err
    assert json.loads((folder / "site/guide_versions.json").read_text()) == ["1.10"]
    assert not (folder / SIDEBARS).exists()
    left = json.loads((folder / ".docs-snippets-baseline.json").read_text())["entries"]
    assert [each["path"] for each in left] == ["index.mdx"]
    assert "3 pages: git rm -rq -- guide_versioned_docs/version-1.9" in out
    assert (folder / TREE / "index.mdx").exists()
    assert command("retire", "guide", "1.9")[0] == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[\n  "1.10",\n  "1.9",\n  "1.8"\n]\n', '[\n  "1.10",\n  "1.8"\n]\n'),
        ('[\n  "1.10",\n  "1.9"\n]\n', '[\n  "1.10"\n]\n'),
        ('["1.9", "1.10"]', '["1.10"]'),
        ('["1.9"]', "[]"),
    ],
)
def test_the_list_of_versions_keeps_its_form(
    before: str, after: str, site: Make, command: Command
) -> None:
    older = {"site/guide_versioned_docs/version-1.8/index.mdx": "# Guide\n"}
    folder = site({"site/guide_versions.json": before, **older})
    command("retire", "guide", "1.9", "--write")
    assert (folder / "site/guide_versions.json").read_text() == after


def test_sidebars_that_are_not_committed_stay(site: Make, command: Command) -> None:
    folder = site()
    (folder / SIDEBARS).write_text('{"mine": []}\n')
    _, out, _ = command("retire", "guide", "1.9", "--write")
    assert (folder / SIDEBARS).exists()
    assert "sidebars is deleted" not in out


def test_a_list_that_is_a_link_is_left_alone(site: Make, command: Command) -> None:
    folder = site()
    file = folder / "site/guide_versions.json"
    file.rename(folder / "site/other.json")
    file.symlink_to("other.json")
    _, out, _ = command("retire", "guide", "1.9", "--write")
    assert "symbolic link" in out
    assert json.loads(file.read_text()) == ["1.10", "1.9"]


def test_the_last_version_of_a_product(site: Make, command: Command) -> None:
    files = {"site/guide_versions.json": '["1.9"]'}
    site(files)
    code, out, _ = command("retire", "guide", "1.9")
    assert code == 1
    assert out.startswith("guide/1.9, taken over by guide/next\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["guidd", "1.9"], "no product 'guidd'"),
        (["guide", "next"], "guide has no version 'next'"),
        (["guide", "1.9", "--tree", "guide/1.9"], "--tree cannot be combined with retire"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], said: str, site: Make, command: Command) -> None:
    site()
    code, out, err = command("retire", *arguments)
    assert (code, out) == (2, "")
    assert said in err
