"""Texts: any text, addresses on the web, and names of communities and organizations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from components.inventory.kinds.kind import Cell, Kind, Reading, Suggestion, is_none
from components.inventory.problems import Fault

_LONGEST_ADDRESS = 2_000  # letters
_WHOLE_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+$")
_BROKEN_SCHEME = re.compile(r"h?tt?ps?\s*+(?::\s*+/{0,3}|/{1,3}|;//)\s*+(?=[\w-])", re.IGNORECASE)
_HOST = re.compile(
    r"[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I
)


class Text(Kind):
    """Any text."""


class WebAddress(Kind):
    """An address on the web. Any text is kept; one that can't be opened is offered to be mended."""

    holds_any_text = False

    def read_all(self, texts: Sequence[str]) -> tuple[dict[str, Cell], dict[str, tuple[Fault, ...]]]:
        return dict(zip(texts, texts, strict=True)), {}

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the whole address where its beginning is missing or broken: for ``htp:/a.org``, ``http://a.org``."""
        if len(text) > _LONGEST_ADDRESS or _WHOLE_ADDRESS.match(text):
            return None
        rest = text.strip("<>()[]\"' ").rstrip(".,;")
        scheme = "http" if re.match(r"h?tt?p(?!s)", rest, re.I) else "https"
        rest = _BROKEN_SCHEME.sub("", rest, count=1) if _BROKEN_SCHEME.match(rest) else rest
        why = "An address of the web, written so that it can be opened."
        return Suggestion(text, f"{scheme}://{rest}", why, "address") if _HOST.fullmatch(rest) else None


class Community(Kind):
    """The name of a community. Any text is kept."""

    asks_for = "a community"
    asks_for_several = "one or more communities, with | between them"
    holds_any_text = False


class Organization(Kind):
    """What names an organization: its id, name, alias or former name. ``references`` finds which one that is."""

    asks_for = "an organization's name or id"
    asks_for_several = "organizations' names or ids, with | between them"
    holds_any_text = False

    def read(self, text: str) -> Reading:
        if is_none(text):
            return None, (Fault("none in place of an organization", text),)
        return text, ()
