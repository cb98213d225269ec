"""Which organizations and ties match one filter, and of which it is known whether they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from components.analysis.columns import (
    Bools,
    Floats,
    is_among,
    is_known,
    list_cells,
    lists_any,
    lists_anything,
    text_cells,
)
from components.analysis.dates import current_seats
from components.analysis.organization_reach import reached_values
from components.analysis.ties import STATUSES, group_reports, is_level_zero, report_statuses, tie_levels
from components.inventory import Inventory


def match_types(inventory: Inventory, wanted: set[str]) -> tuple[Bools, Bools]:
    """Mark the organizations of a wanted type, first or further, and those whose type is known."""
    organizations = inventory.organizations
    matched = is_among(organizations, "type", wanted) | lists_any(organizations, "also_type", wanted)
    return matched, is_known(organizations, "type") | lists_anything(organizations, "also_type")


def match_reach(inventory: Inventory, ways: Iterable[str], wanted: set[str], today: date | None) -> tuple[Bools, Bools]:
    """Mark the organizations that reach a wanted value in one of these ways, and those of which anything is known.

    ``ways``: the columns ``issue_areas``, ``serves``, ``led_by``, or ``seats``.
    """
    matched: set[str] = set()
    known: set[str] = set()
    organizations = inventory.organizations
    for way in ways:
        for organization, value in _seated(inventory, today) if way == "seats" else _named(inventory, way):
            known.add(organization)
            if value in wanted:
                matched.add(organization)
        if way != "seats":
            known.update(organizations["id"][is_known(organizations, way)])
    return is_among(organizations, "id", matched), is_among(organizations, "id", known)


def statuses_of_ties(inventory: Inventory, today: date | None) -> npt.NDArray[np.object_]:
    """Give for each report the status of the tie it is part of."""
    grouped = group_reports(inventory, today=today)
    statuses = report_statuses(inventory, today=today).to_numpy(dtype=object, copy=True)
    statuses[grouped.rows] = np.array(STATUSES, dtype=object)[grouped.status[grouped.group]]
    return statuses


def levels_of_ties(inventory: Inventory, today: date | None) -> Floats:
    """Give for each report the level of the tie it is part of, NaN where not known."""
    grouped = group_reports(inventory, today=today)
    levels = np.full(len(inventory.relationships), np.nan)
    levels[grouped.rows] = tie_levels(inventory, grouped)[2][grouped.group]
    return levels


def count_ties(inventory: Inventory, known: Bools, today: date | None) -> tuple[int, int]:
    """Count the ties, and those of which no report says what a filter asks; ``known`` marks the reports that do."""
    grouped = group_reports(inventory, today=today)
    real = ~(grouped.working & is_level_zero(inventory, grouped))
    told = np.zeros(len(real), dtype=bool)
    told[grouped.group[known[grouped.rows]]] = True
    return int(real.sum()), int((real & ~told).sum())


def _named(inventory: Inventory, column: str) -> Iterator[tuple[str, str]]:
    return ((organization, value) for organization, value, _ in reached_values(inventory, column))


def _seated(inventory: Inventory, today: date | None) -> Iterator[tuple[str, str]]:
    """Give each organization with a community that a seat of it speaks for or is held by, unless it ended."""
    seats = current_seats(inventory, today)
    for organization, speaks_for, held_by in zip(
        text_cells(seats, "organization"),
        list_cells(seats, "speaks_for"),
        list_cells(seats, "held_by_community"),
        strict=True,
    ):
        for community in (*(speaks_for or ()), *(held_by or ())):
            yield str(organization), community
