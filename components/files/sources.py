"""A source is read into sheets: each of its files as what it is, such as a text file, a workbook or JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from components.files.archives import is_companion, is_spreadsheet, refusal_of_spreadsheet
from components.files.encoding import OtherReading, decoded, other_readings
from components.files.file import Budget, File, Limits
from components.files.file_kinds import is_graph, is_json
from components.files.graphs import read_graph
from components.files.json_tables import read_json_tables
from components.files.process import read_in_process
from components.files.sheets import Sheet, Sheets, text_bytes
from components.files.source_files import Source, find_files
from components.files.text_file import read_text
from components.inventory.problems import Problem, problem
from components.inventory.progress import Progress, Stop, ignore, never_stop, report_progress
from components.inventory.schema import DECISIONS_FILE, PACKAGE_FILE

_LIMITS = Limits()
# Bytes. A file of JSON or of a network that is no larger is read at once: whatever it holds, a process of its own would
# take more time and memory.
_SMALL = 20_000


@dataclass(frozen=True)
class FileSheets:
    """The sheets of one file, and the problems in it."""

    place: str
    """The name of the file; ``zip/path`` for a file in a zip."""
    package: str
    """The zip or the workbook that the tables came in; empty for a file that was sent alone."""
    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    """Problems of the file as a whole. Each sheet has its own besides."""
    is_ours: bool = False
    """Whether it lies in a package that the Atlas wrote."""
    other_readings: list[OtherReading] = field(default_factory=list)
    """The further encodings in which its letters could be read; empty where its bytes leave no doubt."""


@dataclass(frozen=True)
class SourceSheets:
    """The sheets of a source, file by file."""

    files: list[FileSheets]
    problems: list[Problem] = field(default_factory=list)
    """Problems of the source as a whole: files that were refused, or that lie in another folder. Each file has its own
    besides."""
    date: str | None = None
    """The day of the dated folder that was read; None where the source has no such folder."""
    decisions: str | None = None
    """The text of ``atlas.json``, where the source is a package that the Atlas wrote; else None."""

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets of all files."""
        return [sheet for file in self.files for sheet in file.sheets]

    @property
    def all_problems(self) -> list[Problem]:
        """The problems of the source and of all its files, without those of each sheet."""
        return [*self.problems, *(problem for file in self.files for problem in file.problems)]


def read_sheets(
    source: Source,
    *,
    date: str | None = None,
    limits: Limits = _LIMITS,
    encodings: dict[str, str] | None = None,
    stop: Stop = never_stop,
    progress: Progress = ignore,
) -> SourceSheets:
    """Read the files of a source, and give their sheets: those of the newest day, or of ``date``.

    ``encodings`` has the encodings (by Python's names) that a person chose, by the places of the files. The encoding of
    any other file is told from its bytes. ``stop`` is asked whether to give up, before each file and while a file is
    read in a process of its own. ``progress`` is told in words what is being read, with the share of the files that is
    read, from 0 to 1. Both are called in the caller's thread. Bad content is a problem. Raises ``StoppedError`` where
    ``stop`` says so, and ``LookupError`` where there is no such encoding.
    """
    budget = Budget.of(limits)
    files, problems = find_files(source, date, limits, budget)
    our_packages = {file.package for file in files if file.name in (DECISIONS_FILE, PACKAGE_FILE)}
    files_of_decisions = [file for file in files if file.name == DECISIONS_FILE and not is_companion(file.path)]
    tables = [file for file in files if file.name != DECISIONS_FILE and not is_companion(file.path)]
    reader = _Reader(limits, budget, encodings or {}, stop, progress)
    read = [reader.read(file, at / len(tables), file.package in our_packages) for at, file in enumerate(tables)]
    day = next((file.date for file in files if file.date), None)
    decisions = decoded(files_of_decisions[0].content).text if files_of_decisions else None
    return SourceSheets(read, problems, day, decisions)


@dataclass
class _Reader:
    """Reads the files of one source, one after the other, all on one budget."""

    limits: Limits
    budget: Budget
    encodings: dict[str, str]
    stop: Stop
    progress: Progress

    def read(self, file: File, share: float, is_ours: bool) -> FileSheets:
        """Read a file, and give its sheets. ``share`` is the share of the files that are read already."""
        report_progress(self.stop, self.progress, f"Reading {file.name}.", share)
        package = file.package or (file.name if is_spreadsheet(file.content) else "")
        if is_spreadsheet(file.content) or is_graph(file.content) or is_json(file.content):
            return FileSheets(file.place, package, *self._check_text(file, self._read_structured(file, share)), is_ours)
        sheet = read_text(file, self.limits, self.encodings.get(file.place))
        if not sheet.rows:
            # Its problems say why it is no table. Without a sheet, nobody is asked what its columns are.
            return FileSheets(file.place, package, [], sheet.problems, is_ours)
        return FileSheets(file.place, package, [sheet], [], is_ours, other_readings(file.content))

    def _read_structured(self, file: File, share: float) -> Sheets:
        """Read a workbook, a network or JSON, and give its sheets."""
        if is_spreadsheet(file.content):
            refusal = refusal_of_spreadsheet(file, self.limits, self.budget)
            return ([], [refusal]) if refusal else self._read_in_process(file, share)
        if len(file.content) > _SMALL:
            return self._read_in_process(file, share)
        return read_graph(file, self.limits) if is_graph(file.content) else read_json_tables(file, self.limits)

    def _read_in_process(self, file: File, share: float) -> Sheets:
        return read_in_process(
            file,
            self.limits,
            stop=self.stop,
            progress=lambda rows: self.progress(f"Reading {file.name}: {rows:,} rows.", share),
            waits=lambda: self.progress(f"{file.name} waits for its turn: other files are being read.", share),
        )

    def _check_text(self, file: File, found: Sheets) -> Sheets:
        """Give the sheets of a file; only a problem where the source would then hold more text than is read."""
        text = sum(text_bytes(row) for sheet in found[0] for row in sheet.rows)
        if text <= self.budget.text:
            self.budget.text -= text
            return found
        return [], [problem("too large", case="text", file=file.name, most=self.limits.text_megabytes)]
