"""What the members of each cluster share, so that a cluster has a name and not only a number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from components.analysis.columns import NONE
from components.analysis.organization_reach import organization_reach
from components.inventory import Inventory
from components.inventory.schema import word_labels
from components.inventory.text import with_capital

# What members share, by the column that says it: in a cluster's name, and with its count.
_WORDS = {
    "issue_areas": ("{}", "{} of {} work on {}"),
    "led_by": ("led by {}", "{} of {} are led by {}"),
    "serves": ("serving {}", "{} of {} serve {}"),
    "type": ("{}", "{} of {} are of the type {}"),
}


def name_clusters(inventory: Inventory, measures: pd.DataFrame) -> pd.DataFrame:
    """Name each cluster of ``network_measures`` by what its members share, and give a row a cluster.

    Columns: ``cluster``, ``size``, ``name``, ``shared`` (the count behind the name, as words), ``column``
    and ``value`` (what is shared; missing where nothing is). A cluster is named by the issue area,
    community or type that its share of members exceeds the share of all organizations by most, where
    two members or more and at least half have it on record; else by its most connected member.
    """
    members = measures.loc[measures["cluster"].notna(), ["id", "cluster", "degree"]]
    sizes = members.groupby("cluster")["id"].size().rename("size")
    best = _most_shared(_values_on_record(inventory), members, sizes, len(measures))
    table = sizes.reset_index().merge(best, on="cluster", how="left")
    hubs = _hubs(inventory, members)
    shares = [
        _Share(column, value, count, size, str(hubs[cluster]))
        for cluster, size, column, value, count in table.itertuples(index=False)
    ]
    names = Counter(share.name for share in shares)
    told = [share.longer_name if names[share.name] > 1 else share.name for share in shares]
    table["name"] = pd.Series(told, dtype="str")
    table["shared"] = pd.Series([share.in_words for share in shares], dtype="str")
    return table[["cluster", "size", "name", "shared", "column", "value"]]


@dataclass(frozen=True)
class _Share:
    """What the members of one cluster share most, if anything, and its words."""

    column: str
    value: object
    count: float
    size: int
    hub: str

    @property
    def name(self) -> str:
        if not isinstance(self.value, str):
            return f"Around {self.hub}"
        value = _type_label(self.value) if self.column == "type" else self.value
        return with_capital(_WORDS[self.column][0].format(value))

    @property
    def longer_name(self) -> str:
        """The name where another cluster would have the same one."""
        return f"{self.name}, around {self.hub}" if isinstance(self.value, str) else self.name

    @property
    def in_words(self) -> str:
        if not isinstance(self.value, str):
            return f"{self.size} organizations; no issue area, community or type stands out"
        return _WORDS[self.column][1].format(int(self.count), self.size, self.value)


def _values_on_record(inventory: Inventory) -> pd.DataFrame:
    """Give every value that an organization has on record, once: id, column, value."""
    types = inventory.organizations[["id", "type"]].dropna().rename(columns={"type": "value"})
    held = pd.concat([organization_reach(inventory), types[types["value"] != NONE].assign(column="type")])
    return held[["id", "column", "value"]].drop_duplicates()


def _most_shared(held: pd.DataFrame, members: pd.DataFrame, sizes: pd.Series, organizations: int) -> pd.DataFrame:
    """Find for each cluster the value most over-represented in it, with its count of members."""
    inside = held.merge(members, on="id").groupby(["cluster", "column", "value"]).size()
    counts = inside.rename("count").reset_index().merge(sizes.reset_index(), on="cluster")
    overall = held.groupby(["column", "value"]).size().rename("all").reset_index()
    counts = counts.merge(overall, on=["column", "value"])
    counts["excess"] = counts["count"] / counts["size"] - counts["all"] / max(organizations, 1)
    counts["place"] = counts["column"].map({column: place for place, column in enumerate(_WORDS)})
    enough = (counts["count"] >= 2) & (2 * counts["count"] >= counts["size"]) & (counts["excess"] > 1e-9)
    ranked = counts[enough].sort_values(["cluster", "excess", "place", "value"], ascending=[True, False, True, True])
    return ranked.drop_duplicates("cluster")[["cluster", "column", "value", "count"]]


def _hubs(inventory: Inventory, members: pd.DataFrame) -> pd.Series:
    """Give the name of each cluster's most connected member; of equals, the one with the first id."""
    ranked = members.sort_values(["cluster", "degree", "id"], ascending=[True, False, True])
    hubs = ranked.drop_duplicates("cluster").set_index("cluster")["id"]
    names = inventory.organizations.set_index("id")["name"]
    return hubs.map(names).fillna(hubs)


def _type_label(word: str) -> str:
    return word_labels("types").get(word, word)
