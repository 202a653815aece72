"""Trees, pages and facts joined: the docs as a whole, and as seen from one page.

Never reports and never writes.
"""
