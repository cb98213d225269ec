"""Which row of an incoming draft is which row here, and what files said of these rows before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from components.drafts import Arrival, Draft, RowTexts, have_same_texts, match_pseudonyms
from components.inventory.progress import Progress, ignore
from components.inventory.text import name_key
from components.matching.row_identity import Rows, rows_of, same_organizations, same_rows

_OF_A_NAME = {"id", "name", "listed"}


@dataclass(frozen=True, eq=False)
class Comparison:
    """Which row of an incoming draft is which row here, by their keys."""

    same: Mapping[int, int]
    """The key here of each incoming row that is here, also where a person set it aside."""
    unclear: Mapping[int, tuple[int, ...]]
    """Incoming rows that could be one of several here, or of which several could be one here; with those here."""
    new: tuple[int, ...]
    """Incoming rows that are not here."""
    gone: tuple[int, ...]
    """Rows here, not set aside, that the incoming file lacks, of the tables that it has, if only as headers."""


@dataclass(frozen=True, eq=False)
class Earlier:
    """What files said when they came, of rows of which an incoming draft says something again."""

    texts: RowTexts
    rows: Mapping[str, Rows]
    there: Mapping[str, Rows]
    """The incoming rows, with organizations as those of the earlier rows."""
    places: Mapping[int, tuple[int, int]]
    """By the key of an incoming row, its position in its table, and that of the earlier row."""

    def text(self, table: str, name: str, key: int) -> str:
        """The text that the row had in a column."""
        return self.texts.cell(self.rows[table].keys[self.places[key][1]], name)

    def cell(self, table: str, name: str, key: int) -> Hashable:
        """What the row said in a column."""
        return self.rows[table].column(name)[self.places[key][1]]

    def says_again(self, table: str, name: str, key: int) -> bool:
        """Whether a cell of an incoming row says what it said before."""
        return self.there[table].column(name)[self.places[key][0]] == self.cell(table, name, key)


@dataclass(frozen=True, eq=False)
class Compared:
    """A comparison, and the rows that were compared: those here, and those that come in, in the words of those here."""

    found: Comparison
    known: Mapping[str, Rows]
    coming: Mapping[str, Rows]
    just_so: Mapping[int, int]
    """Incoming rows that came before in tables that are the same text for text, with those here: they say nothing
    new."""
    earlier: Sequence[Earlier]

    def before(self, key: int) -> Earlier | None:
        """Where an earlier row of an incoming one is."""
        return next((each for each in self.earlier if key in each.places), None)


def compared(draft: Draft, incoming: Draft) -> Comparison:
    """Which rows of ``incoming`` are already in ``draft``.

    What a file brings again is told by what it brought before, whatever was done to these rows since. Else rows that
    are the same in every cell are one. Of the others, organizations and initiatives are known by id, then by
    website and name, by name, and by any of their names and former names; an id of figures only, as programs number
    rows, counts only where names mostly bear it out. Ties are known by their ends, kind and who reports them;
    assessments by element, indicator, round, rater (also one who came by name), issue area and date (without a rater,
    only by every cell); seats by table, organization and since; assets by name and holder; communities by name;
    participation by organization and date; claims by cell and value; notes by every word. What fits several rows is
    unclear, and not guessed.
    """
    incoming = match_pseudonyms(draft, incoming)
    return compared_rows(draft, incoming, RowTexts(draft.text_tables), RowTexts(incoming.text_tables), ignore).found


def compared_rows(
    draft: Draft, incoming: Draft, here: RowTexts, there: RowTexts, step: Progress, *, replacing: bool = False
) -> Compared:
    """As ``compared``, with the rows; ``here`` and ``there`` are the texts of both. ``replacing``: the tables that come
    in take the place of those here."""
    step("Looking at the rows that come in.", 0.0)
    coming = rows_of(incoming, there)
    step("Looking at the rows that are here.", 0.1)
    known = rows_of(draft, here)
    just_so = _just_so(draft, incoming)
    again = dict(just_so)
    step("Looking at what files brought before.", 0.2)
    earlier = [] if len(again) == len(there.keys) else _brought_before(draft, incoming, known, coming, there, again)
    step("Finding which rows are the same.", 0.4)
    replaced = replacing and any(raw.table == "organizations" and raw.columns for raw in incoming.text_tables)
    found = same_rows(known, coming, draft, again, replaced=replaced)
    same = dict(found.same)
    same |= _same_content(here, _not_in(known, here), there, [key for key in _not_in(coming, there) if key not in same])
    unclear = dict(found.unclear)
    for twin, first in incoming.reading.twins.items():
        if twin not in same and first in same:
            same[twin] = same[first]
        elif twin not in same and first in unclear:
            unclear[twin] = unclear[first]
    known_rows = {*same, *unclear, *(key for key in found.named if _is_a_name(there, key))}
    new = tuple(key for key in there.keys if key not in known_rows and not there.is_blank(key))
    gone = tuple(_gone(draft, incoming, here, set(same.values())))
    return Compared(Comparison(same, unclear, new, gone), known, found.there, just_so, earlier)


def _is_a_name(texts: RowTexts, key: int) -> bool:
    """Whether a row only says of an organization what it is called, as one that other tables name is written."""
    row = texts.row(key)
    return name_key(row.get("listed", "")) == "no" and not any(row[name] for name in row.keys() - _OF_A_NAME)


def _gone(draft: Draft, incoming: Draft, here: RowTexts, kept: set[int]) -> Iterator[int]:
    tables = {raw.table for raw in incoming.text_tables if raw.columns}
    for key in here.keys:
        if here.table(key) in tables and key not in kept and key not in draft.rows_set_aside and not here.is_blank(key):
            yield key


# What files brought before


def _just_so(draft: Draft, incoming: Draft) -> dict[int, int]:
    """The incoming rows, with their keys here, where each of their tables came before text for text."""
    rows: dict[int, int] = {}
    for raw in incoming.text_tables:
        before = [
            (came, one)
            for came in draft.with_fields().arrivals
            for one in came.draft.text_tables
            if have_same_texts(one, raw)
        ]
        if not before:
            return {}
        for came, one in before:
            pairs = zip(raw.keys or (), one.keys or (), strict=True)
            rows |= {key: came.keys[was] for key, was in pairs if was in came.keys}
    return rows


def _brought_before(
    draft: Draft,
    incoming: Draft,
    known: Mapping[str, Rows],
    coming: Mapping[str, Rows],
    there: RowTexts,
    again: dict[int, int],
) -> list[Earlier]:
    """Adds the incoming rows that came before, with their keys here; gives what they said. What holds more of the rows
    that are here than of those that came is written from what is here, as an export is, and no file of before."""
    names = {raw.file for raw in incoming.text_tables}
    came = sorted(reversed(draft.arrivals), key=lambda each: names.isdisjoint(each.files))
    texts = [RowTexts(each.draft.text_tables) for each in came]
    rows = [rows_of(each.draft, some) for each, some in zip(came, texts, strict=True)]
    if came and same_organizations(known, coming) > max(same_organizations(each, coming) for each in rows):
        return []
    return [_brought_again(*each, coming, there, again) for each in zip(came, texts, rows, strict=True)]


def _brought_again(
    came: Arrival,
    texts: RowTexts,
    rows: Mapping[str, Rows],
    coming: Mapping[str, Rows],
    there: RowTexts,
    again: dict[int, int],
) -> Earlier:
    found = same_rows(rows, coming, came.draft)
    same = found.same | _same_content(texts, _not_in(rows, texts), there, _not_in(coming, there))
    more = {other: one for other, one in same.items() if other not in again and one in came.keys}
    again |= {other: came.keys[one] for other, one in more.items()}
    places = {}
    for table, some in coming.items():
        at = {key: position for position, key in enumerate(rows[table].keys)}
        for position, key in enumerate(some.keys):
            if key is not None and key in more and more[key] in at:
                places[key] = (position, at[more[key]])
    return Earlier(texts, rows, found.there, places)


def _not_in(rows: Mapping[str, Rows], texts: RowTexts) -> list[int]:
    """The rows that can't be read, and those that another is the same as."""
    inside = {key for some in rows.values() for key in some.keys}
    return [key for key in texts.keys if key not in inside]


def _same_content(here: RowTexts, out_here: list[int], there: RowTexts, out_there: list[int]) -> dict[int, int]:
    """Rows that are in no inventory, by the same texts in a row here: in another such row where there is one."""
    known: dict[object, list[int]] = {}
    for key in (*here.keys, *out_here) if out_there else ():
        known.setdefault(here.filled_cells(key), []).append(key)
    same = {}
    for key in out_there:
        if several := known.get(there.filled_cells(key)):
            same[key] = several.pop() if len(several) > 1 else several[0]
    return same
