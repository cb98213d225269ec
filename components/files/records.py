"""Make a sheet of the records of JSON or a network: a header, and a row for each record."""

from __future__ import annotations

from collections.abc import Sequence

from components.files.file import MEGABYTE, File, Limits, TooLargeError
from components.files.sheets import Sheet, count_bytes, count_columns_read
from components.inventory.text import LONGEST_CELL, guard

Record = dict[str, str]
_LABELS = ("label", "name", "title")


def label_nodes(nodes: Sequence[Record]) -> list[Record]:
    """Name the nodes of a network, which have an ``Id`` each, and give them with their names under ``Label``.

    A node's name is the first of what it has under ``label``, ``name`` and ``title`` that is not just its id, as many
    programs repeat the id there; else it is the id. One of these columns that only repeats the names is left out.
    """
    named = [
        {"Label": _find_label(node)} | {name: text for name, text in node.items() if name != "Label"} for node in nodes
    ]
    titles = {name for node in named for name in node if name.casefold() in _LABELS and name != "Label"}
    needed = {name for name in titles for node in named if node.get(name, "") not in ("", node["Label"])}
    return [{name: text for name, text in node.items() if name not in titles - needed} for node in named]


def _find_label(node: Record) -> str:
    found = [text for wanted in _LABELS for name, text in node.items() if name.casefold() == wanted]
    return next((text for text in found if text.strip() and text != node["Id"]), node["Id"])


def make_sheet_of_records(
    file: File, title: str | None, records: Sequence[Record], limits: Limits, first: Sequence[str] = ()
) -> Sheet:
    """Make a sheet of a file's records, and give it, called ``title`` or, where that is None, like the file.

    The columns ``first`` come first, the others in the order in which they appear; where a record lacks one, its cell
    is empty. Such files have no formulas, so text that looks like one is guarded. Raises ``TooLargeError``.
    """
    headers = list(dict.fromkeys([*first, *(name for record in records for name in record)]))
    _check_size(headers, records, limits)
    rows = [list(map(guard, headers))]
    rows += [[guard(record.get(name, "")) for name in headers] for record in records]
    return Sheet(title or file.path.stem, file.name, rows, range(1, len(rows) + 1), title=title)


def _check_size(headers: Sequence[str], records: Sequence[Record], limits: Limits) -> None:
    longest = max((len(text) for record in records for text in record.values()), default=0)
    for count, most, what in (
        (len(records), limits.rows, "rows"),
        (len(headers), count_columns_read(limits.columns, headers), "columns"),
        (len(records) * len(headers), limits.cells, "cells"),
        (longest, LONGEST_CELL, "characters in a cell"),
    ):
        if count > most:
            raise TooLargeError(most, what)
    if sum(count_bytes(record.values()) for record in records) > limits.text_megabytes * MEGABYTE:
        raise TooLargeError(limits.text_megabytes, "MB of text in its cells")
