"""A draft keeps every row as it came, and every change gives a new draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from components.drafts import Draft, RowTexts, list_inventories, list_rows_left_out, make_draft, read_inventory
from components.drafts.opening import make_draft_of_tables, open_draft
from components.drafts.text_tables import ADDED_HERE
from components.inventory.progress import StoppedError
from tests.any_inventory import TABLES, assert_same, usable
from tests.inventories import make_inventory
from tests.stopping import stop_at

ORGANIZATIONS = b"name,type,since,Colour\nLibrary,libary,2015,red\n,university,2016,blue\nMakers,library,soon,\n"
TIES = b"from,to,kind\nLibrary,Makers,works_with\nLibrary,Elsewhere,funds\n"


def draft() -> Draft:
    return open_draft([("organizations.csv", ORGANIZATIONS), ("relationships.csv", TIES)])


def test_checking_reports_progress_and_stops_when_asked() -> None:
    # A copy has nothing worked out yet.
    told: list[tuple[str, float]] = []
    checked = replace(draft()).check(progress=lambda words, share: told.append((words, share)))
    assert checked.problems == draft().problems
    shares = [share for _, share in told]
    assert "Checking every cell: organizations, since." in [words for words, _ in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] < 1
    for at in range(len(told)):
        stopped = replace(draft())
        with pytest.raises(StoppedError):
            stopped.check(progress=stop_at(at))
        assert stopped.problems == checked.problems, "what was stopped can be worked out later"


def test_after_a_change_only_what_comparing_needs_stays_of_the_first_draft() -> None:
    """Its inventory stays for the rest of a visit, so that it is not worked out again; its problems do not."""
    before = open_draft({"organizations.csv": b"name,type\nLibrary,libary\n"})
    assert before.problems
    (came,) = before.with_rows("organizations", [{"name": "Clinic"}]).arrivals
    assert came.draft.inventory is before.inventory and not came.draft.reading.problems
    assert before.reading.problems, "the draft itself has them still"


def key_of(draft: Draft, table: str, column: str, text: str) -> int:
    """The key of the one row with this text."""
    for raw in draft.text_tables:
        if raw.table == table and text in raw.columns.get(column, ()):
            return list(raw.keys or ())[list(raw.columns[column]).index(text)]
    raise AssertionError(f"{table} has no {column} {text}")


def texts(draft: Draft) -> list[Any]:
    """Everything that a draft holds, copied, to see that nothing changed it."""
    raws = [
        ({name: list(cells) for name, cells in raw.columns.items()}, list(raw.keys or ())) for raw in draft.text_tables
    ]
    return [raws, draft.rows_set_aside, draft.not_the_same, draft.reading_problems, draft.day]


def test_each_row_has_a_key_of_its_own_that_stays() -> None:
    before = draft()
    keys = [key for raw in before.text_tables for key in raw.keys or ()]
    assert sorted(set(keys)) == sorted(keys) and len(keys) == 5
    makers = key_of(before, "organizations", "name", "Makers")
    after = before.with_cells({makers: {"name": "Makers' Guild"}})
    after = after.with_rows("organizations", [{"name": "School"}])
    after = after.set_aside([makers]).take_back([makers])
    assert RowTexts(after.text_tables).cell(makers, "name") == "Makers' Guild"
    names = dict(zip(after.reading.keys["organizations"], after.inventory.organizations["name"], strict=True))
    assert names[makers] == "Makers' Guild"
    assert len({key for raw in after.text_tables for key in raw.keys or ()}) == 6


def test_the_keys_that_come_with_a_frame_are_those_of_its_rows() -> None:
    found = draft()
    for table, frame in found.inventory.tables.items():
        assert len(found.reading.keys[table]) == len(frame)
    assert found.reading.keys["organizations"][-1] is None
    assert found.inventory.organizations["name"].iloc[-1] == "Elsewhere"


def test_problems_have_the_key_even_of_rows_without_a_name() -> None:
    found = draft()
    missing = next(problem for problem in found.problems if problem.rule == "required cell missing")
    assert missing.key == key_of(found, "organizations", "type", "university") and missing.label is None
    unread = next(problem for problem in found.problems if problem.rule == "not a date")
    assert unread.key == key_of(found, "organizations", "since", "soon") and unread.label == 1


def test_mending_a_rows_name_brings_it_in() -> None:
    before = draft()
    missing = next(problem for problem in before.problems if problem.rule == "required cell missing")
    assert missing.key is not None
    after = before.with_cells({missing.key: {"name": "College"}})
    assert list(after.inventory.organizations["name"]) == ["Library", "College", "Makers", "Elsewhere"]
    assert not [problem for problem in after.problems if problem.rule == "required cell missing"]


def test_a_cell_that_could_not_be_read_keeps_its_text_until_it_is_changed() -> None:
    before = draft()
    makers = key_of(before, "organizations", "name", "Makers")
    other = before.with_cells({makers: {"type": "school"}})
    assert RowTexts(other.text_tables).cell(makers, "since") == "soon"
    after = other.with_cells({makers: {"since": "2017"}})
    assert after.inventory.organizations["since"].iloc[1] == "2017"
    assert not [problem for problem in after.problems if problem.rule == "not a date"]


def test_a_tie_end_is_mended_to_a_listed_organization() -> None:
    before = draft()
    tie = key_of(before, "relationships", "to", "Elsewhere")
    after = before.with_cells({tie: {"to": "Makers"}})
    assert list(after.inventory.organizations["name"]) == ["Library", "Makers"]
    assert list(after.inventory.relationships["to"]) == ["makers", "makers"]


def test_a_new_column_comes_with_the_cells_that_name_it() -> None:
    before = draft()
    makers = key_of(before, "organizations", "name", "Makers")
    after = before.with_cells({makers: {"Budget": "12"}})
    assert after.inventory.organizations["Budget"].tolist()[1] == "12"
    assert after.inventory.organizations["Budget"].notna().sum() == 1


def test_nothing_is_changed_in_place_and_the_earlier_draft_is_the_undo() -> None:
    before = draft()
    held, inventory = texts(before), before.inventory
    key = key_of(before, "organizations", "name", "Library")
    steps = [
        before.with_cells({key: {"name": "X", "More": "y"}}),
        before.with_rows("organizations", [{"name": "School"}]),
        before.set_aside([key]),
        before.set_aside([key]).take_back([key]),
        before.keep_apart("library", "makers"),
    ]
    for step in steps:
        _ = step.inventory, step.problems, list_rows_left_out(step)
    assert texts(before) == held
    assert before.inventory is inventory
    assert_same(draft().inventory, inventory)
    assert_same(steps[3].inventory, inventory)


def test_rows_set_aside_are_kept_and_taken_back() -> None:
    before = draft()
    library = key_of(before, "organizations", "name", "Library")
    after = before.set_aside([library])
    assert "Library" in set(after.inventory.organizations.query("listed == 'no'")["name"])
    rows = list_rows_left_out(after).set_index("key")
    assert rows.loc[library, "why"] == "set aside"
    assert rows.loc[library, "texts"]["Colour"] == "red"
    assert_same(after.take_back([library]).inventory, before.inventory)


def test_setting_a_row_aside_does_not_change_how_the_dates_of_others_are_read() -> None:
    before = open_draft({"organizations.csv": b"name,since\nA,3/4/2015\nB,25/4/2015\n"})
    assert list(before.inventory.organizations["since"]) == ["2015-04-03", "2015-04-25"]
    after = before.set_aside([key_of(before, "organizations", "name", "B")])
    assert list(after.inventory.organizations["since"]) == ["2015-04-03"]


def test_every_row_is_kept_or_listed_with_the_reason() -> None:
    same = b"name,type\nLibrary,library\n"
    found = open_draft({"a/organizations.csv": same, "organizations.csv": same, "inventory.csv": b"fictional\n??\n"})
    found = found.with_rows("notes", [{"about": "", "text": " "}, {"about": "Library"}])
    rows = list_rows_left_out(found)
    kept = sum(key is not None for keys in found.reading.keys.values() for key in keys)
    assert kept + len(rows) == sum(len(raw.rows) for raw in found.text_tables)
    assert sorted(zip(rows["table"], rows["why"], strict=True)) == [
        ("inventory", "cannot be read"),
        ("notes", "blank"),
        ("notes", "cannot be read"),
        ("organizations", "same as another"),
    ]


def test_keys_and_tables_that_do_not_exist_are_errors() -> None:
    before = draft()
    with pytest.raises(KeyError, match="99"):
        before.with_cells({99: {"name": "x"}})
    with pytest.raises(KeyError, match="99"):
        before.set_aside([99])
    with pytest.raises(ValueError, match="No such table: people"):
        before.with_rows("people", [{"name": "x"}])


def test_rows_added_here_are_one_table_and_not_a_second_file() -> None:
    after = draft()
    for name in ("School", "Clinic", "School"):
        after = after.with_rows("organizations", [{"name": name, f"Extra {name}": "x"}])
    raws = [raw for raw in after.text_tables if raw.file == ADDED_HERE]
    assert len(raws) == 1 and list(raws[0].rows) == [2, 3, 4]
    assert list(raws[0].columns["name"]) == ["School", "Clinic", "School"]
    assert list(raws[0].columns["Extra Clinic"]) == ["", "x", ""]
    assert not [problem for problem in after.problems if problem.rule == "tables read together"]
    # Two rows that a person wrote alike are two rows, until the person says otherwise.
    assert list(after.inventory.organizations["id"])[2:5] == ["school", "clinic", "school-2"]


def test_a_note_that_two_files_were_read_together_stays() -> None:
    files = {"a/organizations.csv": b"name\nA\n", "organizations.csv": b"name\nB\n"}
    assert [problem.rule for problem in open_draft(files).problems] == ["tables read together"]


def test_the_day_of_a_folder_counts_where_the_inventory_says_none() -> None:
    found = replace(open_draft({"organizations.csv": b"name\nLibrary\n"}), day="2024-05-01")
    assert found.inventory.about("as_of") == "2024-05-01"
    assert found.reading.keys["inventory"] == [None]
    with_city = found.with_rows("inventory", [{"city": "Riverbend"}])
    assert with_city.inventory.about("as_of") == "2024-05-01" and with_city.inventory.about("city") == "Riverbend"
    own = found.with_rows("inventory", [{"as_of": "2023"}])
    assert own.inventory.about("as_of") == "2023"


@pytest.mark.parametrize("city", sorted(list_inventories("data/inventories")["key"]))
def test_the_draft_of_a_shipped_city_is_that_city(city: str) -> None:
    inventory, _ = read_inventory(f"data/inventories/{city}")
    assert_same(make_draft(inventory).inventory, inventory)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(tables=TABLES)
def test_the_draft_of_an_inventory_is_that_inventory(tables: dict[str, list[dict[str, Any]]]) -> None:
    inventory = usable(tables)
    if inventory is None:
        return
    found = make_draft(inventory)
    assert_same(found.inventory, inventory)
    # Writing each text over itself changes nothing either.
    rows = RowTexts(found.text_tables)
    same = {key: {name: rows.as_written(key, text) for name, text in rows.row(key).items()} for key in rows.keys}
    assert_same(found.with_cells(same).inventory, inventory)


def test_an_empty_table_keeps_the_columns_that_it_has_beyond_the_standard() -> None:
    inventory = make_inventory(organizations=[{"name": "Library", "Budget": ""}])
    assert_same(make_draft(inventory).inventory, inventory)
    none = inventory.with_tables(organizations=inventory.organizations.iloc[:0])
    assert "Budget" in make_draft(none).inventory.organizations


def test_a_draft_of_nothing_is_an_empty_inventory() -> None:
    assert all(frame.empty for frame in make_draft_of_tables([]).inventory.tables.values())
