"""Snippets: pieces of guidance that are written once and placed in every tree where they hold.

`definition.load` reads the definitions, `plan.plan` tells for each placement what is there and what
should be, and `writer.write` carries a plan out. The linter asks `check.check`.
"""
