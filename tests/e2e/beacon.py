"""Builds the example site of one plugin and two languages with Docusaurus, and opens its pages.

Part of `make e2e`. `python tests/e2e/beacon.py FOLDER`, where FOLDER/site holds `node_modules`.
"""

import shutil
import sys
from pathlib import Path

from docs_snippets.docs.docs import Docs, load
from e2e.browser import browser, chromium, served, watched
from e2e.session import run

ROOT = Path(__file__).parents[2]
TRANSLATED = ("/de/", "/de/next/")
"""Routes of the pages in another language, which docs-snippets does not compute."""


def main(folder: Path) -> int:
    """0 when every page of every version and language is published where docs-snippets says."""
    program = chromium()
    if program is None:
        sys.stderr.write("no Chromium: install Debian's package chromium, or name it in CHROMIUM\n")
        return 2
    site = folder / "beacon"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(ROOT / "examples/beacon", site)
    (site / "node_modules").symlink_to(folder / "site/node_modules")
    run(sys.executable, "-m", "docs_snippets", "init", folder=site)
    run(sys.executable, "-m", "docs_snippets", "lint", "--fail-on", "info", folder=site)
    run(site / "node_modules" / ".bin" / "docusaurus", "build", folder=site)
    docs = load(str(site / "versions.yaml"), None)
    assert isinstance(docs, Docs), docs
    routes = [*filter(None, map(docs.route, docs.pages.paths())), *TRANSLATED]
    wrong: list[str] = []
    with browser(program) as running, served(site / "build") as address:
        for route in routes:
            tab, said = watched(running)
            answer = tab.goto(f"{address}{route}")
            if answer is None or not answer.ok:
                said.append(f"nothing is published at {route}")
            wrong += said
            tab.context.close()
    sys.stdout.write(f"\nbeacon: {len(routes)} pages\n")
    sys.stdout.write("".join(f"    WRONG: {each}\n" for each in wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
