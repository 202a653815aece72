"""What a change causes, what it forgets, and where it disagrees with its description.

Never prints.
"""
