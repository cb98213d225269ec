"""One finding: its group, its weight among its kind, and the order in which findings are shown."""

from __future__ import annotations

from components.analysis import Finding
from components.analysis.finding import make_finding, rank_findings, spread_over_kinds


def findings_of(*kinds: tuple[str, float]) -> list[Finding]:
    return [make_finding(kind, f"{kind} {size:g}", size) for kind, size in kinds]


def sentences(found: list[Finding]) -> list[str]:
    return [each.sentence for each in found]


def test_groups_come_in_their_order_then_kinds_then_how_many_are_concerned() -> None:
    found = findings_of(
        ("cut off", 9), ("one holder", 9), ("one bridge", 1), ("one bridge", 5), ("no one on record", 1)
    )
    assert sentences(rank_findings(found)) == [
        "no one on record 1",
        "one bridge 5",
        "one bridge 1",
        "one holder 9",
        "cut off 9",
    ]


def test_however_many_are_concerned_a_kind_does_not_overtake_the_one_before_it() -> None:
    assert sentences(rank_findings(findings_of(("one holder", 1e9), ("one bridge", 1)))) == [
        "one bridge 1",
        "one holder 1e+09",
    ]


def test_one_of_each_kind_is_shown_before_a_second_and_never_a_third() -> None:
    found = rank_findings(findings_of(("one bridge", 3), ("one bridge", 2), ("one bridge", 1), ("cut off", 1)))
    assert sentences(spread_over_kinds(found, 2)) == ["one bridge 3", "cut off 1"]
    assert sentences(spread_over_kinds(found, 9)) == ["one bridge 3", "one bridge 2", "cut off 1"]


def test_little_known_is_said_once() -> None:
    found = findings_of(("little known", 2), ("little known", 1))
    assert sentences(spread_over_kinds(found, 9)) == ["little known 2"]
