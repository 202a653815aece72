"""Digits as numbers, however many somebody wrote."""

MOST_DIGITS = 1_000
GREATEST_PORT = 65_535


def number_of(text: str, base: int = 10) -> int:
    """The whole number that a text says; of thousands of digits, the number that the first make.

    Python refuses to read or write such numbers, and nobody means one. It still is far too large.
    """
    return int(text[:MOST_DIGITS], base)
