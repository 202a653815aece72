"""`versions.yaml` as typed values: products, trees, version lists.

Never reads a page.
"""
