"""What was sent together is of one city: another one's package is set aside, and tables that disagree are said."""

from __future__ import annotations

from components.files.dialect import Sheet, Sheets
from components.files.package import File, is_opendocument, is_workbook
from components.importing.convert import convert_sheet
from components.importing.recognise import recognise_sheet
from components.inventory.problems import Problem, file_problem
from components.inventory.text import clean, same_name

_ROWS_ABOUT_A_CITY = 50  # with its header and what is above it: the table of one row


def of_one_city(found: dict[File, Sheets]) -> tuple[dict[File, Sheets], list[Problem]]:
    """What belongs to the first city that was sent: another one's zip or workbook is set aside whole, which is said.

    Files sent one by one may be of either city, so that all are read; that they disagree is said.
    """
    told = [(_package(file), *told) for file, (sheets, _) in found.items() for told in _cities(sheets)]
    cities: dict[str, str] = {}
    for package, _, city in told:
        cities.setdefault(package, city)
    first = next(iter(cities.items()), ("", ""))
    others = {package: city for package, city in cities.items() if not _same(city, first[1])}
    problems = [_other_city(package, city, first) for package, city in others.items()]
    beside = {city: sheet for package, sheet, city in told if package == first[0]}
    problems += [_two_cities(sheet, city, first[1]) for city, sheet in beside.items() if not _same(city, first[1])]
    return {file: read for file, read in found.items() if _package(file) not in others}, problems


def _package(file: File) -> str:
    """The zip or workbook that a file's tables came in; tables sent one by one came together."""
    return file.package or (file.name if is_workbook(file.content) or is_opendocument(file.content) else "")


def _cities(sheets: list[Sheet]) -> list[tuple[Sheet, str]]:
    """The cities that sheets say they are of, each with its sheet."""
    small = [sheet for sheet in sheets if len(sheet.rows) <= _ROWS_ABOUT_A_CITY]
    raws = [
        (sheet, raw)
        for sheet in small
        for raw in convert_sheet(sheet, recognise_sheet(sheet))[0]
        if raw.table == "inventory"
    ]
    return [(sheet, clean(text)) for sheet, raw in raws for text in raw.columns.get("city", ()) if clean(text)]


def _same(city: str, other: str) -> bool:
    return same_name(city) == same_name(other)


def _two_cities(sheet: Sheet, city: str, first: str) -> Problem:
    message = f"{sheet.called} says that it is of {city}, and what was sent with it is of {first}. Both were read."
    mend = "If they are two cities, send the tables of one city at a time. If it is one, call it by one name."
    return sheet.problem("two cities", message, mend, "warning", table="inventory", column="city", value=city)


def _other_city(package: str, city: str, first: tuple[str, str]) -> Problem:
    what, other = package or "What was sent beside it", first[0] or "what was sent beside it"
    message = f"{what} is an inventory of {city}, and {other} one of {first[1]}. Only that of {first[1]} was read."
    mend = "Send the inventory of one city at a time."
    return file_problem(package, "inventory of another city", message, mend, value=city)
