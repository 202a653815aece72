"""What the names on a page refer to: links, parameters, resources, components.

Suggests what was meant; never decides whether a rule complains.
"""
