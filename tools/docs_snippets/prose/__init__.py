"""What sentences, tables and delimiters of a page say.

Never asks what a tree's reference says: that is for `facts` and the rules.
"""
