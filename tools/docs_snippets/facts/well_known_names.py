"""The labels, annotations and taints of Kubernetes."""

import tomllib
from functools import cache
from importlib.resources import files

from docs_snippets.facts.fact_data import TomlTable, texts


@cache
def well_known_names() -> tuple[str, ...]:
    """The names of `well_known_names.toml`, which cites their documentation."""
    path = files("docs_snippets") / "facts" / "well_known_names.toml"
    data: TomlTable = tomllib.loads(path.read_text("utf-8"))
    return texts(data, "names")
