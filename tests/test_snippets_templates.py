"""Templates: what they may say, and what is said of one that is wrong."""

from pathlib import Path

import pytest

import roots
import snippet_roots
from conftest import Command

WRONG = {
    "syntax": (
        "a\n<% if %>\n<% endif %>\n",
        "2:1",
        "expected an expression, got '%>'",
    ),
    "end of a block": ("<% if port %>\n", "1:1", "'<% if … %>' is not closed"),
    "unknown name": ("a\n\n<%= titel %>\n", "3:1", "unknown name 'titel'; did you mean 'title'?"),
    "unknown name in a branch nobody takes": (
        "<% if documents('pageSize') %>\nx\n<% else %>\n<%= nam %>\n<% endif %>\n",
        "4:1",
        "unknown name 'nam'",
    ),
    "unknown parameter": (
        "<% if documents('pagesize') %>x<% endif %>",
        "1:1",
        "no tree's reference has a parameter 'pagesize'; did you mean 'pageSize'?",
    ),
    "no parameter": (
        "<% if documents('') %>x<% endif %>",
        "1:1",
        "no tree's reference has a parameter ''",
    ),
    "unknown kind": (
        "<% if native('Deployment') %>x<% endif %>",
        "1:1",
        "no kind 'Deployment' that only some trees serve natively",
    ),
    "too many arguments": (
        "<% if documents('pageSize', 0, 1) %>x<% endif %>",
        "1:1",
        "documents() takes 1 or 2 arguments, got 3",
    ),
    "missing attribute": (
        "<%= tree.nam %>",
        "1:1",
        "no attribute 'nam' of 'tree'; did you mean 'name'?",
    ),
    "function without arguments": (
        "<%= documents %>",
        "1:1",
        "documents is a function; expected documents('NAME')",
    ),
    "fraction as a value": (
        "<% if documents('pageSize', 0.0) %>x<% endif %>",
        "1:1",
        "documents() takes strings and integers",
    ),
    "loop over a text": ("<% for c in title %>x<% endfor %>", "1:1", "a loop needs a literal list"),
    "nothing": ("  \n<%# to come %>\n", "1:1", "renders nothing"),
    "deep nesting": (
        "<% if " + "(" * 500 + "title" + ")" * 500 + " %>x<% endif %>",
        "1:1",
        "nested too deeply",
    ),
    "ifs in ifs": (
        "<% if title %>" * 101 + "x" + "<% endif %>" * 101,
        "1:1",
        "blocks are nested more than 10 deep here",
    ),
    "loops in loops": (
        "a\n" + "<% for a in [1] %>\n" * 25 + "x" + "<% endfor %>" * 25,
        "12:1",
        "blocks are nested more than 10 deep here",
    ),
    "many nots": ("<% if " + "not " * 300 + "title %>x<% endif %>", "1:1", "nested too deeply"),
    "many ands": ("<% if title" + " and title" * 300 + " %>x<% endif %>", "1:1", "nested too"),
    "many filters": ("<%= title" + "|trim" * 300 + " %>", "1:1", "nested too deeply"),
    "many alternatives": (
        "<%= " + "title if title else " * 300 + "title %>",
        "1:1",
        "nested too deeply",
    ),
    "a long number": (
        "x\n<%= " + "9" * 4_301 + " %>",
        "2:1",
        "a number has more than 1000 digits",
    ),
    "a long number for a function": (
        "<% if documents('pageSize', " + "9" * 4_301 + ") %>x<% endif %>",
        "1:1",
        "a number has more than 1000 digits",
    ),
    "a large number": ("x\n<%= 1e999 %>", "2:1", "a number is too large"),
    "half a pair": ('<%= "\\ud800" %>', "1:1", "renders half a surrogate pair"),
    "a long template": (
        "<%= title %>" * 5_500,
        "1:1",
        "larger than the limit of 65536 characters",
    ),
    "method as a value": ("<%= tree.count %>", "1:1", "no attribute 'count' of 'tree'"),
    "attribute of Python": ("<%= tree.__class__ %>", "1:1", "no attribute '__class__' of 'tree'"),
    "method": ("<%= title.upper() %>", "1:1", "only default, documents, native can be called"),
    "function of Jinja": (
        "<% for i in range(9) %>x<% endfor %>",
        "1:1",
        "unknown function 'range'",
    ),
    "arithmetic": ("<%= title * 1000000 %>", "1:1", "'mul' is not allowed in a template"),
    "joining": ("<%= title ~ title %>", "1:1", "'concat' is not allowed in a template"),
    "macro": ("<% macro m() %>x<% endmacro %>", "1:1", "'macro' is not allowed in a template"),
    "import": ("<% import 'x' as x %>", "1:1", "'import' is not allowed in a template"),
    "test": ("<% if port is defined %>x<% endif %>", "1:1", "'test' is not allowed"),
    "unknown filter": ("<%= title|uper %>", "1:1", "unknown filter 'uper'; did you mean 'upper'?"),
    "include of nothing": ("x\n<% include 'no.mdx' %>", "2:1", "cannot include 'no.mdx'"),
    "include outside": (
        "<% include '../versions.yaml' %>",
        "1:1",
        "cannot include '../versions.yaml': path '../versions.yaml' leaves templates/",
    ),
    "absolute include": ("<% include '/etc/passwd' %>", "1:1", "leaves templates/"),
    "include through a link": ("<% include 'link.mdx' %>", "1:1", "by a symbolic link"),
    "include of itself": ("<% include 'paging.mdx' %>", "1:1", "includes itself"),
    "computed include": ("<% include title %>", "1:1", "include needs a template name"),
    "no port": ("<%= port %>", "1:1", "'port' needs 'candidates' in snippets/paging.yaml"),
    "marker": (
        "{/* BEGIN docs-snippets a/b: x */}",
        None,
        "the page would have a broken marker",
    ),
    "not MDX": ("<Tabs>\n", None, "the page would not parse"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_template_is_named_with_line_and_tree(
    command: Command, tmp_path: Path, name: str
) -> None:
    template, place, words = WRONG[name]
    snippet_roots.make(tmp_path, {"templates/paging.mdx": template, "secret.mdx": "secret"})
    (tmp_path / "templates/link.mdx").symlink_to(tmp_path / "secret.mdx")
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    file = f"templates/paging.mdx:{place}" if place else "snippets/paging.yaml:5:9"
    assert (code, out.startswith(f"{file}: error[invalid-snippet] ")) == (2, True), out
    assert words in out
    assert "(in guide/next)" in out
    assert (tmp_path / "site/guide/setup.mdx").read_text() == snippet_roots.PAGE


def test_a_page_that_keeps_a_text_out_is_not_the_templates_fault(
    command: Command, tmp_path: Path
) -> None:
    page = snippet_roots.PAGE.partition("## Go on")[0] + "```\nnever closed\n"
    snippet_roots.make(tmp_path, {"site/guide/setup.mdx": page})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / "site/guide/setup.mdx").read_text()) == (1, page)
    assert "skipped: the page would have a broken marker" in out


def test_a_title_that_no_file_can_contain_is_refused(command: Command, tmp_path: Path) -> None:
    config = roots.VERSIONS.replace("The Guide", '"The \\ud800 Guide"')
    snippet_roots.make(tmp_path, {"versions.yaml": config})
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / "site/guide/setup.mdx").read_text()) == (2, snippet_roots.PAGE)
    assert "paging.mdx:1:1: error[invalid-snippet] renders half a surrogate pair" in out


def test_of_two_templates_the_one_at_fault_is_named(command: Command, tmp_path: Path) -> None:
    second = "  - { id: b, page: setup.mdx, after: { heading: Go on }, template: b.mdx }\n"
    files = {
        "snippets/paging.yaml": snippet_roots.DEFINITION + second,
        "templates/b.mdx": "<Tabs>\n",
    }
    snippet_roots.make(tmp_path, files)
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert (code, (tmp_path / "site/guide/setup.mdx").read_text()) == (2, snippet_roots.PAGE)
    assert out.startswith("snippets/paging.yaml:11:11: error[invalid-snippet] b.mdx does not fit")


def test_white_space_at_the_ends_of_a_text_and_on_its_empty_lines_is_not_kept(
    command: Command, tmp_path: Path
) -> None:
    template = f" \n{snippet_roots.TEMPLATE}   \n\t\n"
    snippet_roots.make(tmp_path, {"templates/paging.mdx": template})
    assert command("render", "--config", str(tmp_path / "versions.yaml"))[0] == 0
    assert (tmp_path / "site/guide/setup.mdx").read_text() == snippet_roots.RENDERED


def test_a_tree_prints_as_its_name(command: Command, tmp_path: Path) -> None:
    snippet_roots.make(tmp_path, {"templates/paging.mdx": "For <%= tree %>.\n"})
    code, out, _ = command(
        "show", "paging", "--tree", "guide/next", "--config", str(tmp_path / "versions.yaml")
    )
    assert (code, out) == (0, "For guide/next.\n")


BOMBS = {
    "output": "<% for a in [1,2,3,4,5,6,7,8] %>" + "x" * 9000 + "<% endfor %>",
    "loops": "".join(f"<% for {a} in [1,2,3,4,5,6,7,8,9] %>" for a in "abcdefg")
    + "<% endfor %>" * 7,
    "includes": "<% include '_1.mdx' %><% include '_1.mdx' %>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_template_cannot_run_or_grow_without_end(
    command: Command, tmp_path: Path, name: str
) -> None:
    deeper = {
        f"templates/_{depth}.mdx": f"<% include '_{depth + 1}.mdx' %>" * 2 for depth in range(1, 30)
    }
    files = {**deeper, "templates/_30.mdx": "", "templates/paging.mdx": BOMBS[name]}
    snippet_roots.make(tmp_path, files)
    code, out, _ = command("render", "--config", str(tmp_path / "versions.yaml"))
    assert code == 2
    assert "renders more than" in out or "more than 1000 loop turns and includes" in out


def test_what_templates_share_and_may_say(command: Command, tmp_path: Path) -> None:
    template = (
        "<%# a note %>\n<% set word = 'page' %>\n<%= heading %> More of <%= title %>\n\n"
        "<% include '_shared.mdx' %>\n<% for name in ['one', 'two'] %>\n- <%= name|upper %>\n"
        "<% endfor %>\n\nA <%= word %> has <%= default('pageSize') %> in <%= tree.version %> of "
        "<%= tree.product %>; {{ x }}, ${y} and <<z stay.\n"
    )
    files = {
        "templates/paging.mdx": template.replace("{{ x }}", "`{{ x }}`")
        .replace("<<z", "`<<z`")
        .replace("${y}", "`${y}`"),
        "templates/_shared.mdx": "Shared.\n",
    }
    snippet_roots.make(tmp_path, files)
    code, out, _ = command(
        "show", "paging", "--tree", "guide/next", "--config", str(tmp_path / "versions.yaml")
    )
    assert code == 0
    assert out == (
        "### More of The Guide\n\nShared.\n- ONE\n- TWO\n\nA page has 10 in next of guide; "
        "`{{ x }}`, `${y}` and `<<z` stay.\n"
    )
