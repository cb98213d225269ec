"""How strong people say the six elements are: the perceived half of element strength.

The framework gives its elements no scale. The scale, 1 (weak) to 5 (strong), is ours. Components are
averaged as in the Collective Impact Element Dashboard of Living Cities: an indicator's score is the
mean of its ratings, an element's the mean of its indicators' scores.
"""

from __future__ import annotations

import re
from typing import Literal

import pandas as pd

from components.analysis.columns import NONE, row_references
from components.inventory import Inventory
from components.inventory.schema import vocabulary

Detail = Literal["indicator", "issue_area"]
"""By what the scores of elements can be told apart."""

THIN_UNDER = 3
"""Fewer raters than this is thin evidence."""
APART = 3
"""Ratings of one indicator by different raters that are this many points apart are a disagreement to talk about."""
FIGURES = ["score", "lowest", "highest", "raters", "ratings", "indicators", "with_evidence", "rows"]
COUNTS = ["raters", "ratings", "indicators", "with_evidence"]


def element_strength(inventory: Inventory, by: Detail | None = None) -> pd.DataFrame:
    """Score each element as people perceive it in the newest round on record, and give a row an element.

    Columns, in the framework's order of the six elements: element, label, score (1–5), lowest and highest (single
    ratings), raters, ratings, indicators and with_evidence (counts), round, previous (the score in the round before),
    change (from that score to this one, both rounded to one decimal), thin (fewer than three raters), rows (of the
    assessments).

    ``by`` gives a row for each element and indicator (missing for ratings that name none), or for each element and
    issue area that a rating names: element, the column ``by``, score, lowest, highest, raters, ratings, with_evidence,
    thin, rows. By indicator there are also low and high (the two ratings by different raters that are furthest apart),
    apart (the points between these two; all three are missing where only one person rated) and raters_disagree
    (whether that is three points or more).

    Of one rater's ratings on one indicator and issue, only the latest counts; a rating without a rater counts as a
    rater of its own. Figures are missing, never zero, where nobody rated.
    """
    return _score_elements(inventory) if by is None else _score_by(inventory, by)


def _score_elements(inventory: Inventory) -> pd.DataFrame:
    ratings = _ratings(inventory.assessments)
    rounds = _rounds(ratings)
    newest = _figures(_in_round(ratings, rounds, -1), ["element"])
    before = _figures(_in_round(ratings, rounds, -2), ["element"])["score"]
    table = _elements().join(newest, on="element").join(before.rename("previous"), on="element")
    table[COUNTS] = table[COUNTS].fillna(0).astype(int)
    table["rows"] = [rows if isinstance(rows, tuple) else () for rows in table["rows"]]
    table["round"] = pd.Series(rounds[-1] or None if rounds else None, table.index, dtype="str")
    table["round"] = table["round"].where(table["ratings"] > 0)
    table["change"] = (_shown(table["score"]) - _shown(table["previous"])).round(1)
    table["thin"] = table["raters"] < THIN_UNDER
    return table[["element", "label", *FIGURES[:-1], "round", "previous", "change", "thin", "rows"]]


def _score_by(inventory: Inventory, by: Detail) -> pd.DataFrame:
    ratings = newest_ratings(inventory)
    table = _in_framework_order(_figures(ratings, ["element", by]).reset_index())
    table[by] = table[by].where(table[by] != "")
    table["thin"] = table["raters"] < THIN_UNDER
    table = table[["element", by, *[name for name in FIGURES[:-1] if name != "indicators"], "thin", "rows"]]
    return _with_disagreements(table, ratings) if by == "indicator" else table


def _with_disagreements(table: pd.DataFrame, ratings: pd.DataFrame) -> pd.DataFrame:
    """Add to each indicator how far apart its raters are.

    One rater who rates two issues differently does not disagree with anyone.
    """
    ends = [_furthest_apart(ratings[ratings.index.isin([label for _, label in rows])]) for rows in table["rows"]]
    table[["low", "high"]] = pd.DataFrame(ends, index=table.index, columns=["low", "high"], dtype=float)
    table["apart"] = table["high"] - table["low"]
    table["raters_disagree"] = table["apart"] >= APART
    return table


def _furthest_apart(ratings: pd.DataFrame) -> tuple[float, float]:
    """Find the two ratings by different raters that are furthest apart, the lower first; NaN where one person rated."""
    by_rater = ratings.groupby("rater")["rating"]
    # The rater with the lowest rating may also have the highest. So the next lowest and next highest are looked at too.
    lows, highs = by_rater.min().nsmallest(2), by_rater.max().nlargest(2)
    pairs = [(low, high) for one, low in lows.items() for other, high in highs.items() if one != other]
    return max(pairs, key=lambda pair: pair[1] - pair[0], default=(float("nan"), float("nan")))


def _shown(scores: pd.Series) -> pd.Series:
    """Round scores as people read them, to one decimal."""
    return scores.astype(float).map("{:.1f}".format).astype(float)


def _elements() -> pd.DataFrame:
    """Give the six elements in the framework's order: element, label."""
    return vocabulary("elements")[["word", "label"]].rename(columns={"word": "element"})


def _ratings(assessments: pd.DataFrame) -> pd.DataFrame:
    """Keep the latest rating of each rater in each round, on one indicator and issue."""
    given = assessments[assessments["rating"].notna() & assessments["element"].notna()]
    anonymous = pd.Series([f"row {label}\n" for label in given.index], given.index, dtype="str")
    ratings = pd.DataFrame(
        {
            "element": given["element"],
            "indicator": given["indicator"].fillna(""),
            "issue_area": given["issue_area"],
            "rating": given["rating"].astype(float),
            "round": given["round"].fillna(""),
            "rater": given["rater"].where(given["rater"].notna(), anonymous),
            "date": given["date"].fillna(""),
            "evidence": given["evidence"].notna() & (given["evidence"].str.casefold() != NONE),
        }
    )
    one_voice = ["round", "element", "indicator", "issue_area", "rater"]
    latest = ratings.sort_values("date", kind="stable").drop_duplicates(one_voice, keep="last")
    return ratings[ratings.index.isin(latest.index)]


def _rounds(ratings: pd.DataFrame) -> list[str]:
    """Put the rounds in order from oldest to newest: by number, else by latest date, else by text.

    Ratings that name no round make one round, ``""``, older than any number or text.
    """
    dates = ratings.groupby("round")["date"].max()
    rounds = [str(name) for name in dates.index]
    if all(re.fullmatch(r"\d+(\.\d+)?", name) for name in rounds if name):
        return sorted(rounds, key=lambda name: float(name or -1))
    if (dates != "").all():
        return sorted(rounds, key=lambda name: (dates[name], name))
    return sorted(rounds)


def _in_round(ratings: pd.DataFrame, rounds: list[str], position: int) -> pd.DataFrame:
    """Keep the ratings of one round by its position from the end; none where there is no such round."""
    name = rounds[position] if len(rounds) >= -position else None
    return ratings[ratings["round"] == name] if name is not None else ratings.iloc[:0]


def newest_ratings(inventory: Inventory) -> pd.DataFrame:
    """Keep the ratings that count in the newest round: one of each rater on each indicator and issue."""
    ratings = _ratings(inventory.assessments)
    return _in_round(ratings, _rounds(ratings), -1)


def _figures(ratings: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Work out the score (mean of the indicators' means) and counts, a row for each value of ``by`` (the index)."""
    if ratings.empty:
        index = pd.MultiIndex.from_arrays([[] for _ in by], names=by) if len(by) > 1 else pd.Index([], name=by[0])
        return pd.DataFrame({name: pd.Series(dtype=float) for name in FIGURES}, index=index)
    asked = ratings.assign(asked=ratings["indicator"], label=ratings.index)
    indicators = asked.groupby([*by, "asked"], sort=False)["rating"].mean()
    groups = asked.groupby(by, sort=False)
    figures = groups.agg(
        lowest=("rating", "min"),
        highest=("rating", "max"),
        raters=("rater", "nunique"),
        ratings=("rating", "size"),
        indicators=("asked", "nunique"),
        with_evidence=("evidence", "sum"),
        rows=("label", lambda labels: row_references("assessments", labels)),
    )
    return figures.assign(score=indicators.groupby(level=by, sort=False).mean())


def _in_framework_order(table: pd.DataFrame) -> pd.DataFrame:
    """Put rows in the framework's order of elements, those of one element as they came; no others are kept."""
    order = {element: position for position, element in enumerate(_elements()["element"])}
    positions = table["element"].map(order)
    table = table.assign(_position=positions)[positions.notna()].sort_values("_position", kind="stable")
    return table.drop(columns="_position").reset_index(drop=True)
