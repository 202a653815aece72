"""Reads MDX as the site does: lines to blocks, blocks to inline content, all with source offsets.

The layers, each a module: `geometry` (columns and tabs), `document` (containers, line by line),
`flow` and its neighbours (one construct each), `inline` and its neighbours (text), `build`
(everything joined into the page).
"""
