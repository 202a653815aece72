"""A site's configuration, in the shapes that sites write it in, read without running it."""

import time
from pathlib import Path

import pytest

import roots
from docs_snippets import site
from docs_snippets.docusaurus import DocsPlugin, SiteSettings, VersionRoute, read_settings
from docs_snippets.site import Docs
from docs_snippets.source import Source


def settings(text: str, folder: str = ".") -> SiteSettings:
    return read_settings(Source("docusaurus.config.js", text), folder)


def plugins(text: str, folder: str = ".") -> list[tuple[str, str, str]]:
    return [(each.id, each.path, each.route) for each in settings(text, folder).plugins]


def test_an_object_in_an_async_function_with_alternatives_of_the_environment() -> None:
    found = settings(
        """
        const isNext = process.env.NEXT === 'true' ? ['current'] : [];
        export default async function createConfig() {
          const config = {
            title: 'A site',
            future: process.env.FAST ? { v4: true, faster: true } : { v4: true },
            plugins: [
              ['@docusaurus/plugin-content-docs', {
                id: 'guide', path: 'guide', routeBasePath: '/guide/',
                onlyIncludeVersions: [...isNext, '1.10'],
                lastVersion: '1.10',
                versions: {
                  current: { path: 'next', banner: 'unreleased' }, '1.10': { path: '/' },
                },
              }],
              process.env.SEARCH && ['search', {}],
            ],
          };
          return config;
        }
        """
    )
    assert found.title == "A site"
    assert found.mdx1_compat is False
    assert found.plugins == (
        DocsPlugin(
            id="guide",
            path="guide",
            route="guide",
            last_version="1.10",
            versions=(
                VersionRoute("current", "next", "unreleased"),
                VersionRoute("1.10", "/", None),
            ),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "module.exports = { presets: [['classic', { docs: { path: 'handbook' } }]] };",
        "export default { presets: [['classic', { docs: { path: 'handbook' } }]] };",
        "const docs = { path: 'handbook' };\n"
        "module.exports = { presets: [['classic', { docs }]] };",
        "module.exports = async () => "
        "({ presets: [['classic', { docs: { path: `handbook` } }]] });",
        "module.exports = function () { return { presets: "
        "[[require.resolve('@docusaurus/preset-classic'), { docs: { 'path': 'handbook' } }]] } };",
        "const base = { presets: [['classic', { docs: { path: 'handbook' } }]] };\n"
        "module.exports = { ...base, title: 'x' };",
        "function make() { return { presets: [['classic', { docs: { path: 'handbook' } }]] } }\n"
        "export default make();",
    ],
)
def test_ways_to_export_the_same(text: str) -> None:
    assert plugins(text) == [("default", "handbook", "docs")]


def test_typescript_is_read_as_javascript() -> None:
    text = """
        import type {Config} from '@docusaurus/types';
        import type * as Preset from '@docusaurus/preset-classic';

        const config: Config = {
          title: 'Typed',
          future: { v4: { mdx1CompatDisabledByDefault: true } as const },
          presets: [
            ['classic', { docs: { path: '../docs' } } satisfies Preset.Options],
          ],
        };

        export default async function createConfigAsync(): Promise<Config> {
          return config satisfies Config;
        }
        """
    found = settings(text, "website")
    assert found.title == "Typed"
    assert found.mdx1_compat is False
    assert plugins(text, "website") == [("default", "docs", "docs")]


def test_the_classic_preset_has_docs_unless_it_says_no() -> None:
    assert plugins("module.exports = { presets: ['classic'] }") == [("default", "docs", "docs")]
    assert not plugins("module.exports = { presets: [['classic', { docs: false }]] }")


def test_plugins_and_presets_together() -> None:
    text = """
        const more = [['content-docs', { id: 'api', path: 'api-docs', routeBasePath: 'api' }]];
        module.exports = {
          presets: [['@docusaurus/preset-classic', { docs: { routeBasePath: '/' } }]],
          plugins: ['@docusaurus/plugin-content-pages', ...more],
        };
        """
    assert plugins(text) == [("default", "docs", ""), ("api", "api-docs", "api")]


@pytest.mark.parametrize(
    ("members", "compat"),
    [
        ("", True),
        ("future: { v4: true }", False),
        ("future: { v4: false }", True),
        ("future: { v4: { mdx1CompatDisabledByDefault: true } }", False),
        ("future: { v4: { removeLegacyPostBuildHeadAttribute: true } }", True),
        (
            "markdown: { mdx1Compat: { comments: false, admonitions: false, headingIds: false } }",
            False,
        ),
        (
            "future: { v4: true },"
            "markdown: { mdx1Compat: { comments: true, admonitions: true, headingIds: true } }",
            True,
        ),
    ],
)
def test_whether_markdown_is_read_as_mdx_1_did(members: str, compat: bool) -> None:
    assert settings(f"module.exports = {{ {members} }};").mdx1_compat is compat


def test_the_format_of_pages() -> None:
    assert settings("module.exports = {}").format == "mdx"
    assert settings("module.exports = { markdown: { format: 'detect' } }").format == "detect"


@pytest.mark.parametrize(
    "text", ["", "module.exports = require('./elsewhere');", "export default 5;", "{{{", "\x00"]
)
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    assert settings(text) == SiteSettings()


@pytest.mark.parametrize(
    "text",
    [
        "const a = b; const b = a; module.exports = a;",
        "const a = [...a]; module.exports = { plugins: a };",
        "const a = { ...a }; module.exports = a;",
        "function f() { return f(); } module.exports = f();",
    ],
)
def test_circles_end(text: str) -> None:
    assert not settings(text).plugins


@pytest.mark.parametrize("join", ["a{0} || a{0}", "[...a{0}, ...a{0}]", "x ? a{0} : a{0}"])
def test_names_that_double_are_followed_once(join: str) -> None:
    lines = "".join(f"const a{n} = {join.format(n - 1)};\n" for n in range(1, 200))
    started = time.monotonic()
    settings(f"const a0 = [];\n{lines}module.exports = {{ plugins: a199 }};")
    assert time.monotonic() - started < 2


def test_folders_of_the_plugins_are_docs_of_no_version(tmp_path: Path) -> None:
    config = roots.SITE.replace("[[", "[['content-docs', { id: 'notes', path: 'notes' }], [")
    changes = {"site/docusaurus.config.js": config, "site/notes/a.md": "# A\n"}
    docs = site.load(str(roots.make(tmp_path, changes) / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    assert docs.unversioned == ("about", "notes")
    assert "notes/a.md" in docs.paths()
    assert docs.tree_of("notes/a.md") is None


def test_the_configuration_overrides_the_site(tmp_path: Path) -> None:
    roots.make(tmp_path, {"versions.yaml": f"{roots.VERSIONS}mdx1Compat: true\n"})
    docs = site.load(str(tmp_path / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    assert docs.settings.mdx1_compat is False
    assert docs.mdx1_compat is True
