"""Merge organizations that are the same into one row, and keep every value, its source and every tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_none, join_list, kind_of, split_list
from components.inventory.problems import problem
from components.inventory.schema import Column, column_of
from components.inventory.text import guard, name_key, slug

Row = dict[str, str]
"""A row's texts by column, without the apostrophes that keep them from running as formulas."""
_COORDINATES = ("latitude", "longitude")
_WITH_OWN_RULES = ("name", "id", "source", "listed")  # columns


def merge_organizations(draft: Draft, pairs: Iterable[tuple[str, str]]) -> Draft:
    """Merge each of these pairs of organizations (ids of the inventory) into one, and give the new draft.

    The first of a pair is kept, unless only the other has a row; where neither has one, the first gets one. Pairs that
    share an organization all become one. The kept row has every value: its own, or where it has none, the other's.
    Lists are united. A value that differs becomes a row of ``claims`` with its source and day. The other's name becomes
    an alias, or a former name where a tie says that the kept one succeeds it. A cell that named the other now names the
    kept one. The other row is set aside; so is a tie that joined the two, and a problem says so.

    Raises ``ValueError`` where an id is not one of the inventory, or both of a pair are the same.
    """
    pairs, listed = list(pairs), set(draft.reading.organization_ids.values())
    draft, keys = _with_rows_for_all(draft, pairs)
    kept_for: dict[str, str] = {}
    for first, second in pairs:
        one, other = kept_for.get(first, first), kept_for.get(second, second)
        kept, merged = (other, one) if one not in listed and other in listed else (one, other)
        if kept != merged:
            kept_for |= {each: kept for each, was in kept_for.items() if was == merged} | {merged: kept}
    groups: dict[int, list[int]] = {}
    for identity, kept in kept_for.items():
        groups.setdefault(keys[kept], []).append(keys[identity])
    return _merge_groups(draft, groups) if groups else draft


def _with_rows_for_all(draft: Draft, pairs: Sequence[tuple[str, str]]) -> tuple[Draft, dict[str, int]]:
    """Add rows for the organizations of the pairs that have none, and give the draft and the keys of all rows by id."""
    names = dict(draft.inventory.organizations[["id", "name"]].itertuples(index=False, name=None))
    for first, second in pairs:
        if first == second or not {first, second} <= names.keys():
            raise ValueError(f"“{first}” and “{second}” are not two organizations of the inventory.")
    keys = _find_keys_by_id(draft)
    missing = list(dict.fromkeys(each for pair in pairs for each in pair if each not in keys))
    if not missing:
        return draft, keys
    keys |= {identity: draft.next_key + number for number, identity in enumerate(missing)}
    rows = [{"name": guard(names[each]), "listed": "no"} for each in missing]
    return draft.with_new_rows("organizations", rows), keys


def _find_keys_by_id(draft: Draft) -> dict[str, int]:
    """Find the organizations that have a row, and give the keys of the rows by their ids."""
    return {identity: key for key, identity in draft.reading.organization_ids.items()}


def preview_merge(draft: Draft, kept: str, other: str) -> pd.DataFrame:
    """Give what ``merge_organizations`` would make of the cells of two organizations (ids), to look at beforehand.

    A line for each cell of the other row that says something: its ``column``, the texts of the ``kept`` row, the
    ``other`` and the ``result``, and whether the other's is kept as a ``claim``. Raises ``ValueError`` for ids without
    a row.
    """
    keys = _find_keys_by_id(draft)
    if not {kept, other} <= keys.keys():
        raise ValueError(f"“{kept}” and “{other}” are not two organizations with a row.")
    texts = RowTexts(draft.text_tables)
    own, (row, claims) = texts.row(keys[kept]), _join_group(draft, texts, keys[kept], [keys[other]])
    claimed = {(claim["column"], claim["value"]) for claim in claims}
    lines = [
        (name, own.get(name, ""), text, row.get(name, ""), (name, text) in claimed)
        for name, text in texts.row(keys[other]).items()
        if text
    ]
    return pd.DataFrame(lines, columns=["column", "kept", "other", "result", "claim"])


def _merge_groups(draft: Draft, groups: Mapping[int, Sequence[int]]) -> Draft:
    """Merge each group of rows into the one that is kept (its key in ``groups``), and give the new draft."""
    moved = {key: keep for keep, others in groups.items() for key in others}
    texts = RowTexts(draft.text_tables)
    changes, claims = _pin_ids_of_others(draft, texts, {*moved, *groups}), list[Row]()
    ids = draft.reading.organization_ids
    names: dict[int, str] = {}
    for keep, others in groups.items():
        row, more = _join_group(draft, texts, keep, others)
        # The merged row gets the id written in the kept row, or else in another of the group, if the group has that id.
        group = [keep, *others]
        given = (text for key in group if (text := texts.cell(key, "id")) in {ids[key] for key in group})
        row["id"] = next(given, ids[keep])
        before = texts.row(keep)
        changed = {name: text for name, text in row.items() if before.get(name, "") != text}
        changes[keep] = {name: texts.as_written(keep, text) for name, text in changed.items()}
        claims += [{name: guard(text) for name, text in (claim | {"row": row["id"]}).items()} for claim in more]
        names[keep] = row["name"]
    loops = _find_loops(draft, moved)
    tell = partial(problem, "tie within a merged organization", table="relationships", value="")
    problems = [tell(place=texts.place(key), name=names[keep]) for key, keep in sorted(loops.items())]
    result = draft.with_texts(changes).with_new_rows("claims", claims)
    return result.with_fields(
        rows_set_aside=result.rows_set_aside | moved.keys() | loops.keys(),
        merged_into={**result.merged_into, **moved},
        reading_problems=(*draft.reading_problems, *problems),
    ).keep_links(draft, moved)


def _pin_ids_of_others(draft: Draft, texts: RowTexts, group: set[int]) -> dict[int, Row]:
    """Find the rows outside the group whose ids the merge would change, and give their present ids, to be written."""
    ids = draft.reading.organization_ids
    wanted = {key: texts.cell(key, "id") or slug(texts.cell(key, "name")) for key in ids}
    freed = {wanted[key] for key in group} | {ids[key] for key in group}
    return {
        key: {"id": texts.as_written(key, identity)}
        for key, identity in ids.items()
        if key not in group and wanted[key] in freed and texts.cell(key, "id") != identity
    }


def _find_loops(draft: Draft, moved: Mapping[int, int]) -> dict[int, int]:
    """Find the ties between two organizations that become one, and give their keys, each with that of the kept row."""
    ids, keys = draft.reading.organization_ids, draft.reading.keys["relationships"]
    kept = {ids[key]: keep for other, keep in moved.items() for key in (other, keep)}
    ties = zip(keys, draft.inventory.relationships["from"], draft.inventory.relationships["to"], strict=True)
    return {
        key: kept[one]
        for key, one, other in ties
        if key is not None and one in kept and one != other and kept[one] == kept.get(other)
    }


# One row of several


def _join_group(draft: Draft, texts: RowTexts, keep: int, others: Iterable[int]) -> tuple[Row, list[Row]]:
    """Join rows, and give the texts of the joined row, and claims for what differs (``row`` is filled in later)."""
    row, claims, ids = texts.row(keep), list[Row](), draft.reading.organization_ids
    ties = draft.inventory.relationships
    succeeded = ties.loc[(ties["kind"] == "succeeds") & (ties["from"] == ids[keep]), "to"].tolist()
    for key in others:
        row, more = _join_rows(row, texts.row(key), ids[key] in succeeded)
        place = texts.place(key)
        for claim in more:
            if not is_none(claim["value"]):
                claim.setdefault("source", ", ".join(filter(None, (place.file, place.sheet, f"row {place.row}"))))
        claims += more
    return row, claims


def _join_rows(kept: Row, other: Row, is_former: bool) -> tuple[Row, list[Row]]:
    """Add what the other row says to the kept row, and give the joined row, with claims for what differs."""
    row, claims = dict(kept), list[Row]()
    for name in other:
        if name not in _WITH_OWN_RULES:
            _join_cell(row, claims, name, kept, other)
    _join_name(row, claims, kept, other, is_former)
    if row.get("id") and other.get("id") and row["id"] != other["id"]:
        claims.append(_make_claim("id", other["id"], other))
    if other.get("source") and other["source"] not in row.get("source", "").split("; "):
        row["source"] = "; ".join(filter(None, (row.get("source"), other["source"])))
    if name_key(row.get("listed", "")) == "no" and name_key(other.get("listed", "")) != "no":
        row["listed"] = "yes"
    return row, claims


def _make_claim(column: str, value: str, by: Row) -> Row:
    texts = {"table": "organizations", "column": column, "value": value}
    return texts | {name: by[name] for name in ("source", "as_of") if by.get(name)}


def _join_cell(row: Row, claims: list[Row], name: str, kept: Row, other: Row) -> None:
    column, own, text = column_of("organizations", name), row.get(name, ""), other[name]
    # Latitude and longitude are taken together: half of one place and half of another would be a third.
    together = _COORDINATES if name in _COORDINATES else (name,)
    if not _says_something(column, text) or own == text:
        return
    if not any(_says_something(column, kept.get(each, "")) for each in together):
        row[name] = text
    elif column and column.is_list and (is_none(own) or is_none(text)):
        # One of them says that there are none: that becomes a claim.
        row[name] = text if is_none(own) else own
        claims.append(_make_claim(name, "none", kept if is_none(own) else other))
    elif column and column.is_list:
        row[name] = join_list(tuple(dict.fromkeys((*(split_list(own) or ()), *(split_list(text) or ())))))
    elif column is None or not kind_of(column).same(own, text):
        claims.append(_make_claim(name, text, other))


def _says_something(column: Column | None, text: str) -> bool:
    return bool(text) and (column is None or kind_of(column).says_something(text))


def _join_name(row: Row, claims: list[Row], kept: Row, other: Row, is_former: bool) -> None:
    name = other.get("name", "")
    if not name or name == row.get("name", ""):
        return
    if name_key(name) == name_key(row.get("name", "")):
        claims.append(_make_claim("name", name, other))
        return
    names = {column: split_list(row.get(column, "")) or () for column in ("aliases", "former_names")}
    if name not in (*names["aliases"], *names["former_names"]):
        column = "former_names" if is_former else "aliases"
        if is_none(row.get(column, "")):
            claims.append(_make_claim(column, "none", kept if is_none(kept.get(column, "")) else other))
        row[column] = join_list((*names[column], name))
