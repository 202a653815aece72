"""Commands out of shell text: what each program gets, and where the writer typed it."""

import pytest

from docs_snippets.code_blocks.shell import LONGEST_COMMAND, Command, commands, script
from docs_snippets.core.source import Excerpt, excerpt


def plain(text: str, at: int = 0) -> Excerpt:
    return excerpt([(text, at)])


def read(text: str) -> list[list[str]]:
    return [[word.value for word in command.words] for command in commands(plain(text))]


def one(text: str) -> Command:
    (command,) = commands(plain(text))
    return command


def test_lines_before_a_heredoc_behind_a_long_pipeline_are_commands() -> None:
    before = "a | b | kubectl apply -f -\nkubectl get \\\n  ns\n"
    found = [*commands(plain(f"{before}kubectl apply -f - <<EOF\nkind: A\nEOF\n"))]
    lines = [" ".join(word.value for word in command.words) for command in found]
    assert lines == ["a", "b", "kubectl apply -f -", "kubectl get ns", "kubectl apply -f -"]
    assert [str(command.stdin.text) if command.stdin else "" for command in found][2:] == [
        "",
        "",
        "kind: A\n",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("kubectl get pods -A", ["kubectl", "get", "pods", "-A"], id="plain"),
        pytest.param(
            "kubectl patch x \\\n  -p \\\n  '{\"a\": 1}'",
            ["kubectl", "patch", "x", "-p", '{"a": 1}'],
            id="continued between a flag and its value",
        ),
        pytest.param(
            "kubectl get a \\ \n  b", ["kubectl", "get", "a", "b"], id="blank after the backslash"
        ),
        pytest.param("kubectl get \\\r\n  a\r\n", ["kubectl", "get", "a"], id="carriage returns"),
        pytest.param('echo "a \\"b\\" \\d"', ["echo", 'a "b" \\d'], id="escapes in double quotes"),
        pytest.param("echo a\\ b", ["echo", "a b"], id="escaped blank"),
        pytest.param("echo $'a\\tb'", ["echo", "a\tb"], id="ansi quotes"),
        pytest.param("echo a'b c'\"d\"", ["echo", "ab cd"], id="joined quotes"),
        pytest.param("echo '{\"a\": \"'$X'\"}'", ["echo", '{"a": "$X"}'], id="variable between"),
        pytest.param("echo \"$(date +'%s')\"", ["echo", "$(date +'%s')"], id="substitution kept"),
        pytest.param(
            "kubectl get <pod's name> x", ["kubectl", "get", "<pod's name>", "x"], id="<>"
        ),
        pytest.param(
            "kubectl create -f </path/to/file>",
            ["kubectl", "create", "-f", "</path/to/file>"],
            id="placeholder that starts with a slash",
        ),
        pytest.param(
            "kubectl create -f $[manifests.url]/a.yaml",
            ["kubectl", "create", "-f", "$[manifests.url]/a.yaml"],
            id="site variable",
        ),
        pytest.param("sudo -u me kubectl get x", ["kubectl", "get", "x"], id="sudo"),
        pytest.param("watch -n 1 kubectl get x", ["kubectl", "get", "x"], id="watch"),
        pytest.param("A=1 B=2 kubectl get x", ["kubectl", "get", "x"], id="assignments"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert read(text)[0] == words


def test_output_is_no_command() -> None:
    text = "kubectl get pods\nNAME    READY   STATUS\nweb     1/1     Running\n\npod/web deleted\n"
    assert read(text) == [["kubectl", "get", "pods"]]


def test_only_what_follows_a_prompt_is_typed() -> None:
    text = "$ kubectl get x\nkubectl is not installed\nuser@host:~$ ls -l\ntotal 0\n"
    assert read(text) == [["kubectl", "get", "x"], ["ls", "-l"]]


def test_an_apostrophe_in_output_does_not_swallow_the_next_command() -> None:
    text = "kubectl get x\nerror: the server doesn't have it\nkubectl get y\n"
    assert read(text) == [["kubectl", "get", "x"], ["kubectl", "get", "y"]]


def test_loops_pipes_and_substitutions() -> None:
    text = "for n in a b; do\n  kubectl get $n | grep z\ndone\nexport A=$(kubectl get q)\n"
    assert [words[0] for words in read(text)] == ["kubectl", "grep", "export", "kubectl"]


def test_a_heredoc_is_what_the_command_reads() -> None:
    command = one("kubectl apply -f - <<EOF\nkind: A\nEOF\n")
    assert [word.value for word in command.words][-2:] == ["-f", "-"]
    assert command.stdin is not None
    assert command.stdin.text == "kind: A\n"


@pytest.mark.parametrize(
    ("text", "stdin"),
    [
        ("cat <<EOF | kubectl apply -f -\nkind: A\nEOF\n", "kind: A\n"),
        ("echo 'kind: A' | kubectl apply -f -\n", "kind: A"),
        ("cat <<-EOF | kubectl apply -f -\n\tkind: A\n\t b: c\n\tEOF\n", "kind: A\n b: c\n"),
        ("cat <<EOF | kubectl apply -f -\na: \\$b\nEOF\n", "a: $b\n"),
        ("cat <<'EOF' | kubectl apply -f -\na: \\$b\nEOF\n", "a: \\$b\n"),
    ],
)
def test_what_is_piped_into_a_command(text: str, stdin: str) -> None:
    command = next(c for c in commands(plain(text)) if c.name == "kubectl")
    assert command.stdin is not None
    assert command.stdin.text == stdin


def test_redirects() -> None:
    command = one("cat > out.yaml <<EOF\na\nEOF\n")
    assert [(r.operator, r.target.value) for r in command.redirects] == [(">", "out.yaml")]


def test_every_character_of_a_value_knows_its_place() -> None:
    source = '   kubectl patch x \\\n   -p "{\\"a\\": 1}"\n'
    lines = excerpt([(source[3:20], 3), (source[20:21], 20), (source[24:], 24)])
    (command,) = commands(lines)
    patch = command.words[-1]
    assert patch.value == '{"a": 1}'
    origins = [patch.excerpt.origin(index) for index in range(len(patch.value))]
    assert "".join(source[origin] for origin in origins) == patch.value
    assert source[patch.span.start : patch.span.end] == '"{\\"a\\": 1}"'


def test_an_open_quote_costs_its_own_command_only() -> None:
    text = 'kubectl patch x -p \'{"a": 1}\nkubectl get y\n'
    found = script(plain(text))
    assert [c.words[-1].value for c in found.commands] == ['{"a": 1}', "y"]
    (problem,) = found.problems
    assert problem.cause.kind == "open-quote"
    assert text[problem.span.start : problem.span.end] == "'"


def test_an_indented_delimiter_ends_no_heredoc_but_is_read_as_meant() -> None:
    text = "kubectl apply -f - <<EOF\nkind: A\n EOF\nkubectl get y\n"
    found = script(plain(text))
    assert [c.words[1].value for c in found.commands] == ["apply", "get"]
    assert found.commands[0].stdin is not None
    assert found.commands[0].stdin.text == "kind: A\n"
    assert [problem.cause.kind for problem in found.problems] == ["mistyped-end"]


def test_powershell_continues_with_a_backtick() -> None:
    found = script(plain("kubectl patch x `\n  -p y"), powershell=True)
    assert [w.value for w in found.commands[0].words] == ["kubectl", "patch", "x", "-p", "y"]


def test_any_beginning_of_an_example_is_read_without_trouble() -> None:
    text = (
        "$ for a in b; do kubectl apply -f - <<-'E' | tee \"x $(y 'z')\" > <q>; done\n"
        "\ta: `b` ${c:-d} $((1+2))\n\tE\nif [[ $a == 'b' ]]; then echo $'\\n' \\\n fi é \ud800 \0\n"
    )
    for end in range(len(text)):
        script(plain(text[:end]))
        script(plain(text[end:]))


def test_a_command_that_is_too_long_is_told_and_costs_no_other_command() -> None:
    long = f"kubectl get pods {'a' * LONGEST_COMMAND}"
    text = f"kubectl get nodes\n{long}\nkubectl get pods\n"
    assert read(text) == [["kubectl", "get", "nodes"], ["kubectl", "get", "pods"]]
    (problem,) = script(plain(text)).problems
    assert problem.cause.kind == "too-long"
    assert text[problem.span.start :].startswith(long)


def test_long_output_makes_no_command_long() -> None:
    output = "web-7d4b9c   1/1   Running   0   2m   10.0.0.1\n" * LONGEST_COMMAND
    text = f"$ kubectl get pods\nNAME   READY   STATUS   RESTARTS   AGE   IP\n{output}"
    assert read(text) == [["kubectl", "get", "pods"]]


def test_a_long_heredoc_makes_no_command_long() -> None:
    text = f"kubectl apply -f - <<EOF\n{'a: b' * LONGEST_COMMAND}\nEOF\n"
    assert read(text) == [["kubectl", "apply", "-f", "-"]]


def test_a_pipe_into_nothing_behind_an_open_heredoc() -> None:
    assert read("cat <<EOF |") == [["cat"]]
