"""What an organization works on and for whom: by its own row, or through an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from components.analysis.columns import list_cells, text_cells
from components.inventory import Inventory

REACHES = ("issue_areas", "serves", "led_by")
"""The columns whose values an organization reaches."""
DIRECTLY, THROUGH = "directly", "through an initiative"
"""The words of the column ``through``."""


def organization_reach(inventory: Inventory, columns: Iterable[str] = REACHES) -> pd.DataFrame:
    """List the issue areas and communities of each organization: a row for each way in which it reaches one.

    Columns: ``id``; ``column`` (``issue_areas``, ``serves`` or ``led_by``); ``value``; ``through``
    (``directly`` or ``through an initiative``); ``initiative`` (its id, missing where direct).
    An organization works on the issue areas and serves the communities of initiatives that it leads or
    is a partner in. It is led by a community only where its own row says so.
    """
    rows = [
        (organization, column, value, THROUGH if initiative else DIRECTLY, initiative)
        for column in columns
        for organization, value, initiative in reached_values(inventory, column)
    ]
    frame = pd.DataFrame(rows, columns=["id", "column", "value", "through", "initiative"])
    return frame.astype("str").where(frame.notna()).drop_duplicates(ignore_index=True)


def reached_values(inventory: Inventory, column: str) -> Iterator[tuple[str, str, str | None]]:
    """Give each organization with each value of one column that it reaches, and the initiative (None: directly).

    The same may come more than once.
    """
    organizations = inventory.organizations
    for organization, values in zip(text_cells(organizations, "id"), list_cells(organizations, column), strict=True):
        for value in values or ():
            yield str(organization), value, None
    if column != "led_by":
        yield from _through_initiatives(inventory, column)


def _through_initiatives(inventory: Inventory, column: str) -> Iterator[tuple[str, str, str | None]]:
    initiatives = inventory.initiatives
    parties = zip(text_cells(initiatives, "lead"), list_cells(initiatives, "partners"), strict=True)
    for (lead, partners), name, values in zip(
        parties, text_cells(initiatives, "id"), list_cells(initiatives, column), strict=True
    ):
        for party in {party: None for party in (lead, *(partners or ())) if party}:
            for value in values or ():
                yield party, value, name
