"""Copies of a page in other trees, and what differs between them.

Never names a rule.
"""
