"""Readers of YAML and JSON that know where each value stands, and JSON Schema validation.

Never knows what a document is about.
"""
