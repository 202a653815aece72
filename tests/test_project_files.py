"""The files that hosts and tools read: the CI workflow, issue forms, hooks, the changelog."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[0-9]*.yml"))
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
FENCE = re.compile(r"^(`{3,}).*?^\1`*$", re.MULTILINE | re.DOTALL)


def loaded(file: Path) -> dict[str, object]:
    value = YAML(typ="safe").load(file.read_text("utf-8"))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_only_read_and_uses_pinned_actions(file: Path) -> None:
    workflow = loaded(file)
    assert workflow["permissions"] == {"contents": "read"}
    text = file.read_text("utf-8")
    assert "pull_request_target" not in text
    uses = re.findall(r"uses: (.+)", text)
    assert uses
    for each in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")


def test_ci_audits_the_workflows() -> None:
    assert "\nmake audit\n" in (ROOT / ".ci/run").read_text("utf-8")
    pinned = (ROOT / ".github/release-requirements.txt").read_text("utf-8")
    assert re.search(r"^zizmor==\S+$", pinned, re.MULTILINE)


def test_a_release_needs_no_secret_and_publishes_what_was_tried() -> None:
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    assert "secrets." not in text
    jobs = YAML(typ="safe").load(text)["jobs"]
    runs = [step.get("run") for step in jobs["build"]["steps"]]
    assert runs.index("make dist") < runs.index("python tests/fresh_machine.py dist")
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert (jobs["publish"]["needs"], jobs["release"]["needs"]) == ("build", "publish")


def test_ci_runs_every_check_on_every_python_that_is_supported() -> None:
    workflow = YAML(typ="safe").load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    assert job["steps"][-1] == {"run": "bash .ci/run"}
    versions = job["strategy"]["matrix"]["python"]
    named = "Programming Language :: Python :: "
    assert [f"{named}{each}" for each in versions] == [
        each for each in PROJECT["classifiers"] if each.startswith(f"{named}3.")
    ]
    assert PROJECT["requires-python"] == f">={versions[0]}"


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_an_issue_form_is_one(file: Path) -> None:
    form = YAML(typ="safe").load(file.read_text("utf-8"))
    assert {"name", "description", "body"} <= set(form)
    fields = [each for each in form["body"] if each["type"] != "markdown"]
    assert all(each["attributes"]["label"] for each in fields)
    assert len({each["id"] for each in fields}) == len(fields)
    assert any(each.get("validations", {}).get("required") for each in fields)


def test_the_hooks_of_the_project_are_valid_and_run_the_checks_of_make_check() -> None:
    file = ROOT / ".pre-commit-config.yaml"
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(file)],
        check=True,
        capture_output=True,
    )
    (local,) = YAML(typ="safe").load(file.read_text("utf-8"))["repos"]
    assert local["repo"] == "local"
    programs = {hook["entry"].partition(" ")[0] for hook in local["hooks"]}
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    checks = set(re.findall(r"\$\(VENV\)(/bin/\S+)", recipe)) - {"/bin/pytest"}
    assert programs == {"make", *(f".venv{check}" for check in checks)}


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert sections[0] == "[Unreleased]"
    for section in sections[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", section)


TEXTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tools/README.md"]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_between_the_files_lead_somewhere(file: Path) -> None:
    for target in LINK.findall(FENCE.sub("", file.read_text("utf-8"))):
        assert (file.parent / target).exists(), target


def test_the_readme_is_read_in_one_go() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


def test_the_readme_leads_with_what_every_site_gets() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    first = text.partition("\n## Snippets\n")[0]
    for command in ("init", "lint --changed", "mirror"):
        assert f"$ docs-snippets {command}" in first
