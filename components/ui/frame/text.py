"""Words from an inventory are text: nothing in them may become a format, a link, a picture or code."""

from __future__ import annotations

import calendar
import re

from components.inventory.schema import schema_tables
from components.inventory.text import without_turns

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:^=\"'@/])")
_WEB_ADDRESS = re.compile(r"(https?://[^\s<>\"'`\\;]*[^\s<>\"'`\\;.,:!?)\]])")
# Streamlit looks for emoji codes, web and mail addresses, and arrows or dashes made of signs once escapes are gone. A
# word joiner, which nobody sees, between their signs hides them from it.
_FOUND_LATER = re.compile(r":(?=[\w+/-]+:)|:(?=//)|(?<=www)(?=\.)|(?=@)|-(?=[->])|<(?=[-=])|[>~](?==)", re.IGNORECASE)


def plain(text: object) -> str:
    """Escape a text for a Streamlit label or markdown, and give it: shown letter for letter, on one line.

    ``**Justice** [now](http://x)`` is shown with its stars and brackets, and is no link.
    """
    return _escaped(_one_line(text))


def linked(text: object) -> str:
    """Escape a text as ``plain`` does, and give it with each web address in it as a link that says where it leads."""
    parts = _WEB_ADDRESS.split(_one_line(text))  # words and addresses in turn
    return "".join(f"[{_escaped(part)}](<{part}>)" if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _one_line(text: object) -> str:
    return " ".join(without_turns(str(text)).split())


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", _FOUND_LATER.sub("\\g<0>\u2060", text))


def spoken_date(text: str) -> str:
    """Spell a date as people say it, and give it: ``2015-05-12`` is ``12 May 2015``, ``2015-05`` is ``May 2015``."""
    parts = text.split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        parts[1] = calendar.month_name[int(parts[1])]
    return " ".join(part.lstrip("0") for part in reversed(parts))


def table_titles() -> dict[str, str]:
    """Look up the tables of the standard, and give the title of each."""
    tables = schema_tables()
    return dict(zip(tables["table"], tables["title"], strict=True))
