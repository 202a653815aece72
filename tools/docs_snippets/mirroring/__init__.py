"""Edits of a page carried to the same page of other trees."""
