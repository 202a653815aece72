"""Builds the example docs with the real Docusaurus and looks at every page with generated text.

`make e2e`, or `python tests/e2e/session.py FOLDER`, where FOLDER holds the site's `node_modules`.
The docs are rendered, built once with each setting of `mdx1Compat`, and opened in Chromium: every
admonition has to show with its title, every code block and sentence with the right text.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser

from docs_snippets.docs.docs import Docs, load
from docs_snippets.linting import generated_text
from docs_snippets.mdx.page import Page
from e2e.browser import browser, chromium, served, watched
from e2e.expected import expected

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "examples" / "docs"
LOOK = Path(__file__).with_name("shown.js").read_text("utf-8")
SETTING = re.compile(r"(?<=mdx1CompatDisabledByDefault: )true")


def main(folder: Path) -> int:
    """0 when every page shows what it should, in both settings."""
    program = chromium()
    if program is None:
        sys.stderr.write("no Chromium: install Debian's package chromium, or name it in CHROMIUM\n")
        return 2
    wrong = 0
    with browser(program) as running:
        for disabled in ("true", "false"):
            sys.stdout.write(f"\nmdx1CompatDisabledByDefault: {disabled}\n")
            sys.stdout.flush()
            site = folder / "site"
            build(site, disabled)
            wrong += look(site, running)
    sys.stdout.write(f"\n{wrong} wrong\n")
    return int(wrong > 0)


def build(site: Path, disabled: str) -> None:
    """Copies the docs beside their packages, renders them and builds the site."""
    for old in site.iterdir() if site.is_dir() else ():
        if old.name != "node_modules":
            (shutil.rmtree if old.is_dir() else Path.unlink)(old)
    shutil.copytree(DOCS, site, dirs_exist_ok=True)
    config = site / "docusaurus.config.js"
    text, count = SETTING.subn(disabled, config.read_text("utf-8"))
    assert count == 1, f"{config.name} does not say mdx1CompatDisabledByDefault once"
    config.write_text(text, "utf-8")
    run(sys.executable, "-m", "docs_snippets", "render", "--docs", site)
    run(site / "node_modules" / ".bin" / "docusaurus", "build", folder=site)


def run(*command: str | Path, folder: Path = ROOT) -> None:
    """Runs a program to a good end; what it said is shown when it comes to a bad one.

    Docusaurus keeps compiled pages beside its packages, which all sites built here share: by their
    paths in the site, so that one site would get the pages of another.
    """
    done = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=os.environ | {"DOCUSAURUS_NO_PERSISTENT_CACHE": "true"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
        raise SystemExit(f"{Path(command[0]).name} exited with {done.returncode}")


def look(site: Path, running: Browser) -> int:
    """Opens every page with generated text and tells what it shows; the number of mistakes."""
    docs = load(str(ROOT / "versions.yaml"), str(site))
    assert isinstance(docs, Docs), docs
    paths = generated_text.pages(docs)
    assert paths, "no page has generated text"
    with served(site / "build") as address:
        return sum(_look_at(docs, path, address, running) for path in paths)


def _look_at(docs: Docs, path: str, address: str, running: Browser) -> int:
    page, route = docs.pages.page(path), docs.route(path)
    assert isinstance(page, Page), page
    wanted = list(expected(docs, page))
    tab, wrong = watched(running)
    answer = tab.goto(f"{address}{route}", wait_until="networkidle")
    if answer is None or not answer.ok:
        wrong.append(f"nothing is published at {route}")
    else:
        wrong += tab.evaluate(LOOK, [each._asdict() for each in wanted])
    tab.context.close()
    counts = Counter(each.kind for each in wanted)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
    sys.stdout.write(
        f"  {route}: {told}\n{''.join(f'    WRONG: {each}{chr(10)}' for each in wrong)}"
    )
    sys.stdout.flush()
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
