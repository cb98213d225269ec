"""Several rows that are one organization as one row, with every value, its source and every tie kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from components.inventory.draft import Draft, free_key, row_texts, set_aside, with_cells, with_rows
from components.inventory.faults import Fault
from components.inventory.model import Problem
from components.inventory.repair.naming import loops_of, renamed, renaming
from components.inventory.repair.one_row import OneRow, Row, two_as_one
from components.inventory.schema import columns_of
from components.inventory.tables import RawTable, problem
from components.inventory.text import clean, guard, slug, unguard


def merged(draft: Draft, keys: Sequence[int], keep: int) -> Draft:
    """The draft with the rows ``keys`` of organizations as one: the row ``keep``.

    The kept row has every value: its own, or where it has none another's; lists are united. A value that differs
    becomes a row of ``claims`` with its source and day. Another's name becomes an alias, or a former name where a tie
    says that the kept one succeeds it. Whatever named one of the rows names the kept one. A tie that joined two of them
    is set aside, which ``problems`` says; so are the other rows. Rows that are not in the inventory are passed over, so
    that to merge again changes nothing.

    Raises ``ValueError`` where ``keep`` is not the row of an organization of the inventory.
    """
    others = _others(draft, keys, keep)
    if not others:
        return draft
    own = _identity(draft, keep, others)
    one = _as_one(draft, keep, others)
    ids = _ids(draft)
    names = renaming(draft, {ids[key] for key in (keep, *others)}, own, one.texts["name"])
    loops = loops_of(draft, names)
    result = renamed(_ids_written_down(draft, {keep, *others}), names, loops)
    result = with_cells(result, {keep: _cells(result, keep, one.texts | {"id": own})})
    result = _with_claims(result, [claim | {"row": own} for claim in one.claims])
    said = tuple(_set_aside(draft, key, one.texts["name"]) for key in sorted(loops))
    return replace(set_aside(result, {*others, *loops}), said=(*draft.said, *said))


def same_organization(draft: Draft, first: str, second: str) -> Draft:
    """The draft with two organizations of its inventory, by their ids, as one: the first.

    One that only other tables name has no row: its name becomes an alias of the other, which is kept. Where neither has
    a row, the first gets one. Raises ``ValueError`` where an id is not one of the inventory, or both are the same.
    """
    keys = dict(zip(draft.inventory.organizations["id"], draft.built.keys["organizations"], strict=True))
    if first == second or not {first, second} <= keys.keys():
        raise ValueError(f"“{first}” and “{second}” are not two organizations of the inventory.")
    kept, other = (second, first) if keys[first] is None and keys[second] is not None else (first, second)
    draft, keep = _with_row(draft, kept)
    draft, key = _with_row(draft, other)
    return merged(draft, [keep, key], keep)


def _with_row(draft: Draft, identity: str) -> tuple[Draft, int]:
    """The draft with a row for an organization, which it may have already; and the key of the row."""
    organizations = draft.inventory.organizations
    position = organizations["id"].tolist().index(identity)
    key = draft.built.keys["organizations"][position]
    if key is not None:
        return draft, key
    row = {"name": guard(organizations["name"].iloc[position]), "listed": "no"}
    return with_rows(draft, "organizations", [row]), free_key(draft)


def what_merging_does(draft: Draft, keys: Sequence[int], keep: int) -> pd.DataFrame:
    """What ``merged`` makes of the cells, to look at before it is done.

    Columns: ``column``, ``kept`` (the kept row's text), ``other`` (another row's), ``result`` (the one row's),
    ``claim`` (whether the other's text is kept as a claim). A line for each cell of another row that says something.
    Raises as ``merged`` does.
    """
    others = _others(draft, keys, keep)
    kept, one = _texts(draft, keep), _as_one(draft, keep, others)
    claimed = {(claim["column"], claim["value"]) for claim in one.claims}
    order = {column.name: place for place, column in enumerate(columns_of("organizations"))}
    lines = [
        (name, kept.get(name, ""), text, one.texts.get(name, ""), (name, text) in claimed)
        for key in others
        for name, text in _texts(draft, key).items()
        if text
    ]
    lines.sort(key=lambda line: order.get(line[0], len(order)))
    return pd.DataFrame(lines, columns=["column", "kept", "other", "result", "claim"])


def _ids(draft: Draft) -> dict[int, str]:
    """The id of each organization that has a row."""
    rows = zip(draft.built.keys["organizations"], draft.inventory.organizations["id"], strict=True)
    return {key: identity for key, identity in rows if key is not None}


def _others(draft: Draft, keys: Sequence[int], keep: int) -> list[int]:
    ids = _ids(draft)
    if keep not in ids:
        raise ValueError(f"Row {keep} is not the row of an organization of the inventory.")
    return [key for key in dict.fromkeys(keys) if key != keep and key in ids]


def _identity(draft: Draft, keep: int, others: Sequence[int]) -> str:
    """The id of the one row: what it gives itself, or else another gives, as long as no further row has it."""
    ids = _ids(draft)
    group = {ids[key] for key in (keep, *others)}
    given = (_texts(draft, key).get("id", "") for key in (keep, *others))
    return next((text for text in given if text in group), ids[keep])


def _ids_written_down(draft: Draft, group: set[int]) -> Draft:
    """The draft in which the rows whose ids are made from a name like one of the group's keep these: without the group
    they would be made anew, and what names them would name another."""
    ids = _ids(draft)
    roots = {slug(_texts(draft, key).get(name, "")) for key in group for name in ("id", "name")}
    changes = {}
    for raw in draft.raws:
        names = raw.columns.get("name", ()) if raw.table == "organizations" else ()
        for key, name in zip(raw.keys or (), names, strict=False):
            if key in ids and key not in group and slug(_meant(raw, name)) in roots:
                changes[key] = {"id": _written(raw, ids[key])}
    return with_cells(draft, changes) if changes else draft


def _as_one(draft: Draft, keep: int, others: Iterable[int]) -> OneRow:
    ids, one = _ids(draft), OneRow(_texts(draft, keep), [])
    for key in others:
        more = two_as_one(one.texts, _texts(draft, key), _succeeds(draft, ids[keep], ids[key]))
        one = OneRow(more.texts, one.claims + more.claims)
    return one


def _succeeds(draft: Draft, kept: str, other: str) -> bool:
    ties = draft.inventory.relationships
    return bool(((ties["kind"] == "succeeds") & (ties["from"] == kept) & (ties["to"] == other)).any())


def _with_claims(draft: Draft, claims: Sequence[Row]) -> Draft:
    rows = [{name: guard(text) for name, text in claim.items()} for claim in claims]
    return with_rows(draft, "claims", rows) if rows else draft


def _set_aside(draft: Draft, key: int, name: str) -> Problem:
    """What is said of a tie that joined two organizations which are one now."""
    raw = _raw_of(draft, key)
    message = f"This tie joined two organizations that are one now, “{name}”. It was set aside."
    mend = "Nothing needs doing. To have it again, take it back and change one end."
    fault = Fault("", "tie within a merged organization", message, mend, "note")
    return problem("relationships", None, fault, raw.place((raw.keys or ()).index(key)))


# Texts, as they are meant and as their table writes them


def _raw_of(draft: Draft, key: int) -> RawTable:
    return next(raw for raw in draft.raws if raw.keys and key in raw.keys)


def _texts(draft: Draft, key: int) -> Row:
    raw = _raw_of(draft, key)
    return {name: _meant(raw, text) for name, text in row_texts(draft, key)[1].items()}


def _cells(draft: Draft, key: int, texts: Row) -> Row:
    """The texts that change something, as the row's table writes them."""
    raw, before = _raw_of(draft, key), _texts(draft, key)
    return {name: _written(raw, text) for name, text in texts.items() if before.get(name, "") != text}


def _meant(raw: RawTable, text: str) -> str:
    return unguard(clean(text)) if raw.guarded else clean(text)


def _written(raw: RawTable, text: str) -> str:
    return guard(text) if raw.guarded else text
