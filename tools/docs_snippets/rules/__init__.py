"""One file per rule; the file's name is the rule's name."""
