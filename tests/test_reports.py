"""Every output format, to the letter, and nothing in a page's text that can forge output."""

import io
import json

import pytest

from docs_snippets.core.diagnostics import Confidence, Diagnostic, Fix, FixEdit, Note, Severity
from docs_snippets.core.source import Region
from docs_snippets.linting.folding import with_siblings
from docs_snippets.report.writers import ReportContext, formats

FINDING = Diagnostic(
    "unknown-variable",
    Severity.ERROR,
    "variable 'prodnam' is not defined here; did you mean 'prodname'?",
    "a/page.mdx",
    Region(3, 9, 3, 19),
    "a/next",
    notes=(Note("a/variables.js", 2, 1, "defined here"),),
    fingerprint="f1",
    siblings=("a/2.0", "a/1.0"),
    line_text="Install $[prodnam].",
)


def report(name: str, *findings: Diagnostic, run: ReportContext | None = None) -> str:
    out = io.StringIO()
    formats()[name].write(findings, run or ReportContext(pages=7), out)
    return out.getvalue()


def plain(message: str, path: str | None = "a.mdx", line: str = "", column: int = 1) -> Diagnostic:
    region = Region(1, column, 1, column + 1)
    return Diagnostic("some-rule", Severity.WARNING, message, path, region, line_text=line)


def test_the_formats_are_the_modules() -> None:
    assert {"full", "concise", "grouped", "json", "json-lines", "github"} <= formats().keys()


def test_full() -> None:
    assert report("full", FINDING) == (
        "a/page.mdx:3:9: error[unknown-variable] variable 'prodnam' is not defined here; "
        "did you mean 'prodname'?\n"
        "  Install $[prodnam].\n"
        "          ^^^^^^^^^^\n"
        "  note: a/variables.js:2:1: defined here\n"
        "  also in a/2.0, a/1.0\n"
    )


def test_full_separates_entries_and_shows_a_file_without_a_place() -> None:
    whole = Diagnostic("unreadable-file", Severity.ERROR, "not a regular file", "b.mdx")
    assert report("full", whole, plain("words")) == (
        "b.mdx: error[unreadable-file] not a regular file\n\na.mdx:1:1: warning[some-rule] words\n"
    )


def test_concise() -> None:
    assert report("concise", FINDING, plain("words", None)) == (
        "a/page.mdx:3:9: error[unknown-variable] variable 'prodnam' is not defined here; "
        "did you mean 'prodname'?\n"
        "warning[some-rule] words\n"
    )


def test_grouped() -> None:
    later = plain("more words", "a/page.mdx", column=7)._replace(region=Region(12, 10, 12, 11))
    apart = plain("other words", "b.mdx")
    nowhere = Diagnostic("some-rule", Severity.INFO, "no place", None)
    twin = FINDING._replace(path="b.mdx", tree="a/2.0", siblings=("a/next", "a/1.0"))
    assert report("grouped", nowhere, FINDING, later, twin, apart) == (
        "no file:\n"
        "  info[some-rule] no place\n"
        "\n"
        "a/page.mdx:\n"
        "  3:9    error[unknown-variable] variable 'prodnam' is not defined here; did you mean "
        "'prodname'?\n"
        "         also in a/2.0, a/1.0\n"
        "  12:10  warning[some-rule] more words\n"
        "\n"
        "b.mdx:\n"
        "  1:1  warning[some-rule] other words\n"
    )
    assert report("grouped") == ""


def test_json_lines() -> None:
    twin = FINDING._replace(path="b.mdx", tree="a/2.0", siblings=("a/next", "a/1.0"))
    lines = report("json-lines", FINDING, twin).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(report("json", FINDING, twin))[
        "findings"
    ]
    assert report("json-lines") == ""


def test_json() -> None:
    fix = Fix("unsafe", (FixEdit(Region(1, 1, 1, 2), "x"),))
    second = Diagnostic(
        "r", Severity.INFO, "m", None, confidence=Confidence.LOW, fix=fix, fingerprint="f2"
    )
    assert json.loads(report("json", FINDING, second)) == {
        "version": 1,
        "findings": [
            {
                "rule": "unknown-variable",
                "severity": "error",
                "confidence": "high",
                "path": "a/page.mdx",
                "tree": "a/next",
                "line": 3,
                "column": 9,
                "end_line": 3,
                "end_column": 19,
                "message": FINDING.message,
                "notes": [
                    {"path": "a/variables.js", "line": 2, "column": 1, "message": "defined here"}
                ],
                "fix": None,
                "fingerprint": "f1",
                "siblings": ["a/2.0", "a/1.0"],
            },
            {
                "rule": "r",
                "severity": "info",
                "confidence": "low",
                "path": None,
                "tree": None,
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
                "message": "m",
                "notes": [],
                "fix": {
                    "applicability": "unsafe",
                    "edits": [
                        {"line": 1, "column": 1, "end_line": 1, "end_column": 2, "text": "x"}
                    ],
                },
                "fingerprint": "f2",
                "siblings": [],
            },
        ],
        "summary": {"error": 1, "warning": 0, "info": 1, "pages": 7, "components": 0},
    }
    assert json.loads(report("json")) == {
        "version": 1,
        "findings": [],
        "summary": {"error": 0, "warning": 0, "info": 0, "pages": 7, "components": 0},
    }


def test_github() -> None:
    assert report("github", FINDING, run=ReportContext(repository_path="site/docs/{}".format)) == (
        "::error file=site/docs/a/page.mdx,line=3,endLine=3,col=9,endColumn=19,"
        "title=unknown-variable::variable 'prodnam' is not defined here; did you mean 'prodname'?"
        "%0Asite/docs/a/variables.js:2:1: defined here%0Aalso in a/2.0, a/1.0\n"
    )


def test_github_leaves_columns_out_of_several_lines() -> None:
    finding = Diagnostic("r", Severity.INFO, "m", "a.mdx", Region(1, 5, 3, 2))
    assert report("github", finding) == "::notice file=a.mdx,line=1,endLine=3,title=r::m\n"


def test_github_escapes_what_ends_a_value() -> None:
    finding = plain("100% of a\r\n::error::forged", "a,b:c%.mdx")
    assert report("github", finding) == (
        "::warning file=a%2Cb%3Ac%25.mdx,line=1,endLine=1,col=1,endColumn=2,title=some-rule::"
        "100%25 of a\\r\\n::error::forged\n"
    )


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "github"])
def test_no_text_of_a_page_acts_on_the_terminal_or_makes_a_line(name: str) -> None:
    hostile = "\x1b[2J\x9b\n::error::x\r\u2028\u202e\ud800\x00"
    out = report(name, plain(hostile, hostile, hostile))
    own = [line for line in out.split("\n") if line]
    assert len(own) == {"full": 3, "grouped": 2}.get(name, 1)
    assert not set(out) & set("\x1b\x9b\r\u2028\u202e\ud800\x00")
    assert not any(line.lstrip().startswith("::error") for line in own)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("::error file=a::forged", "  \\x3a:error file=a::forged"),
        ("   ::add-mask::x", "     \\x3a:add-mask::x"),
        ("::ERROR::forged", "  \\x3a:ERROR::forged"),
        ("##[error]forged", "  \\x23#[error]forged"),
        (":::note Title", "  :::note Title"),
    ],
)
def test_a_source_line_is_no_workflow_command(line: str, shown: str) -> None:
    assert report("full", plain("m", line=line)).splitlines()[1] == shown


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("\tx", 2, "      "),
        ("漢字x", 3, "      "),
        ("e\u0301x", 3, "   "),
        ("a\u200bx", 3, "         "),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, before: str) -> None:
    assert report("full", plain("m", line=line, column=column)).splitlines()[2] == f"{before}^"


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 300 + "X" + "b" * 300
    _, source, caret = report("full", plain("m", line=line, column=301)).splitlines()
    assert len(source) < 110
    assert source.startswith("  …a")
    assert source.endswith("b…")
    assert source[caret.index("^")] == "X"


def test_colours_only_when_asked() -> None:
    assert "\x1b[" not in report("full", FINDING)
    assert "\x1b[1;31merror\x1b[0m[unknown-variable]" in report(
        "full", FINDING, run=ReportContext(color=True)
    )


def test_one_cause_in_siblings_is_one_entry_for_people_and_one_each_for_programs() -> None:
    first, second = (
        Diagnostic("r", Severity.ERROR, "m", f"{tree}/p.mdx", tree=tree, fingerprint="f")
        for tree in ("a/next", "a/1.0")
    )
    linked = with_siblings([first, second])
    assert [each.siblings for each in linked] == [("a/1.0",), ("a/next",)]
    assert report("full", *linked) == "a/next/p.mdx: error[r] m\n  also in a/1.0\n"
    assert report("github", *linked).count("\n") == 1
    assert report("concise", *linked).count("\n") == 2
    assert len(json.loads(report("json", *linked))["findings"]) == 2
