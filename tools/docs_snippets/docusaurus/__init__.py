"""What a Docusaurus site does with its pages: configuration, routes, anchors, imports.

Never runs the site's own code.
"""
