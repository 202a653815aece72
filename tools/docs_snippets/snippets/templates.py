"""Templates: a deliberately small part of Jinja, sandboxed, that reads `templates/` alone.

A template is text with conditions. Conditions, loops over written-out lists, includes and a few
filters are all it may use, so that no template can run for long, grow without bound or reach
outside; what else Jinja offers is refused by name, with the line. Names and calls are checked
before anything is rendered: a typing error in a branch that no tree takes today is an error today.
"""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import NamedTuple

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound, nodes
from jinja2.exceptions import (
    SecurityError,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from docs_snippets.core.source import Source
from docs_snippets.files import reading
from docs_snippets.files.access import Files
from docs_snippets.snippets.checksum import normalized
from docs_snippets.snippets.origins import Origins, TemplateLine, unmarked
from docs_snippets.snippets.template_check import FILTERS, TemplateChecker, TemplateVocabulary
from docs_snippets.snippets.template_syntax import find_mistake

OUTPUT_LIMIT = 64 * 1024
SIZE_LIMIT = OUTPUT_LIMIT
TURN_LIMIT = 1_000

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class UndecidedError(TemplateRuntimeError):
    """Raised while rendering when a fact is neither known to hold nor to fail."""


class TemplateError(Exception):
    """What is wrong with a template, and where: an answer for the engine, never seen outside it."""

    def __init__(self, template: str, line: int, message: str) -> None:
        super().__init__(message)
        self.template, self.line, self.message = template, line, message


class RenderedText(NamedTuple):
    """A text, and for each of its lines the line of the template that it came from."""

    text: str
    origins: tuple[TemplateLine | None, ...]


class _Loader(BaseLoader):
    def __init__(self, files: Files, origins: Origins) -> None:
        self.files, self.origins = files, origins

    def get_source(
        self, _environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source = reading.read(self.files, template)
        if not isinstance(source, Source):
            raise TemplateNotFound(template, source.message.replace("the docs root", "templates/"))
        if len(source.text) > SIZE_LIMIT:
            words = f"larger than the limit of {SIZE_LIMIT} characters"
            raise TemplateNotFound(template, words)
        return self.origins.marked(template, source.text), template, lambda: True


class _Environment(ImmutableSandboxedEnvironment):
    """Refuses, while parsing, what a template may not hold; counts the turns of loops."""

    vocabulary: TemplateVocabulary
    turns: int

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        names = (*self.vocabulary.values, *self.vocabulary.functions)
        mistake = find_mistake(unmarked(source), names)
        if mistake:
            raise TemplateSyntaxError(mistake.message, mistake.line, name, filename)
        tree = super()._parse(source, name, filename)
        TemplateChecker(self.vocabulary, name or "").check(tree)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
        return tree

    def _load_template(self, name: str, globals: MutableMapping[str, object] | None) -> Template:
        self._turn()
        return super()._load_template(name, globals)

    def counted(self, items: object) -> Iterator[object]:
        """The items, as long as this rendering has turns left."""
        if not isinstance(items, list | tuple):
            raise SecurityError("a loop needs a literal list")
        for item in items:
            self._turn()
            yield item

    def _turn(self) -> None:
        self.turns += 1
        if self.turns > TURN_LIMIT:
            raise SecurityError(f"more than {TURN_LIMIT} loop turns and includes")


class Templates:
    """The templates of one folder."""

    def __init__(self, files: Files, vocabulary: TemplateVocabulary) -> None:
        self.files = files
        self._origins = Origins()
        self._environment = _environment(files, vocabulary, self._origins)

    def names(self) -> tuple[str, ...]:
        """The files of the folder, sorted."""
        return tuple(sorted(self.files.below("", ("",))))

    def render(self, name: str, context: Mapping[str, object]) -> RenderedText:
        """The text, `\\n` line ends, no blank lines at its edges, and where its lines came from.

        Raises TemplateError for a mistake in the template, UndecidedError as the context does.
        """
        environment = self._environment
        environment.turns = 0
        try:
            template = environment.get_template(name)
            text = _limited(template.generate(context), name)
        except TemplateSyntaxError as error:
            raise TemplateError(error.name or name, error.lineno, _words(error)) from error
        except TemplateNotFound as error:
            raise TemplateError(*_absent(error, name)) from error
        except (UndefinedError, SecurityError, TypeError) as error:
            raise TemplateError(*_where(error, name), str(error)) from error
        except RecursionError as error:
            words = "nested too deeply, or a template includes itself"
            raise TemplateError(name, 1, words) from error
        except (SyntaxError, ValueError, OverflowError) as error:
            raise TemplateError(name, 1, "an expression is too long to be compiled") from error
        marked = normalized(text)
        if not unmarked(marked):
            raise TemplateError(name, 1, "renders nothing; a gate or 'skip' keeps it out of a tree")
        if _HALF_PAIR.search(marked):
            raise TemplateError(name, 1, "renders half a surrogate pair, which no file can contain")
        return RenderedText(unmarked(marked), self._origins.of(marked))


def _environment(files: Files, vocabulary: TemplateVocabulary, origins: Origins) -> _Environment:
    environment = _Environment(
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<%=",
        variable_end_string="%>",
        comment_start_string="<%#",
        comment_end_string="%>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        loader=_Loader(files, origins),
        autoescape=False,
    )
    environment.vocabulary, environment.turns = vocabulary, 0
    environment.globals.clear()
    environment.tests.clear()
    kept = {name: environment.filters[name] for name in FILTERS}
    environment.filters.clear()
    environment.filters.update(kept, _counted=environment.counted)
    return environment


def _limited(pieces: Iterator[str], name: str) -> str:
    text, length = [], 0
    for piece in pieces:
        length += len(unmarked(piece))
        if length > OUTPUT_LIMIT:
            raise TemplateError(name, 1, f"renders more than {OUTPUT_LIMIT} characters")
        text.append(piece)
    return re.sub(r"\r\n?", "\n", "".join(text))


def _words(error: TemplateSyntaxError) -> str:
    """Jinja's words in our style."""
    words = (error.message or "").partition(". ")[0].rstrip(".")
    for of_jinja in ("end of statement block", "end of print statement"):
        words = words.replace(of_jinja, "%>")
    return words[:1].lower() + words[1:]


def _absent(error: TemplateNotFound, name: str) -> tuple[str, int, str]:
    missing = str(error.name)
    if missing == name:
        return name, 1, error.message or "no such template"
    template, line = _where(error, name)
    return template, line, f"cannot include {missing!r}: {error.message or ''}"


def _where(error: BaseException, name: str) -> tuple[str, int]:
    """The innermost template line of a traceback, which Jinja has rewritten to template lines."""
    place, traceback = (name, 1), error.__traceback__
    while traceback:
        code = traceback.tb_frame.f_code
        if code.co_filename.endswith((".mdx", ".md")):
            place = (code.co_filename, traceback.tb_lineno)
        traceback = traceback.tb_next
    return place
