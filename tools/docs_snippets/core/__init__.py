"""Texts and places in them, diagnostics, printable text, patterns, caches and parallel work.

Imports nothing of the other packages and never reads a file.
"""
