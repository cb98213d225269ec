"""Filters: which part of the ecosystem is in view, as data, as a sentence, and step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from components.analysis.cells import lists, texts
from components.analysis.communities import community_spellings, narrower
from components.analysis.current import current_seats
from components.analysis.reach import reached
from components.analysis.ties import (
    STATUSES,
    Bools,
    Floats,
    group_reports,
    level_zero,
    tie_levels,
    tie_status,
)
from components.inventory import Inventory, vocabulary
from components.inventory.text import counted, with_capital

_OF_ORGANIZATIONS = ("issue_areas", "communities", "types", "statuses")
_OF_TIES = ("tie_kinds", "tie_statuses", "least_level")
_BY = {"serves": "serving", "led_by": "led by", "seats": "with a seat speaking for or held by"}
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
    """What is asked for. Values within one field are joined by *or*, fields by *and*.

    ``issue_areas``: worked on, directly or through an initiative. ``communities``, with those that are
    part of them: reached in one of the ways of ``community_by`` (``serves``, directly or through an
    initiative; ``led_by``; ``seats``: holds a seat, not yet ended, that speaks for the community or is
    held by its members). ``types``: the exact word, as first or further type. ``statuses``: of
    organizations. ``tie_kinds``, ``tie_statuses`` (``active``, ``on record``, ``lapsed``, ``wanted``)
    and ``least_level`` (0–5, of the pair's level) choose ties and leave organizations alone.

    An organization or tie whose field is not known is left out, and counted by ``steps``. Any list or
    single word may be given; ValueError where ``community_by`` is none of the three.
    """

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

    def apply(self, inventory: Inventory, *, today: date | None = None) -> Inventory:
        """The part of the inventory that is asked for; the inventory itself where nothing is.

        Ties stay where both ends do and they match the filters of ties. An initiative whose issue areas, or
        communities served, are on record stays only where one of them is asked for; where they are not on
        record, if its lead or a partner stays. Assets stay where they match themselves, or with their holder;
        participation with its organization; seats too, but under a filter of issue areas where their table's
        match and their organization does all else that is asked: who sits at a table on food need not work on
        food. Assessments stay where their issue area matches, all of them without such a filter; notes and claims
        unless what they are about goes. Rows keep their index labels.
        """
        if self.is_empty:
            return inventory
        matching = self._matching(inventory, today)
        seated = replace(self, issue_areas=())._matching(inventory, today) if self.issue_areas else matching
        left = self._concerning(inventory, matching, seated)
        for name in self._asked(_OF_TIES):
            matched, _ = self._match_ties(name, left, today)
            left = left.with_tables(relationships=_only(left.relationships, matched))
        return left

    def steps(self, inventory: Inventory, *, today: date | None = None) -> pd.DataFrame:
        """Filter by filter, in order: what is left after it, and of how many its field is not known.

        Columns: ``filter`` (its field), ``value`` (in words), ``counts`` (``organizations`` or
        ``ties``), ``before``, ``left``, ``unknown`` (of those before, how many it leaves out because
        nothing is on record). The first row with ``left`` 0 names the filter that emptied the view.
        """
        rows: list[tuple[str, str, str, int, int, int]] = []
        kept = _all(len(inventory.organizations))
        for name in self._asked(_OF_ORGANIZATIONS):
            matched, known = self._match(name, inventory, today)
            before, unknown = int(kept.sum()), int((kept & ~matched & ~known).sum())
            kept = kept & matched
            rows.append((name, self._said(name), "organizations", before, int(kept.sum()), unknown))
        left = self._concerning(inventory, kept, kept)  # only its ties are counted
        for name in self._asked(_OF_TIES):
            matched, known = self._match_ties(name, left, today)
            before, unknown = _ties(left, known, today)
            left = left.with_tables(relationships=_only(left.relationships, matched))
            rows.append((name, self._said(name), "ties", before, _ties(left, known[matched], today)[0], unknown))
        return pd.DataFrame(rows, columns=["filter", "value", "counts", "before", "left", "unknown"])

    def describe(self, inventory: Inventory | None = None, *, today: date | None = None) -> str:
        """What is asked for in words, and with an (unfiltered) inventory how much of it is left.

        "Justice · led by Black residents · 14 of 52 organizations"; "All 52 organizations". Where no one is
        left because nothing is on record of any, that is said: "Led by Black residents · not known (52
        organizations have no leadership on record)".
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
                have = counted(before, "organization has", "organizations have")
                return f"not known ({have} no {self._field(name)} on record)"
        return f"{left:,} of {_organizations(inventory)}"

    def left_out(self, inventory: Inventory, *, today: date | None = None) -> tuple[str, ...]:
        """What each filter leaves out for want of data, as words: "21 have no issue area on record"."""
        return tuple(
            _none_on_record(self._field(str(name)), str(counts), int(unknown))
            for name, counts, unknown in self.steps(inventory, today=today)[["filter", "counts", "unknown"]].itertuples(
                index=False
            )
            if unknown
        )

    def _field(self, name: str) -> str:
        """What a filter asks about, as it is missed: "no leadership on record"."""
        return "leadership" if name == "communities" and self.community_by == ("led_by",) else _NONE_ON_RECORD[name]

    def _asked(self, names: tuple[str, ...]) -> list[str]:
        """Those of the filters that ask for something."""
        return [name for name in names if getattr(self, name) not in ((), None)]

    def _said(self, name: str) -> str:
        """One filter in words."""
        if name == "least_level":
            return f"ties at level {self.least_level:g} or more"
        words = _either(getattr(self, name))
        if name == "communities":
            ways = [_BY[by] for by in _BY if by in self.community_by]
            return f"{'serving, led by or seating' if len(ways) == len(_BY) else _either(ways)} {words}"
        if name == "tie_kinds":
            labels = vocabulary("relationship_kinds").set_index("word")["label"]
            kinds = _either(str(labels.get(kind, kind)) for kind in self.tie_kinds)
            return f"ties where one {kinds} the other"
        return {"statuses": "status ", "tie_statuses": "ties "}.get(name, "") + words

    def _matching(self, inventory: Inventory, today: date | None) -> Bools:
        """Which organizations match all filters of organizations."""
        matched = _all(len(inventory.organizations))
        for name in self._asked(_OF_ORGANIZATIONS):
            matched &= self._match(name, inventory, today)[0]
        return matched

    def _match(self, name: str, inventory: Inventory, today: date | None) -> tuple[Bools, Bools]:
        """Which organizations match one filter, and of which its field is known."""
        if name == "issue_areas":
            return _reached_by(inventory, ["issue_areas"], set(self.issue_areas), today)
        if name == "communities":
            wanted = narrower(inventory, self.communities)
            return _reached_by(self._on_issues(inventory), self.community_by, wanted, today)
        if name == "types":
            return _typed(inventory.organizations, set(self.types))
        status = inventory.organizations["status"]
        return status.isin(self.statuses).to_numpy(bool), status.notna().to_numpy(bool)

    def _on_issues(self, inventory: Inventory) -> Inventory:
        """With the initiatives and seats that are about the issue areas asked for.

        An initiative on another issue does not make an organization one that serves its community on this.
        """
        if not self.issue_areas:
            return inventory
        initiatives, seats = inventory.initiatives, inventory.seats
        wanted = set(self.issue_areas)
        return inventory.with_tables(
            initiatives=_only(initiatives, _any_of(initiatives, "issue_areas", wanted)),
            seats=_only(seats, _any_of(seats, "issue_areas", wanted)),
        )

    def _match_ties(self, name: str, inventory: Inventory, today: date | None) -> tuple[Bools, Bools]:
        """Which reports belong to ties that match one filter of ties, and of which its field is known."""
        if name == "tie_kinds":
            kinds = inventory.relationships["kind"]
            return kinds.isin(self.tie_kinds).to_numpy(bool), kinds.notna().to_numpy(bool)
        if name == "tie_statuses":
            found = np.isin(_statuses(inventory, today), self.tie_statuses)
            return found, _all(len(found))
        levels = _levels(inventory, today)
        return levels >= (self.least_level or 0), ~np.isnan(levels)

    def _concerning(self, inventory: Inventory, kept: Bools, seated: Bools) -> Inventory:
        """What concerns the organizations, issue areas and communities that stay.

        ``seated``: the organizations whose seats may stay.
        """
        if kept.all() and not (self.issue_areas or self.communities):
            return inventory
        ids = set(_only(inventory.organizations[["id"]], kept)["id"])
        tables = inventory.tables
        reports, seats, meetings = tables["relationships"], tables["seats"], tables["participation"]
        assets = self._matching_assets(tables["assets"]) | _in(tables["assets"], "holder", ids)
        # One whose organization is not here, as in what a filter of issue areas left, has passed already.
        held = ~_in(seats, "organization", set(_only(inventory.organizations[["id"]], ~seated)["id"]))
        if self.issue_areas:
            held &= _any_of(seats, "issue_areas", set(self.issue_areas))
        left = inventory.with_tables(
            organizations=_only(tables["organizations"], kept),
            relationships=_only(reports, _in(reports, "from", ids) & _in(reports, "to", ids)),
            initiatives=_only(tables["initiatives"], self._initiatives(inventory, ids)),
            assets=_only(tables["assets"], assets),
            seats=_only(seats, held),
            participation=_only(meetings, _in(meetings, "organization", ids)),
            assessments=self._assessed(tables["assessments"]),
        )
        return left.with_tables(notes=self._notes(inventory, left), claims=_claims(inventory, left))

    def _initiatives(self, inventory: Inventory, ids: set[str]) -> Bools:
        """Initiatives that match by themselves, and those that may match and of which a party stays."""
        frame = inventory.initiatives
        asked: dict[str, set[str]] = {"issue_areas": set(self.issue_areas)} if self.issue_areas else {}
        if self.communities and "serves" in self.community_by:
            asked["serves"] = narrower(inventory, self.communities)
        matched = np.full(len(frame), bool(asked) and (not self.communities or "serves" in asked))
        possible = _all(len(frame))
        for column, wanted in asked.items():
            found = _any_of(frame, column, wanted)
            matched &= found
            possible &= found | ~_filled(frame, column)
        return matched | (possible & _with_party(frame, ids))

    def _matching_assets(self, assets: pd.DataFrame) -> Bools:
        """Assets that match the filters by themselves, whoever holds them; they name no community."""
        if self.communities or not self.issue_areas:
            return np.zeros(len(assets), dtype=bool)
        return _any_of(assets, "issue_areas", set(self.issue_areas))

    def _assessed(self, assessments: pd.DataFrame) -> pd.DataFrame:
        if not self.issue_areas:
            return assessments
        return _only(assessments, _in(assessments, "issue_area", self.issue_areas))

    def _notes(self, inventory: Inventory, left: Inventory) -> pd.DataFrame:
        """Notes, but for those about something that is not in view."""
        gone = _gone(inventory, left)
        if self.issue_areas:
            gone |= {word.casefold() for word in set(vocabulary("issue_areas")["word"]) - set(self.issue_areas)}
        if self.communities:
            others = set(community_spellings(inventory)) - narrower(inventory, self.communities)
            gone |= {community.casefold() for community in others}
        return _only(inventory.notes, ~_about(inventory.notes, "about", gone - _called(left)))


def _all(count: int) -> Bools:
    return np.ones(count, dtype=bool)


def _organizations(inventory: Inventory) -> str:
    return counted(len(inventory.organizations), "organization")


def _filled(frame: pd.DataFrame, column: str) -> Bools:
    """Which cells of a list column name something."""
    return np.array([bool(cell) for cell in lists(frame, column)], dtype=bool)


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _none_on_record(field: str, counts: str, unknown: int) -> str:
    ties = "" if counts == "organizations" else " tie" if unknown == 1 else " ties"
    return f"{unknown:,}{ties} {'has' if unknown == 1 else 'have'} no {field} on record"


def _only(frame: pd.DataFrame, rows: Bools) -> pd.DataFrame:
    # Taking positions is several times faster than a mask, on frames of many text columns.
    return frame if rows.all() else frame.take(np.flatnonzero(rows))


def _in(frame: pd.DataFrame, column: str, values: Iterable[str]) -> Bools:
    codes, words = pd.factorize(frame[column])
    wanted = set(values)
    return np.array([*(word in wanted for word in words), False], dtype=bool)[codes]


def _any_of(frame: pd.DataFrame, column: str, wanted: set[str]) -> Bools:
    return np.array([not wanted.isdisjoint(cell or ()) for cell in lists(frame, column)], dtype=bool)


def _with_party(initiatives: pd.DataFrame, ids: set[str]) -> Bools:
    return _in(initiatives, "lead", ids) | _any_of(initiatives, "partners", ids)


def _typed(organizations: pd.DataFrame, wanted: set[str]) -> tuple[Bools, Bools]:
    matched = _in(organizations, "type", wanted) | _any_of(organizations, "also_type", wanted)
    return matched, organizations["type"].notna().to_numpy(dtype=bool) | _filled(organizations, "also_type")


def _reached_by(inventory: Inventory, ways: Iterable[str], wanted: set[str], today: date | None) -> tuple[Bools, Bools]:
    """Which organizations reach a wanted value in one of these ways, and of which anything is known."""
    matched: set[str] = set()
    known: set[str] = set()
    organizations = inventory.organizations
    for way in ways:
        for organization, value in _seated(inventory, today) if way == "seats" else _named(inventory, way):
            known.add(organization)
            if value in wanted:
                matched.add(organization)
        if way != "seats":
            known.update(organizations["id"][organizations[way].notna().to_numpy(dtype=bool)])
    return _in(organizations, "id", matched), _in(organizations, "id", known)


def _named(inventory: Inventory, column: str) -> Iterator[tuple[str, str]]:
    return ((organization, value) for organization, value, _ in reached(inventory, column))


def _seated(inventory: Inventory, today: date | None) -> Iterator[tuple[str, str]]:
    """Each organization with a community that a seat of it speaks for or is held by, unless it ended."""
    seats = current_seats(inventory, today)
    for organization, speaks_for, held_by in zip(
        texts(seats, "organization"),
        lists(seats, "speaks_for"),
        lists(seats, "held_by_community"),
        strict=True,
    ):
        for community in (*(speaks_for or ()), *(held_by or ())):
            yield str(organization), community


def _statuses(inventory: Inventory, today: date | None) -> NDArray[np.object_]:
    """For each report the status of the tie it is part of."""
    grouped = group_reports(inventory, today=today)
    statuses = tie_status(inventory, today=today).to_numpy(dtype=object, copy=True)
    statuses[grouped.rows] = np.array(STATUSES, dtype=object)[grouped.status[grouped.group]]
    return statuses


def _levels(inventory: Inventory, today: date | None) -> Floats:
    """For each report the level of the tie it is part of, NaN where not known."""
    grouped = group_reports(inventory, today=today)
    levels = np.full(len(inventory.relationships), np.nan)
    levels[grouped.rows] = tie_levels(inventory, grouped)[2][grouped.group]
    return levels


def _ties(inventory: Inventory, known: Bools, today: date | None) -> tuple[int, int]:
    """How many ties there are, and of how many no report has the field known."""
    grouped = group_reports(inventory, today=today)
    real = ~(grouped.working & level_zero(inventory, grouped))
    told = np.zeros(len(real), dtype=bool)
    told[grouped.group[known[grouped.rows]]] = True
    return int(real.sum()), int((real & ~told).sum())


def _gone(before: Inventory, after: Inventory) -> set[str]:
    """What the organizations and initiatives that are no longer in view are called."""
    return _called(before) - _called(after)


def _called(inventory: Inventory) -> set[str]:
    return {
        word.casefold()
        for frame in (inventory.organizations, inventory.initiatives)
        for column in ("id", "name")
        for word in texts(frame, column)
        if word
    }


def _about(frame: pd.DataFrame, column: str, called: set[str]) -> Bools:
    return np.array([word is not None and word.casefold() in called for word in texts(frame, column)], dtype=bool)


def _claims(before: Inventory, after: Inventory) -> pd.DataFrame:
    """Claims, but for those on an organization or initiative that is not in view."""
    claims = before.claims
    of_these = _in(claims, "table", ("organizations", "initiatives"))
    return _only(claims, ~(of_these & _about(claims, "row", _gone(before, after))))
