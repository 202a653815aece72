"""Builds the documentation site with Docusaurus, checks it with docs-snippets, and reads it.

Part of `make e2e`. Each page is opened in Chromium; those of each kind are looked at on a phone and
in the dark, and by axe-core. `python tests/e2e/site.py SITE [SCREENSHOTS]`, where SITE is built.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from docs_snippets.linting import manual
from e2e.browser import browser, chromium, served, watched

ROOT = Path(__file__).parents[2]
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
KINDS = ("/", "/snippets", "/rules", "/rules/undocumented-value", "/reference", "/reference/lint")
"""A page of each kind."""


def main(site: Path, pictures: Path | None) -> int:
    """0 when every page does what it should."""
    program = chromium()
    if program is None:
        sys.stderr.write("no Chromium: install Debian's package chromium, or name it in CHROMIUM\n")
        return 2
    check_with_docs_snippets(site)
    routes = [*_routes(site / "build")]
    rules = {f"/rules/{name}" for name in manual.names()}
    missing = sorted(rules - {*routes})
    wrong = [f"{route}: there is no such page" for route in missing]
    axe = (site / "node_modules/axe-core/axe.min.js").read_text("utf-8")
    with browser(program) as running, served(site / "build") as address:
        wrong += _opened(running, address, routes, axe)
        wrong += _searched(running, address)
        for scheme in ("light", "dark"):
            for window, size in (("desk", DESK), ("phone", PHONE)):
                name = f"{scheme}-{window}"
                options: dict[str, object] = {"viewport": size, "color_scheme": scheme}
                wrong += _looked_at(running, address, axe, name, options, pictures)
    sys.stdout.write(f"  documentation site: {len(routes)} pages, {len(rules)} of rules\n")
    sys.stdout.write("".join(f"    WRONG: {each}\n" for each in wrong))
    sys.stdout.write(f"\n{len(wrong)} wrong\n")
    return int(bool(wrong))


def check_with_docs_snippets(site: Path) -> None:
    """Ends the program where docs-snippets has a finding on a page of the site."""
    command = (sys.executable, "-m", "docs_snippets", "lint", "--no-cache", "--fail-on", "info")
    config = ("--config", str(site / "versions.yaml"))
    done = subprocess.run((*command, *config), check=False)
    if done.returncode:
        raise SystemExit("docs-snippets has findings on its own site")


def _routes(build: Path) -> Iterator[str]:
    for file in sorted(build.rglob("index.html")):
        folder = file.parent.relative_to(build).as_posix()
        if folder != "search":
            yield "/" if folder == "." else f"/{folder}"


def _opened(running: Browser, address: str, routes: list[str], axe: str) -> Iterator[str]:
    """What is wrong with pages that are opened as most readers see them."""
    tab, wrong = watched(running, viewport=DESK, color_scheme="light")
    for route in routes:
        answer = tab.goto(f"{address}{route}")
        if answer is None or not answer.ok:
            yield f"{route}: is not served"
            continue
        name = route.rpartition("/")[2]
        heading = tab.get_by_role("heading", level=1).first.inner_text()
        if route.startswith("/rules/") and not heading.startswith(f"{name} ("):
            yield f"{route}: its heading is {heading!r}"
        yield from (f"{route}: {each}" for each in _violations(tab, axe))
        yield from (f"{route}: {each}" for each in wrong)
        wrong.clear()
    tab.context.close()


def _violations(tab: Page, axe: str) -> list[str]:
    """What axe-core has to say of the page as it is."""
    tab.wait_for_function("document.documentElement.dataset.hasHydrated === 'true'")
    tab.evaluate(axe)
    found = tab.evaluate(
        "axe.run().then((done) => done.violations.map((each) => `${each.id}: ${each.help}: `"
        " + each.nodes.map((node) => node.html.slice(0, 120)).slice(0, 2).join(' ; ')))"
    )
    return [str(each) for each in found]


def _searched(running: Browser, address: str) -> list[str]:
    """The search of the site finds a rule by its name, and its page opens."""
    tab, wrong = watched(running, viewport=DESK)
    tab.goto(address)
    field = tab.get_by_role("combobox").or_(tab.get_by_placeholder("Search")).first
    field.click()
    field.press_sequentially("undocumented-value", delay=20)
    found = tab.locator("[class*=suggestion] [class*=hitTitle]").filter(
        has_text=re.compile("undocumented-value")
    )
    expect(found.first).to_be_visible()
    found.first.click()
    expect(tab).to_have_url(re.compile("/rules/undocumented-value"))
    tab.context.close()
    return wrong


def _looked_at(
    running: Browser,
    address: str,
    axe: str,
    name: str,
    options: dict[str, object],
    pictures: Path | None,
) -> Iterator[str]:
    """What is wrong in a window of a size and in a colour scheme; pictures of it where wanted."""
    for route in KINDS:
        tab, wrong = watched(running, **options)
        tab.goto(f"{address}{route}", wait_until="networkidle")
        if pictures:
            file = f"{route.strip('/').replace('/', '-') or 'start'}-{name}.png"
            tab.screenshot(path=pictures / file)
        wrong += _violations(tab, axe)
        wide = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            wrong.append(f"{wide} pixels wider than the window")
        yield from (f"{route}, {name}: {each}" for each in wrong)
        tab.context.close()


if __name__ == "__main__":
    shots = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    sys.exit(main(Path(sys.argv[1]).resolve(), shots))
