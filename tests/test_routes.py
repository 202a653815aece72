"""Where a site publishes its pages, as its own Docusaurus computes it."""

from pathlib import Path

import pytest

from docs_snippets.docs.docs import Docs, load
from docs_snippets.docusaurus.docs_plugins import DocsPlugin, VersionRoute
from docs_snippets.docusaurus.routes import Routes
from docs_snippets.docusaurus.site_settings import SiteSettings
from docs_snippets.files.access import DiskFiles


def routes(
    root: Path, plugin: DocsPlugin, *, base: str = "/", slash: bool | None = None, site: str = "."
) -> Routes:
    settings = SiteSettings(plugins=(plugin,), base_url=base, trailing_slash=slash)
    return Routes(DiskFiles(root), site, settings)


def plugin(
    name: str = "default",
    route: str = "docs",
    *,
    last: str | None = None,
    only: tuple[str, ...] | None = None,
    versions: tuple[VersionRoute, ...] = (),
    current: bool = True,
    released: bool = True,
) -> DocsPlugin:
    return DocsPlugin(name, "docs", route, last, versions, only, current, released)


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("docs/install.md", "/docs/install"),
        ("docs/01-start/02-install.mdx", "/docs/start/install"),
        ("docs/02 - guides/03. Set up.md", "/docs/guides/Set up"),
        ("docs/guides/2021-11-release.md", "/docs/guides/2021-11-release"),
        ("docs/guides/7.0-notes.md", "/docs/guides/7.0-notes"),
        ("docs/index.md", "/docs/"),
        ("docs/guides/README.md", "/docs/guides/"),
        ("docs/guides/guides.mdx", "/docs/guides/"),
        ("docs/04-guides/04-guides.mdx", "/docs/guides/"),
        ("docs/04-guides/guides.mdx", "/docs/guides/guides"),
        ("docs/a/b.c.md", "/docs/a/b.c"),
        ("docs/a/x.test.md", "/docs/a/x.test"),
        ("docs/a/_part.mdx", None),
        ("docs/_includes/part.mdx", None),
        ("docs/a/__tests__/b.md", None),
        ("docs/a/script.js", None),
        ("docs/a/.draft.md", None),
        ("docs/.old/a.md", None),
        ("other/a.md", None),
    ],
)
def test_names_of_files(tmp_path: Path, path: str, route: str | None) -> None:
    assert routes(tmp_path, plugin()).route(path, {}) == route


@pytest.mark.parametrize(
    ("front_matter", "route"),
    [
        ({"slug": "/"}, "/docs/"),
        ({"slug": "/top/of/all"}, "/docs/top/of/all"),
        ({"slug": "short"}, "/docs/deep/short"),
        ({"slug": "./short"}, "/docs/deep/short"),
        ({"slug": "../up/"}, "/docs/up/"),
        ({"slug": 2024}, "/docs/deep/2024"),
        ({"id": "named"}, "/docs/deep/named"),
        ({"id": "named", "slug": "short"}, "/docs/deep/short"),
        ({"parse_number_prefixes": False}, "/docs/01-deep/05-page"),
        ({"unlisted": True}, "/docs/deep/page"),
        ({"draft": True}, None),
    ],
)
def test_what_the_front_matter_says(
    tmp_path: Path, front_matter: dict[str, object], route: str | None
) -> None:
    assert routes(tmp_path, plugin()).route("docs/01-deep/05-page.md", front_matter) == route


@pytest.mark.parametrize(
    ("base", "slash", "route", "page", "home"),
    [
        ("/", None, "docs", "/docs/a", "/docs/"),
        ("/", True, "docs", "/docs/a/", "/docs/"),
        ("/", False, "docs", "/docs/a", "/docs"),
        ("/", False, "", "/a", "/"),
        ("/site/", False, "", "/site/a", "/site/"),
        ("/site", None, "x/y", "/site/x/y/a", "/site/x/y/"),
    ],
)
def test_around_the_docs(
    tmp_path: Path, base: str, slash: bool | None, route: str, page: str, home: str
) -> None:
    found = routes(tmp_path, plugin(route=route), base=base, slash=slash)
    assert found.route("docs/a.md", {}) == page
    assert found.route("docs/index.md", {}) == home


def test_versions_of_a_plugin(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web/api_versions.json").write_text('["3.0-rc", "2.0", "1.0"]')
    own = (VersionRoute("3.0-rc", "candidate", None), VersionRoute("1.0", None, "none"))
    found = routes(tmp_path, plugin("api", "api", last="2.0", versions=own), site="web")
    assert [(each.version, each.folder, each.path, each.banner) for each in found.editions] == [
        ("current", "docs", "/api/next", "unreleased"),
        ("3.0-rc", "web/api_versioned_docs/version-3.0-rc", "/api/candidate", "unreleased"),
        ("2.0", "web/api_versioned_docs/version-2.0", "/api", None),
        ("1.0", "web/api_versioned_docs/version-1.0", "/api/1.0", None),
    ]
    assert found.route("web/api_versioned_docs/version-1.0/a/b.md", {}) == "/api/1.0/a/b"


@pytest.mark.parametrize(
    ("made", "published"),
    [
        (plugin(), {"current": "/docs/next", "2": "/docs", "1": "/docs/1"}),
        (plugin(only=("1", "current")), {"current": "/docs/next", "1": "/docs"}),
        (plugin(current=False), {"2": "/docs", "1": "/docs/1"}),
        (plugin(released=False), {"current": "/docs"}),
    ],
)
def test_versions_that_are_left_out(
    tmp_path: Path, made: DocsPlugin, published: dict[str, str]
) -> None:
    (tmp_path / "versions.json").write_text('["2", "1"]')
    editions = routes(tmp_path, made).editions
    assert {each.version: each.path for each in editions if each.published} == published
    assert {each.version for each in editions} == {"current", "2", "1"}


def test_a_way_of_numbering_that_is_not_known(tmp_path: Path) -> None:
    own = DocsPlugin("default", "docs", "docs", number_prefixes=None)
    assert routes(tmp_path, own).route("docs/a/b.md", {}) == "/docs/a/b"
    assert routes(tmp_path, own).route("docs/1-a/b.md", {}) is None
    none = DocsPlugin("default", "docs", "docs", number_prefixes=False)
    assert routes(tmp_path, none).route("docs/1-a/2-b.md", {}) == "/docs/1-a/2-b"


@pytest.mark.parametrize(
    ("include", "exclude", "pages"),
    [
        (("**/*.md",), None, ["a.md", "b/c.md"]),
        (("*.{md,mdx}",), None, ["a.md", "d.mdx"]),
        (None, ("b/**",), ["_e.md", "a.md", "d.mdx"]),
        (None, (), ["_e.md", "a.md", "b/c.md", "d.mdx"]),
        (("b/?.md",), None, ["b/c.md"]),
    ],
)
def test_globs_of_pages(
    tmp_path: Path,
    include: tuple[str, ...] | None,
    exclude: tuple[str, ...] | None,
    pages: list[str],
) -> None:
    made = DocsPlugin("default", "docs", "docs", include=include, exclude=exclude)
    files = ["_e.md", "a.md", "b/c.md", "d.mdx"]
    found = routes(tmp_path, made)
    assert [each for each in files if found.route(f"docs/{each}", {})] == pages


def test_a_page_of_the_docs(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docusaurus.config.js").write_text(
        "module.exports = { baseUrl: '/x/', presets: [['classic', { docs: { path: 'docs' } }]] };"
    )
    (tmp_path / "docs/a.md").write_text("---\nslug: b\n---\n\n# A\n")
    (tmp_path / "versions.yaml").write_text(
        "docs: .\nproducts:\n  docs:\n    title: Docs\n    current: docs\n"
    )
    docs = load(str(tmp_path / "versions.yaml"), None)
    assert isinstance(docs, Docs)
    assert docs.route("docs/a.md") == "/x/docs/b"
    assert docs.route("docs/absent.md") is None
