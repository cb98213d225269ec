"""People's e-mail addresses and phone numbers inside cells and headers: mask them, and tell how many there were."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from components.importing.headed_sheet import HeadedSheet, MappedSheet
from components.inventory import TextTable
from components.inventory.addresses import mask_addresses, may_hold_addresses, remove_masks
from components.inventory.people import has_no_phones
from components.inventory.problems import Problem
from components.inventory.schema import Column, column_of
from components.inventory.text import guard, scrub, unguard

MASKED = "addresses of people left out"
"""The code of the problem for masked addresses."""


def mask_table(table: TextTable, names_organizations: frozenset[str]) -> tuple[TextTable, list[Problem]]:
    """Mask each person's e-mail address and phone number in a table, and give the table with a note for each column.

    Columns that are kept with what they tell of people stay as they are. Cells that name organizations, as also those
    of the columns in ``names_organizations`` do, lose the address and get no mask.
    """
    columns, problems = dict(table.columns), []
    for name, texts in table.columns.items():
        masked = {} if name in table.of_people else dict(_mask_texts(table.table, name, texts, names_organizations))
        if masked:
            columns[name] = [masked.get(text, text) for text in texts]
            problems.append(table.problem(MASKED, name, count=sum(text in masked for text in texts)))
    return (replace(table, columns=columns), problems) if problems else (table, [])


def mask_cells(table: str, cells: Mapping[str, str], kept: Collection[str]) -> dict[str, str]:
    """Mask addresses in some cells of a row, as ``mask_table`` does, and give the cells by their columns. Those of the
    columns in ``kept`` stay as they are."""
    return {
        name: text if name in kept else dict(_mask_texts(table, name, [text])).get(text, text)
        for name, text in cells.items()
    }


def has_addresses(table: str, name: str, texts: Sequence[str]) -> bool:
    """Whether a column has addresses or phone numbers of people that are masked unless the column is kept."""
    return any(_mask_texts(table, name, texts))


def _mask_texts(
    table: str, name: str, texts: Sequence[str], names_organizations: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Each text of a column that holds an address, with the masked text. Raters get pseudonyms instead."""
    column = column_of(table, name)
    # Digits of identifiers, numbers and dates are no phone number.
    has_figures = has_no_phones(name) if column is None else name == "id" or column.kind in ("number", "date")
    phones = not has_figures
    different = set(texts)
    if (table, name) == ("assessments", "rater") or not may_hold_addresses(different, phones=phones):
        return
    keeps_masks = column is None or column.kind == "web address" or holds_sentences(column)
    has_names = name in names_organizations or name == "name" or not keeps_masks
    for text in different:
        plain = unguard(scrub(text))
        masked = mask_addresses(plain, phones=phones)
        if masked != plain:
            yield text, guard("" if name == "id" else (remove_masks(masked) or masked) if has_names else masked)


def report_masked_headers(mapped: MappedSheet) -> list[Problem]:
    """Report that headers held people's addresses or phone numbers, as where a table has no header, and give the
    problem; nothing where no header did."""
    found = mapped.head.masked_headers
    words = {"row": mapped.head.header_row_number, "count": len(found), "value": "; ".join(found)}
    return [mapped.problem(MASKED, case="header", **words)] if found else []


def holds_sentences(column: Column) -> bool:
    """Whether the cells of a column of the standard are sentences, in which a mask can stand."""
    return column.kind == "text" and not column.is_list


def find_address_columns(head: HeadedSheet) -> frozenset[int]:
    """Find the columns of a sheet with people's e-mail addresses or phone numbers, and give their positions."""
    return frozenset(at for at, name in enumerate(head.headers) if has_addresses("", name, head.all_cells(at)))
