"""What a run found, as tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from selftest.field import Outcome
from selftest.ground import Mistake

WANTED = 0.95
_LONGEST = 160


def passed(outcomes: Sequence[Outcome]) -> bool:
    """Whether enough was found and nothing else was said."""
    found = sum(1 for one in outcomes if one.by)
    return found >= WANTED * len(outcomes) and not any(one.others for one in outcomes)


def lines(mistakes: Sequence[Mistake], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """The report: what was missed or said beside, then a table of mistakes and one of rules."""
    yield from _to_look_at(outcomes)
    yield from _table(
        ("mistake", "planted", "found", "others", "by"), _by_mistake(mistakes, outcomes)
    )
    yield ""
    yield from _table(("rule", "planted", "found", "others"), _by_rule(mistakes, outcomes))
    yield ""
    found = sum(1 for one in outcomes if one.by)
    others = sum(1 for one in outcomes if one.others)
    share = 100 * found / len(outcomes) if outcomes else 100
    kinds = len({one.mistake for one in outcomes})
    yield (
        f"{kinds} kinds of mistakes, {len(outcomes)} planted, {found} found ({share:.1f} %), "
        f"{others} with other findings"
    )


def _to_look_at(outcomes: Iterable[Outcome]) -> Iterator[str]:
    for one in outcomes:
        if one.by and not one.others:
            continue
        yield f"{'other findings' if one.by else 'NOT FOUND'}: {one.mistake}, {one.path}:{one.line}"
        yield f"    - {one.before[:_LONGEST]}"
        yield f"    + {one.after[:_LONGEST]}"
        yield from (f"    {other[: 2 * _LONGEST]}" for other in one.others)
        yield ""


def _by_mistake(
    mistakes: Sequence[Mistake], outcomes: Sequence[Outcome]
) -> Iterator[Sequence[str]]:
    for mistake in mistakes:
        own = [one for one in outcomes if one.mistake == mistake.name]
        rules = Counter(rule for one in own for rule in one.by)
        by = ", ".join(f"{rule} {count}" for rule, count in rules.most_common())
        yield (mistake.name, *_figures(own), by or ("no place for it here" if not own else ""))


def _by_rule(mistakes: Sequence[Mistake], outcomes: Sequence[Outcome]) -> Iterator[Sequence[str]]:
    """By rule: the mistakes it may find, those it found, and how often it spoke beside."""
    spoke = Counter(other.split(": ")[1] for one in outcomes for other in one.others)
    for rule in sorted({*spoke, *(rule for mistake in mistakes for rule in mistake.by)}):
        names = {mistake.name for mistake in mistakes if rule in mistake.by}
        own = [one for one in outcomes if one.mistake in names]
        found = sum(1 for one in own if rule in one.by)
        yield (rule, str(len(own)), str(found), str(spoke[rule]))


def _figures(own: Sequence[Outcome]) -> tuple[str, str, str]:
    found = sum(1 for one in own if one.by)
    return str(len(own)), str(found), str(sum(1 for one in own if one.others))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    every = [head, *rows]
    widths = [max(len(row[column]) for row in every) for column in range(len(head))]
    for row in every:
        cells = (
            cell.rjust(width) if cell.isdecimal() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()
