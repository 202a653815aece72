"""Whether a page is about the product of which the tool brings facts that no reference has.

Words of its client and ports of its components hold on a site that documents it, which has its
parameters or its definitions, and on a page that speaks of it. Elsewhere they mean other things.
"""

from dataclasses import replace

from docs_snippets.docs.tree_facts import TreeFacts
from docs_snippets.facts.kubernetes import packaged_kinds, product_words
from docs_snippets.facts.ports import TreePorts
from docs_snippets.mdx.page import Page


def is_about_product(page: Page, facts: TreeFacts) -> bool:
    """Whether the packaged facts of the product hold on a page."""
    return documents_product(facts) or bool(product_words().search(page.source.text))


def documents_product(facts: TreeFacts) -> bool:
    """Whether the site has a reference or definitions of the product."""
    if facts.documents_product:
        return True
    return any(facts.definitions.of_group(group) for group in packaged_kinds().groups(install=True))


def ports(page: Page, facts: TreeFacts) -> TreePorts:
    """Who holds which port, as far as that is known of the page's subject.

    Elsewhere than with the product a network may be set up in any way that is documented.
    """
    if is_about_product(page, facts):
        return facts.ports
    known = tuple(
        owner._replace(where="") for owner in facts.ports.components if not owner.of_product
    )
    return replace(facts.ports, components=known)
