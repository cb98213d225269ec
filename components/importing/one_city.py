"""What was sent together is of one city: another one's package is set aside, and tables that disagree are named."""

from __future__ import annotations

from dataclasses import replace

from components.files import Sheet, SourceSheets
from components.importing.convert import convert_sheet
from components.importing.recognise import recognise_sheet
from components.inventory.problems import Problem, problem
from components.inventory.text import clean, same_name

_ROWS_ABOUT_A_CITY = 50  # with its header and what is above it: the table of one row


def keep_one_city(source: SourceSheets) -> SourceSheets:
    """Set aside the packages of other cities than the first that was sent, and give the rest.

    Files sent one by one may be of either city, so that all are read. That they disagree is a problem.
    """
    told = [(file.package, sheet, city) for file in source.files for sheet, city in _cities(file.sheets)]
    cities: dict[str, str] = {}
    for package, _, city in told:
        cities.setdefault(package, city)
    package, first = next(iter(cities.items()), ("", ""))
    others = {other: city for other, city in cities.items() if not _is_same(city, first)}
    beside = {city: sheet for other, sheet, city in told if other == package and not _is_same(city, first)}
    problems = [_other_city(other, city, package, first) for other, city in others.items()]
    problems += [_two_cities(sheet, city, first) for city, sheet in beside.items()]
    kept = [file for file in source.files if file.package not in others]
    return replace(source, files=kept, problems=[*source.problems, *problems])


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


def _is_same(city: str, other: str) -> bool:
    return same_name(city) == same_name(other)


def _two_cities(sheet: Sheet, city: str, first: str) -> Problem:
    return problem(
        "two cities",
        table="inventory",
        column="city",
        value=city,
        file=sheet.file,
        sheet=sheet.title,
        called=sheet.called,
        first=first,
    )


def _other_city(package: str, city: str, first_package: str, first: str) -> Problem:
    return problem(
        "inventory of another city",
        file=package,
        value=city,
        first=first,
        what=package or "What was sent beside it",
        other=first_package or "what was sent beside it",
    )
