"""Mend cells: find those that have problems, suggest what they mean, and type them again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from components.drafts.draft import Draft
from components.drafts.text_tables import RowTexts
from components.inventory import Problem
from components.inventory.kinds import (
    MOST_LETTERS,
    Suggestion,
    find_misspelled,
    kind_of,
    read_column,
    replace_in_list,
    split_list,
)
from components.inventory.problems import Fault
from components.inventory.schema import NAMING_COLUMNS, NOT_QUOTED, Column, column_of, columns_of, words_by_key
from components.inventory.text import name_key
from components.inventory.words import join_first_letters, name_words, pick_distinctive_words

_NAMES_NOT_LISTED = ("organization not listed", "reporter not listed")
"""The codes of problems that are told once for a name, whatever cells have it."""
_NEAR_NAME = 85
"""How alike two names must be, of 100. In short names, one other letter mostly makes another name."""
_AT_ONCE = 200  # names that are compared with all others at once, which takes a byte for each pair
_MANY = 20
"""Where more names than this hold the same words, nothing says which is meant, so units are not looked for."""
_SAYS_LITTLE = frozenset().union(*(name_words(kind) for kind in ("light", "style", "part")))
# A longer name with one of these words is that of a unit: the parks department is not the city.
_UNITS = name_words("unit").keys()
_NEAR, _PART = "Near “{}”, which is listed.", "Of all that are listed, only “{}” has these words, or these initials."

Cell = tuple[int, str]
"""A cell, by the key of its row and its column."""
Index = Mapping[tuple[str, ...], list[Cell]]
"""Cells by what they say."""


@dataclass(frozen=True)
class CellToMend:
    """A text that has a problem, in all cells that have it. These are the cells of one column; where the text names an
    organization that is not listed, of every column that names organizations."""

    table: str
    """The table of the first of the cells."""
    column: str
    """The column of the first of the cells."""
    text: str
    cells: tuple[Cell, ...]
    """All of them. An empty cell is alone, as empty cells are mended row by row."""
    problems: tuple[Problem, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the rows that the cells are in."""
        return tuple(dict.fromkeys(key for key, _ in self.cells))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the cells are in."""
        return tuple(dict.fromkeys(column for _, column in self.cells))


def find_cells_to_mend(draft: Draft, problems: Iterable[Problem]) -> list[CellToMend]:
    """Find the texts that have these problems, and give each once, so that a word that is wrong in forty rows is mended
    once. Problems that are not about single texts are passed over. The order is that of the problems."""
    texts = RowTexts(draft.text_tables)
    problems = [each for each in problems if each.column not in (None, "", *NOT_QUOTED)]
    index = _index_cells(draft, texts, {(each.table, each.column) for each in problems})
    cells: dict[tuple[str, str, str, int | None], dict[Cell, None]] = defaultdict(dict)
    found: dict[tuple[str, str, str, int | None], dict[Problem, None]] = defaultdict(dict)
    for problem in problems:
        for cell, text in _find_cells_of(problem, texts, index):
            place = (problem.table, problem.column or "", text, None if text else cell[0])
            cells[place][cell] = None
            found[place][problem] = None
    return [CellToMend(*place[:3], tuple(cells[place]), tuple(found[place])) for place in cells]


def _index_cells(draft: Draft, texts: RowTexts, columns: Collection[tuple[str, str | None]]) -> Index:
    """Index the cells of rows that are not set aside, and give them: those in some columns of tables by table, column
    and text, and those that name an organization by ``name_key`` of its name alone."""
    found: dict[tuple[str, ...], list[Cell]] = defaultdict(list)
    for key in (each for each in texts.keys if each not in draft.rows_set_aside):
        table = texts.table(key)
        for name, text in texts.row(key).items():
            column = column_of(table, name)
            if (table, name) in columns:
                found[table, name, text].append((key, name))
            if column is not None and column.kind == "organization":
                for value in (split_list(text) or ()) if column.is_list else (text,):
                    found[(name_key(value),)].append((key, name))
    return found


def _find_cells_of(problem: Problem, texts: RowTexts, index: Index) -> Iterator[tuple[Cell, str]]:
    """Find the cells that a problem is about, and give each with the text to show."""
    column, value = problem.column or "", problem.value or ""
    if problem.rule in _NAMES_NOT_LISTED and value:
        yield from ((cell, value) for cell in index.get((name_key(value),), ()))
    elif problem.key in texts.keys:
        yield (problem.key or 0, column), texts.cell(problem.key, column)
    elif problem.key is None and value:
        # A problem that stands for many cells of a column has their texts as its value.
        for text in dict.fromkeys((value, *value.split("; "))):
            yield from ((cell, text) for cell in index.get((problem.table, column, text), ()))


def mend_cells(draft: Draft, texts: Mapping[CellToMend, str], aside: Iterable[CellToMend] = ()) -> Draft:
    """Write new texts into cells in all their rows, set the rows of the cells ``aside`` aside, and give the new draft.
    In a list, only the value in question changes."""
    wanted = ((key, name, cell.text, text) for cell, text in texts.items() for key, name in cell.cells)
    return _replace_values(draft, wanted).set_aside({key for cell in aside for key in cell.keys})


def take_suggestions(draft: Draft, chosen: pd.DataFrame) -> Draft:
    """Write what some suggestions say into their cells, and give the new draft. In a list only the value in question
    changes. Where a cell was changed since, its suggestion is not taken."""
    wanted = chosen[["key", "column", "value", "suggestion"]]
    return _replace_values(draft, wanted.itertuples(index=False, name=None))


def _replace_values(draft: Draft, wanted: Iterable[tuple[int, str, str, str]]) -> Draft:
    """Replace values in cells, and give the new draft. ``wanted`` has row key, column, old value and new value: this
    may be several values, with bars between them."""
    texts = RowTexts(draft.text_tables)
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, name, value, other in wanted:
        before, column = changes[key].get(name, texts.cell(key, name)), column_of(texts.table(key), name)
        if name_key(before) == name_key(value):
            changes[key][name] = other
        elif column is not None and column.is_list:
            changes[key][name] = replace_in_list(before, partial(_rename, value, other))
    return draft.with_cells(
        {key: {name: texts.as_written(key, text) for name, text in cells.items()} for key, cells in changes.items()}
    )


def _rename(before: str, after: str, name: str) -> tuple[str, ...]:
    return (split_list(after) or ()) if name_key(name) == name_key(before) else (name,)


# Suggestions


def find_suggestions(draft: Draft) -> pd.DataFrame:
    """Find out what cells that could not be taken as they stand seem to mean, and give it as suggestions.

    Columns: ``key`` (of the row), ``table``, ``column``, ``value`` (the cell's text, or the value in question of a
    list), ``suggestion``, ``why``, and ``kind``: ``word``, ``organization`` (near the name of a listed one, or a part
    of it), ``list``, ``date``, ``number``, ``address`` (of the web). There are none for rows that are set aside.
    """
    with_problems = {(problem.table, problem.column) for problem in draft.problems}
    near, texts = _find_near_names(draft), RowTexts(draft.text_tables)
    always = {"web address", "organization"} if near else {"web address"}
    rows: list[tuple[object, ...]] = []
    for table in draft.text_tables:
        for column in (each for each in columns_of(table.table) if each.name in table.columns):
            has_problems = (table.table, column.name) in with_problems
            if not has_problems and column.kind not in always:
                continue
            cells = {key: texts.cell(key, column.name) for key in table.keys or ()}
            read = read_column(column, list(cells.values())) if has_problems else ({}, {})
            found = {text: _suggest(column, text, read[1].get(text, ()), near) for text in set(cells.values())}
            for key, text in cells.items():
                if key not in draft.rows_set_aside:
                    rows += [(key, table.table, column.name, *each) for each in found[text]]
    return pd.DataFrame(rows, columns=["key", "table", "column", "value", "suggestion", "why", "kind"])


def _suggest(
    column: Column, text: str, faults: Iterable[Fault], near: Mapping[str, tuple[str, str]]
) -> list[Suggestion]:
    kind = kind_of(column)
    found = [kind.suggest(fault.value, fault.code) for fault in faults]
    if column.kind == "web address":
        found.append(kind.suggest(text))
    if column.kind == "organization":
        for value in (split_list(text) or ()) if column.is_list else (text,):
            if name_and_why := near.get(name_key(value)):
                found.append(Suggestion(value, *name_and_why, "organization"))
    return [each for each in found if each]


# Names that are not listed, but mean a listed organization: they are misspelled, or a part of its name


def _find_near_names(draft: Draft) -> dict[str, tuple[str, str]]:
    """Find names that are not listed but mean just one listed organization, and give by their keys what to write (the
    name of that organization, or its id where others have the same name) and why."""
    listed, names_not_listed = _list_names(draft)
    by_word: dict[str, set[str]] = defaultdict(set)
    for each in listed if names_not_listed else ():
        for word in _take_words(each) | _take_initials(each):
            by_word[word].add(each)
    found = {}
    unlisted = {name: name_key(name) for name in names_not_listed}
    for (name, key), close in zip(unlisted.items(), _find_close_names([*unlisted.values()], [*listed]), strict=True):
        near = {each for each in find_misspelled(key, close) if fuzz.ratio(key, each) >= _NEAR_NAME}
        names = near or _find_longer_names(name, by_word)
        meant = {listed[each] for each in names if frozenset((key, each)) not in draft.not_the_same}
        if len(meant) == 1:
            only = meant.pop()
            found[key] = only, (_NEAR if near else _PART).format(only)
    return found


def _list_names(draft: Draft) -> tuple[dict[str, str], list[str]]:
    """List the names, aliases and former names of listed organizations by their keys, with what to write for each; and
    the names that are not listed: of organizations that other tables name, and of those that report or rate."""
    frame, keys = draft.inventory.organizations, draft.reading.keys["organizations"]
    counts, ids = Counter(map(name_key, frame["name"])), set(frame["id"])
    listed, unlisted = dict[str, str](), list[str]()
    columns = (frame[name].tolist() for name in NAMING_COLUMNS)
    for key, identity, name, aliases, former_names in zip(keys, *columns, strict=True):
        if key is None:
            unlisted.append(name)
            continue
        # A name with a bar in it would read as several.
        written = name if counts[name_key(name)] == 1 and "|" not in name else identity
        listed |= dict.fromkeys(map(name_key, (name, *(aliases or ()), *(former_names or ()))), written)
    for cells in (draft.inventory.relationships["reported_by"], draft.inventory.assessments["rater_organization"]):
        unlisted += [text for text in cells.dropna().unique() if text not in ids]
    return listed, unlisted


def _find_close_names(keys: Sequence[str], names: Sequence[str]) -> Iterator[list[str]]:
    """Find the names that are few enough letters away from a key to be meant by it, and give them for each key."""
    # Many are compared at once: that takes a sixth of the time, and other threads work on meanwhile.
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        distances = process.cdist(some, names, scorer=OSA.distance, score_cutoff=MOST_LETTERS, dtype=np.uint8)
        for row in distances:
            yield [names[at] for at in np.flatnonzero(row <= MOST_LETTERS).tolist()]


def _take_words(name: str) -> frozenset[str]:
    """Take the words of a name that distinguish it. ``St`` may be short for saint or for street."""
    return frozenset("saint" if word == "street" else word for word in pick_distinctive_words(name))


def _take_initials(name: str) -> frozenset[str]:
    """Take the initials of each two to four words of a name in a row: ``pd`` of the city's police department."""
    words = pick_distinctive_words(name)
    runs = (words[at : at + count] for count in (2, 3, 4) for at in range(len(words) - count + 1))
    return frozenset(map(join_first_letters, runs))


def _find_longer_names(name: str, by_word: Mapping[str, set[str]]) -> set[str]:
    """Find the listed names that hold all words of a name, or these as initials, and give all but those of units."""
    words = _take_words(name)
    # A single word that says little, such as "library", is a part of no name.
    if len(words) == 1 and not words.isdisjoint(_SAYS_LITTLE | words_by_key("types").keys()):
        return set()
    by_rarity = sorted((by_word.get(word, set()) for word in words), key=len)
    longer = set.intersection(*by_rarity) if by_rarity else set()
    if len(words) == 1:
        longer = {each for each in longer if words <= _take_words(each)}
    if len(longer) > _MANY:
        return longer
    further = {each: _take_words(each) - words for each in longer}
    # Names are told apart by numbers and single letters: Ward 5 is not the ward.
    return {
        each
        for each, more in further.items()
        if _UNITS.isdisjoint(more) and all(len(word) > 1 and word.isalpha() for word in more)
    }
