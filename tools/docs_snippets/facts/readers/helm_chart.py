"""The `Chart.yaml` of a Helm chart: the charts that it depends on, whose values it takes as well.

https://helm.sh/docs/topics/charts/#chart-dependencies
"""

import posixpath
from collections.abc import Mapping

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.fact_records import DEPENDENCY, FactRecord, parameters_of
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.schema_document import read_yaml_document

NAME = "Chart.yaml"
_LIST = "dependencies"


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """A value for each dependency, named as the chart sets the values of that one."""
    document = read_yaml_document(source, source.text, 1)
    if isinstance(document, Diagnostic):
        return document
    listed = document.members.get(_LIST)
    records = []
    for at, each in enumerate(listed if isinstance(listed, list) else ()):
        name = each.get("alias") or each.get("name") if isinstance(each, Mapping) else None
        if isinstance(name, str):
            words = (str(each[key]) for key in ("name", "version", "repository") if each.get(key))
            description = f"Values of the chart {' '.join(words)}"
            place = document.place((_LIST, str(at), "name"))
            records.append(
                FactRecord(
                    name, "value", place, options.of, type=DEPENDENCY, description=description
                )
            )
    return parameters_of(source, records)


def recognizes(path: str, text: str) -> bool:
    """Whether a file is the description of a chart, by its name."""
    return posixpath.basename(path) == NAME


READER = Reader(read, (".yaml",), recognizes, order=1)
