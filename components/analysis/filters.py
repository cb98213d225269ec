"""Filters: which part of the ecosystem is in view, as data, as a sentence, and step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import ClassVar

import numpy as np
import pandas as pd

from components.analysis.columns import Bools, is_among, is_known, keep_rows, lists_any
from components.analysis.communities import with_narrower
from components.analysis.filter_matches import count_ties, levels_of_ties, match_reach, match_types, statuses_of_ties
from components.analysis.filtered_tables import Topics, keep_concerned
from components.analysis.finding import Finding, spread_over_kinds
from components.analysis.ties import STATUSES
from components.inventory import Inventory
from components.inventory.schema import word_labels
from components.inventory.text import counted, slug, with_capital

_OF_ORGANIZATIONS = ("issue_areas", "communities", "types", "statuses")
_OF_TIES = ("tie_kinds", "tie_statuses", "least_level")
# How the ways of ``community_by`` are said in a sentence.
_BY = {"serves": "serving", "led_by": "led by", "seats": "seating"}
# What each filter asks about, as the sentence names it where nothing is on record.
_NONE_ON_RECORD = {
    "issue_areas": "issue area",
    "communities": "community",
    "types": "type",
    "statuses": "status",
    "tie_kinds": "kind",
    "tie_statuses": "status",
    "least_level": "level",
}


@dataclass(frozen=True)
class Filters:
    """What a person asks for. Values within one field are joined by *or*, fields by *and*.

    ``issue_areas``: worked on, directly or through an initiative. ``communities``, with those that are
    part of them: reached in one of the ways of ``community_by`` (``serves``, directly or through an
    initiative; ``led_by``; ``seats``: holds a seat, not yet ended, that speaks for the community or is
    held by its members). ``types``: the exact word, as first or further type. ``statuses``: of
    organizations. ``tie_kinds``, ``tie_statuses`` (``active``, ``on record``, ``lapsed``, ``wanted``)
    and ``least_level`` (0–5, of the pair's level) choose ties and leave organizations alone.

    An organization or tie whose field is not known is left out, and counted by ``steps``. Any list or
    single word may be given; ValueError where ``community_by`` is none of the three.
    """

    TIE_STATUSES: ClassVar[tuple[str, ...]] = STATUSES
    """The words that ``tie_statuses`` may hold."""

    issue_areas: tuple[str, ...] = ()
    communities: tuple[str, ...] = ()
    community_by: tuple[str, ...] = ("serves", "led_by", "seats")
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    tie_kinds: tuple[str, ...] = ()
    tie_statuses: tuple[str, ...] = ()
    least_level: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name != "least_level":
                words = (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))
                object.__setattr__(self, field.name, words)
        if not self.community_by or not set(self.community_by) <= set(_BY):
            raise ValueError(f"community_by takes serves, led_by and seats, not {self.community_by!r}")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: ``community_by`` alone asks for nothing."""
        return not self._asked(_OF_ORGANIZATIONS + _OF_TIES)

    def communities_in(self, inventory: Inventory) -> set[str]:
        """Give the communities that are asked for and all that are part of them, as an inventory spells them."""
        return with_narrower(inventory, self.communities)

    def apply(self, inventory: Inventory, *, today: date | None = None) -> Inventory:
        """Keep the part of the inventory that is asked for, and give the inventory itself where nothing is.

        Ties stay where both ends do and they match the filters of ties. An initiative whose issue areas, or
        communities served, are on record stays only where one of them is asked for; where they are not on
        record, if its lead or a partner stays. Assets stay where they match themselves, or with their holder;
        participation with its organization, and so do seats. Under a filter of issue areas, though, a seat stays
        where its table is about one of them and its organization matches the other filters: whoever sits at a table
        on food need not work on food. Assessments stay where their issue area matches, all of them without such a
        filter; notes and claims stay unless what they are about is left out. Rows keep their index labels.
        """
        if self.is_empty:
            return inventory
        matching = self._matching(inventory, today)
        seated = replace(self, issue_areas=())._matching(inventory, today) if self.issue_areas else matching
        left = keep_concerned(inventory, matching, seated, self._topics(inventory))
        for name in self._asked(_OF_TIES):
            matched, _ = self._match_ties(name, left, today)
            left = left.with_tables(relationships=keep_rows(left.relationships, matched))
        return left

    def steps(self, inventory: Inventory, *, today: date | None = None) -> pd.DataFrame:
        """Apply the filters one by one, and give a frame: how many each leaves, and how many are not known.

        Columns: ``filter`` (its field), ``value`` (in words), ``counts`` (``organizations`` or
        ``ties``), ``before``, ``left``, ``unknown`` (how many of those before it leaves out because
        nothing is on record). The first row with ``left`` 0 names the filter that emptied the view.
        """
        rows: list[tuple[str, str, str, int, int, int]] = []
        kept = np.ones(len(inventory.organizations), dtype=bool)
        for name in self._asked(_OF_ORGANIZATIONS):
            matched, known = self._match(name, inventory, today)
            before, unknown = int(kept.sum()), int((kept & ~matched & ~known).sum())
            kept = kept & matched
            rows.append((name, self._said(name), "organizations", before, int(kept.sum()), unknown))
        of_ties = self._asked(_OF_TIES)
        left = keep_concerned(inventory, kept, kept, self._topics(inventory)) if of_ties else inventory
        for name in of_ties:
            matched, known = self._match_ties(name, left, today)
            before, unknown = count_ties(left, known, today)
            left = left.with_tables(relationships=keep_rows(left.relationships, matched))
            rows.append((name, self._said(name), "ties", before, count_ties(left, known[matched], today)[0], unknown))
        return pd.DataFrame(rows, columns=["filter", "value", "counts", "before", "left", "unknown"])

    def describe(self, inventory: Inventory | None = None, *, today: date | None = None) -> str:
        """Say what is asked for in words, and with an (unfiltered) inventory how much of it is left.

        "Justice · led by Black residents · 14 of 52 organizations"; "All 52 organizations". Where no one is
        left because nothing is on record of any, that is said: "Led by Black residents · not known: no source
        names the leaders of 52 organizations".
        """
        words = [self._said(name) for name in self._asked(_OF_ORGANIZATIONS + _OF_TIES)]
        if inventory is not None:
            words.append(self._left_words(inventory, today) if words else f"all {_organizations(inventory)}")
        return with_capital(" · ".join(words) or "all organizations")

    def _left_words(self, inventory: Inventory, today: date | None) -> str:
        left = int(self._matching(inventory, today).sum())
        if not left and len(inventory.organizations):
            steps = self.steps(inventory, today=today)
            name, before, unknown = steps.loc[steps["left"] == 0, ["filter", "before", "unknown"]].iloc[0]
            if before == unknown:
                return f"not known: no source names the {self._field(name)} of {counted(before, 'organization')}"
        return f"{left:,} of {_organizations(inventory)}"

    def left_out(self, inventory: Inventory, *, today: date | None = None) -> tuple[str, ...]:
        """Say what each filter leaves out for want of data: "For 21, no source names the issue area"."""
        return tuple(
            _none_on_record(self._field(str(name)), str(counts), int(unknown))
            for name, counts, unknown in self.steps(inventory, today=today)[["filter", "counts", "unknown"]].itertuples(
                index=False
            )
            if unknown
        )

    def choose_headlines(self, found: Sequence[Finding], kept: Inventory, limit: int = 5) -> list[Finding]:
        """Choose up to ``limit`` of a city's findings to head the overview, of as many kinds as there are.

        Chosen are findings that concern what is asked for: one with an issue or community only where that is asked
        for (or none is), and one with rows only where one of them is in ``kept``, which is what ``apply`` gives. They
        keep their order, and their sentences stay about the whole city. At most two are of one kind, and one is
        "little known". ``found``: the ``findings`` of the city without filters.
        """
        asked = {
            "issue": {slug(issue) for issue in self.issue_areas},
            "community": {slug(community) for community in self.communities_in(kept)},
        }
        labels = {name: frozenset(frame.index) for name, frame in kept.tables.items()}
        concerned = [
            each
            for each in found
            if all(not words or each.query.get(word, "") in {"", *words} for word, words in asked.items())
            and (not each.rows or any(label in labels[table] for table, label in each.rows))
        ]
        return spread_over_kinds(concerned, limit)

    def _field(self, name: str) -> str:
        """Name what a filter asks about, as in "no source names the leaders"."""
        return "leaders" if name == "communities" and self.community_by == ("led_by",) else _NONE_ON_RECORD[name]

    def _asked(self, names: tuple[str, ...]) -> list[str]:
        """Give those of the filters that ask for something."""
        return [name for name in names if getattr(self, name) not in ((), None)]

    def _said(self, name: str) -> str:
        """Say one filter in words."""
        if name == "least_level":
            return f"ties at level {self.least_level:g} or more"
        words = _either(getattr(self, name))
        if name == "communities":
            ways = [_BY[by] for by in _BY if by in self.community_by]
            return f"{'serving, led by or seating' if len(ways) == len(_BY) else _either(ways)} {words}"
        if name == "tie_kinds":
            labels = word_labels("relationship_kinds")
            kinds = _either(labels.get(kind, kind) for kind in self.tie_kinds)
            return f"ties where one {kinds} the other"
        return {"statuses": "status ", "tie_statuses": "ties "}.get(name, "") + words

    def _matching(self, inventory: Inventory, today: date | None) -> Bools:
        """Mark the organizations that match all filters of organizations."""
        matched = np.ones(len(inventory.organizations), dtype=bool)
        for name in self._asked(_OF_ORGANIZATIONS):
            matched &= self._match(name, inventory, today)[0]
        return matched

    def _match(self, name: str, inventory: Inventory, today: date | None) -> tuple[Bools, Bools]:
        """Mark the organizations that match one filter, and those of which it is known whether they do."""
        if name == "issue_areas":
            return match_reach(inventory, ["issue_areas"], set(self.issue_areas), today)
        if name == "communities":
            wanted = self.communities_in(inventory)
            return match_reach(self._on_issues(inventory), self.community_by, wanted, today)
        if name == "types":
            return match_types(inventory, set(self.types))
        organizations = inventory.organizations
        return is_among(organizations, "status", self.statuses), is_known(organizations, "status")

    def _on_issues(self, inventory: Inventory) -> Inventory:
        """Keep the initiatives and seats that are about the issue areas asked for, and every organization.

        An organization that serves a community through an initiative on another issue does not serve it on this one.
        """
        if not self.issue_areas:
            return inventory
        initiatives, seats = inventory.initiatives, inventory.seats
        wanted = set(self.issue_areas)
        return inventory.with_tables(
            initiatives=keep_rows(initiatives, lists_any(initiatives, "issue_areas", wanted)),
            seats=keep_rows(seats, lists_any(seats, "issue_areas", wanted)),
        )

    def _match_ties(self, name: str, inventory: Inventory, today: date | None) -> tuple[Bools, Bools]:
        """Mark the reports of ties that match one filter of ties, and those of which it is known whether they do."""
        if name == "tie_kinds":
            reports = inventory.relationships
            return is_among(reports, "kind", self.tie_kinds), is_known(reports, "kind")
        if name == "tie_statuses":
            found = np.isin(statuses_of_ties(inventory, today), self.tie_statuses)
            return found, np.ones(len(found), dtype=bool)
        levels = levels_of_ties(inventory, today)
        return levels >= (self.least_level or 0), ~np.isnan(levels)

    def _topics(self, inventory: Inventory) -> Topics:
        return Topics(
            issue_areas=frozenset(self.issue_areas),
            communities=frozenset(self.communities_in(inventory)),
            counts_served="serves" in self.community_by,
        )


def _organizations(inventory: Inventory) -> str:
    return counted(len(inventory.organizations), "organization")


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _none_on_record(field: str, counts: str, unknown: int) -> str:
    ties = "" if counts == "organizations" else " tie" if unknown == 1 else " ties"
    return f"For {unknown:,}{ties}, no source names the {field}"
