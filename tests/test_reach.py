"""What a change of one page, or of a file beside the pages, says of pages that share names."""

import json
from collections.abc import Mapping

import pytest

from conftest import Command, SiteMaker

FOLDER = "calico/next"
JSON = ("--output-format", "json")
COPY = """\
Pods have addresses that the network outside does not know of.
Packets that leave are given the address of their node instead.

The device is given the addresses of one or more servers of names.
Another common use case is load balancing.
"""


def pages(**texts: str) -> dict[str, str]:
    return {f"{FOLDER}/{name}.mdx": f"# {name}\n\n{text}\n" for name, text in texts.items()}


SITE = """\
module.exports = {
  presets: [['classic', { docs: { path: 'calico/3.31', routeBasePath: '/' }, blog: false }]],
};
"""
IMPORTED = "import Card from './card.js';\n\n<Card/>"
CASES: Mapping[str, tuple[str, Mapping[str, str], Mapping[str, str | None]]] = {
    "a component that too few import": (
        "missing-import",
        {**pages(a=IMPORTED, b=IMPORTED, c=IMPORTED, d="<Card/>"), f"{FOLDER}/card.js": ""},
        pages(c="Nothing."),
    ),
    "a component that another page knows": (
        "missing-import",
        {**pages(a=IMPORTED, b=IMPORTED, c=IMPORTED, d="<Card/>"), f"{FOLDER}/card.js": ""},
        pages(e="<Card/>"),
    ),
    "a component that is misspelled no longer": (
        "missing-import",
        pages(a="<Banner/>", b="<Banner/>", c="<Banner/>", d="<Baner/>"),
        pages(c="Nothing.", b="Nothing."),
    ),
    "a name that too few use": (
        "undefined-name",
        pages(a="{siteName}", b="{siteName}", c="{siteName}"),
        pages(c="Nothing."),
    ),
    "a name that a script defines": (
        "undefined-name",
        pages(a="{siteName}"),
        {"src/client.js": "window.siteName = 'a';\n"},
    ),
    "a page of the site's own": (
        "broken-link",
        {
            "calico/3.31/page.mdx": "# Page\n\nSee [it](/extra).\n",
            "src/pages/other.js": "export default () => null;\n",
            "docusaurus.config.js": SITE,
        },
        {"src/pages/extra.js": "export default () => null;\n"},
    ),
    "a copy in another folder": (
        "sibling-drift",
        {
            "calico/next/tutorials/nat.mdx": COPY.replace("of one", "one"),
            "calico/next/training/nat.mdx": COPY,
            "calico/3.31/training/nat.mdx": COPY,
            "calico/3.30/training/nat.mdx": COPY,
            "calico-enterprise/next/networking/nat.mdx": COPY,
        },
        {"calico-enterprise/next/networking/nat.mdx": COPY.replace("of one", "with one")},
    ),
}


def found_elsewhere(out: str, rule: str, edited: Mapping[str, str | None]) -> list[str]:
    """What is said by a rule on files that were not edited."""
    found = json.loads(out)["findings"]
    return [
        each["message"] for each in found if each["rule"] == rule and each["path"] not in edited
    ]


@pytest.mark.parametrize(("rule", "before", "after"), CASES.values(), ids=CASES)
def test_pages_that_share_names_are_checked_again(
    rule: str,
    before: Mapping[str, str],
    after: Mapping[str, str | None],
    site: SiteMaker,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("DOCS_SNIPPETS_CACHE_DIR", str(tmp_path_factory.mktemp("kept")))
    root = site(before)
    first = command("lint", *JSON)
    for path, text in after.items():
        file = root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text or "")
    now = command("lint", *JSON)
    assert now == command("lint", *JSON, "--no-cache")
    there, here = (found_elsewhere(out, rule, after) for _, out, _ in (first, now))
    assert there != here
