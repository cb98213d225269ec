"""A file as bytes, and limits on how much is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

MEGABYTE = 1_000_000
"""Bytes."""
DATED_FOLDER = re.compile(r"\d{4}-\d{2}-\d{2}")
"""The pattern of the name of a folder that holds an inventory of one day."""


@dataclass(frozen=True, eq=False)
class File:
    """One file and its bytes. ``path`` is relative to its folder or zip."""

    path: PurePosixPath
    content: bytes
    zip_name: str | None = None
    """The zip that it was in; None for a file of its own."""

    @property
    def name(self) -> str:
        """Its name, as problems call it."""
        return self.path.name

    @property
    def place(self) -> str:
        """Its path, after the name of its zip. Only where two files of one name were sent do they share it."""
        return f"{self.zip_name}/{self.path}" if self.zip_name else str(self.path)

    @property
    def date(self) -> str | None:
        """The dated folder that it lies in; None where it lies in none."""
        return next((part for part in reversed(self.path.parts[:-1]) if DATED_FOLDER.fullmatch(part)), None)


@dataclass(frozen=True)
class Limits:
    """How much is read. Megabytes are of 1,000,000 bytes; rows, columns and cells are those of one table.

    ``megabytes`` limits an upload, all its files together; the other limits hold for every source.
    ``unpacked_megabytes`` and ``files`` count what all zips and workbooks of a source hold together; a workbook's XML
    counts half. ``sheets`` are those of one workbook.

    ``text_megabytes`` counts the UTF-8 bytes of all cells of a source's workbooks, JSON and networks. A text counts
    once for each cell that has it, as a few bytes of a file can put one long text into 100,000 cells. A server needs
    two to three times as much memory as these bytes.
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
    """How much may still be unpacked and read: for a whole source, so that twenty zips get no more than one."""

    bytes: int
    files: int
    text: int
    """Bytes."""

    @classmethod
    def of(cls, limits: Limits) -> Budget:
        """Make a budget of everything that the limits allow, and give it."""
        return cls(limits.unpacked_megabytes * MEGABYTE, limits.files, limits.text_megabytes * MEGABYTE)


class TooLargeError(Exception):
    """A file holds more than is read. The message says what, such as ``more than 100,000 rows``."""

    def __init__(self, most: int, what: str) -> None:
        super().__init__(f"more than {most:,} {what}")
