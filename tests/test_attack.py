"""A run may be killed at any moment: a sample of what `make attack` does, drawn anew each time.

The seed is that of the whole run, in the first lines of its output.
"""

import random
import signal
import subprocess
from pathlib import Path

import pytest

from attack.commands import COMMANDS, Attacked
from attack.kills import kill, undisturbed
from attack.tracing import POSSIBLE, traced

KILLS = 4
"""Of each command."""

pytestmark = pytest.mark.skipif(not POSSIBLE, reason="Linux alone lets a process be traced so")


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_files_are_whole_after_a_kill_and_the_next_run_finishes(
    command: Attacked, tmp_path: Path
) -> None:
    normal = undisturbed(command, tmp_path)
    assert normal.after != normal.before
    calls = range(1, normal.done.calls.total() + 1)
    for at in random.sample(calls, min(KILLS, len(calls))):
        assert kill(command, normal, at).wrong == (), f"killed at call {at}"


def test_calls_of_child_processes_are_seen(tmp_path: Path) -> None:
    """What a command starts is killed with it, wherever the call is made."""
    file = tmp_path / "file"

    def task() -> int:
        return subprocess.run(["touch", file], check=False).returncode

    whole = traced(task)
    assert (whole.code, file.exists()) == (0, True)
    file.unlink()
    first = list(whole.calls).index("openat") + 1
    killed = [traced(task, at).code for at in range(1, first + 1)]
    assert (set(killed), file.exists()) == ({-signal.SIGKILL}, False)
