"""Words from an inventory are text: nothing in them may become a format, a link, a picture or code."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:^=\"'@/])")
_WEB_ADDRESS = re.compile(r"(https?://[^\s<>\"'`\\;]*[^\s<>\"'`\\;.,:!?)\]])")
# Streamlit looks for emoji codes, web and mail addresses, and arrows or dashes made of signs in text that is
# already read, where an escape no longer counts. A word joiner, which nobody sees, parts them.
_FOUND_LATER = re.compile(r":(?=[\w+/-]+:)|:(?=//)|(?<=www)(?=\.)|(?=@)|-(?=[->])|<(?=[-=])|[>~](?==)", re.IGNORECASE)


def plain(text: object) -> str:
    """``text`` for a Streamlit label or markdown, shown letter for letter on one line."""
    return _escaped(_one_line(text))


def linked(text: object) -> str:
    """Like ``plain``, with each web address in it a link that says where it leads."""
    parts = _WEB_ADDRESS.split(_one_line(text))  # words and addresses in turn
    return "".join(f"[{_escaped(part)}](<{part}>)" if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", _FOUND_LATER.sub("\\g<0>\u2060", text))


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def spoken_date(text: str) -> str:
    """``2015-05-12`` as ``12 May 2015``, ``2015-05`` as ``May 2015``; a year stays."""
    parts = text.split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        parts[1] = _MONTHS[int(parts[1]) - 1]
    return " ".join(part.lstrip("0") for part in reversed(parts))
