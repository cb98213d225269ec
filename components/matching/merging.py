"""Several rows that are one organization as one row, with every value, its source and every tie kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from components.drafts import Draft, RowTexts
from components.inventory.kinds import is_none
from components.inventory.problems import Problem, problem
from components.inventory.schema import columns_of
from components.inventory.text import guard, slug
from components.matching.one_row import OneRow, Row, two_as_one


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
    return _all_merged(draft, {keep: others}) if others else draft


def merged_all(draft: Draft, pairs: Iterable[tuple[str, str]]) -> Draft:
    """The draft with each of these pairs of organizations, by their ids, as one, at once: as ``same_organization``.

    Of pairs that share an organization, all are one: the first that has a row. Raises as ``same_organization`` does.
    """
    pairs = list(pairs)
    draft, keys, listed = _with_rows(draft, pairs)
    root: dict[str, str] = {}
    for first, second in pairs:
        one, other = _root(root, first), _root(root, second)
        kept, gone = (other, one) if one not in listed and other in listed else (one, other)
        if kept != gone:
            root[gone] = kept
    groups: dict[int, list[int]] = {}
    for identity in root:
        groups.setdefault(keys[_root(root, identity)], []).append(keys[identity])
    return _all_merged(draft, groups) if groups else draft


def _root(root: Mapping[str, str], identity: str) -> str:
    while identity in root:
        identity = root[identity]
    return identity


def _all_merged(draft: Draft, groups: Mapping[int, Sequence[int]]) -> Draft:
    """The draft with the rows of each group as its first, the key."""
    moved = {key: keep for keep, others in groups.items() for key in others}
    ids = _ids(draft)
    texts = RowTexts(draft.text_tables)
    changes = _ids_written_down(texts, ids, {*moved, *groups})
    loops, claims = _loops(draft, ids, moved), list[Row]()
    called: dict[int, str] = {}
    for keep, others in groups.items():
        one = _as_one(draft, texts, ids, keep, others)
        own = _identity(texts, ids, keep, others)
        changes[keep] = _changed(texts, keep, one.texts | {"id": own})
        claims += [claim | {"row": own} for claim in one.claims]
        called[keep] = one.texts["name"]
    result = _with_claims(draft.with_texts(changes), claims)
    said = tuple(_set_aside(texts, key, called[loops[key]]) for key in sorted(loops))
    aside = result.rows_set_aside | moved.keys() | loops.keys()
    result = result.with_fields(
        rows_set_aside=aside,
        merged_into={**result.merged_into, **moved},
        reading_problems=(*draft.reading_problems, *said),
    )
    return result.keep_links(draft, moved)


def same_organization(draft: Draft, first: str, second: str) -> Draft:
    """The draft with two organizations of its inventory, by their ids, as one: the first.

    One that only other tables name has no row: its name becomes an alias of the other, which is kept. Where neither has
    a row, the first gets one. Raises ``ValueError`` where an id is not one of the inventory, or both are the same.
    """
    return merged_all(draft, [(first, second)])


def _with_rows(draft: Draft, pairs: Sequence[tuple[str, str]]) -> tuple[Draft, dict[str, int], set[str]]:
    """The draft with a row for each organization of the pairs, the keys of all rows by id, and the ids that had one."""
    frame = draft.inventory.organizations
    found = dict(zip(frame["id"], draft.reading.keys["organizations"], strict=True))
    for first, second in pairs:
        if first == second or not {first, second} <= found.keys():
            raise ValueError(f"“{first}” and “{second}” are not two organizations of the inventory.")
    keys = {identity: key for identity, key in found.items() if key is not None}
    listed, names = set(keys), dict(zip(frame["id"], frame["name"], strict=True))
    missing = [each for each in dict.fromkeys(each for pair in pairs for each in pair) if each not in listed]
    if not missing:
        return draft, keys, listed
    keys |= dict(zip(missing, range(draft.next_key, draft.next_key + len(missing)), strict=True))
    rows = [{"name": guard(names[each]), "listed": "no"} for each in missing]
    return draft.with_new_rows("organizations", rows), keys, listed


def what_merging_does(draft: Draft, keys: Sequence[int], keep: int) -> pd.DataFrame:
    """What ``merged`` makes of the cells, to look at before it is done.

    Columns: ``column``, ``kept`` (the kept row's text), ``other`` (another row's), ``result`` (the one row's),
    ``claim`` (whether the other's text is kept as a claim). A line for each cell of another row that says something.
    Raises as ``merged`` does.
    """
    others = _others(draft, keys, keep)
    texts = RowTexts(draft.text_tables)
    kept, one = texts.row(keep), _as_one(draft, texts, _ids(draft), keep, others)
    claimed = {(claim["column"], claim["value"]) for claim in one.claims}
    order = {column.name: place for place, column in enumerate(columns_of("organizations"))}
    lines = [
        (name, kept.get(name, ""), text, one.texts.get(name, ""), (name, text) in claimed)
        for key in others
        for name, text in texts.row(key).items()
        if text
    ]
    lines.sort(key=lambda line: order.get(line[0], len(order)))
    return pd.DataFrame(lines, columns=["column", "kept", "other", "result", "claim"])


def _ids(draft: Draft) -> dict[int, str]:
    """The id of each organization that has a row."""
    rows = zip(draft.reading.keys["organizations"], draft.inventory.organizations["id"], strict=True)
    return {key: identity for key, identity in rows if key is not None}


def _others(draft: Draft, keys: Sequence[int], keep: int) -> list[int]:
    ids = _ids(draft)
    if keep not in ids:
        raise ValueError(f"Row {keep} is not the row of an organization of the inventory.")
    return [key for key in dict.fromkeys(keys) if key != keep and key in ids]


def _identity(texts: RowTexts, ids: Mapping[int, str], keep: int, others: Sequence[int]) -> str:
    """The id of the one row: what it gives itself, or else another gives, as long as no further row has it."""
    group = {ids[key] for key in (keep, *others)}
    given = (texts.row(key).get("id", "") for key in (keep, *others))
    return next((text for text in given if text in group), ids[keep])


def _ids_written_down(texts: RowTexts, ids: Mapping[int, str], group: set[int]) -> dict[int, Row]:
    """The ids, as texts, of the further rows that would get another one without the group."""
    given = {key: texts.row(key) for key in ids}
    wanted = {key: row.get("id") or slug(row.get("name", "")) for key, row in given.items()}
    freed = {wanted[key] for key in group} | {ids[key] for key in group}
    return {
        key: {"id": texts.as_written(key, identity)}
        for key, identity in ids.items()
        if key not in group and wanted[key] in freed and given[key].get("id", "") != identity
    }


def _loops(draft: Draft, ids: Mapping[int, str], moved: Mapping[int, int]) -> dict[int, int]:
    """The keys of the ties that join two different organizations which become one, with the key of that one's row."""
    one = {ids[key]: keep for other, keep in moved.items() for key in (other, keep)}
    ties = draft.inventory.relationships
    inside = ties[ties["from"].isin(one.keys()) & ties["to"].isin(one.keys()) & (ties["from"] != ties["to"])]
    keys = draft.reading.keys["relationships"]
    pairs = ((keys[at], one[first], one[last]) for at, first, last in inside[["from", "to"]].itertuples(name=None))
    return {key: first for key, first, last in pairs if key is not None and first == last}


def _as_one(draft: Draft, texts: RowTexts, ids: Mapping[int, str], keep: int, others: Iterable[int]) -> OneRow:
    one = OneRow(texts.row(keep), [])
    for key in others:
        more = two_as_one(one.texts, texts.row(key), _succeeds(draft, ids[keep], ids[key]))
        one = OneRow(more.texts, one.claims + [_with_source(texts, key, claim) for claim in more.claims])
    return one


def _with_source(texts: RowTexts, key: int, claim: Row) -> Row:
    """The claim of a row with where it stands as its source, where the row names none."""
    if claim.get("source") or is_none(claim["value"]):
        return claim
    place = texts.place(key)
    return claim | {"source": ", ".join(filter(None, (place.file, place.sheet, f"row {place.row}")))}


def _succeeds(draft: Draft, kept: str, other: str) -> bool:
    ties = draft.inventory.relationships
    return bool(((ties["kind"] == "succeeds") & (ties["from"] == kept) & (ties["to"] == other)).any())


def _with_claims(draft: Draft, claims: Sequence[Row]) -> Draft:
    rows = [{name: guard(text) for name, text in claim.items()} for claim in claims]
    return draft.with_claims(rows)


def _set_aside(texts: RowTexts, key: int, name: str) -> Problem:
    """What is said of a tie that joined two organizations which are one now."""
    place = texts.place(key)
    return problem("tie within a merged organization", table="relationships", place=place, value="", name=name)


def _changed(texts: RowTexts, key: int, wanted: Row) -> Row:
    """The texts that change something, as the row's table writes them."""
    before = texts.row(key)
    return {name: texts.as_written(key, text) for name, text in wanted.items() if before.get(name, "") != text}
