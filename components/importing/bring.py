"""The sheets of a source with what a package keeps beside them, before anyone says how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from components.files import Limits, OtherReading, Sheet, Source, SourceSheets, read_sheets
from components.importing.convert import convert_sheet
from components.importing.decisions import Decisions, decisions_from_json
from components.importing.recognise import mark_own_table, recognise_sheet
from components.importing.sheet_mapping import SheetMapping
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop
from components.inventory.text import clean, name_key

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
    """By the place of a file (its name, or ``zip/path``), the further encodings in which it could be read; only files
    with any."""

    def recognise_surely(self, remembered: Sequence[SheetMapping] = ()) -> list[SheetMapping]:
        """Map each sheet for when nobody can be asked, and give the mappings: a sheet that is not sure is left out.

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
    city = keep_one_city(read)
    sheets = [mark_own_table(sheet) if file.is_ours else sheet for file in city.files for sheet in file.sheets]
    other_readings = {file.place: file.other_readings for file in city.files if file.other_readings}
    decisions, problems = decisions_from_json(city.decisions) if city.decisions is not None else (Decisions(), [])
    return BroughtSheets(sheets, [*city.all_problems, *problems], decisions, city.date, other_readings)


# One city


def keep_one_city(source: SourceSheets) -> SourceSheets:
    """Leave out the packages of other cities than the first that was sent, and give the rest.

    Files that were sent one by one may be of either city, so all of them are read, with a problem where they disagree.
    """
    named = [(file.package, sheet, city) for file in source.files for sheet, city in _cities(file.sheets)]
    city_of: dict[str, str] = {}
    for package, _, city in named:
        city_of.setdefault(package, city)
    first_package, first = next(iter(city_of.items()), ("", ""))
    others = {package: city for package, city in city_of.items() if not _is_same(city, first)}
    differing = {
        city: sheet for package, sheet, city in named if package == first_package and not _is_same(city, first)
    }
    problems = [_other_city(package, city, first_package, first) for package, city in others.items()]
    problems += [_two_cities(sheet, city, first) for city, sheet in differing.items()]
    kept = [file for file in source.files if file.package not in others]
    return replace(source, files=kept, problems=[*source.problems, *problems])


def _cities(sheets: list[Sheet]) -> list[tuple[Sheet, str]]:
    """Give the cities that sheets say they are of, each with its sheet."""
    small = [sheet for sheet in sheets if len(sheet.rows) <= _ROWS_ABOUT_A_CITY]
    converted = [(sheet, table) for sheet in small for table in convert_sheet(sheet, recognise_sheet(sheet))[0]]
    texts = [
        (sheet, clean(text))
        for sheet, table in converted
        if table.table == "inventory"
        for text in table.columns.get("city", ())
    ]
    return [(sheet, city) for sheet, city in texts if city]


def _is_same(city: str, other: str) -> bool:
    return name_key(city) == name_key(other)


def _two_cities(sheet: Sheet, city: str, first: str) -> Problem:
    place = {"table": "inventory", "column": "city", "file": sheet.file, "sheet": sheet.title}
    return problem("two cities", value=city, called=sheet.called, first=first, **place)  # type: ignore[arg-type]


def _other_city(package: str, city: str, first_package: str, first: str) -> Problem:
    words = {"what": package or "What was sent beside it", "other": first_package or "what was sent beside it"}
    return problem("inventory of another city", file=package, value=city, first=first, **words)  # type: ignore[arg-type]
