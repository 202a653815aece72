"""Corrections of misspelled words and commands: what `--fix` writes and leaves."""

import pytest

from conftest import Command, SiteMaker

PATH = "calico/3.31/page.mdx"
PATCH = 'kubectl patch installation default{} -p \'{{"spec":{{"variant":"Calico"}}}}\''
POOL = (
    "apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: one\n"
    "spec:\n  cidr: 10.0.0.0/16\n"
)


def fenced(language: str, text: str) -> str:
    return f"# One\n\n```{language}\n{text}\n```\n"


def fixed(site: SiteMaker, command: Command, text: str, *options: str) -> str:
    page = site({PATH: text}) / "docs" / PATH
    command("lint", "-q", "--fix", *options)
    return page.read_text()


UNSAFE = {
    "a patch without its type": (
        fenced("bash", PATCH.format("")),
        fenced("bash", PATCH.format(" --type merge")),
    ),
    "a patch that goes on below": (
        fenced("bash", "kubectl patch installation default \\\n  --patch-file p.yaml"),
        fenced("bash", "kubectl patch installation default --type merge \\\n  --patch-file p.yaml"),
    ),
    "a patch of a name in quotes": (
        fenced("bash", "kubectl patch installation 'default' --patch-file p.yaml"),
        fenced("bash", "kubectl patch installation 'default' --type merge --patch-file p.yaml"),
    ),
    "a patch of a name behind a slash": (
        fenced("bash", "kubectl patch installation/default --patch-file p.yaml"),
        fenced("bash", "kubectl patch installation/default --type merge --patch-file p.yaml"),
    ),
    "a patch of several kinds": (
        fenced("bash", "kubectl patch installation,ippool default --patch-file p.yaml"),
        fenced(
            "bash", "kubectl patch installation,ippool default --type merge --patch-file p.yaml"
        ),
    ),
    "a parameter": ("Set `bpfEnabledd` to `true`.\n", "Set `bpfEnabled` to `true`.\n"),
    "a variable": (
        fenced("bash", "kubectl set env ds/calico-node FELIX_BPFENABLD=true"),
        fenced("bash", "kubectl set env ds/calico-node FELIX_BPFENABLED=true"),
    ),
    "a kind": (
        fenced("yaml", POOL.replace("IPPool", "IPPol")),
        fenced("yaml", POOL),
    ),
    "a name that only another client has": (
        fenced("bash", "kubectl get pool.projectcalico.org"),
        fenced("bash", "kubectl get ippool.projectcalico.org"),
    ),
    "a flag of several letters": (
        fenced("bash", "kubectl delete ns web -namespace web"),
        fenced("bash", "kubectl delete ns web --namespace web"),
    ),
    "a verb": (
        fenced("bash", "kubectl aply -f pool.yaml"),
        fenced("bash", "kubectl apply -f pool.yaml"),
    ),
}
SAFE = {
    "the case of a key that every manifest has": (
        fenced("yaml", POOL.replace("apiVersion", "apiversion")),
        fenced("yaml", POOL),
    ),
    "the case of a field": (
        fenced("yaml", POOL + "  blocksize: 26"),
        fenced("yaml", POOL + "  blockSize: 26"),
    ),
    "a number in quotes": (
        fenced("yaml", POOL + '  blockSize: "26"'),
        fenced("yaml", POOL + "  blockSize: 26"),
    ),
}


@pytest.mark.parametrize(("before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_a_likely_correction_is_unsafe(
    site: SiteMaker, command: Command, before: str, after: str
) -> None:
    assert fixed(site, command, before) == before
    assert fixed(site, command, before, "--unsafe-fixes") == after


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_a_correction_of_case_alone_is_safe(
    site: SiteMaker, command: Command, before: str, after: str
) -> None:
    assert fixed(site, command, before) == after


def test_a_field_that_is_given_twice_is_left(site: SiteMaker, command: Command) -> None:
    text = fenced("yaml", POOL + "  blockSize: 26\n  blocksize: 27")
    assert fixed(site, command, text, "--unsafe-fixes") == text
