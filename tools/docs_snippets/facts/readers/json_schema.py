"""JSON Schema, and the `values.schema.json` of Helm charts.

Properties are parameters, their path the name: `controller.replicas`, `hosts[].name`. With `of`, or
by the name of the file, they are the values of a chart.
"""

import posixpath
from collections.abc import Mapping

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.fact_records import no_facts, parameters_of
from docs_snippets.facts.parameter import FactKind, Parameters
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.schema_document import read_document
from docs_snippets.facts.schema_facts import SchemaFacts

_VALUES = "values.schema.json"


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The properties of a schema."""
    document = read_document(source)
    if isinstance(document, Diagnostic):
        return document
    if not isinstance(document.value, Mapping):
        return no_facts(source, "expected a schema, an object with 'properties'")
    kind: FactKind = (
        "value" if options.of or posixpath.basename(source.path) == _VALUES else "parameter"
    )
    facts = SchemaFacts(document.members, source.path, document.place, kind, options.of)
    found = tuple(facts.of(document.members, ()))
    if not found:
        return no_facts(source, "no properties here; expected a JSON Schema")
    return parameters_of(source, found, facts.skipped)


def recognizes(path: str, text: str) -> bool:
    """Whether a file is a schema, by its name or by what it says of itself."""
    named = path.endswith(".schema.json")
    return named or ('"$schema"' in text[:2_000] and '"properties"' in text)


READER = Reader(read, (".json", ".yaml", ".yml"), recognizes, complete=True, order=3)
