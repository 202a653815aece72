"""What inputs of commands are made of: docs to start from, pieces of text, and arguments."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

import cases
import hostile_root
import roots
import snippet_roots
from fuzz.choices import Choices
from fuzz.edits import State

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"

ODD_NAMES = (
    "site/guide/\udcff.mdx",
    "site/guide/a\nb.mdx",
    "site/guide/a b.mdx",
    "site/guide/%41.mdx",
    "site/guide/\u202ea.md",
    "site/guide/_part.mdx",
    "docs/calico/3.31/\udcff.mdx",
    "docs/calico/3.31/a:1: error.mdx",
    "docs/calico/3.31/index.mdx",
    "docs/src/pages/index.mdx",
    "docs/sidebars.js",
    "docs/static/_redirects",
    "docs/.gitignore",
    ".gitignore",
    ".gitattributes",
    ".docs-snippets-baseline.json",
    "snippets/other.yml",
    "templates/deep/a.mdx",
    "crds/next/other.yaml",
)


@cache
def _site() -> Mapping[str, bytes]:
    """The fixed site of the literate cases."""
    files = (file for file in cases.SITE.rglob("*") if file.is_file())
    return MappingProxyType(
        {file.relative_to(cases.SITE).as_posix(): file.read_bytes() for file in files}
    )


@cache
def _project() -> Mapping[str, bytes]:
    """The project's own snippets, over the fixed site."""
    folders = (ROOT / "snippets", ROOT / "templates")
    files = (file for folder in folders for file in folder.rglob("*") if file.is_file())
    own = {file.relative_to(ROOT).as_posix(): file.read_bytes() for file in files}
    return MappingProxyType({**_site(), **own})


def _as_state(files: Mapping[str, str | bytes | None]) -> State:
    return {
        path: data if isinstance(data, bytes) else data.encode("utf-8", "surrogateescape")
        for path, data in files.items()
        if data is not None
    }


@cache
def literate() -> Sequence[cases.Case]:
    """Every literate case of a rule, in the order of their files."""
    return tuple(cases.found(TESTS / "rules"))


def site(choices: Choices) -> State:
    """Docs to start from."""
    kind = choices.number(8)
    if kind == 0:
        return _as_state({**roots.FILES, **snippet_roots.FILES})
    if kind == 1:
        return _as_state({**roots.FILES, **hostile_root.FILES})
    if kind == 2:
        return dict(_project())
    return _case(choices.one(literate()))


def snippets(choices: Choices) -> State:
    """Docs to start from that have snippets."""
    if choices.chance(4):
        return dict(_project())
    made = _as_state({**roots.FILES, **snippet_roots.FILES})
    if choices.chance(3):
        made["site/guide/setup.mdx"] = snippet_roots.RENDERED.encode()
    return made


def _case(case: cases.Case) -> State:
    made: State = dict(_site())
    for file in (*case.files, *case.after):
        made[_below_docs(file.path)] = file.text.encode()
    return made


def _below_docs(path: str) -> str:
    return path[3:] if path.startswith("../") else f"docs/{path}"


@cache
def pool() -> Sequence[bytes]:
    """Files of every kind, to take pieces from."""
    found = {file.text.encode() for case in literate() for file in (*case.files, *case.after)}
    for pattern in ("pages/*.mdx", "fuzz/seeds/*", "site/**/*.yaml"):
        found.update(file.read_bytes() for file in TESTS.glob(pattern))
    for state in (snippet_roots.FILES, roots.FILES, hostile_root.FILES):
        found.update(each for each in _as_state(state).values() if isinstance(each, bytes))
    found.add(snippet_roots.RENDERED.encode())
    return tuple(sorted(data for data in found if data))


@cache
def tokens() -> Sequence[bytes]:
    """Short pieces: those of the dictionary, and words of the formats that are read."""
    text = (Path(__file__).parent / "dictionary.txt").read_text("utf-8")
    listed = re.findall(r'^"(.*)"$', text, re.MULTILINE)
    return (*(_unescaped(each) for each in listed), *(each.encode() for each in _WORDS))


def _unescaped(text: str) -> bytes:
    return re.sub(
        rb"\\(?:x([0-9a-fA-F]{2})|(.))",
        lambda found: bytes.fromhex(found[1].decode()) if found[1] else found[2],
        text.encode(),
    )


_WORDS = (
    *("\0", "\x1b[31m", "\u202e", "\u2028", "\ufeff", "\r", "\x85", "\U0001f600", "e\u0301"),
    *("::error::x", "##[error]x", "]]>", "</script>", "-->", "%0A", "\\", "'", '"', "`"),
    *("<% if ", "<% else %>", "<% endif %>", "<%= title %>", "<% include ", "documents(", "%>"),
    *("gate:", "placements:", "replaces:", "requires:", "skip:", "at: end", "page: ../x.mdx"),
    *("subjects: [a]", "docs: ..", "products:", "folder: {version}", "versions: x.json"),
    *("rules:", "severity:", "ports:", "overrides:", "crds: crds/**", "unversioned: ['*']"),
    *("&a [*a]", "<<: *a", "!!python/object:x", "1e999", "0x10", "9" * 400, "null", "{}", "[]"),
    *("'../../../../etc/passwd'", "/etc/passwd", "file:///etc/passwd", "a" * 300, "[" * 120),
    *("require('./x')", "module.exports = ", "...", "=>", "`${", "/(a+)+$/", "plugins: ["),
    *("\\ud800", "$[name]", "{/* BEGIN docs-snippets ", "END docs-snippets ", "(sum: 0)"),
    *(
        "{/* docs-snippets-ignore broken-link: x */}\n",
        "port 8080",
        "TCP",
        "0",
        "-1",
        "99999999999",
    ),
    *("kubectl apply -f - <<EOF\n", "EOF\n", "calicoctl ", "helm install a b \\\n", "apiVersion: "),
    *("kind: Pod", "spec:\n  ", "- name: a\n", "---\n", "type: object", "properties:", "$ref: x"),
)

TREES = (
    *("guide/next", "guide/1.10", "guide/1.9", "guide/*", "*", "calico/next", "calico/3.31"),
    *("calico/3.30", "calico-enterprise/next", "calico/*", "", "guide", "no/such", "[", "../x"),
)
PLACES = (
    *("guide/index.mdx", "guide/setup.mdx", "site/guide/setup.mdx", "calico/3.31/page.mdx"),
    *("docs/calico/3.31/page.mdx", "calico/3.31", "docs/calico", "guide", "site", "."),
    *("**/*.mdx", "*", "{a,b}/[c", "../outside/secret.mdx", "/etc/passwd", "", "\udcff"),
    *("versions.yaml", "snippets", "-", "--", "no such", "a" * 300, "docs/calico/3.31/params.json"),
)
WORDS = (
    *(
        "",
        "x",
        "\x1b[31mx",
        "::error::x",
        "\udcff",
        "\ud800",
        "\0",
        "-1",
        "0",
        "9" * 30,
        "a" * 5000,
    ),
    *(
        "error",
        "warning",
        "info",
        "HEAD",
        "HEAD~1",
        "--",
        "@{-1}",
        "main",
        "broken-link",
        "broken-*",
    ),
    *("pageSize", "APP_PAGESIZE", "healthPort", "HealthPort", "paging", "paging/how", "paeging"),
    *(
        "bash",
        "zsh",
        "versions",
        "snippet",
        "on",
        "off",
        "page.mdx",
        "\u202e",
        "%s",
        "{}",
        "*",
        "[",
    ),
)
FORMATS = (
    *("full", "concise", "grouped", "json", "json-lines", "github", "sarif", "rdjson"),
    *("gitlab", "junit", "text", "nothing"),
)
