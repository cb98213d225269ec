"""Merge organizations that are the same into one row, and keep every value, its source and every tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_none
from components.inventory.problems import problem
from components.inventory.schema import columns_of
from components.inventory.text import guard, slug
from components.matching.one_row import OneRow, Row, join_rows


def merge_organizations(draft: Draft, pairs: Iterable[tuple[str, str]]) -> Draft:
    """Merge each of these pairs of organizations (ids of the inventory) into one, and give the new draft.

    The first of a pair is kept. Pairs that share an organization all become one. An organization that only other tables
    name has no row: then the other is kept, and gets its name as an alias. Where neither has a row, the first gets one.

    The kept row has every value: its own, or where it has none another's; lists are united. A value that differs
    becomes a row of ``claims`` with its source and day. Another's name becomes an alias, or a former name where a tie
    says that the kept one succeeds it. Whatever named one of the rows names the kept one. A tie that joined two of them
    is set aside, which ``problems`` says; so are the other rows.

    Raises ``ValueError`` where an id is not one of the inventory, or both of a pair are the same.
    """
    pairs = list(pairs)
    draft, keys, listed = _with_rows_for_all(draft, pairs)
    kept_for: dict[str, str] = {}
    for first, second in pairs:
        one, other = _find_kept(kept_for, first), _find_kept(kept_for, second)
        kept, merged = (other, one) if one not in listed and other in listed else (one, other)
        if kept != merged:
            kept_for[merged] = kept
    groups: dict[int, list[int]] = {}
    for identity in kept_for:
        groups.setdefault(keys[_find_kept(kept_for, identity)], []).append(keys[identity])
    return _merge_groups(draft, groups) if groups else draft


def _find_kept(kept_for: Mapping[str, str], identity: str) -> str:
    while identity in kept_for:
        identity = kept_for[identity]
    return identity


def _with_rows_for_all(draft: Draft, pairs: Sequence[tuple[str, str]]) -> tuple[Draft, dict[str, int], set[str]]:
    """Give the draft with a row for each organization of the pairs, the keys of all rows by id, and the ids that had
    one."""
    names = dict(draft.inventory.organizations[["id", "name"]].itertuples(index=False, name=None))
    for first, second in pairs:
        if first == second or not {first, second} <= names.keys():
            raise ValueError(f"“{first}” and “{second}” are not two organizations of the inventory.")
    keys = {identity: key for key, identity in draft.organization_ids.items()}
    listed = set(keys)
    missing = list(dict.fromkeys(each for pair in pairs for each in pair if each not in listed))
    if not missing:
        return draft, keys, listed
    keys |= {identity: draft.next_key + number for number, identity in enumerate(missing)}
    rows = [{"name": guard(names[each]), "listed": "no"} for each in missing]
    return draft.with_new_rows("organizations", rows), keys, listed


def preview_merge(draft: Draft, kept: str, other: str) -> pd.DataFrame:
    """Give what ``merge_organizations`` makes of the cells of two organizations (ids), to look at before it is done.

    Columns: ``column``, ``kept`` (the kept row's text), ``other`` (the other row's), ``result`` (the one row's),
    ``claim`` (whether the other's text is kept as a claim). A line for each cell of the other row that says something.
    Raises ``ValueError`` where an id is none of an organization that has a row.
    """
    keys = {identity: key for key, identity in draft.organization_ids.items()}
    if not {kept, other} <= keys.keys():
        raise ValueError(f"“{kept}” and “{other}” are not two organizations with a row.")
    texts = RowTexts(draft.text_tables)
    own, one = texts.row(keys[kept]), _join_group(draft, texts, keys[kept], [keys[other]])
    claimed = {(claim["column"], claim["value"]) for claim in one.claims}
    order = {column.name: place for place, column in enumerate(columns_of("organizations"))}
    lines = [
        (name, own.get(name, ""), text, one.texts.get(name, ""), (name, text) in claimed)
        for name, text in texts.row(keys[other]).items()
        if text
    ]
    lines.sort(key=lambda line: order.get(line[0], len(order)))
    return pd.DataFrame(lines, columns=["column", "kept", "other", "result", "claim"])


def _merge_groups(draft: Draft, groups: Mapping[int, Sequence[int]]) -> Draft:
    """Merge rows into others, given by the key of the row that is kept, and give the new draft."""
    moved = {key: keep for keep, others in groups.items() for key in others}
    texts = RowTexts(draft.text_tables)
    changes = _write_ids_down(draft, texts, {*moved, *groups})
    claims: list[Row] = []
    names: dict[int, str] = {}
    for keep, others in groups.items():
        one, identity = _join_group(draft, texts, keep, others), _choose_id(draft, texts, [keep, *others])
        before = texts.row(keep)
        changes[keep] = {
            name: texts.as_written(keep, text)
            for name, text in (one.texts | {"id": identity}).items()
            if before.get(name, "") != text
        }
        claims += [{name: guard(text) for name, text in (claim | {"row": identity}).items()} for claim in one.claims]
        names[keep] = one.texts["name"]
    loops = _find_loops(draft, moved)
    code, table = "tie within a merged organization", "relationships"
    problems = tuple(
        problem(code, table=table, place=texts.place(key), value="", name=names[loops[key]]) for key in sorted(loops)
    )
    result = draft.with_texts(changes).with_claims(claims)
    return result.with_fields(
        rows_set_aside=result.rows_set_aside | moved.keys() | loops.keys(),
        merged_into={**result.merged_into, **moved},
        reading_problems=(*draft.reading_problems, *problems),
    ).keep_links(draft, moved)


def _choose_id(draft: Draft, texts: RowTexts, keys: Sequence[int]) -> str:
    """Choose the id of the one row: what it gives itself, or else another gives, as long as no further row has it."""
    group = {draft.organization_ids[key] for key in keys}
    given = (texts.cell(key, "id") for key in keys)
    return next((text for text in given if text in group), draft.organization_ids[keys[0]])


def _write_ids_down(draft: Draft, texts: RowTexts, group: set[int]) -> dict[int, Row]:
    """Give the ids of the further rows that would get another one without the group, as texts by row key and column."""
    ids = draft.organization_ids
    wanted = {key: texts.cell(key, "id") or slug(texts.cell(key, "name")) for key in ids}
    freed = {wanted[key] for key in group} | {ids[key] for key in group}
    return {
        key: {"id": texts.as_written(key, identity)}
        for key, identity in ids.items()
        if key not in group and wanted[key] in freed and texts.cell(key, "id") != identity
    }


def _find_loops(draft: Draft, moved: Mapping[int, int]) -> dict[int, int]:
    """Find the ties that join two different organizations which become one, and give their keys with that one's key."""
    ids, keys = draft.organization_ids, draft.reading.keys["relationships"]
    kept = {ids[key]: keep for other, keep in moved.items() for key in (other, keep)}
    ties = zip(keys, draft.inventory.relationships["from"], draft.inventory.relationships["to"], strict=True)
    return {
        key: kept[one]
        for key, one, other in ties
        if key is not None and one in kept and one != other and kept[one] == kept.get(other)
    }


def _join_group(draft: Draft, texts: RowTexts, keep: int, others: Iterable[int]) -> OneRow:
    one = OneRow(texts.row(keep), [])
    for key in others:
        more = join_rows(one.texts, texts.row(key), _succeeds(draft, keep, key))
        one = OneRow(more.texts, one.claims + [_with_source(texts, key, claim) for claim in more.claims])
    return one


def _with_source(texts: RowTexts, key: int, claim: Row) -> Row:
    """Give a claim of a row with where the row stood as its source, where the row names none."""
    if claim.get("source") or is_none(claim["value"]):
        return claim
    place = texts.place(key)
    return claim | {"source": ", ".join(filter(None, (place.file, place.sheet, f"row {place.row}")))}


def _succeeds(draft: Draft, kept: int, other: int) -> bool:
    ties, ids = draft.inventory.relationships, draft.organization_ids
    return bool(((ties["kind"] == "succeeds") & (ties["from"] == ids[kept]) & (ties["to"] == ids[other])).any())
