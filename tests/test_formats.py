"""Formats for programs, each held against a schema or read by a reader of the format."""

import gzip
import html.parser
import io
import json
import os
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import junitparser
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

import runner
from conftest import Command, SiteMaker
from docs_snippets.core.diagnostics import Diagnostic, Fix, FixEdit, Note, Severity
from docs_snippets.core.source import Region, Source
from docs_snippets.linting import manual
from docs_snippets.linting.folding import with_siblings
from docs_snippets.report import output
from docs_snippets.report.job_summary import job_summary
from docs_snippets.report.writers import ReportContext, formats
from docs_snippets.report.writers import sarif as sarif_format
from repository import commit

SCHEMAS = Path(__file__).parent / "schemas"
MACHINE = ("sarif", "rdjson", "gitlab", "junit")
HOSTILE = "\x1b[2J\x9b\n::error::x\r\u2028\u202e\ud800\x00\ufffe]]>&<b>'\"|`{0}[a](1)%0A##[error]y"
FILE = HOSTILE.replace("\ud800", "\udcff")
"""A name that a file can have."""

PAGE = "eins\nzwei ä漢𐐀x drei\r\nvier\n"

FINDING = Diagnostic(
    "unknown-variable",
    Severity.ERROR,
    "variable 'x' is not defined here",
    "a/page.mdx",
    Region(2, 9, 2, 10),
    "a/next",
    notes=(Note("a/variables.js", 2, 1, "defined here"),),
    fix=Fix("safe", (FixEdit(Region(2, 9, 2, 10), "y"),)),
    fingerprint="f1",
    siblings=("a/2.0",),
    line_text="zwei ä漢𐐀x drei",
)
NOWHERE = Diagnostic("undeclared-topic", Severity.WARNING, "not what it says", None)
WHOLE = Diagnostic("unreadable-file", Severity.ERROR, "not a regular file", "b.mdx")
ODD = FINDING._replace(
    message=HOSTILE,
    path=FILE,
    notes=(Note(FILE, 1, 1, HOSTILE),),
    fix=Fix("unsafe", (FixEdit(Region(1, 1, 1, 1), HOSTILE),)),
    siblings=(HOSTILE,),
    line_text=HOSTILE,
    fingerprint="f2",
)
ALL = (NOWHERE, WHOLE, FINDING, ODD)


def page(path: str) -> Source | None:
    return Source(path, PAGE) if path == "a/page.mdx" else None


RUN = ReportContext(pages=7, repository_path="site/{}".format, source_of=page)


def report(name: str, findings: Sequence[Diagnostic], run: ReportContext = RUN) -> str:
    out = io.StringIO()
    formats()[name].write(findings, run, out)
    return out.getvalue()


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def valid(name: str, text: str) -> Any:
    value = json.loads(text)
    assert [error.message for error in validator(name).iter_errors(value)] == []
    return value


def sarif(findings: Sequence[Diagnostic], run: ReportContext = RUN) -> Any:
    return valid("sarif-2.1.0", report("sarif", findings, run))["runs"][0]


def cases(text: str) -> list[junitparser.TestCase]:
    suites = junitparser.JUnitXml.fromstring(text.encode())
    assert isinstance(suites, junitparser.JUnitXml)
    found = [case for suite in suites for case in suite]
    assert suites.tests == len(found)
    return found


# What holds for all of them.


def test_the_same_findings_in_every_format() -> None:
    assert len(sarif(ALL)["results"]) == 4
    assert len(valid("rdjson", report("rdjson", ALL))["diagnostics"]) == 4
    assert len(valid("gitlab", report("gitlab", ALL))) == 4
    assert len(cases(report("junit", ALL))) == 4
    assert len([*runner.annotations(report("github", ALL))]) == 4


def test_no_findings() -> None:
    assert sarif(())["results"] == []
    assert valid("rdjson", report("rdjson", ()))["diagnostics"] == []
    assert valid("gitlab", report("gitlab", ())) == []
    (case,) = cases(report("junit", ()))
    assert (case.name, case.is_passed) == ("no findings on 7 pages", True)
    assert report("github", ()) == ""


@pytest.mark.parametrize("name", MACHINE)
def test_a_report_is_ascii_without_control_characters(name: str) -> None:
    text = report(name, ALL)
    assert text.isascii()
    assert not set(text) & {chr(code) for code in (*range(10), *range(11, 32), 127)}
    if name != "junit":
        json.dumps(json.loads(text), ensure_ascii=False).encode()


@pytest.mark.parametrize("name", [*MACHINE, "github"])
def test_an_own_file_is_recognised_and_another_is_not(name: str) -> None:
    mine = formats()[name].signature
    assert mine.match(report(name, ALL))
    assert name == "github" or mine.match(report(name, ()))
    for other in ('{"version": "2.1.0"}', "<testsuites>", '[{"description": ""}]', "::set-env::"):
        assert not mine.match(other)


BAD = "# One\n\nInstall $[nowhere].\n"
PAGES = {"calico/next/bad.mdx": BAD, "calico/3.31/bad.mdx": BAD}
LINT = ("lint", "--select", "unknown-variable")


@pytest.mark.parametrize("name", sorted(formats()))
def test_the_exit_code_is_the_same_and_machine_formats_have_no_summary(
    name: str, site: SiteMaker, command: Command
) -> None:
    site(PAGES)
    code, _, err = command(*LINT, "--output-format", name)
    assert (code, bool(err)) == (1, formats()[name].human)
    code, _, _ = command(*LINT, "--output-format", name, "--exit-zero")
    assert code == 0
    code, _, _ = command(*LINT, "--output-format", name, "--docs", "gone")
    assert code == 2


PATHS: dict[str, Callable[[str], list[str]]] = {
    "sarif": lambda text: [
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in valid("sarif-2.1.0", text)["runs"][0]["results"]
    ],
    "rdjson": lambda text: [each["location"]["path"] for each in json.loads(text)["diagnostics"]],
    "gitlab": lambda text: [each["location"]["path"] for each in json.loads(text)],
    "junit": lambda text: [case.classname for case in cases(text)],
    "github": lambda text: [each.properties["file"] for each in runner.annotations(text)],
}


@pytest.mark.parametrize("name", PATHS)
def test_paths_are_those_of_the_repository(name: str, site: SiteMaker, command: Command) -> None:
    folder = site(PAGES)
    (folder / ".git").mkdir()
    os.chdir(folder / "docs/calico")
    _, out, _ = command(*LINT, "--output-format", name)
    both = ["docs/calico/next/bad.mdx", "docs/calico_versioned_docs/version-3.31/bad.mdx"]
    wanted = both[:1] if name == "github" else both
    assert [path.split("/")[-1] for path in PATHS[name](out)] == ["bad.mdx"] * len(wanted)
    assert all(path.startswith("docs/") for path in PATHS[name](out))


@pytest.mark.parametrize("name", PATHS)
def test_what_is_wrong_with_the_configuration_has_its_own_path(
    name: str, site: SiteMaker, command: Command
) -> None:
    folder = site({})
    (folder / ".git").mkdir()
    file = folder / "versions.yaml"
    file.write_text(file.read_text("utf-8") + "\nsurprise: 1\n", "utf-8")
    os.chdir(folder / "docs")
    code, out, _ = command("lint", "--output-format", name)
    assert code == 2
    assert [path.rpartition("/")[2] for path in PATHS[name](out)] == ["versions.yaml"]
    assert not any(path.startswith("docs/") for path in PATHS[name](out))


@pytest.mark.parametrize("name", [*PATHS, "json", "json-lines", "concise", "full", "grouped"])
def test_what_is_said_of_a_pull_requests_text(name: str, site: SiteMaker, command: Command) -> None:
    folder = site({"calico/next/page.mdx": "# One\n"})
    commit(folder)
    text = folder / "text.md"
    text.write_text("Document bpfKubeProxyHealthzPort\n", "utf-8")
    (folder / "docs/calico/next/page.mdx").write_text("# One\n\nSet `logSeverityScreen`.\n")
    changed = ("lint", "--changed=HEAD", "--select", "undeclared-topic")
    arguments = (*changed, "--pr-text", str(text), "--fail-on", "warning")
    code, out, _ = command(*arguments, "--output-format", name)
    assert code == 1
    assert "undeclared-topic" in out
    if name in ("sarif", "rdjson", "gitlab", "junit"):
        assert "no-file" in PATHS[name](out)


def test_what_a_change_wrote_is_annotated_first(site: SiteMaker, command: Command) -> None:
    folder = site({"calico/next/page.mdx": "# One\n\n" + "Old $[nowhere].\n\n" * 30})
    commit(folder)
    page = folder / "docs/calico/next/page.mdx"
    page.write_text(page.read_text("utf-8") + "New $[elsewhere].\n", "utf-8")
    arguments = (*LINT, "--changed=HEAD", "--filter-mode", "nofilter", "--output-format", "github")
    first, *others = runner.annotations(command(*arguments)[1])
    assert "'$[elsewhere]'" in first.data
    assert len(others) == 9


# SARIF.


def test_sarif_describes_every_rule() -> None:
    rules = sarif(())["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == list(manual.manual_pages())
    for each in rules:
        assert 0 < len(each["shortDescription"]["text"]) <= 1024
        assert 0 < len(each["fullDescription"]["text"]) <= 1024
        assert each["help"]["markdown"] == manual.manual_pages()[each["id"]].doc
        assert not re.search(r"^## ", each["fullDescription"]["text"], re.MULTILINE)


def test_sarif_result() -> None:
    run = sarif([FINDING])
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"]["id"] == "docs-snippets/"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "unknown-variable"
    assert result["level"] == "error"
    assert result["message"]["text"] == "variable 'x' is not defined here (also in a/2.0)"
    where = {"uri": "site/a/page.mdx", "uriBaseId": "SRCROOT"}
    region = {"startLine": 2, "startColumn": 9, "endLine": 2, "endColumn": 10}
    assert result["locations"] == [
        {"physicalLocation": {"artifactLocation": where, "region": region}}
    ]
    (note,) = result["relatedLocations"]
    assert note["message"]["text"] == "defined here"
    assert note["physicalLocation"]["artifactLocation"]["uri"] == "site/a/variables.js"
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"] == [{"deletedRegion": region, "insertedContent": {"text": "y"}}]
    assert result["partialFingerprints"] == {"docs-snippets/v1": "f1"}
    assert "baselineState" not in result


def test_sarif_addresses_are_percent_encoded() -> None:
    path = "a b/ä:100%#?[x].mdx"
    (result,) = sarif([FINDING._replace(path=path)])["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})+", uri)
    assert unquote(uri) == f"site/{path}"


def test_sarif_of_a_file_outside_the_repository_and_of_a_name_that_is_no_utf8() -> None:
    run = replace_located(str)
    odd, outside = sarif([WHOLE._replace(path="a\udcff.mdx"), WHOLE._replace(path="/x y")], run)[
        "results"
    ]
    assert odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%FF.mdx"
    place = outside["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///x%20y"}


def replace_located(located: Any) -> ReportContext:
    return RUN._replace(repository_path=located)


def test_sarif_has_a_place_for_every_result() -> None:
    for result in sarif(ALL)["results"]:
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1


def test_sarif_messages_hold_no_link() -> None:
    (result,) = sarif([WHOLE._replace(message="see [here](https://example.com) or [1](2), [x]")])[
        "results"
    ]
    assert result["message"]["text"] == ("see \\[here\\](https://example.com) or \\[1\\](2), [x]")


def test_sarif_says_that_something_could_not_be_checked() -> None:
    wrong = Diagnostic("invalid-config", Severity.ERROR, "m", "versions.yaml")
    assert sarif([FINDING])["invocations"] == [{"executionSuccessful": True}]
    assert sarif([wrong])["invocations"] == [{"executionSuccessful": False}]


def many(number: int, trees: int = 1) -> tuple[Diagnostic, ...]:
    """Findings whose words do not compress well, each in so many trees."""
    words = random.Random(1)
    made = []
    for each in range(number):
        key, message = f"{each}", f"{words.getrandbits(400):x}"
        severity = Severity.WARNING if each % 2 else Severity.ERROR
        made += [
            Diagnostic(
                "repeated-word", severity, message, f"{tree}/{each % 400}.mdx",
                Region(each + 1, 1, each + 1, 2), f"t/{tree}", fingerprint=key,
            )
            for tree in range(trees)
        ]  # fmt: skip
    return with_siblings(made)


def test_sarif_of_twenty_thousand_findings_has_them_all_and_is_small_enough() -> None:
    text = report("sarif", many(10_000, trees=2))
    assert text.count('"ruleId"') == 20_000
    assert len(gzip.compress(text.encode())) < 10_000_000
    json.loads(text)


def test_sarif_is_folded_where_code_scanning_would_reject_it() -> None:
    run = json.loads(report("sarif", many(9_000, trees=3)))["runs"][0]
    assert len(run["results"]) == 9_000
    assert run["results"][0]["message"]["text"].endswith(" (also in t/1, t/2)")
    assert run["invocations"] == [{"executionSuccessful": True}]


def test_sarif_is_cut_to_the_worst_where_folding_is_not_enough() -> None:
    run = json.loads(report("sarif", many(30_000)))["runs"][0]
    levels = [each["level"] for each in run["results"]]
    assert (levels.count("error"), levels.count("warning")) == (15_000, 10_000)
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("5,000 findings are left out")


def test_sarif_is_cut_to_the_size_that_code_scanning_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert sarif_format.SIZE < 10_000_000
    monkeypatch.setattr(sarif_format, "SIZE", 500_000)
    words = random.Random(2)
    long = [FINDING._replace(message=f"{words.getrandbits(80_000):x}") for _ in range(60)]
    text = report("sarif", long)
    assert 400_000 < len(gzip.compress(text.encode())) < 600_000
    assert "findings are left out" in text


def test_sarif_marks_what_is_accepted_where_that_is_asked_for(
    site: SiteMaker, command: Command
) -> None:
    ignored = "# Two\n\n{/* docs-snippets-ignore unknown-variable: it comes */}\n\n$[later]\n"
    folder = site(
        {"calico/next/bad.mdx": BAD, "calico/next/two.mdx": ignored.replace("*/}\n", "*/}", 1)}
    )
    command(*LINT, "--write-baseline")
    (folder / "docs/calico/next/new.mdx").write_text(BAD, "utf-8")
    lint = (*LINT, "--output-format", "sarif")

    def results(*arguments: str) -> list[tuple[str, str, list[dict[str, str]]]]:
        found = valid("sarif-2.1.0", command(*lint, *arguments)[1])["runs"][0]["results"]
        return [
            (
                each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].split("/")[-1],
                each["baselineState"],
                each["suppressions"],
            )
            for each in found
        ]

    new = ("new.mdx", "new", list[dict[str, str]]())
    external = {"kind": "external", "justification": "accepted by the baseline"}
    assert results() == [new]
    assert results("--no-baseline") == [("bad.mdx", "unchanged", [external]), new]
    inside = {"kind": "inSource", "justification": "it comes"}
    assert results("--no-ignores") == [new, ("two.mdx", "new", [inside])]


# The schema of the report in JSON.


def findings_schema(command: Command) -> Draft202012Validator:
    schema = json.loads(command("schema", "findings")[1])
    assert schema["$id"] == "urn:docs-snippets:schema:findings"
    return Draft202012Validator(schema)


def test_the_report_in_json_is_as_its_schema_says(command: Command) -> None:
    shown = FINDING._replace(fix=None)
    text = report("json", [FINDING, shown, NOWHERE, WHOLE, ODD])
    assert [*findings_schema(command).iter_errors(json.loads(text))] == []
    assert [*findings_schema(command).iter_errors(json.loads(report("json", [])))] == []


def test_the_schema_describes_every_field(command: Command) -> None:
    value = json.loads(report("json", [FINDING]))
    definitions = json.loads(command("schema", "findings")[1])["$defs"]
    (found,) = value["findings"]
    described = {
        "finding": found,
        "note": found["notes"][0],
        "fix": found["fix"],
        "edit": found["fix"]["edits"][0],
        "summary": value["summary"],
    }
    for name, fields in described.items():
        assert fields.keys() == definitions[name]["properties"].keys(), name
        assert sorted(definitions[name]["required"]) == sorted(fields), name


# Links to the manual.

MANUAL = "https://docs.example.com/tool/"
RULE_PAGE = "https://docs.example.com/tool/rules/unknown-variable"


def test_without_an_address_of_the_manual_nothing_links_there() -> None:
    for name in formats():
        said = report(name, [FINDING])
        assert "rules/unknown-variable" not in said
        assert '"helpUri"' not in said


def test_every_rule_of_sarif_has_the_address_of_its_page() -> None:
    run = ReportContext(manual=MANUAL)
    pages = {
        rule["id"]: rule["helpUri"] for rule in sarif([FINDING], run)["tool"]["driver"]["rules"]
    }
    assert pages == {name: f"{MANUAL}rules/{name}" for name in manual.names()}


def test_rdjson_has_the_address_of_the_rule() -> None:
    run = ReportContext(manual=MANUAL)
    (found,) = valid("rdjson", report("rdjson", [FINDING], run=run))["diagnostics"]
    assert found["code"] == {"value": "unknown-variable", "url": RULE_PAGE}


@pytest.mark.parametrize("name", ["full", "concise", "grouped"])
def test_the_name_of_a_rule_is_a_hyperlink_on_a_terminal(name: str) -> None:
    run = ReportContext(manual=MANUAL, hyperlinks=True)
    shown = f"error[\x1b]8;;{RULE_PAGE}\x1b\\unknown-variable\x1b]8;;\x1b\\]"
    assert shown in report(name, [FINDING], run=run)
    assert "\x1b" not in report(name, [FINDING], run=ReportContext(manual=MANUAL))


def test_the_address_is_that_of_the_configuration(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site({"calico/next/bad.mdx": "# Bad\n\nAbout $[nowhere].\n"})
    config = root / "versions.yaml"
    config.write_text(f"manual: {MANUAL}\n{config.read_text('utf-8')}", "utf-8")
    _, out, _ = command("lint", "--output-format", "rdjson")
    assert RULE_PAGE in out
    assert "\x1b]8" not in command("lint", "--color", "always")[1]
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    assert f"\x1b]8;;{RULE_PAGE}" in command("lint", "--color", "always")[1]
    assert "\x1b]8" not in command("lint")[1]


@pytest.mark.parametrize("address", ["javascript:x", "docs", "https://x/\\x1b", "https://x y"])
def test_what_is_no_address_is_refused(address: str, site: SiteMaker, command: Command) -> None:
    config = site({}) / "versions.yaml"
    config.write_text(f'manual: "{address}"\n{config.read_text("utf-8")}', "utf-8")
    code, out, _ = command("lint")
    assert code == 2
    assert "expected an address such as" in out


# Reviewdog.


def test_rdjson_columns_are_bytes() -> None:
    (found,) = valid("rdjson", report("rdjson", [FINDING]))["diagnostics"]
    place = {"start": {"line": 2, "column": 15}, "end": {"line": 2, "column": 16}}
    assert PAGE.split("\n")[1].encode()[14:15] == b"x"
    assert found == {
        "message": "variable 'x' is not defined here\nsite/a/variables.js:2:1: defined here",
        "location": {"path": "site/a/page.mdx", "range": place},
        "severity": "ERROR",
        "code": {"value": "unknown-variable"},
        "suggestions": [{"range": place, "text": "y"}],
    }


def test_rdjson_suggests_a_fix_of_several_edits_as_one() -> None:
    edits = (FixEdit(Region(3, 1, 3, 2), "V"), FixEdit(Region(2, 8, 2, 9), ""))
    fix = Fix("unsafe", edits)
    (found,) = valid("rdjson", report("rdjson", [FINDING._replace(fix=fix)]))["diagnostics"]
    (suggestion,) = found["suggestions"]
    assert suggestion["text"] == "x drei\r\nV"
    assert suggestion["range"] == {
        "start": {"line": 2, "column": 11},
        "end": {"line": 3, "column": 2},
    }


def test_rdjson_without_the_text_has_lines_and_suggests_nothing() -> None:
    (found,) = valid("rdjson", report("rdjson", [FINDING._replace(path="gone.mdx")]))["diagnostics"]
    assert found["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}
    assert "suggestions" not in found


def test_rdjson_does_not_suggest_what_only_shows() -> None:
    shown = FINDING._replace(fix=Fix("display", (FixEdit(Region(1, 1, 1, 2), "x"),)))
    assert "suggestions" not in report("rdjson", [shown])


def test_rdjson_reads_the_text_that_is_checked(site: SiteMaker, command: Command) -> None:
    site({"calico/next/bad.mdx": "# Ä\n\nÄ $[nowhere]\n"})
    _, out, _ = command(*LINT, "--output-format", "rdjson")
    (found,) = valid("rdjson", out)["diagnostics"]
    assert found["location"]["range"]["start"] == {"line": 3, "column": 4}


# GitLab.


def test_gitlab() -> None:
    (found,) = valid("gitlab", report("gitlab", [FINDING]))
    assert found["check_name"] == "unknown-variable"
    assert found["severity"] == "major"
    assert found["location"] == {"path": "site/a/page.mdx", "lines": {"begin": 2, "end": 2}}
    assert "site/a/variables.js:2:1: defined here" in found["content"]["body"]


def test_gitlab_fingerprints_are_unique_and_do_not_move_with_lines() -> None:
    twin = FINDING._replace(path="a/2.0/page.mdx", tree="a/2.0")
    moved = FINDING._replace(region=Region(9, 1, 9, 2))
    listed = [FINDING, twin, WHOLE, WHOLE, NOWHERE]
    prints = [each["fingerprint"] for each in valid("gitlab", report("gitlab", listed))]
    assert len({*prints}) == 5
    assert valid("gitlab", report("gitlab", [moved]))[0]["fingerprint"] == prints[0]


# JUnit.


def test_junit() -> None:
    first, second = cases(report("junit", [FINDING, NOWHERE]))
    assert first.name == "unknown-variable at site/a/page.mdx:2:9"
    assert first.classname == "site/a/page.mdx"
    (failure,) = first.result
    assert (failure.message, failure.type) == ("variable 'x' is not defined here", "error")
    assert failure.text == (
        "site/a/page.mdx:2:9: error[unknown-variable] variable 'x' is not defined here\n"
        "site/a/variables.js:2:1: defined here"
    )
    assert (second.classname, second.name) == ("no-file", "undeclared-topic")


def test_junit_shows_what_xml_cannot_hold() -> None:
    (case,) = cases(report("junit", [ODD]))
    (failure,) = case.result
    assert failure.message.startswith(
        "\\x1b[2J\\x9b\\n::error::x\\r\\u2028\\u202e\\ud800\\x00\\ufffe]]>"
    )


# GitHub.


def test_github_annotations_are_what_the_runner_reads() -> None:
    (found,) = runner.annotations(report("github", [FINDING]))
    assert found.properties == {
        "file": "site/a/page.mdx",
        "line": "2",
        "endLine": "2",
        "col": "9",
        "endColumn": "10",
        "title": "unknown-variable",
    }
    assert found.data == (
        "variable 'x' is not defined here\nsite/a/variables.js:2:1: defined here\nalso in a/2.0"
    )


def test_github_gives_no_command_to_a_page() -> None:
    odd = [ODD._replace(fingerprint=str(each), siblings=()) for each in range(30)]
    log = runner.read(report("github", odd))
    assert [each.name for each in log.commands] == ["error"] * 10 + ["group", "endgroup"]
    assert {each.data.partition("\n")[0] for each in log.commands[:10]} == {
        "\\x1b[2J\\x9b\\n::error::x\\r\\u2028\\u202e\\ud800\\x00\ufffe]]>&<b>'\"|`{0}[a](1)%0A"
        "##[error]y"
    }


def test_a_name_of_a_file_is_no_command_in_a_notice(site: SiteMaker, command: Command) -> None:
    odd = "calico/next/##[error]forged.mdx"
    folder = site({odd: "# One\n"})
    outside = folder / "##[error]forged.mdx"
    outside.write_text("# Outside\n", "utf-8")
    listed = command("lint", "--show-files")[1]
    assert "forged.mdx" in listed
    passed = command("lint", str(outside))[2]
    assert "skipped: " in passed
    assert runner.read(listed + passed).commands == []


def test_github_shows_ten_of_a_kind_and_lists_the_rest() -> None:
    findings = [
        Diagnostic("r", level, f"{level} {number}", "a.mdx", Region(number, 1, number, 2))
        for level, count in ((Severity.ERROR, 12), (Severity.WARNING, 3), (Severity.INFO, 11))
        for number in range(1, count + 1)
    ]
    log = runner.read(report("github", findings))
    kinds = [each.name for each in log.commands]
    assert [kinds.count(each) for each in ("error", "warning", "notice")] == [10, 3, 10]
    assert [each.data for each in log.commands if each.name == "group"] == [
        "3 more: 10 annotations of a kind are shown"
    ]
    assert [line for line in log.text if line] == [
        "site/a.mdx:11:1: error[r] error 11",
        "site/a.mdx:12:1: error[r] error 12",
        "site/a.mdx:11:1: info[r] info 11",
    ]


def test_github_shows_first_what_the_change_caused() -> None:
    findings = [WHOLE._replace(message=f"m{number}") for number in range(20)]
    run = RUN._replace(is_caused=lambda each: each.message in ("m15", "m17"))
    shown = [each.data for each in runner.annotations(report("github", findings, run))]
    assert shown[:3] == ["m15", "m17", "m0"]


class Table(html.parser.HTMLParser):
    """The cells of a table, and any tag that has no business in it."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")
        elif tag == "br":
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def table(markdown: str) -> Table:
    """The table of a summary; Markdown must have left it alone."""
    kinds = [token.type for token in MarkdownIt("commonmark").parse(markdown)]
    assert kinds[:4] == ["heading_open", "inline", "heading_close", "html_block"]
    found = Table()
    found.feed(markdown)
    return found


def test_the_job_summary_has_what_pages_say_and_what_references_say() -> None:
    text = job_summary([FINDING, NOWHERE], RUN, 10_000)
    assert text.startswith("### docs-snippets: 1 error, 1 warning in 2 files; 7 pages checked\n")
    assert [each.strip() for each in table(text).cells] == [
        "site/a/page.mdx:2\nalso in a/2.0",
        "x\n❌ variable 'x' is not defined here (unknown-variable)",
        "defined here (site/a/variables.js:2)",
        "",
        "⚠️ not what it says (undeclared-topic)",
        "",
    ]


def test_the_job_summary_shows_the_text_of_a_page_as_text() -> None:
    odd = ODD._replace(message=f"{HOSTILE} @team #1 </td><script>\n\n# x", siblings=())
    found = table(job_summary([odd], RUN, 10_000))
    assert found.tags <= {"table", "tr", "th", "td", "br", "code", "span"}
    assert len(found.cells) == 3
    assert "[a](1)%0A##[error]y @team #1 </td><script>\\n\\n# x" in found.cells[1]


def test_the_job_summary_has_errors_first_and_folds_infos() -> None:
    info = NOWHERE._replace(severity=Severity.INFO, message="a minor thing")
    text = job_summary([info, NOWHERE, FINDING], RUN._replace(is_caused=info.__eq__), 10_000)
    cells = table(text).cells
    assert ["not defined" in each for each in cells[1::3]] == [True, False, False]
    assert text.index("</table>") < text.index("<details>\n<summary>1 info</summary>")
    assert text.index("<details>") < text.index("a minor thing") < text.index("</details>")
    alone = job_summary([info], RUN, 10_000)
    assert alone.count("<table>") == 1
    assert "<details>" not in job_summary([FINDING], RUN, 10_000)


def test_the_job_summary_links_files_of_the_commit() -> None:
    url = output.files_url(
        {
            "GITHUB_SERVER_URL": "https://git.example.com",
            "GITHUB_REPOSITORY": "some/docs",
            "GITHUB_SHA": "0a" * 20,
        }
    )
    blob = f"https://git.example.com/some/docs/blob/{'0a' * 20}"
    text = job_summary([FINDING], RUN._replace(files_url=url), 10_000)
    assert f'<a href="{blob}/site/a/page.mdx#L2">site/a/page.mdx:2</a>' in text
    assert f'(<a href="{blob}/site/a/variables.js#L2">site/a/variables.js:2</a>)' in text
    odd = FINDING._replace(path='a/"><b @x#1.mdx', notes=(), region=None)
    text = job_summary([odd], RUN._replace(files_url=url), 10_000)
    assert f'<a href="{blob}/site/a/%22%3E%3Cb%20%40x%231.mdx">' in text
    assert "<b" not in text.replace("<br", "")
    outside = RUN._replace(files_url=url, repository_path="/srv/{}".format)
    assert "<a " not in job_summary([FINDING], outside, 10_000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GITHUB_SERVER_URL", 'https://x"onclick=y'),
        ("GITHUB_SERVER_URL", "javascript:x"),
        ("GITHUB_REPOSITORY", "docs"),
        ("GITHUB_SHA", "main"),
        ("GITHUB_SHA", ""),
    ],
)
def test_the_job_summary_links_nothing_by_what_is_no_address(name: str, value: str) -> None:
    known = {
        "GITHUB_SERVER_URL": "https://git.example.com",
        "GITHUB_REPOSITORY": "some/docs",
        "GITHUB_SHA": "0a" * 20,
    }
    assert output.files_url({**known, name: value}) == ""
    assert output.files_url({}) == ""


def test_the_job_summary_stays_within_its_limit() -> None:
    findings = many(3_000)
    whole = job_summary(findings, RUN, 10_000_000)
    assert whole.count("<tr>") == 3_001
    for limit in (1_000_000, 30_000, 800, 100, 0, -5):
        text = job_summary(findings, RUN, limit)
        assert len(text.encode()) <= max(limit, 0)
        if text and text != whole:
            assert f"… and {3_001 - max(text.count('<tr>'), 1):,} more" in text


def test_the_job_summary_is_added_to_the_file_that_github_names(
    site: SiteMaker, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = site(PAGES) / "summary.md"
    file.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    command(*LINT, "--output-format", "json")
    assert file.read_text("utf-8") == "# Before\n"
    assert command(*LINT, "--output-format", "github")[0] == 1
    assert file.read_text("utf-8").startswith("# Before\n### docs-snippets: 2 errors in 2 files")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file / "not" / "a folder"))
    code, _, err = command(*LINT, "--output-format", "github")
    assert (code, "cannot write the job summary: not a directory" in err) == (1, True)
