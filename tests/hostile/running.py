"""The stranger wants something run: by a template, a schema, a script or git."""

from pathlib import Path

from hostile.case import LINT, Case, page, script, versions

_TOUCH = "touch ../outside/run"
_SETTINGS = (
    "alias.cat-file alias.ls-tree alias.rev-parse core.alternateRefsCommand core.askPass "
    "core.editor core.fsmonitor core.pager core.sshCommand credential.helper diff.external "
    "diff.x.textconv filter.x.clean filter.x.process filter.x.smudge gpg.program merge.x.driver "
    "pager.ls-files submodule.a.update uploadpack.packObjectsHook"
).split()
_HOOKS = "fsmonitor-watchman post-checkout post-index-change pre-commit reference-transaction"
_ESCAPES = {
    "reaches for classes": "<%= title.__class__.__mro__ %>",
    "reaches for classes by a filter": "<%= title|attr('__class__') %>",
    "reaches for classes by an index": "<%= title['__class__'] %>",
    "formats": "<%= '{0.__class__}'.format(title) %>",
    "formats with a percent sign": "<%= '%c' % 37 %>",
    "counts without end": "<% for a in range(1000000000) %>x<% endfor %>",
    "multiplies a text": "<%= 'x' * 1000000000 %>",
    "takes a power": "<%= 9 ** 9 ** 9 %>",
    "defines a macro": "<% macro a() %>x<% endmacro %>",
    "imports": "<% import '_a.mdx' as a %>",
    "extends": "<% extends '_a.mdx' %>",
    "asks for the globals": "<%= cycler.__init__.__globals__ %>",
    "asks for itself": "<%= self %>",
    "calls what it is given": "<%= documents.__globals__ %>",
    "asks for a method": "<%= title.upper %>",
    "calls a method": "<%= title.encode() %>",
    "reaches for classes of each": "<%= [title]|map(attribute='__class__')|list %>",
    "sorts by what it reaches for": "<%= [title]|sort(attribute='__class__') %>",
    "groups by what it reaches for": "<%= [title]|groupby('__class__') %>",
    "calls a filter by name": "<%= [title]|map('attr', '__class__')|list %>",
    "formats by a filter": "<%= '%999999999d'|format(1) %>",
    "pads a text": "<%= title|center(999999999) %>",
    "indents a text": "<%= title|indent(999999999) %>",
    "asks for a generator": "<%= lipsum(n=999999999) %>",
    "asks for a space of names": "<% set a = namespace(x=1) %><%= a.__init__ %>",
    "makes a dictionary": "<%= dict(a=1).__class__ %>",
    "counts without end by a range": "<%= range(999999999)|list %>",
    "includes what it computes": "<% include title %>",
    "includes one of several": "<% include ['_a.mdx', '../outside/secret.mdx'] %>",
    "takes another's names": "<% from '_a.mdx' import a %>",
    "defines a block": "<% block a %>x<% endblock %>",
    "calls a block": "<% call documents() %>x<% endcall %>",
    "filters a block": "<% filter attr('__class__') %>x<% endfilter %>",
    "turns escapes off": "<% autoescape false %>x<% endautoescape %>",
    "does a statement": "<% do title.__class__ %>",
    "stops for a debugger": "<% debug %>",
    "slices without end": "<%= title[::0] %>",
    "assigns to what it is given": "<% set title.x = 1 %>",
    "unpacks": "<%= documents(*[1], **{'a': 1}) %>",
}
_REFS = {
    "an option": "--output=run",
    "an option of a transport": "--upload-pack=touch run",
    "a shell's substitution": "$(touch run)",
    "a range": "HEAD..main",
    "a file of a commit": "HEAD:versions.yaml",
    "an address of a transport": "ext::sh -c touch% run",
    "two words": "HEAD --output=run",
    "a line": "\x1b[31m\n::error::forged",
}


def _hostile(root: Path) -> None:
    """A clone whose settings, attributes and hooks name programs wherever git looks for them."""
    (root / ".gitattributes").write_text("* diff=x filter=x merge=x\n", "utf-8")
    module = f'[submodule "a"]\n\tpath = a\n\turl = ext::{_TOUCH}\n\tupdate = !{_TOUCH}\n'
    (root / ".gitmodules").write_text(module, "utf-8")
    for name in _HOOKS.split():
        hook = root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{_TOUCH}\n", "utf-8")
        hook.chmod(0o755)
    config = "".join(
        f'[{section}]\n\t{name} = "{"!" if section == "alias" else ""}{_TOUCH}"\n'
        for section, name in map(_section, _SETTINGS)
    )
    promisor = f'[remote "origin"]\n\turl = "ext::{_TOUCH}"\n\tpromisor = true\n'
    with (root / ".git/config").open("a", encoding="utf-8") as stream:
        stream.write(config + promisor)
    (root / "site/guide/index.mdx").write_text("the the\n", "utf-8")


def _section(setting: str) -> tuple[str, str]:
    first, *middle, last = setting.split(".")
    return (f'{first} "{middle[0]}"' if middle else first), last


def _edited(root: Path) -> None:
    (root / "site/guide/index.mdx").write_text("the the\n", "utf-8")


def _no_longer_links(root: Path) -> None:
    (root / "templates").unlink()
    (root / "site/guide/new.mdx").write_text("the the\n", "utf-8")


CASES = [
    *(
        Case(
            f"a template {does}",
            {"templates/paging.mdx": text, "templates/_a.mdx": "x"},
            ("templates/paging.mdx:1:1: error[invalid-snippet]",),
            2,
            command="show paging",
            snippets=True,
        )
        for does, text in _ESCAPES.items()
    ),
    Case(
        "a tag in versions.yaml makes an object",
        versions("The Guide", f"!!python/object/apply:os.system ['{_TOUCH}']"),
        ("versions.yaml:4:12: error[invalid-config]", "expected a string, got a list"),
        2,
    ),
    Case(
        "a tag in a snippet makes an object",
        {"snippets/paging.yaml": f"!!python/object/apply:os.system ['{_TOUCH}']\n"},
        ("snippets/paging.yaml:1:1: error[invalid-snippet]",),
        2,
        snippets=True,
    ),
    Case(
        "a tag in front matter makes an object",
        page(f"---\na: !!python/object/apply:os.system ['{_TOUCH}']\n---\n"),
        ("error[broken-mdx] the front matter is not valid YAML",),
    ),
    Case(
        "a definition refers to other files",
        {
            **versions("    title: The Guide", "    title: The Guide\n    crds: crds/*.yaml"),
            "crds/a.yaml": "kind: CustomResourceDefinition\nspec: {group: example.org, names: "
            "{kind: Thing}, versions: [{name: v1, schema: {openAPIV3Schema: "
            "{$ref: '../outside/secret.yaml'}}}]}\n",
            **page("```yaml\napiVersion: example.org/v1\nkind: Thing\nspec: x\n```\n"),
        },
        code=0,
    ),
    *(
        Case(
            f"a script {does}",
            script(text),
            ("'$[other]' is not defined in this tree",),
        )
        for does, text in {
            "starts a program": f"const v = require('child_process').execSync('{_TOUCH}')",
            "requires a file outside": "const v = require('../../../outside/secret.json')[0]",
            "requires a file outside by the site": "const v = require('@site/../outside/secret')",
            "ends the process": "process.exit(3); const v = { get x() { process.exit(3) } }",
        }.items()
    ),
    Case(
        "the clone names programs wherever git looks for them",
        {},
        ("warning[repeated-word]",),
        0,
        command=f"{LINT} --changed=HEAD",
        prepare=_hostile,
    ),
    Case(
        "the environment names programs and folders for git",
        {},
        ("warning[repeated-word]",),
        0,
        command=f"{LINT} --changed=HEAD",
        prepare=_edited,
        environment={
            "GIT_DIR": "../outside",
            "GIT_WORK_TREE": "/",
            "GIT_INDEX_FILE": "../outside/index",
            "GIT_EXTERNAL_DIFF": _TOUCH,
            "GIT_PAGER": _TOUCH,
            "GIT_EXEC_PATH": "../outside",
            "GIT_TRACE": "../outside/trace",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.fsmonitor",
            "GIT_CONFIG_VALUE_0": _TOUCH,
        },
    ),
    *(
        Case(
            f"the REF is {what}",
            {},
            ("docs-snippets lint: no commit ",),
            2,
            command=(*LINT.split(), f"--changed={ref}"),
        )
        for what, ref in _REFS.items()
    ),
    Case(
        "the base branch is an option",
        {},
        ("docs-snippets lint: ",),
        2,
        command=f"{LINT} --changed",
        environment={"GITHUB_BASE_REF": "--output=run"},
    ),
    Case(
        "the base was all links out",
        {"site/guide/new.mdx": "# New\n"},
        ("guide/new.mdx:1:5: warning[repeated-word]",),
        0,
        command=f"{LINT} --changed=HEAD",
        links={"site/guide/old.mdx": "/etc/passwd", "templates": "../outside"},
        prepare=_no_longer_links,
    ),
]
