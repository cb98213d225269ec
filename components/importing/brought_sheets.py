"""Bring a source: read its files into sheets, with what a package keeps beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.files import Limits, OtherReading, Sheet, Source, SourceSheets, read_sheets
from components.importing.decisions import Decisions, decisions_from_json
from components.importing.headed_sheet import HeadedSheet
from components.importing.recognise import mark_own_table, recognise_sheet
from components.importing.sheet_mapping import SheetMapping
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop
from components.inventory.text import name_key

# The table ``inventory`` has one row. A sheet with more rows than this, header and title included, is another table.
_ROWS_ABOUT_A_CITY = 50
_LIMITS = Limits()


@dataclass(frozen=True)
class BroughtSheets:
    """The sheets of a source with what a package keeps beside them, before anyone says how they are read."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    """What a package keeps beside its tables."""
    day: str | None = None
    """The day of the dated folder that was read."""
    other_readings: dict[str, list[OtherReading]] = field(default_factory=dict)
    """The other encodings in which a file could be read, by its place (its name, or ``zip/path``). Files that could be
    read in no other are not here."""

    def recognise_surely(self, remembered: Sequence[SheetMapping] = ()) -> list[SheetMapping]:
        """Map each sheet without asking anyone, and give the mappings. A sheet whose mapping is not sure is left out.

        ``remembered`` mappings win over those of the package.
        """
        before = (*remembered, *self.decisions.mappings)
        mappings = [recognise_sheet(sheet, before) for sheet in self.sheets]
        return [mapping if mapping.sure else replace(mapping, table="", form="") for mapping in mappings]


def bring_sheets(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> BroughtSheets:
    """Read a source, and give its sheets and what a package keeps beside them.

    The parameters are those of ``read_sheets``. Where packages of several cities were sent, only the first is read.
    """
    read = read_sheets(source, date=date, limits=limits, encodings=encodings, stop=stop, progress=progress)
    city = _keep_one_city(read)
    sheets = [mark_own_table(sheet) if file.is_ours else sheet for file in city.files for sheet in file.sheets]
    other_readings = {file.place: file.other_readings for file in city.files if file.other_readings}
    decisions, problems = decisions_from_json(city.decisions) if city.decisions is not None else (Decisions(), [])
    return BroughtSheets(sheets, [*city.all_problems, *problems], decisions, city.date, other_readings)


# One city


def _keep_one_city(read: SourceSheets) -> SourceSheets:
    """Leave out the packages of other cities than the first that was sent, and give the rest."""
    cities: dict[str, str] = {}
    for file in read.files:
        if city := _find_city(file.sheets):
            cities.setdefault(file.package, city)
    first_package, first = next(iter(cities.items()), ("", ""))
    others = {package: city for package, city in cities.items() if name_key(city) != name_key(first)}
    words: dict[str, Any] = {"first": first, "other": first_package or "what was sent beside it"}
    problems = [
        problem(
            "inventory of another city", file=package, value=city, what=package or "What was sent beside it", **words
        )
        for package, city in others.items()
    ]
    kept = [file for file in read.files if file.package not in others]
    return replace(read, files=kept, problems=[*read.problems, *problems])


def _find_city(sheets: Sequence[Sheet]) -> str:
    """Find the city that the sheets name as theirs, and give it; empty where none does."""
    for sheet in sheets:
        mapping = recognise_sheet(sheet) if len(sheet.rows) <= _ROWS_ABOUT_A_CITY else SheetMapping("")
        columns = mapping.standard_columns if mapping.table == "inventory" else {}
        for at, name in columns.items():
            if name == "city" and (cities := HeadedSheet(sheet, mapping.header_rows).first_cells(at)):
                return cities[0]
    return ""
