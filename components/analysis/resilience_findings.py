"""Findings on resilience: what depends on one organization, or on one role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from components.analysis.bridges import find_bridges
from components.analysis.columns import RowReference, is_known, list_cells, listed_values, row_references, text_cells
from components.analysis.finding import Finding, make_finding
from components.analysis.organization_reach import reached_values
from components.analysis.organizations import ids_by_name, names_by_id, say_parts, wholes_by_part
from components.analysis.ties import tie_references
from components.inventory import Inventory
from components.inventory.text import counted, join_names, slug

CUTS_OFF = 3
"""The least number of organizations that would be cut off without one other."""
TIES_OF_A_ROLE = 3
"""The least number of ties that rest on one role, and of organizations that they reach."""


def find_one_bridge(inventory: Inventory, working: pd.DataFrame) -> Iterator[Finding]:
    """Find each organization without which three or more others are cut off. ``working``: the working ties."""
    name_of = names_by_id(inventory)
    lost = find_bridges(inventory)
    lost = lost[lost["cut_off"] >= CUTS_OFF]
    wholes = wholes_by_part(inventory)
    for each, count, cut, names in zip(lost["id"], lost["cut_off"], lost["organizations"], lost["names"], strict=True):
        within = say_parts(wholes, cut, {each, *cut}, "an organization that keeps its ties")
        yield make_finding(
            "one bridge",
            f"{count} organizations hang by one thread: {name_of[each]}."
            f" Without it, {join_names(names)} lose their last working tie to the rest.{within}",
            int(count),
            tie_references(working[(working["a"] == each) | (working["b"] == each)]),
            organization=each,
        )


def find_one_role(inventory: Inventory, working: pd.DataFrame) -> Iterator[Finding]:
    """Find each role on which alone three or more ties rest, to three or more organizations besides its own."""
    held: dict[_Role, list[int]] = defaultdict(list)
    id_of = ids_by_name(inventory)
    for place, written in enumerate(list_cells(working, "held_by")):
        roles = {_role(each, id_of) for each in written or ()}
        if len(roles) == 1:
            held[roles.pop()].append(place)
    name_of = names_by_id(inventory)
    for role, places in held.items():
        tied = working.iloc[places]
        ends = dict.fromkeys(end for pair in zip(tied["a"], tied["b"], strict=True) for end in pair)
        reached_by_role = [name_of[end] for end in ends if end != role.holder]
        if min(len(places), len(reached_by_role)) >= TIES_OF_A_ROLE:
            yield _role_finding(role, tied, reached_by_role, name_of)


@dataclass(frozen=True)
class _Role:
    """A role that holds ties: the same however its organization is named and its words are written.

    ``holder`` is the organization's id, empty where it is not on record; ``written`` is how it is written first.
    """

    holder: str
    key: str
    written: str = field(compare=False)


def _role(written: str, id_of: Mapping[str, str]) -> _Role:
    """Read "organization: role" as a role of an organization on record."""
    owner, _, title = written.partition(":")
    holder = id_of.get(slug(owner), "")
    words = title if holder else written
    return _Role(holder, slug(words) or words, written)


def _role_finding(role: _Role, tied: pd.DataFrame, names: Sequence[str], name_of: Mapping[str, str]) -> Finding:
    owner, _, title = role.written.partition(":")
    who = f"{title.strip()} at {name_of.get(role.holder, owner.strip())}" if title.strip() else role.written
    return make_finding(
        "rests on one role",
        f"{len(tied)} working ties depend on one job: {who}. They reach {join_names(names)}.",
        len(tied),
        tie_references(tied),
        **({"organization": role.holder} if role.holder else {}),
    )


def find_one_holder(inventory: Inventory) -> Iterator[Finding]:
    """Find each skill that one organization alone holds and that its initiatives can use.

    Initiatives have no column of skills, so we read "a skill that an issue's initiatives use" as one held by
    an organization that leads or is a partner in an initiative on that issue. Nothing is found where the
    skills of only one organization are known: there is no one to compare it with.
    """
    organizations = inventory.organizations
    asked = organizations.index[is_known(organizations, "skills")]
    labels = dict(zip(organizations.index, text_cells(organizations, "id"), strict=True))
    issues = _issues_by_initiative(inventory)
    for skill, holders in _holders(inventory).items():
        holder = labels[holders[0]]
        if len(holders) == 1 and holder in issues and len(asked) > 1:
            yield _holder_finding(inventory, skill, str(holder), holders[0], issues[holder], asked)


def _holders(inventory: Inventory) -> dict[str, list[Hashable]]:
    """Give the organizations (index labels) that hold each skill."""
    holders: dict[str, list[Hashable]] = defaultdict(list)
    for label, skill in dict.fromkeys(listed_values(inventory.organizations, "skills")):
        holders[skill].append(label)
    return holders


def _issues_by_initiative(inventory: Inventory) -> dict[str | None, dict[str, list[str]]]:
    """Give by organization the issue areas of initiatives that it takes part in, and the ids of these."""
    issues: dict[str | None, dict[str, list[str]]] = {}
    for each, issue, initiative in reached_values(inventory, "issue_areas"):
        if initiative is not None:
            issues.setdefault(each, {}).setdefault(issue, []).append(initiative)
    return issues


def _holder_finding(
    inventory: Inventory,
    skill: str,
    holder: str,
    label: Hashable,
    issues: Mapping[str, list[str]],
    asked: pd.Index,
) -> Finding:
    initiatives = {each for several in issues.values() for each in several}
    table = inventory.initiatives
    rows: tuple[RowReference, ...] = row_references("initiatives", table.index[table["id"].isin(list(initiatives))])
    one_issue = {"issue": slug(next(iter(issues)))} if len(issues) == 1 else {}
    return make_finding(
        "one holder",
        f"We know the skills of {len(asked)} of {len(inventory.organizations)} organizations. Of these, only"
        f" {names_by_id(inventory)[holder]} is skilled in {skill}. It takes part in"
        f" {counted(len(initiatives), 'initiative')} on {join_names(list(issues))}.",
        len(issues),
        row_references("organizations", [label, *asked.drop([label])]) + rows,
        organization=holder,
        **one_issue,
    )
