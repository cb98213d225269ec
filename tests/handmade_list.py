"""A workbook as a city team keeps one by hand: Northtown, which is fictional, with all that such lists have in them.

It has a title above a header of two merged rows, marks typed as x and Y, people to call with their e-mail addresses
and phones, days with clock times, lists parted by commas, notes in a column and under the table, and a second sheet
of partnerships in which organizations are called as people call them.
"""

from __future__ import annotations

import io
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

NAME = "Northtown who is who (v3 FINAL).xlsx"
_TITLE = ("Northtown: who works with civic data and tech", "last updated by Sarah, May 2026")
_HEADER = (
    "Organization;Kind;Works on;;;Serves;Contact;;;Website;Last talked;Notes",
    ";;Housing;Health;Justice;;Name;E-mail;Phone;;;",
)
_MERGED = ("A1:L1", "A4:A5", "B4:B5", "C4:E4", "F4:F5", "G4:I4", "J4:J5", "K4:K5", "L4:L5")
_ROWS = """\
Northtown Housing Alliance;nonprofit;x;;;renters, families with children;Ana Lopez;ana@nha.example;555-0101;\
https://nha.example;2026-03-25 09:30;Runs the eviction data group
Elm County Health Department;county government;;Y;;all residents;Dr. Bo Chen;bo.chen@elm.example;(555) 010-0102;\
www.elmhealth.example;2026-03-26 14:00;
City of Northtown;city government;Y;x;x;all residents;Carol Smith;csmith@northtown.example;555-0103 x12;\
https://northtown.example;2026-04-02 11:15;Open data since 2019
Northtown Public Library;library;;;x;children, families with children;Dev Patel;dev@npl.example;555 0104;\
https://npl.example;2026-01-30 16:45;free meeting room
Code for Northtown;civic hackers and data mavens;x;;x;;Eli Green;eli@codefornorthtown.example;;\
https://codefornorthtown.example;2026-02-11 18:00;
River Software;tech company;;x;;;Fay Wong;fay@river.example;555-0106;\
https://river.example;2026-02-12 10:00;pro bono hours
Justice Now Coalition;community group;;;Y;Black residents, renters;Gus Hall;gus@jnc.example;555-0107;\
;2026-04-14 09:00;asks for court data
Elm Community Foundation;foundation;x;x;;all residents;Hana Sato;hana@ecf.example;555-0108;\
https://ecf.example;2026-04-15 13:30;funds the eviction data group
Northtown State University;university;x;;x;students;Ivo Novak;ivo@nsu.example;555-0109;\
https://nsu.example;;GIS lab, ask in spring
Southside Neighbors;neighborhood association;Y;;;Black residents, immigrants;Jo Bell;jo@southside.example;;\
;2026-05-04 17:00;
"""
_NOTES = ("x = main focus, Y = does some of it", "Sarah still has to call the school district")
_PARTNERS = (
    ("Who", "With whom", "What they do together", "Since", "How strong?"),
    ("Housing Alliance", "City of Northtown", "eviction dashboard", "2021", "strong"),
    ("Housing Alliance", "Code 4 Northtown", "eviction dashboard", "2022", "strong"),
    ("County Health Dept", "River Software", "clinic finder", "2023", "so-so"),
    ("County Health Dept", "City of Northtown", "heat alerts", "2020", "strong"),
    ("Northtown Public Libary", "Code for Northtown", "hack nights", "2019", "strong"),
    ("Justice Now", "City of Northtown", "asked for court data", "2024", "weak"),
    ("Justice Now", "State University", "court watching", "2024", "so-so"),
    ("Community Foundation", "Housing Alliance", "grant", "2021", "strong"),
    ("Southside Neighbors", "Northtown Housing Alliance", "tenant meetings", "2022", "so-so"),
)

_CELLS = [line.split(";") for line in _ROWS.splitlines()]
ORGANIZATIONS = tuple(row[0] for row in _CELLS)
"""The organizations of the list, and no others."""
PEOPLE = tuple(text for row in _CELLS for text in row[6:9] if text)
"""The names, e-mail addresses and phones of people, which no inventory may hold."""
TIES = frozenset(
    frozenset(pair)
    for pair in (
        ("Northtown Housing Alliance", "City of Northtown"),
        ("Northtown Housing Alliance", "Code for Northtown"),
        ("Elm County Health Department", "River Software"),
        ("Elm County Health Department", "City of Northtown"),
        ("Northtown Public Library", "Code for Northtown"),
        ("Justice Now Coalition", "City of Northtown"),
        ("Justice Now Coalition", "Northtown State University"),
        ("Elm Community Foundation", "Northtown Housing Alliance"),
        ("Southside Neighbors", "Northtown Housing Alliance"),
    )
)
"""Who is tied to whom, by the names of the list."""


def handmade_list() -> bytes:
    """Write the workbook, and give its bytes."""
    book = Workbook()
    _fill_list(book.active)
    _fill_partnerships(book.create_sheet("Partnerships"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_list(sheet: Worksheet) -> None:
    sheet.title = "Orgs"
    for line in (*_TITLE, ""):
        sheet.append([line or None])
    for cells in (*(line.split(";") for line in _HEADER), *_CELLS):
        *texts, day, note = cells
        day = datetime.fromisoformat(day) if day[:1].isdigit() else day
        sheet.append([cell or None for cell in (*texts, day, note)])
    for block in _MERGED:
        sheet.merge_cells(block)
    for line in ("", *_NOTES):
        sheet.append([line or None])
    for row in sheet["A1:L5"]:
        for cell in row:
            cell.font = Font(bold=True)
    for (cell,) in sheet["K6:K15"]:
        cell.number_format = "m/d/yyyy h:mm AM/PM"


def _fill_partnerships(sheet: Worksheet) -> None:
    for cells in _PARTNERS:
        sheet.append(cells)
