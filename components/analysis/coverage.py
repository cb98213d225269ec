"""How much of what the views need is on record."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from components.analysis.columns import is_known
from components.analysis.finding import Finding, make_finding
from components.inventory import Inventory
from components.inventory.text import counted

NOUNS = {
    "organizations": ("organization", "organizations"),
    "relationships": ("tie", "ties"),
    "assessments": ("rating", "ratings"),
    "initiatives": ("initiative", "initiatives"),
    "assets": ("asset", "assets"),
    "seats": ("seat", "seats"),
    "communities": ("community", "communities"),
}
"""What a row of each table is called: one, and several."""

NEEDS: tuple[tuple[str, str, str | None, str], ...] = (
    ("network", "organizations", None, "who is in the ecosystem"),
    ("network", "relationships", None, "who works with whom"),
    ("strength", "assessments", None, "how strong the six elements are"),
    ("representation", "communities", None, "which communities there are"),
    ("representation", "seats", None, "who sits at which table"),
    ("strength", "initiatives", None, "what organizations do together"),
    ("strength", "assets", None, "which data sets, tools and spaces there are"),
    ("representation", "organizations", "led_by", "who leads organizations"),
    ("representation", "organizations", "serves", "whom organizations serve"),
    ("representation", "organizations", "issue_areas", "who works on which issue"),
    ("strength", "organizations", "type", "which key players there are"),
    ("strength", "organizations", "skills", "who has which skills"),
    ("strength", "organizations", "needs", "what organizations lack"),
    ("strength", "organizations", "offers", "what organizations can give"),
    ("network", "relationships", "level", "how close ties are"),
    ("representation", "communities", "marginalized", "which communities are marginalized"),
    ("representation", "communities", "population_share", "how large communities are"),
    ("representation", "seats", "held_by_community", "whose members hold seats"),
    ("representation", "seats", "power", "how much power seats have"),
    ("strength", "initiatives", "partners", "who takes part in initiatives"),
    ("strength", "initiatives", "assets", "which assets initiatives use"),
)
"""What each view needs: view, table, column (None where it is about the table as a whole), and what that tells."""


def measure_coverage(inventory: Inventory) -> pd.DataFrame:
    """Measure how far each table and column that a view needs is filled.

    Gives a row a need: view, table, column (missing where it is about the table as a whole), tells (what it is
    about), filled and rows (counts; for a whole table both are its rows), state: ``known`` (filled for half or more),
    ``little known`` (under half), ``not on record`` (no row, or no cell). Of a table without rows only the row about
    the whole table is given.
    """
    needs = [_need(inventory, *need) for need in NEEDS]
    table = pd.DataFrame([need for need in needs if need is not None])
    return table.astype({"column": "str"})


def _need(inventory: Inventory, view: str, table: str, column: str | None, tells: str) -> dict[str, object] | None:
    frame = inventory.tables[table]
    if column is not None and frame.empty:
        return None
    filled = len(frame) if column is None else int(is_known(frame, column).sum())
    state = "not on record" if not filled else "little known" if 2 * filled < len(frame) else "known"
    need = {"view": view, "table": table, "column": column, "tells": tells}
    return {**need, "filled": filled, "rows": len(frame), "state": state}


def find_little_known(inventory: Inventory) -> Iterator[Finding]:
    """Find each table or column that a view needs and that is filled for under half."""
    needs = measure_coverage(inventory)
    for _, table, column, tells, filled, rows, state in needs.itertuples(index=False, name=None):
        if state == "known":
            continue
        if pd.isna(column):
            sentence = f"Nobody has recorded any {NOUNS[table][1]} yet, so we don't know {tells}."
            yield make_finding("little known", sentence, 10)
        else:
            know = f"We know {tells} for {filled:,} of {counted(rows, *NOUNS[table])}." if filled else ""
            yield make_finding("little known", know or f"We don't know yet {tells}.", 1 - filled / rows)
