"""Records of a file that is no spreadsheet, as a sheet: a header, and a row for each."""

from __future__ import annotations

from collections.abc import Sequence

from components.files.dialect import Sheet, columns_read, text_bytes
from components.files.package import File, Limits
from components.inventory.text import LONGEST_CELL, guard

Record = dict[str, str]
_NAMES = ("label", "name", "title")


class TooLargeError(Exception):
    """A file holds more than is read; its text says of what."""


def with_labels(nodes: Sequence[Record]) -> list[Record]:
    """The nodes of a network (each with its ``Id``) with their names as ``Label``.

    That is a node's label where it differs from its id, which many programs repeat there; else what it has under
    ``label``, ``name`` or ``title``; else its id. A column that then says nothing else is left out.
    """
    named = [{"Label": _label(node)} | {name: text for name, text in node.items() if name != "Label"} for node in nodes]
    titles = {name for node in named for name in node if name.casefold() in _NAMES and name != "Label"}
    other = {name for name in titles for node in named if node.get(name, "") not in ("", node["Label"])}
    return [{name: text for name, text in node.items() if name not in titles - other} for node in named]


def _label(node: Record) -> str:
    found = [text for wanted in _NAMES for name, text in node.items() if name.casefold() == wanted]
    return next((text for text in found if text.strip() and text != node["Id"]), node["Id"])


def sheet_of(
    file: File, title: str | None, records: Sequence[Record], limits: Limits, first: Sequence[str] = ()
) -> Sheet:
    """The records as a sheet of the file, called ``title`` or, for None, as the file. Empty where one lacks a column.

    The columns ``first`` come first, the others in the order in which they are met. Such files have no formulas, so
    every text stays what it is when the apostrophes of ``guard`` are taken away. Raises ``TooLargeError``.
    """
    headers = list(dict.fromkeys([*first, *(name for record in records for name in record)]))
    for what, count, most in (
        ("rows", len(records), limits.rows),
        ("columns", len(headers), columns_read(limits.columns, headers)),
        ("cells", len(records) * len(headers), limits.cells),
        ("characters in a cell", max((len(text) for record in records for text in record.values()), default=0), 0),
    ):
        if count > (most or LONGEST_CELL):
            raise TooLargeError(f"more than {most or LONGEST_CELL:,} {what}")
    if sum(text_bytes(record.values()) for record in records) > limits.text_megabytes * 1_000_000:
        raise TooLargeError(f"more than {limits.text_megabytes} MB of text in its cells")
    rows = [[guard(record.get(name, "")) for name in headers] for record in records]
    every = [[guard(name) for name in headers], *rows]
    return Sheet(title or file.path.stem, file.name, every, range(1, len(every) + 1), title=title)
