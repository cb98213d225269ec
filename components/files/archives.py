"""Zips, and spreadsheets, which are packed as zips are: recognised by their list of files, unpacked within limits."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import PurePosixPath

from components.files.file import MEGABYTE, Budget, File, Limits, TooLargeError
from components.files.file_kinds import kind_of_document
from components.inventory.problems import Problem, problem

READABLE_TEXTS = (
    *(".csv", ".tsv", ".txt", ".tab"),
    *(".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl", ".graphml", ".gexf"),
)
"""How the names of text files end that are read."""
READABLE = (*READABLE_TEXTS, ".xlsx", ".xlsm", ".ods")
"""How the names of files end that are read from a folder. A file in a zip, or an upload, may have any name."""
WORKBOOK_PART = re.compile(r"xl/workbook\d*\.xml")
"""The part of a workbook that lists its sheets. Some programs number it."""
_OPENDOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_COMPANIONS = re.compile(r"(readme|licen[cs]e|columns\.csv$|datapackage\.json$|\.|__macosx|thumbs\.db)", re.IGNORECASE)
# How every zip begins: with a file in it, without any, or as one of several parts.
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_FIRST_NAME = 30  # the byte at which the name of the first file begins; OpenDocument then says what it is
_ENTRY = b"PK\x01\x02"  # how a file is listed in a zip's directory
_MOST_ENTRIES = 10_000  # more would fill the memory by their list alone
# Only these are unpacked piece by piece. With any other, a few bytes may unpack to gigabytes at once.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# How many times larger than the zip its files may be. Packed tables are about 10 times smaller, at most 100.
_MOST_SWELLING = 200
_SWELLING_COUNTS_FROM = 20 * MEGABYTE

Members = list[zipfile.ZipInfo]


def is_zip(content: bytes) -> bool:
    """Whether this is a zip that is not a spreadsheet."""
    return content.startswith(_ZIP_SIGNATURES) and not is_spreadsheet(content)


def is_spreadsheet(content: bytes) -> bool:
    """Whether this is a workbook (.xlsx) or an OpenDocument spreadsheet (.ods), whatever its name."""
    return content.startswith(_OPENDOCUMENT, _FIRST_NAME) or any(map(WORKBOOK_PART.fullmatch, _part_names(content)))


def part_name(name: str) -> str:
    """Write the name of a document's part as parts are compared, and give it: programs differ in slashes, capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def is_companion(path: PurePosixPath) -> bool:
    """Whether a file is known to be no table: a readme, a licence, or a file that an operating system leaves behind."""
    return any(_COMPANIONS.match(part) for part in path.parts)


def _part_names(content: bytes) -> list[str]:
    """List the parts in a package; none for a file that is no package, or is damaged."""
    try:
        return [part_name(member.filename) for member in _list_members(content)]
    except Exception:  # zipfile raises various errors; a later step reports the damage
        return []


def _list_members(content: bytes) -> Members:
    """List the files in a package. Raises ``TooLargeError``, and various errors where it is damaged."""
    if not content.startswith(_ZIP_SIGNATURES):
        raise zipfile.BadZipFile
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise TooLargeError(_MOST_ENTRIES, "files")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


def refusal_of_spreadsheet(file: File, limits: Limits, budget: Budget) -> Problem | None:
    """Look in the list of files of a workbook for a reason not to open it, and give that as a problem.

    Where there is no reason, its size is taken off the budget, and this gives None.
    """
    members, refusal = _check_members(file, limits, budget)
    # Pictures and the like are never unpacked, and of the others more than half are tags, which are not kept.
    size = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels"))) // 2
    return refusal or _spend(file, size, limits, budget)


def _check_members(file: File, limits: Limits, budget: Budget) -> tuple[Members, Problem | None]:
    """Give the list of files of a zip or a workbook, and the reason not to open it; None where it may be opened."""
    try:
        members = _list_members(file.content)
    except TooLargeError:
        return [], too_many_files(file.name, limits)
    except Exception:  # zipfile raises various errors
        return [], problem("file damaged", case="zip", file=file.name)
    refusal = None
    size = sum(member.file_size for member in members)
    if len(members) > budget.files:
        refusal = too_many_files(file.name, limits)
    elif any(member.flag_bits & 1 for member in members):
        refusal = problem("locked", file=file.name)
    elif size > max(_SWELLING_COUNTS_FROM, _MOST_SWELLING * len(file.content)):
        refusal = problem("too large", case="swelling zip", file=file.name, most=_MOST_SWELLING)
    elif any(member.compress_type not in _PACKINGS for member in members):
        refusal = problem("packed unusually", file=file.name)
    return members, refusal


def _spend(file: File, size: int, limits: Limits, budget: Budget) -> Problem | None:
    if size > budget.bytes:
        return problem("too large", case="unpacked", file=file.name, most=limits.unpacked_megabytes)
    budget.bytes -= size
    return None


def too_many_files(file: str, limits: Limits) -> Problem:
    """Word the problem of a source of more files than are read, and give it."""
    return problem("too large", case="files", file=file, most=limits.files)


def unpack(file: File, limits: Limits, budget: Budget) -> tuple[list[File], list[Problem]]:
    """Unpack a zip, and give its files and the problems; no files where it is not opened.

    Spends the budget. Files that are known to be no table come without their content.
    """
    members, refusal = _check_members(file, limits, budget)
    if refusal or (refusal := _name_document(file.name, file.content)):
        return [], [refusal]
    members = [member for member in members if not member.filename.endswith(("/", "\\"))]
    if not members:
        return [], [problem("empty file", case="zip", file=file.name)]
    size = sum(member.file_size for member in members if not is_companion(_path(member)))
    if refusal := _spend(file, size, limits, budget):
        return [], [refusal]
    budget.files -= len(members)
    return _unpack_members(file, members)


def _path(member: zipfile.ZipInfo) -> PurePosixPath:
    """The path of a file in a zip, inside it. Some programs for Windows write backslashes between folders."""
    name = member.filename.replace("\\", "/")
    return PurePosixPath(posixpath.normpath(f"/{name}").lstrip("/"))


def _unpack_members(file: File, members: Members) -> tuple[list[File], list[Problem]]:
    files: list[File] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for member in members:
            path, content = _path(member), b""
            try:
                if not is_companion(path):
                    # No more is unpacked than the list of files says, also where that is wrong.
                    with archive.open(member) as stream:
                        content = stream.read(member.file_size)
            except Exception:  # zlib and zipfile each raise errors of their own on damaged bytes
                return [], [*problems, problem("file damaged", case="zip", file=file.name)]
            if is_zip(content):
                inner = problem("zip in a zip", file=file.name, value=member.filename, name=path.name)
                problems.append(_name_document(path.name, content) or inner)
            else:
                files.append(File(path, content, file.name))
    return files, problems


def _name_document(name: str, content: bytes) -> Problem | None:
    """Give the problem with a document that is packed as a zip and holds no table; None for a plain zip."""
    names = _part_names(content)
    if any(PurePosixPath(each).suffix in READABLE_TEXTS for each in names):
        return None
    kind = kind_of_document("\n".join([*names, content[_FIRST_NAME:200].decode("latin-1")]))
    return problem("not a table", case=kind, file=name) if kind else None
