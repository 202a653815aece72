"""`docs-snippets init` in checkouts of several shapes."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import roots
from docs_snippets.docs.docs import Docs, load

Command = Callable[..., tuple[int, str, str]]

ONE_PLUGIN = {
    "website/docusaurus.config.ts": (
        "import type {Config} from '@docusaurus/types';\n"
        "const config: Config = {\n"
        "  title: 'Widgets: the docs',\n"
        "  presets: [['classic', { docs: { path: '../docs', routeBasePath: '/' } }]],\n"
        "};\n"
        "export default config;\n"
    ),
    "website/versions.json": '["2.0.0", "1.x"]\n',
    "website/versioned_docs/version-2.0.0/intro.md": "# Intro\n",
    "website/versioned_docs/version-1.x/intro.md": "# Intro\n",
    "docs/intro.md": "# Intro\n",
}


def checkout(root: Path, files: roots.Files) -> None:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content))


def trees(root: Path) -> list[tuple[str, str]]:
    docs = load(str(root / "versions.yaml"), None)
    assert isinstance(docs, Docs), docs
    assert not docs.problems
    return [(tree.name, tree.folder) for tree in docs.trees]


def test_a_site_in_a_folder_beside_its_docs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, ONE_PLUGIN)
    monkeypatch.chdir(tmp_path)
    code, out, err = command("init")
    assert (code, err) == (0, "")
    assert out == (
        "wrote versions.yaml\n"
        "  docs/next  docs\n"
        "  docs/2.0.0  website/versioned_docs/version-2.0.0\n"
        "  docs/1.x  website/versioned_docs/version-1.x\n"
        "next, correct the titles in versions.yaml, then:\n"
        "  docs-snippets lint                   check the pages\n"
        "  docs-snippets lint --write-baseline  accept the current findings, for now\n"
    )
    assert trees(tmp_path) == [
        ("docs/next", "docs"),
        ("docs/2.0.0", "website/versioned_docs/version-2.0.0"),
        ("docs/1.x", "website/versioned_docs/version-1.x"),
    ]
    # Folders that git keeps, and no example where no reference gives one.
    for name in ("snippets", "templates"):
        assert [file.name for file in (tmp_path / name).iterdir()] == [".gitkeep"]
    assert 'title: "Widgets: the docs"' in (tmp_path / "versions.yaml").read_text()


def test_from_inside_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, ONE_PLUGIN)
    monkeypatch.chdir(tmp_path / "website")
    assert command("init")[0] == 0
    assert 'docs: ".."\nsite: website\n' in Path("versions.yaml").read_text()
    assert trees(tmp_path / "website")[:2] == [
        ("docs/next", "docs"),
        ("docs/2.0.0", "website/versioned_docs/version-2.0.0"),
    ]
    assert command("lint", "../docs/intro.md") == (0, "", "no findings on 1 page\n")


def test_a_site_deep_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    config = "export default { plugins: [['content-docs', { id: 'a', path: 'docs' }]] };\n"
    checkout(
        tmp_path,
        {
            "apps/landing/docusaurus.config.js": "module.exports = { presets: [] };\n",
            "packages/handbook/docusaurus.config.mjs": config,
            "packages/handbook/docs/intro.md": "# Intro\n",
            "node_modules/x/y/docusaurus.config.js": config,
        },
    )
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert trees(tmp_path) == [("a/next", "packages/handbook/docs")]


def test_the_site_with_versions_among_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    site = "module.exports = { presets: ['classic'] };\n"
    folders = ("docs", "examples/a", "examples/b", "examples/c", "web")
    files = {f"{each}/docusaurus.config.js": site for each in folders}
    pages = {f"{each}/docs/intro.md": "# Intro\n" for each in folders}
    listed = {
        "web/versions.json": '["1.0"]',
        "web/versioned_docs/version-1.0/intro.md": "# Intro\n",
    }
    checkout(tmp_path, {**files, **pages, **listed})
    monkeypatch.chdir(tmp_path)
    code, _, err = command("init")
    assert (code, [name for name, _ in trees(tmp_path)]) == (0, ["docs/next", "docs/1.0"])
    assert "site: web\n" in Path("versions.yaml").read_text()
    assert err == (
        "left out: other sites with docs, in 'docs', 'examples/a', 'examples/b' and others; "
        "run this there for them\n"
    )


def test_versions_of_two_instances_whose_names_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    files = {
        "docusaurus.config.js": (
            "const id = 'docs';\n"
            "module.exports = { presets: ['classic'], plugins: [['content-docs', "
            "{ id, path: 'other' }], ['content-docs', { id: 'gone', path: 'gone' }]] };\n"
        ),
        "versions.json": '["stable", "2.0.0-beta", "1.x"]',
        "docs_versions.json": '["v2"]',
        "docs/a.md": "# A\n",
        "other/a.md": "# A\n",
        "docs_versioned_docs/version-v2/a.md": "# A\n",
    }
    names = ("stable", "2.0.0-beta", "1.x")
    checkout(tmp_path, files | {f"versioned_docs/version-{each}/a.md": "# A\n" for each in names})
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert [name for name, _ in trees(tmp_path)] == [
        "docs/next",
        "docs/2.0.0-beta",
        "docs/1.x",
        "docs/stable",
        "docs-2/next",
        "docs-2/v2",
    ]
    code, out, _ = command("trees")
    assert code == 0
    assert "gone" not in out


def test_an_instance_whose_last_version_is_not_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    """What is spread on a condition does not hide which instance it is."""
    files = {
        "docusaurus.config.js": (
            "const last = require('./last')();\n"
            "module.exports = { presets: ['classic'], plugins: [['content-docs', "
            "{ id: 'api', path: 'api', ...(last && { lastVersion: last }) }]] };\n"
        ),
        "versions.json": '["1.0"]',
        "api_versions.json": '["2.0"]',
        "docs/a.md": "# A\n",
        "api/a.md": "# A\n",
        "versioned_docs/version-1.0/a.md": "# A\n",
        "api_versioned_docs/version-2.0/a.md": "# A\n",
    }
    checkout(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    names = [name for name, _ in trees(tmp_path)]
    assert names == ["docs/next", "docs/1.0", "api/next", "api/2.0"]


def test_several_plugins_and_their_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    roots.make(tmp_path)
    (tmp_path / "versions.yaml").unlink()
    monkeypatch.chdir(tmp_path / "site")
    assert command("init")[0] == 0
    assert trees(tmp_path / "site")[0] == ("guide/next", "guide")
    assert "  variables: variables.js\n" in Path("versions.yaml").read_text()


def test_a_configuration_that_has_a_name_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    scripts = {
        "start": "docusaurus start --config docusaurus.config.local.js",
        "build": "tsc && docusaurus build --config docusaurus.config.live.js",
    }
    base = "exports.docs = { routeBasePath: '/', path: 'handbook' };\n"
    live = (
        "const { docs } = require('./docusaurus.config.base');\n"
        "module.exports = { title: 'Live', presets: [['classic', { docs: { ...docs } }]] };\n"
    )
    checkout(
        tmp_path,
        {
            "package.json": json.dumps({"scripts": scripts}),
            "docusaurus.config.base.js": base,
            "docusaurus.config.local.js": "module.exports = { presets: ['classic'] };\n",
            "docusaurus.config.live.js": live,
            "handbook/intro.md": "# Intro\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert trees(tmp_path) == [("handbook/next", "handbook")]
    assert "title: Live\n" in Path("versions.yaml").read_text()


def test_a_plugin_for_each_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    text = """
        import fs from 'fs';
        import path from 'path';
        const all = path.join(__dirname, 'handbooks');
        const names = fs.existsSync(all)
          ? fs.readdirSync(all, { withFileTypes: true })
              .filter((each) => each.isDirectory()).map((each) => each.name)
          : [];
        export default { plugins: names.map((id) => ['content-docs',
          { id, path: `handbooks/${id}`, routeBasePath: id }]) };
        """
    pages = {f"handbooks/{name}/intro.md": "# Intro\n" for name in ("chef", "waiter")}
    listed = {"chef_versions.json": '["1"]', "chef_versioned_docs/version-1/intro.md": "# Intro\n"}
    files = {"docusaurus.config.js": text, "handbooks/README.md": "# All\n"}
    checkout(tmp_path, {**files, **pages, **listed})
    monkeypatch.chdir(tmp_path)
    code, out, _ = command("init")
    assert (code, [name for name, _ in trees(tmp_path)]) == (0, ["chef/next", "chef/1"])
    assert "  (no tree)  handbooks/waiter\n" in out


def test_a_site_without_versions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(
        tmp_path,
        {
            "docusaurus.config.js": "module.exports = { presets: ['classic'] };\n",
            "docs/intro.md": "# Intro\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert trees(tmp_path) == [("docs/next", "docs")]


def test_a_site_whose_configuration_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(
        tmp_path,
        {
            "docusaurus.config.js": "module.exports = require('shared').make();\n",
            "api_versions.json": '["1.0"]',
            "api/intro.md": "# Intro\n",
            "api_versioned_docs/version-1.0/intro.md": "# Intro\n",
        },
    )
    monkeypatch.chdir(tmp_path)
    code, _, err = command("init")
    assert code == 0
    assert err == (
        "docusaurus.config.js: cannot read this file without running it: no object is exported; "
        "say 'mdx1Compat' and 'unversioned' in versions.yaml\n"
    )


def test_a_site_whose_configuration_is_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    files = {
        "docusaurus.config.js": "const a = 1;\nmodule.exports = make(1 2);\n",
        "versions.json": '["1.0"]',
        "versioned_docs/version-1.0/intro.md": "# Intro\n",
    }
    checkout(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    code, out, _ = command("lint", "--output-format", "concise")
    assert code == 0
    assert out == (
        "docusaurus.config.js:2:25: warning[unreadable-file] cannot read this file without "
        "running it: it is no script from here on; "
        "say 'mdx1Compat' and 'unversioned' in versions.yaml\n"
    )


REFERENCE = {
    **{name: text for name, text in roots.FILES.items() if name != "versions.yaml"},
    "site/guide/config-params.json": roots.PARAMETERS,
    "site/guide_versioned_docs/version-1.10/config-params.json": roots.PARAMETERS.replace(
        " Set to 0 to disable paging.", ""
    ),
}


def test_the_first_snippet_works_on_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, REFERENCE)
    monkeypatch.chdir(tmp_path / "site")
    before = {path: path.read_bytes() for path in Path("guide").rglob("*") if path.is_file()}
    _, out, _ = command("init")
    assert "wrote snippets/first-snippet.yaml and templates/first-snippet.mdx" in out
    steps = [line.split("  ")[1] for line in out.partition("then:\n")[2].splitlines()]
    assert steps == [
        "docs-snippets show first-snippet",
        "docs-snippets render",
        "docs-snippets lint",
        "docs-snippets lint --write-baseline",
    ]
    # Each can be typed as it is printed.
    for step in steps:
        assert command(*step.split()[1:])[0] == 0
    text = "The default of `pageSize` is `10`.\n"
    special = "The reference describes what the value `0` means.\n"
    assert Path("guide/_first-snippet.mdx").read_text().endswith(f"\n{text}{special}")
    older = Path("guide_versioned_docs/version-1.10/_first-snippet.mdx")
    assert older.read_text().endswith(f"\n{text}")
    # No page has changed.
    assert {path: path.read_bytes() for path in before} == before


def test_editors_find_the_schemas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, REFERENCE)
    monkeypatch.chdir(tmp_path / "site")
    command("init")
    for file, name in (("versions.yaml", "versions"), ("snippets/first-snippet.yaml", "snippet")):
        lines = Path(file).read_text().splitlines()
        (line,) = (line for line in lines if line.startswith("# yaml-language-server: $schema="))
        schema = Path(file).parent / line.partition("=")[2]
        assert schema.read_text() == command("schema", name)[1]
        assert json.loads(schema.read_text())["type"] == "object"


def test_snippets_that_are_there_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, {**REFERENCE, "site/templates/first-snippet.mdx": "Mine.\n"})
    monkeypatch.chdir(tmp_path / "site")
    assert "first-snippet" not in command("init")[1]
    assert Path("templates/first-snippet.mdx").read_text() == "Mine.\n"
    assert not Path("snippets/first-snippet.yaml").exists()


def test_a_link_in_place_of_a_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, ONE_PLUGIN)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "snippets").symlink_to(tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    assert command("init") == (
        2,
        "",
        "docs-snippets init: 'snippets' exists and is not a folder\n",
    )
    assert not list((tmp_path / "elsewhere").iterdir())


def test_nothing_that_is_there_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    roots.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    code, out, err = command("init")
    assert (code, out) == (2, "")
    assert err == "docs-snippets init: 'versions.yaml' already exists\n"
    assert Path("versions.yaml").read_text() == roots.VERSIONS
    assert not Path("snippets").exists()


def test_no_site_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = command("init")
    assert (code, out) == (2, "")
    assert err == (
        "docs-snippets init: no docs in '.': expected docusaurus.config.* with a docs plugin, "
        "or a list of versions\n"
    )
    assert not list(tmp_path.iterdir())


def test_a_site_whose_docs_are_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    settings = "website/docusaurus.config.ts"
    checkout(tmp_path, {settings: ONE_PLUGIN[settings]})
    monkeypatch.chdir(tmp_path)
    assert command("init") == (
        2,
        "",
        f"docs-snippets init: no docs in '.': '{settings}' names no folder of docs that exists "
        "and can be found without running it; write versions.yaml yourself "
        "(`docs-snippets schema versions` prints its schema)\n",
    )


def test_a_configuration_that_takes_settings_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    settings = "website/docusaurus.config.ts"
    shorter = (
        "if (!process.env.KEY) { delete (config.presets as any)[0][1].gtag; }\n"
        "export default config;\n"
    )
    text = str(ONE_PLUGIN[settings]).replace("export default config;\n", shorter)
    checkout(tmp_path, {**ONE_PLUGIN, settings: text})
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert ("docs/next", "docs") in trees(tmp_path)


def test_nothing_beyond_the_repository_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    """Another repository below, what a link leads to, and the folders around are not of it."""
    (tmp_path / "here/.git").mkdir(parents=True)
    for folder in ("here/other", "beside"):
        checkout(tmp_path / folder, ONE_PLUGIN)
    (tmp_path / "here/other/.git").mkdir()
    (tmp_path / "here/linked").symlink_to(tmp_path / "beside")
    monkeypatch.chdir(tmp_path / "here")
    assert command("init")[0] == 2
    (tmp_path / "here/other/.git").rmdir()
    assert command("init")[0] == 0


def test_a_site_whose_docs_are_outside_of_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, ONE_PLUGIN)
    (tmp_path / "website/.git").mkdir()
    monkeypatch.chdir(tmp_path / "website")
    command("init")
    assert "docs: .\n" in (tmp_path / "website/versions.yaml").read_text("utf-8")


def test_the_folder_of_all_files_holds_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path / "projects/one", ONE_PLUGIN)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 2


def test_a_site_of_docusaurus_1_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    """Its versions hold changed pages alone, and its pages are no MDX."""
    files = {"website/siteConfig.js": "module.exports = {};\n", "website/versions.json": '["1"]'}
    checkout(tmp_path, {**files, "docs/a.md": "# A\n"})
    monkeypatch.chdir(tmp_path)
    code, _, err = command("init")
    assert code == 2
    assert "this site is built with Docusaurus 1 (siteConfig.js), which is not supported" in err
    assert not (tmp_path / "versions.yaml").exists()


def test_versions_that_are_words_are_in_the_order_of_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    names = ("active", "maintenance")
    folders = {f"website/versioned_docs/version-{name}/intro.md": "# Intro\n" for name in names}
    files = {**ONE_PLUGIN, "website/versions.json": json.dumps(names), **folders}
    numbered = ("version-2", "version-1")
    kept = {name: text for name, text in files.items() if not any(n in name for n in numbered)}
    checkout(tmp_path, kept)
    monkeypatch.chdir(tmp_path)
    assert command("init")[0] == 0
    assert [name.partition("/")[2] for name, _ in trees(tmp_path)][:3] == ["next", *names]


def test_a_full_disk_does_not_block_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, ONE_PLUGIN)
    monkeypatch.chdir(tmp_path / "website")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        code, out, err = command("init")
    assert (code, out) == (2, "")
    file = "'.docs-snippets/versions.schema.json'"
    words = "cannot write this file: no space left on device"
    assert err == f"docs-snippets init: cannot write {file}: {words}\n"
    assert not (tmp_path / "website/versions.yaml").exists()
    assert command("init")[0] == 0
    assert "versions: website/versions.json\n" in (tmp_path / "website/versions.yaml").read_text()


@pytest.mark.parametrize("missing", ["snippets/first-snippet.yaml", "both"])
def test_a_run_that_was_stopped_is_finished(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    checkout(tmp_path, REFERENCE)
    monkeypatch.chdir(tmp_path / "site")
    command("init")
    files = {name: Path(name).read_text() for name in FIRST}
    for name in FIRST if missing == "both" else [missing]:
        Path(name).unlink()
    code, out, _ = command("init")
    assert (code, {name: Path(name).read_text() for name in FIRST}) == (0, files)
    assert "wrote snippets/first-snippet.yaml and templates/first-snippet.mdx" in out
    assert command("init") == (2, "", "docs-snippets init: 'versions.yaml' already exists\n")


FIRST = ("snippets/first-snippet.yaml", "templates/first-snippet.mdx")
