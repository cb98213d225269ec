"""Yes and no."""

from __future__ import annotations

from components.inventory.kinds.word import Word


class YesNo(Word):
    """Yes or no, in the ways that spreadsheets and forms write them. That TRUE means yes need not be told."""

    tells_other_spelling = False
