"""Kills a command at one of its calls, and says what is then not as it should be."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from attack.commands import Attacked
from attack.tracing import Traced, traced
from docs_snippets import cli
from docs_snippets.files.writing import PREFIX, SUFFIX

State = dict[str, bytes]


class Undisturbed(NamedTuple):
    """What a command does that nobody kills: what it finds, makes, and makes of that."""

    template: Path
    before: State
    done: Traced
    after: State
    repeated: Traced
    after_both: State


def undisturbed(command: Attacked, folder: Path) -> Undisturbed:
    """Runs a command twice in a copy of its repository."""
    template = command.make(folder / "template")
    root = folder / "undisturbed"
    _copy(template, root)
    before = state(root)
    done = run(command, root)
    after = state(root)
    repeated = run(command, root)
    return Undisturbed(template, before, done, after, repeated, state(root))


class Kill(NamedTuple):
    """Whether a run came to the call at which it was to be killed, and what is wrong after it."""

    reached: bool
    wrong: tuple[str, ...]


def kill(command: Attacked, normal: Undisturbed, at: int) -> Kill:
    """Kills a command at one of its calls, and runs it again."""
    root = normal.template.parent / "killed"
    _copy(normal.template, root)
    killed = run(command, root, at)
    left = state(root)
    wrong = [*_torn(normal, left), *_seen(normal, root, left)]
    finished = left == normal.after
    done, after = (normal.repeated, normal.after_both) if finished else (normal.done, normal.after)
    again = run(command, root)
    if again.code != done.code:
        wrong.append(f"the next run ends with {again.code} and not with {done.code}")
    wrong += [f"{name} is not what it should be" for name in _differing(state(root), after)]
    wrong += [f"{name} stays" for name in _temporary(root)]
    return Kill(killed.code == -signal.SIGKILL, tuple(wrong))


def state(root: Path) -> State:
    """All files of a repository: what each holds, and its mode."""
    found: State = {}
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        if file.is_file() and not name.startswith(".git/") and f"{SUFFIX}/" not in name:
            found[name] = f"{file.stat().st_mode:o} ".encode() + file.read_bytes()
    return found


def run(command: Attacked, root: Path, at: int = 0) -> Traced:
    """Runs a command in a repository, and kills it at its call number `at`, if any."""

    def task() -> int:
        null, out = os.open(os.devnull, os.O_RDONLY), root.parent / "out"
        os.dup2(null, 0)
        stream = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        os.chdir(root)
        os.environ.update(command.environment)
        return cli.main(command.arguments)

    return traced(task, at)


def _torn(normal: Undisturbed, left: State) -> Iterator[str]:
    for name in {*left, *normal.before, *normal.after}:
        if left.get(name) not in (normal.before.get(name), normal.after.get(name)):
            yield f"{name} is neither the old file nor the new one"


def _seen(normal: Undisturbed, root: Path, left: State) -> Iterator[str]:
    """What git sees of a killed run, and would not see of a whole one."""
    expected = {*_seen_by_git(normal.template), *_differing(left, normal.before)}
    yield from (f"git sees {name}" for name in _seen_by_git(root) - expected)


def _differing(one: State, other: State) -> list[str]:
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


def _seen_by_git(root: Path) -> set[str]:
    git = ("git", "-C", str(root), "-c", "core.excludesFile=", "-c", "core.quotePath=false")
    said = subprocess.run(
        (*git, "status", "--porcelain", "-uall"), capture_output=True, check=True, text=True
    ).stdout
    return {line[3:] for line in said.splitlines()}


def _temporary(root: Path) -> list[str]:
    return sorted(str(file.relative_to(root)) for file in root.rglob(f"{PREFIX}*{SUFFIX}"))


def _copy(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
