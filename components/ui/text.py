"""Words from an inventory are text: nothing in them may become a format, a link, a picture or code."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:^=\"'@/])")
_EMOJI_CODE = re.compile(r":(?=[\w+-]+:)")


def plain(text: object) -> str:
    """``text`` for a Streamlit label or markdown, shown letter for letter on one line."""
    one_line = " ".join(str(text).split())
    return _MARKS.sub(r"\\\1", _EMOJI_CODE.sub(":\u2060", one_line))


def number_of(count: int, one: str, many: str | None = None) -> str:
    """``1 tie``, ``2 ties``: a count beside its noun, with a comma from a thousand on."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
