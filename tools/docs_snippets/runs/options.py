"""The options of commands as typed, frozen values: a command line once it is parsed.

A field is named as its option is. Options that are one command's alone stand in its module.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

STDIN = "-"
"""The path that stands for standard input."""

MOST_A_CORE = 4
"""Processes for each core beyond which they only take memory from one another."""

FILTER_MODES = ("caused", "added", "file", "nofilter")
"""Which findings of a change are reported; the first unless another is asked for."""


@dataclass(frozen=True, kw_only=True)
class CommonOptions:
    """What all commands have among their options. Without `trees`, all trees are meant."""

    docs: str | None = None
    references: str | None = None
    config: str | None = None
    trees: Sequence[str] = ()
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False


@dataclass(frozen=True, kw_only=True)
class LintOptions(CommonOptions):
    """The options of `lint`.

    `changed` is None without `--changed`, and empty where no commit is named with it.
    """

    paths: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    no_ignores: bool = False
    changed: str | None = None
    filter_mode: str | None = None
    pr_text: str | None = None
    baseline: str | None = None
    no_baseline: bool = False
    write_baseline: bool = False
    prune_baseline: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    output_format: str = "full"
    output_file: str | None = None
    generated: bool = False
    statistics: bool = False
    show_files: bool = False
    fail_on: str = "error"
    exit_zero: bool = False
    stdin_filename: str | None = None
    jobs: int | None = None
    no_cache: bool = False
    cache_dir: str | None = None
    watch: bool = False

    @property
    def of_change(self) -> bool:
        """Whether the run reports what a change causes."""
        return self.changed is not None

    @property
    def from_stdin(self) -> bool:
        """Whether a page comes from standard input."""
        return STDIN in self.paths

    @property
    def updates_baseline(self) -> bool:
        """Whether the run writes a baseline."""
        return self.write_baseline or self.prune_baseline


def conflict(options: LintOptions) -> str:
    """What is wrong with options of `lint` together: the first two that do not go together."""
    if not options.of_change and (options.pr_text is not None or options.filter_mode is not None):
        return f"{'--pr-text' if options.pr_text is not None else '--filter-mode'} needs --changed"
    updates = (
        ("--write-baseline", options.write_baseline),
        ("--prune-baseline", options.prune_baseline),
    )
    changed, stdin = options.of_change, options.from_stdin
    alone = (
        *(("--fix", options.fix), ("--diff", options.diff), *updates),
        *(("--show-files", options.show_files), ("--output-file", options.output_file)),
        ("standard input", stdin),
    )
    pairs = (
        *(("--watch", options.watch, name, on) for name, on in alone),
        *((name, on, "--no-baseline", options.no_baseline) for name, on in updates),
        *((name, on, "--generated", options.generated) for name, on in updates),
        *((name, on, "standard input", stdin) for name, on in updates),
        *(("--diff", options.diff, name, on) for name, on in updates),
        *((name, on, "--changed", changed) for name, on in updates),
        ("--changed", changed, "--generated", options.generated),
        ("--changed", changed, "standard input", stdin),
        ("--diff", options.diff, "--generated", options.generated),
        ("--diff", options.diff, "--output-file", options.output_file),
        ("--fix", options.fix, "--generated", options.generated),
        ("--fix", options.fix and not options.diff, "standard input; use --diff", stdin),
    )
    return next((f"{one} cannot be combined with {two}" for one, a, two, b in pairs if a and b), "")


def process_count(asked: int | None) -> int:
    """How many processes to use: one a core, unless a number is asked for."""
    return min(asked, MOST_A_CORE * _cores()) if asked else _cores()


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
