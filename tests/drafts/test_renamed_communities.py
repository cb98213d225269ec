"""A community that gets another name: whatever named it by the old one follows."""

from __future__ import annotations

from components.drafts import Draft
from components.drafts.opening import open_draft

FILES = {
    "organizations.csv": "name,serves,led_by\nLibrary,renters|Youth,\nAid,Renters,renters\nClub,tenants of parks,\n",
    "communities.csv": "name,broader,marginalized\nrenters,,yes\nyouth,renters,\n",
    "initiatives.csv": "name,serves\nClinic,renters\n",
    "seats.csv": "table,organization,speaks_for,held_by_community\nHousing board,Aid,renters,youth\n",
    "notes.csv": "about,text\nrenters,Most of them live in Eastbank.\n",
}


def opened(**more: str) -> Draft:
    files = FILES | {f"{table}.csv": text for table, text in more.items()}
    return open_draft([(name, text.encode()) for name, text in files.items()])


def renamed(draft: Draft, old: str, new: str, **also: str) -> Draft:
    names = draft.table_texts("communities")["name"]
    return draft.with_cells({names[names == old].index[0]: {"name": new, **also}})


def test_all_that_names_a_community_follows_its_new_name() -> None:
    after = renamed(opened(), "renters", "tenants").inventory
    assert after.organizations["serves"].tolist() == [("tenants", "Youth"), ("tenants",), ("tenants of parks",)]
    assert after.organizations["led_by"].tolist()[1] == ("tenants",)
    assert after.initiatives["serves"].tolist() == [("tenants",)]
    assert after.seats["speaks_for"].tolist() == [("tenants",)]
    assert after.communities["broader"].tolist()[1] == "tenants"
    assert after.notes["about"].tolist() == ["tenants"]


def test_a_name_that_another_row_still_has_stays() -> None:
    draft = opened(communities="name,note\nrenters,East\nrenters,West\n")
    after = renamed(draft, "renters", "tenants").inventory
    assert after.organizations["serves"].tolist()[0] == ("renters", "Youth")


def test_a_cell_that_is_changed_at_the_same_time_stays_as_it_was_written() -> None:
    draft = opened()
    names, organizations = draft.table_texts("communities")["name"], draft.table_texts("organizations")["name"]
    changes = {names[names == "renters"].index[0]: {"name": "tenants"}}
    changes[organizations[organizations == "Aid"].index[0]] = {"led_by": "renters"}
    after = draft.with_cells(changes).inventory.organizations
    assert (after["serves"].tolist()[1], after["led_by"].tolist()[1]) == (("tenants",), ("renters",))


def test_two_names_that_trade_places_are_both_followed() -> None:
    draft = opened()
    names = draft.table_texts("communities")["name"]
    swapped = {key: {"name": {"renters": "youth", "youth": "renters"}[name]} for key, name in names.items()}
    after = draft.with_cells(swapped).inventory
    assert after.communities["name"].tolist() == ["youth", "renters"]
    assert after.organizations["serves"].tolist()[0] == ("youth", "renters")


def test_a_name_that_is_emptied_or_only_spelt_otherwise_changes_no_other_cell() -> None:
    for new in ("", "Renters"):
        after = renamed(opened(), "renters", new).inventory
        assert after.organizations["serves"].tolist()[0] == ("renters", "Youth")
