"""A page says the same with other line ends, a byte-order mark, or no line end at its end."""

from dataclasses import replace
from pathlib import Path

import pytest

import cases
from cases import Case, File

CASES = [case for case in cases.found(cases.HERE / "rules") if case.report is not None]
PAGES = (".md", ".mdx")


def _written(file: File, ends: str) -> File:
    is_page = file.path.endswith(PAGES) and "\r" not in file.text
    return File(file.path, file.text.replace("\n", ends)) if is_page else file


def _with(case: Case, ends: str) -> Case:
    files, before, after = (
        tuple(_written(file, ends) for file in part)
        for part in (case.files, case.before, case.after)
    )
    return replace(case, files=files, before=before, after=after)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_report_with_windows_line_ends(case: Case, tmp_path: Path) -> None:
    assert cases.run(_with(case, "\r\n"), tmp_path) == case.report
