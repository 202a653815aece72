"""Commands that cannot be pasted, and patches that are no patches."""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise

from docs_snippets.core.source import Span
from docs_snippets.mdx.page import Fence
from selftest.ground import Ground, Line, Plant, mistake, removed, replaced
from selftest.words import letter_lost

_SHELL = ("bash", "sh", "shell")
_COMMAND = re.compile(
    r" *(?:\$ )?(?:sudo )?(?:kubectl|calicoctl|helm|curl|docker|oc|gcloud|aws|az) "
)
_PATCH = re.compile(r"(?P<flag> (?:-p|--patch)[ =])'(?P<body>\{.*\}|\[.*\])'")
_DROPS = "shell-syntax malformed-patch"


def _commands(ground: Ground) -> Iterator[tuple[Fence, Line]]:
    """Lines that begin a command, in fences that bash can read."""
    for fence in ground.fences(*_SHELL):
        lines = [line for line in ground.content(fence) if _COMMAND.match(line.text)]
        if lines and _reads(ground.code(fence)):
            for line in ground.shuffled(lines):
                yield fence, line


def _reads(code: str) -> bool:
    """Whether bash can read it, with placeholders filled in."""
    plain = re.sub(r"\$\[[^\]\n]*\]|<[\w /.-]+>", "x", code)
    done = subprocess.run(["bash", "-n"], input=plain, capture_output=True, text=True, check=False)
    return done.returncode == 0 and "here-document" not in done.stderr


def _breaks(ground: Ground, fence: Fence, span: Span, text: str) -> bool:
    """Whether bash cannot read the fence once the mistake is in it."""
    start = ground.content(fence)[0].span.start
    end = ground.content(fence)[-1].span.end
    whole = ground.text[start : span.start] + text + ground.text[span.end : end]
    return not _reads(whole + "\n")


@mistake("typographic-character", also=_DROPS, hint="'")
def quotes_of_a_word_processor_in_a_command(ground: Ground) -> Iterator[Plant]:
    """`‘…’` around an argument."""
    for _, line in _commands(ground):
        found = re.search(r"(?<=[ =])'([^'\n]+)'(?= |$)", line.text)
        if found and line.text.count("'") == 2:
            yield replaced(line.part(*found.span()), f"‘{found[1]}’")


@mistake("typographic-character", also=_DROPS, hint='"')
def double_quotes_of_a_word_processor_in_a_command(ground: Ground) -> Iterator[Plant]:
    """`“…”` around an argument."""
    for _, line in _commands(ground):
        found = re.search(r'(?<=[ =])"([^"\n]+)"(?= |$)', line.text)
        if found and line.text.count('"') == 2 and "'" not in line.text:
            yield replaced(line.part(*found.span()), f"“{found[1]}”")


@mistake("typographic-character", also="strategic-patch", hint=" --")
def dash_of_a_word_processor_before_a_flag(ground: Ground) -> Iterator[Plant]:
    """`–namespace` for `--namespace`."""
    for _, line in _commands(ground):
        found = re.search(r" (--)[a-z]", line.text)
        if found:
            yield replaced(line.part(*found.span(1)), "–")


@mistake("typographic-character", hint="kubectl")
def space_of_a_word_processor_in_a_command(ground: Ground) -> Iterator[Plant]:
    """A no-break space, which the shell takes for a letter."""
    for _, line in _commands(ground):
        found = re.search(r"(?<=kubectl)( )", line.text)
        if found:
            yield replaced(line.part(*found.span()), "\u00a0")


@mistake(_DROPS, hint="['\"]")
def closing_quote_lost_in_a_command(ground: Ground) -> Iterator[Plant]:
    """The last quote of a line gone, and bash waits for more."""
    for fence, line in _commands(ground):
        at = max(line.text.rfind("'"), line.text.rfind('"'))
        if at > 0 and line.text.count(line.text[at]) == 2:
            span = line.part(at, at + 1)
            if _breaks(ground, fence, span, ""):
                yield removed(span)._replace(at=fence.span)


@mistake("shell-syntax", hint="<<")
def end_of_a_heredoc_lost(ground: Ground) -> Iterator[Plant]:
    """`EOF` gone from the end."""
    for fence in ground.fences(*_SHELL):
        words = re.findall(r"<<-? *['\"]?(\w+)", ground.code(fence))
        ends = [line for line in ground.content(fence) if line.text.strip() in words]
        if len(words) == len(ends) == 1 and _reads(ground.code(fence)):
            line = ends[0]
            yield removed(Span(line.span.start, line.span.end + 1))._replace(at=fence.span)


@mistake("shell-syntax", also="strategic-patch malformed-patch command-arguments", hint=r"\\$")
def backslash_lost_before_a_flag(ground: Ground) -> Iterator[Plant]:
    """A command goes on with a flag on the next line, where nothing says so."""
    for fence in ground.fences(*_SHELL):
        lines = ground.content(fence)
        for line, after in pairwise(lines):
            if line.text.endswith(" \\") and re.match(r" *--?[a-z]", after.text):
                span = line.part(len(line.text) - 2, len(line.text))
                yield removed(span)._replace(at=Span(line.span.start, after.span.end))


@mistake("shell-syntax", also="strategic-patch malformed-patch", hint=r"\\$")
def space_after_the_backslash(ground: Ground) -> Iterator[Plant]:
    """`\\ ` at the end of a line continues nothing."""
    for fence in ground.fences(*_SHELL):
        lines = ground.content(fence)
        for line, after in pairwise(lines):
            if line.text.endswith(" \\") and re.match(r" *--?[a-z]", after.text):
                at = Span(line.span.start, after.span.end)
                yield replaced(line.part(len(line.text), len(line.text)), " ")._replace(at=at)


def _patches(ground: Ground) -> Iterator[tuple[Line, re.Match[str]]]:
    """Patches in single quotes that are JSON."""
    for _, line in _commands(ground):
        found = _PATCH.search(line.text)
        if found and line.text.count("'") == 2 and _is_json(found["body"]):
            yield line, found


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


@mistake("malformed-patch", hint="-p")
def brace_lost_at_the_end_of_a_patch(ground: Ground) -> Iterator[Plant]:
    """One `}` too few."""
    for line, found in _patches(ground):
        if found["body"].endswith("}"):
            yield removed(line.part(found.end("body") - 1, found.end("body")))


@mistake("malformed-patch", hint="-p")
def quote_lost_inside_a_patch(ground: Ground) -> Iterator[Plant]:
    """`"spec: {` for `"spec": {`."""
    for line, found in _patches(ground):
        key = re.search(r'\w(") *:', found["body"])
        if key:
            at = found.start("body") + key.start(1)
            yield removed(line.part(at, at + 1))


@mistake("malformed-patch", hint="-p")
def comma_lost_inside_a_patch(ground: Ground) -> Iterator[Plant]:
    """Two members with nothing between them."""
    for line, found in _patches(ground):
        comma = re.search(r'(?<=["\]}\w])(,) *"', found["body"])
        if comma:
            at = found.start("body") + comma.start(1)
            yield removed(line.part(at, at + 1))


@mistake("malformed-patch shell-syntax", hint="-p")
def quotes_lost_around_a_patch(ground: Ground) -> Iterator[Plant]:
    """The shell takes the patch apart."""
    for line, found in _patches(ground):
        if '"' in found["body"]:
            span = line.part(found.start("body") - 1, found.end("body") + 1)
            yield replaced(span, found["body"])


@mistake("malformed-patch shell-syntax", hint="-p")
def double_quotes_around_a_patch_with_double_quotes(ground: Ground) -> Iterator[Plant]:
    """`-p "{"spec": …}"`."""
    for line, found in _patches(ground):
        if '"' in found["body"]:
            span = line.part(found.start("body") - 1, found.end("body") + 1)
            yield replaced(span, f'"{found["body"]}"')


@mistake("malformed-patch", hint="type[ =]'?json")
def json_patch_that_is_no_list(ground: Ground) -> Iterator[Plant]:
    """The brackets of the list of operations gone."""
    for line, found in _patches(ground):
        value = json.loads(found["body"])
        typed = re.search(r"--type[ =]['\"]?json\b", line.text)
        if typed and isinstance(value, list) and len(value) == 1:
            inner = found["body"].strip()[1:-1].strip()
            yield replaced(line.part(*found.span("body")), inner)


_OPERATOR = r"(?:installations?|apiservers?|logstorages?|managers?|intrusiondetections?)"


@mistake("strategic-patch", hint=rf"patch {_OPERATOR}")
def type_lost_from_a_patch_of_an_operator_resource(ground: Ground) -> Iterator[Plant]:
    """Without `--type` the patch is a strategic merge patch, which such kinds do not take."""
    for _, line in _commands(ground):
        flag = re.search(r" --type[ =]['\"]?merge['\"]?(?= |$)", line.text)
        about = re.search(rf"kubectl patch {_OPERATOR}(\.operator\.tigera\.io)?[ /]", line.text)
        if flag and about and not line.text.endswith("\\"):
            yield removed(line.part(*flag.span()))


@mistake("command-arguments", also="sibling-drift", hint="kubectl (?:apply|create) -f ")
def flag_lost_before_a_file(ground: Ground) -> Iterator[Plant]:
    """`kubectl apply web.yaml`."""
    for _, line in _commands(ground):
        flag = re.search(r"kubectl (?:apply|create)( -f)(?= [\w.-]+\.ya?ml$)", line.text)
        if flag:
            yield removed(line.part(*flag.span(1)))


@mistake("unknown-subcommand", also="sibling-drift", hint="kubectl ")
def verb_misspelled(ground: Ground) -> Iterator[Plant]:
    """`kubectl aply`."""
    for _, line in _commands(ground):
        verb = re.match(r" *kubectl (apply|create|patch|describe|delete)\b", line.text)
        if verb:
            yield replaced(line.part(*verb.span(1)), letter_lost(verb[1], ground.rng))


@mistake("unknown-flag", also="sibling-drift", hint=r"(?:kubectl|helm) .*--[a-z-]{5,}")
def flag_misspelled(ground: Ground) -> Iterator[Plant]:
    """`kubectl get pods --namspace web`."""
    for _, line in _commands(ground):
        flag = re.search(r"^ *(?:kubectl|helm) .*? --([a-z-]{5,})(?==| |$)", line.text)
        if flag and " -- " not in line.text:
            yield replaced(line.part(*flag.span(1)), letter_lost(flag[1], ground.rng))


@mistake("command-arguments", also="sibling-drift unknown-kind", hint="kubectl .*-n [a-z-]+ ")
def namespace_lost(ground: Ground) -> Iterator[Plant]:
    """`kubectl get pods -n -o wide`."""
    for _, line in _commands(ground):
        value = re.search(r"^ *kubectl .* -n ([a-z-]+)(?= -|$)", line.text)
        if value and " -- " not in line.text:
            yield removed(line.part(*value.span(1)))
