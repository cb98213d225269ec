"""What is still to be mended is so again where a package comes back; what a person settled is not."""

from __future__ import annotations

import io
import zipfile

import pytest

from components.drafts import (
    Draft,
    count_rows,
    find_cells_to_mend,
    find_suggestions,
    list_decided_rows,
    list_rows_left_out,
    list_unread_cells,
    make_draft_of_sheets,
    mend_cells,
)
from components.drafts.opening import open_draft
from components.importing import bring_sheets, decisions_to_json, suggest_mapping
from components.inventory.text import name_key
from components.reports import data_package

FILES = {
    "organizations.csv": (
        "name,type,website\nElm County Health Department,comunity org,\nLibrary,library,https://lib.example\n"
        "library,library,https://elm.example\n,school,https://nameless.example\n"
    ),
    "relationships.csv": (
        "from,to,kind\nElm County Health Departmnt,Library,advises\nLibrary,Elm County Health Departmnt,funds\n"
        "Museum,Library,funds\n"
    ),
    "initiatives.csv": "name,partners\nClinic,Library|Museum\n",
}


def opened(**more: str) -> Draft:
    files = FILES | {f"{table}.csv": text for table, text in more.items()}
    return open_draft({name: text.encode() for name, text in files.items()})


def package(draft: Draft) -> bytes:
    organizations = draft.inventory.organizations
    not_listed = organizations.loc[organizations["listed"] == "no", "id"]
    decisions = decisions_to_json((), draft.not_the_same, list_decided_rows(draft), not_listed)
    return data_package(draft.inventory, decisions.encode(), list_unread_cells(draft))


def again(draft: Draft) -> Draft:
    return open_draft({"city.zip": package(draft)})


def to_do(draft: Draft) -> set[tuple[str, ...]]:
    """What is still to be mended: each text with its problem, and each suggestion."""
    cells = find_cells_to_mend(draft, [problem for problem in draft.problems if problem.severity != "note"])
    lines = {(cell.column, cell.text, str(len(cell.cells)), cell.problems[0].rule) for cell in cells}
    return lines | set(find_suggestions(draft)[["column", "value", "suggestion"]].itertuples(index=False, name=None))


def test_all_that_is_still_to_be_mended_survives_saving_and_bringing_again() -> None:
    draft = opened()
    wanted = {
        ("name", "", "1", "required cell missing"),
        ("name", "library", "1", "name used twice"),
        ("type", "comunity org", "1", "word outside the vocabulary"),
        ("from", "Elm County Health Departmnt", "2", "organization not listed"),
        ("from", "Museum", "2", "organization not listed"),
    }
    assert wanted <= to_do(draft)
    assert to_do(again(draft)) == to_do(draft) == to_do(again(again(draft)))


def test_a_name_that_is_not_listed_is_mended_once_after_it_came_back() -> None:
    draft = again(opened())
    lines = find_cells_to_mend(draft, draft.problems)
    line = next(cell for cell in lines if cell.text == "Elm County Health Departmnt")
    after = mend_cells(draft, {line: "Elm County Health Department"})
    assert set(after.inventory.organizations["name"]) == {
        "Elm County Health Department",
        "Library",
        "library",
        "Museum",
    }


def test_a_row_without_a_name_comes_back_and_is_filled_in() -> None:
    draft = again(opened())
    (row,) = list_rows_left_out(draft).to_dict("records")
    assert (row["why"], row["file"], row["row"]) == ("cannot be read", "organizations.csv", 5)
    after = draft.with_cells({row["key"]: {"name": "Elm School"}})
    assert "Elm School" in set(after.inventory.organizations["name"])
    counts = count_rows(draft).sum()
    assert counts["rows_in"] == counts["kept"] + counts["set_aside"]


def test_no_address_of_a_person_is_kept_with_a_row_that_lacks_its_name() -> None:
    draft = opened(organizations="name,type,Town\nLibrary,library,North\n,school,ask ann@example.org\n")
    with zipfile.ZipFile(io.BytesIO(package(draft))) as parts:
        kept = parts.read("atlas.json").decode()
    assert "school" in kept and "ann@" not in kept


@pytest.mark.parametrize("saved", [False, True])
def test_what_was_answered_with_no_is_not_asked_again(saved: bool) -> None:
    draft = opened()
    draft = draft.keep_apart(name_key("Library"), name_key("library"))
    draft = draft.keep_apart(name_key("Elm County Health Departmnt"), name_key("Elm County Health Department"))
    told = to_do(again(draft) if saved else draft)
    assert not {each for each in told if each[-1] in ("name used twice", "Elm County Health Department")}
    assert ("from", "Elm County Health Departmnt", "2", "organization not listed") in told, "it still has no row"


def test_a_row_that_says_more_than_its_name_stays_a_row() -> None:
    more = "name,listed,website\nLibrary,,\nMuseum,no,https://m.example\n"
    back = again(opened(organizations=more))
    assert "Museum" in set(back.table_texts("organizations")["name"])


def test_what_a_person_saw_in_the_columns_is_not_told_again() -> None:
    found = bring_sheets(
        {"list.csv": b"Organization,Housing,Contact Email\nLibrary,x,ann@example.org\nClinic,,\nClub,x,\n"}
    )
    mappings = [suggest_mapping(sheet) for sheet in found.sheets]
    told, seen = (
        {problem.rule for problem in make_draft_of_sheets(found.sheets, mappings, is_looked_over=looked).problems}
        for looked in (False, True)
    )
    assert {"header read by another name", "column about people left out"} <= told
    assert not [rule for rule in seen if rule.startswith(("header", "column", "table", "marks"))]
    assert seen == {rule for rule in told if not rule.startswith(("header", "column", "table", "marks"))}
