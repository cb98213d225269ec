"""Read a source (a folder, a zip or single files) as sheets: choose the files of one day and one folder, and read each
as what it is, such as a text file, a workbook or JSON."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from os import PathLike
from pathlib import Path, PurePosixPath

from components.files.archives import READABLE_SUFFIXES, check_spreadsheet, is_companion, is_zip, unpack_zip
from components.files.encoding import OtherReading, decode, list_other_readings
from components.files.process import TEXT, WORKBOOK, FileKind, find_kind, read_in_process
from components.files.sheets import DATED_FOLDER, MEGABYTE, Budget, File, Limits, Sheet, Sheets, count_bytes, read_file
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, StoppedError, ignore, never_stop
from components.inventory.schema import DECISIONS_FILE, PACKAGE_FILE

Source = str | PathLike[str] | Iterable[tuple[str, bytes]] | Mapping[str, bytes]
"""The path of a folder or a file; or uploaded files, as names with their bytes."""
Files = tuple[list[File], list[Problem]]

_LIMITS = Limits()


@dataclass(frozen=True)
class FileSheets:
    """The sheets of one file, and the problems in it."""

    place: str
    """The name of the file; ``zip/path`` for a file in a zip."""
    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    """Problems of the file as a whole. Each sheet has its own besides."""
    is_ours: bool = False
    """Whether it came in a package that the Atlas wrote."""
    other_readings: list[OtherReading] = field(default_factory=list)
    """The other encodings in which it could be read; empty where its bytes leave no doubt."""


@dataclass(frozen=True)
class SourceSheets:
    """The sheets of a source, file by file."""

    files: list[FileSheets]
    problems: list[Problem] = field(default_factory=list)
    """Problems of the source as a whole: files that were refused, or that lie in another folder."""
    date: str | None = None
    """The day of the dated folder that was read; None where the source has no such folder."""
    decisions: str | None = None
    """The text of ``atlas.json``, where the source is a package that the Atlas wrote; else None."""


def read_sheets(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> SourceSheets:
    """Read the files of a source, and give their sheets: those of the newest day, or of ``date``, in one folder.

    ``encodings`` has the encodings (Python's names) that a person chose, by the ``place`` of each file. For any other
    file it is found out from the bytes. ``stop`` is asked whether to give up, before each file and while a file is read
    in a process of its own. ``progress`` gets in words what is being read, with the share of the files that is done,
    from 0 to 1. Both are called in the caller's thread. Bad content gives a problem. Raises ``StoppedError`` where
    ``stop`` says so, and ``LookupError`` where there is no such encoding.
    """
    is_on_disk = isinstance(source, (str, PathLike))
    reader = _Reader(Budget(limits), encodings or {}, stop, progress, is_on_disk)
    files, problems = _list_files(source, reader.budget)
    files, of_other_days = _keep_date(files, date)
    files, in_other_folders = _keep_one_folder(files)
    our_zips = {file.zip_name for file in files if file.name in (DECISIONS_FILE, PACKAGE_FILE)}
    readable = [file for file in files if not is_companion(file.path)]
    tables = [file for file in readable if file.name != DECISIONS_FILE]
    read = [reader.read(file, at / len(tables), file.zip_name in our_zips) for at, file in enumerate(tables)]
    day = next((file.date for file in files if file.date), None)
    decisions = next((decode(file.content).text for file in readable if file.name == DECISIONS_FILE), None)
    return SourceSheets(read, problems + of_other_days + in_other_folders, day, decisions)


def inventory_dates(folder: Path) -> list[str]:
    """List the dates of an inventory's ``YYYY-MM-DD/`` folders, oldest first; none where it has no such folder."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and DATED_FOLDER.fullmatch(path.name))


# Which files are read


def _list_files(source: Source, budget: Budget) -> Files:
    """List the files of a source and of its zips, also those that are known not to be tables."""
    if isinstance(source, (str, PathLike)):
        found, problems = _read_files_on_disk(Path(source))
    else:
        pairs = source.items() if isinstance(source, Mapping) else source
        paths = ((PurePosixPath(PurePosixPath(name.replace("\\", "/")).name or "file"), each) for name, each in pairs)
        found, problems = _check_uploads([File(path, content) for path, content in paths], budget.limits)
    files: list[File] = []
    for file in found:
        unpacked, more = unpack_zip(file, budget) if is_zip(file.content) else ([file], [])
        files += unpacked
        problems += more
    return files, problems


def _read_files_on_disk(place: Path) -> Files:
    if place.is_dir():
        folders = [place, *(place / date for date in inventory_dates(place))]
        paths = [path for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
        paths = [path for path in paths if path.suffix.lower() in READABLE_SUFFIXES]
        return [File(PurePosixPath(path.relative_to(place)), path.read_bytes()) for path in paths], []
    if not place.is_file():
        return [], [problem("file not there", file=place.name)]
    # A file that is already on this machine may have any size. How many rows are read is still limited.
    return [File(PurePosixPath(place.name), place.read_bytes())], []


def _check_uploads(files: list[File], limits: Limits) -> Files:
    if len(files) > limits.files:
        return [], [problem("too large", case="files", file=files[0].name, most=limits.files)]
    if sum(len(file.content) for file in files) > limits.megabytes * MEGABYTE:
        largest = max(files, key=lambda file: len(file.content)).name
        called = largest if len(files) == 1 else "What was sent"
        return [], [problem("too large", case="upload", file=called, most=limits.megabytes)]
    return files, []


def _keep_date(files: list[File], date: str | None) -> Files:
    """Keep the files of the newest day, or of the one asked for; all of them where there are no dated folders."""
    dates = sorted({file.date for file in files if file.date})
    if not dates:
        return files, [problem("date not there", case="no dated folders", file=date, value=date)] if date else []
    chosen = date if date in dates else dates[-1]
    problems = []
    if date not in (None, chosen):
        problems.append(problem("date not there", file=date, value=date, chosen=chosen))
    problems += [_report_other_folder(file) for file in files if file.date is None and not is_companion(file.path)]
    kept = [file for file in files if file.date == chosen]
    read = {file.zip_name for file in kept}
    # Zips with an inventory of a day that is not read.
    others = {file.zip_name: file.date for file in files if file.zip_name and file.date and file.zip_name not in read}
    for name, day in others.items():
        problems.append(problem("inventory of another day", file=name, value=day, chosen=chosen))
    return kept, problems


def _keep_one_folder(files: list[File]) -> Files:
    """Keep the files of the folder with the most tables: a zip may hold two cities, which are two inventories."""
    tables = [file for file in files if not is_companion(file.path)]
    counts = Counter(file.path.parent for file in tables)
    if len(counts) < 2:
        return files, []
    chosen = counts.most_common(1)[0][0]
    others = [_report_other_folder(file) for file in tables if file.path.parent != chosen]
    return [file for file in files if file.path.parent == chosen], others


def _report_other_folder(file: File) -> Problem:
    return problem("file in another folder", file=file.name, path=file.path)


# How a file is read


@dataclass
class _Reader:
    """Reads the files of one source one after the other, all from one budget."""

    budget: Budget
    encodings: dict[str, str]
    stop: Stop
    progress: Progress
    is_on_disk: bool
    """Whether the source lies on this machine already. Its text files are read here, which is quicker: they were not
    sent by a visitor who could mean harm."""

    def read(self, file: File, share: float, is_ours: bool) -> FileSheets:
        """Read a file, and give its sheets. ``share`` is the share of the files that have been read."""
        self._report(file, share)
        kind = find_kind(file.content)
        refusal = check_spreadsheet(file, self.budget) if kind is WORKBOOK else None
        sheets, problems = ([], [refusal]) if refusal else self._read_sheets(file, kind, share)
        other_readings = list_other_readings(file.content) if kind is TEXT and sheets else []
        return FileSheets(file.place, sheets, problems, is_ours, other_readings)

    def _report(self, file: File, share: float) -> None:
        if self.stop():
            raise StoppedError
        self.progress(f"Reading {file.name}.", share)

    def _read_sheets(self, file: File, kind: FileKind, share: float) -> Sheets:
        encoding = self.encodings.get(file.place) if kind is TEXT else None
        if encoding:
            codecs.lookup(encoding)
        if len(file.content) <= kind.small or (kind is TEXT and self.is_on_disk):
            sheets, problems = read_file(kind.reader, kind.called, file, self.budget.limits, encoding)
        else:
            sheets, problems = self._read_in_process(file, share, encoding)
        text = sum(count_bytes(row) for sheet in sheets for row in sheet.rows) if kind is not TEXT else 0
        if text > self.budget.text:
            return [], [problem("too large", case="text", file=file.name, most=self.budget.limits.text_megabytes)]
        self.budget.text -= text
        return sheets, problems

    def _read_in_process(self, file: File, share: float, encoding: str | None) -> Sheets:
        words = f"{file.name} waits for its turn: other files are being read."
        waits = partial(self.progress, words, share)
        return read_in_process(file, self.budget.limits, encoding=encoding, stop=self.stop, waits=waits)
