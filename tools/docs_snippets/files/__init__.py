"""All access to the disk and to git: reading, writing, containment, .gitignore, files of a commit.

Never interprets what it reads.
"""
