"""The local part of an inventory: the organizations that signals are counted over, and their working ties.

Counted are organizations whose scope is local or regional; those of unknown scope, or of one outside the vocabulary,
count as local, since an inventory of a city mostly lists its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd

from components.analysis.columns import Bools, is_among, keep_rows, list_cells, listed_values, text_cells
from components.analysis.ties import working_ties
from components.inventory import Inventory
from components.inventory.schema import vocabulary

LOCAL_SCOPES = ("local", "regional")
"""The words of ``scope`` by which an organization is counted as local."""


@dataclass(frozen=True, eq=False)
class LocalPart:
    """Local and regional organizations, and their working ties on record.

    ``inner_ties`` are those of which both ends are local or regional. ``type_of``: every local organization of
    the city, those that a filter left out included, with its type (None where not known).
    """

    inventory: Inventory
    organizations: pd.DataFrame
    ids: frozenset[str]
    ties: pd.DataFrame
    inner_ties: pd.DataFrame
    type_of: Mapping[str, str | None]

    @cached_property
    def initiatives(self) -> pd.DataFrame:
        """The initiatives of local organizations, and those that name no organization at all."""
        table = self.inventory.initiatives
        members = zip(text_cells(table, "lead"), list_cells(table, "partners"), strict=True)
        named = [{*(partners or ()), lead} - {None} for lead, partners in members]
        return keep_rows(table, np.array([not names or not names.isdisjoint(self.type_of) for names in named], bool))


@cache
def _scopes() -> frozenset[str]:
    return frozenset(vocabulary("scopes")["word"])


def _is_scope_known(organizations: pd.DataFrame) -> Bools:
    """Whether a scope is a word of the vocabulary; another does not tell how far an organization works."""
    return is_among(organizations, "scope", _scopes())


def select_local(inventory: Inventory, all_ties: pd.DataFrame, whole: Inventory | None) -> LocalPart:
    """Select the local part of an inventory. ``all_ties``: its ``ties``. ``whole``: it before its filters."""
    organizations = local_organizations(inventory)
    ids, working = frozenset(organizations["id"].tolist()), working_ties(all_ties)
    inner = keep_rows(working, is_among(working, "a", ids) & is_among(working, "b", ids))
    city = organizations if whole is None else local_organizations(whole)
    type_of = dict(zip(city["id"].tolist(), text_cells(city, "type"), strict=True))
    return LocalPart(inventory, organizations, ids, working, inner, type_of)


def local_organizations(inventory: Inventory) -> pd.DataFrame:
    """Keep the organizations whose scope is local or regional, or not known."""
    organizations = inventory.organizations
    is_local = is_among(organizations, "scope", LOCAL_SCOPES) | ~_is_scope_known(organizations)
    return keep_rows(organizations, is_local)


def count_unknown_scopes(organizations: pd.DataFrame) -> int:
    """Count the organizations whose scope is not known, or not a word of the vocabulary."""
    return int((~_is_scope_known(organizations)).sum())


def find_missing_types(inventory: Inventory) -> list[str] | None:
    """Find the framework's types of which no local organization is on record, and give their labels in small letters,
    ``tech companies``; None where no organization has a type."""
    found, typed = types_on_record(local_organizations(inventory))
    return [label for word, label in _framework_types().items() if word not in found] if typed else None


def types_on_record(organizations: pd.DataFrame) -> tuple[set[str], list[Hashable]]:
    """Give the framework's types among these organizations, and the labels of those that have any type."""
    named = zip(organizations.index, text_cells(organizations, "type"), strict=True)
    words = [(label, word) for label, word in named if word is not None]
    words += listed_values(organizations, "also_type")
    counts_towards = _counts_towards()
    found = {counts_towards[word] for _, word in words if word in counts_towards}
    return found, [label for label, _ in words]


@cache
def _counts_towards() -> Mapping[str, str]:
    """Give the framework's type of each type that counts towards one."""
    types = vocabulary("types").dropna(subset=["counts_towards"])
    return dict(zip(types["word"], types["counts_towards"], strict=True))


@cache
def _framework_types() -> Mapping[str, str]:
    """Give the framework's six types, with their labels in small letters."""
    types = vocabulary("types")
    six = types[types["word"] == types["counts_towards"]]
    return dict(zip(six["word"], six["label"].str.lower(), strict=True))
