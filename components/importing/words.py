"""The words by which headers, cells and notes of foreign tables are recognised: ``data/import_words.csv``."""

from __future__ import annotations

import functools
import re

from components.inventory.words import read_rows


@functools.cache
def words_of_kind(kind: str) -> dict[str, str]:
    """Give the words of a kind with their meanings: columns or kinds of tie, empty where the kind says enough. Raises
    ``KeyError`` where there is no such kind."""
    return _words_by_kind()[kind]


@functools.cache
def _words_by_kind() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in read_rows("import_words.csv"):
        found.setdefault(row["kind"], {})[row["word"]] = row["means"]
    return found


def pattern_of_words(*kinds: str) -> str:
    """Give a regular expression (without a group of its own) that matches each word of these kinds."""
    return "|".join(re.escape(word) for kind in kinds for word in words_of_kind(kind))
