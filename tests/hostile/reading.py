"""The stranger wants to see what is not in the repository."""

import os
from pathlib import Path

import snippet_roots
from hostile.case import LINT, Case, page, versions

OUT = "../outside"
_ORPHAN = "docs: {}\nproducts: {{ guide: {{ title: Guide, current: '.' }} }}\n"
_OUTSIDE = "is outside of this repository; name it with --docs"
_BY_LINK = "by a symbolic link"
_TEMPLATE = {"snippets/paging.yaml": snippet_roots.DEFINITION.replace("paging.mdx", "secret.mdx")}


def _crds(path: str) -> dict[str, str | bytes | None]:
    manifest = "# Guide\n\n```yaml\napiVersion: v1\nkind: Pod\n```\n"
    changed = versions("    title: The Guide", f"    title: The Guide\n    crds: {path}")
    return {**changed, **page(manifest)}


def _includes(name: str) -> dict[str, str | bytes | None]:
    return {"templates/paging.mdx": f"<% include '{name}' %>"}


def _pipe(path: str) -> Case:
    def prepare(root: Path) -> None:
        (root / path).unlink(missing_ok=True)
        os.mkfifo(root / path)

    unusable = ("versions.yaml", "snippets/paging.yaml", "templates/paging.mdx")
    code = 2 if path in unusable else 0 if path.endswith("params.json") else 1
    return Case(
        f"{path} is a pipe that nobody writes to", code=code, prepare=prepare, snippets=True
    )


CASES = [
    Case(
        "docs: leads up",
        {"versions.yaml": _ORPHAN.format(OUT)},
        (f"versions.yaml:1:7: error[invalid-config] folder '../outside' {_OUTSIDE}",),
        2,
    ),
    Case(
        "docs: leads to what is nearly there",
        {"versions.yaml": _ORPHAN.format("../outside/secret.mdy")},
        (f"folder '../outside/secret.mdy' {_OUTSIDE}\n",),
        2,
    ),
    *(
        Case(
            f"a {what} to {name} through a folder that is a link out",
            page(f"# Guide\n\n{text}\n"),
            (),
            0,
            links={"site/guide/beside": "../../../outside"},
        )
        for what in ("link", "image", "import")
        for name in ("setup.mdx", "none.mdx")
        for text in (
            {
                "link": f"[a](beside/{name}#none)",
                "image": f"![a](./beside/{name})",
                "import": f"import A from './beside/{name}';",
            }[what],
        )
    ),
    Case(
        "docs: is the root of the disk",
        {"versions.yaml": _ORPHAN.format("/")},
        (f"folder '/' {_OUTSIDE}",),
        2,
    ),
    Case(
        "the docs root is a link out",
        {"versions.yaml": _ORPHAN.format("site")},
        (f"folder 'site' {_OUTSIDE}",),
        2,
        links={"site": OUT},
    ),
    Case(
        "the docs root that the workflow names is a link out",
        {"versions.yaml": _ORPHAN.format("site")},
        (f"'site' leads out of the repository {_BY_LINK}",),
        2,
        command=f"{LINT} --docs site",
        links={"site": OUT},
    ),
    *(
        Case(f"{what} leads up", versions(old, new), ("leaves the docs root",), 2)
        for what, old, new in (
            ("a product's folder", "current: guide", "current: ../outside"),
            ("a list of versions", "versions: guide_", "versions: ../outside/secret.json #"),
            ("a folder of versions", "folder: guide_versioned_docs", "folder: ../../outside"),
            ("a reference", "params.json", "../../outside/secret.json"),
            ("variables", "variables.js", "../../outside/secret.json"),
            ("a folder of no version", "[about]", "[../outside]"),
            ("an absolute reference", "params.json", "/etc/passwd"),
        )
    ),
    Case(
        "definitions lead up",
        _crds("../outside/*.yaml"),
        ("path '../outside/*.yaml' leaves the configuration's folder",),
        2,
    ),
    Case(
        "the folder of definitions is a link out",
        _crds("crds/*.yaml"),
        (f"leads out of the configuration's folder {_BY_LINK}",),
        2,
        links={"crds": OUT},
    ),
    Case(
        "a definition is a link out",
        _crds("crds/*.yaml"),
        ("crds/a.yaml: error[unreadable-reference]", _BY_LINK),
        2,
        command="trees",
        links={"crds/a.yaml": "../../outside/secret.yaml"},
    ),
    Case(
        "versions.yaml is a link out",
        {},
        (f"leads out of the repository {_BY_LINK}",),
        2,
        links={"versions.yaml": "../outside/secret.yaml"},
    ),
    Case(
        "a page is a link out",
        {},
        (
            "guide/evil.mdx: error[unreadable-file] path 'guide/evil.mdx' leads out",
            _BY_LINK,
        ),
        links={"site/guide/evil.mdx": "../../../outside/secret.mdx"},
    ),
    *(
        Case(
            f"a page is a link out, told as {form}",
            {},
            ("guide/evil.mdx",),
            command=f"lint --output-format {form}",
            links={"site/guide/evil.mdx": "../../../outside/secret.mdx"},
        )
        for form in ("full", "github", "sarif", "rdjson", "gitlab", "junit")
    ),
    Case(
        "a page is a link out, as the program sees it",
        {},
        (f"guide/evil.mdx: path 'guide/evil.mdx' leads out of its folder {_BY_LINK}",),
        command="page",
        links={"site/guide/evil.mdx": "../../../outside/secret.mdx"},
    ),
    Case(
        "a page that is named is a link out",
        {},
        (f"leads out of the repository {_BY_LINK}",),
        command="page guide/evil.mdx",
        links={"site/guide/evil.mdx": "../../../outside/secret.mdx"},
    ),
    Case(
        "a page is a link to a device",
        {},
        ("guide/zero.mdx: error[unreadable-file]", _BY_LINK),
        links={"site/guide/zero.mdx": "/dev/zero"},
    ),
    Case(
        "a folder of pages is a link out", {}, code=0, links={"site/guide/more": "../../../outside"}
    ),
    Case(
        "a partial is a link out",
        page("import A from './_a.mdx'\n\n<A />\n"),
        ("guide/_a.mdx: error[unreadable-file]", _BY_LINK),
        links={"site/guide/_a.mdx": "../../../outside/secret.mdx"},
    ),
    Case(
        "a link climbs as the text of a page",
        page("[a](../../../outside/secret.mdx)\n\nimport B from '../../../outside/secret.mdx'\n"),
        ("error[broken-link]",),
    ),
    Case(
        "a reference is a link out",
        {},
        ("guide/params.json: error[unreadable-reference]", _BY_LINK),
        2,
        links={"site/guide/params.json": "../../../outside/secret.json"},
    ),
    Case(
        "a tree is a link out",
        {},
        ("version '1.9': path 'guide_versioned_docs/version-1.9' leads out",),
        2,
        links={"site/guide_versioned_docs/version-1.9": "../../../outside"},
    ),
    Case(
        "the site's configuration is a link out",
        {},
        ("docusaurus.config.js: error[unreadable-file]", _BY_LINK),
        links={"site/docusaurus.config.js": "../../outside/secret.json"},
    ),
    Case(
        "the baseline is a link out",
        {},
        (".docs-snippets-baseline.json: error[invalid-config]", _BY_LINK),
        2,
        links={".docs-snippets-baseline.json": "../outside/secret.json"},
    ),
    Case(
        "snippets/ is a link out",
        {},
        ("snippets: error[invalid-snippet] path 'snippets' leads out", _BY_LINK),
        2,
        links={"snippets": OUT},
        snippets=True,
    ),
    Case(
        "a snippet is a link out",
        {},
        ("snippets/evil.yaml: error[invalid-snippet]", _BY_LINK),
        2,
        links={"snippets/evil.yaml": "../../outside/secret.yaml"},
        snippets=True,
    ),
    *(
        Case(
            f"templates/ is a link out, and {command.split()[0]} is run",
            _TEMPLATE,
            ("templates: error[invalid-snippet] path 'templates' leads out", _BY_LINK),
            2,
            command=command,
            links={"templates": OUT},
            snippets=True,
        )
        for command in (LINT, "show paging", "render --check --diff")
    ),
    Case(
        "a template is a link out",
        {},
        ("error[invalid-snippet] template 'paging.mdx' is not in templates/",),
        2,
        command="show paging",
        links={"templates/paging.mdx": "../../outside/secret.mdx"},
        snippets=True,
    ),
    *(
        Case(
            f"a template includes {name}",
            _includes(name),
            ("error[invalid-snippet] cannot include", "leaves templates/"),
            2,
            command="show paging",
            snippets=True,
        )
        for name in ("../../outside/secret.mdx", "/etc/passwd", "a/../../../outside/secret.mdx")
    ),
    Case(
        "a template includes a link out",
        _includes("_a.mdx"),
        ("cannot include '_a.mdx': path '_a.mdx' leads out of templates/",),
        2,
        command="show paging",
        links={"templates/_a.mdx": "../../outside/secret.mdx"},
        snippets=True,
    ),
    *map(
        _pipe,
        (
            "versions.yaml",
            "site/guide/index.mdx",
            "site/guide/params.json",
            "site/docusaurus.config.js",
            "site/guide/variables.js",
            "snippets/paging.yaml",
            "templates/paging.mdx",
        ),
    ),
]
