"""Sheets and their mappings become tables: nothing is lost, people are left out, ambiguous dates are asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.drafts import Draft, make_draft_of_sheets, read_inventory
from components.files import Sheet
from components.importing import (
    ColumnMapping,
    FirstRows,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    decisions_to_json,
    suggest_mapping,
)
from components.importing.convert import convert_sheet
from components.inventory import Problem
from tests.reading import mappings_from_json, sheet, the_one, uses


def rules(problems: list[Problem]) -> set[str]:
    return {problem.rule for problem in problems}


def test_a_sheet_without_rows_says_so() -> None:
    empty = Sheet("a.csv", "a.csv", [], [])
    assert rules(convert_sheet(empty, suggest_mapping(empty))[1]) == {"empty table"}


def test_a_column_about_people_is_kept_only_with_a_reason_and_the_reason_with_it() -> None:
    text = "name,Contact\nA,Ana Doe\n"
    mapping = suggest_mapping(sheet(text))
    assert uses(mapping)["Contact"] == ("left out", "")
    without = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra")))
    raws, problems = convert_sheet(sheet(text), without)
    assert list(raws[0].columns) == ["name"] and "column about people left out" in rules(problems)
    kept = replace(mapping, columns=(mapping.columns[0], ColumnMapping("Contact", "extra", reason="All agreed.")))
    raws, problems = convert_sheet(sheet(text), kept)
    assert raws[0].columns["Contact"] == ("Ana Doe",)
    assert mappings_from_json(decisions_to_json([kept]))[0] == [kept]


def test_a_sheet_may_be_left_out() -> None:
    left = SheetMapping("", (0,), sure=True)
    raws, problems = convert_sheet(sheet("a,b\n1,2\n"), left)
    assert (raws, the_one(problems, "table left out").severity) == ([], "note")


@pytest.mark.parametrize("chosen", [(0, 1), (1, 2), (0, 1, 2), (0, 3)])
def test_columns_that_are_mapped_to_the_same_column_are_all_kept(chosen: tuple[int, ...]) -> None:
    table = sheet("name,Short,Former,name (2)\nAlpha,A,Alfa,x\n")
    columns = [
        ColumnMapping(header, "column", "name") if at in chosen else ColumnMapping(header)
        for at, header in enumerate(["name", "Short", "Former", "name (2)"])
    ]
    raws, problems = convert_sheet(table, SheetMapping("organizations", (0,), tuple(columns), sure=True))
    cells = ["Alpha", "A", "Alfa", "x"]
    assert raws[0].columns["name"] == (cells[chosen[0]],)
    assert sorted(text for (text,) in raws[0].columns.values()) == sorted(cells)
    said = [problem for problem in problems if problem.rule == "column chosen twice"]
    assert [problem.value for problem in said] == [columns[at].header for at in chosen[1:]]
    assert [raws[0].columns[problem.column or ""] for problem in said] == [(cells[at],) for at in chosen[1:]]


def test_a_column_about_people_that_becomes_an_extra_one_is_still_left_out() -> None:
    columns = (ColumnMapping("Group", "column", "name"), ColumnMapping("Contact name", "column", "name"))
    raws, problems = convert_sheet(
        sheet("Group,Contact name\nA,B C\n"), SheetMapping("organizations", (0,), columns, sure=True)
    )
    assert list(raws[0].columns) == ["name"]
    assert {"column chosen twice", "column about people left out"} <= rules(problems)


NOTES = (ColumnMapping("who", "column", "about"), ColumnMapping("what", "column", "text"))


def test_converting_needs_as_many_mappings_as_sheets() -> None:
    found = bring_sheets({"list.csv": b"who,what\nhousing,Rents rise\n"})
    draft = make_draft_of_sheets(found.sheets, [SheetMapping("notes", (0,), NOTES)], found.problems)
    assert draft.inventory.notes["text"].tolist() == ["Rents rise"]
    with pytest.raises(ValueError, match="argument"):
        make_draft_of_sheets(found.sheets, [])


def test_a_stray_comma_on_one_row_of_many_moves_nothing() -> None:
    lines = ["name,type,since", *[f"Group {number},library,2015" for number in range(3_000)]]
    lines[1_500] = "Smith, Jones and Co,library,2015"
    inventory, problems = read_inventory({"organizations.csv": "\n".join(lines).encode()})
    assert len(inventory.organizations) == 3_000
    assert inventory.organizations["since"].value_counts().to_dict() == {"2015": 2_999}
    long = the_one(problems, "row too long")
    assert (long.row, long.value) == (1_501, "2015")
    assert long.mend == "If a comma inside a cell cut it in two, put quote marks around that cell."


# Dates that could be two days: asked about once for a column, read as a person says, and never guessed

DAYS = (
    "name,since,type\nNorth,3/4/2021,library\nSouth,5/6/2022,library\nEast,1/2/2022,library\nWest,12 May 2015,library\n"
)


def sheet_of(text: str, name: str = "organizations.csv") -> Sheet:
    (sheet,) = bring_sheets({name: text.encode()}).sheets
    return sheet


def answered(mapping: SheetMapping, order: str) -> SheetMapping:
    columns = [
        replace(column, order=order) if column.column == "since" else column  # type: ignore[arg-type]
        for column in mapping.columns
    ]
    return replace(mapping, columns=tuple(columns))


def read_so(text: str, order: str) -> Draft:
    sheet = sheet_of(text)
    return make_draft_of_sheets([sheet], [answered(suggest_mapping(sheet), order)])


def doubts(text: str) -> list[str]:
    sheet = sheet_of(text)
    mapping = suggest_mapping(sheet)
    return list(HeadedSheet(sheet, mapping.header_rows).find_ambiguous_dates(mapping).values())


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("day/month/year", ["2021-04-03", "2022-06-05", "2022-02-01", "2015-05-12"]),
        ("month/day/year", ["2021-03-04", "2022-05-06", "2022-01-02", "2015-05-12"]),
        ("not known", [None, None, None, "2015-05-12"]),
        ("", [None, None, None, "2015-05-12"]),
    ],
)
def test_a_column_is_read_in_the_order_that_a_person_says(order: str, days: list[str | None]) -> None:
    draft = read_so(DAYS, order)
    since = draft.inventory.organizations["since"]
    assert since.astype(object).where(since.notna(), None).tolist() == days
    said = [problem.rule for problem in draft.problems]
    assert ("date order as said" in said) == (order in ("day/month/year", "month/day/year"))
    assert ("date with two meanings" in said) == (None in days)


def test_a_preview_follows_the_order_of_dates_also_that_of_rows_further_down() -> None:
    sheet = sheet_of(DAYS)
    ahead = FirstRows.of_sheet(sheet, answered(suggest_mapping(sheet), "day/month/year")).tables["organizations"]
    assert ahead["since"].tolist()[:2] == ["2021-04-03", "2022-06-05"]
    rows = [f"Group {number},3/4/2021,library" for number in range(600)]
    far = sheet_of("\n".join(["name,since,type", *rows, "Last,13/4/2021,library"]))
    assert FirstRows.of_sheet(far, suggest_mapping(far)).tables["organizations"]["since"].tolist()[0] == "2021-04-03"


def test_dates_that_could_be_two_days_are_asked_about_once_for_a_column() -> None:
    assert doubts(DAYS) == ["3/4/2021"]
    assert not suggest_mapping(sheet_of(DAYS)).sure, "a file with the standard's own headers is asked about, too"


@pytest.mark.parametrize("settling", ["13/4/2021", "4/13/2021"])
def test_nothing_is_asked_where_another_cell_settles_the_order(settling: str) -> None:
    text = f"{DAYS}Far,{settling},library\n"
    assert doubts(text) == [] and suggest_mapping(sheet_of(text)).sure
    other = {"13/4/2021": "month/day/year", "4/13/2021": "day/month/year"}[settling]
    settled = {"13/4/2021": "2021-04-03", "4/13/2021": "2021-03-04"}[settling]
    first = read_so(text, other).inventory.organizations["since"].iloc[0]
    assert first == settled, "what the cells show wins over what a person said about another file"


@pytest.mark.parametrize("text", ["5/5/2021", "2021-03-04", "2021", "soon", "13/4/2021", "0/4/2021"])
def test_nothing_is_asked_about_dates_that_can_be_only_one_day(text: str) -> None:
    assert doubts(f"name,since,type\nNorth,{text},library\n") == []


def test_a_column_of_ambiguous_dates_is_guessed_from_a_header_like_that_of_dates() -> None:
    sheet = sheet_of("Organization name,Founded in (date)\nNorth,3/4/2021\nSouth,5/6/2022\n", "list.csv")
    assert suggest_mapping(sheet).columns[1].column == "since"


def test_columns_that_are_no_dates_are_not_asked_about() -> None:
    assert doubts("name,type,Our visit\nNorth,library,3/4/2021\n") == []


def test_the_answer_is_remembered_for_the_next_file_and_in_the_package() -> None:
    sheet = sheet_of(DAYS)
    kept, problems = mappings_from_json(decisions_to_json([answered(suggest_mapping(sheet), "day/month/year")]))
    assert not problems
    further = sheet_of("name,since,type\nNew,7/8/2020,library\n", "next.csv")
    mapping = suggest_mapping(further, kept)
    assert mapping.sure
    assert make_draft_of_sheets([further], [mapping]).inventory.organizations["since"].tolist() == ["2020-08-07"]
    assert suggest_mapping(further, [answered(mapping, "not known")]).sure, "who can't say is not asked again"
    assert not suggest_mapping(further, [answered(mapping, "")]).sure, "who was not asked is"


def test_an_older_file_of_decisions_has_no_orders() -> None:
    older = (
        '{"mappings": [{"table": "organizations", "columns": [{"header": "name", "use": "column", "column": "name"}]}]}'
    )
    (mapping,), problems = mappings_from_json(older)
    assert mapping.columns == (ColumnMapping("name", "column", "name"),) and not problems
    broken = older.replace('"use"', '"order": "year/day/month", "use"')
    assert mappings_from_json(broken)[0] == []


def test_an_answer_about_parents_is_followed_for_the_next_file() -> None:
    text = "ID,Name,Parent ID\n1,City Hall,\n2,Library,1\n3,Archive,2\n"
    mapping = suggest_mapping(sheet_of(text, "tree.csv"))
    assert mapping.parents
    again = suggest_mapping(sheet_of(text, "tree.csv"), [replace(mapping, parents="")])
    assert again.parents == "" and again.sure


def test_the_advice_beside_a_cell_fits_that_cell() -> None:
    (problem,) = [each for each in read_so(DAYS, "").problems if each.rule == "date with two meanings"]
    assert problem.value == "1/2/2022; 3/4/2021; 5/6/2022"
    assert problem.mend == "Write the year first: for “1/2/2022”, 2022-01-02 or 2022-02-01."


@pytest.mark.parametrize("text", ["2018-2019", "2018–2019", "2018 - 2019", "2018/2019"])
def test_a_range_of_years_is_named_with_how_to_split_it(text: str) -> None:
    (sheet,) = bring_sheets({"relationships.csv": f"from,to,since\nA,B,{text}\n".encode()}).sheets
    draft = make_draft_of_sheets([sheet], [suggest_mapping(sheet)])
    (problem,) = [each for each in draft.problems if each.rule == "not a date"]
    assert (problem.column, problem.value, problem.severity) == ("since", text, "warning")
    assert problem.message.startswith(f"“{text}” runs from one year to another, but since holds one date.")
    assert problem.mend == "Write 2018 into since and 2019 into until."
