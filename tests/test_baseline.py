"""Accepted findings: a run is clean with them, what is new shows alone, no other file changes."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import Command, SiteMaker

NAME = ".docs-snippets-baseline.json"
BAD = "# One\n\nInstall $[nowhere].\n"
SITE = {"calico/next/bad.mdx": BAD, "calico/3.31/bad.mdx": BAD, "calico/next/ops/a.mdx": BAD}
ONLY = ("lint", "--select", "unknown-variable", "--output-format", "concise")
WRITE = (*ONLY, "--write-baseline")


@pytest.fixture
def accepted(site: SiteMaker, command: Command) -> Path:
    """The folder of a site whose mistakes are accepted."""
    folder = site(SITE)
    assert command(*WRITE)[0] == 0
    return folder


def entries(folder: Path) -> list[dict[str, str]]:
    listed = json.loads((folder / NAME).read_text())["entries"]
    assert isinstance(listed, list)
    return listed


def test_the_next_run_is_clean_and_one_new_mistake_shows_alone(
    site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    code, out, err = command(*WRITE)
    assert (code, out) == (0, "")
    assert err == (f"no findings on 4 pages\nwrote {NAME}: 2 causes accepted, 2 added, 0 removed\n")
    code, out, err = command(*ONLY)
    assert (code, out) == (0, "")
    assert err == f"no findings on 4 pages\n3 findings accepted by {NAME}\n"
    page = folder / "docs/calico/next/bad.mdx"
    page.write_text("# Zero\n\nNew $[elsewhere].\n\n" + BAD)
    code, out, err = command(*ONLY)
    assert code == 1
    assert out == (
        "calico/next/bad.mdx:3:5: error[unknown-variable] '$[elsewhere]' is not defined in "
        "this tree\n"
    )
    assert err.splitlines()[1] == f"3 findings accepted by {NAME}"


def test_every_finding_can_be_accepted_whatever_says_it(site: SiteMaker, command: Command) -> None:
    folder = site(
        {
            **SITE,
            "calico/next/broken.mdx": "# One\n\n<Tabs>\n",
            "calico/next/useless.mdx": "{/* docs-snippets-ignore broken-mdx: so */}\n# One\n",
            "calico/3.20/page.mdx": "# One\n",
        }
    )
    (folder / "docs/calico/next/bytes.mdx").write_bytes(b"# One\n\nTwo \xff\n")
    assert command("lint", "--fail-on", "info")[0] == 1
    assert command("lint", "--write-baseline")[0] == 0
    rules = {each["rule"] for each in entries(folder)}
    assert rules >= {"broken-mdx", "unreadable-file", "useless-ignore", "unlisted-tree"}
    assert command("lint", "--fail-on", "info")[:2] == (0, "")


def test_the_file_is_stable_and_has_a_line_for_each_cause(accepted: Path, command: Command) -> None:
    file = accepted / NAME
    text = file.read_text()
    of_one, of_two = (each["fingerprint"] for each in entries(accepted))
    assert text == (
        '{\n  "docs-snippets-baseline": 1,\n  "entries": [\n'
        '    {"path": "bad.mdx", "rule": "unknown-variable", "message": "\'$[nowhere]\' is '
        f'not defined in this tree", "fingerprint": "{of_one}"}},\n'
        '    {"path": "ops/a.mdx", "rule": "unknown-variable", "message": "\'$[nowhere]\' is '
        f'not defined in this tree", "fingerprint": "{of_two}"}}\n'
        "  ]\n}\n"
    )
    before = file.stat()
    assert command(*WRITE)[0] == 0
    assert (file.read_text(), file.stat().st_ino) == (text, before.st_ino)


def test_a_version_cut_inherits_it(accepted: Path, command: Command) -> None:
    docs = accepted / "docs"
    shutil.copytree(docs / "calico/next", docs / "calico/3.32")
    (docs / "calico_versions.json").write_text('["3.32", "3.31", "3.30"]\n')
    code, out, err = command(*ONLY)
    assert (code, out) == (0, "")
    assert err.splitlines()[1] == f"5 findings accepted by {NAME}"


def test_it_lies_beside_the_configuration_and_not_in_the_current_folder(
    accepted: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(accepted / "docs/calico")
    assert command(*ONLY)[0] == 0
    assert command(*ONLY, "--no-baseline")[0] == 1


def test_a_baseline_by_name(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    assert command(*WRITE, "--baseline", "mine.json")[0] == 0
    assert not (folder / NAME).exists()
    assert command(*ONLY, "--baseline", "mine.json")[0] == 0
    assert command(*ONLY)[0] == 1


def test_what_is_gone_is_counted_and_pruned(accepted: Path, command: Command) -> None:
    (accepted / "docs/calico/next/ops/a.mdx").write_text("# One\n\nAnd $[elsewhere].\n")
    code, out, err = command(*ONLY)
    assert code == 1
    assert err.splitlines()[1:] == [
        f"2 findings accepted by {NAME}",
        f"1 cause accepted by {NAME} not found any more: `docs-snippets lint --prune-baseline` "
        "removes them",
    ]
    pruned = command(*ONLY, "--prune-baseline")
    assert pruned[:2] == (code, out)
    assert pruned[2].splitlines()[1] == f"wrote {NAME}: 1 cause accepted, 0 added, 1 removed"
    assert [each["path"] for each in entries(accepted)] == ["bad.mdx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["docs/calico/next/bad.mdx"],
        ["--tree", "calico/next", "docs/calico/next/bad.mdx"],
        ["--select", "broken-mdx"],
    ],
)
def test_what_a_run_did_not_look_at_stays_accepted(
    arguments: list[str], accepted: Path, command: Command
) -> None:
    (accepted / "docs/calico/next/bad.mdx").write_text("# One\n")
    (accepted / "docs/calico/next/ops/a.mdx").write_text("# One\n")
    before = (accepted / NAME).read_text()
    only = arguments if "--select" in arguments else [*ONLY[1:], *arguments]
    for option in ("--write-baseline", "--prune-baseline"):
        assert command("lint", *only, option)[0] == 0
        assert (accepted / NAME).read_text() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "1:1: error[invalid-config] this baseline is not JSON: expecting value; correct it, or",
        ),
        (
            '{\n"entries": [\n<<<<<<< ours\n',
            "3:1: error[invalid-config] this baseline is not JSON: expecting value; correct it, or "
            "delete it and write a new one with `lint --write-baseline`",
        ),
        (
            '{"name": "somebody-else"}\n',
            "1:1: error[invalid-config] not a baseline: 'docs-snippets-baseline' is missing; "
            "name another file",
        ),
        (
            '{\n  "docs-snippets-baseline": 2}\n',
            "2:29: error[invalid-config] 'docs-snippets-baseline': expected 1, got 2",
        ),
        (
            '{"docs-snippets-baseline": 1}\n',
            "1:1: error[invalid-config] this baseline: expected a list 'entries'",
        ),
        (
            '{"docs-snippets-baseline": 1, "entries": [\n  7]}\n',
            "2:3: error[invalid-config] entry: expected an object of 'path', 'rule', 'message', "
            "'fingerprint'",
        ),
        (
            '{"docs-snippets-baseline": 1, "entries": [\n  {"path": "a"}]}\n',
            "2:3: error[invalid-config] entry lacks 'rule'",
        ),
        (
            '{"docs-snippets-baseline": 1, "entries": [{"path": "a", "rule": 7}]}\n',
            "1:43: error[invalid-config] entry: expected a text for 'rule', got 7",
        ),
        (
            '{"docs-snippets-baseline": 1, "entries": [{"path": "", "rule": "", "message": "", '
            '"fingerprint": "", "reasn": ""}]}\n',
            "1:43: error[invalid-config] unknown key 'reasn' in entry; expected one of",
        ),
        ("[" * 100_000, "1:1: error[invalid-config] this baseline is not JSON: nested too deep"),
    ],
)
def test_a_file_that_is_no_baseline_is_exit_2_with_its_place_and_left_alone(
    text: str, said: str, site: SiteMaker, command: Command
) -> None:
    file = site(SITE) / NAME
    file.write_text(text)
    for arguments in (ONLY, WRITE, (*ONLY, "--prune-baseline")):
        code, out, _ = command(*arguments)
        assert code == 2
        assert out.startswith(f"{NAME}:{said}")
        assert file.read_text() == text
    assert command(*ONLY, "--no-baseline")[0] == 1


def test_a_link_is_not_written_through(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    (folder / NAME).symlink_to(folder / "elsewhere")
    code, out, _ = command(*WRITE)
    assert code == 2
    assert out.startswith(f"{NAME}: error[invalid-config] cannot read this file: ")
    (folder / "elsewhere").write_text('{"docs-snippets-baseline": 1, "entries": []}\n')
    code, _, err = command(*WRITE)
    assert code == 2
    assert err == f"docs-snippets lint: cannot write '{NAME}': {NAME} is a symbolic link\n"


def test_nothing_is_accepted_where_something_could_not_be_checked(
    accepted: Path, command: Command
) -> None:
    before = (accepted / NAME).read_text()
    config = accepted / "versions.yaml"
    config.write_text(config.read_text() + "rules:\n  ignore: [unknown-varable]\n")
    code, out, err = command(*WRITE, "--no-ignores")
    assert code == 2
    assert "error[invalid-config] no rule 'unknown-varable'" in out
    assert f"{NAME} is unchanged: not everything could be checked\n" in err
    assert (accepted / NAME).read_text() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--baseline", "gone.json"], "no such baseline: 'gone.json'; `lint --write-baseline`"),
        (["--baseline", "gone/a.json"], "no such baseline: 'gone/a.json'; 'gone' is not a folder"),
        (["--prune-baseline"], f"no such baseline: '{NAME}'; `lint --write-baseline` writes one"),
        (
            ["--write-baseline", "--generated"],
            "--write-baseline cannot be combined with --generated",
        ),
        (
            ["--prune-baseline", "--no-baseline"],
            "--prune-baseline cannot be combined with --no-baseline",
        ),
        (
            ["--write-baseline", "-", "--stdin-filename", "calico/next/a.mdx"],
            "--write-baseline cannot be combined with standard input",
        ),
    ],
)
def test_what_cannot_be_done_is_exit_2(
    arguments: list[str], said: str, site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    code, out, err = command(*ONLY, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"docs-snippets lint: {said}")
    assert not (folder / NAME).exists()
