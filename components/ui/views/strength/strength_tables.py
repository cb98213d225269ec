"""The tables of element strength, in the words of the page."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.inventory.schema import vocabulary


def title_columns(table: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Take the columns that have a title, and give them under it, scores rounded to a tenth."""
    table = table[list(titles)].rename(columns=titles)
    scores = [name for name in table if str(name).startswith(("Score", "Change"))]
    return table.round(dict.fromkeys(scores, 1))


def label_elements(table: pd.DataFrame) -> pd.DataFrame:
    """Put each element's label in the place of its word, and give the table."""
    labels = vocabulary("elements").set_index("word")["label"]
    return table.assign(element=table["element"].map(labels))
