"""`python -m docs_snippets` is the same as `docs-snippets`."""

from docs_snippets.cli import main

raise SystemExit(main())
