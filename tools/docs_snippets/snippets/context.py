"""What a snippet says in a tree: its gate's answer, and the words its templates may use.

Templates ask facts by `documents`, `default` and `native`. Every answer is kept with its quote, so
that a reader of the result can be told which sentence decided; what no fact answers is not guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from jinja2 import StrictUndefined
from jinja2.exceptions import UndefinedError

from docs_snippets.core.diagnostics import Diagnostic, problem, suggestion
from docs_snippets.core.source import Source
from docs_snippets.docs.docs import Docs
from docs_snippets.facts.kubernetes import packaged_kinds
from docs_snippets.facts.quote import Quote, quote
from docs_snippets.files.reading import read
from docs_snippets.project.trees import Tree
from docs_snippets.snippets import fact_tables
from docs_snippets.snippets.assess import Rendered
from docs_snippets.snippets.candidates import choose
from docs_snippets.snippets.definition import RULE, TEMPLATES, Snippet
from docs_snippets.snippets.gate_parsing import unknown_names
from docs_snippets.snippets.gates import Decision, Documents, GateState, evaluate
from docs_snippets.snippets.states import PlacementTask
from docs_snippets.snippets.template_check import TemplateVocabulary
from docs_snippets.snippets.templates import TemplateError, Templates, UndecidedError

Decide = Callable[[Snippet, Tree], Decision]


_VALUES: Mapping[str, tuple[str, ...]] = {
    "heading": (),
    "port": (),
    "table": (),
    "title": (),
    "tree": ("name", "product", "version"),
}
_ARGUMENTS = {"default": range(1, 2), "documents": range(1, 3), "native": range(1, 2)}


@dataclass(frozen=True, slots=True)
class TemplateTree:
    """A tree as templates see it."""

    name: str
    product: str
    version: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class SnippetRenderer:
    """Renders the snippets' templates for one docs root."""

    docs: Docs
    templates: Templates

    def decide(self, snippet: Snippet, tree: Tree) -> Decision:
        """The gate's answer."""
        own = _own_quote(snippet)
        if snippet.gate is None:
            return Decision(GateState.HOLDS, "it holds everywhere", own)
        answer = evaluate(snippet.gate, tree, self.docs.facts.reference(tree))
        return Decision(answer.state, answer.reason, answer.quote or own)

    def task(self, task: PlacementTask, level: int) -> Rendered:
        """The text of a placement; a heading in it gets the level."""
        facts = _TemplateFacts(self.docs, task.tree)
        context = self._context(task, level, facts)
        name = task.place.template
        try:
            rendered = self.templates.render(name, context)
        except UndecidedError as error:
            return Rendered(None, Decision(GateState.UNKNOWN, str(error), task.decision.quote))
        except TemplateError as error:
            return Rendered(None, task.decision, self._problem(error, task.tree))
        decided = next((each for each in facts.answers if each.quote), task.decision)
        decision = Decision(GateState.HOLDS, decided.reason, decided.quote)
        return Rendered(rendered.text, decision, origins=rendered.origins)

    def _context(
        self, task: PlacementTask, level: int, facts: "_TemplateFacts"
    ) -> dict[str, object]:
        tree = task.tree
        return {
            "heading": "#" * level,
            "port": _port(self.docs, task.snippet, tree),
            "table": _table(self.docs, task.snippet, tree),
            "title": self.docs.config.product(tree.product).title,
            "tree": TemplateTree(tree.name, tree.product, str(tree.version)),
            "documents": facts.documents,
            "default": facts.default,
            "native": facts.native,
        }

    def _problem(self, error: TemplateError, tree: Tree) -> Diagnostic:
        path = f"{TEMPLATES}/{error.template}"
        source = read(self.docs.config.folder, path, RULE)
        if isinstance(source, Diagnostic):
            source = Source(path, "")
        line = min(max(error.line, 1), len(source.line_starts))
        return problem(source, source.line_span(line), RULE, error.message, tree=tree.name)


def snippet_renderer(docs: Docs) -> SnippetRenderer:
    """A renderer with the templates beside the configuration."""
    references = tuple(found for _, found in docs.facts.references)

    def wrong_call(function: str, arguments: tuple[object, ...]) -> str:
        wanted = _ARGUMENTS[function]
        if not wanted.start <= len(arguments) < wanted.stop:
            counts = " or ".join(map(str, wanted))
            return f"{function}() takes {counts} arguments, got {len(arguments)}"
        if function == "native":
            return _wrong_kind(str(arguments[0]))
        if not all(type(argument) in (int, str) for argument in arguments):
            return f"{function}() takes strings and integers"
        unknown = unknown_names(Documents(str(arguments[0])), (), references)
        return next((wrong.message for wrong in unknown), "")

    vocabulary = TemplateVocabulary(_VALUES, tuple(_ARGUMENTS), wrong_call)
    return SnippetRenderer(docs, Templates(docs.config.folder.subfolder(TEMPLATES), vocabulary))


def _wrong_kind(name: str) -> str:
    derived = sorted(kind.kind for kind in packaged_kinds().all if kind.served == "derived")
    if name in derived:
        return ""
    hint = suggestion(name, derived).partition("; expected")[0]
    return f"no kind {name!r} that only some trees serve natively{hint}"


@dataclass(frozen=True)
class _TemplateFacts:
    """The functions of templates, for one tree; `answers` are what they were told."""

    docs: Docs
    tree: Tree
    answers: list[Decision] = field(default_factory=list)

    def documents(self, name: str, value: object = None) -> bool:
        """Whether the tree's reference has a parameter, and speaks of a value."""
        gate = Documents(name, None if value is None else str(value))
        answer = evaluate(gate, self.tree, self.docs.facts.reference(self.tree))
        return self._told(answer)

    def default(self, name: str) -> str:
        """The default of a parameter in the tree's reference."""
        parameters = self.docs.facts.reference(self.tree)
        parameter = parameters.find(name) if parameters else None
        if parameter is None or not parameter.default:
            raise UndecidedError(f"the reference has no default of {name}")
        return parameter.default

    def native(self, kind: str) -> bool:
        """Whether the tree's install pages create the kind's own resource definition."""
        serving = self.docs.facts.of(self.tree).serving
        how = "create" if serving.how == "crd" else "do not create"
        reason = f"the install pages {how} the native resource definition of {kind}"
        state = GateState.HOLDS if serving.how == "crd" else GateState.FAILS
        return self._told(Decision(state, reason, serving.quote))

    def _told(self, answer: Decision) -> bool:
        self.answers.append(answer)
        if answer.state is GateState.UNKNOWN:
            raise UndecidedError(answer.reason)
        return answer.state is GateState.HOLDS


def _port(docs: Docs, snippet: Snippet, tree: Tree) -> int | StrictUndefined:
    """The recommended port; without a free one, a value that cannot be used."""
    if not snippet.candidates:
        hint = f"'port' needs 'candidates' in {snippet.source.path}"
        return StrictUndefined(hint=hint, exc=UndefinedError)
    found = choose(snippet, docs.facts.of(tree).ports)
    if isinstance(found, str):
        return StrictUndefined(hint=found, exc=UndecidedError)
    return found


def _table(docs: Docs, snippet: Snippet, tree: Tree) -> str | StrictUndefined:
    """The table of facts; without any, a value that cannot be used."""
    if snippet.table is None:
        hint = f"'table' needs 'table' in {snippet.source.path}"
        return StrictUndefined(hint=hint, exc=UndefinedError)
    found = fact_tables.table(snippet.table, docs.facts, tree)
    if found is None:
        hint = "no reference of this tree has facts for the table"
        return StrictUndefined(hint=hint, exc=UndecidedError)
    return found


def _own_quote(snippet: Snippet) -> Quote:
    """The gate itself, for what no reference says."""
    written = snippet.source.slice(snippet.gate_span) or "no gate"
    return quote(snippet.source, snippet.gate_span.start, written)
