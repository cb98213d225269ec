"""What tables come in: a folder, a zip, a workbook, single files; and how large they may be."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath

from components.inventory.dialect import file_problem
from components.inventory.model import Problem

Uploads = Iterable[tuple[str, bytes]] | Mapping[str, bytes]
Source = str | PathLike[str] | Uploads

READABLE = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".zip")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_BESIDE = re.compile(r"(readme|licen[cs]e|columns\.csv$|\.|__macosx|thumbs\.db)", re.IGNORECASE)
_MB = 1_000_000
_COPY = "Copy its table into a spreadsheet, and save that as CSV or as xlsx."
# What is in a document that is packed as a zip is, or what its kind has in its name.
_DOCUMENTS = {
    "word/document.xml": ("a Word document", _COPY),
    "ppt/presentation.xml": ("a PowerPoint presentation", _COPY),
    "xl/workbook.bin": ("a binary Excel workbook (.xlsb)", "Open it in Excel and save it as xlsx or csv."),
    "Index/Document.iwa": ("a Numbers, Pages or Keynote document", "Export it as xlsx or csv."),
    "opendocument.spreadsheet": ("a LibreOffice spreadsheet (.ods)", "Save it as xlsx or csv."),
    "opendocument": ("a LibreOffice document", _COPY),
    "epub": ("an e-book", _COPY),
}


@dataclass(frozen=True)
class Limits:
    """How much is read. Megabytes are of 1,000,000 bytes; rows and columns are those of one table.

    ``megabytes`` is for uploads, all files together; the others hold for every source.
    """

    megabytes: int = 20
    rows: int = 100_000
    unpacked_megabytes: int = 200
    files: int = 200
    columns: int = 1_000


@dataclass(frozen=True)
class File:
    """One file and what is in it. ``path`` is its place inside the folder or zip."""

    path: PurePosixPath
    content: bytes

    @property
    def name(self) -> str:
        """Its name, as problems call it."""
        return self.path.name

    @property
    def date(self) -> str | None:
        """The dated folder that it lies in, if any."""
        return next((part for part in reversed(self.path.parts[:-1]) if _DATED.fullmatch(part)), None)


Files = tuple[list[File], list[Problem]]


def files_of(source: Source, limits: Limits) -> Files:
    """Every file of a source, zips unpacked. What is too large or unsafe is refused, with a problem."""
    if isinstance(source, (str, PathLike)):
        files, problems = _on_disk(Path(source), limits)
    else:
        pairs = source.items() if isinstance(source, Mapping) else source
        files, problems = _uploaded([File(_safe_name(name), content) for name, content in pairs], limits)
    for file in list(files):
        if is_zip(file.content):
            unpacked, more = _unpacked(file, limits)
            files = [other for other in files if other is not file] + unpacked
            problems = problems + more
    return files, problems


def inventory_dates(source: Source) -> list[str]:
    """The dates of an inventory's ``YYYY-MM-DD/`` folders, oldest first; none where it has no such folder."""
    if isinstance(source, (str, PathLike)) and Path(source).is_dir():
        return sorted(path.name for path in Path(source).iterdir() if path.is_dir() and _DATED.fullmatch(path.name))
    return sorted({file.date for file in files_of(source, Limits())[0] if file.date})


def of_date(files: list[File], date: str | None) -> Files:
    """The files of one date: the newest, or the one asked for. Without dated folders, all of them."""
    dates = sorted({file.date for file in files if file.date})
    if not dates:
        return files, [] if date is None else [_no_date(date, "it has no dated folders")]
    chosen = date if date in dates else dates[-1]
    problems = [] if date in (None, chosen) else [_no_date(str(date), f"the newest, {chosen}, is shown")]
    problems += [_elsewhere(file) for file in files if file.date is None and not beside(file)]
    return [file for file in files if file.date == chosen], problems


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
    return [file for file in files if file.path.parent == chosen], [_elsewhere(file) for file in others]


def _elsewhere(file: File) -> Problem:
    message = f"{file.path} lies in another folder than the other tables, so it was not read."
    return file_problem(file.name, "file in another folder", message, "Put all tables into one folder.")


def beside(file: File) -> bool:
    """Whether a file is known to be no table: a readme, a licence, what a computer leaves behind."""
    return any(_BESIDE.match(part) for part in file.path.parts)


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


def is_zip(content: bytes) -> bool:
    """Whether this is a zip that is not a workbook."""
    return content.startswith(b"PK") and not is_workbook(content)


def is_workbook(content: bytes) -> bool:
    """Whether this is an xlsx workbook, whatever its name."""
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _no_table(name: str, content: bytes) -> Problem | None:
    """The problem with a document that is packed as a zip is, and holds no workbook; None for a plain zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in members else ""
    except Exception:  # a damaged zip is said to be that, later
        return None
    known = [about for member, about in _DOCUMENTS.items() if member in members or (kind and member in kind)]
    if not known:
        return None
    what, mend = known[0]
    return file_problem(name, "not a table", f"{name} is {what}, not a table that can be read.", mend)


def zip_refusal(name: str, content: bytes, limits: Limits) -> Problem | None:
    """Why a zip or a workbook is not opened, from its directory alone; None where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return _damaged(name)
    if len(members) > limits.files:
        return _too_many(name, limits.files)
    if sum(member.file_size for member in members) > limits.unpacked_megabytes * _MB:
        return _unpacks_too_large(name, limits)
    if any(member.flag_bits & 1 for member in members):
        message = f"{name} is locked with a password, so it was not read."
        return file_problem(name, "locked", message, "Save it without a password.")
    return None


def _damaged(name: str) -> Problem:
    message = f"{name} is damaged and can't be opened."
    return file_problem(name, "file damaged", message, "Make it again, or send its tables one by one.")


def _unpacks_too_large(name: str, limits: Limits) -> Problem:
    message = f"{name} holds more than {limits.unpacked_megabytes} MB once unpacked, so it was not read."
    return _refusal(name, message, "Send fewer tables or rows at a time.")


def _unpacked(file: File, limits: Limits) -> Files:
    if refusal := zip_refusal(file.name, file.content, limits):
        return [], [refusal]
    if document := _no_table(file.name, file.content):
        return [], [document]
    files: list[File] = []
    problems: list[Problem] = []
    left = limits.unpacked_megabytes * _MB
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for member in _members(archive):
            content = _read(archive, member, left)
            if content is None:
                return [], [*problems, _damaged(file.name)]
            left -= len(content)
            if left < 0:
                return [], [_unpacks_too_large(file.name, limits)]
            if unsafe := _unsafe(file, member.filename, content):
                problems.append(unsafe)
            else:
                files.append(File(PurePosixPath(member.filename), content))
    if not files and not problems:
        return [], [file_problem(file.name, "empty file", f"{file.name} is an empty zip.", "Put the tables into it.")]
    return files, problems


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    return (member for member in archive.infolist() if not member.is_dir())


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | None:
    """What a member holds, up to one byte more than allowed; None where it can't be unpacked."""
    try:
        with archive.open(member) as stream:
            return stream.read(most + 1)
    except Exception:  # zlib, lzma and zipfile each raise errors of their own on damaged bytes
        return None


def _unsafe(file: File, name: str, content: bytes) -> Problem | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        message = f"{file.name} holds a file with a path that leads outside it. That file was not read."
        return file_problem(file.name, "path outside", message, "Make the zip again.", value=name)
    if is_zip(content) and (document := _no_table(path.name, content)):
        return document
    if is_zip(content):
        message = f"{file.name} holds another zip, {path.name}. It was not read."
        return file_problem(file.name, "zip in a zip", message, "Unpack it first.", value=name)
    return None
