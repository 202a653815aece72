"""Version-aware linter and snippet generator for Docusaurus MDX docs."""

__version__ = "0.1.0"
