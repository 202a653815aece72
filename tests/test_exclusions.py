"""What a description says of trees that the change is not for, and what it only seems to say."""

import pytest

from docs_snippets.project.config import Product, ReferencePaths
from docs_snippets.project.trees import Tree, parse_version
from docs_snippets.review.exclusions import excluded_trees

TITLES = {"lake": "Lake Open Source", "lake-pro": "Lake Pro", "lake-cloud": "Lake Cloud"}
VERSIONS = {
    "lake": ("next", "3.31", "3.30", "3.29"),
    "lake-pro": ("next", "4.2-1", "4.1-2"),
    "lake-cloud": ("next", "22-2"),
}
NO_PATHS = ReferencePaths(*[None] * len(ReferencePaths._fields))
PRODUCTS = tuple(
    Product(name, title, None, None, None, NO_PATHS, None, ()) for name, title in TITLES.items()
)
TREES = tuple(
    Tree(f"{product}/{version}", product, parse_version(version), f"{product}/{version}")
    for product, versions in VERSIONS.items()
    for version in versions
)
CLOUD, PRO = "lake-cloud/next lake-cloud/22-2", "lake-pro/next lake-pro/4.2-1 lake-pro/4.1-2"


@pytest.mark.parametrize(
    ("said", "trees"),
    [
        ("Not for Cloud.", CLOUD),
        ("Not for Cloud: it has no such field.", CLOUD),
        ("This is not for Lake Cloud, which has no such field.", CLOUD),
        ("- does not apply to `lake-cloud`", CLOUD),
        ("3.29 follows.", "lake/3.29"),
        ("Lake Cloud and 3.29 will follow.", f"lake/3.29 {CLOUD}"),
        ("Pro in a separate PR.", PRO),
        ("Lake Pro: separate PR", PRO),
        ("A separate PR for Pro will follow.", PRO),
        ("I'll update Cloud later.", CLOUD),
        ("The fix is done for Pro; Cloud comes later.", CLOUD),
        ("Only v3.30 and later", "lake/3.29"),
        ("`poolSize` exists only in v3.30+.", "lake/3.29"),
        ("Versions before 3.31 are not affected.", "lake/3.30 lake/3.29"),
        ("The field does not exist in Lake Pro 4.1 and older.", "lake-pro/4.1-2"),
        ("For all products except Cloud.", CLOUD),
        ("## Out of scope: Cloud, Pro 4.1", f"lake-pro/4.1-2 {CLOUD}"),
        ("Pro 4.2/4.1 and Cloud are left alone.", f"lake-pro/4.2-1 lake-pro/4.1-2 {CLOUD}"),
        ("lake/3.29 is left as it is.", "lake/3.29"),
        ("Lake Pro (but not Cloud) gets this.", CLOUD),
        ("Cloud doesn't have this\nfield.", CLOUD),
    ],
)
def test_excluded(said: str, trees: str) -> None:
    found = excluded_trees(f"# Correct a field\n\n{said}\n", TREES, PRODUCTS)
    assert " ".join(tree.name for tree in TREES if tree in found) == trees


@pytest.mark.parametrize(
    "said",
    [
        "This is for Cloud.",
        "This is not only for Cloud.",
        "Does this not apply to Cloud?",
        "If this does not apply to Cloud, tell me.",
        "I think this does not apply to Cloud.",
        "3.29 follows the same pattern.",
        "Cloud follows Pro here.",
        "Windows is not supported in Cloud.",
        "The old page did not apply to Cloud.",
        "We tested only v3.30 and later.",
        "Only Cloud users see this.",
        "This was found in Pro in a separate PR.",
        "See the separate PR for Cloud for how it was done.",
        "The link does not lead to Cloud.",
        "Do not forget Cloud.",
        "The default differs only in Cloud.",
        "> Not for Cloud.",
        "```\nnot for Cloud\n```",
        "Not for Cloud users on AKS.",
        "Not for Lake on Windows.",
        "Not for Lake.",
        "Cloud is updated in the PR.",
        "Not Cloud but Pro is wrong here.",
        "In Cloud, not in Pro, the port is 9099.",
        "Not for the ocean.",
    ],
)
def test_not_excluded(said: str) -> None:
    assert not excluded_trees(f"# Correct a field\n\n{said}\n", TREES, PRODUCTS)


def test_the_sentence_is_quoted() -> None:
    said = "- **Not for Cloud**, as it has no such field. More follows."
    quoted = set(excluded_trees(said, TREES, PRODUCTS).values())
    assert quoted == {"Not for Cloud, as it has no such field."}
