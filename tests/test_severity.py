"""`rules.severity` of versions.yaml: the level of a rule's findings, in reports and exit codes."""

import json
from pathlib import Path

import pytest

from conftest import Command, SiteMaker

SITE = {
    "calico/next/a.mdx": "# One\n\nInstall $[nowhere] on the the node.\n",
    "calico/3.31/a.mdx": "# One\n",
    "calico/3.30/a.mdx": "# One\n",
}
RULES = ("--select", "unknown-variable,repeated-word")


def configure(folder: Path, text: str) -> None:
    file = folder / "versions.yaml"
    file.write_text(f"{file.read_text()}rules:\n{text}")


def levels(command: Command, *arguments: str) -> dict[str, str]:
    out = command("lint", "--output-format", "json", *(arguments or RULES))[1]
    return {each["rule"]: each["severity"] for each in json.loads(out)["findings"]}


def test_without_it_a_rule_has_its_own_level(site: SiteMaker, command: Command) -> None:
    site(SITE)
    assert levels(command) == {"unknown-variable": "error", "repeated-word": "warning"}
    assert command("lint", *RULES)[0] == 1


@pytest.mark.parametrize(
    ("text", "expected", "code"),
    [
        ("{unknown-variable: info}", {"unknown-variable": "info", "repeated-word": "warning"}, 0),
        ("{repeated-word: error}", {"unknown-variable": "error", "repeated-word": "error"}, 1),
        ("{'unknown-*': warning}", {"unknown-variable": "warning", "repeated-word": "warning"}, 0),
        # The last entry that matches counts.
        (
            "{'*': info, unknown-variable: error}",
            {"unknown-variable": "error", "repeated-word": "info"},
            1,
        ),
        (
            "{unknown-variable: error, '*': info}",
            {"unknown-variable": "info", "repeated-word": "info"},
            0,
        ),
    ],
)
def test_the_level_of_a_rule_is_set_by_name_or_pattern(
    text: str, expected: dict[str, str], code: int, site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    configure(folder, f"  severity: {text}\n")
    assert levels(command) == expected
    assert command("lint", *RULES)[0] == code
    assert command("lint", *RULES, "--fail-on", "info")[0] == 1


def test_it_counts_for_files_that_are_no_pages(site: SiteMaker, command: Command) -> None:
    folder = site(SITE)
    (folder / "docs" / "calico" / "3.20").mkdir()
    configure(folder, "  severity:\n    unlisted-tree: error\n")
    assert levels(command, "--select", "unlisted-tree") == {"unlisted-tree": "error"}


def test_a_finding_that_the_rule_reports_at_a_lower_level_gets_it_too(
    site: SiteMaker, command: Command
) -> None:
    patch = 'kubectl patch felixconfiguration default --patch=\'{"spec": {"healthPort": 9199}}\''
    pages = {
        "calico/3.30/a.mdx": f"```bash\n{patch}\n```\n",
        "calico/3.30/getting-started/install.mdx": (
            "```bash\nkubectl create -f https://example.com/operator-crds.yaml\n```\n"
        ),
        "calico/3.30/operations/native-v3-crds.mdx": "# Native definitions\n",
    }
    folder = site({**SITE, **pages})
    only = ("--select", "strategic-patch")
    assert levels(command, *only) == {"strategic-patch": "warning"}
    configure(folder, "  severity:\n    strategic-patch: error\n")
    assert levels(command, *only) == {"strategic-patch": "error"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{unknown-varable: info}",
            "no rule 'unknown-varable'; did you mean 'unknown-variable'?",
        ),
        ("{'unknwn-*': info}", "no rule matches 'unknwn-*'; did you mean 'unknown-"),
        ("{unknown-variable: low}", "rules.severity.unknown-variable"),
        (
            "{invalid-config: info}",
            "the severity of 'invalid-config' is always 'error': something is not checked",
        ),
    ],
)
def test_mistakes_in_it_are_reported(
    text: str, message: str, site: SiteMaker, command: Command
) -> None:
    folder = site(SITE)
    configure(folder, f"  severity: {text}\n")
    code, out, _ = command("lint", "--output-format", "concise")
    assert code == 2
    assert "error[invalid-config]" in out
    assert message in out


def test_the_folder_of_an_unlisted_version_is_named(site: SiteMaker, command: Command) -> None:
    site({**SITE, "calico/3.20/ops/a.mdx": "# One\n"})
    for path in ("calico/3.20", "calico/3.20/ops", "docs/calico/3.20/ops/a.mdx"):
        code, out, err = command("lint", path)
        assert (code, out) == (0, "")
        assert err == (
            f"skipped: {path!r} is in a folder of calico 3.20, which 'calico_versions.json' "
            "does not list\nnothing checked: no PATH names a page\n"
        )
    # A folder of another kind beside the versions is none.
    site({**SITE, "calico/notes/a.mdx": "# One\n"})
    assert "is not a page, nor a folder with pages" in command("lint", "calico/notes")[2]
