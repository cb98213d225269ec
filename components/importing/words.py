"""The words by which headers, cells and notes of foreign tables are recognised: ``data/import_words.csv``."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from components.inventory.schema import DATA


@functools.cache
def _all_words() -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with (DATA / "import_words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["kind"], {})[row["word"]] = row["means"]
    return MappingProxyType(found)


def words_of_kind(kind: str) -> Mapping[str, str]:
    """Give the words of a kind, each with what it means: a column or a kind of tie; empty where the kind says it all.

    Raises ``KeyError`` where there is no such kind.
    """
    return _all_words()[kind]


def pattern_of_words(*kinds: str) -> str:
    """Give a regular expression (without a group of its own) that matches each word of these kinds."""
    return "|".join(re.escape(word) for kind in kinds for word in words_of_kind(kind))
