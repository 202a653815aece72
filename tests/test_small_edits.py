"""Random edits of a small site, whose pages decide about one another: `make edits` has real docs.

A name that three pages use is the site's, so that a page that comes or goes reaches others.
"""

import json
import random
import shutil
from pathlib import Path

import pytest

from edit_oracle import Live, Sample, printed
from repository import commit

FILES = {
    "versions.yaml": """\
docs: docs
products:
  guide:
    title: Guide
    current: docs
    versions: versions.json
    folder: versioned_docs/version-{version}
""",
    "docs/docusaurus.config.js": "module.exports = {presets: [['classic', {docs: {}}]]};\n",
    "docs/versions.json": json.dumps(["1"]),
    "docs/versioned_sidebars/version-1-sidebars.json": "{}",
}
NAMES = ("{one}", "{two}", "{three}", "one")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_known_is_what_a_run_from_nothing_finds(seed: int, tmp_path: Path) -> None:
    on = Sample(tmp_path, random.Random(seed))
    files = dict(FILES)
    for number in range(6):
        link = f"See [it](p{(number + 1) % 6}.mdx).\n"
        files[f"docs/docs/p{number}.mdx"] = f"# {number}\n\n{NAMES[number % 3]}\n\n{link}"
        files[f"docs/versioned_docs/version-1/p{number}.mdx"] = f"# {number}\n\nText.\n"
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    commit(tmp_path)
    live = Live(on)
    for number in range(40):
        _edit(on, number)
        assert live.printed() == printed(on, "--no-cache"), f"edit {number}"


def _edit(on: Sample, number: int) -> None:
    page, few = on.page(), len(on.pages()) < 8
    match on.random.choice(("copy", "remove", "move", "name")):
        case "copy":
            shutil.copy(page, page.with_name(f"copy{number}.mdx"))
        case "remove" if not few:
            page.unlink()
        case "move":
            page.rename(page.with_name(f"moved{number}.mdx"))
        case _:
            name, other = on.random.choice(NAMES), on.random.choice(NAMES)
            page.write_text(f"{page.read_text('utf-8').replace(name, other)}\n{name}\n", "utf-8")
