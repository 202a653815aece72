"""Pages and partials that a change only renames: what was found in them before is not its doing.

The difference of two runs over everything would list each of their findings as new, since the path
is another. So a finding is compared under the name that its page has now; what the new name itself
breaks, on any page, is reported.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

import repository
from conftest import Command, SiteMaker

TREE = "calico/3.31"
PAGE = "# One\n\nRestart the the node. [Two](two.mdx)\n"
OTHER = "# Two\n\nSee [one](one.mdx), and wait for for it.\n"
PARTIAL = "Look at at the part. [Gone](elsewhere.mdx)\n"
USER = "import Part from './_part.mdx';\n\n# Three\n\n<Part />\n"
FILES = {
    f"{TREE}/one.mdx": PAGE,
    f"{TREE}/two.mdx": OTHER,
    f"{TREE}/_part.mdx": PARTIAL,
    f"{TREE}/three.mdx": USER,
}
RENAMES = {
    "a page": {"one.mdx": "uno.mdx"},
    "a page, into a folder": {"two.mdx": "more/two.mdx"},
    "a partial": {"_part.mdx": "_piece.mdx"},
    "a page that becomes a partial": {"one.mdx": "_one.mdx"},
    "all of them": {"one.mdx": "uno.mdx", "two.mdx": "dos.mdx", "_part.mdx": "_piece.mdx"},
}

Found = Counter[tuple[str, str, str]]


def found(command: Command, *options: str) -> Found:
    """Path, rule and message of what is found."""
    said = command("lint", "--output-format", "json", *options)[1]
    return Counter((e["path"], e["rule"], e["message"]) for e in json.loads(said)["findings"])


@pytest.mark.parametrize("renames", RENAMES.values(), ids=RENAMES)
def test_findings_of_a_page_that_is_only_renamed_are_not_new(
    renames: dict[str, str], site: SiteMaker, command: Command
) -> None:
    root = site(FILES)
    repository.commit(root)
    before = found(command)
    moved = {f"{TREE}/{old}": f"{TREE}/{new}" for old, new in renames.items()}
    _rename(root / "docs", moved)
    known = Counter({(moved.get(path, path), rule, m): n for (path, rule, m), n in before.items()})
    now = found(command)
    assert found(command, "--changed=HEAD") == now - known
    assert any(rule == "repeated-word" for _, rule, _ in now)


def test_pages_that_change_places_are_edited_and_not_renamed(
    site: SiteMaker, command: Command
) -> None:
    root = site(FILES)
    repository.commit(root)
    before = found(command)
    one, two = f"{TREE}/one.mdx", f"{TREE}/two.mdx"
    _rename(root / "docs", {one: two, two: one})
    new = found(command) - before
    assert found(command, "--changed=HEAD") == new
    assert {path for path, rule, _ in new if rule == "repeated-word"} == {one, two}


def _rename(docs: Path, moved: dict[str, str]) -> None:
    texts = {new: (docs / old).read_bytes() for old, new in moved.items()}
    for old in moved:
        (docs / old).unlink()
    for new, text in texts.items():
        (docs / new).parent.mkdir(exist_ok=True)
        (docs / new).write_bytes(text)
