"""A page says the same with other line ends, a byte-order mark, or no line end at its end."""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest

import cases
from cases import Case, File
from conftest import Command, SiteMaker

CASES = [case for case in cases.found(cases.HERE / "rules") if case.report is not None]
PAGES = (".md", ".mdx")
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"

FORMS: dict[str, Callable[[str], str]] = {
    "old line ends": lambda text: text.replace("\n", "\r"),
    "a byte-order mark": lambda text: BOM + text,
    "no line end at the end": lambda text: text.rstrip("\n"),
}


def _written(file: File, form: Callable[[str], str]) -> File:
    is_page = file.path.endswith(PAGES) and "\r" not in file.text
    return File(file.path, form(file.text)) if is_page else file


def _with(case: Case, form: Callable[[str], str]) -> Case:
    files, before, after = (
        tuple(_written(file, form) for file in part)
        for part in (case.files, case.before, case.after)
    )
    return replace(case, files=files, before=before, after=after)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_report_with_windows_line_ends(case: Case, tmp_path: Path) -> None:
    assert cases.run(_with(case, lambda text: text.replace("\n", "\r\n")), tmp_path) == case.report


@pytest.mark.parametrize(("case", "form"), [*zip(CASES, cycle(FORMS), strict=False)], ids=str)
def test_report_with_another_form(case: Case, form: str, tmp_path: Path) -> None:
    """The forms in turn, so that each rule meets most of them."""
    assert cases.run(_with(case, FORMS[form]), tmp_path) == case.report


@pytest.mark.parametrize(
    "text",
    [
        "---\ndescription: a\nhide: true\n/\n---\n\n# A\n",
        "# A\n\nThe text ends with a <\n",
        "# A\n\nThe the text ends with a <\n\n```yaml\na: [\n```\n",
    ],
)
def test_a_place_at_the_end_of_a_line(text: str, site: SiteMaker, command: Command) -> None:
    places = []
    for written in (text, text.replace("\n", "\r\n")):
        site({"calico/3.31/page.mdx": written})
        said = command("lint", "--output-format", "json")[1]
        places.append([{**each, "notes": []} for each in json.loads(said)["findings"]])
    assert places[0] == places[1]
    assert places[0]
