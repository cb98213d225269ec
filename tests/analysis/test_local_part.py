"""The local part: organizations of local or unknown scope, their ties and initiatives, and the six types among them."""

from __future__ import annotations

from components.analysis import Filters
from components.analysis.local_part import (
    LocalPart,
    count_unknown_scopes,
    find_missing_types,
    local_organizations,
    select_local,
)
from components.analysis.ties import ties
from components.inventory import Inventory
from tests.analysis.small_inventories import tie
from tests.inventories import make_inventory

CITY = make_inventory(
    organizations=[
        {"name": "Town", "scope": "local", "type": "library"},
        {"name": "Region", "scope": "regional"},
        {"name": "Land", "scope": "national", "type": "philanthropies"},
        {"name": "Who"},
        {"name": "Odd", "scope": "galactic"},
    ],
    relationships=[
        tie("Town", "Region", kind="works_with"),
        tie("Town", "Land", kind="funds"),
        tie("Who", "Odd", kind="works_with", status="wanted"),
    ],
    initiatives=[
        {"name": "Ours", "lead": "Town"},
        {"name": "Together", "lead": "Land", "partners": ("Who",)},
        {"name": "Theirs", "lead": "Land"},
        {"name": "Nobody's"},
    ],
)


def local_part(inventory: Inventory, whole: Inventory | None = None) -> LocalPart:
    return select_local(inventory, ties(inventory), whole)


def test_organizations_of_unknown_scope_count_as_local_and_national_ones_do_not() -> None:
    assert local_organizations(CITY)["name"].tolist() == ["Town", "Region", "Who", "Odd"]
    assert count_unknown_scopes(CITY.organizations) == 2  # Who, and Odd, whose word is not in the vocabulary


def test_inner_ties_have_both_ends_here_and_a_wanted_tie_does_not_work_yet() -> None:
    part = local_part(CITY)
    assert list(zip(part.ties["a"], part.ties["b"], strict=True)) == [("land", "town"), ("region", "town")]
    assert list(zip(part.inner_ties["a"], part.inner_ties["b"], strict=True)) == [("region", "town")]


def test_initiatives_of_local_organizations_count_and_those_of_nobody() -> None:
    assert local_part(CITY).initiatives["name"].tolist() == ["Ours", "Together", "Nobody's"]


def test_under_a_filter_initiatives_of_those_left_out_still_count() -> None:
    kept = Filters(types=("media",)).apply(CITY)
    assert kept.organizations.empty
    assert local_part(kept.with_tables(initiatives=CITY.initiatives), CITY).initiatives["name"].tolist() == [
        "Ours",
        "Together",
        "Nobody's",
    ]


def test_a_type_counts_towards_one_of_the_six_and_no_type_at_all_is_not_known() -> None:
    missing = find_missing_types(CITY)
    # The library counts towards issue area experts; the philanthropy is national.
    assert missing is not None and len(missing) == 5
    assert "philanthropies" in missing and "issue area experts" not in missing
    assert find_missing_types(make_inventory(organizations=[{"name": "A"}])) is None
    assert len(find_missing_types(make_inventory(organizations=[{"name": "A", "type": "media"}])) or ()) == 6
