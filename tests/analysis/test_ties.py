"""Ties: what the reports of a pair come to."""

from __future__ import annotations

from statistics import mean
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import ties
from components.analysis.ties import report_statuses, working_pairs
from components.inventory import Inventory
from tests.inventories import make_inventory


def city(*reports: dict[str, Any], ids: str = "abcde", as_of: str = "2025-06-30") -> Inventory:
    return make_inventory(
        inventory=[{"city": "Test", "as_of": as_of}],
        organizations=[{"id": each, "name": f"Organization {each.upper()}"} for each in ids],
        relationships=list(reports) or pd.DataFrame(columns=["from", "to"]),
    )


def tie(start: str = "a", end: str = "b", **cells: Any) -> dict[str, Any]:
    return {"from": start, "to": end, **cells}


def only(inventory: Inventory) -> dict[str, Any]:
    table = ties(inventory)
    assert len(table) == 1
    return dict(table.iloc[0])


def test_a_pair_has_the_mean_of_its_sides_and_their_difference() -> None:
    # a says 4, b says 1: (4 + 1) / 2 = 2.5, and 4 - 1 = 3 apart.
    found = only(city(tie("b", "a", level=4, reported_by="a"), tie("a", "b", level=1, reported_by="b")))
    assert (found["a"], found["b"]) == ("a", "b")
    assert (found["level_a"], found["level_b"]) == (4, 1)
    assert (found["level"], found["disagreement"]) == (2.5, 3)


def test_ends_are_in_text_order_whatever_the_order_of_organizations() -> None:
    inventory = city(tie("a", "e", level=5, reported_by="e"), tie("a", "e", level=2, reported_by="a"), ids="edcba")
    found = only(inventory)
    assert (found["a"], found["level_a"], found["b"], found["level_b"]) == ("a", 2, "e", 5)


def test_one_side_alone_gives_the_level_and_no_disagreement() -> None:
    found = only(city(tie(level=3, reported_by="b"), tie(reported_by="a")))
    assert found["level"] == 3
    assert pd.isna(found["level_a"])
    assert pd.isna(found["disagreement"])


def test_a_third_party_counts_only_where_no_side_gives_a_level() -> None:
    third = [tie(level=5, reported_by="c"), tie(level=4)]  # no reporter is a third party too
    assert only(city(*third))["level"] == 4  # of one kind, the later row
    assert pd.isna(only(city(*third))["level_a"])
    assert only(city(*third, tie(level=1, reported_by="a")))["level"] == 1
    assert only(city(tie(level=5, reported_by="A newspaper")))["level"] == 5


@pytest.mark.parametrize(
    ("reports", "level"),
    [
        ([{"level": 5, "as_of": "2023"}, {"level": 2, "as_of": "2024-02"}], 2),  # the later day
        ([{"level": 2, "as_of": "2024-02"}, {"level": 5, "as_of": "2023"}], 2),  # in any row order
        ([{"level": 5, "since": "2019"}, {"level": 1, "since": "2021"}], 1),  # since, without a day
        ([{"level": 5, "as_of": "2020", "since": "2024"}, {"level": 1, "since": "2021"}], 1),  # as_of first
        ([{"level": 5}, {"level": 1}], 1),  # row order, without any date
        ([{"level": 1, "as_of": "2020"}, {"level": 5}], 1),  # a day is later than no day
        ([{"level": 4, "as_of": "2024"}, {"level": 2, "as_of": "2024"}], 4),  # one day: the highest
        ([{"level": 4, "kind": "funds"}, {"level": 2, "kind": "advises"}], 4),  # the highest of all kinds
        ([{"level": 2}, {}], 2),  # a report without a level says nothing of it
    ],
)
def test_a_side_is_heard_by_the_highest_of_its_latest_reports(reports: list[dict[str, Any]], level: float) -> None:
    found = only(city(*(tie(reported_by="a", **report) for report in reports)))
    assert found["level"] == level


def test_level_0_is_no_tie() -> None:
    inventory = city(tie(level=0), tie("c", "d"))
    assert ties(inventory)["a"].tolist() == ["c"]
    assert working_pairs(inventory).tolist() == [[2, 3]]


def test_level_0_of_one_side_is_a_view_that_the_other_may_not_share() -> None:
    inventory = city(tie(level=0, reported_by="a"), tie(level=4, reported_by="b"))
    assert only(inventory)["level"] == 2  # (0 + 4) / 2
    assert only(inventory)["disagreement"] == 4
    assert len(working_pairs(inventory)) == 1


def test_a_tie_that_is_wanted_at_level_0_so_far_is_still_wanted() -> None:
    inventory = city(tie(level=0, status="wanted"))
    assert only(inventory)["status"] == "wanted"
    assert len(working_pairs(inventory)) == 0


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ({}, "on record"),
        ({"status": "active"}, "active"),
        ({"status": "lapsed"}, "lapsed"),
        ({"status": "wanted", "until": "2019"}, "wanted"),
        ({"status": "active", "until": "2019"}, "active"),  # only an empty status is settled by until
        ({"until": "2019"}, "lapsed"),
        ({"until": "2025"}, "on record"),  # 2025 is not over on 30 June 2025
        ({"until": "2025-06"}, "on record"),
        ({"until": "2025-05"}, "lapsed"),
        ({"until": "2025-06-30"}, "on record"),
        ({"until": "2025-06-29"}, "lapsed"),
    ],
)
def test_status_of_a_report(cells: dict[str, str], status: str) -> None:
    inventory = city(tie(**cells))
    assert only(inventory)["status"] == status
    assert report_statuses(inventory).tolist() == [status]
    assert len(working_pairs(inventory)) == (status in ("active", "on record"))


def test_one_tie_a_pair_and_status_and_family() -> None:
    inventory = city(
        tie(kind="works_with", status="wanted"),
        tie(kind="funds", status="lapsed"),
        tie(kind="works_with", status="active", level=3, reported_by="a"),
        tie("b", "a", kind="shares_data", level=1, reported_by="b"),  # currency not known: joins the active
        tie(kind="knows_of"),
        tie(kind="tension"),
        tie(kind="part_of"),
    )
    table = ties(inventory)
    assert list(zip(table["family"], table["status"], table["rows"], strict=True)) == [
        ("working", "active", (2, 3)),
        ("working", "lapsed", (1,)),
        ("working", "wanted", (0,)),
        ("knows_of", "on record", (4,)),
        ("part_of", "on record", (6,)),
        ("tension", "on record", (5,)),
    ]
    assert table["level"].tolist()[0] == 2  # the two sides of one tie: (3 + 1) / 2
    assert working_pairs(inventory).tolist() == [[0, 1]]


def test_a_kind_that_is_unknown_or_not_in_the_vocabulary_counts_as_working() -> None:
    table = ties(city(tie(), tie("c", "d", kind="plays chess with")))
    assert table["family"].tolist() == ["working", "working"]
    assert table["kinds"].tolist() == [(), ("plays chess with",)]


def test_a_tie_said_to_be_of_no_kind_has_none() -> None:
    assert only(city(tie(kind="none"), tie(kind="funds")))["kinds"] == ("funds",)


def test_kinds_roles_and_rows_are_gathered_once_each_in_row_order() -> None:
    found = only(
        city(
            tie(kind="works_with", held_by=("A: lead",)),
            tie(kind="funds", held_by=("B: chair", "A: lead")),
            tie(kind="works_with"),
        )
    )
    assert found["kinds"] == ("works_with", "funds")
    assert found["held_by"] == ("A: lead", "B: chair")
    assert found["rows"] == (0, 1, 2)
    assert only(city(tie()))["held_by"] is None
    assert only(city(tie(held_by=())))["held_by"] == ()


def test_an_institutional_basis_holds_a_tie_that_is_also_personal() -> None:
    personal, agreed = tie(basis="personal"), tie(basis="institutional")
    assert only(city(personal, agreed, tie()))["basis"] == "institutional"
    assert only(city(personal, tie()))["basis"] == "personal"
    assert pd.isna(only(city(tie()))["basis"])


@pytest.mark.parametrize(
    ("reports", "start"),
    [
        ([tie("b", "a", kind="funds")], "b"),
        ([tie("a", "b", kind="funds")], "a"),
        ([tie("b", "a", kind="funds"), tie("a", "b", kind="works_with")], "b"),
        ([tie("b", "a", kind="funds"), tie("b", "a", kind="advises")], "b"),
        ([tie("b", "a", kind="funds"), tie("a", "b", kind="advises")], None),
        ([tie("b", "a", kind="works_with")], None),
        ([tie("b", "a")], None),
    ],
)
def test_direction_is_where_all_directed_reports_run_from(reports: list[dict[str, Any]], start: str | None) -> None:
    found = only(city(*reports))["directed_from"]
    assert pd.isna(found) if start is None else found == start


def test_self_ties_are_left_out() -> None:
    inventory = city(tie("a", "a"), tie("a", "b"))
    assert ties(inventory)["b"].tolist() == ["b"]


def test_nothing_gives_an_empty_table_with_its_columns() -> None:
    for inventory in (make_inventory(), city()):
        assert len(ties(inventory)) == 0
        assert list(ties(inventory).columns) == list(ties(city(tie())).columns)
        assert working_pairs(inventory).shape == (0, 2)


def test_reports_of_organizations_that_were_filtered_away_are_left_out() -> None:
    inventory = city(tie("a", "b"), tie("b", "c"))
    left = inventory.with_tables(organizations=inventory.organizations.iloc[[1, 2]])
    assert ties(left)["rows"].tolist() == [(1,)]
    assert working_pairs(left).tolist() == [[0, 1]]


LEVELS = st.sampled_from([None, 0, 1, 2, 3, 4, 5])


REPORTS = st.fixed_dictionaries(
    {
        "from": st.sampled_from("cab"),
        "to": st.sampled_from("abc"),
        "kind": st.sampled_from([None, "works_with", "funds", "tension", "odd"]),
        "level": LEVELS,
        "reported_by": st.sampled_from([None, "a", "b", "c"]),
        "status": st.sampled_from([None, "active", "lapsed", "wanted"]),
        "as_of": st.sampled_from([None, "2020", "2021-05"]),
    }
)


def by_hand(reports: list[dict[str, Any]]) -> dict[tuple[str, ...], float | None]:
    """Levels of the ties, worked out one report at a time: the second opinion."""
    groups: dict[tuple[str, ...], list[tuple[int, dict[str, Any]]]] = {}
    for number, report in enumerate(reports):
        if report["from"] != report["to"]:
            family = "tension" if report["kind"] == "tension" else "working"
            pair = (*sorted((report["from"], report["to"])), family)
            groups.setdefault((*pair, report["status"] or "on record"), []).append((number, report))
    for key in [key for key in groups if key[3] == "on record" and (*key[:3], "active") in groups]:
        groups[(*key[:3], "active")] += groups.pop(key)
    levels = {key: level_by_hand(key, group) for key, group in groups.items()}
    real = ("active", "on record")
    return {key: v for key, v in levels.items() if not (v == 0 and key[2] == "working" and key[3] in real)}


def level_by_hand(key: tuple[str, ...], group: list[tuple[int, dict[str, Any]]]) -> float | None:
    heard: dict[str, dict[Any, tuple[Any, ...]]] = {}
    for number, report in group:
        if report["level"] is not None:
            side = report["reported_by"] if report["reported_by"] in key[:2] else "third"
            day = report["as_of"] or ""
            place = (day, report["level"] if day else number, report["level"])
            before = heard.setdefault(side, {}).get(report["kind"], ("", -1, None))
            heard[side][report["kind"]] = max(before, place)
    highest = {side: max(place[2] for place in kinds.values()) for side, kinds in heard.items()}
    sides = [level for side, level in highest.items() if side != "third"]
    return mean(sides) if sides else highest.get("third")


@settings(max_examples=25)
@given(st.lists(REPORTS, max_size=9))
def test_levels_agree_with_a_second_way_of_working_them_out(reports: list[dict[str, Any]]) -> None:
    inventory = city(*reports, ids="bca")
    table = ties(inventory)
    found = {(row.a, row.b, row.family, row.status): row.level for row in table.itertuples()}
    expected = by_hand(reports)
    assert {key: None if pd.isna(v) else v for key, v in found.items()} == expected
    real = table[(table["family"] == "working") & table["status"].isin(["active", "on record"])]
    pairs = {frozenset("bca"[each] for each in pair) for pair in working_pairs(inventory).tolist()}
    assert pairs == {frozenset(pair) for pair in zip(real["a"], real["b"], strict=True)}
    assert len(pairs) == len(working_pairs(inventory))


def test_nothing_is_mutated() -> None:
    inventory = city(tie(level=0, kind="funds"), tie("b", "c", level=2, reported_by="c"))
    before = {name: frame.copy(deep=True) for name, frame in inventory.tables.items()}
    ties(inventory)
    working_pairs(inventory)
    for name, frame in inventory.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
