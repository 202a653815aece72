"""Draws docs/images/report.png, what a report looks like: `python tests/e2e/pictures.py`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from e2e.browser import browser, chromium, watched

ROOT = Path(__file__).parents[2]


def main() -> int:
    """0 when the picture was drawn."""
    program = chromium()
    if program is None:
        return 2
    with tempfile.TemporaryDirectory() as folder, browser(program) as running:
        file = Path(folder) / "report.html"
        config = str(ROOT / "examples/mistakes/versions.yaml")
        command = ("report", "--config", config, "--output-file", str(file), "-q")
        subprocess.run((sys.executable, "-m", "docs_snippets", *command), check=True)
        tab, _ = watched(running, viewport={"width": 1100, "height": 620}, color_scheme="light")
        tab.goto(f"{file.as_uri()}#findings?rule=undocumented-value")
        tab.get_by_role("heading", level=4).get_by_role("button").click()
        tab.screenshot(path=ROOT / "docs/images/report.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
