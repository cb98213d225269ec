"""The grid of communities and issue areas: who leads, who serves, who is seated, what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.analysis.columns import RowReference, is_known, listed_values, row_references, text_cells
from components.analysis.organization_reach import reached_values
from components.analysis.representation import Labels, Presence, find_presence
from components.inventory import Inventory
from components.inventory.communities import MOST_ISSUE_AREAS, choose_most_named
from components.inventory.schema import vocabulary
from components.inventory.text import slug

COUNTS = ("serves", "leads", "speaks_for", "held")
"""The four ways in which a community is present, each a column of counts."""
COLUMNS = {
    "community": "str",
    "marginalized": "str",
    "issue_area": "str",
    "state": "str",
    **dict.fromkeys((*COUNTS, "filled", "on_issue", "through_initiative"), "Int64"),
    **dict.fromkeys(("organizations", "serving", "leading", "seats", "ground_rows"), "object"),
}

Crossed = Mapping[tuple[str, str], list[Hashable]]
"""Index labels by community and issue area."""


@dataclass(frozen=True, eq=False)
class _Issues:
    """The issue areas of organizations, initiatives and seats, by their index labels.

    ``of_organization`` says of each issue whether the organization itself names it (True) or works on it
    only through an initiative (False).
    """

    names: tuple[str, ...]
    of_organization: Mapping[Hashable, Mapping[str, bool]]
    of_initiative: Mapping[Hashable, Sequence[str]]
    of_seat: Mapping[Hashable, Sequence[str]]


@dataclass(frozen=True)
class _KnownOnIssue:
    """What is known on one issue.

    ``on_issue``: how many organizations work on it. ``filled``: of how many of these it is known whom they serve or who
    leads them. ``known``: whether each of ``COUNTS`` is known of anyone. ``rows``: the rows that say so.
    """

    on_issue: int
    filled: int
    known: Mapping[str, bool]
    rows: tuple[RowReference, ...]


def representation_grid(
    inventory: Inventory, issue_areas: Collection[str] | None = None, *, found: Presence | None = None
) -> pd.DataFrame:
    """Cross communities with issue areas, and give a row for each pair: who represents the one on the other, if known.

    Columns:

    - community, marginalized, issue_area;
    - state. ``on record``: an organization on the issue serves the community or is led by it, or a seat on
      the issue speaks for it or is held by its members. ``not known``: no organization on the issue has
      ``serves`` or ``led_by`` filled and no seat on it has its communities filled. Else ``no one on
      record``, of ``filled``. A community that an organization itself serves, or is led by, counts on every
      issue that it works on; one that it reaches through an initiative, on that initiative's issue areas alone;
    - serves, leads (organizations), speaks_for, held (seats): counts, missing where none on the issue has
      that column filled; filled: organizations on the issue whose own ``serves`` or ``led_by`` is
      filled (an initiative for one community does not tell whom else they serve); on_issue: all organizations
      on the issue;
    - through_initiative: how many of those that serve or lead work on this issue, or serve this community, only
      through an initiative;
    - organizations (ids that serve or lead), serving, leading (ids), seats (index labels in seats),
      ground_rows (the organizations and seats on the issue whose communities are known).

    ``issue_areas`` keeps the grid to some issues. Under an issue filter pass its issues: of any other, the filter has
    left only some organizations. ``found``: ``find_presence(inventory)``, where at hand.
    """
    found = find_presence(inventory) if found is None else found
    wanted = None if issue_areas is None else {slug(issue) for issue in issue_areas}
    issues = _issues(inventory, found, wanted or set())
    names = [name for name in issues.names if wanted is None or slug(name) in wanted]
    grounds = _known_on_issues(found, issues, names)
    crossed = _cross_all(found, issues)
    id_of = dict(zip(inventory.organizations.index, text_cells(inventory.organizations, "id"), strict=True))
    rows = [
        {
            "community": community,
            "marginalized": found.communities.marginalized.get(community),
            "issue_area": issue,
            **_cell(crossed, (community, issue), grounds[issue], id_of),
            "through_initiative": _count_through_initiatives(found, issues, crossed, (community, issue)),
        }
        for community in found.communities.names
        for issue in names
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def keep_most_concerned(grid: pd.DataFrame, communities: int, issue_areas: int) -> pd.DataFrame:
    """Keep the communities and issue areas that are most concerned, and give their part of the grid.

    A community is the more concerned the more organizations there are on issues where nobody serves or leads it:
    the sum of ``filled`` over its pairs without anyone on record. Those marked marginalized come first, then the most
    concerned. An issue area likewise, over the communities that are kept; issue areas keep their order.
    """
    missing = grid["filled"].where(grid["state"] == "no one on record", 0).astype(int)
    by_community = missing.groupby(grid["community"], sort=False).sum()
    first = grid.drop_duplicates("community").set_index("community")["marginalized"].ne("yes")
    ranked = pd.DataFrame({"later": first, "missing": -by_community}).sort_values(["later", "missing"], kind="stable")
    chosen = list(ranked.index[:communities])
    kept = grid[grid["community"].isin(chosen)]
    by_issue = missing[kept.index].groupby(kept["issue_area"], sort=False).sum()
    issues = by_issue.sort_values(ascending=False, kind="stable").index[:issue_areas]
    kept = kept[kept["issue_area"].isin(issues)]
    return kept.sort_values("community", key=lambda names: names.map(chosen.index), kind="stable")


@dataclass(frozen=True, eq=False)
class _Crossed:
    """Labels of organizations and seats by (community, issue area)."""

    serves: Crossed
    leads: Crossed
    speaks_for: Crossed
    held: Crossed


def _cross_all(found: Presence, issues: _Issues) -> _Crossed:
    """Cross communities with issue areas, in each of the four ways of being present."""
    return _Crossed(
        serves=_served(found, issues),
        leads=_cross(found.leads, issues.of_organization),
        speaks_for=_cross(found.speaks_for, issues.of_seat),
        held=_cross(found.held, issues.of_seat),
    )


def _cross(labels: Labels, issues_of: Mapping[Hashable, Iterable[str]]) -> Crossed:
    found: dict[tuple[str, str], list[Hashable]] = defaultdict(list)
    for community, present in labels.items():
        for label in present:
            for issue in issues_of.get(label, ()):
                found[community, issue].append(label)
    return found


def _served(found: Presence, issues: _Issues) -> Crossed:
    """Find who serves a community on an issue: by the organization's own row, or in one initiative that does both."""
    direct = _cross(found.serves_directly, issues.of_organization)
    crossed = {at: dict.fromkeys(labels) for at, labels in direct.items()}
    for community, pairs in found.served_through.items():
        for label, initiative in pairs:
            for issue in issues.of_initiative.get(initiative, ()):
                crossed.setdefault((community, issue), {})[label] = None
    return {at: list(labels) for at, labels in crossed.items()}


def _issues(inventory: Inventory, found: Presence, wanted: Collection[str]) -> _Issues:
    """Find the issue areas, in the order of the vocabulary, then others by name.

    Of very many those that are ``wanted`` (slugs), those of the vocabulary and those that are named most are taken.
    """
    label_of = dict(zip(inventory.organizations["id"], inventory.organizations.index, strict=True))
    works_on: dict[Hashable, dict[str, bool]] = {}
    for each, issue, through in reached_values(inventory, "issue_areas"):
        if each in label_of:
            works_on.setdefault(label_of[each], {}).setdefault(issue, through is None)
    about, of_initiative = _issues_by_label(found.seats), _issues_by_label(inventory.initiatives)
    named = [issue for issues in (*works_on.values(), *about.values()) for issue in issues]
    different = dict.fromkeys(named)
    known_words = [word for word in vocabulary("issue_areas")["word"] if word in different]
    first = [issue for issue in different if slug(issue) in wanted] if wanted else []
    counted = choose_most_named([*first, *known_words], named, MOST_ISSUE_AREAS)
    if len(counted) < len(different):
        works_on = {label: {issue: own[issue] for issue in own if issue in counted} for label, own in works_on.items()}
        about, of_initiative = _keep_issues(about, counted), _keep_issues(of_initiative, counted)
    names = [word for word in known_words if word in counted]
    return _Issues((*names, *sorted(counted.difference(names))), works_on, of_initiative, about)


def _keep_issues(issues_of: Mapping[Hashable, list[str]], counted: Collection[str]) -> dict[Hashable, list[str]]:
    return {label: [issue for issue in issues if issue in counted] for label, issues in issues_of.items()}


def _issues_by_label(frame: pd.DataFrame) -> dict[Hashable, list[str]]:
    found: dict[Hashable, list[str]] = {}
    for label, issue in listed_values(frame, "issue_areas"):
        found.setdefault(label, []).append(issue)
    return found


def _known_on_issues(found: Presence, issues: _Issues, names: Iterable[str]) -> dict[str, _KnownOnIssue]:
    """Count for each issue its organizations, and the organizations and seats that fill what the grid needs."""
    organizations, seats = _labels_by_issue(issues.of_organization), _labels_by_issue(issues.of_seat)
    spoken = set(found.seats.index[is_known(found.seats, "speaks_for")])
    held = set(found.seats.index[is_known(found.seats, "held_by_community")])
    return {name: _known_on_issue(found, organizations[name], seats[name], spoken, held) for name in names}


def _labels_by_issue(issues_of: Mapping[Hashable, Iterable[str]]) -> Mapping[str, list[Hashable]]:
    found: dict[str, list[Hashable]] = defaultdict(list)
    for label, issues in issues_of.items():
        for issue in dict.fromkeys(issues):
            found[issue].append(label)
    return found


def _known_on_issue(
    found: Presence, on_issue: list[Hashable], seats: list[Hashable], spoken: set[Hashable], held: set[Hashable]
) -> _KnownOnIssue:
    filled = [label for label in on_issue if label in found.serves_known or label in found.leads_known]
    return _KnownOnIssue(
        on_issue=len(on_issue),
        filled=len(filled),
        known={
            "serves": any(label in found.serves_known for label in filled),
            "leads": any(label in found.leads_known for label in filled),
            "speaks_for": not spoken.isdisjoint(seats),
            "held": not held.isdisjoint(seats),
        },
        rows=row_references("organizations", filled)
        + row_references("seats", [label for label in seats if label in spoken or label in held]),
    )


def _cell(
    crossed: _Crossed, at: tuple[str, str], ground: _KnownOnIssue, id_of: Mapping[Hashable, str | None]
) -> dict[str, object]:
    present = {name: getattr(crossed, name).get(at, []) for name in COUNTS}
    serving = tuple(id_of[label] for label in present["serves"])
    leading = tuple(id_of[label] for label in present["leads"])
    return {
        **{name: len(labels) if labels or ground.known[name] else None for name, labels in present.items()},
        "state": _state(any(present.values()), ground),
        "filled": ground.filled,
        "on_issue": ground.on_issue,
        "organizations": tuple(dict.fromkeys(serving + leading)),
        "serving": serving,
        "leading": leading,
        "seats": tuple(dict.fromkeys(present["speaks_for"] + present["held"])),
        "ground_rows": ground.rows,
    }


def _state(present: bool, ground: _KnownOnIssue) -> str:
    if present:
        return "on record"
    return "no one on record" if any(ground.known.values()) else "not known"


def _count_through_initiatives(found: Presence, issues: _Issues, crossed: _Crossed, at: tuple[str, str]) -> int:
    """Count the organizations that are in a cell of the grid only through an initiative."""
    community, issue = at
    serving, leading = crossed.serves.get(at, []), crossed.leads.get(at, [])
    if not serving and not leading:
        return 0
    by_own_row = {*found.serves_directly[community], *leading}
    present = {*serving, *leading}
    return sum(1 for label in present if label not in by_own_row or not issues.of_organization[label][issue])
