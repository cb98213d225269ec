"""What tables come in: a folder, a zip, a workbook, single files; and how large they may be."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath
from typing import IO

from components.files.file_kinds import COPY_TABLE, is_graph, is_json, not_a_table
from components.files.rows import LONGEST_LINE
from components.files.text_file import decode
from components.inventory.problems import Problem, file_problem

Uploads = Iterable[tuple[str, bytes]] | Mapping[str, bytes]
Source = str | PathLike[str] | Uploads

_OF_TEXT = (".csv", ".tsv", ".txt", ".tab", ".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl", ".graphml", ".gexf")
READABLE = (*_OF_TEXT, ".xlsx", ".ods", ".zip")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_BESIDE = re.compile(r"(readme|licen[cs]e|columns\.csv$|datapackage\.json$|\.|__macosx|thumbs\.db)", re.IGNORECASE)
PACKAGE_FILE = "datapackage.json"
_MB = 1_000_000
_BEGINNING = 64_000
# How every zip begins: with a file in it, without any, or as one of several parts.
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"  # how a file is listed in a zip's directory
_MOST_ENTRIES = 10_000
_MACROS = "vbaproject.bin"
_BOOK = re.compile(r"xl/workbook\d*\.xml")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError)
_MUCH = 20 * _MB
_MOST_SWELLING = 200
_MAP_MEND = "Open it in a map program, such as QGIS, and export it as CSV or GeoJSON."
# What is in a document that is packed as a zip is, or what its kind has in its name.
_DOCUMENTS = {
    r"word/document\.xml": ("a Word document", COPY_TABLE),
    r"ppt/presentation\.xml": ("a PowerPoint presentation", COPY_TABLE),
    r"xl/workbook\.bin": ("a binary Excel workbook (.xlsb)", "Open it in Excel and save it as xlsx or csv."),
    r"index/document\.iwa|(.*/)?index\.zip": (
        "a Numbers, Pages or Keynote document",
        "Export it as xlsx or csv (in Numbers: File, Export To).",
    ),
    r".*opendocument.*": ("a LibreOffice document", COPY_TABLE),
    r".*epub.*": ("an e-book", COPY_TABLE),
    r".*\.kml": ("a map (KMZ)", _MAP_MEND),
    r".*\.shp": ("a map (Shapefile)", _MAP_MEND),
    r".*\.gdbtable": ("a map (File Geodatabase)", _MAP_MEND),
    r"project_xml": ("a Gephi project", "Open it in Gephi, and export the network as GEXF or its tables as CSV."),
    r".*/cysession\.xml": ("a Cytoscape session", "Open it in Cytoscape, and export the network as GraphML or CX."),
}


@dataclass(frozen=True)
class Limits:
    """How much is read. Megabytes are of 1,000,000 bytes; rows, columns and cells are those of one table,
    and ``sheets`` those of one workbook.

    ``text_megabytes`` are those of what all cells of a source's workbooks, JSON and networks hold (as UTF-8), a text
    counted in every cell that has it: a few bytes can say that 100,000 cells have one long text, and a server takes
    two to three times as much. ``megabytes`` is for uploads, all files together; the others hold for every source.
    ``unpacked_megabytes`` and ``files`` count what all zips and workbooks of a source hold together; of a
    workbook's XML, half.
    """

    megabytes: int = 20
    rows: int = 100_000
    unpacked_megabytes: int = 100
    files: int = 200
    columns: int = 1_000
    cells: int = 4_000_000
    text_megabytes: int = 50
    sheets: int = 200


@dataclass
class Budget:
    """What may still be unpacked. One for a whole reading, so that twenty zips get no more than one does."""

    bytes: int
    files: int
    text: int
    """Bytes."""

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """All that the limits allow."""
        return cls(limits.unpacked_megabytes * _MB, limits.files, limits.text_megabytes * _MB)


@dataclass(frozen=True, eq=False)
class File:
    """One file and what is in it. ``path`` is its place inside the folder or zip."""

    path: PurePosixPath
    content: bytes
    package: str | None = None
    """The zip that it was in; None for a file of its own."""

    @property
    def name(self) -> str:
        """Its name, as problems call it."""
        return self.path.name

    @property
    def place(self) -> str:
        """Its path, behind the zip that it was in: the same for no other file, unless two were sent by one name."""
        return f"{self.package}/{self.path}" if self.package else str(self.path)

    @property
    def date(self) -> str | None:
        """The dated folder that it lies in, if any."""
        return next((part for part in reversed(self.path.parts[:-1]) if _DATED.fullmatch(part)), None)


Files = tuple[list[File], list[Problem]]


class _TooManyFilesError(zipfile.BadZipFile):
    """A zip lists so many files that its list alone would fill the memory."""


def files_of(source: Source, limits: Limits, budget: Budget) -> Files:
    """Every file of a source, zips unpacked. What is too large or unsafe is refused, with a problem.

    Spends the budget. Files known to be no table are listed without what they hold.
    """
    if isinstance(source, (str, PathLike)):
        files, problems = _on_disk(Path(source), limits)
    else:
        pairs = source.items() if isinstance(source, Mapping) else source
        files, problems = _uploaded([File(_safe_name(name), content) for name, content in pairs], limits)
    for file in list(files):
        if is_zip(file.content):
            unpacked, more = _unpacked(file, limits, budget)
            files = [other for other in files if other is not file] + unpacked
            problems = problems + more
    return files, problems


def inventory_dates(source: Source) -> list[str]:
    """The dates of an inventory's ``YYYY-MM-DD/`` folders, oldest first; none where it has no such folder."""
    if isinstance(source, (str, PathLike)) and Path(source).is_dir():
        return sorted(path.name for path in Path(source).iterdir() if path.is_dir() and _DATED.fullmatch(path.name))
    limits = Limits()
    return sorted({file.date for file in files_of(source, limits, Budget.of(limits))[0] if file.date})


def of_date(files: list[File], date: str | None) -> Files:
    """The files of one date: the newest, or the one asked for. Without dated folders, all of them."""
    dates = sorted({file.date for file in files if file.date})
    if not dates:
        return files, [] if date is None else [_no_date(date, "it has no dated folders")]
    chosen = date if date in dates else dates[-1]
    problems = [] if date in (None, chosen) else [_no_date(str(date), f"the newest, {chosen}, is shown")]
    problems += [_elsewhere(file) for file in files if file.date is None and not beside(file)]
    kept = [file for file in files if file.date == chosen]
    read = {file.package for file in kept}
    others = {file.package: file.date for file in files if file.package and file.date}
    problems += [_another_day(package, day, chosen) for package, day in others.items() if package not in read]
    return kept, problems


def _another_day(package: str, day: str, chosen: str) -> Problem:
    message = f"{package} holds an inventory of {day}. It was not read, as another one, of {chosen}, was."
    return file_problem(package, "inventory of another day", message, "Send one inventory at a time.", value=day)


def _no_date(date: str, instead: str) -> Problem:
    message = f"There is no inventory of {date}; {instead}."
    return file_problem(date, "date not there", message, "Choose one of its dates.", "warning", value=date)


def of_one_folder(files: list[File]) -> Files:
    """The files of the folder that holds the most: two cities in one zip are not one inventory."""
    counts = Counter(file.path.parent for file in files if not beside(file))
    if len(counts) < 2:
        return files, []
    chosen = counts.most_common(1)[0][0]
    others = [file for file in files if file.path.parent != chosen and not beside(file)]
    return [file for file in files if file.path.parent == chosen], [_elsewhere(file, chosen) for file in others]


def _elsewhere(file: File, chosen: PurePosixPath | None = None) -> Problem:
    which = "the other tables" if chosen is None or not chosen.name else f"the tables that were read, in “{chosen}”"
    message = f"{file.path} lies in another folder than {which}, so it was not read."
    return file_problem(file.name, "file in another folder", message, "Put all tables into one folder.")


def beside(file: File) -> bool:
    """Whether a file is known to be no table: a readme, a licence, what a computer leaves behind."""
    return _is_beside(file.path)


def _is_beside(path: PurePosixPath) -> bool:
    return any(_BESIDE.match(part) for part in path.parts)


def _safe_name(name: str) -> PurePosixPath:
    return PurePosixPath(PurePosixPath(name.replace("\\", "/")).name or "file")


def _refusal(file: str, message: str, mend: str) -> Problem:
    return file_problem(file, "too large", message, mend)


def _too_large(file: str, megabytes: int) -> Problem:
    message = f"{file} is larger than {megabytes} MB, so it was not read."
    return _refusal(file, message, "Send fewer tables or rows at a time.")


def _too_many(file: str, files: int) -> Problem:
    return _refusal(file, f"There are more than {files} files, so none was read.", "Send only the tables.")


# On disk


def _on_disk(path: Path, limits: Limits) -> Files:
    if path.is_dir():
        return _in_folder(path, limits)
    if not path.is_file():
        message = f"There is no file or folder {path.name}."
        return [], [file_problem(path.name, "file not there", message, "Check its name.")]
    # The size of a file that is on this machine already is its owner's affair; its rows are still counted.
    return [File(PurePosixPath(path.name), path.read_bytes())], []


def _in_folder(folder: Path, limits: Limits) -> Files:
    dated = [folder / date for date in inventory_dates(folder)]
    paths = [path for where in (folder, *dated) for path in sorted(where.iterdir()) if path.is_file()]
    found = [path for path in paths if path.suffix.lower() in READABLE and path.suffix.lower() != ".zip"]
    return [File(PurePosixPath(path.relative_to(folder)), path.read_bytes()) for path in found], []


def _uploaded(files: list[File], limits: Limits) -> Files:
    if len(files) > limits.files:
        return [], [_too_many(files[0].name, limits.files)]
    if sum(len(file.content) for file in files) > limits.megabytes * _MB:
        largest = max(files, key=lambda file: len(file.content))
        return [], [_too_large(largest.name if len(files) == 1 else "What was sent", limits.megabytes)]
    return files, []


# Zips


def _opened(content: bytes) -> zipfile.ZipFile:
    """The zip, its list of files read; that is not begun where it has far too many."""
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise _TooManyFilesError
    return zipfile.ZipFile(io.BytesIO(content))


def is_zip(content: bytes) -> bool:
    """Whether this is a zip that is not a spreadsheet."""
    return content.startswith(_ZIP_SIGNATURES) and not is_workbook(content) and not is_opendocument(content)


def is_workbook(content: bytes) -> bool:
    """Whether this is an xlsx workbook, whatever its name."""
    if not content.startswith(_ZIP_SIGNATURES):
        return False
    try:
        with _opened(content) as archive:
            return any(_BOOK.fullmatch(part_name(name)) for name in archive.namelist())
    except _DAMAGED:
        return False


def part_name(name: str) -> str:
    """How a part of a document is called, as parts are compared: whatever slashes and capitals its program writes."""
    return name.replace("\\", "/").lstrip("/").lower()


def is_opendocument(content: bytes) -> bool:
    """Whether this is an OpenDocument spreadsheet (.ods), whatever its name."""
    if not content.startswith(_ZIP_SIGNATURES):
        return False
    try:
        with _opened(content) as archive:
            members = set(archive.namelist())
            return {"mimetype", "content.xml"} <= members and "opendocument.spreadsheet" in _kind(archive)
    except Exception:  # a damaged zip is said to be that, later
        return False


def _no_table(name: str, content: bytes) -> Problem | None:
    """The problem with a document that is packed as a zip is, and holds no workbook; None for a plain zip."""
    try:
        with _opened(content) as archive:
            members = archive.namelist()
            names = [*members, _kind(archive)] if "mimetype" in members else members
    except Exception:  # a damaged zip is said to be that, later
        return None
    if any(_path(member).suffix.lower() in _OF_TEXT for member in members):
        return None
    told = "\n".join(map(part_name, names))
    known = (about for pattern, about in _DOCUMENTS.items() if re.search(rf"^(?:{pattern})$", told, re.MULTILINE))
    what, mend = next(known, ("", ""))
    return file_problem(name, "not a table", f"{name} is {what}, not a table that can be read.", mend) if what else None


def _kind(archive: zipfile.ZipFile) -> str:
    if archive.getinfo("mimetype").compress_type not in _PACKINGS:
        return ""
    with archive.open("mimetype") as stream:
        return stream.read(100).decode("ascii", "replace")


def workbook_refusal(file: File, limits: Limits, budget: Budget) -> Problem | None:
    """Why a workbook is not opened, from its directory alone; None where it may be, and the budget is spent on it."""
    members, refusal = _directory(file, limits, budget)
    if any(member.filename.lower().endswith(_MACROS) for member in members):
        message = f"{file.name} holds macros, which are programs, so it was not read."
        return file_problem(file.name, "macros", message, "Save it as xlsx, which keeps its tables and no macros.")
    # Pictures and the like are never unpacked, and of the others more than half are tags, which are not kept.
    size = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels"))) // 2
    if refusal is None and size > budget.bytes:
        return _unpacks_too_large(file.name, limits)
    budget.bytes -= size if refusal is None else 0
    return refusal


def _directory(file: File, limits: Limits, budget: Budget) -> tuple[list[zipfile.ZipInfo], Problem | None]:
    """What a zip or a workbook says that it holds, and why it is not opened; None where it may be."""
    try:
        with _opened(file.content) as archive:
            members = archive.infolist()
    except _TooManyFilesError:
        return [], _too_many(file.name, limits.files)
    except _DAMAGED:
        return [], _damaged(file.name)
    if len(members) > budget.files:
        return [], _too_many(file.name, limits.files)
    refusal = _not_to_be_unpacked(file, members)
    return ([], refusal) if refusal else (members, None)


def _not_to_be_unpacked(file: File, members: list[zipfile.ZipInfo]) -> Problem | None:
    if any(member.flag_bits & 1 for member in members):
        message = f"{file.name} is locked with a password, so it was not read."
        return file_problem(file.name, "locked", message, "Save it without a password.")
    if _swells(members, len(file.content)):
        return _swollen(file.name)
    # Only these are unpacked piece by piece: of the others a few bytes may unpack to gigabytes at once.
    if any(member.compress_type not in _PACKINGS for member in members):
        message = f"{file.name} is packed in a way that is not read."
        return file_problem(file.name, "packed unusually", message, "Make it again as a plain zip (Deflate).")
    return _damaged(file.name) if _overlap(members) else None


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether files in a zip lie over each other: no program writes that, and few bytes so unpack to many."""
    spans = sorted((member.header_offset, member.header_offset + member.compress_size) for member in members)
    return any(end > start for (_, end), (start, _) in itertools.pairwise(spans))


def _swells(members: list[zipfile.ZipInfo], packed: int) -> bool:
    """Whether a whole zip, or a file in it, unpacks to far more than tables do: those grow by about 10, at most 100."""
    sizes = [(member.file_size, member.compress_size) for member in members]
    sizes.append((sum(size for size, _ in sizes), packed))
    return any(size > _MUCH and size > _MOST_SWELLING * max(small, 1) for size, small in sizes)


def _swollen(name: str) -> Problem:
    message = f"{name} is small, but unpacks to more than {_MOST_SWELLING} times its size, so it was not opened."
    return _refusal(name, message, "Make it again from the tables alone, or send them one by one.")


def _damaged(name: str) -> Problem:
    message = f"{name} is damaged and can't be opened."
    return file_problem(name, "file damaged", message, "Make it again, or send its tables one by one.")


def _unpacks_too_large(name: str, limits: Limits) -> Problem:
    message = f"What was sent holds more than {limits.unpacked_megabytes} MB once unpacked, so {name} was not read."
    return _refusal(name, message, "Send fewer tables or rows at a time.")


def _unpacked(file: File, limits: Limits, budget: Budget) -> Files:
    members, refusal = _directory(file, limits, budget)
    if refusal or (refusal := _no_table(file.name, file.content)):
        return [], [refusal]
    found = [(_path(member.filename), member) for member in members if not member.filename.endswith(("/", "\\"))]
    if not found:
        return [], [file_problem(file.name, "empty file", f"{file.name} is an empty zip.", "Put the tables into it.")]
    tables = (member.file_size for path, member in found if _named_as_table(path))
    if sum(tables) > budget.bytes:
        return [], [_unpacks_too_large(file.name, limits)]
    budget.files -= len(members)
    files: list[File] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for path, member in found:
            content = b"" if _is_beside(path) else _read(archive, member, path, budget.bytes)
            if content is None:
                return [], [*problems, _damaged(file.name)]
            if len(content) > budget.bytes:
                return [], [_unpacks_too_large(file.name, limits)]
            budget.bytes -= len(content)
            if unsafe := _unsafe(file, path, member.filename, content):
                problems.append(unsafe)
            else:
                files.append(File(path, content, file.name))
    return files, problems


def _path(name: str) -> PurePosixPath:
    """Where a member lies: some programs for Windows part its folders with backslashes."""
    return PurePosixPath(name.replace("\\", "/"))


def _named_as_table(path: PurePosixPath) -> bool:
    return path.suffix.lower() in READABLE and not _is_beside(path)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: PurePosixPath, most: int) -> bytes | None:
    """What a member holds, up to a little more than allowed; None where it can't be unpacked."""
    try:
        with archive.open(member) as stream:
            return _unpack(stream, path, most)
    except Exception:  # zlib, lzma and zipfile each raise errors of their own on damaged bytes
        return None


def _unpack(stream: IO[bytes], path: PurePosixPath, most: int) -> bytes:
    """What a stream holds; only its beginning where that shows already that it can't be read as a table."""
    content = bytearray(stream.read(_BEGINNING))
    packed = content.startswith(_ZIP_SIGNATURES)
    structured = is_graph(bytes(content)) or is_json(bytes(content))
    if (packed and path.suffix.lower() == ".zip") or (not structured and _tells_no_table(path, bytes(content))):
        return bytes(content)
    while len(content) <= most and (chunk := stream.read(LONGEST_LINE)):
        content += chunk
        if not packed and not structured and _in_a_long_line(content):
            break  # a line longer than is read: the reading of the text says so
    return bytes(content)


def _tells_no_table(path: PurePosixPath, beginning: bytes) -> bool:
    return not_a_table(path.name, beginning, decode(path.name, beginning)[0]) is not None


def _in_a_long_line(content: bytearray) -> bool:
    since = len(content) - LONGEST_LINE
    return since > 0 and max(content.rfind(mark, since) for mark in (b"\n", b"\r", b'"', b"'")) < 0


def _unsafe(file: File, path: PurePosixPath, name: str, content: bytes) -> Problem | None:
    if path.is_absolute() or ".." in path.parts or ":" in name:
        message = f"{file.name} holds a file with a path that leads outside it. That file was not read."
        return file_problem(file.name, "path outside", message, "Make the zip again.", value=name)
    if is_zip(content) and (document := _no_table(path.name, content)):
        return document
    if is_zip(content):
        message = f"{file.name} holds another zip, {path.name}. It was not read."
        return file_problem(file.name, "zip in a zip", message, "Unpack it first.", value=name)
    return None
