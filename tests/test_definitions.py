"""Custom resource definitions: where they are found, and files that are broken or mean harm."""

from pathlib import Path

import pytest

import cases
from conftest import Command, SiteMaker
from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.patterns import matches
from docs_snippets.core.source import Source
from docs_snippets.facts.definitions import ResourceDefinition, read_definitions

PAGE = "calico/3.31/page.mdx"
POOL = "```yaml\napiVersion: projectcalico.org/v3\nkind: IPPool\nspec:\n  wrong: 1\n```\n"
DEFINITION = (cases.SITE / "crds/next/pools.yaml").read_text("utf-8")
VERSIONS = (cases.SITE / "versions.yaml").read_text("utf-8")

LINT = ("lint", "--select", "unknown-field", "--output-format", "concise")


def configured(old: str, new: str) -> str:
    assert old in VERSIONS
    return VERSIONS.replace(old, new)


def read(text: str) -> tuple[ResourceDefinition, ...]:
    """The definitions of a text that nothing is wrong with."""
    problems: list[Diagnostic] = []
    found = tuple(read_definitions(Source("definitions.yaml", text), problems.append))
    assert not problems
    return found


class TestWhereTheyLie:
    @pytest.mark.parametrize(
        "path",
        [
            "crds/{version}/*.yaml",
            "crds/{version}",
            "crds/*/definitions.yaml",
            "crds/3.31/definitions.yaml",
            "crds/3.3?/*",
            "crds/3.[3]1/*",
            "crds/{3.31,3.32}/*.{yaml,yml}",
            "crds/**/*.yaml",
            "crds/**/3.31",
            "c*/**/*.yaml",
        ],
    )
    def test_a_pattern_a_folder_and_a_file(
        self, site: SiteMaker, command: Command, path: str
    ) -> None:
        site({PAGE: POOL, "../versions.yaml": configured("crds/{version}/*.yaml", path)})
        code, out, _ = command(*LINT)
        assert (code, out.count("unknown field 'wrong' in 'spec' of IPPool")) == (1, 1), out

    def test_a_tree_has_its_own(self, site: SiteMaker, command: Command) -> None:
        trees = "folder: calico/{version}\n    trees:\n      - version: '3.30'\n        crds: extra"
        page = "calico/3.30/page.mdx"
        changed = configured("folder: calico/{version}", trees)
        site({page: POOL, "../versions.yaml": changed, "../extra/pools.yml": DEFINITION})
        code, out, _ = command(*LINT)
        assert code == 1
        assert out.startswith(f"{page}:5:3: error[unknown-field] unknown field 'wrong' in 'spec'")

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("../other/*.yaml", "path '../other/*.yaml' leaves the configuration's folder"),
            ("/etc/{version}", "path '/etc/{version}' leaves the configuration's folder"),
            ("crd/{version}", "no folder 'crd'; did you mean 'crds'?"),
            ("crds/none-{version}.yaml", "no version has files at 'crds/none-{version}.yaml'"),
        ],
    )
    def test_a_path_that_leads_nowhere(
        self, site: SiteMaker, command: Command, path: str, words: str
    ) -> None:
        site({PAGE: POOL, "../versions.yaml": configured("crds/{version}/*.yaml", path)})
        code, out, _ = command(*LINT)
        assert code == 2
        assert f"error[invalid-config] {words}" in out

    def test_what_the_key_takes(self, site: SiteMaker, command: Command) -> None:
        site({"../versions.yaml": configured("authority: types", "authority: some")})
        code, out, _ = command(*LINT)
        assert code == 2
        assert "crds.authority: expected one of 'all', 'types', got 'some'" in out

    def test_links_out_of_the_folder_are_refused(
        self, site: SiteMaker, command: Command, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("outside")
        (outside / "secret.yaml").write_text(DEFINITION, "utf-8")
        root = site({PAGE: POOL})
        (root / "crds/3.31/link.yaml").symlink_to(outside / "secret.yaml")
        (root / "crds/3.30").symlink_to(outside)
        (root / "docs/calico/3.30/page.mdx").write_text(POOL, "utf-8")
        code, out, _ = command(*LINT)
        assert code == 2
        assert (
            "crds/3.31/link.yaml: error[unreadable-reference] path 'crds/3.31/link.yaml' "
            "leads out of the configuration's folder by a symbolic link" in out
        )
        assert "calico/3.30/page.mdx" not in out

    def test_trees_says_what_is_missing(self, site: SiteMaker, command: Command) -> None:
        site({"../crds/next/broken.yaml": "kind: CustomResourceDefinition\nspec: [\n"})
        code, out, _ = command("trees")
        lines = {line.split()[0]: line for line in out.splitlines() if line}
        assert code == 2
        assert "crds" in lines["calico/3.30"].partition("missing: ")[2]
        assert "crds" in lines["calico/next"].partition("unreadable: ")[2]
        assert "crds" not in lines["calico/3.31"]


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("kind: CustomResourceDefinition\nspec: [\n", "3:1: error[unreadable-reference] not v"),
            (
                "kind: CustomResourceDefinition\nspec: {a: &a [1], b: *a}\n",
                "2:22: error[unreadable-reference] aliases are not supported here",
            ),
            (
                "kind: CustomResourceDefinition\nspec: " + "[" * 300 + "]" * 300,
                "error[unreadable-reference] nested more than 200 levels deep",
            ),
            (
                "kind: CustomResourceDefinition\nspec: {group: a}\n",
                "1:1: error[unreadable-reference] this CRD has no",
            ),
            ("kind: CustomResourceDefinition\nspec: \x01\n", "a character that is not allowed"),
            ("# CustomResourceDefinition\n[a, b]\n", ""),
            ("kind: ConfigMap\nspec: [\n", ""),
            ("\n---\n", ""),
        ],
    )
    def test_is_said_where_a_page_asks(
        self, site: SiteMaker, command: Command, text: str, words: str
    ) -> None:
        site({PAGE: POOL, "../crds/3.31/more.yaml": text})
        code, out, _ = command(*LINT)
        assert "unknown field 'wrong'" in out
        assert words in out
        assert code == (2 if words else 1)

    def test_is_not_read_where_no_page_asks(self, site: SiteMaker, command: Command) -> None:
        pod = "```yaml\napiVersion: v1\nkind: Pod\nspec: {}\n```\n"
        site({PAGE: pod, "../crds/3.31/more.yaml": "kind: CustomResourceDefinition\n- ["})
        assert command(*LINT)[:2] == (0, "")

    def test_a_schema_with_aliases_without_end(self, site: SiteMaker, command: Command) -> None:
        laughs = "\n".join(
            f"        l{number}: &l{number} [*l{number - 1}, *l{number - 1}]"
            for number in range(1, 40)
        )
        schema = "        openAPIV3Schema:\n"
        assert schema in DEFINITION
        text = DEFINITION.replace(schema, f"        l0: &l0 [1]\n{laughs}\n{schema}")
        site({"calico/next/page.mdx": POOL, "../crds/next/pools.yaml": text})
        code, out, _ = command(*LINT)
        assert code == 2
        assert "crds/next/pools.yaml:19:" in out
        assert "aliases are not supported here" in out

    def test_a_file_that_is_too_large(self, site: SiteMaker, command: Command) -> None:
        root = site({PAGE: POOL})
        with (root / "crds/3.31/large.yaml").open("wb") as file:
            file.truncate(17 * 1024 * 1024)
        code, out, _ = command(*LINT)
        assert code == 2
        assert "crds/3.31/large.yaml: error[unreadable-reference] larger than the limit" in out

    def test_more_files_than_anyone_has(self, site: SiteMaker, command: Command) -> None:
        site({PAGE: POOL, **{f"../crds/3.31/z{number}.yaml": "" for number in range(501)}})
        code, out, _ = command(*LINT)
        assert code == 2
        assert (
            "error[unreadable-reference] 502 files for calico/3.31; the first 500 are read" in out
        )

    def test_a_schema_deeper_than_the_stack(self) -> None:
        depth = 60
        opening = "".join(
            f"{'  ' * level}properties:\n{'  ' * level} a:\n" for level in range(depth)
        )
        indented = "\n".join(f"          {line}" for line in opening.splitlines())
        text = DEFINITION.partition("          properties:\n")[0] + indented + "\n"
        found = read(text)
        assert found[0].structure("v3") is not None


class TestWhatIsRead:
    def test_json_and_flow_style(self, site: SiteMaker, command: Command) -> None:
        text = (
            '{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","spec":'
            '{"group":"projectcalico.org","names":{"kind":"IPPool","plural":"ippools"},"versions":'
            '[{"name":"v3","served":true,"schema":{"openAPIV3Schema":{"type":"object","properties":'
            '{"spec":{"type":"object","properties":{"cidr":{"type":"string"}}}}}}}]}}'
        )
        site({"calico/3.30/page.mdx": POOL, "../crds/3.30/pools.json": text})
        changed = VERSIONS.replace("crds/{version}/*.yaml", "crds/{version}")
        Path("versions.yaml").write_text(changed, "utf-8")
        code, out, _ = command(*LINT)
        assert code == 1
        assert "calico/3.30/page.mdx:5:3" in out

    def test_a_version_that_is_not_served_has_no_say(self) -> None:
        text = DEFINITION.replace("served: true", "served: false")
        found = read(text)
        assert found[0].versions == ()

    def test_names_are_read_without_the_schemas(self) -> None:
        found = read(DEFINITION)
        assert [(each.group, each.kind, each.versions) for each in found] == [
            ("projectcalico.org", "IPPool", ("v3",))
        ]
        assert found[0].names == ("ippools", "ippool", "pool")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("^a+$", "aaa", True),
        ("^a+$", "aab", False),
        (r"^(?i)(on|off)?$", "ON", True),
        (r"^(([0-9]*(\.[0-9]*)?(ms|s|h|m|us)+)+|Auto)$", "1s" * 5000 + "!", False),
        ("^(?=a)", "a", None),
        ("(", "a", None),
        ("((a{100}){100}){100}", "a", None),
    ],
)
def test_patterns_are_those_of_the_api_and_never_slow(
    pattern: str, text: str, found: bool | None
) -> None:
    assert matches(pattern, text) is found
