"""Works on a page of the example docs in Neovim, without a screen: `make e2e`.

Neovim is the one on the `PATH`, or the one that NEOVIM names.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_suffix(".lua")
PAGE = "examples/docs/calico/operations/ebpf/troubleshoot-ebpf.mdx"
PATIENCE = 300


def main() -> int:
    """0 when a writer sees what has to be seen."""
    program = os.environ.get("NEOVIM") or shutil.which("nvim")
    if program is None:
        sys.stderr.write("no Neovim: install Debian's package neovim, or name it in NEOVIM\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in ("versions.yaml", "snippets", "templates", "examples/docs"):
            _copy(ROOT / each, folder / each)
        environment = {
            **os.environ,
            "E2E_PAGE": str(folder / PAGE),
            "E2E_FOLDER": str(folder),
            "E2E_COMMAND": f"{sys.executable} -m docs_snippets server",
            "XDG_STATE_HOME": str(folder / ".state"),
            "XDG_CACHE_HOME": str(folder / ".cache"),
        }
        command = [program, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(SCRIPT)]
        done = subprocess.run(command, env=environment, timeout=PATIENCE, check=False)
    return done.returncode


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", "build"))
    else:
        shutil.copy(source, target)


if __name__ == "__main__":
    sys.exit(main())
