"""What was done to an inventory stays done when its files are brought again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.drafts import Draft, RowTexts, list_rows_left_out
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.inventory.text import name_key
from components.matching import add_file, compare_with_file, merge_organizations
from components.matching.plan import How
from tests.any_inventory import assert_same
from tests.merged_rows import merge_rows

Files = dict[str, bytes]
ORGANIZATIONS = b"""name,aliases,issue_areas,website,source
City Library,CL,jobs,https://library.org,Survey
Public Library,,housing,,List
Makers,,,,
"""
TIES = b"from,to,kind\nPublic Library,Makers,works_with\nCity Library,Makers,works_with\nCL,Public Library,refers\n"
CITY = {"organizations.csv": ORGANIZATIONS, "relationships.csv": TIES}


def ids(draft: Draft) -> list[str]:
    return draft.inventory.organizations["id"].tolist()


def key_of(draft: Draft, name: str) -> int:
    key = draft.reading.keys["organizations"][draft.inventory.organizations["name"].tolist().index(name)]
    assert key is not None
    return key


def cells_of(draft: Draft, name: str) -> dict[str, Any]:
    return draft.inventory.organizations.set_index("name").loc[name].to_dict()


def changes(draft: Draft, files: Files, how: How = "update") -> list[tuple[str, ...]]:
    found = compare_with_file(draft, open_draft(files), how)
    found = found[found["change"] != "same"].fillna("")
    return sorted(found[["what", "column", "before", "after", "change"]].itertuples(index=False, name=None))


def assert_nothing_changes(draft: Draft, files: Files, how: How = "update") -> None:
    assert changes(draft, files, how) == []
    assert_same(add_file(draft, open_draft(files), how).inventory, draft.inventory)


def libraries_as_one() -> Draft:
    draft = open_draft(CITY)
    return merge_rows(
        draft, [key_of(draft, "City Library"), key_of(draft, "Public Library")], key_of(draft, "City Library")
    )


def test_merged_organizations_stay_merged() -> None:
    one = libraries_as_one()
    assert cells_of(one, "City Library")["issue_areas"] == ("jobs", "housing")
    for how in ("update", "add"):
        assert_nothing_changes(one, CITY, how)


def test_the_same_file_by_another_name_is_the_same() -> None:
    assert_nothing_changes(libraries_as_one(), {"organizations (1).csv": ORGANIZATIONS})


def test_of_a_file_that_came_before_only_what_changed_in_it_is_taken() -> None:
    changed = ORGANIZATIONS.replace(b",jobs,https://library.org", b",health,https://library.city").replace(
        b",housing,", b",housing|parks,"
    )
    one = libraries_as_one().with_cells({2: {"website": "https://makers.org"}})
    assert changes(one, {"organizations.csv": changed}) == [
        ("City Library", "issue_areas", "housing|health", "housing|health|parks", "changed"),
        ("City Library", "issue_areas", "jobs|housing", "housing|health", "changed"),
        ("City Library", "website", "https://library.org", "https://library.city", "changed"),
    ]
    after = add_file(one, open_draft({"organizations.csv": changed}), "update")
    assert cells_of(after, "City Library")["issue_areas"] == ("housing", "health", "environment")
    assert cells_of(after, "Makers")["website"] == "https://makers.org"
    assert_nothing_changes(after, {"organizations.csv": changed})


def test_what_a_merged_row_says_otherwise_fills_gaps_and_overrules_nothing() -> None:
    changed = b"name,website,since,type\nPublic Library,https://public.org,1901,library\nMakers,,1999,\n"
    one = libraries_as_one()
    assert changes(one, {"organizations.csv": changed}) == [
        ("City Library", "since", "", "1901", "changed"),
        ("City Library", "type", "", "library", "changed"),
        ("City Library", "website", "https://library.org", "https://public.org", "not taken"),
        ("Makers", "since", "", "1999", "changed"),
    ]


def test_a_tie_of_a_merged_organization_is_one_of_the_organization_it_is_now() -> None:
    more = {"more.csv": b"from,to,kind\nPublic Library,School,funds\n"}
    after = add_file(libraries_as_one(), open_draft(more), "update")
    tie = after.inventory.relationships.iloc[-1]
    assert (tie["from"], tie["to"]) == ("city-library", "school")
    assert "public-library" not in ids(after)


def test_a_row_set_aside_stays_out_though_another_file_holds_the_same() -> None:
    twins = {
        "organizations.csv": ORGANIZATIONS,
        "more.csv": b"name,website,aliases,issue_areas\nMakers,,,\nSchool,,,\n",
    }
    draft = open_draft(twins)
    assert list(list_rows_left_out(draft)["why"]) == ["same as another"]
    out = draft.set_aside([key_of(draft, "Makers")])
    assert "Makers" not in set(out.inventory.organizations["name"])
    assert sorted(list_rows_left_out(out)["why"]) == ["same as another", "set aside"]
    for files in (twins, {"more.csv": twins["more.csv"]}):
        assert_nothing_changes(out, files)
    back = out.take_back([key_of(draft, "Makers")])
    assert list(back.inventory.organizations["name"]).count("Makers") == 1


def test_an_edited_row_has_no_twin_as_it_was() -> None:
    twins = {"organizations.csv": ORGANIZATIONS, "more.csv": b"name\nMakers\nSchool\n"}
    draft = open_draft(twins)
    edited = draft.with_cells({key_of(draft, "Makers"): {"name": "Makers' Guild", "website": "https://makers.org"}})
    assert list(edited.inventory.organizations["name"]) == ["City Library", "Public Library", "Makers' Guild", "School"]
    for files in (twins, {"more.csv": twins["more.csv"]}):
        assert_nothing_changes(edited, files)


def test_a_twin_that_a_further_file_brings_stays_out_too() -> None:
    further = {"one.csv": b"name,type\nClinic,hospital\n", "two.csv": b"name,type\nClinic,hospital\n"}
    after = add_file(open_draft(CITY), open_draft(further), "add")
    out = after.set_aside([key_of(after, "Clinic")])
    assert "Clinic" not in set(out.inventory.organizations["name"])
    assert_nothing_changes(out, further)


def test_where_nobody_knows_how_rows_came_a_merged_one_is_not_taken_for_a_new_one() -> None:
    package = io.BytesIO()
    write_inventory(libraries_as_one().inventory, package, "zip")
    back = open_draft({"city.zip": package.getvalue()})
    file = {"organizations.csv": ORGANIZATIONS}
    assert changes(back, file) == [
        ("City Library", "issue_areas", "jobs|housing", "jobs", "changed"),
        ("Public Library", "", "City Library (row 2)", "", "unclear"),
    ]
    after = add_file(back, open_draft(file), "update")
    assert ids(after) == ids(back)
    assert list(list_rows_left_out(after)["why"]) == ["set aside"]
    assert_nothing_changes(after, file)


OLD_NAME = {"organizations.csv": b"name,former_names\nTRUE,Library\n"}
NEW = {"organizations.csv": b"name\n", "relationships.csv": b"from,to,reported_by\nname,Library,Library\n"}


def test_an_old_name_of_what_a_file_drops_means_what_the_file_means() -> None:
    after = add_file(open_draft(OLD_NAME), open_draft(NEW), "replace")
    names = after.inventory.organizations.set_index("id")["name"]
    ties = after.inventory.relationships
    assert ties[["from", "to"]].map(names.get).to_numpy().tolist() == [["name", "Library"]]
    assert_nothing_changes(after, NEW, "replace")


def test_a_tie_that_stays_still_ends_at_what_a_file_drops() -> None:
    before = OLD_NAME | {"relationships.csv": b"from,to\nMakers,Library\n"}
    after = add_file(open_draft(before), open_draft({"organizations.csv": b"name\nMakers\n"}), "replace")
    names = after.inventory.organizations.set_index("id")["name"]
    assert after.inventory.relationships["to"].map(names.get).tolist() == ["TRUE"]


# Whatever is done, and whichever files


NAMES = st.sampled_from(["Library", "Makers", "Clinic", "School", "City Hall", "library"])
LISTS = st.sampled_from(["", "jobs", "jobs|housing", "parks|a word of ours", "none"])
FEW = st.sampled_from(["", "", "x", "2015", "May 2015", "https://x.org", "='x"])
ORGANIZATION = st.fixed_dictionaries(
    {"name": NAMES | st.just(""), "aliases": LISTS | NAMES, "issue_areas": LISTS, "website": FEW, "since": FEW}
    | {"source": st.sampled_from(["", "Survey", "List; Web"]), "Colour": FEW}
)
TIE = st.fixed_dictionaries(
    {"from": NAMES, "to": NAMES, "kind": st.sampled_from(["works_with", "funds", ""]), "evidence": FEW, "since": FEW}
)
TIE_COLUMNS = ("from", "to", "kind", "evidence", "since")
TABLES = st.fixed_dictionaries(
    {"organizations": st.lists(ORGANIZATION, min_size=1, max_size=5)},
    optional={"relationships": st.lists(TIE, min_size=1, max_size=4)},
)
NUMBER = st.integers(0, 30)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), NUMBER, NUMBER),
        st.tuples(st.just("aside"), NUMBER),
        st.tuples(st.just("back"), NUMBER),
        st.tuples(
            st.just("mend"), NUMBER, st.sampled_from(["name", "aliases", "issue_areas", "website", "to"]), FEW | NAMES
        ),
        st.tuples(st.just("row"), NAMES),
        st.tuples(st.just("apart"), NUMBER, NUMBER),
    ),
    max_size=5,
)


def written(tables: dict[str, list[dict[str, str]]], of: str) -> Files:
    found = {}
    for table, rows in tables.items():
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        found[f"{table} {of}.csv"] = stream.getvalue().encode()
    return found


def _merge(draft: Draft, one: int, other: int) -> Draft:
    known = ids(draft)
    first, second = known[one % len(known)], known[other % len(known)]
    return draft if first == second else merge_organizations(draft, [(first, second)])


def _apart(draft: Draft, one: int, other: int) -> Draft:
    names = draft.inventory.organizations["name"].map(name_key).tolist()
    return draft.keep_apart(names[one % len(names)], names[other % len(names)])


def _keys(draft: Draft) -> list[int]:
    return [key for raw in draft.text_tables for key in raw.keys or ()]


def _mend(draft: Draft, at: int, column: str, text: str) -> Draft:
    key = _keys(draft)[at % len(_keys(draft))]
    return draft.with_cells({key: {column: text}}) if column in RowTexts(draft.text_tables).row(key) else draft


def done(draft: Draft, steps: list[tuple[Any, ...]]) -> Draft:
    does: dict[str, Callable[..., Draft]] = {
        "merge": _merge,
        "aside": lambda draft, at: draft.set_aside([_keys(draft)[at % len(_keys(draft))]]),
        "back": lambda draft, at: draft.take_back([_keys(draft)[at % len(_keys(draft))]]),
        "mend": _mend,
        "row": lambda draft, name: draft.with_rows("organizations", [{"name": name}]),
        "apart": _apart,
    }
    for name, *rest in steps:
        draft = does[name](draft, *rest) if ids(draft) else draft
    return draft


# Names that are each one organization's: where they are not, rows in another order could mean another.
CLEAR = TABLES.map(
    lambda tables: (
        tables
        | {
            "organizations": [
                row | {"aliases": row["aliases"] if "|" in row["aliases"] else ""}
                for row in {name_key(row["name"]): row for row in tables["organizations"]}.values()
            ]
        }
    )
)
HOWS = st.sampled_from(["update", "add"])


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(tables=CLEAR, steps=STEPS, how=HOWS)
def test_the_same_rows_in_another_order_change_nothing(tables: Any, steps: Any, how: How) -> None:
    draft = done(open_draft(written(tables, "one")), steps)
    turned = {table: rows[::-1] for table, rows in tables.items()}
    assert_nothing_changes(draft, written(turned, "one"), how)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES, steps=STEPS, which=st.integers(0, 2), how=HOWS)
def test_the_files_of_an_inventory_again_change_nothing(
    first: Any, second: Any, steps: Any, which: int, how: How
) -> None:
    one, other = written(first, "one"), written(second, "two")
    draft = done(open_draft(one | other), steps)
    assert_nothing_changes(draft, (one, other, one | other)[which], how)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=TABLES, early=STEPS, late=STEPS, which=st.integers(0, 1), how=HOWS)
def test_files_that_came_one_after_another_change_nothing_again(
    first: Any, second: Any, early: Any, late: Any, which: int, how: How
) -> None:
    one, other = written(first, "one"), written(second, "two")
    draft = done(add_file(done(open_draft(one), early), open_draft(other), "update"), late)
    again = (one, other)[which]
    # Where a file names an organization twice, a row of it may be either. That is said, and nothing is guessed.
    names = [name_key(row["name"]) for row in (first, second)[which].get("organizations", ())]
    unclear = [
        change for change in changes(draft, again, how) if len(set(names)) < len(names) and change[-1] == "unclear"
    ]
    assert changes(draft, again, how) == unclear
    assert_same(add_file(draft, open_draft(again), how).inventory, draft.inventory)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(first=TABLES, second=CLEAR)
def test_replacing_settles_at_once_and_names_only_what_the_file_names(first: Any, second: Any) -> None:
    file = written(second | {"relationships": second.get("relationships") or [dict.fromkeys(TIE_COLUMNS, "")]}, "two")
    draft = add_file(open_draft(written(first, "one")), open_draft(file), "replace")
    assert_nothing_changes(draft, file, "replace")
    frame = draft.inventory.organizations
    given_names = {name_key(row[end]) for row in second.get("relationships", ()) for end in ("from", "to")}
    assert set(map(name_key, frame[frame["listed"] == "no"]["name"])) <= given_names
