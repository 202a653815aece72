"""Prints a page as a JSON record, to compare with the reference parser (`docs-snippets page`).

Serves measuring alone; no rule reads a record.
"""
