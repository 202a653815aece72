"""The report as one HTML page: data that Python gathers, shown by a script that needs nothing else.

`data` gathers everything as one JSON value; `findings`, `parameters` and `snippets` are named as
the sections of the page are and gather one each. `html_page` puts data, script and style into
`page.html`.
"""

import re

START = "<!doctype html>\n<!-- written by docs-snippets report -->\n"
"""The first lines of every page."""

SIGNATURE = re.compile(re.escape(START))
"""Matches the start of a page that an earlier run wrote."""
