"""The docs before and after a change, and the description of that change.

Never judges a change: that is `review`.
"""
