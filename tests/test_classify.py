"""What fences hold, by label and content."""

import pytest

from docs_snippets.code_blocks.language import ContentKind, classify_text


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        pytest.param("bash", "kubectl get pods\n", "shell", id="labelled shell"),
        pytest.param("bash", "frobnicate --now\n", "shell", id="a program nobody knows, labelled"),
        pytest.param(None, "frobnicate --now\n", "output", id="the same, without a label"),
        pytest.param(None, "curl -O https://example.com/x\n", "shell", id="a program we know"),
        pytest.param(None, "# fetch it\ncurl -O x\n", "shell", id="after a comment"),
        pytest.param(None, "$ anything --at-all\n", "shell", id="a prompt"),
        pytest.param(None, "user@host:~$ ls\nfile\n", "shell", id="a longer prompt"),
        pytest.param(None, "export A=b\n", "shell", id="an assignment"),
        pytest.param(
            None, "service/web exposed\n", "output", id="output that opens like a command"
        ),
        pytest.param("bash", "service/web exposed\n", "output", id="output under a shell label"),
        pytest.param("bash", "NAME   READY   AGE\nweb    1/1     2d\n", "table", id="a table"),
        pytest.param("bash", '{\n  "a": 1\n}\n', "json", id="JSON under a shell label"),
        pytest.param("bash", "apiVersion: v1\nkind: Pod\n", "yaml", id="YAML under a shell label"),
        pytest.param(None, "apiVersion: v1\nkind: Pod\n", "yaml", id="YAML without a label"),
        pytest.param(None, '"a": {\n  "b": 1\n},\n', "json", id="a fragment of JSON"),
        pytest.param(None, "+----+----+\n| a  | b  |\n+----+----+\n", "table", id="a drawn table"),
        pytest.param("yaml", "a: 1\n", "yaml", id="labelled YAML"),
        pytest.param(
            "yaml", "kubectl apply -f - <<EOF\na: 1\nEOF\n", "shell", id="not YAML at all"
        ),
        pytest.param("yaml", "kind: Pod\n", "yaml", id="a key that is a program too"),
        pytest.param("powershell", "kubectl get pods\n", "powershell", id="powershell"),
        pytest.param("python", "import os\n", "other", id="another language"),
        pytest.param(None, "Usage:\n  tool [options]\n", "output", id="help text"),
        pytest.param(None, "", "other", id="nothing"),
        pytest.param("bash", "", "shell", id="nothing, labelled"),
    ],
)
def test_kind(lang: str | None, text: str, kind: ContentKind) -> None:
    assert classify_text(lang, text) == kind
