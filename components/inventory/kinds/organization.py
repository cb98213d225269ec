"""Organizations, named by id, name, alias or former name. ``references`` finds which organization that is."""

from __future__ import annotations

from components.inventory.kinds.kind import Kind, Reading, is_none
from components.inventory.problems import Fault
from components.inventory.text import name_key


class Organization(Kind):
    """What names an organization."""

    asks_for = "an organization's name or id"
    asks_for_several = "organizations' names or ids; several with | between"
    holds_any_text = False

    def read(self, text: str) -> Reading:
        if is_none(text):
            return None, (Fault("none in place of an organization", text),)
        return text, ()

    def knows(self, text: str, names: frozenset[str]) -> bool:
        return name_key(text) in names
