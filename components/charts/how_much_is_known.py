"""How much of an inventory is filled in: a bar for each table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import CLEAR, MARK, WIDE_TITLE_LETTERS, Writing, blank_figure, escape, named_rows
from components.charts.palette import LINE
from components.inventory.schema import schema_tables
from components.inventory.text import counted

_ROW = 34  # pixels a table
_BARS = (0.3, 0.82)  # shares of the width


def how_much_is_known_figure(completeness: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw a bar for each table that has rows: the share of its cells that are filled, with the counts.

    ``completeness``: as ``inventory.measure_completeness`` gives. Tables without rows are named in the title.
    """
    tables = _sum_by_table(completeness)
    here = tables[tables["rows"] > 0]
    height = max(len(here), 1) * _ROW * scale
    title = _title(tables)
    said = [f"{row.title}: {row.filled:,} of {row.cells:,} cells filled" for row in named_rows(here)]
    figure = blank_figure(title, ". ".join([title, *said]), height, scale=scale, letters=WIDE_TITLE_LETTERS)
    _draw_bars(figure, here, scale)
    figure.update_layout(
        barmode="overlay",
        xaxis={"domain": list(_BARS), "range": [0, 1.005], "visible": False, "fixedrange": True},
        yaxis={"range": [height, 0], "visible": False, "fixedrange": True},
        meta={"alt": ". ".join([title, *said]), "least_width": int(460 * scale)},
    )
    return figure


def _draw_bars(figure: go.Figure, tables: pd.DataFrame, scale: float) -> None:
    """Draw a bar for each table, with its name and number of rows before it and its count of cells after it."""
    y = [(place + 0.5) * _ROW * scale for place in range(len(tables))]
    shares = (tables["filled"] / tables["cells"]).tolist()
    common = {"y": y, "orientation": "h", "width": 13 * scale, "hoverinfo": "skip"}
    outline = {"color": CLEAR, "line": {"color": LINE, "width": 1}}
    figure.add_trace(go.Bar(name="all cells", x=[1.0] * len(tables), marker=outline, **common))
    figure.add_trace(go.Bar(name="filled", x=shares, marker={"color": MARK, "line": {"width": 0}}, **common))
    writing = Writing()
    for place, row in zip(y, named_rows(tables), strict=True):
        writing.write(place, f"<b>{escape(row.title)}</b> {row.rows:,}", size=13 * scale)
        writing.write(place, f"{row.filled:,} of {row.cells:,} cells", size=12 * scale, right=True)
    writing.put_on(figure)


def _sum_by_table(completeness: pd.DataFrame) -> pd.DataFrame:
    titles = schema_tables().set_index("table")["title"]
    grouped = completeness.groupby("table", sort=False)
    tables = grouped.agg(rows=("rows", "max"), filled=("filled", "sum"), columns=("column", "size")).reset_index()
    return tables.assign(title=tables["table"].map(titles), cells=tables["rows"] * tables["columns"])


def _title(tables: pd.DataFrame) -> str:
    cells, filled = int(tables["cells"].sum()), int(tables["filled"].sum())
    if not cells:
        return "Nothing is on record yet"
    empty = int((tables["rows"] == 0).sum())
    rest = f"; {counted(empty, 'table is', 'tables are')} empty" if empty else ""
    return f"{filled:,} of {cells:,} cells are filled{rest}"
