"""How strong people say the six elements are: the perceived half of element strength.

The framework gives its elements no scale. The scale, 1 (weak) to 5 (strong), is ours. Components are
averaged as in the Collective Impact Element Dashboard of Living Cities: an indicator's score is the
mean of its ratings, an element's the mean of its indicators' scores.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from statistics import fmean
from typing import Any, Literal, TypeVar

import pandas as pd

from components.analysis.columns import NONE, number_cells, row_references, text_cells
from components.inventory import Inventory
from components.inventory.schema import word_labels

_Key = TypeVar("_Key", bound=Hashable)
Detail = Literal["indicator", "issue_area"]
"""By what the scores of elements can be told apart."""

THIN_UNDER = 3
"""Fewer raters than this is thin evidence."""
APART = 3
"""Ratings of one indicator by different raters that are this many points apart are a disagreement to talk about."""
_SCORES = dict.fromkeys(("score", "lowest", "highest"), "float64")
_COUNTS = dict.fromkeys(("raters", "ratings", "indicators", "with_evidence"), "int64")
_NO_FIGURES = {**dict.fromkeys(_SCORES), **dict.fromkeys(_COUNTS, 0), "rows": ()}


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
    ratings = _keep_latest_ratings(inventory.assessments)
    rounds = _order_rounds(ratings)
    newest = _score(_in_round(ratings, rounds, -1), lambda rating: rating.element)
    before = _score(_in_round(ratings, rounds, -2), lambda rating: rating.element)
    rows = []
    for element, label in word_labels("elements").items():
        figures, previous = newest.get(element, _NO_FIGURES), before.get(element, _NO_FIGURES)["score"]
        rows.append(
            {
                "element": element,
                "label": label,
                **figures,
                "round": (rounds[-1] or None) if figures["ratings"] else None,
                "previous": previous,
                "change": _shown_change(previous, figures["score"]),
                "thin": figures["raters"] < THIN_UNDER,
            }
        )
    texts = dict.fromkeys(("element", "label", "round"), "str")
    numbers = {**_SCORES, **_COUNTS, "previous": "float64", "change": "float64"}
    columns = ["element", "label", *_SCORES, *_COUNTS, "round", "previous", "change", "thin", "rows"]
    return pd.DataFrame(rows, columns=columns).astype(texts | numbers)


def _score_by(inventory: Inventory, by: Detail) -> pd.DataFrame:
    elements = list(word_labels("elements"))
    ratings = [rating for rating in newest_ratings(inventory) if rating.element in elements]
    groups = _group(ratings, lambda rating: (rating.element, getattr(rating, by)))
    rows = []
    for (element, value), of_it in sorted(groups.items(), key=lambda group: elements.index(group[0][0])):
        if value is not None:
            figures = _figures(of_it)
            furthest = _furthest_apart(of_it) if by == "indicator" else {}
            rows.append({"element": element, by: value or None, **figures, **furthest})
    dtypes = {"element": "str", by: "str", **_SCORES, **_COUNTS}
    del dtypes["indicators"]
    ends = ["low", "high"] if by == "indicator" else []
    table = pd.DataFrame(rows, columns=[*dtypes, "rows", *ends]).astype(dtypes | dict.fromkeys(ends, "float64"))
    table.insert(len(dtypes), "thin", table["raters"] < THIN_UNDER)
    return table.assign(**_say_who_disagrees(table)) if ends else table


def _say_who_disagrees(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Work out of each indicator how far apart its raters are.

    One rater who rates two issues differently does not disagree with anyone.
    """
    apart = table["high"] - table["low"]
    return {"apart": apart, "raters_disagree": apart >= APART}


def _furthest_apart(ratings: Iterable[_Rating]) -> dict[str, float]:
    """Find the two ratings by different raters that are furthest apart; NaN where one person rated."""
    by_rater = [[rating.rating for rating in given] for given in _group(ratings, lambda rating: rating.rater).values()]
    lows, highs = list(enumerate(map(min, by_rater))), list(enumerate(map(max, by_rater)))
    # The rater with the lowest rating may also have the highest. So the next lowest and next highest are looked at too.
    lowest = sorted(lows, key=lambda end: end[1])[:2]
    highest = sorted(highs, key=lambda end: -end[1])[:2]
    pairs = [(low, high) for one, low in lowest for other, high in highest if one != other]
    low, high = max(pairs, key=lambda pair: pair[1] - pair[0], default=(float("nan"), float("nan")))
    return {"low": low, "high": high}


def _shown_change(before: float | None, now: float | None) -> float | None:
    """Work out a change between two scores as people read them, to one decimal."""
    return None if before is None or now is None else round(float(f"{now:.1f}") - float(f"{before:.1f}"), 1)


@dataclass(frozen=True, slots=True)
class _Rating:
    """One row of assessments. No round, no indicator and no date are ``""``."""

    row: Hashable
    element: str
    indicator: str
    issue_area: str | None
    rating: float
    round: str
    rater: str
    date: str
    has_evidence: bool


def _keep_latest_ratings(assessments: pd.DataFrame) -> list[_Rating]:
    """Keep the latest rating of each rater in each round, on one indicator and issue, in the order of rows.

    A rating without a rater counts as a rater of its own.
    """
    ratings, latest = list(_read_ratings(assessments)), dict[tuple[str | None, ...], _Rating]()
    for each in sorted(ratings, key=lambda rating: rating.date):
        latest[each.round, each.element, each.indicator, each.issue_area, each.rater] = each
    kept = {each.row for each in latest.values()}
    return [each for each in ratings if each.row in kept]


def _read_ratings(assessments: pd.DataFrame) -> Iterator[_Rating]:
    """Read the rows that rate an element."""
    columns = ("element", "indicator", "issue_area", "round", "rater", "date", "evidence")
    texts = [text_cells(assessments, column) for column in columns]
    for row, rating, element, indicator, issue_area, in_round, rater, date, evidence in zip(
        assessments.index, number_cells(assessments, "rating").tolist(), *texts, strict=True
    ):
        if element is not None and not isnan(rating):
            yield _Rating(
                row=row,
                element=element,
                indicator=indicator or "",
                issue_area=issue_area,
                rating=rating,
                round=in_round or "",
                rater=f"row {row}\n" if rater is None else rater,
                date=date or "",
                has_evidence=evidence is not None and evidence.casefold() != NONE,
            )


def _order_rounds(ratings: Iterable[_Rating]) -> list[str]:
    """Put the rounds in order from oldest to newest: by number, else by latest date, else by text.

    Ratings that name no round make one round, ``""``, older than any number or text.
    """
    by_round = _group(ratings, lambda rating: rating.round)
    dates = {name: max(rating.date for rating in given) for name, given in by_round.items()}
    if all(re.fullmatch(r"\d+(\.\d+)?", name) for name in dates if name):
        return sorted(dates, key=lambda name: float(name or -1))
    if all(dates.values()):
        return sorted(dates, key=lambda name: (dates[name], name))
    return sorted(dates)


def _in_round(ratings: Iterable[_Rating], rounds: Sequence[str], position: int) -> list[_Rating]:
    """Keep the ratings of one round by its position from the end; none where there is no such round."""
    name = rounds[position] if len(rounds) >= -position else None
    return [rating for rating in ratings if rating.round == name]


def newest_ratings(inventory: Inventory) -> list[_Rating]:
    """Keep the ratings that count in the newest round: one of each rater on each indicator and issue."""
    ratings = _keep_latest_ratings(inventory.assessments)
    return _in_round(ratings, _order_rounds(ratings), -1)


def _score(ratings: Iterable[_Rating], by: Callable[[_Rating], str]) -> dict[str, Mapping[str, Any]]:
    """Work out the figures of each group of ratings."""
    return {name: _figures(group) for name, group in _group(ratings, by).items()}


def _group(ratings: Iterable[_Rating], by: Callable[[_Rating], _Key]) -> dict[_Key, list[_Rating]]:
    """Group ratings, in the order in which the groups come first."""
    groups: dict[_Key, list[_Rating]] = {}
    for rating in ratings:
        groups.setdefault(by(rating), []).append(rating)
    return groups


def _figures(ratings: list[_Rating]) -> dict[str, Any]:
    """Work out the score of some ratings, the mean of the indicators' means, and count them."""
    indicators = _group(ratings, lambda rating: rating.indicator).values()
    points = [rating.rating for rating in ratings]
    return {
        "score": fmean(fmean(rating.rating for rating in given) for given in indicators),
        "lowest": min(points),
        "highest": max(points),
        "raters": len({rating.rater for rating in ratings}),
        "ratings": len(ratings),
        "indicators": len(indicators),
        "with_evidence": sum(rating.has_evidence for rating in ratings),
        "rows": row_references("assessments", (rating.row for rating in ratings)),
    }
