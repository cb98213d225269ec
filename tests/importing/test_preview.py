"""A preview: the first rows of a sheet as they will be once all is read, without anyone's personal data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from components.drafts import make_draft_of_sheets
from components.files import Sheet
from components.importing import FirstRows, SheetMapping, bring_sheets, suggest_columns

FORM = b"""Group,Kind,Contact e-mail,Founded,Parent ID,ID,Justice,Housing
City of Riverbend,local government,mayor@riverbend.example,1850,,1,x,x
Office of Open Data,local government,data@riverbend.example,soon,1,2,,
,philanthropies,who@nameless.example,2001,,3,,
Mill Street Legal Aid,legal aid,help@mill.example,1999,,4,x,
"""


def looked_over(content: bytes, table: str = "organizations", parents: str = "") -> tuple[Sheet, SheetMapping]:
    (sheet,) = bring_sheets([("form.csv", content)]).sheets
    return sheet, replace(suggest_columns(sheet, table), parents=parents)  # type: ignore[arg-type]


def test_rows_are_as_the_inventory_will_hold_them() -> None:
    sheet, mapping = looked_over(FORM, parents="part_of")
    first = FirstRows.of_sheet(sheet, mapping)
    assert (first.rows, first.kept, first.is_whole_sheet, first.lacking) == (4, 3, True, {"name": 1})
    rows = first.tables["organizations"].set_index("name")
    assert list(rows.index) == ["City of Riverbend", "Office of Open Data", "Mill Street Legal Aid"]
    assert rows.loc["City of Riverbend", "issue_areas"] == ("justice", "housing")
    assert rows["since"].tolist()[0] == "1850" and rows["since"].isna().tolist() == [False, True, False]


def test_ties_that_columns_give_are_shown_with_names() -> None:
    sheet, mapping = looked_over(FORM, parents="part_of")
    first = FirstRows.of_sheet(sheet, mapping)
    ties = first.tables["relationships"]
    assert ties[["from", "to", "kind"]].to_numpy().tolist() == [["Office of Open Data", "City of Riverbend", "part_of"]]


@pytest.mark.parametrize("use", ["extra", "checkbox", "ties"])
def test_columns_about_people_are_not_shown_whatever_becomes_of_them(use: str) -> None:
    sheet, mapping = looked_over(FORM)
    column = {"checkbox": "issue_areas", "ties": "works_with"}.get(use, "")
    kept = [
        replace(each, use=use, column=column, reason="asked for") if "mail" in each.header else each  # type: ignore[arg-type]
        for each in mapping.columns
    ]
    shown = FirstRows.of_sheet(sheet, replace(mapping, columns=tuple(kept)))
    assert "@" not in str([frame.to_dict() for frame in shown.tables.values()])
    assert shown.kept == 3


def test_a_column_about_people_that_becomes_one_of_the_standard_is_not_shown() -> None:
    sheet, mapping = looked_over(FORM)
    kept = [
        replace(each, use="column", column="description", reason="asked for") if "mail" in each.header else each  # type: ignore[arg-type]
        for each in mapping.columns
    ]
    shown = FirstRows.of_sheet(sheet, replace(mapping, columns=tuple(kept)))
    assert "description" not in shown.tables["organizations"]


def test_who_rated_is_not_shown() -> None:
    ratings = b"element,rating,rater\nresources,3,r07\n"
    first = FirstRows.of_sheet(*looked_over(ratings, "assessments"))
    assert first.kept == 1 and "rater" not in first.tables["assessments"]


def test_only_the_first_of_many_rows_and_columns_are_looked_at() -> None:
    rows = b"".join(b"Group %d\n" % number for number in range(2_000))
    first = FirstRows.of_sheet(*looked_over(b"name\n" + rows))
    assert (first.rows, first.kept, first.is_whole_sheet) == (500, 500, False)
    headers = ",".join(f"Question {number}" for number in range(300))
    line = ",".join(["answer"] * 300)
    lines = [f"name,{headers}", *(f"G{number},{line}" for number in range(80))]
    wide = FirstRows.of_sheet(*looked_over("\n".join(lines).encode()))
    assert (wide.rows, wide.is_whole_sheet) == (66, False)
    assert len(wide.tables["organizations"].columns) < 20, "most of very many are not shown"


@pytest.mark.parametrize("content", [b"name\n", b"size\n4\n", b"", b"\n\n"])
def test_a_sheet_without_rows_or_names_gives_an_empty_preview(content: bytes) -> None:
    for sheet in bring_sheets([("form.csv", content)]).sheets:
        first = FirstRows.of_sheet(sheet, suggest_columns(sheet, "organizations"))
        assert first.kept == 0 and all(frame.empty for frame in first.tables.values())


CELLS = some.sampled_from(["", "Library", "Museum", "n/a", "legal aid", "justice|housing", "2015", "soon", "12,5", "1"])


@settings(max_examples=40)
@given(some.lists(some.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_a_preview_shows_what_reading_gives(rows: list[tuple[str, ...]]) -> None:
    lines = ["name,type,issue_areas,since", *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    sheet, mapping = looked_over("\n".join(lines).encode())
    first, read = FirstRows.of_sheet(sheet, mapping), make_draft_of_sheets([sheet], [mapping]).inventory
    assert first.kept == len(read.organizations)
    for name, shown in first.tables.get("organizations", read.organizations[[]]).items():
        assert shown.astype(object).where(shown.notna(), None).tolist() == (
            read.organizations[name].astype(object).where(read.organizations[name].notna(), None).tolist()
        )
