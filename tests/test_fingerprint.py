"""A finding keeps its identity when lines move and when a version is cut."""

import json
import shutil
from pathlib import Path

from conftest import Command, SiteMaker
from docs_snippets.linting.fingerprint import fingerprints, key

PAGE = "# One\n\nInstall $[nowhere] first.\n\nThen $[nowhere] again.\n"


def found(command: Command, *arguments: str) -> list[dict[str, object]]:
    _, out, _ = command(
        "lint", "--select", "unknown-variable", "--output-format", "json", *arguments
    )
    findings = json.loads(out)["findings"]
    assert isinstance(findings, list)
    return findings


def test_survives_moved_lines(site: SiteMaker, command: Command) -> None:
    page = site({"calico/next/page.mdx": PAGE}) / "docs/calico/next/page.mdx"
    before = found(command)
    page.write_text("# Zero\n\nNew.\n\n" + PAGE.replace("Install $", "Install\n$"))
    after = found(command)
    assert [each["fingerprint"] for each in before] == [each["fingerprint"] for each in after]
    assert [each["line"] for each in before] != [each["line"] for each in after]


def test_a_repeated_text_is_told_apart(site: SiteMaker, command: Command) -> None:
    site({"calico/next/page.mdx": PAGE})
    first, second = found(command)
    assert first["fingerprint"] != second["fingerprint"]


def test_survives_a_version_cut(site: SiteMaker, command: Command) -> None:
    folder = site({"calico/next/page.mdx": PAGE}) / "docs"
    shutil.copytree(folder / "calico/next", folder / "calico/3.32")
    (folder / "calico_versions.json").write_text('["3.32", "3.31", "3.30"]\n')
    cut = {each["fingerprint"] for each in found(command, "--tree", "calico/3.32")}
    assert cut == {each["fingerprint"] for each in found(command, "--tree", "calico/next")}
    assert len(cut) == 2


def test_an_ignored_finding_does_not_rename_the_others(site: SiteMaker, command: Command) -> None:
    ignore = "{/* docs-snippets-ignore unknown-variable: shown as it is */}\n"
    page: Path = site({"calico/next/page.mdx": PAGE}) / "docs/calico/next/page.mdx"
    before = found(command)
    page.write_text(PAGE.replace("Install", f"{ignore}Install"))
    assert [each["fingerprint"] for each in found(command)] == [before[1]["fingerprint"]]


def test_white_space_does_not_count() -> None:
    assert key("r", "p", "a  b\n\tc") == key("r", "p", "a b c")
    assert len(set(fingerprints([key("r", "p", "a"), key("r", "p", "a"), key("r", "q", "a")]))) == 3
