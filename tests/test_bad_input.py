"""What the tool says of input it cannot use: one row a kind, with the exact words and exit code."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import roots

Command = Callable[..., tuple[int, str, str]]


class Row(NamedTuple):
    """One kind of broken input: what is changed, what is run, what is said.

    `report` is the whole of standard output, or its last lines where `tail`, its first where `head`
    is set; `error` is the whole of standard error. `links` are symbolic links to make.
    """

    name: str
    changes: roots.Files
    report: str
    code: int = 2
    command: str = "lint --output-format concise"
    error: str = ""
    tail: bool = False
    head: bool = False
    links: Mapping[str, str] = {}


def versions(old: str, new: str) -> roots.Files:
    assert old in roots.VERSIONS
    return {"versions.yaml": roots.VERSIONS.replace(old, new)}


def config(line: int, column: int, message: str) -> str:
    return f"versions.yaml:{line}:{column}: error[invalid-config] {message}"


def unlisted(path: str, line: int, column: int, message: str) -> str:
    return f"{path}:{line}:{column}: warning[unlisted-tree] {message}"


def unreadable(path: str, line: int, column: int, message: str) -> str:
    return f"{path}:{line}:{column}: error[unreadable-reference] {message}"


CONFIGURATION = [
    Row(
        "no configuration anywhere",
        {"versions.yaml": None},
        "error[invalid-config] no versions.yaml in this folder or above; name one with "
        "--config, or write one with `docs-snippets init`",
    ),
    Row(
        "a configuration that is not there",
        {},
        "other.yaml: error[invalid-config] cannot read this file: no such file or directory",
        command="lint --output-format concise --config other.yaml",
    ),
    Row(
        "a configuration that is a folder",
        {},
        "site: error[invalid-config] not a regular file",
        command="lint --output-format concise --config site",
    ),
    Row("an empty file", {"versions.yaml": ""}, config(1, 1, "the file is empty")),
    Row("comments alone", {"versions.yaml": "# later\n"}, config(1, 1, "the file is empty")),
    Row(
        "not UTF-8",
        {"versions.yaml": b"docs: site\ntitle: caf\xe9\n"},
        config(2, 11, "not UTF-8: byte 0xe9 at offset 21"),
    ),
    Row(
        "a control character",
        {"versions.yaml": "docs: si\x07te\n"},
        config(1, 9, "not valid YAML: character U+0007 is not allowed"),
    ),
    Row(
        "larger than the limit",
        {"versions.yaml": b"#" * (16 * 2**20 + 1)},
        "versions.yaml: error[invalid-config] larger than the limit of 16 MB",
    ),
    Row(
        "a colon too many",
        versions("title: The Guide", "title: The: Guide"),
        config(4, 15, "not valid YAML: quote this value: it contains ':'"),
    ),
    Row(
        "a bracket left open",
        versions("[about]", "[about"),
        config(12, 1, "not valid YAML: expected ',' or ']' before this"),
    ),
    Row(
        "a tab as indentation",
        versions("    title", "\ttitle"),
        config(
            4,
            1,
            "not valid YAML: tab in the indentation; indent with spaces",
        ),
    ),
    Row(
        "two documents",
        {"versions.yaml": f"{roots.VERSIONS}---\n{roots.VERSIONS}"},
        config(12, 1, "a second YAML document starts here; expected one"),
    ),
    Row(
        "a list instead of a mapping",
        {"versions.yaml": "- docs\n"},
        config(1, 1, "this file: expected a mapping, got a list"),
    ),
    Row(
        "an unknown key",
        versions("unversioned", "unversoined"),
        config(11, 1, "unknown key 'unversoined' in this file; did you mean 'unversioned'?"),
    ),
    Row(
        "an unknown key like no other",
        versions("  parameters: params.json", "  zzz: params.json"),
        config(
            9,
            3,
            "unknown key 'zzz' in references; "
            "expected one of 'parameters', 'releases', 'variables'",
        ),
    ),
    Row(
        "a key twice",
        versions("    title: The Guide\n", "    title: The Guide\n    title: A Guide\n"),
        config(5, 5, "duplicate key 'title'"),
    ),
    Row(
        "a key that is missing",
        versions("    title: The Guide\n", ""),
        config(3, 3, "products.guide lacks 'title'"),
    ),
    Row(
        "a pattern without the list of versions",
        versions("    versions: guide_versions.json\n", ""),
        config(3, 3, "products.guide lacks 'versions'"),
    ),
    Row(
        "a version read as a number",
        versions("references:", "    trees:\n      - version: 1.10\nreferences:"),
        config(
            9,
            18,
            "products.guide.trees[0].version: expected a string, got the number 1.10; "
            'quote it: "1.10"',
        ),
    ),
    Row(
        "a word where a list is due",
        versions("[about]", "about"),
        config(11, 14, "unversioned: expected a list, got 'about'"),
    ),
    Row(
        "a word where true or false is due",
        versions("references:", "mdx1Compat: yes\nreferences:"),
        config(8, 13, "mdx1Compat: expected true or false, got 'yes'"),
    ),
    Row(
        "a key without its value",
        versions("title: The Guide", "title:"),
        config(4, 5, "products.guide.title: expected a string, got nothing"),
    ),
    Row(
        "no product",
        {"versions.yaml": "docs: site\nproducts: {}\n"},
        config(2, 11, "products: expected a value, got an empty mapping"),
    ),
    Row(
        "a product name with a slash",
        versions("  guide:\n", "  the/guide:\n"),
        config(
            3,
            3,
            "products: expected a product name of letters, digits, '-', '_' and '.', "
            "got 'the/guide'",
        ),
    ),
    Row(
        "a pattern without its hole",
        versions("version-{version}", "version-x"),
        config(
            7,
            13,
            "products.guide.folder: expected a folder with '{version}' in it, "
            "got 'guide_versioned_docs/version-x'",
        ),
    ),
    Row(
        "a protocol nobody speaks",
        versions(
            "references:",
            "ports: [{port: 80, protocol: tpc, component: web, citation: RFC}]\nreferences:",
        ),
        config(8, 30, "ports[0].protocol: expected one of 'tcp', 'udp', 'sctp', got 'tpc'"),
    ),
    Row(
        "a port that is a fraction",
        versions(
            "references:",
            "ports: [{port: 80.5, protocol: tcp, component: web, citation: RFC}]\nreferences:",
        ),
        config(8, 16, "ports[0].port: expected a whole number, got the number 80.5"),
    ),
    Row(
        "a port written in another base, which is fine",
        versions(
            "references:",
            "ports: [{port: 0o120, protocol: tcp, component: web, citation: RFC}]\nreferences:",
        ),
        "",
        code=0,
        command="lint -q --output-format concise",
    ),
    Row(
        "a product name that ends with a line",
        versions("  guide:\n", '  "guide\\n":\n'),
        config(
            3,
            3,
            "products: expected a product name of letters, digits, '-', '_' and '.', "
            "got 'guide\\n'",
        ),
    ),
    Row(
        "an alias without its anchor",
        versions("[about]", "*folders"),
        config(11, 14, "no anchor '&folders' before this alias"),
    ),
    Row(
        "an alias inside its own anchor",
        versions("[about]", "&folders [*folders]"),
        config(11, 24, "no anchor '&folders' before this alias"),
    ),
    Row(
        "nesting without end",
        versions("[about]", "[" * 100 + "]" * 100),
        config(11, 77, "nested more than 64 levels deep"),
    ),
    Row(
        "a merge key",
        versions("    title", "    <<: {title: x}\n    title"),
        config(4, 5, "merge keys are not supported; write the keys out")
        + "\n"
        + config(
            4,
            5,
            "unknown key '<<' in products.guide; expected one of 'crds', 'current', "
            "'folder', 'references', 'title', 'trees', 'versions'",
        ),
    ),
    Row(
        "a tag",
        versions("The Guide", "!!python/name:os.system x"),
        config(4, 12, "tag '!!python/name:os.system' is not allowed here"),
    ),
]

PATHS = [
    Row(
        "a docs root that is not there",
        versions("docs: site", "docs: sites"),
        config(1, 7, "no folder 'sites'; did you mean 'site'?"),
    ),
    Row(
        "no docs root at all",
        versions("docs: site\n", ""),
        config(
            1,
            1,
            "the docs folder is not set; expected 'docs' here, --docs or DOCS_SNIPPETS_DOCS",
        ),
    ),
    Row(
        "a docs root from the command line that is not there",
        {},
        "error[invalid-config] docs root 'elsewhere' (from --docs) is not a folder",
        command="lint --output-format concise --docs elsewhere",
    ),
    Row(
        "a folder that is not there",
        versions("current: guide", "current: giude"),
        config(5, 14, "no folder 'giude'; did you mean 'guide'?"),
    ),
    Row(
        "a list of versions that is not there",
        versions("guide_versions.json", "guide-versions.json"),
        config(6, 15, "no file 'guide-versions.json'; did you mean 'guide_versions.json'?"),
    ),
    Row(
        "a path upward",
        versions("current: guide", "current: ../site/guide"),
        config(5, 14, "path '../site/guide' leaves the docs root"),
    ),
    Row(
        "an absolute path",
        versions("params.json", "/etc/passwd"),
        config(9, 15, "path '/etc/passwd' leaves the docs root"),
    ),
    Row(
        "two products in one folder",
        versions("references:", "  copy: {title: Copy, current: guide}\nreferences:"),
        config(8, 32, "'guide' already belongs to product 'guide'"),
    ),
    Row(
        "a folder of no version that is not there",
        versions("[about]", "[abuot]"),
        unlisted("versions.yaml", 11, 15, "no folder 'abuot'; did you mean 'about'?"),
        code=0,
        command="trees",
        tail=True,
    ),
]

TREES = [
    Row(
        "a list of versions that is not JSON",
        {"site/guide_versions.json": '["1.10",\n "1.9"'},
        unreadable("guide_versions.json", 2, 7, "not valid JSON: expecting ',' delimiter"),
    ),
    Row(
        "a list of versions that is empty text",
        {"site/guide_versions.json": ""},
        unreadable("guide_versions.json", 1, 1, "not valid JSON: expecting value"),
    ),
    Row(
        "a list of versions that is no list",
        {"site/guide_versions.json": '{"versions": ["1.10"]}'},
        unreadable(
            "guide_versions.json", 1, 1, 'expected a list of versions such as ["1.20", "1.19"]'
        ),
    ),
    Row(
        "a number in a list of versions",
        {"site/guide_versions.json": '[\n  1.10,\n  "1.9"\n]'},
        unreadable(
            "guide_versions.json", 2, 3, 'expected a version in quotes, got 1.10; quote it: "1.10"'
        ),
    ),
    Row(
        "a version twice",
        {"site/guide_versions.json": '["1.10", "1.9", "1.10"]'},
        unreadable("guide_versions.json", 1, 17, "version '1.10' is listed twice"),
    ),
    Row(
        "a version that leads elsewhere",
        {"site/guide_versions.json": '["1.10", "1.9", "../../.."]'},
        unreadable(
            "guide_versions.json",
            1,
            17,
            "version '../../..': path 'guide_versioned_docs/version-../../..' leaves the docs root",
        ),
    ),
    Row(
        "a version without its folder",
        {"site/guide_versions.json": '["1.11", "1.10", "1.9"]'},
        unlisted(
            "guide_versions.json",
            1,
            2,
            "version '1.11' is listed here, but has no folder 'guide_versioned_docs/version-1.11'",
        ),
        code=0,
        command="trees",
        tail=True,
    ),
    Row(
        "a folder that is in no list",
        {"site/guide_versions.json": '["1.10"]'},
        unlisted(
            "guide_versions.json",
            1,
            1,
            "folder 'guide_versioned_docs/version-1.9' exists, "
            "but version '1.9' is not in this list",
        ),
        code=0,
        command="trees",
        tail=True,
    ),
    Row(
        "a list of versions of no product",
        {"site/other_versions.json": '["2.0"]'},
        unlisted(
            "other_versions.json", 1, 1, "no product in versions.yaml uses this list of versions"
        ),
        code=0,
        command="trees",
        tail=True,
    ),
    Row(
        "an entry for a version that is not there",
        versions("references:", '    trees: [{version: "1.8", frozen: true}]\nreferences:'),
        unlisted("versions.yaml", 8, 23, "guide has no version '1.8'"),
        code=0,
        command="trees",
        tail=True,
    ),
    Row(
        "a tree that is not there",
        {},
        "",
        command="trees --tree guide/1.1",
        error="docs-snippets trees: no tree 'guide/1.1'; did you mean 'guide/1.10'?\n",
    ),
]

PARAMS = "site/guide/params.json"

REFERENCES = [
    Row(
        f"a reference that is {name}",
        {PARAMS: content},
        unreadable("guide/params.json", 1, column, message),
        command="trees",
        tail=True,
    )
    for name, content, column, message in (
        ("empty", "", 1, "not valid JSON: expecting value"),
        ("cut short", '{"Groups": [', 13, "not valid JSON: expecting value"),
        ("not UTF-8", b"{\xff", 2, "not UTF-8: byte 0xff at offset 1"),
        ("a list", "[]", 1, "expected an object with a list of groups, 'Groups'"),
        (
            "without parameters",
            '{"Groups": []}',
            1,
            "no parameters here; expected groups of fields",
        ),
        (
            "of no names",
            '{"Groups": [{"Fields": [{}]}]}',
            25,
            "expected a name in this field, 'NameConfigFile'",
        ),
        ("nested without end", "[" * 100_000, 1, "not valid JSON: nested too deeply"),
        ("a number without end", "1" * 5_000, 1, "not valid JSON: a number is too long"),
    )
]

REFERENCES += [
    Row(
        "a tree whose reference cannot be read",
        {PARAMS: "{"},
        "guide/next  guide                              1 page  unreadable: parameters\n"
        "guide/1.10  guide_versioned_docs/version-1.10  1 page  complete\n"
        "guide/1.9   guide_versioned_docs/version-1.9   1 page  complete\n"
        "(no tree)   about                              1 page\n\n"
        + unreadable(
            "guide/params.json",
            1,
            2,
            "not valid JSON: expecting property name enclosed in double quotes",
        ),
        command="trees",
    ),
    Row(
        "a reference outside the docs root",
        {PARAMS: None},
        "guide/params.json: error[unreadable-reference] path 'guide/params.json' leads out of the "
        "docs root by a symbolic link",
        command="trees",
        tail=True,
        links={PARAMS: "versions.yaml"},
    ),
    Row(
        "a site configuration that must be run to be read",
        {"site/docusaurus.config.js": "module.exports = require('elsewhere')();\n"},
        "docusaurus.config.js: warning[unreadable-file] cannot read this file without running it: "
        "no object is exported; say 'mdx1Compat' and 'unversioned' in versions.yaml",
        code=0,
        command="trees",
        tail=True,
    ),
    Row(
        "a correction that corrects nothing",
        versions(
            "unversioned",
            "overrides: [{parameter: pageSise, default: 20, reason: because}]\nunversioned",
        ),
        "versions.yaml:11:25: warning[invalid-config] override of 'pageSise' changes nothing: "
        "no tree has this parameter",
        code=0,
        command="trees",
        tail=True,
    ),
]

SNIPPET = """\
subjects: [pageSize]
gate: guide >= 1.10
placements:
  - {id: a, page: index.mdx, before: {heading: Guide}, template: a.mdx}
"""


def snippet(name: str, old: str, new: str, line: int, column: int, message: str) -> Row:
    assert old in SNIPPET
    return Row(
        f"a snippet with {name}",
        {"snippets/paging.yaml": SNIPPET.replace(old, new), "templates/a.mdx": "Words.\n"},
        f"snippets/paging.yaml:{line}:{column}: error[invalid-snippet] {message}",
        command="render --check",
        head=True,
    )


SNIPPETS = [
    snippet(
        "an unknown key",
        "subjects",
        "subject",
        1,
        1,
        "unknown key 'subject' in this file; did you mean 'subjects'?",
    ),
    snippet(
        "a version read as a number",
        "guide >= 1.10",
        "1.10",
        2,
        7,
        "gate: expected a condition, or a mapping of 'requires' and 'applies', got the number "
        '1.10; quote it: "1.10"',
    ),
    snippet(
        "a malformed version",
        "1.10",
        "1..10",
        2,
        7,
        "malformed version '1..10'; expected 'next' or numbers such as 1.20 or 1.20-2",
    ),
    snippet(
        "an unknown product",
        "guide",
        "giude",
        2,
        7,
        "unknown product 'giude'; did you mean 'guide'?",
    ),
    snippet(
        "an unknown parameter",
        "guide >= 1.10",
        "{requires: documents pageSise}",
        2,
        18,
        "no tree's reference has a parameter 'pageSise'; did you mean 'pageSize'?",
    ),
    snippet(
        "a name that ends with a line",
        "id: a",
        'id: "a\\n"',
        4,
        10,
        "placements[0].id: expected a name of letters, digits, '-', '_' and '.', got 'a\\n'",
    ),
    snippet(
        "a page whose name ends with a line",
        "page: index.mdx",
        'page: "index.mdx\\n"',
        4,
        19,
        "placements[0].page: expected a path that ends in .mdx or .md, got 'index.mdx\\n'",
    ),
    snippet(
        "no placement",
        "placements:\n  - {id: a, page: index.mdx, before: {heading: Guide}, template: a.mdx}",
        "placements: []",
        3,
        13,
        "placements: expected a value, got an empty list",
    ),
    snippet(
        "malformed YAML",
        "{id: a",
        "{id: a: b",
        4,
        11,
        "not valid YAML: expected ',' or '}' before this",
    ),
]


def argument(name: str, command: str, error: str) -> Row:
    """A mistake on the command line: nothing on standard output, one line that says what."""
    program = f"docs-snippets {command.split()[0]}"
    return Row(name, {}, "", command=command, error=f"{program}: {error}\n")


PAGES = [
    Row(
        "a page that is not UTF-8",
        {"site/guide/index.mdx": b"# Guide\n\ncaf\xe9\n"},
        "guide/index.mdx:3:4: error[unreadable-file] not UTF-8: byte 0xe9 at offset 12",
        code=1,
        command="lint -q --output-format concise",
    ),
    Row(
        "a page that does not parse",
        {"site/guide/index.mdx": "# Guide\n\nA brace { alone.\n"},
        "guide/index.mdx:3:17: error[broken-mdx] the brace is not closed; write `\\{` for a "
        "literal brace",
        code=1,
        command="lint -q --output-format concise",
    ),
    Row(
        "front matter that is no YAML",
        {"site/guide/index.mdx": "---\ntitle: [a\n---\n\n# Guide\n"},
        "guide/index.mdx:3:1: error[broken-mdx] the front matter is not valid YAML: the list or "
        "map in brackets is not closed",
        code=1,
        command="lint -q --output-format concise",
    ),
    Row(
        "an ignore without a reason",
        {"site/guide/index.mdx": "{/* docs-snippets-ignore broken-mdx */}\n# Guide\n"},
        "guide/index.mdx:1:1: warning[useless-ignore] an ignore needs a reason; expected "
        "'docs-snippets-ignore RULE: reason'",
        code=0,
        command="lint -q --output-format concise",
    ),
    Row(
        "a region that never ends",
        {"site/guide/index.mdx": "# Guide\n\n{/* BEGIN docs-snippets a/b: generated */}\n"},
        "guide/index.mdx:3:1: error[broken-marker] BEGIN of a/b without an END",
        code=1,
        command="lint -q --output-format concise",
    ),
]

ARGUMENTS = [
    argument(
        "pages of a tree that is not there",
        "page --tree guide/1.11",
        "no tree 'guide/1.11'; did you mean 'guide/1.10'?",
    ),
    argument(
        "a page that is not there",
        "lint gone.mdx",
        "no such page or folder: 'gone.mdx', neither here nor in the docs root 'site'",
    ),
    argument(
        "a path outside the docs",
        "lint versions.yaml",
        "'versions.yaml' is outside the docs root 'site'",
    ),
    argument(
        "an option that names no tree",
        "lint --tree guide/1.11",
        "no tree 'guide/1.11'; did you mean 'guide/1.10'?",
    ),
    argument(
        "a rule that is not there",
        "lint --select broken-mdxx",
        "no rule 'broken-mdxx'; did you mean 'broken-mdx'?",
    ),
    argument("standard input without a name", "lint -", "'-' needs --stdin-filename PATH"),
    argument(
        "a report over somebody else's file",
        "lint --output-file versions.yaml",
        "'versions.yaml' was not written by this program; name another file",
    ),
    argument(
        "a manual page that is not there",
        "rule broken-mxd",
        "no rule 'broken-mxd'; did you mean 'broken-mdx'?",
    ),
    Row(
        "a command that is not there",
        {},
        "",
        command="lnt",
        error="docs-snippets: no command 'lnt'; did you mean 'lint'?\n",
    ),
    Row(
        "an option before the command",
        {},
        "",
        code=0,
        command="--docs site lint",
        error="no findings on 4 pages\n",
    ),
]

ROWS = [*CONFIGURATION, *PATHS, *TREES, *REFERENCES, *SNIPPETS, *PAGES, *ARGUMENTS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_bad_input_is_reported_where_it_stands(
    row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.chdir(roots.make(tmp_path, row.changes))
    for name, target in row.links.items():
        Path(name).symlink_to(tmp_path / target)
    code, out, err = command(*row.command.split())
    report = out.rpartition("\n\n")[2] if row.tail else out
    report = report.partition("\n")[0] if row.head else report
    assert report.rstrip("\n") == row.report
    assert err == row.error
    assert code == row.code


def test_every_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in ROWS]
    assert len(names) == len(set(names))
