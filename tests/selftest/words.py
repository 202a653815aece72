"""Slips of the hand: how a name is misspelled."""

from random import Random


def letter_lost(word: str, rng: Random) -> str:
    """The word without one of its letters, none of the first two and not one of a double."""
    places = [at for at in range(2, len(word) - 1) if word[at] != word[at + 1]]
    at = rng.choice(places or [len(word) - 1])
    return word[:at] + word[at + 1 :]


def letters_swapped(word: str, rng: Random) -> str:
    """The word with two neighbours in the wrong order."""
    places = [at for at in range(1, len(word) - 1) if word[at].lower() != word[at + 1].lower()]
    at = rng.choice(places or [0])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
