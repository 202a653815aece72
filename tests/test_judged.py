"""Verdicts on findings: what is kept of them, and what they say about a rule."""

import json
from collections import Counter
from pathlib import Path

import judged
from judged import Cause, Row

FINDINGS = {
    "findings": [
        {
            "rule": rule,
            "severity": "error",
            "path": path,
            "tree": tree,
            "line": line,
            "fingerprint": fingerprint,
        }
        for rule, path, tree, line, fingerprint in (
            ("broken-link", "calico/a.mdx", "calico/next", 3, "1" * 32),
            ("broken-link", "calico_versioned_docs/version-3.31/a.mdx", "calico/3.31", 4, "1" * 32),
            ("broken-link", "guides/b.mdx", None, 5, "2" * 32),
        )
    ]
}


def findings(folder: Path) -> tuple[Cause, ...]:
    file = folder / "findings.json"
    file.write_text(json.dumps(FINDINGS), encoding="utf-8")
    return judged.causes(file)


def test_a_mistake_in_two_versions_is_one_cause(tmp_path: Path) -> None:
    assert findings(tmp_path) == (
        Cause("broken-link", "error", "a.mdx", "1" * 12, "calico/a.mdx:3"),
        Cause("broken-link", "error", "guides/b.mdx", "2" * 12, "guides/b.mdx:5"),
    )


def test_the_table_names_what_is_still_to_read_and_counts_what_is_gone(tmp_path: Path) -> None:
    verdicts: judged.Verdicts = {
        ("broken-link", "a.mdx", "1" * 12): "right",
        ("broken-link", "old.mdx", "3" * 12): "wrong",
    }
    table = judged.table({"Docs": findings(tmp_path)}, verdicts)
    assert "| `broken-link` | error | 2 | 1 | 1 | 0 | 0 | 100% |\n" in table
    assert (
        "## Still to read: 1\n\n- guides/b.mdx:5 `broken-link,guides/b.mdx,222222222222`" in table
    )
    assert "findings that are gone: 1." in table


def test_a_rule_keeps_its_level_by_what_is_right_of_what_was_read() -> None:
    def row(level: str, right: int, wrong: int) -> Row:
        return Row(
            "broken-link", level, 99, Counter[judged.Verdict]({"right": right, "wrong": wrong})
        )

    assert row("error", 19, 1).holds
    assert not row("error", 18, 1).holds
    assert row("warning", 18, 3).holds
    assert not row("warning", 16, 3).holds
    assert row("info", 0, 1).holds
    assert row("error", 0, 0).holds


def test_the_verdicts_kept_are_in_order_with_a_reason_each() -> None:
    given = list(judged.read_verdicts())
    assert given == sorted(given)
