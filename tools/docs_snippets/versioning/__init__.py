"""What a version cut, or the end of a version, leaves to do."""
