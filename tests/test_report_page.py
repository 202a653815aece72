"""The `report` command: one page that needs nothing, runs nothing of others, replaces nothing."""

import base64
import hashlib
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import hostile_root
import roots
import snippet_roots
from cases import git
from conftest import Command
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.linting import linter
from docs_snippets.report.writers import formats

FORMS = [["--output-format", form] for form in formats()]
ROOT = Path(__file__).parents[1]
BAD = "# One\n\nInstall $[nowhere].\n"
BOTH: roots.Files = {
    "site/guide/bad.mdx": BAD,
    "site/guide_versioned_docs/version-1.10/bad.mdx": f"Text.\n\n{BAD}",
}


class Element(NamedTuple):
    """An element of a page, with the text right inside it."""

    name: str
    attributes: dict[str, str | None]
    text: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs), []))
        self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.elements[-1].text.append(data)


def read(file: Path) -> list[Element]:
    """The elements of a page as a browser finds them."""
    reader = _Reader()
    reader.feed(file.read_text("utf-8"))
    reader.close()
    return reader.elements


def data_of(file: Path) -> dict[str, Any]:
    """What the page shows, with every text in its place."""
    (element,) = [each for each in read(file) if each.attributes.get("type") == "application/json"]
    found: dict[str, Any] = json.loads("".join(element.text))
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where each test has its docs and its page."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_page_is_written_whatever_was_found(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    code, out, err = command("report", "--output-file", "report.html")
    assert (code, out) == (0, "")
    assert err == "wrote report.html: 2 errors in 2 files, 1 cause; 6 pages checked\n"
    assert (folder / "report.html").read_text("utf-8").startswith("<!doctype html>\n")


def test_quiet_says_nothing(folder: Path, command: Command) -> None:
    roots.make(folder)
    assert command("report", "-q", "--output-file", "report.html") == (0, "", "")


def test_one_root_cause_is_one_entry_with_all_its_places(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    texts = data["texts"]
    (cause,) = data["causes"]
    assert (cause["rule"], cause["severity"]) == ("unknown-variable", "error")
    assert texts[cause["page"]] == "bad.mdx"
    assert [(texts[place["path"]], place["line"]) for place in cause["places"]] == [
        ("guide/bad.mdx", 3),
        ("guide_versioned_docs/version-1.10/bad.mdx", 5),
    ]
    assert [texts[part] for part in cause["places"][0]["text"]] == ["Install ", "$[nowhere]", "."]
    names = [texts[tree["name"]] for tree in data["trees"]]
    assert names == ["guide/next", "guide/1.10", "guide/1.9"]
    assert [place["tree"] for place in cause["places"]] == [0, 1]
    assert "variable" in texts[data["rules"]["unknown-variable"]["what"]]


@pytest.mark.parametrize(
    ("there", "shown"),
    [
        ("Install it.\n\nUse it.\n", [([0], "Install $[nowhere]."), ([1], "Install it.")]),
        ("Install $[nowhere].\n\nUse it.\n", [([0, 1], "Install $[nowhere].")]),
        (
            "Install $[nowhere].\n\nWait a minute.\n\nUse it.\n",
            [([0], "Install $[nowhere]."), ([1], "Install $[nowhere].\n\nWait a minute.")],
        ),
        ("Use it.\n", [([0], "Install $[nowhere]."), ([1], "")]),
    ],
    ids=["other words", "the same", "more after it", "nothing"],
)
def test_a_passage_is_shown_as_the_other_trees_have_it(
    there: str, shown: list[tuple[list[int], str]], folder: Path, command: Command
) -> None:
    head = "# One\n\nRead this first.\n\n"
    roots.make(
        folder,
        {
            "site/guide/bad.mdx": f"{head}Install $[nowhere].\n\nUse it.\n",
            "site/guide_versioned_docs/version-1.10/bad.mdx": head + there,
        },
    )
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    found = [
        (passage["trees"], data["texts"][passage["text"]])
        for passage in data["causes"][0]["passages"]
    ]
    assert found == shown


def test_a_line_without_end_is_cut(folder: Path, command: Command) -> None:
    long = "word " * 40_000
    roots.make(
        folder,
        {
            "site/guide/bad.mdx": f"# One\n\n{long}$[nowhere] {long}\n",
            "site/guide_versioned_docs/version-1.10/bad.mdx": f"# One\n\nOther {long}\n",
        },
    )
    assert command("report", "--output-file", "report.html", "--select", "unknown-variable")[0] == 0
    data = data_of(folder / "report.html")
    before, found, after = (data["texts"][each] for each in data["causes"][0]["places"][0]["text"])
    assert (before[0], found, after[-1]) == ("…", "$[nowhere]", "…")
    assert max(map(len, data["texts"])) < 5_000


def test_a_placement_has_its_state_its_text_and_what_decided(
    folder: Path, command: Command
) -> None:
    snippet_roots.make(folder)
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    texts = data["texts"]
    (snippet,) = data["snippets"]
    assert texts[snippet["name"]] == "paging/how"
    placement = snippet["placements"][0]
    assert placement["state"] in ("missing", "current")
    assert texts[placement["wanted"]].startswith("Set `pageSize` to `0` and The Guide")
    path, line, _, words = placement["quote"]
    assert (texts[path], texts[words]) == ("guide/params.json", "Set to 0 to disable paging.")
    assert line == 5


def test_parameters_have_a_record_for_each_way_they_are_documented(
    folder: Path, command: Command
) -> None:
    roots.make(
        folder,
        {
            "site/guide_versioned_docs/version-1.10/params.json": snippet_roots.SILENT,
            "site/guide_versioned_docs/version-1.9/params.json": None,
        },
    )
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    texts = data["texts"]
    (parameter,) = data["parameters"]
    names = [texts[word] for word in parameter["spellings"]]
    assert names == ["pageSize", "PageSize", "APP_PAGESIZE"]
    said, silent = parameter["records"]
    assert [tree for tree, _, _ in said["places"]] == [0]
    assert [tree for tree, _, _ in silent["places"]] == [1]
    assert texts[said["default"]] == "10"
    (sentence,) = said["sentences"]
    assert texts[sentence["text"]] == "Set to 0 to disable paging."
    assert texts[sentence["value"]] == "0"
    assert silent["sentences"] == []
    assert data["trees"][2]["reference"] is None


def test_a_site_without_references_and_snippets_has_a_report(
    folder: Path, command: Command
) -> None:
    roots.make(
        folder,
        {
            "versions.yaml": roots.VERSIONS.partition("references:")[0],
            **{name: None for name in roots.FILES if name.endswith(("params.json", ".js"))},
        },
    )
    assert command("report", "--output-file", "report.html")[0] == 0
    data = data_of(folder / "report.html")
    assert (data["causes"], data["snippets"], data["parameters"]) == ([], [], [])
    assert data["texts"][data["checked"]] == "3 pages"


def test_a_tree_and_rules_can_be_chosen(folder: Path, command: Command) -> None:
    roots.make(folder, {**BOTH, "site/guide/other.mdx": "# Other\n\n[no](nowhere.mdx)\n"})
    page = folder / "report.html"
    chosen = ("report", "--output-file", str(page), "--tree", "guide/1.10")
    assert command(*chosen)[0] == 0
    data = data_of(page)
    assert [tree["shown"] for tree in data["trees"]] == [False, True, False]
    assert [place["tree"] for cause in data["causes"] for place in cause["places"]] == [1]
    assert command("report", "--output-file", str(page), "--select", "broken-link")[0] == 0
    assert {cause["rule"] for cause in data_of(page)["causes"]} == {"broken-link"}
    assert command("report", "--output-file", str(page), "--ignore", "broken-link")[0] == 0
    assert {cause["rule"] for cause in data_of(page)["causes"]} == {"unknown-variable"}


def test_what_a_baseline_accepts_is_left_out_unless_asked_for(
    folder: Path, command: Command
) -> None:
    roots.make(folder, BOTH)
    command("lint", "--write-baseline")
    assert command("report", "--output-file", "report.html")[0] == 0
    assert data_of(folder / "report.html")["causes"] == []
    assert command("report", "--output-file", "report.html", "--no-baseline")[0] == 0
    assert len(data_of(folder / "report.html")["causes"]) == 1


def test_the_same_docs_give_the_same_bytes(folder: Path, command: Command) -> None:
    roots.make(folder, {**BOTH, **hostile_root.FILES})
    command("report", "--output-file", "one.html")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "tools")}
    arguments = (sys.executable, "-m", "docs_snippets", "report", "--output-file", "two.html")
    subprocess.run(arguments, env=environment, check=True, capture_output=True)
    assert (folder / "one.html").read_bytes() == (folder / "two.html").read_bytes()


def test_only_the_script_and_the_style_of_the_page_may_run(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    command("report", "--output-file", "report.html")
    elements = read(folder / "report.html")
    (policy,) = [
        each.attributes["content"] or ""
        for each in elements
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert "unsafe" not in policy
    for name in ("script", "style"):
        (inline,) = [e for e in elements if e.name == name and "type" not in e.attributes]
        digest = hashlib.sha256("".join(inline.text).encode()).digest()
        assert rules[f"{name}-src"] == f"'sha256-{base64.b64encode(digest).decode()}'"
    for each in elements:
        assert not {"src", "style", "srcset", "data"} & each.attributes.keys()
        assert not [name for name in each.attributes if name.startswith("on")]
        assert (each.attributes.get("href") or "#").startswith("#")


def test_no_text_of_a_page_can_leave_the_data(folder: Path, command: Command) -> None:
    roots.make(folder, hostile_root.FILES)
    assert command("report", "--output-file", "report.html")[0] == 0
    elements = read(folder / "report.html")
    assert [each.name for each in elements if each.name in ("script", "img", "a")] == [
        *("a", "script", "script")
    ]
    raw = next("".join(e.text) for e in elements if "json" in (e.attributes.get("type") or ""))
    assert raw.isascii()
    assert not set("<>&") & set(raw)
    texts = data_of(folder / "report.html")["texts"]
    assert any(hostile_root.SHOWN in text for text in texts)
    assert f"The {hostile_root.SHOWN} Guide" in texts
    assert not any(hostile_root.TEXT in text for text in texts)
    assert any("<img src=x onerror=alert(5)>.mdx" in text for text in texts)


def test_the_script_writes_no_html() -> None:
    script = ROOT / "tools/docs_snippets/report/html/script"
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "http")
    for file in script.glob("*.js"):
        text = file.read_text("utf-8")
        assert not [word for word in forbidden if word in text], file.name


def test_a_file_of_others_is_left_alone(folder: Path, command: Command) -> None:
    roots.make(folder)
    page = folder / "report.html"
    page.write_text("<!doctype html>\n<p>mine</p>\n")
    code, out, err = command("report", "--output-file", "report.html")
    assert (code, out) == (2, "")
    assert err == (
        "docs-snippets report: 'report.html' was not written by this program; name another file\n"
    )
    assert page.read_text() == "<!doctype html>\n<p>mine</p>\n"
    page.unlink()
    assert command("report", "--output-file", "report.html")[0] == 0
    before = page.read_bytes()
    (folder / "site/guide/bad.mdx").write_text(BAD)
    assert command("report", "--output-file", "report.html")[0] == 0
    assert page.read_bytes() != before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: --output-file"),
        (("--output-file", "no/such.html"), "cannot write 'no/such.html': 'no' is not a folder"),
        (("--output-file", "site"), "cannot write 'site': it is a folder"),
        (
            ("--output-file", "report.html", "--tree", "guide/nxt"),
            "no tree 'guide/nxt'; did you mean 'guide/next'?",
        ),
        (
            ("--output-file", "report.html", "--select", "unknown-varable"),
            "no rule 'unknown-varable'; did you mean 'unknown-variable'?",
        ),
        (
            ("--output-file", "report.html", "--baseline", "no.json"),
            "no such baseline: 'no.json'; `lint --write-baseline` writes one",
        ),
    ],
    ids=["no file", "no folder", "a folder", "tree", "rule", "baseline"],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, folder: Path, command: Command
) -> None:
    roots.make(folder)
    code, out, err = command("report", *arguments)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"docs-snippets report: {said}"
    assert not (folder / "report.html").exists()


def test_what_could_not_be_checked_is_on_the_page_and_in_the_exit_code(
    folder: Path, command: Command
) -> None:
    roots.make(folder, {"site/guide/params.json": "{"})
    code, out, _ = command("report", "--output-file", "report.html")
    assert code == 2
    assert "error[unreadable-reference]" in out
    (cause,) = data_of(folder / "report.html")["causes"]
    assert cause["rule"] == "unreadable-reference"


def test_a_broken_definition_is_a_finding_and_the_rest_is_there(
    folder: Path, command: Command
) -> None:
    roots.make(folder, {"snippets/paging.yaml": "subjects: 7\n"})
    assert command("report", "--output-file", "report.html")[0] == 2
    data = data_of(folder / "report.html")
    assert "invalid-snippet" in {cause["rule"] for cause in data["causes"]}
    assert data["snippets"] == []
    assert len(data["parameters"]) == 1


def test_what_a_baseline_accepts_is_there_as_accepted(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    command("lint", "--write-baseline")
    new = {"site/guide/new.mdx": BAD.replace("nowhere", "elsewhere")}
    roots.make(folder, {**BOTH, **new})
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    texts = data["texts"]
    assert data["findings"] == 1
    assert [texts[cause["page"]] for cause in data["causes"]] == ["new.mdx"]
    assert [texts[cause["page"]] for cause in data["accepted"]] == ["bad.mdx"]
    assert len(data["accepted"][0]["places"]) == 2


def test_a_finding_says_how_to_fix_it(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    parts = [
        (kind, data["texts"][words]) for kind, words in data["rules"]["unknown-variable"]["instead"]
    ]
    assert ("code", "Install $[prodname].") in parts
    assert not any("```" in words for _, words in parts)


def test_the_page_names_the_commit_that_it_describes(folder: Path, command: Command) -> None:
    roots.make(folder, BOTH)
    command("report", "--output-file", "report.html")
    assert data_of(folder / "report.html")["commit"] is None
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "site", "versions.yaml")
    git(folder, "commit", "-q", "-m", "some words")
    commit = git(folder, "rev-parse", "--short=12", "HEAD").strip()
    for _ in range(2):  # the report itself is no change
        command("report", "--output-file", "site/report.html")
        data = data_of(folder / "site" / "report.html")
        assert data["texts"][data["commit"]] == commit
    (folder / "site" / "guide" / "bad.mdx").write_text("# Other\n")
    command("report", "--output-file", "report.html")
    data = data_of(folder / "report.html")
    assert data["texts"][data["commit"]] == f"{commit}, with uncommitted changes"


def test_places_link_to_their_files_where_an_address_is_given(
    folder: Path, command: Command
) -> None:
    name = 'site/guide/a #b"><img src=x>.mdx'
    roots.make(folder, {name: BAD})
    git(folder, "init", "-q", "-b", "main")
    command("report", "--output-file", "report.html")
    assert not any(
        "url" in place
        for cause in data_of(folder / "report.html")["causes"]
        for place in cause["places"]
    )
    command(
        "report", "--output-file", "report.html", "--base-url", "https://example.com/x/blob/main/"
    )
    data = data_of(folder / "report.html")
    (cause,) = data["causes"]
    assert data["texts"][cause["places"][0]["url"]] == (
        "https://example.com/x/blob/main/site/guide/a%20%23b%22%3E%3Cimg%20src%3Dx%3E.mdx#L3"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "example.com", "https://", "https://a b"]
)
def test_an_address_that_is_none_is_refused(address: str, folder: Path, command: Command) -> None:
    roots.make(folder)
    code, _, err = command("report", "--output-file", "report.html", f"--base-url={address}")
    assert code == 2
    assert err == f"docs-snippets report: --base-url: {address!r} is not an http or https address\n"


def test_a_page_that_becomes_shorter_meanwhile(
    folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor saves while pages are checked, which takes some seconds."""
    roots.make(folder, BOTH)
    check = linter.lint_pages

    def then_shorten(*arguments: Any) -> tuple[Diagnostic, ...]:
        found = check(*arguments)
        for path in BOTH:
            (folder / path).write_text("# One\n")
        return found

    monkeypatch.setattr(linter, "lint_pages", then_shorten)
    code, out, err = command("report", "--output-file", "report.html")
    assert (code, out) == (0, "")
    assert err.startswith("wrote report.html: 2 errors in 2 files")


@pytest.mark.parametrize("shorter", ["", "# One\n", None])
@pytest.mark.parametrize("arguments", [*FORMS, ["--diff"], ["--fix"], ["--generated"]])
def test_a_page_that_becomes_shorter_or_goes_while_it_is_linted(
    folder: Path,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    shorter: str | None,
) -> None:
    roots.make(folder, {"site/guide/bad.mdx": f"{BAD}\n:::note Before you\n\nStart.\n\n:::\n"})
    check = linter.lint_pages

    def then_change(*some: Any) -> tuple[Diagnostic, ...]:
        found = check(*some)
        page = folder / "site/guide/bad.mdx"
        page.unlink() if shorter is None else page.write_text(shorter)
        return found

    monkeypatch.setattr(linter, "lint_pages", then_change)
    code, out, err = command("lint", *arguments)
    assert code == 2 if arguments == ["--fix"] else code in (0, 1)
    assert "cannot be checked: " not in out
    assert "docs-snippets: " not in err
