"""The report as one HTML page: data that Python gathers, shown by a script that needs nothing else.

`data` gathers, each part in a module of its own, and `page` puts everything into `page.html`.
"""

import re

START = "<!doctype html>\n<!-- written by docs-snippets report -->\n"
"""The first lines of every page."""

MINE = re.compile(re.escape(START))
"""Matches the start of a page that an earlier run wrote."""
