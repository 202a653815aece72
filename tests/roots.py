"""A small docs root with a configuration, for tests to break."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Files: TypeAlias = Mapping[str, str | bytes | None]
"""Contents by path; None takes a file away."""

PRODUCT = """\
docs: site
products:
  guide:
    title: The Guide
    current: guide
    versions: guide_versions.json
    folder: guide_versioned_docs/version-{version}
"""

VERSIONS = f"""\
{PRODUCT}references:
  parameters: params.json
  variables: variables.js
unversioned: [about]
"""

PARAMETERS = """\
{"Groups": [{"Name": "Main", "Fields": [
  {"Group": "Main", "NameConfigFile": "PageSize", "NameEnvVar": "APP_PAGESIZE",
   "NameYAML": "pageSize", "YAMLType": "integer", "YAMLSchema": "Integer",
   "StringSchema": "Integer", "YAMLDefault": "10", "StringDefault": "10",
   "Description": "How many entries a page has. Set to 0 to disable paging. [Default: 10]"}
]}]}
"""

SITE = """\
module.exports = {
  future: { v4: true },
  plugins: [['@docusaurus/plugin-content-docs', { id: 'guide', path: 'guide' }]],
};
"""

FILES: Files = {
    "versions.yaml": VERSIONS,
    "site/docusaurus.config.js": SITE,
    "site/guide_versions.json": '["1.10", "1.9"]\n',
    "site/about/index.mdx": "# About\n",
    "site/guide/index.mdx": "# Guide\n",
    "site/guide/params.json": PARAMETERS,
    "site/guide/variables.js": "module.exports = { name: 'Guide' };\n",
    "site/guide_versioned_docs/version-1.10/index.mdx": "# Guide\n",
    "site/guide_versioned_docs/version-1.10/params.json": PARAMETERS,
    "site/guide_versioned_docs/version-1.10/variables.js": "module.exports = { name: 'Guide' };\n",
    "site/guide_versioned_docs/version-1.9/index.mdx": "# Guide\n",
    "site/guide_versioned_docs/version-1.9/params.json": PARAMETERS,
    "site/guide_versioned_docs/version-1.9/variables.js": "module.exports = { name: 'Guide' };\n",
}


def make(root: Path, changes: Files | None = None) -> Path:
    """Writes the docs root, changed, below `root`; returns `root`."""
    for name, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
