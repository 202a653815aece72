"""A site's configuration, in the shapes that sites write it in, read without running it."""

import posixpath
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

import roots
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs, load
from docs_snippets.docusaurus.docs_plugins import DocsPlugin, VersionRoute
from docs_snippets.docusaurus.redirects import Redirects
from docs_snippets.docusaurus.site_settings import (
    SiteSettings,
    read_settings,
)
from docs_snippets.docusaurus.site_settings import load as load_settings
from docs_snippets.files.access import DiskFiles
from docs_snippets.mdx.compat import Compat, all_of


def settings(
    text: str, folder: str = ".", suffix: str = "js", files: Mapping[str, str] | None = None
) -> SiteSettings:
    source = Source(posixpath.normpath(f"{folder}/docusaurus.config.{suffix}"), text)
    return read_settings(source, folder, (files or {}).get)


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
    assert found.mdx1_compat == all_of(False)
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
            only=("1.10",),
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


def test_typescript() -> None:
    text = """
        import type {Config} from '@docusaurus/types';
        import type * as Preset from '@docusaurus/preset-classic';

        export interface Button { label: string; }
        type Key = keyof typeof names;
        function titled(name: string, suffix?: string, more: string[] = []): string {
          return `${name as string}${suffix ?? ''}`!;
        }

        const config: Config = {
          title: titled('Typed as it is: Config'),
          future: { v4: { mdx1CompatDisabledByDefault: true } as const },
          presets: [
            ['classic', { docs: { path: '../docs' } } satisfies Preset.Options],
          ],
        };

        export default async function createConfigAsync(): Promise<Config> {
          return config satisfies Config;
        }
        """
    found = settings(text, "website", "ts")
    assert found.title == "Typed as it is: Config"
    assert found.mdx1_compat == all_of(False)
    assert [(each.id, each.path, each.route) for each in found.plugins] == [
        ("default", "docs", "docs")
    ]


def test_what_is_computed_is_what_a_production_build_has() -> None:
    files = {
        "site/versions.json": '["3.0-rc.1", "2.1", "2.0"]',
        "site/config/instances.mjs": "export const names = ['api', 'cli'];",
    }
    text = """
        import path from 'node:path';
        import versions from './versions.json';
        import { names } from './config/instances.mjs';

        const isDev = process.env.NODE_ENV === 'development';
        const preview = !!process.env.PREVIEW;
        const released = versions.find((version) => !version.includes('rc'));

        module.exports = {
          baseUrl: process.env.BASE_URL ?? '/manual/',
          trailingSlash: preview,
          presets: [['classic', { docs: {
            path: path.join(__dirname, '..', 'handbook'),
            lastVersion: isDev || preview ? 'current' : released,
            onlyIncludeVersions: preview ? ['current', ...versions.slice(0, 2)] : undefined,
            versions: { [versions[0]]: { path: 'candidate', banner: 'unreleased' } },
          } }]],
          plugins: [
            ...names.map((id) => ['content-docs', { id, path: `docs-${id}`, routeBasePath: id }]),
            isDev && ['content-docs', { id: 'drafts', path: 'drafts' }],
          ],
        };
        """
    found = settings(text, "site", files=files)
    assert found.base_url == "/manual/"
    assert found.trailing_slash is False
    by_id = {each.id: each for each in found.plugins}
    assert {name: each.path for name, each in by_id.items()} == {
        "default": "handbook",
        "api": "site/docs-api",
        "cli": "site/docs-cli",
    }
    assert by_id["default"].last_version == "2.1"
    assert by_id["default"].only is None
    assert by_id["default"].versions == (VersionRoute("3.0-rc.1", "candidate", "unreleased"),)


@pytest.mark.parametrize(
    ("option", "expected"),
    [("", True), ("numberPrefixParser: false", False), ("numberPrefixParser: mine", None)],
)
def test_numbers_in_front_of_names(option: str, expected: bool | None) -> None:
    docs = f"{{ docs: {{ {option} }} }}"
    found = settings(
        f"const mine = require('x'); module.exports = {{ presets: [['classic', {docs}]] }};"
    )
    assert [each.number_prefixes for each in found.plugins] == [expected]


def test_the_classic_preset_has_docs_unless_it_says_no() -> None:
    assert plugins("module.exports = { presets: ['classic'] }") == [("default", "docs", "docs")]
    assert not plugins("module.exports = { presets: [['classic', { docs: false }]] }")


@pytest.mark.parametrize("preset", ["docusaurus-preset-openapi", "@scope/docusaurus-preset"])
def test_a_preset_of_others_that_is_given_docs_has_them(preset: str) -> None:
    assert plugins(
        f"module.exports = {{ presets: [['{preset}', {{ docs: {{ path: 'd' }} }}]] }}"
    ) == [("default", "d", "docs")]
    assert not plugins(f"module.exports = {{ presets: [['{preset}', {{ specs: [] }}]] }}")


def test_what_a_function_from_elsewhere_makes_is_not_known() -> None:
    text = "export default defineSite({ presets: [['classic', { docs: { path: 'd' } }]] })"
    assert settings(text) == SiteSettings()


def test_lists_made_of_lists() -> None:
    found = settings(
        """
        const versions = require('./versions.json');
        const search = process.env.SEARCH && ['search', {}];
        const docs = {
          versions: versions.reduce((all, version, index) => {
            all[version] = { path: `v${version}`, banner: index ? 'unmaintained' : 'none' };
            return all;
          }, {}),
        };
        module.exports = { presets: [search, ['classic', { docs }]].filter(Boolean) };
        """,
        files={"versions.json": '["2.0", "1.0"]'},
    )
    assert [each.versions for each in found.plugins] == [
        (VersionRoute("2.0", "v2.0", "none"), VersionRoute("1.0", "v1.0", "unmaintained"))
    ]


def test_options_that_are_not_written_out_are_no_plugin_of_their_own() -> None:
    text = """
        const common = { routeBasePath: 'e' };
        const given = Object.assign({}, common, { id: 'e', path: 'e' });
        module.exports = { plugins: [['@docusaurus/plugin-content-docs', given]] };
        """
    assert plugins(text) == [("e", "e", "e")]


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
    assert settings(f"module.exports = {{ {members} }};").mdx1_compat == all_of(compat)


def test_settings_of_mdx_1_are_told_apart() -> None:
    text = "{ future: { v4: true }, markdown: { mdx1Compat: { headingIds: true } } }"
    assert settings(f"module.exports = {text};").mdx1_compat == Compat(False, False, True)
    text = "{ markdown: { mdx1Compat: { comments: false } } }"
    assert settings(f"module.exports = {text};").mdx1_compat == Compat(False, True, True)


def test_admonitions_of_the_site_s_own() -> None:
    text = """
        module.exports = {
          presets: [['classic', { docs: { admonitions: { keywords: ['recipe', 'note'] } } }]],
          plugins: [['content-docs', { id: 'a', admonitions: { keywords: ['chef'] } }]],
        };
        """
    found = settings(text).mdx1_compat
    assert found is not None
    assert {"recipe", "chef", "note", "tip"} <= found.names


_V4 = "module.exports = { future: { v4: true } };\n"


@pytest.mark.parametrize(
    ("files", "compat"),
    [
        ({}, False),
        ({"package.json": '{"dependencies": {"@docusaurus/core": "3.9.2"}}'}, True),
        ({"package.json": '{"devDependencies": {"@docusaurus/core": "~3.8.0"}}'}, True),
        ({"package.json": '{"dependencies": {"@docusaurus/core": "^3.8.1"}}'}, False),
        ({"package.json": '{"dependencies": {"@docusaurus/core": "3.x"}}'}, False),
        ({"package.json": '{"dependencies": {"@docusaurus/core": "workspace:*"}}'}, False),
        ({"package.json": "[broken"}, False),
        (
            {
                "package.json": '{"dependencies": {"@docusaurus/core": "^3.8.1"}}',
                "package-lock.json": '"node_modules/@docusaurus/core": {\n  "version": "3.9.2",',
            },
            True,
        ),
        (
            {
                "package.json": '{"dependencies": {"@docusaurus/core": "^3.8.1"}}',
                "yarn.lock": '"@docusaurus/core@^3.8.1":\n  version "3.10.0"\n',
            },
            False,
        ),
        (
            {
                "package.json": '{"dependencies": {"@docusaurus/core": "^3.8.1"}}',
                "yarn.lock": '"@docusaurus/core@npm:^3.8.1":\n  version: 3.9.0\n',
            },
            True,
        ),
        (
            {
                "package.json": '{"dependencies": {"@docusaurus/core": "catalog:"}}',
                "pnpm-lock.yaml": "  '@docusaurus/core@3.8.0(react@19.0.0)':\n",
            },
            True,
        ),
    ],
)
def test_what_a_release_takes_v4_for(tmp_path: Path, files: dict[str, str], compat: bool) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/docusaurus.config.js").write_text(_V4)
    for name, text in files.items():
        lies_above = name.endswith((".lock", ".yaml"))
        (tmp_path / ("." if lies_above else "web") / name).write_text(text)
    found = load_settings(DiskFiles(tmp_path), "web")
    assert isinstance(found, SiteSettings)
    assert found.mdx1_compat == all_of(compat)


def test_releases_of_other_mdx(tmp_path: Path) -> None:
    (tmp_path / "docusaurus.config.js").write_text("module.exports = {};\n")
    for asked, mdx_1, compat in (("^2.4.1", True, True), ("^4.0.0", False, False)):
        package = f'{{"dependencies": {{"@docusaurus/core": "{asked}"}}}}'
        (tmp_path / "package.json").write_text(package)
        found = load_settings(DiskFiles(tmp_path), ".")
        assert isinstance(found, SiteSettings)
        assert (found.mdx_1, found.mdx1_compat) == (mdx_1, all_of(compat)._replace(mdx_1=mdx_1))


@pytest.mark.parametrize(
    ("docs", "routed"),
    [
        ("{ routeBasePath: base(), path: 'docs' }", False),
        ("{ versions: keyed(list) }", False),
        ("{ versions: { ...keyed(list), current: { path: 'dev' } } }", False),
        ("{ versions: { [names()[0]]: { path: 'dev' } } }", False),
        ("{ lastVersion: newest(), versions: {} }", False),
        ("{ ...shared, routeBasePath: '/', lastVersion: '1.0' }", False),
        ("{ editUrl: make(), versions: { '1.0': { label: label() } } }", True),
    ],
)
def test_whether_it_is_known_where_versions_are_published(docs: str, routed: bool) -> None:
    text = f"""
        const {{ base, keyed, list, names, newest, shared, make, label }} = require('toolbox');
        module.exports = {{ presets: [['classic', {{ docs: {docs} }}]] }};
        """
    assert [each.routed for each in settings(text).plugins] == [routed]


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
    started = time.process_time()
    settings(f"const a0 = [];\n{lines}module.exports = {{ plugins: a199 }};")
    assert time.process_time() - started < 2


def test_folders_of_the_plugins_are_docs_of_no_version(tmp_path: Path) -> None:
    config = roots.SITE.replace("[[", "[['content-docs', { id: 'notes', path: 'notes' }], [")
    changes = {"site/docusaurus.config.js": config, "site/notes/a.md": "# A\n"}
    docs = load(str(roots.make(tmp_path, changes) / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    assert docs.pages.unversioned == ("about", "notes")
    assert "notes/a.md" in docs.pages.paths()
    assert docs.pages.tree_of("notes/a.md") is None


def test_the_configuration_overrides_the_site(tmp_path: Path) -> None:
    roots.make(tmp_path, {"versions.yaml": f"{roots.VERSIONS}mdx1Compat: true\n"})
    docs = load(str(tmp_path / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    assert docs.site.settings.mdx1_compat == all_of(False)
    assert docs.site.mdx1_compat == all_of(True)


def test_plugins_that_are_made_one_by_one() -> None:
    files = {
        "books.json": '[{"id": "a", "path": "shelf/a"}, {"id": "b", "path": "shelf/b", "off": 1}]',
        "site/versions.json": '["2.0"]',
    }
    text = """
        import fs from 'fs';
        import path from 'node:path';
        import { fileURLToPath } from 'url';
        import docsPlugin from '@docusaurus/plugin-content-docs';
        const here = path.dirname(fileURLToPath(import.meta.url));
        const books = JSON.parse(fs.readFileSync(path.join(here, '../books.json'), 'utf8'));
        const plugins = [];
        for (const book of books) {
          if (book.off) continue;
          const { id } = book;
          plugins.push([docsPlugin, { id, path: `../${book.path}`, routeBasePath: id }]);
        }
        const versions = {};
        ['2.0', '1.0'].forEach((name) => { versions[name] = { path: `v${name}` }; });
        plugins.push(['./src/plugins/own-docs.js',
          { id: 'own', path: new URL('../own', import.meta.url).pathname, routeBasePath: 'own',
            sidebarPath: false, versions }]);
        fs.existsSync('versions.json') && plugins.push(['content-docs', { id: 'x', path: 'x' }]);
        export default { plugins };
        """
    found = settings(text, "site", "mjs", files).plugins
    assert [(each.id, each.path, each.route) for each in found] == [
        ("a", "shelf/a", "a"),
        ("own", "own", "own"),
        ("x", "site/x", "docs"),
    ]
    assert found[1].versions == (
        VersionRoute("2.0", "v2.0", None),
        VersionRoute("1.0", "v1.0", None),
    )


def test_a_configuration_that_is_handed_on() -> None:
    base = "export const title = 'Far'; export default { title, plugins: [['content-docs', {}]] };"
    for text in (
        "export { default } from './lib/base';",
        "import base from './lib/base'; const all = { ...base }; export { all as default };",
    ):
        found = settings(text, files={"lib/base.ts": base})
        assert (found.title, [each.path for each in found.plugins]) == ("Far", ["docs"])


@pytest.mark.parametrize(
    ("plugin", "sources", "complete"),
    [
        ("['client-redirects', { redirects: [{ from: '/a', to: '/b' }] }]", {"/a"}, True),
        (
            "['client-redirects', { redirects: [{ to: '/b', from: ['/a', `/c`] }] }]",
            {"/a", "/c"},
            True,
        ),
        ("['@docusaurus/plugin-client-redirects', { fromExtensions: ['html'] }]", set(), True),
        ("['client-redirects', { redirects: require('./moved').all }]", {"/old"}, True),
        ("['client-redirects', { redirects: [{ from: '/a', to: '/b' }, made()] }]", {"/a"}, False),
        ("['client-redirects', { createRedirects(path) { return [] } }]", set(), False),
        ("['client-redirects', made()]", set(), False),
        ("(context) => wrap(context, 'client-redirects', {})", set(), False),
        ("'sass' /* no client-redirects */", set(), True),
    ],
)
def test_where_redirects_start(plugin: str, sources: set[str], complete: bool) -> None:
    files = {"moved.js": "exports.all = [{ from: '/old', to: '/new' }];"}
    text = f"const {{ made, wrap }} = require('tools'); module.exports = {{ plugins: [{plugin}] }};"
    assert settings(text, files=files).redirects == Redirects(frozenset(sources), complete)


def test_a_script_of_the_site_stands_for_the_docs_plugin() -> None:
    found = settings(
        """
        module.exports = {
          plugins: [
            ['./plugins/docs', { sidebarPath: './sidebars.js' }],
            ['./plugins/docs', { id: 'more', path: 'more' }],
            ['./plugins/other', { id: 'other', path: 'other' }],
          ],
        };
        """,
        files={
            "plugins/docs/index.js": "module.exports = require('@docusaurus/plugin-content-docs');",
            "plugins/other.js": "module.exports = () => ({ name: 'other' });",
        },
    )
    assert [(each.id, each.path) for each in found.plugins] == [
        ("default", "docs"),
        ("more", "more"),
    ]
