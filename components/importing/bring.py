"""What a source brings, before it is said how its sheets are read."""

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

_ROWS_ABOUT_A_CITY = 50  # with its header and what is above it: the table of one row
_LIMITS = Limits()


@dataclass(frozen=True)
class BroughtSheets:
    """What a source brings, before it is said how its sheets are read."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    decisions: Decisions = field(default_factory=Decisions)
    """What a package keeps beside its tables."""
    day: str | None = None
    """The day of the dated folder that was read."""
    readings: dict[str, list[OtherReading]] = field(default_factory=dict)
    """The other encodings in which the letters of a file could be read, by its name or ``zip/path``, where it has any:
    beside the one that its bytes tell, whichever it was read in."""

    def recognise_surely(self, remembered: Sequence[SheetMapping] = ()) -> list[SheetMapping]:
        """Recognise each sheet where nobody can be asked, and give how it is read; without a table where that is not
        sure. ``remembered`` mappings win over those of the package."""
        before = (*remembered, *self.decisions.mappings)
        found = [recognise_sheet(sheet, before) for sheet in self.sheets]
        return [mapping if mapping.sure else replace(mapping, table="", form="") for mapping in found]


def bring_sheets(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> BroughtSheets:
    """Read a source, and give its sheets and what a package keeps beside them; the parameters are ``read_sheets``'.

    Of several cities that were sent in packages the first is read.
    """
    read = read_sheets(source, date=date, limits=limits, encodings=encodings, stop=stop, progress=progress)
    city = keep_one_city(read)
    sheets = [mark_own_table(sheet) if file.is_ours else sheet for file in city.files for sheet in file.sheets]
    readings = {file.place: file.other_readings for file in city.files if file.other_readings}
    decisions, problems = decisions_from_json(city.decisions) if city.decisions is not None else (Decisions(), [])
    return BroughtSheets(sheets, [*city.all_problems, *problems], decisions, city.date, readings)


# One city


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
    return name_key(city) == name_key(other)


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
