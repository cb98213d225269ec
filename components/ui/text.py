"""Words from an inventory are text: nothing in them may become a format, a link, a picture or code."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:^=\"'@/])")
_UNSAFE_IN_LINK = set(" \n\t<>\"'`\\")
# Streamlit looks for emoji codes, web and mail addresses, and arrows or dashes made of signs in text that is
# already read, where an escape no longer counts. A word joiner, which nobody sees, parts them.
_FOUND_LATER = re.compile(r":(?=[\w+-]+:)|:(?=//)|(?<=www)(?=\.)|(?=@)|-(?=[->])|<(?=[-=])|[>~](?==)", re.IGNORECASE)


def plain(text: object) -> str:
    """``text`` for a Streamlit label or markdown, shown letter for letter on one line."""
    one_line = " ".join(str(text).split())
    return _MARKS.sub(r"\\\1", _FOUND_LATER.sub("\\g<0>\u2060", one_line))


def linked(text: object) -> str:
    """Like ``plain``, but a text that is nothing but a web address becomes a link to it."""
    try:
        parts = urlsplit(str(text))
    except ValueError:  # "https://[" is no address
        return plain(text)
    is_address = parts.scheme in ("http", "https") and parts.netloc and not _UNSAFE_IN_LINK & set(str(text))
    return f"[{plain(text)}](<{text}>)" if is_address else plain(text)


def number_of(count: int, one: str, many: str | None = None) -> str:
    """``1 tie``, ``2 ties``: a count beside its noun, with a comma from a thousand on."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
