"""Opens the pages that `report` writes in Chromium and uses them as people do.

Part of `make e2e`. Among the docs are some whose every text wants to be run.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect

import hostile_root
import roots
from e2e.browser import browser, chromium, watched

ROOT = Path(__file__).parents[2]
LOOK = Path(__file__).with_name("looks.js").read_text("utf-8")
PARTS = ("overview", "findings", "snippets", "parameters")
OPENED = ".detail:visible, .panel"
PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}

Check = Callable[[Page, str], None]


def main() -> int:
    """0 when every page does what it should."""
    program = chromium()
    if program is None:
        sys.stderr.write("no Chromium: install Debian's package chromium, or name it in CHROMIUM\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, browser(program) as running:
        written = pages(Path(folder))
        wrong = sum(_tried(running, name, *each) for name, each in _checks(written))
    sys.stdout.write(f"\n{wrong} wrong\n")
    return int(wrong > 0)


def pages(folder: Path) -> dict[str, str]:
    """The address of a report for each of some docs, by name."""
    hostile = roots.make(folder / "hostile", hostile_root.FILES)
    bare = roots.make(
        folder / "bare", {"versions.yaml": roots.VERSIONS.partition("references:")[0]}
    )
    configurations = {
        "docs": ROOT / "versions.yaml",
        "mistakes": ROOT / "examples" / "mistakes" / "versions.yaml",
        "hostile": hostile / "versions.yaml",
        "bare": bare / "versions.yaml",
    }
    for name, configuration in configurations.items():
        file = folder / f"{name}.html"
        command = (sys.executable, "-m", "docs_snippets", "report", "--output-file", str(file))
        subprocess.run((*command, "--config", str(configuration), "-q"), check=True)
    return {name: (folder / f"{name}.html").as_uri() for name in configurations}


def _checks(written: dict[str, str]) -> Iterator[tuple[str, tuple[Check, str, dict[str, object]]]]:
    """Each check by its name, with the page it is for and the window it is made in."""
    plain: dict[str, object] = {"viewport": DESK}
    yield "filters", (_filters, written["mistakes"], plain)
    yield "addresses", (_addresses, written["mistakes"], plain)
    yield "keyboard", (_keyboard, written["mistakes"], plain)
    yield "siblings side by side", (_siblings, written["mistakes"], plain)
    yield "snippets", (_snippets, written["docs"], plain)
    yield "parameters", (_parameters, written["docs"], plain)
    yield "light and dark", (_colours, written["docs"], {**plain, "color_scheme": "dark"})
    yield "print", (_print, written["mistakes"], plain)
    yield "hostile texts", (_hostile, written["hostile"], plain)
    for name, address in written.items():
        for scheme in ("light", "dark"):
            for window, size in (("desk", DESK), ("phone", PHONE)):
                options: dict[str, object] = {"viewport": size, "color_scheme": scheme}
                yield f"looks of {name}, {scheme}, {window}", (_looks, address, options)


def _tried(
    running: Browser, name: str, check: Check, address: str, options: dict[str, object]
) -> int:
    """Makes a check and tells what was wrong; the number of mistakes."""
    tab, wrong = watched(running, **options)
    tab.set_default_timeout(5_000)
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    try:
        check(tab, address)
    except (AssertionError, Error) as error:
        wrong.append(str(error))
    wrong += [f"asked for {each}" for each in asked if each != address]
    tab.context.close()
    told = "".join(f"    WRONG: {each}\n" for each in wrong)
    sys.stdout.write(f"  {name}\n{told}")
    sys.stdout.flush()
    return len(wrong)


def _filters(tab: Page, address: str) -> None:
    tab.goto(f"{address}#findings")
    count, items = tab.get_by_role("status"), tab.locator(".item")
    expect(count).to_have_text(re.compile(r"^10 root causes, 10 findings$"))
    expect(items).to_have_count(10)
    tab.get_by_label("warning").check()
    expect(items).to_have_count(3)
    expect(tab).to_have_url(re.compile(r"#findings\?severity=warning$"))
    tab.get_by_label("error").check()
    expect(items).to_have_count(10)
    tab.get_by_label("Rule", exact=True).select_option("reserved-port")
    expect(count).to_have_text("1 root cause, 1 finding")
    tab.get_by_role("button", name="Clear filters").click()
    expect(items).to_have_count(10)
    tab.get_by_label("Search").fill("HEALTHPORT 99099")
    expect(items).to_have_count(1)
    expect(items).to_contain_text("invalid-value")
    tab.get_by_label("Search").fill("no such words")
    expect(count).to_have_text("Nothing matches these filters")
    tab.get_by_label("Search").fill("")
    tab.get_by_label("Tree", exact=True).select_option("calico/3.31")
    expect(items).to_have_count(10)
    tab.get_by_label("Group by").select_option("rule")
    expect(tab.get_by_role("heading", level=3).first).to_contain_text("invalid-value")


def _addresses(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.get_by_role("link", name="reserved-port").click()
    expect(tab.get_by_role("heading", level=2)).to_have_text("Findings")
    expect(tab.get_by_label("Rule", exact=True)).to_have_value("reserved-port")
    expect(tab.locator(".item")).to_have_count(1)
    tab.get_by_role("heading", level=4).get_by_role("button").click()
    link = tab.get_by_role("link", name="Link to this finding").get_attribute("href")
    assert link, "a finding has no address"
    tab.go_back()
    expect(tab.get_by_role("link", name="Overview")).to_have_attribute("aria-current", "page")
    tab.goto(f"{address}{link}")
    tab.reload()
    opened = tab.locator(".item.open")
    expect(opened).to_contain_text("reserved-port")
    expect(opened.get_by_role("button").first).to_be_focused()
    for nonsense in ("nonsense?q=%E0%A4%A", "constructor", "main", "?", "%"):
        tab.goto(f"{address}#{nonsense}")
        expect(tab.get_by_role("heading", level=3).first).to_have_text("Trees")
        expect(tab.get_by_role("link", name="Overview")).to_have_attribute("aria-current", "page")


def _keyboard(tab: Page, address: str) -> None:
    tab.goto(f"{address}#findings")
    tab.keyboard.press("Tab")
    skip = tab.get_by_role("link", name="Skip to the report")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("main")).to_be_focused()
    tab.keyboard.press("/")
    search = tab.get_by_label("Search")
    expect(search).to_be_focused()
    tab.keyboard.type("99099/")
    expect(search).to_have_value("99099/")
    tab.keyboard.press("Backspace")
    entry = tab.get_by_role("heading", level=4).get_by_role("button")
    for _ in range(10):
        tab.keyboard.press("Tab")
        if entry.evaluate("each => each === document.activeElement"):
            break
    expect(entry).to_be_focused()
    outline = entry.evaluate("each => getComputedStyle(each).outlineStyle")
    assert outline == "solid", f"what has the focus has an outline of {outline!r}"
    tab.keyboard.press("Enter")
    expect(entry).to_have_attribute("aria-expanded", "true")
    expect(tab.locator(".detail mark")).to_have_text("99099")
    tab.keyboard.press("Space")
    expect(entry).to_have_attribute("aria-expanded", "false")
    expect(tab.locator(".detail")).to_be_hidden()


def _siblings(tab: Page, address: str) -> None:
    tab.goto(f"{address}#findings?rule=sibling-omission")
    tab.get_by_role("heading", level=4).get_by_role("button").click()
    texts = tab.locator(".beside figure")
    expect(texts.first).to_contain_text("calico/3.31")
    assert texts.count() > 1, "the passages of siblings are not beside each other"
    expect(texts.locator("ins").first).to_be_visible()


def _snippets(tab: Page, address: str) -> None:
    tab.goto(f"{address}#snippets")
    expect(tab.get_by_role("rowheader", name="calico/next")).to_be_visible()
    cell = tab.get_by_role("button", name="current: healthz-port/enable in calico/next")
    cell.click()
    panel = tab.locator(".panel")
    expect(panel).to_contain_text("the reference documents bpfKubeProxyHealthzPort value 0")
    expect(panel.locator("blockquote")).to_contain_text("config-params.json:514")
    expect(panel.locator("pre")).to_contain_text("bpfKubeProxyHealthzPort")
    tab.reload()
    expect(panel).to_be_visible()
    tab.get_by_role("button", name="current: healthz-port/enable in calico/3.31").click()
    expect(panel).to_have_count(1)
    expect(panel).to_contain_text("does not document 0")


def _parameters(tab: Page, address: str) -> None:
    tab.goto(f"{address}#parameters")
    count = tab.get_by_role("status")
    expect(count).to_have_text(re.compile(r"^\d+ parameters$"))
    tab.get_by_label("Search").fill("FELIX_BPFKUBEPROXYHEALTHZPORT")
    expect(count).to_have_text("1 parameter")
    tab.get_by_role("button", name="bpfKubeProxyHealthzPort").click()
    table = tab.get_by_role("table", name="bpfKubeProxyHealthzPort by tree")
    expect(table.get_by_role("row").nth(1)).to_contain_text("calico/next")
    expect(tab.locator(".panel blockquote")).to_contain_text("Set to 0 to disable")
    tab.get_by_label("Only where trees differ").check()
    expect(tab).to_have_url(re.compile("differing=yes"))
    expect(count).to_have_text("1 parameter")


def _colours(tab: Page, address: str) -> None:
    tab.goto(address)
    background = "getComputedStyle(document.body).backgroundColor"
    dark = tab.evaluate(background)
    look = tab.get_by_role("button", name="Look: system")
    look.click()
    expect(tab.get_by_role("button", name="Look: light")).to_be_visible()
    assert tab.evaluate(background) == "rgb(255, 255, 255)", "light is not white"
    assert dark != "rgb(255, 255, 255)", "dark is white"
    tab.reload()
    expect(tab.get_by_role("button", name="Look: light")).to_be_visible()


def _print(tab: Page, address: str) -> None:
    tab.goto(f"{address}#findings")
    tab.get_by_role("heading", level=4).get_by_role("button").first.click()
    tab.emulate_media(media="print", color_scheme="dark")
    expect(tab.get_by_label("Search")).to_be_hidden()
    expect(tab.get_by_role("navigation")).to_be_hidden()
    expect(tab.locator(".detail")).to_be_visible()
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)", f"paper is {background}"


def _hostile(tab: Page, address: str) -> None:
    for part in PARTS:
        tab.goto(f"{address}#{part}")
        _open_everything(tab)
        strange = "img, iframe, object, [onerror], body script:not(#data) ~ script"
        assert tab.locator(strange).count() == 0, f"{part}: text has become an element"
        assert tab.locator("a:not([href^='#'])").count() == 0, f"{part}: a link leads away"
        shown = tab.get_by_role("main").inner_text()
        assert "\u202e" not in shown, f"{part}: a text is turned around"
        if part != "overview":
            assert "<img src=x onerror=" in shown, f"{part}: a text is not shown"
    expect(tab.get_by_role("heading", level=1)).to_have_text(f"The {hostile_root.SHOWN} Guide")
    tab.goto(f"{address}#findings?q=<img src=x onerror=alert(6)>&tree=<script>&open=</script>")
    expect(tab.get_by_role("status")).to_have_text("Nothing matches these filters")


def _looks(tab: Page, address: str) -> None:
    wrong: list[str] = []
    for part in PARTS:
        tab.goto(f"{address}#{part}")
        _open_everything(tab)
        wrong += (f"{part}: {each}" for each in tab.evaluate(LOOK))
        if part != "overview":
            assert tab.locator(OPENED).count() or tab.locator(".empty").count(), f"{part}: closed"
    assert not wrong, "; ".join(wrong)


def _open_everything(tab: Page) -> None:
    """What can be opened beside each other, and the last of what opens alone."""
    tab.evaluate(
        "document.querySelectorAll('main button[aria-expanded=false]:not(.cell)')"
        ".forEach((each) => each.click())"
    )
    tab.evaluate("document.querySelectorAll('.detail button').forEach((each) => each.click())")
    tab.evaluate("[...document.querySelectorAll('.cell')].at(0)?.click()")


if __name__ == "__main__":
    sys.exit(main())
