"""How strong the six elements look in the inventory itself, and where that differs from what people say.

The signals are our own and say so: plain ratios with their counts, over local and regional organizations.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import isclose
from typing import Any

import pandas as pd

from components.analysis.local_part import select_local
from components.analysis.perceived_strength import THIN_UNDER, element_strength
from components.analysis.signals import SIGNALS
from components.analysis.ties import ties
from components.inventory import Inventory

LEAST_BASE = 5
"""An observed ratio with a smaller base than this says too little to be compared with what people perceive."""


def observed_strength(
    inventory: Inventory, all_ties: pd.DataFrame | None = None, *, whole: Inventory | None = None
) -> pd.DataFrame:
    """Count our own signals of each element, and give a row a signal, in the framework's order.

    Columns: element, signal (a short key), label, count, base, ratio (count / base),
    words ("our sources name 4 of the 6 types of key player", "not known: no tie has a level"), rows (where the figures
    come from) and unknown (how many more could be in the base if more were known; missing where none could). Count,
    base and ratio are missing where nobody filled what they need; the ratio also where the base is 0.
    ``all_ties`` is ``ties(inventory)`` where it is at hand. ``whole``: the inventory before its filters, which
    knows the types of partners that these left out.
    """
    local = select_local(inventory, ties(inventory) if all_ties is None else all_ties, whole)
    rows = [vars(found) | {"ratio": found.ratio} for found in (signal(local) for signal in SIGNALS)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


COLUMNS = {
    **dict.fromkeys(("element", "signal", "label"), "str"),
    **dict.fromkeys(("count", "base"), "Int64"),
    "ratio": "float64",
    "words": "str",
    "rows": "object",
    "unknown": "Int64",
}


def strength_differences(
    inventory: Inventory,
    all_ties: pd.DataFrame | None = None,
    *,
    whole: Inventory | None = None,
    observed: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the elements on which what people perceive and what is on record differ.

    ``rated higher``: perceived 4 or more by three raters or more, while every observed ratio with a
    base of 5 or more is under 1/3. ``rated lower``: perceived 2 or less, while every such ratio is over
    2/3. Columns: element, label, direction, score, raters, observed (tuple of words), rows.
    ``all_ties`` is ``ties(inventory)``, and ``observed`` ``observed_strength(inventory, whole=whole)``, where at hand;
    ``whole`` as for ``observed_strength``.
    """
    found = []
    perceived = element_strength(inventory).dropna(subset=["score"]).set_index("element").to_dict("index")
    if perceived:
        observed = observed_strength(inventory, all_ties, whole=whole) if observed is None else observed
        enough = observed[(observed["base"] >= LEAST_BASE).fillna(False) & observed["element"].isin(list(perceived))]
        for element, signals in enough.groupby("element", sort=False):
            direction = _direction(perceived[element], signals)
            if direction is not None:
                found.append(_difference(str(element), direction, perceived[element], signals))
    return pd.DataFrame(found, columns=["element", "label", "direction", "score", "raters", "observed", "rows"])


def _direction(perceived: Mapping[Hashable, Any], signals: pd.DataFrame) -> str | None:
    """Tell which way an element differs, if it does, in whole numbers, so that 1/3 is neither under nor over."""
    counts = [(int(count), int(base)) for count, base in zip(signals["count"], signals["base"], strict=True)]
    score, raters = float(perceived["score"]), int(perceived["raters"])
    high = score > 4 or isclose(score, 4)
    low = score < 2 or isclose(score, 2)
    if high and raters >= THIN_UNDER and all(3 * count < base for count, base in counts):
        return "rated higher"
    return "rated lower" if low and all(3 * count > 2 * base for count, base in counts) else None


def _difference(
    element: str, direction: str, perceived: Mapping[Hashable, Any], signals: pd.DataFrame
) -> dict[str, object]:
    return {
        "element": element,
        "label": perceived["label"],
        "direction": direction,
        "score": float(perceived["score"]),
        "raters": int(perceived["raters"]),
        "observed": tuple(signals["words"]),
        "rows": perceived["rows"] + tuple(dict.fromkeys(row for rows in signals["rows"] for row in rows)),
    }
