"""What was found while reading an inventory, beside its rows, and mended in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.analysis import counted
from components.inventory import (
    Draft,
    Inventory,
    Problem,
    accounting,
    row_texts,
    rows_not_in,
    set_aside,
    suggestions,
    table_texts,
    take_back,
    taken,
    with_cells,
)
from components.ui.keeping import change
from components.ui.loading import Loaded
from components.ui.tables import download_table
from components.ui.text import plain

_SEVERITIES = {
    "error": ("Set aside", "problem", None),
    "warning": ("Read, with something to mend", "problem", None),
    "note": ("Good to know", "note", None),
}
_FIRST_PROBLEMS = 60  # lines; more would bury the rest of the page
_FIRST_ROWS = 500  # of an editor
_LONGEST = 120  # characters of a cell that is only to be known at sight


def problem_list(loaded: Loaded) -> None:
    """Every problem found while reading, the gravest first; what stands in a row can be mended there."""
    st.markdown("### What was found while reading")
    draft = loaded.draft
    if draft:
        _row_counts(draft)
        _suggested(draft, loaded)
    table = _problem_table(loaded)
    for severity, (label, one, many) in _SEVERITIES.items():
        some = table[table["severity"] == severity]
        if some.empty:
            continue
        with st.expander(f"{label}: {counted(len(some), one, many)}", expanded=severity != "note"):
            cells = _cells_to_mend(draft, some) if draft else []
            mended = {problem for cell in cells for problem in cell.problems}
            if set(some.index) - mended:
                _problem_lines(some.drop(index=list(mended)))
            if draft and cells:
                _mending(draft, cells, severity)
            download_table(some[_SHOWN].dropna(axis="columns", how="all"), f"problems-{severity}")
    if draft:
        _rows_aside(draft)
    if table.empty:
        st.markdown("Nothing: every row and cell could be taken as it stands.")


def problems_in_short(loaded: Loaded) -> int:
    """How many problems ask for something to be done."""
    return sum(problem.severity != "note" for problem in loaded.problems)


# How many rows


def _row_counts(draft: Draft) -> None:
    """Rows in, kept and set aside, file by file: nothing is lost unseen."""
    counts = accounting(draft)
    if counts.empty:
        return
    words = ["rows_in", "kept", "set_aside", "same_as_another", "notes_under"]
    total = counts[words].sum()
    parts = [f"{total['kept']:,} kept"]
    parts += [f"{total['set_aside']:,} set aside"] if total["set_aside"] else []
    parts += [f"{total['same_as_another']:,} the same as another"] if total["same_as_another"] else []
    parts += [f"{total['notes_under']:,} notes under a table"] if total["notes_under"] else []
    st.markdown(f"**{counted(int(total['rows_in']), 'row')} in: {', '.join(parts)}.**")
    if len(counts) > 1:
        with st.expander("File by file"):
            shown = counts.rename(columns=lambda name: str(name).replace("_", " ").capitalize())
            st.dataframe(shown, hide_index=True, width="stretch")


# One click


def _suggested(draft: Draft, loaded: Loaded) -> None:
    """What one click would mend, kind by kind."""
    found = loaded.remember("suggestions", lambda: suggestions(draft))
    if found.empty:
        return
    st.markdown(f"**{counted(len(found), 'cell')} can be mended with one click.**")
    for number, (kind, rows) in enumerate(found.groupby("kind", sort=False)):
        words, button = st.columns([5, 1], vertical_alignment="center")
        words.markdown(_in_short(str(kind), rows))
        button.button(
            f"Mend {counted(len(rows), 'cell')}", key=f"mend-{number}", on_click=_take, args=(draft, rows, str(kind))
        )
    with st.expander("Choose among them"):
        shown = found.assign(Row=[_place(draft, key) for key in found["key"]])[
            ["Row", "table", "column", "value", "suggestion", "why"]
        ].rename(columns={"value": "What it says", "suggestion": "What it would say", "why": "Why"})
        picked = st.dataframe(
            shown.rename(columns=str.capitalize),
            hide_index=True,
            on_select="rerun",
            selection_mode="multi-row",
            key="picked-suggestions",
        )
        rows = found.iloc[picked.selection.rows]
        some = (draft, rows, "those chosen")
        st.button("Mend those chosen", disabled=rows.empty, on_click=_take, args=some, key="mend-some")


def _in_short(kind: str, rows: pd.DataFrame) -> str:
    pairs = rows[["value", "suggestion"]].drop_duplicates()
    said = [f"{plain(row.value)} → **{plain(row.suggestion)}**" for row in pairs.head(3).itertuples()]
    more = len(pairs) - len(said)
    return f"{plain(kind).capitalize()}: {', '.join(said)}{f' and {more:,} more' if more else ''}"


def _take(draft: Draft, rows: pd.DataFrame, kind: str) -> None:
    change(taken(draft, rows), f"{counted(len(rows), 'cell')} mended ({kind}).")


def _place(draft: Draft, key: int) -> str:
    _, texts = row_texts(draft, key)
    return _row_at_sight(texts)


# Cell by cell


@dataclass(frozen=True)
class _Cell:
    """One text that has a problem, in all the rows that have it in the same column."""

    problems: tuple[int, ...]
    """The places of its problems among those of the page."""
    keys: tuple[int, ...]
    table: str
    column: str
    text: str
    says: str
    mend: str


def _cells_to_mend(draft: Draft, problems: pd.DataFrame) -> list[_Cell]:
    """The texts that have a problem: like ones are one, so that a word that is wrong in forty rows is mended once."""
    found: dict[tuple[str, str, str], _Cell] = {}
    tables: dict[str, pd.DataFrame] = {}
    for row in problems.rename(columns=_FIELDS).itertuples():
        if not isinstance(row.column, str):
            continue
        if pd.notna(row.key):
            table, texts = row_texts(draft, int(row.key))
            places = {texts.get(row.column, ""): (int(row.key),)}
        else:
            table = row.table
            texts = tables.setdefault(table, table_texts(draft, table)) if table else pd.DataFrame()
            places = _having(texts, row.column, row.says) if isinstance(row.says, str) else {}
        for text, keys in places.items():
            known = found.get((table, row.column, text))
            if known:
                both = tuple(dict.fromkeys((*known.keys, *keys)))
                found[table, row.column, text] = replace(known, keys=both, problems=(*known.problems, row.Index))
            else:
                found[table, row.column, text] = _Cell(
                    (row.Index,), keys, table, row.column, text, row.problem, row.mend
                )
    return list(found.values())


_FIELDS = {"Column": "column", "Table": "table", "What it says": "says", "Problem": "problem", "How to mend it": "mend"}


def _having(texts: pd.DataFrame, column: str, says: str) -> dict[str, tuple[int, ...]]:
    """The rows that have a text, or one of several that a problem names, in a column."""
    if column not in texts:
        return {}
    rows = {text: texts.index[texts[column] == text] for text in dict.fromkeys((says, *says.split("; ")))}
    return {text: tuple(keys) for text, keys in rows.items() if len(keys)}


def _mending(draft: Draft, cells: list[_Cell], severity: str) -> None:
    """The cells that have a problem, to be typed anew beside it, and their rows to be set aside."""
    if len(cells) > _FIRST_ROWS:
        st.caption(f"The first {_FIRST_ROWS} of {len(cells):,} cells. Mend these, and the next ones come.")
        cells = cells[:_FIRST_ROWS]
    grid = pd.DataFrame(
        {
            "Column": [cell.column for cell in cells],
            "What it says": [cell.text for cell in cells],
            "Set aside": False,
            "Problem": [cell.says for cell in cells],
            "How to mend it": [cell.mend for cell in cells],
            "Where": [_rows_in_short(draft, cell) for cell in cells],
        }
    )
    st.markdown(
        "**Mend them here**: type into *What it says*, or tick *Set aside* to leave the rows out. A text that several "
        "rows share is changed in all of them."
    )
    edited = st.data_editor(
        grid,
        key=f"mending-{severity}-{draft_mark(draft)}",
        hide_index=True,
        width="stretch",
        num_rows="fixed",
        disabled=["Where", "Column", "Problem", "How to mend it"],
        column_config={"What it says": st.column_config.TextColumn(width="medium")},
    )
    changes, aside = _changes(cells, edited)
    _save(draft, changes, aside, severity)


def _rows_in_short(draft: Draft, cell: _Cell) -> str:
    _, texts = row_texts(draft, cell.keys[0])
    first = _row_at_sight(texts)
    return f"{cell.table}: {first}" if len(cell.keys) == 1 else f"{cell.table}, {len(cell.keys):,} rows: {first} …"


def _changes(cells: list[_Cell], edited: pd.DataFrame) -> tuple[dict[int, dict[str, str]], list[int]]:
    changes: dict[int, dict[str, str]] = {}
    aside: list[int] = []
    for cell, after, gone in zip(cells, edited["What it says"], edited["Set aside"], strict=True):
        for key in cell.keys if (after or "") != cell.text else ():
            changes.setdefault(key, {})[cell.column] = after or ""
        aside += cell.keys if gone else ()
    return changes, aside


def _save(draft: Draft, changes: dict[int, dict[str, str]], aside: list[int], severity: str) -> None:
    cells = sum(map(len, changes.values()))
    done = [f"{counted(cells, 'cell')} changed"] if cells else []
    done += [f"{counted(len(set(aside)), 'row')} set aside"] if aside else []
    said = " and ".join(done) or "Nothing changed yet"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Save changes",
            type="primary",
            disabled=not done,
            key=f"save-{severity}",
            on_click=lambda: change(set_aside(with_cells(draft, changes), aside), f"{said}."),
        )
        st.markdown(said)


def draft_mark(draft: Draft) -> int:
    """A name for a draft's own editors: after a change they begin anew."""
    return id(draft)


# Rows set aside


_WHY = {
    "set aside": "set aside by you",
    "cannot be read": "lacks what its table requires",
    "same as another": "the same as another row, cell for cell",
    "blank": "blank",
}


def _rows_aside(draft: Draft) -> None:
    """Each row that is not in the inventory, and the way back."""
    rows = rows_not_in(draft)
    rows = rows[rows["why"] != "blank"].reset_index(drop=True)
    if rows.empty:
        return
    with st.expander(f"Not in the inventory: {counted(len(rows), 'row')}"):
        shown = pd.DataFrame(
            {
                "File": rows["file"],
                "Table": rows["table"],
                "Row": rows["row"],
                "Why": rows["why"].map(_WHY),
                "What the row is": list(map(_row_at_sight, rows["texts"])),
            }
        )
        picked = st.dataframe(
            shown.dropna(axis="columns", how="all"),
            hide_index=True,
            on_select="rerun",
            selection_mode="multi-row",
            key=f"aside-{draft_mark(draft)}",
        )
        chosen = rows.iloc[picked.selection.rows]
        back = [int(key) for key in chosen.loc[chosen["why"] == "set aside", "key"]]
        st.button(
            "Take the chosen rows back",
            disabled=not back,
            key="take-back",
            on_click=lambda: change(take_back(draft, back), f"{counted(len(back), 'row')} taken back."),
        )
        st.caption("A row that lacks what its table requires comes back when the missing cell is filled in above.")


def _row_at_sight(texts: Mapping[str, str]) -> str:
    """The first cells of a row; who rated is shown to nobody."""
    cells = [text for name, text in texts.items() if text and name != "rater"]
    return ", ".join(dict.fromkeys(cells[:4]))[:_LONGEST]


# As lines


_SHOWN = ["File", "Table", "Row", "What the row is", "Column", "What it says", "Problem", "How to mend it"]


def _problem_lines(problems: pd.DataFrame) -> None:
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


def _problem_table(loaded: Loaded) -> pd.DataFrame:
    rows = [
        {
            "severity": problem.severity,
            "key": problem.key,
            "File": " · ".join(part for part in (problem.file, problem.sheet) if part) or None,
            "Table": problem.table,
            "Row": str(problem.row) if problem.row else None,
            "What the row is": _row_in_short(loaded.inventory, problem),
            "Column": problem.column,
            "What it says": problem.value,
            "Problem": problem.message,
            "How to mend it": problem.mend,
        }
        for problem in loaded.problems
    ]
    return pd.DataFrame(rows, columns=["severity", "key", *_SHOWN])


def _row_in_short(inventory: Inventory, problem: Problem) -> str | None:
    """The first cells of the row that a problem is in, so that a person knows it at sight."""
    if problem.label is None or problem.table not in inventory.tables:
        return None
    row = inventory.tables[problem.table].loc[problem.label].drop("rater", errors="ignore")
    cells = [str(value) for value in row if isinstance(value, str)]
    return ", ".join(dict.fromkeys(cells[:3]))
