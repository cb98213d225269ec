"""Findings: what one is, which kinds there are, and the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from components.analysis.columns import RowReference

Group = Literal["representation", "resilience", "missing", "strength", "data"]
View = Literal["representation", "network", "strength", "inventory"]

_MOST_OF_A_KIND = 2
GROUPS: tuple[Group, ...] = ("representation", "resilience", "missing", "strength", "data")
"""The groups of findings, in the order in which they are shown."""
KINDS: Mapping[str, tuple[Group, View]] = {
    "no one on record": ("representation", "representation"),
    "served by many, led by none": ("representation", "representation"),
    "seats without power": ("representation", "representation"),
    "one bridge": ("resilience", "network"),
    "rests on one role": ("resilience", "network"),
    "one holder": ("resilience", "network"),
    "unmet need": ("missing", "strength"),
    "sides disagree": ("strength", "network"),
    "perceived and observed part": ("strength", "strength"),
    "cut off": ("strength", "network"),
    "little known": ("data", "inventory"),
}
"""Each kind of finding, in the order of ``data/measures.csv``: its group, and the view that shows it."""


@dataclass(frozen=True)
class Finding:
    """Something that stands out: a sentence with its figures, and the rows that they were computed from.

    ``query`` holds words for the address of ``view`` (issue and community as slugs, organization as id).
    ``weight`` ranks within the group: first the kind, then how much is concerned.
    """

    kind: str
    group: Group
    sentence: str
    view: View
    query: Mapping[str, str] = field(default_factory=dict, hash=False)
    rows: tuple[RowReference, ...] = ()
    weight: float = 0.0


def make_finding(kind: str, sentence: str, size: float, rows: tuple[RowReference, ...] = (), **query: str) -> Finding:
    """Make a finding of one of ``KINDS``; ``size`` (how many are concerned) ranks it among those of its kind."""
    group, view = KINDS[kind]
    peers = [name for name, (other, _) in KINDS.items() if other == group]
    weight = len(peers) - 1 - peers.index(kind) + size / (size + 1)
    return Finding(kind, group, sentence, view, query, rows, weight)


def rank_findings(found: Iterable[Finding]) -> list[Finding]:
    """Rank findings by group, then by weight, the greatest first; equals keep their order."""
    return sorted(found, key=lambda each: (GROUPS.index(each.group), -each.weight))


def spread_over_kinds(found: Sequence[Finding], limit: int) -> list[Finding]:
    """Choose up to ``limit`` of ranked findings over as many kinds as there are, and keep their order.

    One of each kind is chosen before a second; two are the most of a kind, and one of what is little known.
    """
    seen: dict[str, int] = {}
    turns = []
    for place, each in enumerate(found):
        turn = seen[each.kind] = seen.get(each.kind, 0) + 1
        if turn <= (1 if each.group == "data" else _MOST_OF_A_KIND):
            turns.append((turn, place))
    chosen = sorted(turns)[:limit]
    return [found[place] for place in sorted(place for _, place in chosen)]
