"""What a reader of the docs thought of findings on real pages, and what that says about each rule.

`judged.csv` holds one verdict a line: the rule, the page's path within its tree, the beginning of
the finding's fingerprint, and why. Versions of the docs that share a mistake share the fingerprint,
so a verdict is given once. `corpus.md` is the table; `make judged` writes it anew.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Verdict = Literal["right", "arguable", "wrong"]
"""Only `right` counts for a rule; `arguable` is true and may be meant all the same."""

HERE = Path(__file__).parent
VERDICTS = HERE / "judged.csv"
TABLE = HERE / "corpus.md"
SHARES = {"error": 0.95, "warning": 0.85}
"""What share of a rule's findings that were read has to be right for it to keep its level."""

KEPT = 12
"""Digits of a fingerprint that are kept."""
_TREE = re.compile(r"[\w-]+_versioned_docs/version-[^/]+/")
_HEAD = """# The rules on real docs

Every finding below was read against its page, the reference and the page in other versions, by
someone who had not written the rule. One mistake in several versions of a page counts once. A rule
keeps its level while 95 % (errors) or 85 % (warnings) of what was read is right; *arguable* counts
as not right. The verdicts and their reasons are in `judged.csv`; `make judged` writes this page.
"""


class Cause(NamedTuple):
    """One mistake as a rule tells it, wherever it is repeated."""

    rule: str
    level: str
    path: str
    fingerprint: str
    first: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What a verdict is kept by."""
        return self.rule, self.path, self.fingerprint


class Row(NamedTuple):
    """What is known of a rule at one level."""

    rule: str
    level: str
    causes: int
    verdicts: Counter[Verdict]

    @property
    def read(self) -> int:
        """How many findings somebody has read."""
        return self.verdicts.total()

    @property
    def share(self) -> float:
        """Of those, how many are right."""
        return self.verdicts["right"] / self.read if self.read else 1.0

    @property
    def holds(self) -> bool:
        """Whether the rule may keep its level."""
        return self.share >= SHARES.get(self.level, 0)


Verdicts = Mapping[tuple[str, str, str], Verdict]


def read_verdicts(file: Path = VERDICTS) -> Verdicts:
    """The verdicts given so far, each for one cause."""
    found: dict[tuple[str, str, str], Verdict] = {}
    with file.open(newline="", encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            verdict = next(each for each in get_args(Verdict) if each == line["verdict"])
            key = line["rule"], line["path"], line["fingerprint"]
            assert key not in found, f"judged twice: {key}"
            assert line["reason"], f"no reason: {key}"
            found[key] = verdict
    return found


def causes(file: Path) -> tuple[Cause, ...]:
    """The distinct causes among the findings of a `lint --output-format json`."""
    found: dict[tuple[str, str, str, str], Cause] = {}
    for each in json.loads(file.read_text(encoding="utf-8"))["findings"]:
        path, tree = each["path"], each["tree"]
        product = f"{tree.partition('/')[0]}/" if tree else ""
        within = _TREE.sub("", path.removeprefix(product), count=1) if tree else path
        cause = Cause(
            each["rule"],
            each["severity"],
            within,
            each["fingerprint"][:KEPT],
            f"{path}:{each['line']}",
        )
        found.setdefault((*cause.key, cause.level), cause)
    return tuple(found.values())


def rows(found: Iterable[Cause], verdicts: Verdicts) -> Iterator[Row]:
    """One row a rule and level, by name."""
    counts: Counter[tuple[str, str]] = Counter()
    given: dict[tuple[str, str], Counter[Verdict]] = {}
    for cause in found:
        at = cause.rule, cause.level
        counts[at] += 1
        judged = given.setdefault(at, Counter())
        if cause.key in verdicts:
            judged[verdicts[cause.key]] += 1
    for (rule, level), number in sorted(counts.items()):
        yield Row(rule, level, number, given[rule, level])


def table(docs: Mapping[str, Sequence[Cause]], verdicts: Verdicts) -> str:
    """The page: a table for each state of the docs, and what nobody has read yet."""
    parts = [_HEAD]
    for title, found in docs.items():
        parts += [f"\n## {title}\n\n", *_lines(list(rows(found, verdicts)))]
    everything = {cause.key: cause for found in docs.values() for cause in found}
    unread = sorted(cause for key, cause in everything.items() if key not in verdicts)
    gone = sum(key not in everything for key in verdicts)
    parts.append(f"\n## Still to read: {len(unread)}\n\n")
    parts += (f"- {each.first} `{each.rule},{each.path},{each.fingerprint}`\n" for each in unread)
    parts.append(f"\nVerdicts on findings that are gone: {gone}.\n" if gone else "")
    return "".join(parts)


def _lines(listed: Sequence[Row]) -> Iterator[str]:
    yield "| rule | level | distinct | read | right | arguable | wrong | share |\n"
    yield "|---|---|---:|---:|---:|---:|---:|---:|\n"
    for row in listed:
        right, arguable, wrong = (row.verdicts[each] for each in get_args(Verdict))
        share = f"{row.share:.0%}" if row.read else "–"
        held = "" if row.holds else " **too low**"
        yield (
            f"| `{row.rule}` | {row.level} | {row.causes} | {row.read} "
            f"| {right} | {arguable} | {wrong} | {share}{held} |\n"
        )
    total, read = sum(row.causes for row in listed), sum(row.read for row in listed)
    right = sum(row.verdicts["right"] for row in listed)
    share = f"{right / read:.1%}" if read else "–"
    yield f"| all | | {total} | {read} | {right} | | | {share} |\n"
