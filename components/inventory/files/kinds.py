"""What a text is by its first letters, where it is no table of lines."""

from __future__ import annotations

import json
import re

_BEGINNING = 10_000
_ROOT = re.compile(r"<(\w+:)?(graphml|gexf)[\s>/]", re.IGNORECASE)
_OPENS_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[{\["\]])')


def is_graph(content: bytes) -> bool:
    """Whether this begins as GraphML or GEXF does."""
    text = _beginning(content).lstrip("\ufeff \t\r\n")
    return text.startswith("<") and _ROOT.search(text) is not None


def is_json(content: bytes) -> bool:
    """Whether this begins as JSON does that holds lists or objects."""
    return _OPENS_JSON.match(_beginning(content).lstrip("\ufeff")) is not None


def _beginning(content: bytes) -> str:
    beginning = content[:_BEGINNING]
    return beginning.decode(json.detect_encoding(beginning), errors="replace")
