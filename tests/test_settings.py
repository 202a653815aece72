"""Where pages set and name parameters: names, values and their places."""

import pytest

from docs_snippets.code_blocks.parameter_mentions import Setting
from docs_snippets.code_blocks.parameter_settings import settings
from docs_snippets.core.source import Source
from docs_snippets.mdx.reader import read_page


def on(text: str) -> tuple[Source, tuple[Setting, ...]]:
    source = Source("page.mdx", text)
    return source, settings(read_page(source))


def shown(text: str) -> list[tuple[str, str | None, str | None, str, str]]:
    return [(s.name, s.value, s.value_kind, s.spelling, s.where) for s in on(text)[1]]


def command(line: str) -> str:
    return f"```bash\n{line}\n```\n"


MANIFEST = """```yaml
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  healthPort: 9099
  nodeSelector: all()
  failsafeInboundHostPorts:
  - port: 22
```
"""


def test_a_manifest() -> None:
    source, (first, second) = on(MANIFEST)
    assert (first.name, first.value, first.value_kind) == ("healthPort", "9099", "int")
    assert (first.kind, first.resource, first.fence) == ("FelixConfiguration", "default", 0)
    assert source.slice(first.name_span) == "healthPort"
    assert first.value_span is not None
    assert source.slice(first.value_span) == "9099"
    assert (second.name, second.value, second.value_kind) == (
        "failsafeInboundHostPorts",
        None,
        "list",
    )
    assert second.node is not None
    assert second.node.get(0, "port") is not None


@pytest.mark.parametrize("kind", ["Installation", "Typha", "KubeControllersConfiguration"])
def test_other_kinds_have_other_fields(kind: str) -> None:
    assert shown(MANIFEST.replace("FelixConfiguration", kind)) == []


PATCH = "kubectl patch felixconfiguration default"
JSON = """'{"spec":{"healthPort":9099}}'"""
OPERATION = '{"op":"add","path":"/spec/healthPort","value":9099}'


@pytest.mark.parametrize(
    "line",
    [
        f"{PATCH} -p {JSON}",
        f"{PATCH} -p={JSON}",
        f"{PATCH} --patch={JSON}",
        f"{PATCH} --type merge -p \\\n  {JSON}",
        rf"""{PATCH} -p "{{\"spec\":{{\"healthPort\":9099}}}}" """,
        f"""{PATCH} \\\n  -p \\\n '{{"spec":\n {{"healthPort": 9099}}}}'""",
        f"{PATCH} --patch $'spec:\\n  healthPort: 9099'",
        f'{PATCH} -p "spec:\n  healthPort: 9099"',
        f"{PATCH} --patch-file /dev/stdin <<EOF\nspec:\n  healthPort: 9099\nEOF",
        f"echo {JSON} | {PATCH} --patch-file -",
        f"{PATCH} --type json -p '[{OPERATION}]'",
        f"kubectl patch --type=merge felixconfiguration/default -p {JSON}",
        f"kubectl patch felixconfiguration.p default -p {JSON}",
        f"kubectl patch FelixConfigurations.projectcalico.org default -p {JSON}",
        f"calicoctl patch felixconfig default -p {JSON}",
        f"sudo kubectl -n x patch felixconfiguration default -p {JSON}",
    ],
)
def test_every_form_of_a_patch(line: str) -> None:
    source, (setting,) = on(command(line))
    assert (setting.name, setting.value, setting.value_kind) == ("healthPort", "9099", "int")
    assert setting.resource == "default"
    assert source.slice(setting.name_span) == "healthPort"
    assert setting.value_span is not None
    assert source.slice(setting.value_span) == "9099"


def test_a_value_in_quotes_is_a_string() -> None:
    patch = """kubectl patch felixconfig default -p '{"spec":{"healthPort":"9099"}}'"""
    source, (setting,) = on(command(patch))
    assert (setting.value, setting.value_kind) == ("9099", "str")
    assert setting.value_span is not None
    assert source.slice(setting.value_span) == '"9099"'


@pytest.mark.parametrize(
    "line",
    [
        """kubectl patch installation default -p '{"spec":{"healthPort":9099}}'""",
        """kubectl patch felixconfiguration.apps default -p '{"spec":{"healthPort":9099}}'""",
        """kubectl get felixconfiguration default -o yaml""",
        """kubectl patch felixconfiguration default -p "$(cat patch.json)" """,
        """kubectl patch felixconfiguration default --patch-file patch.yaml""",
    ],
)
def test_what_sets_nothing(line: str) -> None:
    assert shown(command(line)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            command("kubectl set env ds/node FELIX_HEALTHPORT=9099 A=b"),
            ("FELIX_HEALTHPORT", "9099", "int", "env", "fence"),
            id="set env",
        ),
        pytest.param(
            command('export FELIX_HEALTHPORT="9099"'),
            ("FELIX_HEALTHPORT", "9099", "str", "env", "fence"),
            id="export",
        ),
        pytest.param(
            command('export FELIX_HEALTHHOST=""'),
            ("FELIX_HEALTHHOST", "", "str", "env", "fence"),
            id="empty",
        ),
        pytest.param(
            "```yaml\nenv:\n- name: FELIX_HEALTHPORT\n  value: '9099'\n```\n",
            ("FELIX_HEALTHPORT", "9099", "str", "env", "manifest"),
            id="container",
        ),
        pytest.param(
            command("kubectl apply -f - <<EOF\nkind: X\nenv:\n- name: FELIX_A\n  value: 1\nEOF"),
            ("FELIX_A", "1", "int", "env", "manifest"),
            id="a heredoc, once",
        ),
        pytest.param(
            "Set `FELIX_HEALTHPORT` in the environment.\n",
            ("FELIX_HEALTHPORT", None, None, "env", "text"),
            id="prose",
        ),
    ],
)
def test_environment(text: str, wanted: tuple[str, str | None, str | None, str, str]) -> None:
    assert shown(text) == [wanted]


def test_helm_values_and_flags() -> None:
    values = "```yaml\ndefaultFelixConfiguration:\n  enabled: true\n  healthPort: 9099\n```\n"
    assert shown(values) == [("healthPort", "9099", "int", "helm", "values")]
    flag = command("helm install x y --set a=b,defaultFelixConfiguration.healthPort=9099")
    source, (setting,) = on(flag)
    assert (setting.name, setting.value, setting.value_kind) == ("healthPort", "9099", "int")
    assert source.slice(setting.name_span) == "healthPort"


def test_configuration_files() -> None:
    text = "Write `/etc/felix.cfg`:\n\n```ini\n[global]\nHealthPort = 9099\n[other]\nA = b\n```\n"
    assert shown(text) == [("HealthPort", "9099", "int", "config", "fence")]
    assert shown(text.replace("felix.cfg", "bird.cfg")) == []


def test_components() -> None:
    source, (setting,) = on('<FelixConfig configType="env" name="Process: health" />\n')
    assert (setting.name, setting.spelling) == ("Process: health", "prop")
    assert source.slice(setting.name_span) == "Process: health"


@pytest.mark.parametrize(
    ("sentence", "value", "kind"),
    [
        ("Set `healthPort` to `0` to disable it.", "0", "int"),
        ("Set healthPort to 0.", "0", "int"),
        ("You must set the parameter `healthPort` to\n`0`.", "0", "int"),
        ("This works by setting `healthPort` in `FelixConfiguration` to `0`.", "0", "int"),
        ("Make sure that `healthPort` is set to `0`.", "0", "int"),
        ("`healthPort` should be set to false here.", "false", "bool"),
        ("Use `healthPort: 0` for that.", "0", "int"),
        ('Set `healthHost` to "a b".', "a b", "str"),
        ("The default of `healthPort` is 0.", None, None),
        ("Set the level. `healthPort` changes to `0` later.", None, None),
        ("Set `healthPort` to an unused port.", None, None),
        ("Setting `healthPort` leads to errors.", None, None),
    ],
)
def test_values_in_prose(sentence: str, value: str | None, kind: str | None) -> None:
    source, found = on(sentence + "\n")
    setting = next(s for s in found if s.name.startswith("health"))
    assert source.slice(setting.name_span) == setting.name
    assert (setting.value, setting.value_kind) == (value, kind)


def test_an_assignment_in_prose_is_a_line_of_a_configuration_file() -> None:
    ((name, value, _, spelling, where),) = shown("Add `HealthHost = RETURN` to the file.\n")
    assert (name, value, spelling, where) == ("HealthHost", "RETURN", "config", "code")


def test_words_glued_by_markup_are_no_name() -> None:
    assert shown("**health**Port and one<br/>Two\n") == []
