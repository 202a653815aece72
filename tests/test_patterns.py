"""Patterns on the command line: for trees, pages and rules, all of one syntax."""

import json

import pytest

from conftest import Command, SiteMaker

BAD = "# One\n\nInstall $[nowhere].\n"
SITE = {
    "calico/next/ops/a.mdx": BAD,
    "calico/next/ops/b.mdx": BAD,
    "calico/next/[id].mdx": BAD,
    "calico/3.31/ops/a.mdx": BAD,
    "calico/3.30/index.mdx": BAD,
    "calico-enterprise/next/ops/a.mdx": BAD,
}
LIST = ("lint", "--show-files")


@pytest.mark.parametrize(
    ("patterns", "trees"),
    [
        (["calico/*"], ["calico/next", "calico/3.31", "calico/3.30"]),
        (["calico/3.3[01]"], ["calico/3.31", "calico/3.30"]),
        (["*/next"], ["calico/next", "calico-enterprise/next"]),
        (["calico/{next,3.30}"], ["calico/next", "calico/3.30"]),
        (["calico/3.30", "*/next"], ["calico/next", "calico/3.30", "calico-enterprise/next"]),
    ],
)
def test_tree_takes_patterns(
    patterns: list[str], trees: list[str], site: SiteMaker, command: Command
) -> None:
    site(SITE)
    options = [f"--tree={pattern}" for pattern in patterns]
    code, out, _ = command("trees", *options)
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == trees
    listed = command(*LIST, *options)[1].splitlines()
    assert {path for path in SITE if path.startswith(tuple(f"{each}/" for each in trees))} == set(
        listed
    )


@pytest.mark.parametrize(
    ("patterns", "paths"),
    [
        (["calico/next/ops/*"], ["calico/next/ops/a.mdx", "calico/next/ops/b.mdx"]),
        (["calico/next/**/a.mdx"], ["calico/next/ops/a.mdx"]),
        (["calico/*/ops/a.mdx"], ["calico/next/ops/a.mdx", "calico/3.31/ops/a.mdx"]),
        (["calico/3.3[0-9]"], ["calico/3.31/ops/a.mdx", "calico/3.30/index.mdx"]),
        (["docs/calico/{3.30,3.31}/"], ["calico/3.31/ops/a.mdx", "calico/3.30/index.mdx"]),
        # A file of that name is meant before a pattern is.
        (["calico/next/[id].mdx"], ["calico/next/[id].mdx"]),
    ],
)
def test_a_path_may_be_a_pattern(
    patterns: list[str], paths: list[str], site: SiteMaker, command: Command
) -> None:
    site(SITE)
    code, out, err = command(*LIST, *patterns)
    assert (code, err) == (0, "")
    assert sorted(out.splitlines()) == sorted(paths)


def test_page_and_mirror_take_patterns_of_paths(site: SiteMaker, command: Command) -> None:
    site(SITE)
    code, out, err = command("page", "calico/next/ops/{a,c}.mdx", "docs/calico/3.3[01]")
    assert (code, err) == (0, "")
    assert [json.loads(line)["path"] for line in out.splitlines()] == [
        "calico/next/ops/a.mdx",
        "calico/3.30/index.mdx",
        "calico/3.31/ops/a.mdx",
    ]
    assert command("page", "calico/x*") == (
        2,
        "",
        "docs-snippets page: no page (.mdx or .md) matches 'calico/x*'\n",
    )
    # Nothing of it is edited, which is known only once the pattern was understood.
    _, _, err = command("mirror", "calico/next/**", "--from=calico/next", "--to=calico/3.3*")
    assert "no such page" not in err
    assert "no page or folder matches" not in err


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "unknown-*"], (1, True)),
        (["--select", "{un,mis}known-variable"], (1, True)),
        (["--select", "broken-*,unknown-variabl[de]"], (1, True)),
        (["--select", "unknown-*", "--ignore", "*-variable"], (0, False)),
        (["--ignore", "*"], (0, False)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_rules_are_selected_by_patterns(
    options: list[str], codes: tuple[int, bool], site: SiteMaker, command: Command
) -> None:
    site(SITE)
    code, out, _ = command("lint", "--output-format", "concise", *options)
    assert (code, "[unknown-variable]" in out) == codes


def test_the_configuration_takes_patterns_of_rules(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    config = folder / "versions.yaml"
    text = config.read_text()
    config.write_text(f"{text}rules:\n  select: ['unknown-*']\n")
    assert command("lint", "-q")[0] == 1
    config.write_text(f"{text}rules:\n  select: ['unknown-*']\n  ignore: ['*-variable']\n")
    assert command("lint", "-q")[0] == 0
    config.write_text(
        f"{text}rules:\n  select: ['unknown-*']\n  paths:\n    - path: '**'\n"
        "      ignore: ['*-variable']\n      reason: not checked here\n"
    )
    assert command("lint", "-q")[0] == 0
    config.write_text(f"{text}rules:\n  ignore: ['unknwn-*']\n")
    code, out, _ = command("lint", "--output-format", "concise")
    assert code == 2
    assert "[invalid-config] no rule matches 'unknwn-*'; did you mean 'unknown-" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tree", "calco/*"], "no tree matches 'calco/*'; did you mean 'calico/*'?"),
        (["--tree", "calico/nxt*"], "no tree matches 'calico/nxt*'; did you mean 'calico/next'?"),
        (
            ["--tree", "calico/[x"],
            "no tree matches 'calico/[x': it is empty, or a bracket or a backslash in it is not "
            "complete",
        ),
        (
            ["calico/nxt/**/*.mdx"],
            "no page or folder matches 'calico/nxt/**/*.mdx', neither here nor in the docs root "
            "'docs'; did you mean 'calico/next/**/*.mdx'?",
        ),
        (
            ["calico/nxt/ops/a.mdx"],
            "no such page or folder: 'calico/nxt/ops/a.mdx', neither here nor in the docs root "
            "'docs'; did you mean 'calico/next/ops/a.mdx'?",
        ),
        (
            ["calico/next/opps"],
            "no such page or folder: 'calico/next/opps', neither here nor in the docs root "
            "'docs'; did you mean 'calico/next/ops'?",
        ),
        (
            ["--select", "undocumentd-*"],
            "no rule matches 'undocumentd-*'; did you mean 'undocumented-value'?",
        ),
        (["--ignore", "zzz*"], "no rule matches 'zzz*'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_pattern_that_matches_nothing_is_an_error(
    arguments: list[str], message: str, site: SiteMaker, command: Command
) -> None:
    site(SITE)
    assert command("lint", *arguments) == (2, "", f"docs-snippets lint: {message}\n")


def test_half_a_surrogate_pair_in_a_link(site: SiteMaker, command: Command) -> None:
    site(
        {
            "calico/3.31/variables.js": "module.exports = { half: '\\ud800' };\n",
            "calico/3.31/page.mdx": "# One\n\n[two](./$[half].mdx) ![three](./$[half].png)\n",
            ".gitignore": "*.png\n",
        }
    )
    code, out, _ = command("lint", "calico/3.31/page.mdx", "--output-format", "concise")
    assert code == 1
    assert "page.mdx:3:7: error[broken-link]" in out
    assert "internal-error" not in out


def test_a_pattern_that_is_no_text_matches_nothing(site: SiteMaker, command: Command) -> None:
    site(SITE)
    code, out, err = command("lint", "calico/\udcff[a-z].mdx")
    assert code == 2
    assert "calico/\\udcff[a-z].mdx" in out + err
