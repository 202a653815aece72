"""Version-aware linter and snippet generator for Docusaurus MDX docs."""
