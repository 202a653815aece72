"""A page as the record that is compared with the reference MDX parser (`docs-snippets page`).

Serves measuring alone; no rule reads a record.
"""
