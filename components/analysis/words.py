"""Putting counts and names into plain sentences."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun, a comma from a thousand on: ``1 tie``, ``4 ties``, ``0 ties``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """A count within a sentence, where none is a word: ``1 tie``, ``4 ties``, ``no ties``."""
    return counted(number, noun, plural) if number else f"no {plural or noun + 's'}"


def listing(names: Sequence[str], most: int = 3) -> str:
    """Names as a person says them: ``A``, ``A and B``, ``A, B, C and 2 more``."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def capital(sentence: str) -> str:
    """The sentence with its first letter as a capital, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]
