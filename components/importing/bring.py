"""What a source brings, before it is said how its sheets are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from components.files import Limits, OtherReading, Sheet, Source, read_sheets
from components.importing.decisions import (
    DecidedRow,
    decided_from_json,
    mappings_from_json,
    not_the_same_from_json,
)
from components.importing.one_city import keep_one_city
from components.importing.recognise import mark_own_table
from components.importing.sheet_mapping import SheetMapping
from components.inventory.problems import Problem
from components.inventory.progress import Progress, Stop, ignore, never_stop

_LIMITS = Limits()


@dataclass(frozen=True)
class Brought:
    """What a source brings, before it is said how its sheets are read."""

    sheets: list[Sheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mappings: tuple[SheetMapping, ...] = ()
    """How such sheets were read before, as a package keeps it."""
    not_the_same: frozenset[frozenset[str]] = frozenset()
    """Pairs of organizations that are not the same, as a package keeps them."""
    decided: tuple[DecidedRow, ...] = ()
    """The rows that were set aside or merged before a package was written, as it keeps them."""
    day: str | None = None
    """The day of the dated folder that was read."""
    readings: dict[str, list[OtherReading]] = field(default_factory=dict)
    """The other encodings in which the letters of a file could be read, by its name or ``zip/path``, where it has any:
    beside the one that its bytes tell, whichever it was read in."""


def bring(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> Brought:
    """Read a source, and give its sheets and what a package keeps beside them; the parameters are ``read_sheets``'.

    Of several cities that were sent in packages the first is read.
    """
    read = read_sheets(source, date=date, limits=limits, encodings=encodings, stop=stop, progress=progress)
    city = keep_one_city(read)
    sheets = [mark_own_table(sheet) if file.is_ours else sheet for file in city.files for sheet in file.sheets]
    readings = {file.place: file.other_readings for file in city.files if file.other_readings}
    brought = Brought(sheets, city.all_problems, day=city.date, readings=readings)
    return brought if city.decisions is None else _with_decisions(brought, city.decisions)


def _with_decisions(brought: Brought, kept: str) -> Brought:
    """What a source brings, with what a package keeps beside its tables."""
    mappings, unread = mappings_from_json(kept)
    decided, said = decided_from_json(kept)
    return replace(
        brought,
        problems=[*brought.problems, *unread, *said],
        mappings=tuple(mappings),
        not_the_same=not_the_same_from_json(kept),
        decided=decided,
    )
