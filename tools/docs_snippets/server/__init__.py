"""The language server: editors ask, and are told, what is found as it is typed.

`language_server` has what the protocol calls for, `live_roots` the docs that are open, and each
other module one feature. Nothing outside of this package imports the protocol's library.
"""
