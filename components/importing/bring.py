"""Files to sheets: what a source brings, before it is said how its sheets are read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from components.files.dialect import Sheet, Sheets, text_bytes
from components.files.encoding import OtherReading, other_readings
from components.files.file_kinds import is_graph, is_json
from components.files.graphs import read_graph
from components.files.json_tables import read_json_tables
from components.files.package import (
    PACKAGE_FILE,
    Budget,
    File,
    Limits,
    Source,
    beside,
    files_of,
    is_opendocument,
    is_workbook,
    of_date,
    of_one_folder,
    workbook_refusal,
)
from components.files.process import read_in_process
from components.files.text_file import decode, read_text
from components.importing.decisions import (
    DECISIONS_FILE,
    DecidedRow,
    decided_from_json,
    mappings_from_json,
    not_the_same_from_json,
)
from components.importing.one_city import of_one_city
from components.importing.recognise import as_written
from components.importing.sheet_mapping import SheetMapping
from components.inventory.problems import Problem, file_problem
from components.inventory.progress import Progress, Stop, ignore, never_stop, report_progress

_LIMITS = Limits()
# Bytes of JSON or of a network that can take no more time and memory to read than a process does, whatever they say.
_HARMLESS = 20_000


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


def sheets_of(source: Source, limits: Limits = _LIMITS) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a source, and what there is to say of its files."""
    found = bring(source, limits=limits)
    return found.sheets, found.problems


def bring(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> Brought:
    """The sheets of a source and what a package keeps beside them, of the newest day or of ``date``.

    ``encodings`` are those (by Python's names) that a person chose for files by their names, in a zip ``zip/path``; the
    bytes of the others tell. ``stop`` is asked before each file, and while one is read in a process of its own, whether
    to give up; ``progress`` is told in words what is being read, with the share of the files that are read, from 0 to
    1. Both in the caller's thread. Raises ``StoppedError`` where ``stop`` says so, and ``LookupError`` where there is
    no such encoding.
    """
    budget = Budget.of(limits)
    files, problems = files_of(source, limits, budget)
    files, more = of_date(files, date)
    problems += more
    files, more = of_one_folder(files)
    problems += more
    kept, tables = _decisions_and_tables([file for file in files if not beside(file)])
    found = {
        file: _sheets(file, limits, budget, (encodings or {}).get(file.place), stop, progress, number / len(tables))
        for number, file in enumerate(tables)
    }
    found, more = of_one_city(found)
    problems += more + [problem for _, several in found.values() for problem in several]
    ours = {file.package for file in files if file.name in (DECISIONS_FILE, PACKAGE_FILE)}
    sheets = [
        as_written(sheet) if file.package in ours else sheet
        for file, (several, _) in found.items()
        for sheet in several
    ]
    day = next((file.date for file in files if file.date), None)
    brought = Brought(sheets, problems, day=day, readings=_readings(found))
    return brought if kept is None else _with_decisions(brought, kept)


def _readings(found: dict[File, Sheets]) -> dict[str, list[OtherReading]]:
    texts = (file for file, (sheets, _) in found.items() if any(sheet.dialect for sheet in sheets))
    readings = ((file.place, other_readings(file.content)) for file in texts)
    return {place: others for place, others in readings if others}


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


def _decisions_and_tables(files: list[File]) -> tuple[str | None, list[File]]:
    """What a package keeps beside its tables, as text, and the files that are tables."""
    tables = [file for file in files if file.name != DECISIONS_FILE]
    kept = next((file for file in files if file.name == DECISIONS_FILE), None)
    return (decode(kept.name, kept.content)[0] if kept else None), tables


def _sheets(
    file: File,
    limits: Limits,
    budget: Budget,
    encoding: str | None,
    stop: Stop,
    progress: Progress,
    share: float,
) -> Sheets:
    report_progress(stop, progress, f"Reading {file.name}.", share)
    if is_workbook(file.content) or is_opendocument(file.content):
        refusal = workbook_refusal(file, limits, budget)
        found = ([], [refusal]) if refusal else _sheets_in_process(file, limits, stop, progress, share)
        return _within_text(file, found, limits, budget)
    if is_graph(file.content) or is_json(file.content):
        if len(file.content) > _HARMLESS:
            found = _sheets_in_process(file, limits, stop, progress, share)
        else:
            found = read_graph(file, limits) if is_graph(file.content) else read_json_tables(file, limits)
        return _within_text(file, found, limits, budget)
    # Blank rows are not counted against the limit, but there is a limit to them too.
    rows = 2 * limits.rows + 50
    columns, cells = limits.columns, limits.cells
    sheet = read_text(file.name, file.name, file.content, rows=rows, columns=columns, cells=cells, encoding=encoding)
    # A file that is no table has said so; it has no header to look for.
    return ([sheet], []) if sheet.rows else ([], sheet.problems)


def _within_text(file: File, found: Sheets, limits: Limits, budget: Budget) -> Sheets:
    """The sheets, unless their cells and those of the files before hold more text than is read."""
    text = sum(text_bytes(row) for sheet in found[0] for row in sheet.rows)
    if text <= budget.text:
        budget.text -= text
        return found
    message = f"With {file.name} there is more than {limits.text_megabytes} MB of text in all cells. It was not read."
    return [], [file_problem(file.name, "too large", message, "Send fewer tables or rows at a time.")]


def _sheets_in_process(file: File, limits: Limits, stop: Stop, progress: Progress, share: float) -> Sheets:
    return read_in_process(
        file,
        limits,
        stop=stop,
        progress=lambda rows: progress(f"Reading {file.name}: {rows:,} rows.", share),
        waits=lambda: progress(f"{file.name} waits for its turn: other files are being read.", share),
    )
