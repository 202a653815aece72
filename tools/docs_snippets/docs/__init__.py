"""Pages, facts and the site joined: all that a rule may ask about the docs.

Never reports and never writes.
"""
