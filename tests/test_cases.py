"""Every literate case under `tests/rules` shows exactly what it promises."""

from pathlib import Path

import pytest

import cases
from cases import Case

RULES = cases.HERE / "rules"


@pytest.mark.parametrize("case", cases.found(RULES), ids=str)
def test_report(case: Case, tmp_path: Path, updating: bool) -> None:
    report = cases.run(case, tmp_path)
    if updating and report != case.report:
        cases.update(case, report)
    elif not updating:
        assert case.report is not None, "the case has no report; write it with --update"
        assert report == case.report
