"""What a filter leaves, what it says, and what it leaves out because nothing is on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import Filters, organization_reach, ties
from components.analysis.communities import with_narrower
from components.inventory import Inventory
from tests.inventories import make_inventory


def made() -> Inventory:
    return make_inventory(
        inventory=[{"city": "Test", "as_of": "2025-06-30"}],
        organizations=[
            {
                "id": "court",
                "name": "Court",
                "type": "local government",
                "issue_areas": ("justice",),
                "status": "active",
            },
            {
                "id": "voice",
                "name": "Voice",
                "type": "community groups and advocates",
                "also_type": ("media",),
                "issue_areas": ("housing", "justice"),
                "serves": ("Black residents",),
                "led_by": ("Black residents",),
                "status": "active",
            },
            {"id": "home", "name": "Home", "type": "library", "issue_areas": ("housing",), "serves": ("older adults",)},
            {"id": "code", "name": "Code", "type": "civic hackers and data mavens", "led_by": ()},
            {"id": "fund", "name": "Fund", "issue_areas": (), "serves": ("Haitian residents",), "status": "dormant"},
        ],
        relationships=[
            {
                "from": "court",
                "to": "voice",
                "kind": "works_with",
                "level": 4,
                "reported_by": "court",
                "status": "active",
            },
            {"from": "court", "to": "voice", "kind": "shares_data", "level": 2, "reported_by": "voice"},
            {"from": "voice", "to": "home", "kind": "works_with"},
            {"from": "court", "to": "code", "kind": "works_with", "level": 2, "until": "2020"},
            {"from": "fund", "to": "voice", "kind": "funds", "level": 5, "status": "wanted"},
            {"from": "court", "to": "home", "level": 1},
        ],
        initiatives=[
            {
                "id": "app",
                "name": "Court app",
                "issue_areas": ("justice",),
                "lead": "code",
                "serves": ("young people",),
            },
            {"id": "roof", "name": "Roofs", "issue_areas": ("housing",), "lead": "home", "partners": ("fund",)},
            {"id": "loose", "name": "No lead", "issue_areas": ("justice",)},
        ],
        assets=[
            {"name": "Docket", "holder": "court", "issue_areas": ("justice",)},
            {"name": "Map", "issue_areas": ("housing",)},
            {"name": "Tool", "holder": "code"},
        ],
        seats=[
            {"table": "Board", "organization": "court", "speaks_for": ("Black residents",), "power": 3},
            {"table": "Board", "organization": "home", "held_by_community": ("Haitian residents",)},
            {"table": "Board", "organization": "code", "speaks_for": ("older adults",), "until": "2020"},
            {"table": "Board", "organization": "fund"},
        ],
        communities=[
            {"name": "residents of color"},
            {"name": "Black residents", "broader": "residents of color"},
            {"name": "Haitian residents", "broader": "Black residents"},
        ],
        assessments=[
            {"element": "knowledge", "rating": 3, "issue_area": "justice"},
            {"element": "knowledge", "rating": 4, "issue_area": "housing"},
            {"element": "knowledge", "rating": 5},
        ],
        participation=[{"organization": "code", "date": "2025-01"}, {"organization": "home", "date": "2025-01"}],
        notes=[
            {"about": "Justice", "text": "on the issue"},
            {"about": "housing", "text": "on another"},
            {"about": "court", "text": "on one that stays"},
            {"about": "Home", "text": "on one that goes"},
            {"about": "the weather", "text": "on something else"},
        ],
        claims=[
            {"table": "organizations", "row": "court", "column": "since", "value": "1850"},
            {"table": "organizations", "row": "home", "column": "since", "value": "1950"},
            {"table": "seats", "row": "Board", "column": "power", "value": "2"},
        ],
    )


CITY = made()


@pytest.fixture
def city() -> Inventory:
    return CITY


def left(filters: Filters, inventory: Inventory) -> list[str]:
    return filters.apply(inventory).organizations["id"].tolist()


def test_no_filter_leaves_everything_as_it_is(city: Inventory) -> None:
    assert Filters().is_empty
    assert Filters(community_by=("led_by",)).is_empty
    assert Filters().apply(city) is city
    assert Filters().describe(city) == "All 5 organizations"
    assert len(Filters().steps(city)) == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(issue_areas=("justice",)), ["court", "voice", "code"]),  # code through an initiative
        (Filters(issue_areas=("housing",)), ["voice", "home", "fund"]),  # fund as a partner
        (Filters(issue_areas=("justice", "housing")), ["court", "voice", "home", "code", "fund"]),  # or
        (Filters(issue_areas=("justice",), types=("local government",)), ["court"]),  # and
        (Filters(types=("media",)), ["voice"]),  # a further type
        (Filters(types=("issue area experts",)), []),  # a library counts towards it, but the word is exact
        (Filters(statuses=("active", "dormant")), ["court", "voice", "fund"]),
        (Filters(communities=("young people",)), ["code"]),  # served through an initiative
        (Filters(communities=("young people",), community_by=("led_by",)), []),  # which is not leading
        (Filters(communities=("Black residents",), community_by=("led_by",)), ["voice"]),
        (Filters(communities=("Black residents",), community_by=("serves",)), ["voice", "fund"]),  # the narrower
        (Filters(communities=("Black residents",), community_by=("seats",)), ["court", "home"]),
        (Filters(communities=("residents of color",)), ["court", "voice", "home", "fund"]),
        (Filters(communities=("Haitian residents",)), ["home", "fund"]),  # not the broader
        (Filters(communities=("black RESIDENTS",), community_by=("led_by",)), ["voice"]),
        (Filters(communities=("older adults",), community_by=("seats",)), []),  # the seat ended in 2020
        (Filters(issue_areas=("no such",)), []),
        (Filters(least_level=3), ["court", "voice", "home", "code", "fund"]),  # of ties alone
    ],
)
def test_organizations_that_are_left(city: Inventory, filters: Filters, expected: list[str]) -> None:
    assert left(filters, city) == expected


def test_an_ended_seat_counted_while_it_lasted(city: Inventory) -> None:
    filters = Filters(communities=("older adults",), community_by=("seats",))
    assert filters.apply(city, today=date(2019, 5, 1)).organizations["id"].tolist() == ["code"]


def test_a_tie_stays_when_both_its_ends_do(city: Inventory) -> None:
    kept = Filters(issue_areas=("justice",)).apply(city).relationships
    assert kept.index.tolist() == [0, 1, 3]


@pytest.mark.parametrize(
    ("filters", "rows"),
    [
        (Filters(tie_kinds=("works_with", "funds")), [0, 2, 3, 4]),
        (Filters(tie_statuses=("active",)), [0, 1]),  # both reports of one active tie
        (Filters(tie_statuses=("on record",)), [2, 5]),
        (Filters(tie_statuses=("lapsed", "wanted")), [3, 4]),
        (Filters(least_level=3), [0, 1, 4]),  # the pair's level: (4 + 2) / 2 = 3
        (Filters(least_level=3.5), [4]),
        (Filters(least_level=1), [0, 1, 3, 4, 5]),  # the level of voice and home is not known
        (Filters(tie_kinds=("works_with",), least_level=4), [0]),  # of the kinds asked for, 4
        (Filters(tie_kinds=("works_with",), tie_statuses=("lapsed",)), [3]),
    ],
)
def test_ties_that_are_left(city: Inventory, filters: Filters, rows: list[int]) -> None:
    assert filters.apply(city).relationships.index.tolist() == rows


def test_the_rest_stays_where_it_concerns_what_is_left(city: Inventory) -> None:
    found = Filters(issue_areas=("justice",)).apply(city)
    assert found.initiatives["id"].tolist() == ["app", "loose"]
    assert found.assets["name"].tolist() == ["Docket", "Tool"]  # Tool: its holder stays
    assert len(found.seats) == 0  # what the seats are about is not known
    assert found.assessments["rating"].tolist() == [3]
    assert found.participation["organization"].tolist() == ["code"]
    assert found.notes["text"].tolist() == ["on the issue", "on one that stays", "on something else"]
    assert found.claims["value"].tolist() == ["1850", "2"]
    assert found.communities is city.communities
    assert found.inventory is city.inventory


def test_assessments_stay_whole_without_a_filter_of_issue_areas(city: Inventory) -> None:
    assert len(Filters(types=("library",)).apply(city).assessments) == 3


def test_initiatives_stay_by_community_only_where_serving_is_asked_for(city: Inventory) -> None:
    served = Filters(communities=("young people",), community_by=("serves",)).apply(city)
    assert served.initiatives["id"].tolist() == ["app"]
    assert len(Filters(communities=("young people",), community_by=("led_by",)).apply(city).initiatives) == 0


def crossed() -> Inventory:
    """Rise works on justice, and on housing in an initiative for refugees."""
    return make_inventory(
        organizations=[
            {"id": "rise", "name": "Rise", "issue_areas": ("justice",)},
            {"id": "law", "name": "Law", "issue_areas": ("justice",), "serves": ("refugees",)},
            {"id": "port", "name": "Port", "issue_areas": ("justice",)},
        ],
        initiatives=[
            {
                "id": "homes",
                "name": "Homes",
                "lead": "rise",
                "issue_areas": ("housing",),
                "serves": ("Somali refugees",),
            },
            {"id": "bail", "name": "Bail", "lead": "rise", "issue_areas": ("justice", "income"), "serves": ("elders",)},
            {"id": "open", "name": "Open", "lead": "rise"},
            {"id": "away", "name": "Away", "lead": "nobody here"},
        ],
        communities=[{"name": "refugees"}, {"name": "Somali refugees", "broader": "refugees"}],
        seats=[
            {"table": "Bench", "organization": "port", "issue_areas": ("justice",), "speaks_for": ("refugees",)},
            {"table": "Homes", "organization": "rise", "issue_areas": ("housing",), "speaks_for": ("refugees",)},
            {"table": "Loose", "organization": "rise", "speaks_for": ("refugees",)},
            {"table": "Other", "organization": "court", "issue_areas": ("justice",)},
        ],
    )


@pytest.mark.parametrize(
    ("filters", "initiatives", "tables"),
    [
        # The court holds a seat at a table on justice, and works on none of it.
        (Filters(issue_areas=("justice",)), ["bail", "open"], ["Bench", "Other"]),
        (Filters(issue_areas=("housing",)), ["homes", "open"], ["Homes"]),
        (Filters(communities=("refugees",)), ["homes", "open"], ["Bench", "Homes", "Loose"]),
        # Of Rise's initiatives none joins the two; Law serves refugees itself, Port speaks for them.
        (Filters(issue_areas=("justice",), communities=("refugees",)), [], ["Bench"]),
        (Filters(issue_areas=("housing",), communities=("refugees",)), ["homes", "open"], ["Homes"]),
        (Filters(types=("library",)), [], []),
    ],
)
def test_initiatives_and_seats_on_other_issues_or_for_others_go(
    filters: Filters, initiatives: list[str], tables: list[str]
) -> None:
    found = filters.apply(crossed())
    assert found.initiatives["id"].tolist() == initiatives
    assert found.seats["table"].tolist() == tables
    again = filters.apply(found)
    assert again.organizations["id"].tolist() == found.organizations["id"].tolist()
    assert again.initiatives["id"].tolist() == initiatives


@pytest.mark.parametrize(
    ("by", "expected"), [(("serves",), ["law"]), (("seats",), ["port"]), (("serves", "seats"), ["law", "port"])]
)
def test_an_issue_and_a_community_must_meet_in_one_record(by: tuple[str, ...], expected: list[str]) -> None:
    both = Filters(issue_areas=("justice",), communities=("refugees",), community_by=by)
    assert left(both, crossed()) == expected
    assert left(Filters(communities=("refugees",), community_by=("serves",)), crossed()) == ["rise", "law"]


def test_no_one_left_for_want_of_data_does_not_read_as_a_count_of_none(city: Inventory) -> None:
    inventory = make_inventory(organizations=[{"name": "A", "issue_areas": ("justice",)}, {"name": "B"}])
    led = Filters(communities=("elders",), community_by=("led_by",))
    assert led.describe(inventory) == "Led by elders · not known: no source names the leaders of 2 organizations"
    both = Filters(issue_areas=("justice",), types=("library",))
    assert both.describe(inventory) == "Justice · library · not known: no source names the type of 1 organization"
    # In the other city some leadership is known, and none is by elders.
    assert led.describe(city) == "Led by elders · 0 of 5 organizations"


def test_circles_of_broader_communities_end() -> None:
    inventory = make_inventory(
        organizations=[{"name": "A", "serves": ("c",)}, {"name": "B", "serves": ("d",)}],
        communities=[
            {"name": "a", "broader": "b"},
            {"name": "b", "broader": "c"},
            {"name": "c", "broader": "a"},
            {"name": "e", "broader": "e"},
        ],
    )
    assert with_narrower(inventory, ["a"]) == {"a", "b", "c"}
    assert with_narrower(inventory, ["e", "new"]) == {"e", "new"}
    assert left(Filters(communities=("b",)), inventory) == ["a"]


def test_steps_say_what_each_filter_leaves_and_what_is_not_known(city: Inventory) -> None:
    filters = Filters(
        issue_areas=("housing",), communities=("older adults",), types=("faith",), statuses=("active",), least_level=2
    )
    table = filters.steps(city)
    # code is on record only through an initiative; fund's () is known to be none, and roof adds housing.
    # Of voice, home and fund only home serves older adults. No one is left for the type; nor for the rest.
    assert table[["filter", "counts", "before", "left", "unknown"]].to_numpy().tolist() == [
        ["issue_areas", "organizations", 5, 3, 0],
        ["communities", "organizations", 3, 1, 0],
        ["types", "organizations", 1, 0, 0],
        ["statuses", "organizations", 0, 0, 0],
        ["least_level", "ties", 0, 0, 0],
    ]
    emptied = table.loc[table["left"] == 0, "filter"].iloc[0]
    assert emptied == "types"
    assert table["value"].tolist()[:3] == [
        "housing",
        "serving, led by or seating older adults",
        "faith",
    ]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(types=("library",)), ("For 1, no source names the type",)),  # fund
        (Filters(statuses=("active",)), ("For 2, no source names the status",)),  # home, code
        (Filters(communities=("youth",), community_by=("led_by",)), ("For 3, no source names the leaders",)),
        (Filters(communities=("youth",), community_by=("serves",)), ("For 1, no source names the community",)),  # court
        (Filters(issue_areas=("health",)), ()),  # () is known to be none; code has an initiative
        (Filters(least_level=1), ("For 1 tie, no source names the level",)),
        (Filters(tie_kinds=("funds",)), ("For 1 tie, no source names the kind",)),
        (Filters(), ()),
    ],
)
def test_what_is_left_out_for_want_of_data_is_counted(
    city: Inventory, filters: Filters, words: tuple[str, ...]
) -> None:
    assert filters.left_out(city) == words


def test_steps_count_ties_not_reports(city: Inventory) -> None:
    table = Filters(tie_statuses=("active", "on record"), least_level=1).steps(city)
    assert table[["before", "left", "unknown"]].to_numpy().tolist() == [[5, 3, 0], [3, 2, 1]]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (
            Filters(issue_areas=("justice",), communities=("Black residents",), community_by=("led_by",)),
            "Justice · led by Black residents",
        ),
        (Filters(issue_areas=("justice", "housing", "health")), "Justice, housing or health"),
        (Filters(communities=("x",), community_by=("serves",)), "Serving x"),
        (Filters(communities=("x",), community_by=("seats",)), "Seating x"),
        (Filters(types=("library",), statuses=("active",)), "Library · status active"),
        (Filters(tie_kinds=("works_with", "funds")), "Ties where one works with or funds the other"),
        (Filters(tie_statuses=("wanted",), least_level=3), "Ties wanted · ties at level 3 or more"),
        (Filters(), "All organizations"),
    ],
)
def test_a_filter_in_words(filters: Filters, words: str) -> None:
    assert filters.describe() == words


def test_a_description_says_how_much_is_left(city: Inventory) -> None:
    filters = Filters(issue_areas=("justice",), communities=("Black residents",), community_by=("led_by",))
    assert filters.describe(city) == "Justice · led by Black residents · 1 of 5 organizations"
    one = city.with_tables(organizations=city.organizations.iloc[:1])
    assert Filters().describe(one) == "All 1 organization"
    assert Filters(least_level=2).describe(city) == "Ties at level 2 or more · 5 of 5 organizations"


def test_lists_and_single_words_are_taken_and_filters_compare() -> None:
    listed: Any = ["justice", "justice"]
    word: Any = "justice"
    assert Filters(issue_areas=listed) == Filters(issue_areas=word) == Filters(issue_areas=("justice",))
    assert len({Filters(issue_areas=listed), Filters(issue_areas=word)}) == 1


@pytest.mark.parametrize("by", [(), ("served",), ("serves", "holds")])
def test_a_way_that_does_not_exist_is_an_error_that_names_it(by: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="community_by"):
        Filters(communities=("x",), community_by=by)


def test_an_empty_inventory_stays_empty() -> None:
    filters = Filters(issue_areas=("justice",), communities=("x",), types=("library",), least_level=2)
    assert len(filters.apply(make_inventory()).organizations) == 0
    assert filters.steps(make_inventory())["left"].tolist() == [0, 0, 0, 0]


WORDS = st.lists(st.sampled_from(["justice", "housing", "health"]), max_size=2)


@settings(max_examples=25)
@given(WORDS, st.sampled_from([(), ("library",), ("media", "library")]), st.sampled_from([None, 1, 3]))
def test_more_filters_never_leave_more_and_applying_twice_changes_nothing(
    issues: list[str], types: tuple[str, ...], level: float | None
) -> None:
    both = Filters(issue_areas=tuple(issues), types=types, least_level=level)
    found = both.apply(CITY)
    one_by_one = Filters(types=types).apply(Filters(issue_areas=tuple(issues)).apply(CITY))
    assert found.organizations["id"].tolist() == one_by_one.organizations["id"].tolist()
    again = both.apply(found)
    for name, frame in found.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], frame)
    ids = set(found.organizations["id"])
    assert set(found.relationships["from"]) | set(found.relationships["to"]) <= ids
    assert set(ties(found)["a"]) <= ids


def test_nothing_is_mutated(city: Inventory) -> None:
    before = {name: frame.copy(deep=True) for name, frame in city.tables.items()}
    filters = Filters(
        issue_areas=("justice",), communities=("Black residents",), tie_statuses=("active",), least_level=1
    )
    filters.apply(city)
    filters.steps(city)
    filters.describe(city)
    organization_reach(city)
    for name, frame in city.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
