"""Whatever happens to the rows of organizations, a cell that names one goes on naming the same one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from components.drafts import Draft, list_rows_left_out
from components.drafts.opening import make_draft_of_tables, open_draft
from components.inventory.tables import TextTable
from components.matching import find_duplicates, merge_organizations
from tests.merged_rows import merge_rows


def draft_with(**tables: str) -> Draft:
    return open_draft([(f"{name}.csv", content.encode()) for name, content in tables.items()])


def keys_of(draft: Draft) -> dict[str, int | None]:
    """The keys of organizations by name."""
    names = draft.inventory.organizations["name"]
    return dict(zip(names, draft.reading.keys["organizations"], strict=True))


def key_of(draft: Draft, name: str) -> int:
    key = keys_of(draft)[name]
    assert key is not None
    return key


def ties(draft: Draft) -> list[tuple[str, str]]:
    """The ends of the ties, by name."""
    frame = draft.inventory.organizations
    names = dict(zip(frame["id"], frame["name"], strict=True))
    found = draft.inventory.relationships
    return [(names[one], names[other]) for one, other in zip(found["from"], found["to"], strict=True)]


def listed(draft: Draft) -> dict[str, str]:
    frame = draft.inventory.organizations
    return dict(zip(frame["name"], frame["listed"], strict=True))


# A cell is changed


def test_a_corrected_name_keeps_its_ties() -> None:
    draft = draft_with(organizations="name\nHubb Alpha\nBeta\n", relationships="from,to\nHubb Alpha,Beta\n")
    after = draft.with_cells({key_of(draft, "Hubb Alpha"): {"name": "Hub Alpha"}})
    assert listed(after) == {"Hub Alpha": "yes", "Beta": "yes"}
    assert ties(after) == [("Hub Alpha", "Beta")]


def test_other_cells_that_name_an_organization_follow_its_name_and_id() -> None:
    draft = draft_with(
        organizations="id,name\n7,Hubb\n8,Beta\n",
        seats="table,organization\nBoard,Hubb\n",
        initiatives="name,partners\nGarden,Hubb|Beta|Elsewhere\n",
        relationships="from,to,held_by\n7,8,Hubb: chair\n",
        claims="table,row,column,value\norganizations,7,since,1999\ninitiatives,7,since,1998\n",
        notes="about,text\nHubb,Open on Mondays\n",
    )
    after = draft.with_cells({key_of(draft, "Hubb"): {"name": "Hub", "id": "70"}}).inventory
    assert after.organizations["id"].tolist() == ["70", "8", "elsewhere"]
    assert after.seats["organization"].tolist() == ["70"]
    assert after.initiatives["partners"].tolist() == [("70", "8", "elsewhere")]
    assert after.relationships["held_by"].tolist() == [("Hub: chair",)]
    assert after.claims["row"].tolist() == ["70", "7"], "the second is of an initiative"
    assert after.notes["about"].tolist() == ["70"]


def test_an_id_that_becomes_free_takes_no_tie_along() -> None:
    draft = draft_with(organizations="id,name\n1,A\n1,B\n2,C\n", relationships="from,to\n1,2\n1-2,2\n")
    assert ties(draft) == [("A", "C"), ("B", "C")]
    after = draft.with_cells({key_of(draft, "A"): {"id": "99"}})
    assert after.inventory.organizations["id"].tolist() == ["99", "1", "2"]
    assert ties(after) == [("A", "C"), ("B", "C")]


def test_a_name_given_to_another_takes_no_tie() -> None:
    draft = draft_with(
        organizations="id,name,aliases\n1,A,Alpha\n2,B,\n3,C,\n", relationships="from,to\nAlpha,C\nNowhere,C\n"
    )
    after = draft.with_cells({key_of(draft, "B"): {"name": "Alpha"}})
    assert ties(after) == [("A", "C"), ("Nowhere", "C")]
    mended = draft.with_cells({key_of(draft, "B"): {"aliases": "Nowhere"}})
    assert ties(mended) == [("A", "C"), ("B", "C")], "what nobody was called may name one now"


def test_an_end_and_a_name_that_change_together_stay_as_written() -> None:
    draft = draft_with(organizations="name\nA\nB\nC\n", relationships="from,to\nA,B\n")
    tie = draft.reading.keys["relationships"][0]
    assert tie is not None
    after = draft.with_cells({key_of(draft, "A"): {"name": "D"}, tie: {"from": "C"}})
    assert ties(after) == [("C", "B")]


def test_a_name_that_would_run_as_a_formula_still_names_the_same_one() -> None:
    draft = draft_with(organizations="id,name\n=A,A\n2,B\n", relationships="from,to\nA,B\n")
    after = draft.with_cells({key_of(draft, "A"): {"name": "C"}})
    assert ties(after) == [("C", "B")]


# A row is set aside


@pytest.mark.parametrize(
    ("organizations", "tie"),
    [
        ("id,name\n1,A\n1,B\n2,C\n", "1,2"),
        ("id,name,aliases\n1,A,\n3,B,A\n2,C,\n", "A,2"),
        ("id,name,aliases\nx,A,\n3,B,X\n2,C,\n", "x,2"),
    ],
)
def test_a_tie_of_an_organization_that_is_set_aside_goes_to_no_other(organizations: str, tie: str) -> None:
    draft = draft_with(organizations=organizations, relationships=f"from,to\n{tie}\n")
    keys = [key_of(draft, "A")]
    after = draft.set_aside(keys)
    assert ties(after) == [("A", "C")]
    assert listed(after) == {"B": "yes", "C": "yes", "A": "no"}
    assert [problem.rule for problem in after.problems].count("organization not listed") == 1
    again = after.take_back(keys)
    assert ties(again) == [("A", "C")]
    assert again.inventory.organizations.equals(draft.inventory.organizations)


def test_of_two_with_one_name_the_one_set_aside_keeps_its_links() -> None:
    draft = draft_with(organizations="name,type\nBeta,library\nBeta,school\nC,\n", relationships="from,to\nBeta,C\n")
    first = draft.reading.keys["organizations"][0]
    assert first is not None
    after = draft.set_aside([first])
    frame = after.inventory.organizations
    assert frame["id"].tolist() == ["beta", "c", "beta (set aside)"]
    assert after.inventory.relationships["from"].tolist() == ["beta (set aside)"]
    assert after.take_back([first]).inventory.relationships["from"].tolist() == ["beta"]


def test_a_reporter_that_is_set_aside_stays_by_name() -> None:
    draft = draft_with(organizations="id,name\n1,A\n1,B\n2,C\n", relationships="from,to,reported_by\n1-2,2,1\n")
    after = draft.set_aside([key_of(draft, "A")])
    assert listed(after) == {"B": "yes", "C": "yes"}
    assert after.inventory.relationships["reported_by"].tolist() == ["A"]
    assert ties(after) == [("B", "C")]


# Rows are merged


def test_merging_moves_no_tie_of_a_third_with_the_same_id() -> None:
    draft = draft_with(organizations="id,name\n1,A\n1,B\n1,C\n", relationships="from,to\nA,B\n")
    assert draft.inventory.organizations["id"].tolist() == ["1", "1-2", "1-3"]
    assert ties(merge_organizations(draft, [("1-3", "1")])) == [("C", "B")]


def test_merging_one_whose_id_was_changed_leaves_no_phantom() -> None:
    draft = draft_with(organizations="id,name\n1,A\n1,B\n2,C\n", relationships="from,to\n1-2,2\nA,C\n")
    after = merge_organizations(draft, [("2", "1")])
    assert listed(after) == {"B": "yes", "C": "yes"}
    assert ties(after)[:1] == [("B", "C")]


def test_many_pairs_are_merged_at_once_as_one_by_one() -> None:
    names = [f"{place} {kind}" for place in ("Oak", "Elm", "Mill") for kind in ("Library", "Librery", "Libary")]
    rows = "".join(f"{name},{position}\n" for position, name in enumerate(names))
    lines = "".join(f"{one},{other}\n" for one, other in zip(names, names[4:], strict=False))
    draft = draft_with(organizations=f"name,since\n{rows}", relationships=f"from,to\n{lines}")
    ids = draft.inventory.organizations["id"].tolist()
    pairs = [(ids[0], ids[1]), (ids[1], ids[2]), (ids[3], ids[4]), (ids[7], ids[8])]
    at_once, one_by_one = merge_organizations(draft, pairs), draft
    for first, second in [(ids[0], ids[1]), (ids[0], ids[2]), (ids[3], ids[4]), (ids[7], ids[8])]:
        one_by_one = merge_organizations(one_by_one, [(first, second)])
    for table in ("organizations", "relationships"):
        assert at_once.inventory.tables[table].equals(one_by_one.inventory.tables[table])
    assert len(at_once.inventory.organizations) == 5
    assert sorted(at_once.inventory.claims["value"]) == sorted(one_by_one.inventory.claims["value"])
    assert set(list_rows_left_out(at_once)["key"]) == set(list_rows_left_out(one_by_one)["key"])


def test_no_pairs_change_nothing_and_an_unknown_pair_is_an_error() -> None:
    draft = draft_with(organizations="name\nA\nB\n")
    assert merge_organizations(draft, []) is draft
    with pytest.raises(ValueError, match="not two organizations"):
        merge_organizations(draft, [("a", "b"), ("a", "nobody")])


def test_pairs_found_as_likely_the_same_can_be_merged_at_once() -> None:
    draft = draft_with(
        organizations="name\nNeighborhood Legal Clinic\nLibrary\n",
        relationships="from,to\nNeigborhood Legal Clinic,Library\n",
    )
    found = find_duplicates(draft.inventory)
    after = merge_organizations(draft, list(zip(found["second"], found["first"], strict=True)))
    assert ties(after) == [("Neighborhood Legal Clinic", "Library")]


def test_an_id_that_says_none_names_no_organization_that_is_set_aside() -> None:
    rows = [{"id": "none", "name": "Nine", "aliases": "beta"}, {"id": "", "name": "Nine", "aliases": ""}]
    aside = drawn(rows, [("beta", "1")]).with_cells({0: {"aliases": "b"}}).set_aside([0])
    assert "none" not in aside.inventory.organizations["id"].tolist()
    after = aside.with_cells({0: {"id": ""}})
    assert len(after.inventory.organizations) == len(after.reading.keys["organizations"])


# Whatever is done

ID = some.sampled_from(["", "1", "2", "a", "A", "b", "beta", "none", "1-2"])
NAME = some.sampled_from(["A", "a", "B", "Beta", "Beta 2", "Nine", "1"])
ROW = some.fixed_dictionaries({"id": ID, "name": NAME, "aliases": some.sampled_from(["", "A", "B|1", "beta"])})
END = some.sampled_from(["1", "2", "a", "A", "B", "b", "beta", "beta-2", "1-2", "1-3", "Nobody"])
Joined = dict[tuple[str, int, str], list[object]]


def drawn(rows: list[dict[str, str]], ends: list[tuple[str, str]]) -> Draft:
    columns = {name: [row[name] for row in rows] for name in ("id", "name", "aliases")}
    pairs = {"from": [one for one, _ in ends], "to": [other for _, other in ends]}
    lists = {"name": [f"Work {at}" for at in range(len(ends))], "partners": [f"{one}|{other}" for one, other in ends]}
    return make_draft_of_tables(
        [
            TextTable("organizations", dict(columns), range(2, len(rows) + 2)),
            TextTable("relationships", dict(pairs), range(2, len(ends) + 2)),
            TextTable("initiatives", dict(lists), range(2, len(ends) + 2)),
        ]
    )


def joined(draft: Draft) -> Joined:
    """What each cell names: the key of a row, or None where only other tables name the organization."""
    frame = draft.inventory.organizations
    keys = dict(zip(frame["id"], draft.reading.keys["organizations"], strict=True))
    found: Joined = {}
    for table, columns in {"relationships": ("from", "to"), "initiatives": ("partners",)}.items():
        for column in columns:
            cells = draft.inventory.tables[table][column]
            for key, cell in zip(draft.reading.keys[table], cells, strict=True):
                if key is not None:
                    several = cell if isinstance(cell, tuple) else (cell,)
                    found[table, key, column] = [keys.get(each) for each in several if isinstance(each, str)]
    return found


def of_rows(cells: list[object], moved: Mapping[int, int]) -> set[int]:
    return {moved.get(each, each) for each in cells if isinstance(each, int)}


@settings(max_examples=25)
@given(some.lists(ROW, min_size=2, max_size=5), some.lists(some.tuples(END, END), max_size=4), some.data())
def test_every_cell_names_the_same_rows_whatever_is_done(
    rows: list[dict[str, str]], ends: list[tuple[str, str]], data: some.DataObject
) -> None:
    draft = drawn(rows, ends)
    organizations = [key for key in draft.reading.keys["organizations"] if key is not None]
    held: dict[tuple[str, int, str], set[int]] = {}
    merged_away: set[int] = set()
    for _ in range(data.draw(some.integers(1, 4))):
        inside = [key for key in draft.reading.keys["organizations"] if key is not None]
        left = [key for key in organizations if key not in merged_away]
        what = data.draw(some.sampled_from(["change", "aside", "back", "merge"]))
        moved: dict[int, int] = {}
        for place, cells in joined(draft).items():
            held[place] = of_rows(cells, {}) | (held.get(place, set()) & draft.rows_set_aside)
        if what == "change":
            column, text = data.draw(some.sampled_from([("id", ID), ("name", NAME), ("aliases", END)]))
            draft = draft.with_cells({data.draw(some.sampled_from(left)): {column: data.draw(text)}})
        elif what == "aside" and inside:
            draft = draft.set_aside([data.draw(some.sampled_from(inside))])
        elif what == "back":
            draft = draft.take_back([data.draw(some.sampled_from(left))])
        elif what == "merge" and len(inside) > 1:
            keep, other = data.draw(some.lists(some.sampled_from(inside), min_size=2, max_size=2, unique=True))
            draft, moved = merge_rows(draft, [keep, other], keep), {other: keep}
            merged_away.add(other)
        for place, cells in joined(draft).items():
            meant = {moved.get(key, key) for key in held.get(place, set())}
            assert meant - draft.rows_set_aside <= of_rows(cells, {}), place
            if place[0] == "relationships" and meant:
                assert of_rows(cells, {}) == meant - draft.rows_set_aside, "nor does it name another"


# Communities

ON_COMMUNITIES = {
    "organizations.csv": "name,serves,led_by\nLibrary,renters|Youth,\nAid,Renters,renters\nClub,tenants of parks,\n",
    "communities.csv": "name,broader,marginalized\nrenters,,yes\nyouth,renters,\n",
    "initiatives.csv": "name,serves\nClinic,renters\n",
    "seats.csv": "table,organization,speaks_for,held_by_community\nHousing board,Aid,renters,youth\n",
    "notes.csv": "about,text\nrenters,Most of them live in Eastbank.\n",
}


def opened_with_communities(**more: str) -> Draft:
    files = ON_COMMUNITIES | {f"{table}.csv": text for table, text in more.items()}
    return open_draft([(name, text.encode()) for name, text in files.items()])


def rename_community(draft: Draft, old: str, new: str, **also: str) -> Draft:
    names = draft.table_texts("communities")["name"]
    return draft.with_cells({names[names == old].index[0]: {"name": new, **also}})


def test_all_that_names_a_community_follows_its_new_name() -> None:
    after = rename_community(opened_with_communities(), "renters", "tenants").inventory
    assert after.organizations["serves"].tolist() == [("tenants", "Youth"), ("tenants",), ("tenants of parks",)]
    assert after.organizations["led_by"].tolist()[1] == ("tenants",)
    assert after.initiatives["serves"].tolist() == [("tenants",)]
    assert after.seats["speaks_for"].tolist() == [("tenants",)]
    assert after.communities["broader"].tolist()[1] == "tenants"
    assert after.notes["about"].tolist() == ["tenants"]


def test_a_name_that_another_row_still_has_stays() -> None:
    draft = opened_with_communities(communities="name,note\nrenters,East\nrenters,West\n")
    after = rename_community(draft, "renters", "tenants").inventory
    assert after.organizations["serves"].tolist()[0] == ("renters", "Youth")


def test_a_cell_that_is_changed_at_the_same_time_stays_as_it_was_written() -> None:
    draft = opened_with_communities()
    names, organizations = draft.table_texts("communities")["name"], draft.table_texts("organizations")["name"]
    changes = {names[names == "renters"].index[0]: {"name": "tenants"}}
    changes[organizations[organizations == "Aid"].index[0]] = {"led_by": "renters"}
    after = draft.with_cells(changes).inventory.organizations
    assert (after["serves"].tolist()[1], after["led_by"].tolist()[1]) == (("tenants",), ("renters",))


def test_two_names_that_trade_places_are_both_followed() -> None:
    draft = opened_with_communities()
    names = draft.table_texts("communities")["name"]
    swapped = {key: {"name": {"renters": "youth", "youth": "renters"}[name]} for key, name in names.items()}
    after = draft.with_cells(swapped).inventory
    assert after.communities["name"].tolist() == ["youth", "renters"]
    assert after.organizations["serves"].tolist()[0] == ("youth", "renters")


def test_a_name_that_is_emptied_or_only_spelt_otherwise_changes_no_other_cell() -> None:
    for new in ("", "Renters"):
        after = rename_community(opened_with_communities(), "renters", new).inventory
        assert after.organizations["serves"].tolist()[0] == ("renters", "Youth")
