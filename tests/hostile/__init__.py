"""What a stranger's pull request may hold, as runs of the program that may take only so much."""
