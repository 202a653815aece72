"""`diff`: what two trees tell differently, by meaning and not by line."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import repository
import roots
from conftest import Command
from test_report_page import data_of

OLD = "site/guide_versioned_docs/version-1.9"
NEW = "site/guide_versioned_docs/version-1.10"
PAGE = """\
# Set up

The Guide listens on port 8080, and reads at most 10 entries at once.
It is **quick**. Read [more](how.mdx#it) of the docs for 1.9.

## Install

```bash
guide install --pages 10
```

```yaml
pageSize: 10
```

| Name | Value |
|---|---|
| one | 1 |

## Gone

Two sentences. They are gone.
"""
NEWER = """\
# Set up

It is *quick*. The Guide listens on port 8081,
and reads at most 20 entries at once. Read [more](how.mdx#it)
of the docs for 1.10.

## Install

```bash
guide install --pages 20
```

```yaml
pageSize: 20
```

| Name | Value |
|---|---|
| one | 2 |

## Come

One sentence.
"""
HOW = "# How\n\n## It\n\nSo.\n"

Make = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A site with two releases; its folder."""
    monkeypatch.chdir(tmp_path)

    def make(changes: Mapping[str, str]) -> Path:
        return roots.make(tmp_path, changes)

    return make


def lines(out: str) -> list[str]:
    return [line.strip() for line in out.splitlines() if line]


def both(old: str, new: str) -> dict[str, str]:
    return {f"{OLD}/set up.mdx": old, f"{NEW}/set up.mdx": new}


def test_what_two_versions_tell_differently(site: Make, command: Command) -> None:
    site({**both(PAGE, NEWER), f"{OLD}/how.mdx": HOW, f"{NEW}/how.mdx": HOW})
    code, out, err = command("diff", "guide/1.9", "guide/1.10")
    assert code == 1
    at = "guide_versioned_docs/version-1.9/set up.mdx"
    start = "The Guide listens on port"
    assert lines(out)[0] == at
    assert set(lines(out)[1:]) == {
        "in 'Set up'",
        f"- port, line 3: {start} 8080, and reads at most 10 entries at once.",
        f"+ port, line 3: {start} 8081, and reads at most 20 entries at once.",
        "in 'Install'",
        "- command, line 9: guide install --pages 10",
        "+ command, line 10: guide install --pages 20",
        "- code, line 13: pageSize: 10",
        "+ code, line 14: pageSize: 20",
        "- number, line 18: one | 1",
        "+ number, line 19: one | 2",
        "- section 'Gone', line 20 (2 things said there)",
        "+ section 'Come', line 21 (1 thing said there)",
    }
    assert "6 differences on 1 page" in err


def test_settings_of_parameters(site: Make, command: Command) -> None:
    text = "# A\n\nSet `pageSize` to `{}`.\n"
    site(both(text.format(10), text.format(20)))
    _, out, _ = command("diff", "guide/1.9", "guide/1.10")
    assert "- setting, line 3: pageSize: 10" in lines(out)
    assert "+ setting, line 3: pageSize: 20" in lines(out)


def test_what_is_no_difference(site: Make, command: Command) -> None:
    """Lines, order, emphasis, the own version, variables and product names."""
    old = "# A\n\nOne sentence of 1.9. Another **one**.\n\nThe Guide is $[name].\n"
    new = "# A\n\nThe Guide is $[name].\n\nAnother *one*.\nOne sentence\nof 1.10.\n"
    site(both(old, new))
    code, out, err = command("diff", "guide/1.9", "guide/1.10")
    assert (code, out) == (0, "")
    assert "guide/1.9 and guide/1.10 tell the same" in err


def test_pages_links_and_images(site: Make, command: Command) -> None:
    old = "# A\n\nRead [it](how.mdx), or ![that](a.png).\n"
    new = "# A\n\nRead [it](other.mdx), or ![that](b.png).\n"
    site({**both(old, new), f"{OLD}/how.mdx": HOW, f"{NEW}/other.mdx": "# Other\n"})
    _, out, _ = command("diff", "guide/1.9", "guide/1.10")
    said = lines(out)
    assert said[said.index("pages of guide/1.9 alone") + 1].endswith("version-1.9/how.mdx")
    assert said[said.index("pages of guide/1.10 alone") + 1].endswith("version-1.10/other.mdx")
    assert {each for each in said if each[0] in "+-"} == {
        "- link, line 3: how.mdx",
        "+ link, line 3: other.mdx",
        "- image, line 3: a.png",
        "+ image, line 3: b.png",
    }


def test_a_page_that_was_renamed_and_links_to_it(site: Make, command: Command) -> None:
    text = "# Set up\n\n" + "".join(f"Line {number} of this page.\n\n" for number in range(9))
    link = "# A\n\nRead [it]({}.mdx).\n"
    site(
        {
            f"{OLD}/old name.mdx": text,
            f"{NEW}/new name.mdx": text,
            f"{OLD}/a.mdx": link.format("old%20name"),
            f"{NEW}/a.mdx": link.format("new%20name"),
        }
    )
    code, out, _ = command("diff", "guide/1.9", "guide/1.10")
    assert code == 1
    moved = "guide_versioned_docs/version-1.10/new name.mdx: 100% of the lines are the same"
    assert lines(out) == [f"guide_versioned_docs/version-1.9/old name.mdx is {moved}"]


def test_references_and_variables(site: Make, command: Command) -> None:
    other = roots.PARAMETERS.replace('"10"', '"20"').replace("[Default: 10]", "[Default: 20]")
    site(
        {
            f"{NEW}/params.json": other,
            f"{NEW}/variables.js": "exports.name = 'Guide'; exports.list = ['a', 'b', 'c', 'd'];",
        }
    )
    code, out, err = command("diff", "guide/1.9", "guide/1.10")
    assert code == 1
    assert "  pageSize: default: 10 → 20\n" in out
    assert "  list.…: 4 values (-v lists them)\n" in out
    assert "1 parameter, 4 variables on 0 pages" in err


def test_json(site: Make, command: Command) -> None:
    site(both(PAGE, NEWER))
    code, out, _ = command("diff", "guide/1.9", "guide/1.10", "--output-format", "json")
    assert code == 1
    said = json.loads(out)
    assert (said["version"], said["from"], said["to"]) == (1, "guide/1.9", "guide/1.10")
    assert said["summary"]["pages_changed"] == 1
    page = said["pages"][0]
    assert page["state"] == "changed"
    command_ = next(each for each in page["differences"] if each["kind"] == "command")
    assert command_ == {
        "kind": "command",
        "state": "changed",
        "section": "Install",
        "before": {"text": "guide install --pages 10", "line": 9},
        "after": {"text": "guide install --pages 20", "line": 10},
        "more": 0,
    }


def test_some_pages_only(site: Make, command: Command) -> None:
    site({**both(PAGE, NEWER), f"{OLD}/how.mdx": HOW, f"{NEW}/how.mdx": HOW + "\nMore.\n"})
    for path in ("guide_versioned_docs/version-1.10/how.mdx", "site/**/version-1.9/how.mdx"):
        _, out, _ = command("diff", "guide/1.9", "guide/1.10", path)
        assert lines(out) == [
            "guide_versioned_docs/version-1.9/how.mdx",
            "in 'It'",
            "+ sentence, line 7: More.",
        ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["guide/1.8", "guide/1.9"], "no tree 'guide/1.8'"),
        (["guide/1.9", "guide/1.9"], "guide/1.9 is one tree; name two"),
        (["guide/*", "guide/1.9"], "takes no patterns"),
        (["guide/1.9", "guide/1.10", "nothing.mdx"], "no such page or folder: 'nothing.mdx'"),
        (["guide/1.9", "guide/1.10", "site/guide"], "site/guide is in neither tree"),
        (["guide/1.9", "guide/1.10", "--tree", "guide/1.9"], "--tree cannot be combined"),
    ],
)
def test_what_it_cannot_do(arguments: list[str], said: str, site: Make, command: Command) -> None:
    site({})
    code, out, err = command("diff", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_control_characters_are_escaped(site: Make, command: Command) -> None:
    folder = site(both("# A\n\nOne.\n", "# A\n\nOne \x1b[31mred\x07 word.\n"))
    repository.commit(folder)
    _, out, _ = command("diff", "guide/1.9", "guide/1.10")
    assert "\x1b" not in out
    assert "\\x1b[31mred" in out


def test_the_report_shows_the_same(site: Make, command: Command) -> None:
    folder = site({**both(PAGE, NEWER), f"{OLD}/how.mdx": HOW})
    arguments = ("report", "--output-file", "report.html", "--diff", "guide/1.9")
    assert command(*arguments, "guide/1.10")[0] == 0
    found = data_of(folder / "report.html")
    texts, shown = found["texts"], found["differences"]
    assert [texts[each] for each in shown["trees"]] == ["guide/1.9", "guide/1.10"]
    alone, changed = shown["pages"]
    assert (texts[alone["before"]], texts[alone["after"]]) == (f"{OLD[5:]}/how.mdx", "")
    assert "command" in [kind for kind, *_ in changed["differences"]]
    code, _, err = command(*arguments, "guide/1.8")
    assert code == 2
    assert "no tree 'guide/1.8'" in err
    assert command("report", "--output-file", "other.html")[0] == 0
    assert data_of(folder / "other.html")["differences"] is None
