"""The exit codes that all commands share."""

EXIT_OK = 0
EXIT_FINDINGS = 1
"""Something was found that counts, or is left for a person to do."""

EXIT_ERROR = 2
"""The command could not do its work: wrong arguments, configuration or files."""

EXIT_READER_GONE = 141
"""What a shell reports for a program that SIGPIPE ended: the reader of its output went away."""

EXIT_INTERRUPTED = 130
"""What a shell reports for a program that SIGINT ended."""
