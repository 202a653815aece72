"""Components of a site as far as their source tells: ids, printed text, code blocks.

Never renders one.
"""
