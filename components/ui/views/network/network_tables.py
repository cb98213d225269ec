"""The network as tables: what the map shows, for a keyboard, a screen reader and a spreadsheet."""

from __future__ import annotations

import pandas as pd

from components.analysis import ties
from components.ui.frame.view import View
from components.ui.views.network import words

_MEASURES = ["id", "degree", "betweenness", "constraint", "effective_size", "component", "cluster"]
_ABOUT = ["id", "name", "type", "issue_areas", "serves", "led_by"]
_TIE = ["a", "b", "kinds", "level", "disagreement", "status", "basis", "held_by"]


def organization_table(view: View) -> pd.DataFrame:
    """Tabulate the organizations that the filters leave, and give a frame: a row each, the most ties first.

    Its measures are those in the network of the whole city.
    """
    shown = view.filtered.organizations[_ABOUT]
    table = shown.merge(view.loaded.measures[_MEASURES], on="id")
    table = table.sort_values("degree", ascending=False).drop(columns="id")
    titles = words.ORGANIZATION_COLUMNS
    return table.rename(columns=lambda name: titles.get(name, name.replace("_", " ").capitalize()))


def tie_table(view: View) -> pd.DataFrame:
    """Tabulate the ties that the filters leave, and give a frame: a row each, with its kinds, level and status."""
    names = view.whole.organizations.set_index("id")["name"]
    left = ties(view.filtered)
    table = left.assign(a=left["a"].map(names), b=left["b"].map(names))[_TIE]
    return table.rename(columns=lambda name: words.TIE_COLUMNS.get(name, name.capitalize()))
