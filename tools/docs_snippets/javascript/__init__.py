"""Reads scripts without running them: their values, their syntax, their imports and exports.

Never runs a script and never reads a file that is not handed to it.
"""
