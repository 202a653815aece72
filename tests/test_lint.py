"""The `lint` command: which pages, which rules, where to, and the exit code."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from docs_snippets.snippets.checksum import checksum
from docs_snippets.snippets.markers import begin_text, end_text

BAD = "# One\n\nInstall $[nowhere].\n"
GOOD = "# One\n\nInstall $[prodname].\n"
SITE = {"calico/next/bad.mdx": BAD, "calico/next/ops/good.mdx": GOOD, "calico/3.31/bad.mdx": BAD}
ONLY = ("lint", "--select", "unknown-variable", "--output-format", "concise")


def pages(out: str) -> list[str]:
    return [line.split(":")[0] for line in out.splitlines()]


def test_every_page_by_default(site: SiteMaker, command: Command) -> None:
    site(SITE)
    code, out, err = command(*ONLY)
    assert code == 1
    assert pages(out) == ["calico/next/bad.mdx", "calico/3.31/bad.mdx"]
    assert err == "2 errors in 2 files, 1 cause; 4 pages checked\n"


@pytest.mark.parametrize(
    ("folder", "path", "found"),
    [
        (".", "docs/calico/next/bad.mdx", ["calico/next/bad.mdx"]),
        (".", "calico/next/bad.mdx", ["calico/next/bad.mdx"]),
        ("docs/calico", "next", ["calico/next/bad.mdx"]),
        ("docs/calico", "../calico/./next/", ["calico/next/bad.mdx"]),
        ("docs/calico", ".", ["calico/next/bad.mdx", "calico/3.31/bad.mdx"]),
        (".", "docs", ["calico/next/bad.mdx", "calico/3.31/bad.mdx"]),
        (".", "calico/next/ops", []),
    ],
)
def test_a_path_is_relative_to_here_or_to_the_docs(
    folder: str, path: str, found: list[str], site: SiteMaker, command: Command
) -> None:
    os.chdir(site(SITE) / folder)
    code, out, _ = command(*ONLY, path)
    assert pages(out) == found
    assert code == bool(found)


def test_an_absolute_path_and_a_repeated_one(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    path = str(folder / "docs/calico/next/bad.mdx")
    assert pages(command(*ONLY, path, path)[1]) == ["calico/next/bad.mdx"]


def test_a_tree_alone(site: SiteMaker, command: Command) -> None:
    site(SITE)
    assert pages(command(*ONLY, "--tree", "calico/3.31")[1]) == ["calico/3.31/bad.mdx"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["gone.mdx"],
            "no such page or folder: 'gone.mdx', neither here nor in the docs root 'docs'",
        ),
        (["versions.yaml"], "'versions.yaml' is outside the docs root 'docs'"),
        (
            ["--tree", "calico/3.13"],
            "no tree 'calico/3.13'; did you mean 'calico/3.31'?",
        ),
        (["--select", "unknown-varable"], "no rule 'unknown-varable'; did you mean"),
        (["--ignore", "x"], "no rule 'x'"),
        (["-"], "'-' needs --stdin-filename PATH"),
        (
            ["-", "calico", "--stdin-filename", "calico/next/a.mdx"],
            "'-' cannot be used with other paths",
        ),
        (["--stdin-filename", "calico/next/a.mdx"], "--stdin-filename needs the path '-'"),
        (
            ["-", "--stdin-filename", "calico/next/a.txt"],
            "--stdin-filename 'calico/next/a.txt' is no page (.mdx, .md) and no component",
        ),
        (
            ["-", "--stdin-filename", "../a.mdx"],
            "--stdin-filename '../a.mdx' is outside the docs root",
        ),
        (["--output-file", "gone/f.json"], "cannot write 'gone/f.json': 'gone' is not a folder"),
        (["--output-file", "docs"], "cannot write 'docs': it is a folder"),
        (
            ["--output-file", "versions.yaml"],
            "'versions.yaml' was not written by this program; name another file",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_exit_2(
    arguments: list[str], message: str, site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    before = (folder / "versions.yaml").read_text()
    code, out, err = command("lint", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"docs-snippets lint: {message}")
    assert (folder / "versions.yaml").read_text() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["calico/next/variables.js"],
            "skipped: 'calico/next/variables.js' is a script that prints no code, or belongs "
            "to no tree and to no docs folder\nnothing checked: no PATH names a page\n",
        ),
        (
            ["docs/README.md"],
            "skipped: 'docs/README.md' belongs to no tree and to no docs folder that the "
            "configuration names\nnothing checked: no PATH names a page\n",
        ),
        (
            ["CHANGES.md"],
            "skipped: 'CHANGES.md' is outside the docs root 'docs'\n"
            "nothing checked: no PATH names a page\n",
        ),
        (
            ["--tree", "calico-enterprise/next"],
            "nothing checked: no page of calico-enterprise/next is among them\n",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_nothing_checked_is_exit_0_and_says_why(
    arguments: list[str], message: str, site: SiteMaker, command: Command
) -> None:
    site({**SITE, "README.md": "# Docs\n", "../CHANGES.md": "# Changes\n"})
    assert command("lint", *arguments) == (0, "", message)


def test_standard_input_stands_for_a_page(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(SITE)
    for name in ("calico/next/ops/good.mdx", "docs/calico/next/new.mdx"):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
        code, out, _ = command(*ONLY, "-", "--stdin-filename", name)
        assert code == 1
        assert pages(out) == [name.removeprefix("docs/")]


def test_standard_input_that_is_not_text(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site(SITE)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\xff")))
    code, out, _ = command("lint", "-", "--stdin-filename", "calico/next/new.mdx")
    assert code == 1
    assert out == (
        "calico/next/new.mdx:1:2: error[unreadable-file] not UTF-8: byte 0xff at offset 1\n"
        "  a\n   ^\n"
    )


def test_rules_are_selected_by_the_command_line_before_the_configuration(
    site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    config = folder / "versions.yaml"
    config.write_text(config.read_text() + "rules:\n  ignore: [unknown-variable]\n")
    assert command("lint")[0] == 0
    assert command(*ONLY)[0] == 1
    assert command(*ONLY, "--ignore", "unknown-variable,unlisted-tree")[0] == 0


def test_the_configuration_turns_rules_off_for_paths(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    config = folder / "versions.yaml"
    config.write_text(
        config.read_text()
        + "rules:\n  paths:\n    - path: calico/next/**\n      ignore: [unknown-variable]\n"
        + "      reason: not built\n"
    )
    assert pages(command(*ONLY)[1]) == ["calico/3.31/bad.mdx"]


def test_the_configuration_names_a_rule_that_is_not_there(
    site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    config = folder / "versions.yaml"
    text = config.read_text()
    config.write_text(text + "rules:\n  ignore: [unknown-varable]\n")
    line = text.count("\n") + 2
    code, out, _ = command("lint", "--output-format", "concise", "calico/next/ops")
    assert code == 2
    assert out == (
        f"versions.yaml:{line}:12: error[invalid-config] no rule 'unknown-varable'; "
        "did you mean 'unknown-variable'?\n"
    )


def test_ignores_can_be_switched_off(site: SiteMaker, command: Command) -> None:
    ignored = BAD.replace("Install", "{/* docs-snippets-ignore unknown-variable: so */}\nInstall")
    site({"calico/next/bad.mdx": ignored})
    assert command("lint")[0] == 0
    assert command("lint", "--no-ignores")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "info"], 1),
        (["--fail-on", "info", "--exit-zero"], 0),
        (["--fail-on", "info", "--output-format", "json"], 1),
        (["--fail-on", "info", "--output-format", "github"], 1),
        (["--fail-on", "info", "-q"], 1),
    ],
)
def test_exit_codes_by_severity(
    arguments: list[str], code: int, site: SiteMaker, command: Command
) -> None:
    useless = "{/* docs-snippets-ignore unknown-variable: so */}\n# One\n"
    site({"calico/next/warned.mdx": useless})
    assert command("lint", *arguments)[0] == code


def test_a_frozen_tree_never_fails(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    config = folder / "versions.yaml"
    text = config.read_text()
    frozen = "    folder: calico/{version}\n    trees:\n"
    for version in ("next", "3.31"):
        frozen += f"      - version: '{version}'\n        frozen: true\n"
    config.write_text(text.replace("    folder: calico/{version}\n", frozen))
    code, out, _ = command(*ONLY)
    assert code == 0
    assert len(pages(out)) == 2


def test_machine_formats_have_no_summary_line(site: SiteMaker, command: Command) -> None:
    site(SITE)
    for name in ("json", "json-lines", "github"):
        assert command("lint", "--output-format", name)[2] == ""


def test_quiet_says_nothing_beside_the_findings_but_what_was_asked_for(
    site: SiteMaker, command: Command
) -> None:
    site(SITE)
    assert command(*ONLY, "-q")[2] == ""
    table = "findings  causes  rule\n       2       1  unknown-variable\n"
    assert command(*ONLY, "--statistics", "-q")[2] == table


def test_statistics(site: SiteMaker, command: Command) -> None:
    site(SITE)
    assert command(*ONLY, "--statistics")[2].splitlines()[:2] == [
        "findings  causes  rule",
        "       2       1  unknown-variable",
    ]


def test_a_long_list_says_what_leads_it(site: SiteMaker, command: Command) -> None:
    site({f"calico/next/{number}.mdx": "$[nope]\n" for number in range(21)})
    only = ("lint", "--select", "unknown-variable")
    led = "most causes: unknown-variable (21); `--statistics` counts every rule"
    assert led in command(*only)[2].splitlines()
    assert led not in command(*only, "--statistics")[2].splitlines()
    assert led not in command(*only, "calico/next/1.mdx")[2].splitlines()


def test_show_files_checks_nothing(site: SiteMaker, command: Command) -> None:
    site(SITE)
    listed = "calico/next/bad.mdx\ncalico/next/ops/good.mdx\n"
    assert command("lint", "--show-files", "calico/next") == (0, listed, "")


def test_the_result_does_not_depend_on_the_number_of_processes(
    site: SiteMaker, command: Command
) -> None:
    trees = ("next", "3.31", "3.30")
    site({f"calico/{tree}/{number}.mdx": BAD for tree in trees for number in range(30)})
    one = command("lint", "--output-format", "json", "--jobs", "1")
    assert one == command("lint", "--output-format", "json", "--jobs", "3")
    assert len(json.loads(one[1])["findings"]) == 90


def test_notes_are_on_the_page_itself_where_copies_have_one_text(
    site: SiteMaker, command: Command
) -> None:
    table = "| a | b |\n| - | - |\n| 1 | 2 | 3 |\n"
    paths = ["calico/3.31/page.mdx", "calico/next/page.mdx"]
    site(dict.fromkeys(paths, table))
    _, out, _ = command("lint", "--select", "ragged-table", "--output-format", "json")
    found = json.loads(out)["findings"]
    assert sorted(each["path"] for each in found) == paths
    assert all([note["path"] for note in each["notes"]] == [each["path"]] for each in found)


def test_an_output_file_is_replaced_only_when_it_is_ours(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    for name in ("full", "concise", "grouped", "json", "json-lines", "github"):
        file = folder / name
        arguments = ("lint", "--output-format", name, "--output-file", str(file))
        code, out, err = command(*arguments)
        assert (code, out) == (1, "")
        assert err == "2 errors in 2 files, 1 cause; 4 pages checked\n"
        first = file.read_text()
        assert "unknown-variable" in first
        assert command(*arguments)[0] == 1
        assert file.read_text() == first
        file.write_text("# My notes\n")
        assert command(*arguments)[0] == 2
        assert file.read_text() == "# My notes\n"
    file = folder / "empty"
    file.touch()
    assert command("lint", "--output-file", str(file))[0] == 1
    assert command("lint", "--output-file", os.devnull)[0] == 1


def test_a_link_is_not_written_through(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    (folder / "report").symlink_to(folder / "elsewhere")
    code, _, err = command("lint", "--output-file", "report")
    assert code == 2
    assert err == "docs-snippets lint: cannot write 'report': report is a symbolic link\n"


def test_a_page_that_is_a_link_has_the_imports_of_its_file(
    site: SiteMaker, command: Command
) -> None:
    folder = site(
        {
            "calico/3.31/old/page.mdx": "import Part from './_part.mdx';\n\n<Part />\n",
            "calico/3.31/old/_part.mdx": "Words.\n",
            "calico/next/old/index.mdx": "# Old\n",
        }
    )
    page = folder / "docs/calico/next/old/page.mdx"
    page.symlink_to(folder / "docs/calico/3.31/old/page.mdx")
    assert command("lint", "--select", "missing-import,cross-version-link")[:2] == (0, "")


def test_github_paths_start_at_the_top_of_the_repository(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    (folder / ".git").mkdir()
    _, out, _ = command("lint", "--output-format", "github", "calico/next/bad.mdx")
    assert out.startswith("::error file=docs/calico/next/bad.mdx,line=3,")


def test_a_page_that_cannot_be_read_does_not_stop_the_others(
    site: SiteMaker, command: Command
) -> None:
    folder: Path = site(SITE)
    (folder / "docs/calico/next/broken.mdx").write_bytes(b"# One\n\nTwo \xff\n")
    code, out, _ = command("lint", "--output-format", "concise", "calico/next")
    assert code == 1
    assert pages(out) == ["calico/next/bad.mdx", "calico/next/broken.mdx"]


def test_generated_text_and_what_is_elsewhere(site: SiteMaker, command: Command) -> None:
    name, text = "notes/one", "Install $[nowhere]."
    region = f"{begin_text(name, 'mdx')}\n\n{text}\n\n{end_text(name, checksum(text), 'mdx')}\n"
    folder = site({**SITE, "calico/3.31/ours.mdx": f"# One\n\n{region}\nAnd $[elsewhere].\n"})
    code, out, err = command(*ONLY, "--generated")
    assert code == 1
    assert out == (
        "calico/3.31/ours.mdx:5:9: error[unknown-variable] '$[nowhere]' is not defined in "
        "this tree\n"
    )
    assert err.splitlines() == [
        "1 error in 1 file; 1 page with generated text checked",
        "1 finding elsewhere on these pages: `docs-snippets lint` lists it, "
        "`docs-snippets lint --write-baseline` accepts it",
    ]
    (folder / "docs/calico/3.31/ours.mdx").write_text(GOOD)
    assert command(*ONLY, "--generated") == (
        0,
        "",
        "nothing checked: no page holds generated text\nno findings elsewhere on these pages\n",
    )


def test_without_a_configuration(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = command("lint")
    assert code == 2
    assert out.startswith("error[invalid-config] no versions.yaml in this folder or above;")
    code, out, _ = command("lint", "--output-format", "json")
    assert code == 2
    assert json.loads(out)["findings"][0]["rule"] == "invalid-config"


def test_rule_shows_its_manual_page(command: Command) -> None:
    code, out, err = command("rule", "useless-ignore")
    assert (code, err) == (0, "")
    assert out.startswith("# useless-ignore (warning)\n")
    listed = command("rule")[1]
    assert "\nuseless-ignore" in listed


def test_a_finding_in_a_generated_page_names_the_generator(
    site: SiteMaker, command: Command
) -> None:
    page = "calico/next/reference/{}"
    site({page.format(name): "# API\n\nThe the field.\n" for name in ("_api.mdx", "api.mdx")})
    _, out, _ = command("lint", "-q", "--select", "repeated-word")
    assert out.count("error[repeated-word]") + out.count("warning[repeated-word]") == 2
    assert out.count("this file is generated; fix its generator") == 1


def test_a_command_that_is_too_long_to_be_checked(site: SiteMaker, command: Command) -> None:
    page = f"# One\n\n```bash\nkubectl gte pods\nkubectl gte {'a' * 8_000}\n```\n"
    site({"calico/next/long.mdx": page})
    code, out, _ = command(
        "lint", "--select", "shell-syntax,unknown-subcommand", "--output-format", "concise"
    )
    assert code == 1
    told, missed = out.splitlines()
    assert told.startswith("calico/next/long.mdx:4:9: error[unknown-subcommand]")
    assert missed == (
        "calico/next/long.mdx:5:1: info[shell-syntax] this command is longer than 8000 characters:"
        " it is not checked"
    )


def test_of_a_merge_conflict_nothing_else_is_told(site: SiteMaker, command: Command) -> None:
    """What is wrong in one of its texts, or because both are there, may be gone with the other."""
    text = (
        "---\ntitle: A\ndescription: B.\n---\n\n<<<<<<< HEAD\n## The the guide\n\n[a](none.mdx)\n"
        "=======\n## The the guide\n\n[b](none.mdx)\n>>>>>>> b\n\nAt the the end.\n"
    )
    site({"calico/next/page.md": text})
    _, out, _ = command("lint", "-q", "--output-format", "concise")
    assert [line.split("]")[0] for line in out.splitlines()] == [
        "calico/next/page.md:6:1: error[merge-conflict",
        "calico/next/page.md:16:8: warning[repeated-word",
    ]
