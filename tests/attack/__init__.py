"""Kills the program at each of its calls to the system that write, and looks at what is left."""
