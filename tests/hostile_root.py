"""A docs root whose every text tries to be run by whoever shows it, for tests of what shows it."""

import json

import roots
import snippet_roots

TEXT = (
    '<img src=x onerror="alert(1)"></script><script>alert(2)</script>'
    '<!-- <script> <a href="javascript:alert(3)">link</a> ]]> &lt;b&gt; \u2028 \u202egnp.exe\u202c'
)
"""Needs quoting wherever it goes."""

SHOWN = TEXT.replace("\u2028", "\\u2028").replace("\u202e", "\\u202e").replace("\u202c", "\\u202c")
"""The same as a reader should see it."""

_PARAMETERS = json.loads(roots.PARAMETERS)
_FIELD = _PARAMETERS["Groups"][0]["Fields"][0]
_FIELD |= {
    "Group": TEXT,
    "YAMLDefault": TEXT,
    "Description": f"{TEXT}. Set to 0 to disable {TEXT}.",
}

_PAGE = f"# Guide\n\nInstall $[nowhere] `{TEXT}`.\n\n{snippet_roots.PAGE}"

FILES: roots.Files = {
    "versions.yaml": roots.VERSIONS.replace("The Guide", json.dumps(f"The {TEXT} Guide")),
    "snippets/paging.yaml": snippet_roots.DEFINITION.replace("setup.mdx", "index.mdx"),
    "templates/paging.mdx": f"Set `pageSize` to `0`.\n\n```\n{TEXT}\n```\n",
    "site/guide/index.mdx": _PAGE,
    "site/guide/params.json": json.dumps(_PARAMETERS),
    "site/guide/<img src=x onerror=alert(5)>.mdx": "# Name\n\nInstall $[nowhere].\n",
    "site/guide_versioned_docs/version-1.10/index.mdx": _PAGE.replace("Install", f"`{TEXT}` Get"),
}
