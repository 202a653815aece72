"""Values that a JavaScript module exports, read without running it.

Sites keep their variables in code: requires of JSON and JavaScript, member access, concatenation,
string methods, ternaries, spread and small helper functions. What has a value here has the value it
would have there; anything else is UNKNOWN, which says that there is one and not which.
"""
