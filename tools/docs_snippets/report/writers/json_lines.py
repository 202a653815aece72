"""One JSON object a line for programs that read as they go: the fields of a finding of `json`."""

import re
from collections.abc import Sequence
from typing import TextIO

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.printable import json_text
from docs_snippets.report.writers import Format, ReportContext
from docs_snippets.report.writers.json import record


def write(findings: Sequence[Diagnostic], _context: ReportContext, out: TextIO) -> None:
    """Every finding on its own line, once for each page that has it."""
    out.writelines(f"{json_text(record(finding))}\n" for finding in findings)


FORMAT = Format(write, human=False, signature=re.compile(r'\{"rule": "[a-z-]+", "severity": "'))
