"""Recognise zips, and spreadsheets, which are packed like zips, by their list of files; and unpack within limits."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import PurePosixPath

from components.files.file_kinds import identify_document
from components.files.sheets import MEGABYTE, Budget, File, TooLargeError
from components.inventory.problems import Problem, problem

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".json", ".geojson", ".jsonl", ".ndjson", ".graphml", ".gexf")
"""The suffixes of text files that are read."""
READABLE_SUFFIXES = (*TEXT_SUFFIXES, ".xlsx", ".xlsm", ".ods")
"""The suffixes of files that are read from a folder. A file in a zip, or an upload, may have any name."""
WORKBOOK_PART = re.compile(r"xl/workbook\d*\.xml")  # it lists the sheets; some programs number it
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
    return content.startswith(_OPENDOCUMENT, _FIRST_NAME) or any(
        map(WORKBOOK_PART.fullmatch, _list_part_names(content))
    )


def normalize_part_name(name: str) -> str:
    """Bring the name of a part into one form, and give it: programs write it with other slashes and capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def is_companion(path: PurePosixPath) -> bool:
    """Whether a file is known not to be a table: a readme, a licence, or what an operating system leaves behind."""
    return any(_COMPANIONS.match(part) for part in path.parts)


def _list_part_names(content: bytes) -> list[str]:
    """List the names of the files in a zip or a spreadsheet; none where it is neither, or is damaged."""
    try:
        return [normalize_part_name(member.filename) for member in _list_members(content)]
    except Exception:  # zipfile raises various errors; a later step reports the damage
        return []


def _list_members(content: bytes) -> Members:
    """List the files in a zip or a spreadsheet. Raises ``TooLargeError``, and various errors where it is damaged."""
    if not content.startswith(_ZIP_SIGNATURES):
        raise zipfile.BadZipFile
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise TooLargeError(_MOST_ENTRIES, "files")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.infolist()


def check_spreadsheet(file: File, budget: Budget) -> Problem | None:
    """Check a spreadsheet by its list of files, and give the problem for which it is not opened.

    None where it may be opened; then its size is taken off the budget.
    """
    members, refusal = _check_members(file, budget)
    # Pictures and the like are never unpacked, and of the XML more than half is tags, which are not kept.
    size = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels"))) // 2
    return refusal or _spend_budget(file, size, budget)


def _check_members(file: File, budget: Budget) -> tuple[Members, Problem | None]:
    """Give the list of files of a zip or a spreadsheet, and the problem for which it is not opened, if any."""
    too_many = problem("too large", case="files", file=file.name, most=budget.limits.files)
    try:
        members = _list_members(file.content)
    except TooLargeError:
        return [], too_many
    except Exception:  # zipfile raises various errors
        return [], problem("file damaged", case="zip", file=file.name)
    refusal = None
    size = sum(member.file_size for member in members)
    if len(members) > budget.files:
        refusal = too_many
    elif any(member.flag_bits & 1 for member in members):
        refusal = problem("locked", file=file.name)
    elif size > max(_SWELLING_COUNTS_FROM, _MOST_SWELLING * len(file.content)):
        refusal = problem("too large", case="swelling zip", file=file.name, most=_MOST_SWELLING)
    elif any(member.compress_type not in _PACKINGS for member in members):
        refusal = problem("packed unusually", file=file.name)
    return members, refusal


def _spend_budget(file: File, size: int, budget: Budget) -> Problem | None:
    """Take the size of a file off the budget, and give None; a problem where less is left."""
    if size > budget.bytes:
        return problem("too large", case="unpacked", file=file.name, most=budget.limits.unpacked_megabytes)
    budget.bytes -= size
    return None


def unpack_zip(file: File, budget: Budget) -> tuple[list[File], list[Problem]]:
    """Unpack a zip, and give its files and the problems; no files where it is not opened.

    It takes them off the budget. Files that are known not to be tables come without their content.
    """
    members, refusal = _check_members(file, budget)
    if refusal or (refusal := _refuse_document(file)):
        return [], [refusal]
    members = [member for member in members if not member.filename.endswith(("/", "\\"))]
    if not members:
        return [], [problem("empty file", case="zip", file=file.name)]
    size = sum(member.file_size for member in members if not is_companion(_clean_path(member)))
    if refusal := _spend_budget(file, size, budget):
        return [], [refusal]
    budget.files -= len(members)
    return _unpack_members(file, members)


def _clean_path(member: zipfile.ZipInfo) -> PurePosixPath:
    """Give the path of a file inside its zip. Some programs for Windows write backslashes between folders."""
    name = member.filename.replace("\\", "/")
    return PurePosixPath(posixpath.normpath(f"/{name}").lstrip("/"))


def _unpack_members(file: File, members: Members) -> tuple[list[File], list[Problem]]:
    files, problems = [], []
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for member in members:
            path, content = _clean_path(member), b""
            try:
                if not is_companion(path):
                    # Never more than the list of files says, even where that is wrong.
                    with archive.open(member) as stream:
                        content = stream.read(member.file_size)
            except Exception:  # zlib and zipfile each raise errors of their own on damaged bytes
                return [], [problem("file damaged", case="zip", file=file.name)]
            unpacked = File(path, content, file.name)
            if is_zip(content) and (refusal := _refuse_document(unpacked)):
                problems.append(refusal)
            else:
                files.append(unpacked)
    return files, problems


def _refuse_document(file: File) -> Problem | None:
    """Give the problem with a document that is packed like a zip and has no table; None for a plain zip."""
    names = _list_part_names(file.content)
    if any(PurePosixPath(each).suffix in TEXT_SUFFIXES for each in names):
        return None
    kind = identify_document("\n".join([*names, file.content[_FIRST_NAME:200].decode("latin-1")]))
    return problem("not a table", case=kind, file=file.name) if kind else None
