"""Records of a file that is no spreadsheet, as a sheet: a header, and a row for each."""

from __future__ import annotations

from collections.abc import Sequence

from components.files.file import MEGABYTE, File, Limits, TooLargeError
from components.files.sheets import Sheet, columns_read, text_bytes
from components.inventory.text import LONGEST_CELL, guard

Record = dict[str, str]
_NAMES = ("label", "name", "title")


def label_nodes(nodes: Sequence[Record]) -> list[Record]:
    """Name the nodes of a network, each with its ``Id``, and give them with their names as ``Label``.

    That is a node's label where it differs from its id, which many programs repeat there; else what it has under
    ``label``, ``name`` or ``title``; else its id. A column that then says nothing else is left out.
    """
    named = [{"Label": _label(node)} | {name: text for name, text in node.items() if name != "Label"} for node in nodes]
    titles = {name for node in named for name in node if name.casefold() in _NAMES and name != "Label"}
    needed = {name for name in titles for node in named if node.get(name, "") not in ("", node["Label"])}
    return [{name: text for name, text in node.items() if name not in titles - needed} for node in named]


def _label(node: Record) -> str:
    found = [text for wanted in _NAMES for name, text in node.items() if name.casefold() == wanted]
    return next((text for text in found if text.strip() and text != node["Id"]), node["Id"])


def sheet_of_records(
    file: File, title: str | None, records: Sequence[Record], limits: Limits, first: Sequence[str] = ()
) -> Sheet:
    """Write records as a sheet of a file, and give it, called ``title`` or, for None, as the file.

    The columns ``first`` come first, the others in the order in which they are met; a cell that a record lacks is
    empty. Such files have no formulas, so what looks like one is guarded. Raises ``TooLargeError``.
    """
    headers = list(dict.fromkeys([*first, *(name for record in records for name in record)]))
    _check_size(headers, records, limits)
    rows = [[guard(record.get(name, "")) for name in headers] for record in records]
    every = [[guard(name) for name in headers], *rows]
    return Sheet(title or file.path.stem, file.name, every, range(1, len(every) + 1), title=title)


def _check_size(headers: Sequence[str], records: Sequence[Record], limits: Limits) -> None:
    longest = max((len(text) for record in records for text in record.values()), default=0)
    for count, most, what in (
        (len(records), limits.rows, "rows"),
        (len(headers), columns_read(limits.columns, headers), "columns"),
        (len(records) * len(headers), limits.cells, "cells"),
        (longest, LONGEST_CELL, "characters in a cell"),
    ):
        if count > most:
            raise TooLargeError(most, what)
    if sum(text_bytes(record.values()) for record in records) > limits.text_megabytes * MEGABYTE:
        raise TooLargeError(limits.text_megabytes, "MB of text in its cells")
