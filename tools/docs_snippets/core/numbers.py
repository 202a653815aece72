"""Integers from text, safe for any number of digits."""

MOST_DIGITS = 1_000
GREATEST_PORT = 65_535


def number_of(text: str, base: int = 10) -> int:
    """The integer that a text is; of more than `MOST_DIGITS` digits, the integer that these make.

    Python raises ValueError for longer ones. What is left is still far too large to be right.
    """
    return int(text[:MOST_DIGITS], base)
