"""One's own inventory worked on: mended, merged, edited, and each step undone."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.drafts import Draft, list_rows_left_out, make_draft
from components.drafts.opening import open_draft
from components.matching import find_duplicates
from components.ui.frame.text import plain
from components.ui.frame.words import EMPTY_INVENTORY
from components.ui.views.inventory import likely_pairs
from components.ui.views.inventory.rows_set_aside import tabulate_rows
from tests.hostile_words import NAMES, hostile_inventory
from tests.inventories import make_inventory
from tests.pages.opening import as_own, assert_runs, in_view, marked_up, names, opened, press, said, settled
from tests.pages.test_hostile_words import TRIES

MESSY = b"""name,type,issue_areas,since
North Hackers,civic hackers,jusitce,2015
City Hall,,jusitce,soon
Library,,helth,
,museum,,
"""
PARTS = ("here", "mend", "same", "edit")


def working(part: str, draft: Draft) -> AppTest:
    return assert_runs(
        opened("inventory", city="upload", part=part, upload=as_own(draft), unfold=["organization-form"])
    )


def messy() -> Draft:
    return open_draft([("organizations.csv", MESSY)])


def editor(page: AppTest):
    """What can be mended, cell by cell."""
    return [frame.value for frame in page.dataframe if "What is wrong, and how to mend it" in frame.value]


# Mending


def test_every_row_that_came_in_is_told():
    text = said(working("mend", messy()))
    assert "4 rows came in: 3 kept, 1 set aside." in text


def test_what_one_click_mends_comes_first():
    text = said(working("mend", messy()))
    assert "Words\n- jusitce → **justice**" in text
    assert text.index("We think we know what is meant in") < text.index("Type over *What it says*")


def test_names_of_organizations_are_mended_before_words_and_a_word_that_is_not_known_is_named():
    ties = b"from,to,kind\nCity Hall,Bike Office,works with\n"
    text = b"name,issue_areas\nCity Hall,housing|safety net\nNorth Hackers,news\n"
    (frame,) = editor(working("mend", open_draft([("organizations.csv", text), ("relationships.csv", ties)])))
    assert frame["What it says"].tolist() == ["Bike Office", "housing|safety net", "news"]
    assert frame["What is wrong, and how to mend it"].iloc[1].startswith("The Atlas does not know “safety net” here.")


def test_one_click_mends_all_of_a_kind_and_is_undone():
    page = press(working("mend", messy()), "mend-word")
    areas = in_view(page).inventory.organizations["issue_areas"]
    assert list(areas)[:2] == [("justice",), ("justice",)]
    assert "mended (words)" in said(page), "what was done is said"
    page = press(page, "Undo")
    assert list(in_view(page).inventory.organizations["issue_areas"])[:2] == [("jusitce",), ("jusitce",)]
    assert "Undone: " in said(page)
    assert next(button for button in page.button if button.label == "Undo").disabled


def test_a_text_of_several_rows_is_one_line_of_the_editor():
    lines = [line for frame in editor(working("mend", messy())) for line in frame["What it says"]]
    assert lines.count("jusitce") == 1


def test_a_row_without_its_required_cell_can_be_mended():
    first = editor(working("mend", messy()))[0]
    assert first["Column"].tolist() == ["name"]
    assert first["Where"].tolist() == ["museum (organizations, row 5)"]


def test_rows_that_are_not_in_the_inventory_are_taken_along_with_all_their_cells():
    rows = tabulate_rows(list_rows_left_out(messy()))
    assert rows[["Table", "What the row is", "type"]].to_numpy().tolist() == [["Organizations", "museum", "museum"]]


def test_a_row_that_is_set_aside_is_said():
    page = working("mend", messy().set_aside([1]))
    assert "4 rows came in: 2 kept, 2 set aside." in said(page)
    gone = next(frame.value for frame in page.dataframe if "Why" in frame.value)
    assert gone["Why"].tolist() == ["set aside by you", "lacks a cell it must have"]


def test_an_inventory_without_problems_says_so():
    text = said(working("mend", open_draft([("organizations.csv", b"name\nCity Hall\n")])))
    assert "Nothing to mend: every row came in as it stands." in text


# The same organization


TWINS = b"""name,website,place
North Hackers,https://north.example,North
North  Hackers,https://north.example,
Riverside Library,,
Riverside Libary,,
City Hall,,
"""


def twins() -> Draft:
    return open_draft([("organizations.csv", TWINS)])


def pairs(page: AppTest) -> int:
    return sum(button.label == "Not the same" for button in page.button)


def test_each_pair_is_shown_with_its_reason():
    page = working("same", twins())
    assert pairs(page) == 2
    assert "**North Hackers** · North  \nand **North Hackers** · id north" in said(page).replace("\\", "")
    assert "2 pairs of organizations may be one and the same, 1 of them almost surely." in said(page)


def test_merging_makes_one_row_and_is_said_and_undone():
    page = press(working("same", twins()), "The same: merge")
    assert len(names(page)) == 4
    assert "was merged into" in said(page)
    assert pairs(page) == 1
    assert "1 pair of organizations may be one and the same. " in said(page).replace("*", "")
    assert len(names(press(page, "Undo"))) == 5


def test_what_is_not_the_same_does_not_come_back():
    page = press(working("same", twins()), "Not the same")
    assert len(names(page)) == 5
    assert pairs(page) == 1
    assert "stay two organizations" in said(page)
    page = press(page, "Not the same")
    assert "No two organizations look like one." in said(page)
    assert pairs(press(page, "Undo")) == 1


def branches() -> Draft:
    rows = b"Aid,1 Ash St\nAid,2 Elm St\nAid,3 Oak St\nMill Museum,\nMill Museums,\nHarbor,\nHarbor,\n"
    return open_draft([("organizations.csv", b"name,address\n" + rows)])


def merge_keys(page: AppTest) -> list[str]:
    return [button.key for button in page.button if button.label == "The same: merge"]


def test_three_of_one_name_are_told_apart_by_their_addresses():
    text = said(working("same", branches()))
    for one, other in (("1 Ash St", "2 Elm St"), ("1 Ash St", "3 Oak St"), ("2 Elm St", "3 Oak St")):
        assert f"**Aid** · {one}  \nand **Aid** · {other}" in text
    assert text.count("Perhaps one: Same name; different addresses; may be branches") == 3


def test_a_decided_pair_keeps_its_place_and_the_others_do_not_move():
    page = working("same", branches())
    before, cards = merge_keys(page), said(page).count("Perhaps one")
    page = press(page, "merge-aid-aid-2")
    left = merge_keys(page)
    assert [key for key in before if key in left] == left
    assert set(before) - set(left) == {"merge-aid-aid-2", "merge-aid-2-aid-3"}, "what was aid-2 is of aid now"
    text = said(page)
    assert text.count("Perhaps one") == cards
    assert text.count("Decided: the two are one now.") == 2
    assert text.index("Decided") < text.index("Mill Museums")
    page = press(page, "apart-mill-museum-mill-museums")
    assert said(page).count("Decided: they stay two.") == 1
    assert said(page).index("the two are one now") < said(page).index("they stay two")
    page = press(press(page, "Undo"), "Undo")
    assert "Decided" not in said(page)
    assert merge_keys(page) == before


def test_all_sure_pairs_are_merged_at_once():
    motto = (b"North", b"East")
    twice = (b"North Hackers", b"Riverside Library", b"Harbor Museum")
    rows = b"".join(b"%s,%s\n" % (name, each) for name in twice for each in motto)
    page = working("same", open_draft([("organizations.csv", b"name,motto\n" + rows)]))
    assert "3 pairs of organizations may be one and the same, all of them almost surely." in said(page)
    page = press(page, "merge-sure")
    assert sorted(names(page)) == ["Harbor Museum", "North Hackers", "Riverside Library"]
    assert "3 organizations merged into another." in said(page)
    assert set(in_view(page).inventory.claims["value"]) == {"East"}, "every value is kept"


# Editing


def field(page: AppTest, label: str):
    return next(box for box in [*page.text_input, *page.text_area] if box.label.startswith(label))


def chosen(page: AppTest, name: str) -> AppTest:
    box = next(box for box in page.selectbox if box.key == "edit-organization")
    return settled(box.select_index(box.options.index(name)).run())


def test_an_organization_is_added_in_the_form():
    page = working("edit", messy())
    field(page, "Name").set_value("Harbor Museum")
    page = press(page, "Save the organization")
    assert names(page) == ["North Hackers", "City Hall", "Library", "Harbor Museum"]
    assert "Harbor Museum was added." in said(page)


def test_an_organization_is_changed_in_the_form_and_the_change_is_undone():
    page = chosen(working("edit", messy()), "City Hall")
    assert field(page, "Name").value == "City Hall"
    field(page, "Description").set_value("Center")
    page = press(page, "Save the organization")
    organizations = in_view(page).inventory.organizations.set_index("name")
    assert organizations.loc["City Hall", "description"] == "Center"
    assert organizations.loc["City Hall", "issue_areas"] == ("jusitce",), "what was not touched stays as it was"
    assert "City Hall: 1 cell changed." in said(page)
    page = press(page, "Undo")
    assert in_view(page).inventory.organizations["description"].isna().all()


OWN = b"""name,Ours,**Type**,description,Motto
Library,two,x,d,"one
two"
Museum,,y,,
"""


def own_fields(page: AppTest) -> dict[str, Any]:
    boxes = [box for box in [*page.text_input, *page.text_area] if (box.key or "").startswith("own field")]
    return {box.label: box for box in boxes}


def test_columns_of_a_teams_own_are_seen_and_changed_in_the_form():
    page = chosen(working("edit", open_draft([("organizations.csv", OWN)])), "Library")
    own = own_fields(page)
    assert {label: box.value for label, box in own.items()} == {
        "Ours": "two",
        plain("**Type**"): "x",
        "Motto": "one\ntwo",
    }
    own[plain("**Type**")].set_value("z")
    page = press(page, "Save the organization")
    assert "Library: 1 cell changed." in said(page)
    found = in_view(page).inventory.organizations.set_index("name")
    assert found["**Type**"].to_dict() == {"Library": "z", "Museum": "y"}
    assert (found.loc["Library", "Motto"], found.loc["Library", "description"]) == ("one\ntwo", "d")


def test_a_new_organization_gets_its_cells_of_a_teams_own_columns():
    page = working("edit", open_draft([("organizations.csv", OWN)]))
    field(page, "Name").set_value("Clinic")
    own_fields(page)["Ours"].set_value("three")
    page = press(page, "Save the organization")
    assert in_view(page).inventory.organizations.set_index("name").loc["Clinic", "Ours"] == "three"


def test_without_a_name_nothing_is_saved():
    page = working("edit", messy())
    before = in_view(page).key
    field(page, "Description").set_value("Center")
    page = press(page, "Save the organization")
    assert "An organization needs a name. Nothing was saved." in said(page)
    assert in_view(page).key == before


def test_saving_without_a_change_is_said():
    page = chosen(working("edit", messy()), "City Hall")
    page = press(page, "Save the organization")
    assert "Nothing was changed." in said(page)


@pytest.mark.parametrize("table", ["organizations", "relationships", "assessments", "seats", "inventory", "notes"])
def test_every_table_can_be_edited_also_where_it_is_empty(table: str):
    page = working("edit", messy())
    box = next(box for box in page.selectbox if box.key == "edit-table")
    page = settled(box.select(table).run())
    assert "Nothing changed yet" in said(page)


def configured(page: AppTest) -> dict[str, Any]:
    """How the columns of the table's editor are drawn, by their names."""
    return json.loads(page.dataframe[-1].proto.columns)


def editing(table: str, draft: Draft) -> AppTest:
    page = working("edit", draft)
    box = next(box for box in page.selectbox if box.label == "Table to edit")
    return settled(box.select(table).run())


def options_of(column: dict[str, Any]) -> list[str]:
    return [
        str(option.get("label") or option["value"]) if isinstance(option, dict) else str(option)
        for option in column["type_config"]["options"]
    ]


def test_types_ties_and_organizations_are_chosen_from_lists_by_their_names():
    twins = b"id,name\nlib-1,Library\nlib-2,Library\nhall,City Hall\n"
    ties = b"from,to,kind\nhall,lib-1,likes\n"
    found = configured(editing("relationships", open_draft({"organizations.csv": twins, "relationships.csv": ties})))
    assert options_of(found["from"]) == ["", "City Hall", "Library (lib-1)", "Library (lib-2)", "City Hall"]
    kinds = options_of(found["kind"])
    assert "works with" in kinds and "likes" in kinds, "a word of the team's own stays"
    assert found["evidence"]["default"] == "", "a new row is empty"


def test_a_new_rating_has_a_rater_and_nobody_sees_the_others():
    rated = open_draft({"assessments.csv": b"element,rating,rater\nknowledge,3,r01\n"})
    page = editing("assessments", rated)
    assert "rater" in configured(page) and "r01" not in said(page)
    assert page.dataframe[-1].value["rater"].tolist() == [""]


def test_rows_are_found_by_any_word():
    page = working("edit", messy())
    box = next(box for box in page.text_input if box.label == "Rows that hold")
    page = settled(box.set_value("LIBRARY").run())
    assert next(frame.value for frame in page.dataframe)["name"].tolist() == ["Library"]


def test_a_shipped_city_is_edited_as_a_copy():
    page = assert_runs(opened("inventory", city="st-louis"))
    assert not [button for button in page.button if button.label == "Undo"]
    page = press(page, "Edit a copy of this inventory")
    loaded = in_view(page)
    assert loaded.is_upload
    assert len(loaded.inventory.organizations) == 64
    assert "edit" in page.query_params["part"]
    page.session_state["organization-form"] = True
    page = chosen(page.run(), sorted(loaded.inventory.organizations["name"], key=str.casefold)[0])
    field(page, "Description").set_value("Somewhere")
    page = press(page, "Save the organization")
    assert (in_view(page).inventory.organizations["description"] == "Somewhere").sum() == 1


# Any inventory


@pytest.mark.parametrize("part", PARTS)
def test_an_empty_inventory_opens_every_part(part: str):
    assert EMPTY_INVENTORY in said(working(part, Draft()))


@pytest.mark.parametrize("part", PARTS)
def test_two_thousand_organizations_open_every_part(part: str):
    page = working(part, many(2_000))
    assert "All 2,000 organizations" in said(page)


def many(count: int) -> Draft:
    rows = b"".join(b"Group %d of %x,jusitce\n" % (number, number * 7919) for number in range(count))
    return open_draft([("organizations.csv", b"name,issue_areas\n" + rows)])


def test_looking_for_pairs_among_many_waits_for_a_click():
    page = working("same", many(10_001))
    assert "takes a while" in said(page)
    page = press(page, "Look for likely duplicates")
    assert "takes a while" not in said(page)


def test_among_many_the_pairs_that_are_left_need_no_second_look(monkeypatch: pytest.MonkeyPatch):
    looked = []
    monkeypatch.setattr(
        likely_pairs, "find_duplicates", lambda *of, **how: looked.append(of) or find_duplicates(*of, **how)
    )
    twins = [{"name": name, "website": f"https://{name[:5].lower()}.example"} for name in ("North Hackers",) * 2]
    twins += [{"name": "Riverside Library"}, {"name": "Riverside Libary"}]
    others = [{"name": f"Group {number * 7919:x}"} for number in range(2_000)]
    page = working("same", make_draft(make_inventory(organizations=[*twins, *others])))
    text, before = said(page), pairs(page)
    assert "North Hackers" in text and "Riverside Library" in text
    page = press(page, "Not the same")
    assert len(looked) == 1
    assert said(page).count("North Hackers** · ") == 2
    assert said(page).count("Decided: they stay two.") == 1
    assert pairs(page) in (before, before - 1), "the next of many comes in its place"


@pytest.mark.parametrize("part", PARTS)
def test_hostile_words_are_text_in_every_part(part: str):
    draft = make_draft(hostile_inventory())
    page = working(part, draft)
    for text in marked_up(page):
        assert not any(" ".join(word.split()) in text for word in TRIES), text


def test_hostile_twins_are_text():
    rows = [{"name": name, "id": f"{number}-{twin}"} for number, name in enumerate(NAMES) for twin in range(2)]
    page = working("same", make_draft(make_inventory(organizations=rows)))
    assert pairs(page)
    for text in marked_up(press(page, "Not the same")) + marked_up(press(page, "The same: merge")):
        assert not any(" ".join(word.split()) in text for word in TRIES), text


def test_an_unknown_part_is_said():
    text = said(working(NAMES[3], messy()))
    assert "which is not here. You see what is here." in text
