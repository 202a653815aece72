"""Kills every command that writes at each of its calls to the system that write; `make attack`."""

import argparse
import importlib
import pkgutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import docs_snippets
from attack.commands import COMMANDS, Attacked
from attack.kills import kill, undisturbed
from attack.tracing import POSSIBLE


def main(pattern: str) -> int:
    """Attacks the commands whose lines hold a text; 1 where anything was broken."""
    if not POSSIBLE:
        sys.stderr.write("processes can be traced on Linux alone, x86_64 or aarch64\n")
        return 2
    load_all()
    attacked = [_attack(each) for each in COMMANDS if pattern in str(each)]
    calls = sum((each.calls for each in attacked), Counter[str]())
    broken_ones = sum(each.broken for each in attacked)
    told = ", ".join(f"{count} {name}" for name, count in calls.most_common())
    kills = sum(each.kills for each in attacked)
    sys.stdout.write(f"{kills:4} kills, {broken_ones} broken; at {told}\n")
    return int(broken_ones > 0)


class _Attack(NamedTuple):
    """The calls at which a command was killed, and how often that broke something."""

    kills: int
    calls: Counter[str]
    broken: int


def _attack(command: Attacked) -> _Attack:
    """Kills a command at each of its calls, and prints what came of it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        normal = undisturbed(command, Path(folder))
        kills = [kill(command, normal, at + 1) for at in range(normal.done.calls.total())]
    wrong = [f"  call {at}: {words}\n" for at, each in enumerate(kills, 1) for words in each.wrong]
    count, took = sum(each.reached for each in kills), time.monotonic() - started
    sys.stdout.write(f"{count:4} kills, {len(wrong)} broken, {took:5.1f} s  {command}\n")
    sys.stdout.writelines(wrong)
    sys.stdout.flush()
    return _Attack(count, normal.done.calls, len(wrong))


def load_all() -> None:
    """Imports the whole program once, so that no run has to."""
    for module in pkgutil.walk_packages(docs_snippets.__path__, "docs_snippets."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", default="", help="only command lines that hold this text")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(_arguments().commands))
