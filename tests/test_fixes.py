"""`lint --fix`: what is mended, what never is, and that a second run has nothing left to do."""

import errno
import io
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Command, SiteMaker
from docs_snippets.core.diagnostics import Diagnostic, Fix, FixEdit, Severity
from docs_snippets.core.source import Edit, Region, Span
from docs_snippets.docs.docs import Docs, load
from docs_snippets.linting.fixes import FixedPage, fix_pages
from docs_snippets.linting.linter import Job
from docs_snippets.linting.rule import Finding, Rule
from docs_snippets.mdx.page import Page
from docs_snippets.snippets.checksum import checksum
from docs_snippets.snippets.markers import begin_text, end_text

TITLE = "# One\n\n:::note Before you start\n\nSave it.\n\n:::\n"
MENDED = TITLE.replace("note Before you start", "note[Before you start]")
TWICE = f"{TITLE}\n:::tip Later\n\nAnd $[nowhere].\n\n:::\n"
PATH = "calico/next/page.mdx"
ONLY = (
    *("lint", "--output-format", "concise"),
    *("--select", "legacy-admonition-title,repeated-word,unknown-variable"),
)
FELIX = "```yaml\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\n"
GROUPS = "".join(
    f"<FelixConfig configType='configenv' name='{name}' />\n"
    for name in (
        *("Datastore connection", "Process: Health port and timeouts", "Process: Logging"),
        *("Process: Prometheus metrics", "Dataplane: Common", "Dataplane: eBPF"),
        *("Overlay: VXLAN overlay", "Overlay: Wireguard"),
    )
)
UNKNOWN = f"{PATH}:11:5: error[unknown-variable] '$[nowhere]' is not defined in this tree\n"


def test_mends_says_what_and_reports_what_remains(site: SiteMaker, command: Command) -> None:
    page = site({PATH: TWICE}) / "docs" / PATH
    code, out, err = command(*ONLY)
    assert (code, len(out.splitlines())) == (1, 3)
    assert err.splitlines()[1:] == ["[*] 2 can be fixed with `--fix`"]
    code, out, err = command(*ONLY, "--fix")
    assert (code, out) == (1, UNKNOWN)
    assert err == (f"fixed {PATH}: 2 legacy-admonition-title\n1 error in 1 file; 2 pages checked\n")
    text = page.read_text()
    assert text == TWICE.replace("note Before you start", "note[Before you start]").replace(
        "tip Later", "tip[Later]"
    )
    inode = page.stat().st_ino
    assert command(*ONLY, "--fix")[1:] == (UNKNOWN, "1 error in 1 file; 2 pages checked\n")
    assert page.stat().st_ino == inode


@pytest.mark.parametrize("form", ["full", "concise", "grouped"])
def test_fixable_findings_are_marked(form: str, site: SiteMaker, command: Command) -> None:
    site({PATH: f"{TITLE}\n$[nowhere] [up](#two-prats).\n\n## Two parts\n"})
    run = ("lint", "--output-format", form, "--color", "never")
    select = ("--select", "legacy-admonition-title,missing-anchor,unknown-variable")

    def marked(*more: str) -> list[str]:
        found = re.findall(r"error\[(\S+)\] \[\*\] ", command(*run, *select, *more)[1])
        return sorted(found)

    assert marked() == ["legacy-admonition-title"]
    assert marked("--unsafe-fixes") == ["legacy-admonition-title", "missing-anchor"]
    said = command(*run, *select)[2].splitlines()[-1]
    assert said == "[*] 1 can be fixed with `--fix`, 1 more with `--fix --unsafe-fixes`"
    said = command(*run, *select, "--unsafe-fixes")[2].splitlines()[-1]
    assert said == "[*] 2 can be fixed with `--fix --unsafe-fixes`"


def test_reports_what_a_fix_did_to_other_pages(site: SiteMaker, command: Command) -> None:
    link = "# Two\n\n[Up](page.mdx#the-the-parts), $[nowhere].\n"
    other = "# Three\n\n$[nothing].\n"
    heading = "# One\n\n## The the parts\n\nWords.\n"
    site({PATH: heading, "calico/next/link.mdx": link, "calico/next/other.mdx": other})
    select = ("lint", "--select", "repeated-word,missing-anchor,unknown-variable")
    code, out, err = command(*select, "--fix", "--output-format", "json")
    assert (code, err.splitlines()[0]) == (1, f"fixed {PATH}: 1 repeated-word")
    found = [(each["rule"], each["path"]) for each in json.loads(out)["findings"]]
    assert found == [
        ("missing-anchor", "calico/next/link.mdx"),
        ("unknown-variable", "calico/next/link.mdx"),
        ("unknown-variable", "calico/next/other.mdx"),
    ]
    assert command(*select, "--output-format", "json")[1] == out


def test_the_exit_code_is_by_what_remains(site: SiteMaker, command: Command) -> None:
    site({PATH: TITLE})
    assert command(*ONLY)[0] == 1
    assert command(*ONLY, "--fix", "-q") == (0, "", "")


def test_the_diff_writes_nothing(site: SiteMaker, command: Command) -> None:
    page = site({PATH: TITLE}) / "docs" / PATH
    diff = (
        f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1,6 +1,6 @@\n # One\n \n"
        "-:::note Before you start\n+:::note[Before you start]\n \n Save it.\n \n"
    )
    for arguments in (["--diff"], ["--diff", "--fix"]):
        assert command(*ONLY, *arguments) == (1, diff, "")
        assert page.read_text() == TITLE
    assert command(*ONLY, "--diff", "--exit-zero")[0] == 0
    page.write_text(MENDED + "\nAnd $[nowhere].\n")
    assert command(*ONLY, "--diff") == (0, "", "nothing to fix\n")
    assert command(*ONLY, "--diff", "-q") == (0, "", "")


def test_the_diff_of_standard_input(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    site({})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TITLE.encode())))
    code, out, _ = command(*ONLY, "--diff", "-", "--stdin-filename", PATH)
    assert code == 1
    assert "+:::note[Before you start]\n" in out


def test_line_ends_and_byte_order_mark_stay(site: SiteMaker, command: Command) -> None:
    page = site({}) / "docs" / PATH
    page.write_bytes(b"\xef\xbb\xbf" + TITLE.replace("\n", "\r\n").encode())
    assert command(*ONLY, "--fix")[0] == 0
    assert page.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_generated_text_is_never_mended(site: SiteMaker, command: Command) -> None:
    name, text = "notes/one", TITLE.removeprefix("# One\n\n").rstrip()
    region = f"{begin_text(name, 'mdx')}\n\n{text}\n\n{end_text(name, checksum(text), 'mdx')}\n"
    own = f"# Two\n\n{region}"
    page = site({PATH: f"{own}\n{text}\n"}) / "docs" / PATH
    code, out, err = command(*ONLY, "--fix")
    assert code == 1
    assert out.startswith(f"{PATH}:5:1: error[legacy-admonition-title]")
    assert len(out.splitlines()) == 1
    assert err.splitlines()[0] == f"fixed {PATH}: 1 legacy-admonition-title"
    assert (
        page.read_text()
        == f"{own}\n{text.replace('note Before you start', 'note[Before you start]')}\n"
    )
    page.write_text(f"{TITLE}\n{begin_text(name, 'mdx')}\n")
    before = page.read_text()
    assert command(*ONLY, "--fix")[0] == 1
    assert page.read_text() == before


def test_what_is_ignored_accepted_or_frozen_stays(site: SiteMaker, command: Command) -> None:
    ignored = TITLE.replace(
        ":::note", "{/* docs-snippets-ignore legacy-admonition-title: so */}\n:::note"
    )
    folder = site({PATH: ignored, "calico/3.31/page.mdx": TITLE})
    page, other = folder / "docs" / PATH, folder / "docs/calico/3.31/page.mdx"
    assert command(*ONLY, "--write-baseline")[0] == 0
    assert command(*ONLY, "--fix")[:2] == (0, "")
    assert (page.read_text(), other.read_text()) == (ignored, TITLE)
    config = folder / "versions.yaml"
    frozen = "    trees:\n      - version: '3.31'\n        frozen: true\n"
    line = "    folder: calico/{version}\n"
    config.write_text(config.read_text().replace(line, f"{line}{frozen}"))
    assert command(*ONLY, "--fix", "--no-baseline")[0] == 0
    assert other.read_text() == TITLE


def test_a_link_is_left_alone(site: SiteMaker, command: Command) -> None:
    folder = site({"calico/next/a.mdx": TITLE})
    (folder / "docs" / PATH).symlink_to(folder / "docs/calico/next/a.mdx")
    code, _, err = command(*ONLY, "--fix", PATH)
    assert code == 2
    assert err.splitlines()[0] == f"skipped {PATH}: {PATH} is a symbolic link"
    assert (folder / "docs/calico/next/a.mdx").read_text() == TITLE


def test_a_link_that_is_fixed_shows_its_missing_anchor(site: SiteMaker, command: Command) -> None:
    page = "# One\n\nRead the [guide](./othr.mdx#nothing-of-the-kind).\n"
    folder = site({PATH: page, "calico/next/other.mdx": "# Other\n\n## Steps\n"})
    code, out, err = command("lint", "--output-format", "concise", "--fix", "--unsafe-fixes", PATH)
    assert "](./other.mdx#" in (folder / "docs" / PATH).read_text()
    assert (code, out.count("error[missing-anchor]")) == (1, 1)
    assert err.splitlines()[:2] == [
        f"fixed {PATH}: 1 broken-link",
        f"new in {PATH}: 1 missing-anchor, which the fixes uncovered",
    ]


@pytest.mark.parametrize("zero", [[], ["--exit-zero"], ["--fail-on", "error"]])
def test_a_page_that_cannot_be_written_is_exit_2(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch, zero: list[str]
) -> None:
    folder = site({PATH: TITLE}) / "docs"

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = command(*ONLY, "--fix", *zero)
    assert (code, (folder / PATH).read_text()) == (2, TITLE)
    said = f"skipped {PATH}: cannot write this file: no space left on device"
    assert said in err.splitlines()
    assert sorted(each.name for each in (folder / PATH).parent.glob(".*")) == []


def test_unsafe_fixes_only_when_asked(site: SiteMaker, command: Command) -> None:
    docs, job = invented(site, "x\n", lambda at: [Edit(Span(0, 1), "y")], safe=False)
    assert fixed(job, unsafe=False) == []
    assert [each.after for each in fixed(job, unsafe=True)] == ["y\n"]
    assert docs.pages.source(PATH) == fixed(job, unsafe=True)[0].before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--fix", "--generated"], "--fix cannot be combined with --generated"),
        (["--diff", "--generated"], "--diff cannot be combined with --generated"),
        (["--diff", "--write-baseline"], "--diff cannot be combined with --write-baseline"),
        (["--diff", "--output-file", "a"], "--diff cannot be combined with --output-file"),
        (
            ["--fix", "-", "--stdin-filename", PATH],
            "--fix cannot be combined with standard input; use --diff",
        ),
    ],
)
def test_what_does_not_go_together_is_exit_2(
    arguments: list[str], said: str, site: SiteMaker, command: Command
) -> None:
    site({PATH: TITLE})
    assert command(*ONLY, *arguments) == (2, "", f"docs-snippets lint: {said}\n")


def test_the_diff_says_what_could_not_be_checked(site: SiteMaker, command: Command) -> None:
    folder = site({PATH: TITLE})
    config = folder / "versions.yaml"
    config.write_text(config.read_text() + "rules:\n  ignore: [unknown-varable]\n")
    code, out, err = command(*ONLY, "--diff")
    assert code == 2
    assert "error[invalid-config] no rule 'unknown-varable'" in err
    assert "+:::note[Before you start]\n" in out


Edits = Callable[[str], Sequence[Edit]]


class TestRounds:
    """Fixes of an invented rule, by the text that it sees."""

    def test_fixes_that_touch_are_made_one_after_the_other(self, site: SiteMaker) -> None:
        _, job = invented(site, "aaab\n", lambda text: letters(text, "a", "c"))
        (page,) = fixed(job)
        assert (page.after, page.rules) == ("cccb\n", ("made-up",) * 3)

    def test_the_same_fix_twice_is_made_once(self, site: SiteMaker) -> None:
        _, job = invented(site, "a b\n", lambda text: [*letters(text, "a", "c")] * 2)
        (page,) = fixed(job)
        assert page.after == "c b\n"

    def test_fixes_that_undo_one_another_are_not_made(self, site: SiteMaker) -> None:
        _, job = invented(
            site, "a\n", lambda text: [*letters(text, "a", "b"), *letters(text, "b", "a")]
        )
        (page,) = fixed(job)
        assert (page.after, page.refused) == ("a\n", "its fixes undo one another")

    def test_of_two_that_undo_one_another_one_is_made(self, site: SiteMaker) -> None:
        _, job = invented(site, "a x\n", lambda text: letters(text, "a", "b"))
        job = with_rule(job, "other", lambda text: letters(text, "x", "y"))
        job = with_rule(job, "third", lambda text: letters(text, "y", "x"))
        (page,) = fixed(job)
        assert (page.after, page.rules, page.refused) == ("b x\n", ("made-up",), "")
        assert page.held == ("other",)

    def test_of_two_that_break_the_page_together_one_is_made(self, site: SiteMaker) -> None:
        def opens(text: str) -> list[Edit]:
            return letters(text, "a", "<Tabs>") if "y" not in text else letters(text, "a", "b")

        _, job = invented(site, "a x\n", opens)
        job = with_rule(job, "other", lambda text: letters(text, "x", "y"))
        (page,) = fixed(job)
        assert (page.after, page.refused, page.held) == ("a y\n", "", ("made-up",))

    def test_what_a_fix_uncovers_is_told(self, site: SiteMaker) -> None:
        _, job = invented(site, "a a\n", lambda text: letters(text, "a", "x"))

        def check(page: Page, _: Docs) -> list[Finding]:
            return [Finding(each.span, "m") for each in letters(page.source.text, "x", "")]

        rule = Rule("other", Severity.ERROR, "", check)
        job = replace(job, rules=(*job.rules, rule), enabled={**job.enabled, "other": True})
        (page,) = fixed(job)
        assert (page.after, page.uncovered) == ("x x\n", ("other", "other"))

    def test_a_page_is_not_broken(self, site: SiteMaker) -> None:
        _, job = invented(site, "a\n", lambda text: letters(text, "a", "<Tabs>"))
        (page,) = fixed(job)
        assert (page.after, page.refused) == ("a\n", "its fixes combined would break the page")

    def test_a_fix_that_changes_nothing_is_none(self, site: SiteMaker) -> None:
        _, job = invented(site, "a\n", lambda text: letters(text, "a", "a"))
        (page,) = fixed(job)
        assert (page.after, page.rules) == ("a\n", ())

    def test_new_lines_end_as_the_others_do(self, site: SiteMaker) -> None:
        _, job = invented(site, "a\r\n", lambda text: letters(text, "a", "b\n\nc"))
        (page,) = fixed(job)
        assert page.after == "b\r\n\r\nc\r\n"


def letters(text: str, old: str, new: str) -> list[Edit]:
    return [Edit(Span(at, at + 1), new) for at, each in enumerate(text) if each == old]


def invented(site: SiteMaker, text: str, edits: Edits, safe: bool = True) -> tuple[Docs, Job]:
    """A job with one rule that mends by the edits that a function gives for a text."""

    def check(page: Page, _: Docs) -> list[Finding]:
        found = edits(page.source.text)
        return [Finding(each.span, "m", fix=(each,), fix_safe=safe) for each in found]

    folder: Path = site({PATH: text})
    docs = load(str(folder / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    rule = Rule("made-up", Severity.ERROR, "", check)
    return docs, Job(docs, (rule,), {"made-up": True})


def with_rule(job: Job, name: str, edits: Edits) -> Job:
    """The job with one more rule."""

    def check(page: Page, _: Docs) -> list[Finding]:
        return [Finding(e.span, "m", fix=(e,), fix_safe=True) for e in edits(page.source.text)]

    rule = Rule(name, Severity.ERROR, "", check)
    return replace(job, rules=(*job.rules, rule), enabled={**job.enabled, name: True})


def fixed(job: Job, unsafe: bool = False) -> list[FixedPage]:
    fix = Fix("unsafe" if unsafe else "safe", (FixEdit(Region(1, 1, 1, 1), ""),))
    finding = Diagnostic("made-up", Severity.ERROR, "m", PATH, fix=fix)
    pages = fix_pages(job, [finding], tuple, unsafe)
    return [each for each in pages if each.rules or each.refused or each.before.text == "a\n"]


@pytest.mark.parametrize(
    ("typed", "fixed", "safe"),
    [
        (
            "# A\n\n## Two parts\n\n[up](#Two-parts)\n",
            "# A\n\n## Two parts\n\n[up](#two-parts)\n",
            True,
        ),
        (
            "# A\n\n## Two parts\n\n[up](#two-prats)\n",
            "# A\n\n## Two parts\n\n[up](#two-parts)\n",
            False,
        ),
        ("Words of $[prodnam].\n", "Words of $[prodname].\n", False),
        ("Words of $(prodname).\n", "Words of $[prodname].\n", False),
        ("[a](othr.mdx#top)\n", "[a](other.mdx#top)\n", False),
        ("[a](../3.31/other.mdx)\n", "[a](./other.mdx)\n", False),
        (
            "Words.\n\n{/* docs-snippets-ignore broken-link: so */}\nMore.\n",
            "Words.\n\nMore.\n",
            True,
        ),
        (
            "1. One\n\n{/* docs-snippets-ignore broken-link: so */}\n1. Two\n",
            "1. One\n\n1. Two\n",
            False,
        ),
        ("Words. {/* docs-snippets-ignore broken-link: so */}\n", "Words.\n", True),
        (
            "# A\n\n## Calico parts\n\n[up](#$[prodname]-parts)\n",
            "# A\n\n## Calico parts\n\n[up](#calico-parts)\n",
            False,
        ),
        (
            f"{FELIX}spec:\n  bpfEnabled: \"true\"\n  vxlanPort: '4790'\n```\n",
            f"{FELIX}spec:\n  bpfEnabled: true\n  vxlanPort: 4790\n```\n",
            True,
        ),
        (
            f"{FELIX}spec:\n  bpfEnabled: \"yes\"\n  vxlanPort: '04790'\n```\n",
            f"{FELIX}spec:\n  bpfEnabled: \"yes\"\n  vxlanPort: '04790'\n```\n",
            False,
        ),
        (
            "```yaml\napiVersion: 'policy/v1beta1'\nkind: PodDisruptionBudget\n```\n",
            "```yaml\napiVersion: 'policy/v1'\nkind: PodDisruptionBudget\n```\n",
            False,
        ),
        (
            "```yaml\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n```\n",
            "```yaml\napiVersion: policy/v1beta1\nkind: PodSecurityPolicy\n```\n",
            False,
        ),
        (
            GROUPS.replace("Common", "common"),
            GROUPS,
            False,
        ),
    ],
)
def test_what_was_meant_is_a_fix(
    site: SiteMaker, command: Command, typed: str, fixed: str, safe: bool
) -> None:
    others = {f"calico/{each}/other.mdx": "# Other\n" for each in ("next", "3.31")}
    page = site({PATH: typed, **others}) / "docs" / PATH
    select = (
        "missing-anchor,unknown-variable,broken-link,cross-version-link,useless-ignore,"
        "invalid-value,wrong-api-version,unlisted-parameter-group"
    )
    command("lint", "--select", select, "--fix")
    assert page.read_text() == (fixed if safe else typed)
    command("lint", "--select", select, "--fix", "--unsafe-fixes")
    assert page.read_text() == fixed
