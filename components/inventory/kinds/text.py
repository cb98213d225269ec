"""Texts: any text, addresses on the web, and names of communities."""

from __future__ import annotations

import re

from components.inventory.kinds.kind import Kind, Suggestion

_LONGEST_ADDRESS = 2_000  # letters
_WHOLE_ADDRESS = re.compile(r"https?://[^\s/]+\.\S+$")
_BROKEN_SCHEME = re.compile(r"h?tt?ps?\s*+(?::\s*+/{0,3}|/{1,3}|;//)\s*+(?=[\w-])|h?tt?p(s?):\\\\", re.IGNORECASE)
_HOST = re.compile(
    r"[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.I
)


class Text(Kind):
    """Any text."""


class WebAddress(Kind):
    """An address on the web. Any text is kept; one that can't be opened is offered to be mended."""

    holds_any_text = False

    def suggest(self, text: str, code: str = "") -> Suggestion | None:
        """Suggest the whole address where its beginning is missing or broken."""
        address = complete_address(text)
        why = "An address of the web, written so that it can be opened."
        return Suggestion(text, address, why, "address") if address else None


class Community(Kind):
    """The name of a community. Any text is kept."""

    asks_for = "a community"
    holds_any_text = False


def complete_address(text: str) -> str | None:
    """Complete a web address, and give it whole: ``htp:/example.org`` gives ``http://example.org``.

    None where it is whole already, or no address.
    """
    if len(text) > _LONGEST_ADDRESS or _WHOLE_ADDRESS.match(text):
        return None
    rest = text.strip("<>()[]\"' ").rstrip(".,;")
    scheme = "http" if re.match(r"h?tt?p(?!s)", rest, re.I) else "https"
    rest = _BROKEN_SCHEME.sub("", rest, count=1) if _BROKEN_SCHEME.match(rest) else rest
    return f"{scheme}://{rest}" if _HOST.fullmatch(rest) else None
