"""OpenAPI 3: the properties of the component schemas, `Name.property` or `property`."""

from collections.abc import Iterator, Mapping

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.facts.fact_records import FactRecord, no_facts, parameters_of
from docs_snippets.facts.parameter import Parameters
from docs_snippets.facts.quote import Quote
from docs_snippets.facts.readers import Reader, ReferenceOptions
from docs_snippets.facts.schema_document import SchemaDocument, read_document
from docs_snippets.facts.schema_facts import SchemaFacts

_COMPONENTS = "#/components/schemas/"


def read(source: Source, options: ReferenceOptions) -> Parameters | Diagnostic:
    """The properties of a description's schemas."""
    document = read_document(source)
    if isinstance(document, Diagnostic):
        return document
    components = document.members.get("components")
    schemas = components.get("schemas") if isinstance(components, Mapping) else None
    if not isinstance(schemas, Mapping):
        return no_facts(source, "no 'components.schemas' here; expected OpenAPI 3")
    skipped: list[Quote] = []
    records = tuple(_properties(document, schemas, skipped))
    return parameters_of(source, records, skipped)


def _properties(
    document: SchemaDocument, schemas: Mapping[str, object], skipped: list[Quote]
) -> Iterator[FactRecord]:
    for name, schema in schemas.items():
        if not isinstance(schema, Mapping):
            continue
        facts = SchemaFacts(
            document.members,
            document.source.path,
            document.place,
            "field",
            name,
            prefix=f"{name}.",
            stops=lambda reference: reference.startswith(_COMPONENTS),
        )
        yield from facts.of(schema, ("components", "schemas", name))
        skipped += facts.skipped


def recognizes(path: str, text: str) -> bool:
    """Whether a file says that it is OpenAPI."""
    start = text[:2_000]
    return ("openapi: 3" in start or '"openapi": "3' in start or "openapi: '3" in start) or (
        'openapi: "3' in start
    )


READER = Reader(read, (".yaml", ".yml", ".json"), recognizes, order=2)
