"""The words by which headers, cells and notes of foreign tables are recognised: ``data/import_words.csv``."""

from __future__ import annotations

import re

from components.inventory.words import read_words


def words_of_kind(kind: str) -> dict[str, str]:
    """Give the words of a kind with their meanings: columns or kinds of tie, empty where the kind says enough. Raises
    ``KeyError`` where there is no such kind."""
    return read_words("import_words.csv")[kind]


def pattern_of_words(*kinds: str) -> str:
    """Give a regular expression (without a group of its own) that matches each word of these kinds."""
    return "|".join(re.escape(word) for kind in kinds for word in words_of_kind(kind))
