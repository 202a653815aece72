"""The packaged types of fields: they cover what manifests set, and never more than a type."""

import pytest

from docs_snippets.facts.field_types import field_types


@pytest.mark.parametrize("group", ["projectcalico.org", "crd.projectcalico.org"])
def test_a_group_and_its_twin_have_the_same(group: str) -> None:
    pool = field_types(group, "IPPool")
    assert pool is not None
    spec = pool.fields["spec"]
    assert spec.fields["disabled"].type == "boolean"
    assert spec.fields["blockSize"].type == "integer"
    assert (spec.fields["blockSize"].least, spec.fields["ipipMode"].words) == (None, None)
    assert spec.is_open


def test_numbers_that_may_be_text_and_maps_of_free_keys() -> None:
    policy = field_types("projectcalico.org", "NetworkPolicy")
    assert policy is not None
    rule = policy.fields["spec"].fields["ingress"].items
    assert rule is not None
    assert rule.fields["protocol"].int_or_string
    limits = field_types("operator.tigera.io", "Installation")
    assert limits is not None
    labels = limits.fields["spec"].fields["controlPlaneNodeSelector"].values
    assert labels is not None
    assert labels.type == "string"


@pytest.mark.parametrize(
    ("group", "kind"),
    [("projectcalico.org", "FelixConfiguration"), ("example.com", "IPPool"), ("", "Pod")],
)
def test_of_others_nothing_is_known(group: str, kind: str) -> None:
    assert field_types(group, kind) is None
