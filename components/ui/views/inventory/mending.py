"""What was found while reading an inventory, beside its rows, and mended in place."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.drafts import (
    CellToMend,
    Draft,
    accounting,
    cells_to_mend,
    mended,
    row_texts,
    rows_not_in,
    suggestions,
    take_back,
    taken,
)
from components.inventory import Inventory, Problem, schema_columns, vocabulary
from components.ui.frame.loading import Loaded
from components.ui.frame.own_inventory import change
from components.ui.frame.text import plain
from components.ui.frame.visit import on_projector, set_address, wide
from components.ui.views.inventory.unsaved_edits import Typed, forget_typed, typed_into
from components.ui.widgets.long_work import begin, button_after_typing, watch
from components.ui.widgets.tables import download_table, row_at_sight

_SEVERITIES = {
    "error": ("Not read, or set aside", "problem", None),
    "warning": ("Read, with something to mend", "problem", None),
    "note": ("Good to know", "note", None),
}
_FIRST_PROBLEMS = 60  # lines; more would bury the rest of the page
_FIRST_ROWS = 500  # of an editor
_ROWS_IN_SIGHT = 6  # of an editor
_ROW_HEIGHT, _HEADER_HEIGHT = 72, 38  # pixels; a row has room for three lines of words


def problem_list(loaded: Loaded) -> None:
    """Every problem found while reading, the gravest first; what stands in a row can be mended there."""
    st.markdown("### What was found while reading")
    draft = loaded.draft
    if draft:
        row_counts(loaded, draft)
        _suggested(loaded, draft)
    for severity, (label, one, many) in _SEVERITIES.items():
        some = [problem for problem in loaded.problems if problem.severity == severity]
        if some:
            with st.expander(f"{label}: {counted(_different(some), one, many)}", expanded=severity != "note"):
                _problems(loaded, severity, some)
    if draft:
        _rows_aside(loaded, draft)
    if not loaded.problems:
        st.markdown("Nothing: every row and cell could be taken as it stands.")


def problems_in_short(loaded: Loaded) -> int:
    """How many problems ask for something to be done."""
    return loaded.remember(
        "problems in short",
        lambda: _different([problem for problem in loaded.problems if problem.severity != "note"]),
    )


def _different(problems: Iterable[Problem]) -> int:
    """How many problems there are; a text that several rows share counts once, as it is mended once."""
    return len({(each.rule, each.table, each.column, each.value or each.key or each) for each in problems})


def _problems(loaded: Loaded, severity: str, some: list[Problem]) -> None:
    """The problems of a kind: those of whole files as lines, those of cells to be mended; and all to take along."""
    draft = loaded.draft
    cells, others = loaded.remember(("to mend", severity), lambda: _apart(draft, some)) if draft else ([], some)
    if others:
        problem_lines(problem_table(loaded.inventory, others))
    if draft and cells:
        _mending(loaded, draft, cells, severity)
    inventory = loaded.inventory
    # Worked out when it is asked for: a row each of very many problems takes seconds.
    download_table(lambda: problem_table(inventory, some).dropna(axis="columns", how="all"), f"problems-{severity}")


def _apart(draft: Draft, some: list[Problem]) -> tuple[list[CellToMend], list[Problem]]:
    """The cells to mend, and the problems that are of none."""
    cells = cells_to_mend(draft, some)
    of_cells = {problem for cell in cells for problem in cell.problems}
    return cells, [problem for problem in some if problem not in of_cells]


# How many rows


_WHERE_ROWS_ARE = {
    "kept": "kept",
    "joined": "gone into rows that were here",
    "merged": "merged into another row",
    "replaced": "replaced by a further file",
    "set_aside": "set aside",
    "same_as_another": "the same as another",
    "notes_under": "noted under a table",
    "not_read": "of sheets that were not read",
}
_IN_WORDS = {
    "file": "File",
    "sheet": "Sheet",
    "tables": "Read as",
    "rows_in": "Rows in",
    "kept": "Kept",
    "joined": "Went into rows that were here",
    "merged": "Merged into another row",
    "replaced": "Replaced by a further file",
    "set_aside": "Set aside",
    "same_as_another": "The same as another",
    "notes_under": "Notes under the table",
    "not_read": "Not read",
    "added_here": "Added in the Atlas",
    "second_values": "Second values, kept as claims",
}


def row_counts(loaded: Loaded, draft: Draft) -> None:
    """Rows in, kept and set aside, file by file: nothing is lost unseen."""
    counts = loaded.remember("row counts", lambda: accounting(draft))
    if counts.empty:
        return
    total = counts.drop(columns=["file", "sheet", "tables"]).sum()
    parts = [f"{total[name]:,} {words}" for name, words in _WHERE_ROWS_ARE.items() if total[name] or name == "kept"]
    further = f" {counted(int(total['added_here']), 'further row')} added in the Atlas." if total["added_here"] else ""
    claims = int(total["second_values"])
    second = f" {counted(claims, 'second value')} kept as {'a claim' if claims == 1 else 'claims'}." if claims else ""
    st.markdown(f"**{counted(int(total['rows_in']), 'row')} in: {', '.join(parts)}.{further}{second}**")
    if len(counts) > 1:
        with st.expander("File by file"):
            unused = [name for name in ("joined", "merged", "replaced", "second_values") if not total[name]]
            shown = counts.drop(columns=unused).dropna(axis="columns", how="all").rename(columns=_IN_WORDS)
            st.dataframe(shown, hide_index=True, width="stretch", placeholder="")


# One click

_SUGGESTED, _LOOKED = "suggestions", "looked-for-suggestions"
_PLACE = "suggestions"


def _suggested(loaded: Loaded, draft: Draft) -> None:
    """What one click would mend, kind by kind, or one by one; looked for beside the page where that takes a while."""
    if _LOOKED not in loaded.kept:
        _look(loaded, draft)
    if _SUGGESTED not in loaded.kept:
        if not watch(_PLACE):
            st.button("Look for what one click can mend", key="look-for-mends", on_click=_look, args=(loaded, draft))
        return
    found: pd.DataFrame = loaded.kept[_SUGGESTED]
    if found.empty:
        return
    st.markdown(f"**{counted(len(found), 'cell')} can be mended with one click.**")
    for kind, rows in found.groupby("kind", sort=False):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(_in_short(str(kind), rows))
        of_kind = (rows, _KINDS.get(str(kind), str(kind)))
        button.button(f"Mend {counted(len(rows), 'cell')}", key=f"mend-{kind}", on_click=_take, args=of_kind)
    folded = st.expander("Choose among them", on_change="rerun", key="choose-suggestions")
    if folded.open:
        with folded:
            _one_by_one(loaded, draft, found)


def _look(loaded: Loaded, draft: Draft) -> None:
    loaded.remember(_LOOKED, lambda: True)
    begin(
        "Looking for what one click can mend",
        lambda work: suggestions(draft),
        lambda found: loaded.remember(_SUGGESTED, lambda: found),
        _PLACE,
    )


# What each kind of suggestion mends, in the words of a team.
_KINDS = {
    "word": "words",
    "organization": "names of organizations",
    "list": "lists",
    "date": "dates",
    "number": "numbers",
    "address": "web addresses",
}


def _one_by_one(loaded: Loaded, draft: Draft, found: pd.DataFrame) -> None:
    """Each suggestion with why, to be ticked."""
    if len(found) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS:,} of {len(found):,} cells. Mend these, and the next ones come.")
    first = found.head(_FIRST_ROWS)
    shown = pd.DataFrame(
        {
            "Row": [row_at_sight(row_texts(draft, key)[1]) for key in first["key"]],
            "Table": first["table"],
            "Column": first["column"],
            "What it says": first["value"],
            "What it would say": first["suggestion"],
            "Why": first["why"],
        }
    )
    picked = st.dataframe(
        shown, hide_index=True, on_select="rerun", selection_mode="multi-row", key=f"picked {loaded.key}"
    )
    rows = first.iloc[picked.selection.rows]
    those = (rows, "those chosen")
    st.button("Mend those chosen", disabled=rows.empty, on_click=_take, args=those, key="mend-some")


def _in_short(kind: str, rows: pd.DataFrame) -> str:
    pairs = rows[["value", "suggestion"]].drop_duplicates()
    said = [f"{plain(row.value)} → **{plain(row.suggestion)}**" for row in pairs.head(3).itertuples()]
    more = len(pairs) - len(said)
    return f"{_KINDS.get(kind, plain(kind)).capitalize()}: {', '.join(said)}{f' and {more:,} more' if more else ''}"


def _take(rows: pd.DataFrame, kind: str) -> None:
    change(lambda now: taken(now, rows), f"{counted(len(rows), 'cell')} mended ({kind}).")


# Cell by cell


def _mending(loaded: Loaded, draft: Draft, cells: list[CellToMend], severity: str) -> None:
    """The cells that have a problem, to be typed anew beside it, and their rows to be set aside."""
    first = cells[:_FIRST_ROWS]
    if len(cells) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS} of {len(cells):,} cells. Mend these, and the next ones come.")
    st.markdown(
        "**Mend them here**: type into *What it says*, or tick *Set aside* to leave the rows out. A text that several "
        "rows share is changed in all of them."
    )
    typed = typed_into(
        _place(severity),
        loaded.key,
        cell_grid(draft, first),
        row_height=wide(_ROW_HEIGHT),
        height=wide(_ROW_HEIGHT * min(len(first), _ROWS_IN_SIGHT) + _HEADER_HEIGHT),
        num_rows="fixed",
        disabled=["Where", "Column", "What is wrong, and how to mend it"],
        column_config={
            "What it says": st.column_config.TextColumn(width=wide(200)),
            "Column": st.column_config.TextColumn(width=wide(110)),
            "Where": st.column_config.TextColumn(width=wide(210)),
            "Set aside": st.column_config.CheckboxColumn(width=wide(95)),
            "What is wrong, and how to mend it": st.column_config.TextColumn(width=350 if on_projector() else 450),
        },
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        _save(typed_anew(cells, typed), severity)
        _words_to_choose_from(cells, severity)
        if any(problem.rule in _ABOUT_TWO_ROWS for cell in cells for problem in cell.problems):
            st.button(
                "Look at likely duplicates", key=f"same-{severity}", on_click=set_address, kwargs={"part": "same"}
            )


_ABOUT_TWO_ROWS = ("name used twice", "id used twice")


def _words_to_choose_from(cells: Sequence[CellToMend], severity: str) -> None:
    """The words of the vocabularies that the cells are of, to be typed as they stand here."""
    columns = {(cell.table, cell.column) for cell in cells}
    standard = schema_columns().dropna(subset="vocabulary")
    asked = [row for row in standard.itertuples() if (row.table, row.column) in columns]
    if not asked:
        return
    with st.popover("Words to choose from", key=f"words-{severity}"):
        for row in asked:
            st.markdown(f"**{plain(row.column)}**: {plain(', '.join(vocabulary(row.vocabulary)['word']))}")


def _place(severity: str) -> str:
    return f"mend {severity}"


def line_of(cell: CellToMend) -> Hashable:
    """What names a cell to mend while others are mended: its text in its column, or its row where it is empty."""
    return cell.table, cell.column, cell.text or cell.keys[0]


def cell_grid(draft: Draft, cells: Sequence[CellToMend]) -> pd.DataFrame:
    """The cells to mend as the editor shows them: a line each."""
    return pd.DataFrame(
        {
            "What it says": [cell.text for cell in cells],
            "Column": [cell.column.replace("_", " ") for cell in cells],
            "Where": [_rows_in_short(draft, cell) for cell in cells],
            "Set aside": [False] * len(cells),
            "What is wrong, and how to mend it": list(map(_wrong, cells)),
        },
        index=pd.Index(list(map(line_of, cells)), dtype=object, tupleize_cols=False),
    )


def _wrong(cell: CellToMend) -> str:
    return " ".join(dict.fromkeys(said for problem in cell.problems for said in _about_one_cell(problem)))


def _about_one_cell(problem: Problem) -> tuple[str, str]:
    """What is wrong and how to mend it; of words that a problem gathers, what holds for each of them."""
    if problem.rule == "word outside the vocabulary" and problem.key is None:
        return "This is none of the words of its column. It is kept as it is.", "Type one of the words below the table."
    if problem.rule == "name used twice":
        return "Another row has this name, or one much like it.", "Look at likely duplicates, below the table."
    return problem.message, problem.mend


def _rows_in_short(draft: Draft, cell: CellToMend) -> str:
    _, texts = row_texts(draft, cell.keys[0])
    first, table = row_at_sight(texts), cell.table.replace("_", " ")
    if len(cell.keys) > 1:
        return f"{first} and {len(cell.keys) - 1:,} more ({table})"
    row = next((f", row {problem.row}" for problem in cell.problems if problem.row), "")
    return f"{first} ({table}{row})"


@dataclass(frozen=True)
class TypedAnew:
    """What a person typed and ticked in the editor and has not saved yet."""

    texts: Mapping[CellToMend, str] = field(default_factory=dict)
    aside: Sequence[CellToMend] = ()

    @property
    def said(self) -> str:
        """What saving it does, in words; empty where nothing was typed or ticked."""
        cells = sum(len(cell.keys) for cell in self.texts)
        rows = len({key for cell in self.aside for key in cell.keys})
        done = [f"{counted(cells, 'cell')} changed"] if cells else []
        done += [f"{counted(rows, 'row')} set aside"] if rows else []
        return " and ".join(done)


def typed_anew(cells: Sequence[CellToMend], typed: Typed) -> TypedAnew:
    """What was typed, as what it does to these cells; a text that was typed back is no change."""
    by_line = {line_of(cell): cell for cell in cells}
    before = {line: {"What it says": cell.text, "Set aside": False} for line, cell in by_line.items()}
    changes = [(by_line[line], now) for line, now in typed.differing(before.get).cells.items()]
    texts = {cell: now["What it says"] for cell, now in changes if "What it says" in now}
    return TypedAnew(texts, [cell for cell, now in changes if "Set aside" in now])


def _save(typed: TypedAnew, severity: str) -> None:
    button_after_typing(
        "Save changes",
        lambda: change(
            lambda now: mended(now, typed.texts, typed.aside), f"{typed.said}.", lambda: forget_typed(_place(severity))
        ),
        key=f"save-{severity}",
        disabled=not typed.said,
    )
    st.markdown(typed.said or "Nothing changed yet", width="content")


# Rows set aside


_WHY = {
    "set aside": "set aside by you",
    "merged": "merged into another row",
    "replaced": "not in the file that took its place",
    "cannot be read": "lacks what its table requires",
    "same as another": "the same as another row, cell for cell",
    "blank": "blank",
}
_BY_HAND = ("set aside", "merged", "replaced")


def _rows_aside(loaded: Loaded, draft: Draft) -> None:
    """Each row that is not in the inventory, and the way back."""
    rows = loaded.remember("rows not in", lambda: rows_not_in(draft))
    rows = rows[rows["why"] != "blank"].reset_index(drop=True)
    if rows.empty:
        return
    with st.expander(f"Not in the inventory: {counted(len(rows), 'row')}"):
        first = rows.head(_FIRST_ROWS)
        if len(rows) > len(first):
            st.caption(f"The first {len(first):,} of {len(rows):,} rows. The download holds them all.")
        picked = st.dataframe(
            _rows_in_words(first),
            hide_index=True,
            on_select="rerun",
            selection_mode="multi-row",
            key=f"aside {loaded.key}",
        )
        chosen = first.iloc[picked.selection.rows]
        back = [int(key) for key in chosen.loc[chosen["why"].isin(_BY_HAND), "key"]]
        st.button(
            "Take the chosen rows back",
            disabled=not back,
            key="take-back",
            on_click=lambda: change(lambda now: take_back(now, back), f"{counted(len(back), 'row')} taken back."),
        )
        download_table(lambda: rows_in_full(rows), "rows-not-in-the-inventory")
        st.caption("A row that lacks what its table requires comes back when the missing cell is filled in above.")


def _why(why: str, into: object) -> str:
    return f"merged into {into}" if isinstance(into, str) else _WHY[why]


def _rows_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    shown = pd.DataFrame(
        {
            "File": rows["file"],
            "Table": rows["table"],
            "Row": rows["row"],
            "Why": [_why(why, into) for why, into in zip(rows["why"], rows["into"], strict=True)],
            "What the row is": list(map(row_at_sight, rows["texts"])),
        }
    )
    return shown.dropna(axis="columns", how="all")


def rows_in_full(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows to take along, with all their cells; who rated is told to nobody."""
    about = _rows_in_words(rows)
    cells = pd.DataFrame([dict(texts) for texts in rows["texts"]], index=rows.index).drop(
        columns="rater", errors="ignore"
    )
    return about.join(cells.rename(columns=lambda name: f"{name} (its column)" if name in about else name))


# As lines


_COLUMNS = ["File", "Table", "Row", "What the row is", "Column", "What it says", "Problem", "How to mend it"]


def problem_lines(problems: pd.DataFrame) -> None:
    alike = ["File", "Table", "Column", "What it says", "Problem", "How to mend it"]
    groups = list(problems.groupby(alike, sort=False, dropna=False))
    lines = ["| Where | What it says | Problem | How to mend it |", "|:--|:--|:--|:--|"]
    for (file, table, column, value, problem, mend), rows in groups[:_FIRST_PROBLEMS]:
        where = _where(file, table, column, rows)
        lines.append(f"| {where} | {_plain(value)} | {_plain(problem)} | {_plain(mend)} |")
    st.markdown("\n".join(lines))
    if len(groups) > _FIRST_PROBLEMS:
        st.caption(f"The first {_FIRST_PROBLEMS} of {len(groups):,} kinds of problem. The download holds them all.")


def _where(file: object, table: object, column: object, rows: pd.DataFrame) -> str:
    """File, table, column and rows in words; where it is one row, also what that row is."""
    places = [_plain(file), _plain(table), f"column {_plain(column)}" if isinstance(column, str) else ""]
    numbers = [int(row) for row in rows["Row"].dropna()]
    if numbers:
        places.append(f"{'row' if len(numbers) == 1 else 'rows'} {plain(in_ranges(numbers))}")
    if len(numbers) == 1:
        places.append(_plain(rows["What the row is"].iloc[0]))
    return ", ".join(place for place in places if place)


def _plain(value: object) -> str:
    return plain(value) if isinstance(value, str) else ""


def in_ranges(numbers: Sequence[int]) -> str:
    """``2, 3, 4, 9`` as ``2–4, 9``; after six stretches, how many more rows there are."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in stretches[:6]]
    more = sum(len(run) for run in stretches[6:])
    return ", ".join(shown) + (f" and {more:,} more" if more else "")


def problem_table(inventory: Inventory, problems: Iterable[Problem]) -> pd.DataFrame:
    """The problems to read and to take along: a row each, in the words of the page."""
    problems = list(problems)
    in_short = _rows_in_short_by_label(inventory, problems)
    rows = [
        {
            "File": " · ".join(part for part in (problem.file, problem.sheet) if part) or None,
            "Table": problem.table,
            "Row": str(problem.row) if problem.row else None,
            "What the row is": in_short.get((problem.table, problem.label)),
            "Column": problem.column,
            "What it says": problem.value,
            "Problem": problem.message,
            "How to mend it": problem.mend,
        }
        for problem in problems
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _rows_in_short_by_label(inventory: Inventory, problems: Iterable[Problem]) -> dict[tuple[str, int | None], str]:
    """The first cells of the rows that problems are in, so that a person knows them at sight: by table and label."""
    labels: dict[str, dict[int, None]] = {}
    for problem in problems:
        if problem.label is not None and problem.table in inventory.tables:
            labels.setdefault(problem.table, {})[problem.label] = None
    found: dict[tuple[str, int | None], str] = {}
    for table, wanted in labels.items():
        frame = inventory.tables[table].loc[list(wanted)].drop(columns="rater", errors="ignore")
        for label, *cells in frame.itertuples(name=None):
            texts = [cell for cell in cells if isinstance(cell, str)]
            found[table, label] = ", ".join(dict.fromkeys(texts[:3]))
    return found
