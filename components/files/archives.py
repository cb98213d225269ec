"""Zips, and workbooks, which are packed as zips are: recognised by their list of files, unpacked within the limits."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import PurePosixPath
from typing import IO

from components.files.encoding import decoded
from components.files.file import MEGABYTE, Budget, File, Limits
from components.files.file_kinds import is_graph, is_json, kind_of_document, kind_of_no_table
from components.files.rows import LONGEST_LINE
from components.inventory.problems import Problem, problem

_TABLES = (".csv", ".tsv", ".txt", ".tab")
_STRUCTURED = (".json", ".geojson", ".jsonl", ".ndjson", ".geojsonl", ".graphml", ".gexf")
READABLE_TEXTS = (*_TABLES, *_STRUCTURED)
"""How the names of text files end that are read."""
READABLE = (*READABLE_TEXTS, ".xlsx", ".ods", ".zip")
"""How the names of files end that are read from a folder. A file in a zip, or an upload, may have any name."""
_COMPANIONS = re.compile(r"(readme|licen[cs]e|columns\.csv$|datapackage\.json$|\.|__macosx|thumbs\.db)", re.IGNORECASE)
_BEGINNING = 64_000  # bytes
# How every zip begins: with a file in it, without any, or as one of several parts.
_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_ENTRY = b"PK\x01\x02"  # how a file is listed in a zip's directory
_MOST_ENTRIES = 10_000
_MACROS = "vbaproject.bin"
_WORKBOOK_PART = re.compile(r"xl/workbook\d*\.xml")
# Only these are unpacked piece by piece. With any other, a few bytes may unpack to gigabytes at once.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError)
# How many times larger than its packed bytes a file may be. Packed tables are about 10 times smaller, at most 100.
_MOST_SWELLING = 200
_SWELLING_COUNTS_FROM = 20 * MEGABYTE

Members = list[zipfile.ZipInfo]


class _TooManyFilesError(zipfile.BadZipFile):
    """A zip lists so many files that its list alone would fill the memory."""


# What a package is


def is_zip(content: bytes) -> bool:
    """Whether this is a zip that is not a spreadsheet."""
    return content.startswith(_ZIP_SIGNATURES) and not is_spreadsheet(content)


def is_spreadsheet(content: bytes) -> bool:
    """Whether this is a workbook (.xlsx) or an OpenDocument spreadsheet (.ods), whatever its name."""
    return is_workbook(content) or is_opendocument(content)


def is_workbook(content: bytes) -> bool:
    """Whether this is an xlsx workbook, whatever its name."""
    return any(_WORKBOOK_PART.fullmatch(part_name(name)) for name in _names(content))


def is_opendocument(content: bytes) -> bool:
    """Whether this is an OpenDocument spreadsheet (.ods), whatever its name."""
    names = _names(content)
    return {"mimetype", "content.xml"} <= set(names) and "opendocument.spreadsheet" in names[-1]


def part_name(name: str) -> str:
    """Write the name of a document's part as parts are compared, and give it: programs differ in slashes, capitals."""
    return name.replace("\\", "/").lstrip("/").lower()


def is_companion(path: PurePosixPath) -> bool:
    """Whether a file is known to be no table: a readme, a licence, or a file that an operating system leaves behind."""
    return any(_COMPANIONS.match(part) for part in path.parts)


def _names(content: bytes) -> list[str]:
    """List the names of the files in a package and, last, the kind that it says it is. The list is empty for a file
    that is no package, or is damaged."""
    if not content.startswith(_ZIP_SIGNATURES):
        return []
    try:
        with _open(content) as archive:
            names = archive.namelist()
            return [*names, _mimetype(archive)] if "mimetype" in names else names
    except Exception:  # zlib, lzma and zipfile raise various errors; a later step reports the damage
        return []


def _mimetype(archive: zipfile.ZipFile) -> str:
    if archive.getinfo("mimetype").compress_type not in _PACKINGS:
        return ""
    with archive.open("mimetype") as stream:
        return stream.read(100).decode("ascii", "replace")


def _open(content: bytes) -> zipfile.ZipFile:
    """The zip with its list of files, which is not read where it is far too long."""
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise _TooManyFilesError
    return zipfile.ZipFile(io.BytesIO(content))


# What is not opened


def refusal_of_spreadsheet(file: File, limits: Limits, budget: Budget) -> Problem | None:
    """Look in the list of files of a workbook for a reason not to open it, and give that as a problem.

    Where there is no reason, its size is taken off the budget, and this gives None.
    """
    members, refusal = _directory(file, limits, budget)
    if any(member.filename.lower().endswith(_MACROS) for member in members):
        return problem("macros", file=file.name)
    # Pictures and the like are never unpacked, and of the others more than half are tags, which are not kept.
    size = sum(member.file_size for member in members if member.filename.lower().endswith((".xml", ".rels"))) // 2
    if refusal is None and size > budget.bytes:
        return _unpacks_too_large(file, limits)
    budget.bytes -= size if refusal is None else 0
    return refusal


def _directory(file: File, limits: Limits, budget: Budget) -> tuple[Members, Problem | None]:
    """Give the list of files of a zip or a workbook, and the reason not to open it; None where it may be opened."""
    try:
        with _open(file.content) as archive:
            members = archive.infolist()
    except _TooManyFilesError:
        return [], too_many_files(file.name, limits)
    except _DAMAGED:
        return [], problem("file damaged", case="zip", file=file.name)
    if len(members) > budget.files:
        return [], too_many_files(file.name, limits)
    refusal = _refusal_of_members(file, members)
    return ([], refusal) if refusal else (members, None)


def _refusal_of_members(file: File, members: Members) -> Problem | None:
    if any(member.flag_bits & 1 for member in members):
        return problem("locked", file=file.name)
    if _swells(members, len(file.content)):
        return problem("too large", case="swelling zip", file=file.name, most=_MOST_SWELLING)
    if any(member.compress_type not in _PACKINGS for member in members):
        return problem("packed unusually", file=file.name)
    return problem("file damaged", case="zip", file=file.name) if _overlap(members) else None


def _swells(members: Members, packed: int) -> bool:
    """Whether a whole zip, or a file in it, unpacks to far more than tables do."""
    sizes = [(member.file_size, member.compress_size) for member in members]
    sizes.append((sum(size for size, _ in sizes), packed))
    return any(size > max(_SWELLING_COUNTS_FROM, _MOST_SWELLING * max(small, 1)) for size, small in sizes)


def _overlap(members: Members) -> bool:
    """Whether files in a zip overlap. No program writes that, and a few bytes that overlap can unpack to very many."""
    spans = sorted((member.header_offset, member.header_offset + member.compress_size) for member in members)
    return any(end > start for (_, end), (start, _) in itertools.pairwise(spans))


def too_many_files(file: str, limits: Limits) -> Problem:
    """Word the problem of a source of more files than are read, and give it."""
    return problem("too large", case="files", file=file, most=limits.files)


def _unpacks_too_large(file: File, limits: Limits) -> Problem:
    return problem("too large", case="unpacked", file=file.name, most=limits.unpacked_megabytes)


# Unpacking


def unpack(file: File, limits: Limits, budget: Budget) -> tuple[list[File], list[Problem]]:
    """Unpack a zip, and give its files and the problems; no files where it is not opened.

    Spends the budget. Files that are known to be no table come without their content.
    """
    members, refusal = _directory(file, limits, budget)
    if refusal or (refusal := _no_table(file.name, file.content)):
        return [], [refusal]
    found = [(_path(member.filename), member) for member in members if not member.filename.endswith(("/", "\\"))]
    if not found:
        return [], [problem("empty file", case="zip", file=file.name)]
    tables = [member for path, member in found if path.suffix.lower() in READABLE and not is_companion(path)]
    if sum(member.file_size for member in tables) > budget.bytes:
        return [], [_unpacks_too_large(file, limits)]
    budget.files -= len(members)
    return _unpack_members(file, found, limits, budget)


def _unpack_members(
    file: File, members: list[tuple[PurePosixPath, zipfile.ZipInfo]], limits: Limits, budget: Budget
) -> tuple[list[File], list[Problem]]:
    files: list[File] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        for path, member in members:
            content = b"" if is_companion(path) else _content(archive, member, path, budget.bytes)
            if content is None:
                return [], [*problems, problem("file damaged", case="zip", file=file.name)]
            if len(content) > budget.bytes:
                return [], [_unpacks_too_large(file, limits)]
            budget.bytes -= len(content)
            refusal = _refusal_of_member(file, path, member.filename, content)
            problems += [refusal] if refusal else []
            files += [] if refusal else [File(path, content, file.name)]
    return files, problems


def _path(name: str) -> PurePosixPath:
    """The path of a file in a zip. Some programs for Windows write backslashes between folders."""
    return PurePosixPath(name.replace("\\", "/"))


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: PurePosixPath, most: int) -> bytes | None:
    """Unpack a file of a zip, or a little more than ``most`` bytes of it; None where it can't be unpacked."""
    try:
        with archive.open(member) as stream:
            return _read(stream, path, most)
    except Exception:  # zlib, lzma and zipfile each raise errors of their own on damaged bytes
        return None


def _read(stream: IO[bytes], path: PurePosixPath, most: int) -> bytes:
    """Read the bytes of a stream; only the beginning where that shows already that it can't be read as a table."""
    content = bytearray(stream.read(_BEGINNING))
    packed = content.startswith(_ZIP_SIGNATURES)
    structured = is_graph(bytes(content)) or is_json(bytes(content))
    if packed and path.suffix.lower() == ".zip":
        return bytes(content)
    if not structured and kind_of_no_table(bytes(content), decoded(bytes(content)).text):
        return bytes(content)
    while len(content) <= most and (chunk := stream.read(LONGEST_LINE)):
        content += chunk
        if not packed and not structured and _ends_in_long_line(content):
            break  # reading the text will report that this line is too long
    return bytes(content)


def _ends_in_long_line(content: bytearray) -> bool:
    since = len(content) - LONGEST_LINE
    return since > 0 and max(content.rfind(mark, since) for mark in (b"\n", b"\r", b'"', b"'")) < 0


def _refusal_of_member(file: File, path: PurePosixPath, name: str, content: bytes) -> Problem | None:
    if path.is_absolute() or ".." in path.parts or ":" in name:
        return problem("path outside", file=file.name, value=name)
    if not is_zip(content):
        return None
    return _no_table(path.name, content) or problem("zip in a zip", file=file.name, value=name, name=path.name)


def _no_table(name: str, content: bytes) -> Problem | None:
    """Give the problem with a document that is packed as a zip and holds no table; None for a plain zip."""
    names = _names(content)
    if any(_path(each).suffix.lower() in READABLE_TEXTS for each in names):
        return None
    kind = kind_of_document("\n".join(map(part_name, names)))
    return problem("not a table", case=kind, file=name) if kind else None
