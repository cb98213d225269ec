"""Organizations by their names, and which of them are part of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from components.analysis.columns import listed_values, text_cells
from components.inventory import Inventory
from components.inventory.text import slug


def names_by_id(inventory: Inventory) -> dict[str, str]:
    """Give what each organization is called, by its id: its name, else the id itself."""
    organizations = inventory.organizations
    cells = zip(text_cells(organizations, "id"), text_cells(organizations, "name"), strict=True)
    return {str(each): name or str(each) for each, name in cells}


def ids_by_name(inventory: Inventory) -> dict[str, str]:
    """Give the id behind each slug of an id, name, alias or former name; where two share one, the first is meant."""
    organizations = inventory.organizations
    ids = text_cells(organizations, "id")
    found: dict[str, str] = {}
    for column in ("id", "name"):
        for each, word in zip(ids, text_cells(organizations, column), strict=True):
            if word:
                found.setdefault(slug(word), str(each))
    label_id = dict(zip(organizations.index, ids, strict=True))
    for column in ("aliases", "former_names"):
        for label, word in listed_values(organizations, column):
            found.setdefault(slug(word), str(label_id[label]))
    return found


def wholes_by_part(inventory: Inventory) -> dict[str, set[str]]:
    """Give the organizations of which each is a part (a department, a program), by the id of the part."""
    parts = inventory.relationships[inventory.relationships["kind"] == "part_of"]
    found: dict[str, set[str]] = defaultdict(set)
    for part, whole in zip(text_cells(parts, "from"), text_cells(parts, "to"), strict=True):
        if part and whole:
            found[part].add(whole)
    return found


def say_parts(wholes: Mapping[str, set[str]], some: Sequence[str], alone: Collection[str], what: str) -> str:
    """Say in a sentence how many of ``some`` organizations are part of one that is not in ``alone``; empty for none.

    Being part of another (a department, a program) is no working tie, and yet such an organization is not alone.
    ``wholes``: as ``wholes_by_part`` gives. ``what``: what the other is, such as "an organization that keeps its ties".
    """
    count = sum(bool(wholes.get(each, set()) - set(alone)) for each in some)
    return f" {count} of them {'is' if count == 1 else 'are'} part of {what}." if count else ""
