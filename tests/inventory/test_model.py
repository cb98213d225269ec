"""No problem quotes an e-mail address or a phone number, whatever it is of and wherever it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import Draft, make_draft_of_sheets
from components.drafts.opening import open_draft
from components.importing import ColumnMapping, SheetMapping, bring_sheets, suggest_mapping
from components.inventory import Problem
from components.inventory.schema import schema_columns
from tests.inventories import make_inventory

ADDRESSES = [
    *("ann.lee@example.org", "617-555-0199", "(617) 555-0199", "+49 30 5550199", "6175550199", "555-0199"),
    *("617.555.0199", "Ann Lee <ann.lee@example.org>", "Library (617 555 0199)", "2015-05-06 ann.lee@example.org"),
]
TOLD = re.compile(r"ann\.lee|555.?0199")


def quoting(problems: list[Problem]) -> list[str]:
    """The rules of the problems that quote one."""
    return [each.rule for each in problems if TOLD.search(f"{each.message} {each.value} {each.mend} {each.column}")]


# The rules that would quote a cell, each with a cell that has one where the address stands, among others of its row.
QUOTED = [
    ("organizations", "name,type", "word outside the vocabulary", 'g{at},"{text}"'),
    ("organizations", "name,issue_areas", "word outside the vocabulary", 'g{at},"{text}|housing"'),
    ("organizations", "name,issue_areas", "words without bars", 'g{at},"housing; health; {text}"'),
    ("organizations", "name,since", "not a date", 'g{at},"{text}"'),
    ("organizations", "name,latitude", "not a number", 'g{at},"{text}"'),
    ("organizations", "name,type", "more than a word", 'g{at},"library (see {at} {text})"'),
    ("organizations", "name,serves", "semicolon in a list", 'g{at},"youth; others {text}"'),
    ("organizations", "name,type", "row too long", 'g{at},library,"or {text}"'),
    ("organizations", "name,description", "row repeated", 'g,"Ask {text} today"\ng,"Ask {text} today"'),
    ("organizations", "name,description", "required cell missing", ',"Ask {text} today, number {at}"'),
    ("organizations", "name,type", "name used twice", '"The club ({text})",\n"the club  ({text})",'),
    ("relationships", "from,to", "organization not listed", 'A,"Makers {at} {text}"'),
    ("relationships", "from,to,reported_by", "reporter not listed", 'A,B,"News {at} {text}"'),
    ("relationships", "from,to,level", "not a number", 'A,B{at},"{text}"'),
    ("relationships", "from,to,amount", "not a number", 'A,B{at},"about {text}"'),
    ("initiatives", "name,partners", "organization not listed", 'g{at},"Hub|Makers {text}"'),
    ("initiatives", "name,lead", "organization not listed", 'g{at},"Makers {at} {text}"'),
    ("assessments", "element,rating", "not a number", 'knowledge,"{text}"'),
    ("seats", "table,organization,power", "not a number", 'Board,A,"{text}"'),
    ("participation", "organization,date,attendees", "required cell missing", 'A,"{text}",3'),
]


@pytest.mark.parametrize(("table", "header", "rule", "row"), QUOTED)
def test_no_rule_quotes_one(table: str, header: str, rule: str, row: str) -> None:
    texts = [*ADDRESSES, *(f"some {chr(97 + at)} text" for at in range(2 * len(ADDRESSES)))]
    rows = "\n".join(row.format(text=text, at=at) for at, text in enumerate(texts))
    problems = open_draft({f"{table}.csv": f"{header}\n{rows}\n".encode()}).problems
    assert rule in {each.rule for each in problems}
    assert quoting(problems) == []


def test_nor_does_one_of_an_id_unless_it_is_plain_figures() -> None:
    rows = "".join(f'"{text}",A{at}\n"{text}",B{at}\n' for at, text in enumerate(ADDRESSES))
    problems = open_draft({"organizations.csv": f"id,name\n{rows}".encode()}).problems
    quoted = {each.value for each in problems if TOLD.search(f"{each.message} {each.value}")}
    assert quoted == {"6175550199", "555-0199"}


def test_nor_do_those_of_what_stands_about_a_table() -> None:
    for text in ADDRESSES:
        content = f"Ask {text}\nname,type\nA,library\nB,school\n\nSource: {text},{text}\n"
        for name in ("organizations.csv", "list.csv"):
            assert quoting(open_draft({name: content.encode()}).problems) == []


def test_what_is_no_address_is_still_quoted() -> None:
    text = "name,type,since,latitude\nA,a club,long ago,100-1500\nB,EIN 12-3456789,1 or 2,north 311\n"
    said = {each.value for each in open_draft({"organizations.csv": text.encode()}).problems}
    assert {"long ago", "1 or 2", "100-1500", "north 311", "EIN 12-3456789; a club"} <= said
    twice = open_draft({"organizations.csv": b"id,name\n6175550199,A\n6175550199,B\n"}).problems
    assert [each.value for each in twice] == ["6175550199"]


def test_a_problem_is_made_without_one() -> None:
    problem = Problem(
        "organizations", 2, "type", "call 617-555-0199", "x", "ann.lee@example.org", "note", "or 555-0199"
    )
    assert (problem.value, problem.message, problem.mend) == (
        "call [phone left out]",
        "[e-mail left out]",
        "or [phone left out]",
    )


def test_headers_are_quoted_without_one() -> None:
    sheet = bring_sheets({"list.csv": b"Ann,ann.lee@example.org,617-555-0199\nBo,x,y\nCy,z,w\n"}).sheets[0]
    columns = (ColumnMapping("Ann", "column", "name"), *map(ColumnMapping, ("ann.lee@example.org", "617-555-0199")))
    draft = make_draft_of_sheets([sheet], [SheetMapping("organizations", (0,), columns)])
    assert quoting(draft.problems) == [] and not TOLD.search(str(list(draft.inventory.organizations.columns)))
    with pytest.raises(ValueError, match="left out") as told:
        make_inventory(organizations=[{"description": "ann.lee@example.org"}])
    assert not TOLD.search(str(told.value))


# Any table

NAMES = {*schema_columns()["column"], "Email", "Contact", "Remarks", "", "Director", "ann.lee@example.org"}
HEADERS = st.sampled_from(sorted(NAMES - {"id"}))
TABLES = sorted({*schema_columns()["table"], "our list"})
TEXTS = st.sampled_from([*ADDRESSES, "A", "B", "knowledge", "x", "", "3", "2015", "A|B", "Note: see", "none", "n/a"])
CELLS = TEXTS | st.tuples(TEXTS, st.sampled_from([" ", "; ", "|", ", ", "\n", " ("]), TEXTS).map("".join)
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=6)


def csv_of(headers: list[str], rows: list[list[str]]) -> bytes:
    lines = [",".join(f'"{cell}"' for cell in row) for row in [headers, *rows]]
    return ("\n".join(lines) + "\n").encode()


@settings(max_examples=25)
@given(st.sampled_from(TABLES), st.lists(HEADERS, min_size=1, max_size=5), ROWS)
def test_no_problem_of_any_table_quotes_one(table: str, headers: list[str], rows: list[list[str]]) -> None:
    content = {f"{table}.csv": csv_of(headers, rows)}
    kept = open_draft(content, keep_person_columns=True)
    found = bring_sheets(content)
    draft = make_draft_of_sheets(found.sheets, [suggest_mapping(sheet) for sheet in found.sheets], found.problems)
    assert quoting([*kept.problems, *found.problems, *draft.problems]) == []


COLUMNS = ["name", "type", "since", "description", "latitude", "Remarks", "issue_areas"]


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(COLUMNS), CELLS, min_size=1), st.dictionaries(st.sampled_from(COLUMNS), CELLS))
def test_nor_does_one_of_what_is_typed(cells: dict[str, str], row: dict[str, str]) -> None:
    draft: Draft = open_draft({"organizations.csv": b"name,type\nA,library\nB,school\n"})
    typed = draft.with_cells({0: cells}).with_rows("organizations", [row])
    assert quoting(typed.problems) == []
