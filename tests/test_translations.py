"""Translated docs: trees of the same version in another language."""

from pathlib import Path

import pytest

from conftest import Command

ZH = "i18n/zh/docusaurus-plugin-content-docs"
CONFIG = """\
module.exports = {
  title: 'Cranes', url: 'https://cranes.example', baseUrl: '/',
  i18n: { defaultLocale: 'en', locales: ['en', 'zh'] },
  presets: [['classic', { docs: { exclude: ['drafts/**'] }, blog: false }]],
};
"""
FILES = {
    "docusaurus.config.js": CONFIG,
    "versions.json": '["v1.2"]\n',
    "docs/install.md": (
        "# Install\n\n## Steps\n\n```bash\nkubectl apply -f crane.yaml --wait\n```\n"
    ),
    "docs/use.md": "# Use\n\nThe the first.\n",
    "docs/drafts/a.md": "# A\n",
    "versioned_docs/version-v1.2/install.md": "# Install\n",
    f"{ZH}/current/install.md": (
        "# 安装\n\n## 步骤\n\n[a](./none.md) [b](use.md) [c](#steps) [d](/docs/next/use#none)\n\n"
        "安装 安装。（(\n\n"
        "```bash\n# 安装\nkubectl apply -f crane.yaml\n```\n"
    ),
    f"{ZH}/current/gone.md": "[a](none.md)\n",
    f"{ZH}/current/drafts/a.md": "[a](none.md)\n",
    f"{ZH}/version-v1.2/install.md": "# 安装\n\n<br>\n",
    "i18n/fr/docusaurus-plugin-content-docs/current/use.md": "[a](none.md)\n",
}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lint(command: Command, *options: str) -> list[str]:
    command("init", "-q")
    return command("lint", "-q", "--output-format", "concise", *options)[1].splitlines()


def drifts(checkout: Path, command: Command, here: str, there: str) -> list[str]:
    """What is said of a translation, `here`, beside the page that it translates."""
    (checkout / "docs/use.md").write_text(there, "utf-8")
    (checkout / ZH / "current/use.md").write_text(here, "utf-8")
    return lint(command, "--select", "sibling-drift", f"{ZH}/current/use.md")


def test_init_and_trees_list_the_languages_of_the_site(checkout: Path, command: Command) -> None:
    _, out, _ = command("init")
    assert f"  docs/next@zh  {ZH}/current\n  docs/v1.2@zh  {ZH}/version-v1.2\n" in out
    assert "fr" not in out
    _, out, _ = command("trees", "--tree", "docs/next@zh")
    assert out.split() == ["docs/next@zh", f"{ZH}/current", "1", "page", "translation"]


def test_links_code_and_markup_are_checked_and_prose_is_not(
    checkout: Path, command: Command
) -> None:
    page = f"{ZH}/current/install.md"
    assert [line for line in lint(command) if line.startswith("i18n")] == [
        f"{page}:5:5: error[broken-link] no page './none.md'",
        f"{page}:5:32: error[missing-anchor] no anchor '#steps' on this page",
        f"{page}:5:44: error[missing-anchor] no anchor '#none' on docs/use.md",
        f"{page}:11:24: warning[sibling-drift] missing '--wait', "
        "which the page that this one translates has",
        f"{ZH}/version-v1.2/install.md:3:1: error[broken-mdx] `<br>` is not closed before the end "
        "of its page; write `<br />`",
    ]


def test_one_language_is_named_like_a_tree(checkout: Path, command: Command) -> None:
    found = lint(command, "--tree", "docs/v1.2@zh")
    assert [line.partition(":")[0] for line in found] == [f"{ZH}/version-v1.2/install.md"]


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("kubectl get po -A --wide # 全部", "kubectl get po -A --wide # all", 0),
        ("kubectl get po -A {/* plus. . */}", "kubectl get po -A {/* more... */}", 0),
        ("kubectl get pod -A --wide", "kubectl get nodes -A --wide", 0),
        ('kubectl label po a note="新 b c d"', 'kubectl label po a note="new b c d"', 0),
        ("curl -sSL https://cn.example/install.sh", "curl -sSL https://example/install.sh", 0),
        ("kubectl -n crane get deploy web -o yaml", "kubectl -n crane get deploy web -o json", 0),
        (
            "$ kubectl get ev\n1s  Evicted pod/a of cpu",
            "$ kubectl get ev\n1s  Evicted pod/a of CPU",
            0,
        ),
        ("crane lift -n 1 --to north", "crane lift -n 1 --to far-north", 0),
        ("crane lift -n 1 --to n/a", "crane lift -n 1 --to n/a/far/north", 0),
        ("crane lift -n 1", "crane lift -n 1 --wait", 1),
        ("git commit -m x and add codes for it", "git commit -m x and add code for it", 0),
        ("shop revert --to=1 --all SHA", "shop revert --to=1 --all <SHA>", 0),
    ],
)
def test_code_is_compared_where_a_translator_has_nothing_to_change(
    checkout: Path, command: Command, here: str, there: str, found: int
) -> None:
    fence = "```bash\n{}\n```\n"
    assert len(drifts(checkout, command, fence.format(here), fence.format(there))) == found


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        (
            "CREATE TABLE cranes (id Int(8) PRIMARY KEY)",
            "CREATE TABLE cranes (id INT(8) PRIMARY KEY)",
            0,
        ),
        (
            'SELECT max(load) FROM "lifts" WHERE id = 1',
            "SELECT max(load) FROM lifts WHERE id = 1",
            0,
        ),
        ("DROP\nTABLE IF EXISTS test.cranes;", "DROP TABLE IF EXISTS test.cranes;", 0),
        ("SELECT 1, 2, 3 -- o ninguno", "SELECT 1, 2, 3 -- or none", 0),
        ("LIST\nTABLE IF EXISTS test.cranes;", "DROP TABLE IF EXISTS test.cranes;", 1),
        ("SELECT max(load) FROM lfits WHERE id = 1", "SELECT max(load) FROM lifts WHERE id = 1", 1),
    ],
)
def test_case_quotes_and_where_lines_end_do_not_count_in_sql(
    checkout: Path, command: Command, here: str, there: str, found: int
) -> None:
    fence = "```sql\n{}\n```\n"
    assert len(drifts(checkout, command, fence.format(here), fence.format(there))) == found


def test_another_example_is_no_slip(checkout: Path, command: Command) -> None:
    """The translation may show an older release, or its own names."""
    there = "```yaml\nspec:\n  image: crane:22.04\n  priority: high-priority # first\n```\n"
    here = there.replace("22", "18").replace("high-priority", "high-prority")
    assert drifts(checkout, command, here, there) == [
        f"{ZH}/current/use.md:4:18: warning[sibling-drift] 'prority' is 'priority' "
        "in the page that this one translates",
    ]


@pytest.mark.parametrize(
    ("here", "there", "found"),
    [
        ("lift(mast=mast.clone())", "lift(mast=mast)", 0),
        ("lift(|e| hook.pull(e))", "lift(|e: Load| hook.pull(e))", 0),
        ("lift(mast_height(9), 1)", "lift(MastHeight(9), 1)", 0),
        ("lift(mast.height(9), err.stack)", "lift(mast.height(9), err)", 0),
        ("lift(mast.rate(9), 1, oil)", "lift(mast.weight(9), 1, oil)", 0),
        ("lift(mast.heigth(9), 1, oil)", "lift(mast.height(9), 1, oil)", 1),
        ("retrun mast.height(9, oil)", "return mast.height(9, oil)", 1),
    ],
)
def test_a_program_may_be_as_its_page_was_before(
    checkout: Path, command: Command, here: str, there: str, found: int
) -> None:
    fence = "```rust\n{}\n```\n"
    assert len(drifts(checkout, command, fence.format(here), fence.format(there))) == found


@pytest.mark.parametrize(
    ("heading", "more", "found"),
    [
        ("", "", 1),  # the same text
        ("## Oil\n\n", "", 0),  # another text, in which a block of one line may be another
        ("## Oil\n\n", "crane stop\ncrane park\ncrane lock\n", 1),  # the block is the same
    ],
)
def test_blocks_of_a_rewritten_page_are_compared_if_they_are_copies(
    checkout: Path, command: Command, heading: str, more: str, found: int
) -> None:
    text = "{}```bash\ncrane lift --{} mast\n{}```\n"
    here, there = text.format(heading, "heigth", more), text.format("", "height", more)
    assert len(drifts(checkout, command, here, there)) == found


def test_what_the_source_language_has_wrong_is_not_blamed_on_the_translation(
    checkout: Path, command: Command
) -> None:
    there = "Load the lift:\n\n```bash\ncurl -X POST crane.example:80/api/{} -d '{{x}}'\n```\n"
    lift = "```bash\ncrane lift --now\n```\n"
    assert not drifts(checkout, command, there.format("lift") + lift, there.format("jib") + lift)


def test_a_translation_is_no_sibling_of_other_versions(checkout: Path, command: Command) -> None:
    """Its words are those of its language, and no version is told to take them."""
    text = "# Use\n\nOpen the door and go on to the next room.\n"
    for path in ("docs", "versioned_docs/version-v1.2"):
        (checkout / path / "use.md").write_text(text, "utf-8")
    (checkout / ZH / "current/use.md").write_text(text.replace("next", "nxet"), "utf-8")
    assert not [line for line in lint(command) if "use.md:" in line]


def test_folders_that_the_configuration_names(checkout: Path, command: Command) -> None:
    (checkout / "i18n").rename(checkout / "languages")
    (checkout / "languages" / "zh").rename(checkout / "languages" / "zh-hans")
    named = "i18n: { path: 'languages', localeConfigs: { zh: { path: 'zh-hans' } }, "
    config = CONFIG.replace("i18n: { ", named)
    (checkout / "docusaurus.config.js").write_text(config, "utf-8")
    command("init", "-q")
    shown = command("trees")[1]
    assert "languages/zh-hans/docusaurus-plugin-content-docs/current" in shown


def test_an_import_may_be_split_over_two_statements(checkout: Path, command: Command) -> None:
    fence = "```ts\n{}```\n"
    there = "import crane, { lift, turn } from 'crane';\n"
    here = "import crane from 'crane';\nimport { lift, turn } from 'crane';\n"
    assert not drifts(checkout, command, fence.format(here), fence.format(there))
