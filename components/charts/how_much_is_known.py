"""How much of an inventory is filled in: a bar for each table."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from components.charts.figure import (
    CLEAR,
    MARK,
    WIDE_TITLE_LETTERS,
    Drawing,
    begin_drawing,
    escape,
    make_trace,
    named_rows,
)
from components.charts.palette import LINE
from components.inventory.schema import schema_tables
from components.inventory.text import counted

_ROW = 40  # pixels a table
_NAMES = 160  # pixels for the names and counts before the bars
_LEAST_WIDTH = 310  # pixels; a phone shows it whole, so that no count is out of sight


def how_much_is_known_figure(completeness: pd.DataFrame, *, scale: float = 1.0) -> go.Figure:
    """Draw a bar for each table that has rows: the share of its cells that are filled, with the counts.

    ``completeness``: as ``inventory.measure_completeness`` gives. Tables without rows are named in the title.
    """
    tables = _sum_by_table(completeness)
    here = tables[tables["rows"] > 0]
    height = max(len(here), 1) * _ROW * scale
    title = _title(tables)
    said = [f"{row.title}: {row.filled:,} of {row.cells:,} cells filled" for row in named_rows(here)]
    drawing = begin_drawing(title, ". ".join([title, *said]), height, scale=scale, letters=WIDE_TITLE_LETTERS)
    _draw_bars(drawing, here, scale)
    drawing.set_layout(
        barmode="overlay",
        xaxis={"range": [0, 1.005], "visible": False, "fixedrange": True},
        yaxis={"range": [height, 0], "showgrid": False, "zeroline": False, "fixedrange": True},
        margin={"l": _NAMES * scale},
        meta={"least_width": int(_LEAST_WIDTH * scale), "beside": _NAMES * scale},
    )
    return drawing.to_figure()


def _draw_bars(drawing: Drawing, tables: pd.DataFrame, scale: float) -> None:
    """Draw a bar for each table, with its name, number of rows and count of cells before it."""
    y = [(place + 0.5) * _ROW * scale for place in range(len(tables))]
    shares = (tables["filled"] / tables["cells"]).tolist()
    common = {"y": y, "orientation": "h", "width": 13 * scale, "hoverinfo": "skip"}
    outline = {"color": CLEAR, "line": {"color": LINE, "width": 1}}
    filling = {"color": MARK, "line": {"width": 0}}
    drawing.traces += [
        make_trace("bar", name="all cells", x=[1.0] * len(tables), marker=outline, **common),
        make_trace("bar", name="filled", x=shares, marker=filling, **common),
    ]
    names = [
        f"<b>{escape(row.title)}</b> {row.rows:,}<br>{row.filled:,} of {row.cells:,} cells"
        for row in named_rows(tables)
    ]
    drawing.set_layout(yaxis={"tickvals": y, "ticktext": names, "tickfont": {"size": 13 * scale}})


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
