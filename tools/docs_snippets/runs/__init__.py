"""One run of a command that checks pages: from typed options to findings and an exit code.

Never parses arguments.
"""
