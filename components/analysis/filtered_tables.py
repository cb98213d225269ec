"""What stays in the other tables of an inventory once filters have chosen its organizations."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.analysis.columns import Bools, is_among, keep_rows, lists_any, lists_anything, text_cells
from components.inventory import Inventory
from components.inventory.communities import community_spellings
from components.inventory.schema import vocabulary


@dataclass(frozen=True)
class Topics:
    """What filters ask about: issue areas and communities, empty where they ask for none.

    ``communities`` also holds those that are part of the ones asked for. ``counts_served``: whether an organization
    or initiative matches by serving a community.
    """

    issue_areas: frozenset[str]
    communities: frozenset[str]
    counts_served: bool


def keep_concerned(inventory: Inventory, kept: Bools, seated: Bools, topics: Topics) -> Inventory:
    """Keep the rows of every table that concern the organizations, issue areas and communities that stay.

    ``kept``: the organizations that stay. ``seated``: those whose seats may stay. Rows keep their index labels.
    """
    if kept.all() and not (topics.issue_areas or topics.communities):
        return inventory
    ids = set(keep_rows(inventory.organizations[["id"]], kept)["id"])
    tables = inventory.tables
    reports, meetings = tables["relationships"], tables["participation"]
    left = inventory.with_tables(
        organizations=keep_rows(tables["organizations"], kept),
        relationships=keep_rows(reports, is_among(reports, "from", ids) & is_among(reports, "to", ids)),
        initiatives=keep_rows(tables["initiatives"], _staying_initiatives(tables["initiatives"], ids, topics)),
        assets=keep_rows(tables["assets"], _staying_assets(tables["assets"], ids, topics)),
        seats=keep_rows(tables["seats"], _staying_seats(inventory, seated, topics)),
        participation=keep_rows(meetings, is_among(meetings, "organization", ids)),
        assessments=_about_issues(tables["assessments"], topics.issue_areas),
    )
    gone = _ids_and_names(inventory) - _ids_and_names(left)
    return left.with_tables(
        notes=_staying_notes(inventory, left, gone, topics), claims=_staying_claims(inventory.claims, gone)
    )


def _staying_initiatives(initiatives: pd.DataFrame, ids: Set[str], topics: Topics) -> Bools:
    """Mark the initiatives that match by their own cells, and those that may match and of which a party stays."""
    asked = {"issue_areas": topics.issue_areas} if topics.issue_areas else {}
    if topics.communities and topics.counts_served:
        asked["serves"] = topics.communities
    matched = np.full(len(initiatives), bool(asked) and (not topics.communities or "serves" in asked))
    possible = np.ones(len(initiatives), dtype=bool)
    for column, wanted in asked.items():
        found = lists_any(initiatives, column, wanted)
        matched &= found
        possible &= found | ~lists_anything(initiatives, column)
    has_party = is_among(initiatives, "lead", ids) | lists_any(initiatives, "partners", ids)
    return matched | (possible & has_party)


def _staying_assets(assets: pd.DataFrame, ids: Set[str], topics: Topics) -> Bools:
    """Mark the assets whose holder stays, or that match the issue areas asked for; they name no community."""
    held = is_among(assets, "holder", ids)
    if topics.communities or not topics.issue_areas:
        return held
    return held | lists_any(assets, "issue_areas", topics.issue_areas)


def _staying_seats(inventory: Inventory, seated: Bools, topics: Topics) -> Bools:
    """Mark the seats on the issue areas asked for, whose organization may keep its seats.

    Where an inventory was filtered by issue area before, it holds seats without their organizations: these stay.
    """
    unseated = set(keep_rows(inventory.organizations[["id"]], ~seated)["id"])
    staying = ~is_among(inventory.seats, "organization", unseated)
    return staying & lists_any(inventory.seats, "issue_areas", topics.issue_areas) if topics.issue_areas else staying


def _about_issues(assessments: pd.DataFrame, issue_areas: Set[str]) -> pd.DataFrame:
    return keep_rows(assessments, is_among(assessments, "issue_area", issue_areas)) if issue_areas else assessments


def _staying_notes(inventory: Inventory, left: Inventory, gone: set[str], topics: Topics) -> pd.DataFrame:
    """Drop the notes about an organization, initiative, issue area or community that is not in view."""
    gone = set(gone)
    if topics.issue_areas:
        gone |= {word.casefold() for word in set(vocabulary("issue_areas")["word"]) - topics.issue_areas}
    if topics.communities:
        others = set(community_spellings(inventory.tables)) - topics.communities
        gone |= {community.casefold() for community in others}
    return keep_rows(inventory.notes, ~_is_about(inventory.notes, "about", gone - _ids_and_names(left)))


def _staying_claims(claims: pd.DataFrame, gone: set[str]) -> pd.DataFrame:
    """Drop the claims on an organization or initiative that is not in view."""
    of_these = is_among(claims, "table", {"organizations", "initiatives"})
    return keep_rows(claims, ~(of_these & _is_about(claims, "row", gone)))


def _ids_and_names(inventory: Inventory) -> set[str]:
    """Give the ids and names of organizations and initiatives, in small letters."""
    return {
        word.casefold()
        for frame in (inventory.organizations, inventory.initiatives)
        for column in ("id", "name")
        for word in text_cells(frame, column)
        if word
    }


def _is_about(frame: pd.DataFrame, column: str, called: set[str]) -> Bools:
    cells = text_cells(frame, column)
    return np.array([word is not None and word.casefold() in called for word in cells], dtype=bool)
