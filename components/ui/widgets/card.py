"""An organization's card: what it does, its ties with evidence and source, and a way to say "this is wrong"."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components.charts import NONE_OF_THE_SIX, type_marks
from components.inventory import Inventory
from components.inventory.kinds import Cell, number_text
from components.inventory.schema import schema_columns, word_labels
from components.inventory.text import counted
from components.ui.frame.text import linked, plain, spoken_date
from components.ui.frame.view import View
from components.ui.frame.visit import set_address
from components.ui.widgets import words

# Columns that are not listed as fields: they stand elsewhere on the card, or are not shown.
_ALREADY_SHOWN = {"id", "name", "type", "description", "website", "source", "as_of", "listed"}
_ALWAYS_SHOWN = ("issue_areas", "serves", "led_by")
_FIRST_TIES = 40  # more would bury the rest of the card


def show_organization_card(view: View, organization: str) -> None:
    """Show what is on record about an organization; ``organization`` is its id."""
    inventory = view.whole
    row = inventory.organizations.set_index("id").loc[[organization]].iloc[0]
    _show_head(row)
    if organization not in set(view.filtered.organizations["id"]):
        st.caption(words.LEFT_OUT)
    if row["listed"] == "no":
        st.caption(words.NOT_LISTED)
    if pd.notna(row["description"]):
        st.markdown(plain(row["description"]))
    _show_fields(view, row)
    if pd.notna(row["website"]):
        st.markdown(linked(row["website"]))
    _show_ties(view, organization)
    _show_initiatives(inventory, organization)
    names = (organization, row["name"])
    _show_claims(inventory, names)
    _show_notes(inventory, names)
    st.caption(_citation(row))
    if not inventory.fictional:
        _offer_correction(inventory, row)


def _show_head(row: pd.Series) -> None:
    """Show the name, with a way to close the card, and the kind of organization with its mark on the map."""
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        st.markdown(f"### {plain(row['name'])}")
        st.button(
            words.CLOSE_CARD,
            icon=":material/close:",
            type="tertiary",
            key="close-card",
            on_click=set_address,
            kwargs={"organization": None},
        )
    kind = row["type"]
    label = words.TYPE_NOT_KNOWN if pd.isna(kind) else word_labels("types").get(str(kind), str(kind))
    colour, shape = type_marks().get(str(kind), (NONE_OF_THE_SIX, ""))
    mark = words.SHAPES[shape] if colour != NONE_OF_THE_SIX else words.HOLLOW
    st.html(f'<span aria-hidden="true" style="color: {colour}">{mark}</span> {escape(label)}')


def _show_fields(view: View, row: pd.Series) -> None:
    standard = schema_columns().query("table == 'organizations'")["column"].tolist()
    extra = [column for column in row.index if column not in standard]
    through = _reached_through_initiatives(view, row)
    lines = [
        _field_line(column, _value(row[column]), through.get(column, ""))
        for column in [*standard, *extra]
        if column not in _ALREADY_SHOWN and column in row.index
    ]
    st.markdown("\n".join(filter(None, lines)))


def _field_line(column: str, text: str, reached: str) -> str:
    """Write the line of a column; none where nothing is known, but for the columns that everybody should fill."""
    if not (text or reached or column in _ALWAYS_SHOWN):
        return ""
    label = words.FIELDS.get(column, column.replace("_", " ").capitalize())
    through = words.THROUGH_AN_INITIATIVE.format(values=plain(reached)) if reached else ""
    value = plain(text) if text else words.FIELD_NOT_KNOWN
    return words.FIELD.format(label=plain(label), value=value, through=through)


def _reached_through_initiatives(view: View, row: pd.Series) -> dict[str, str]:
    """Find what an organization reaches through initiatives alone (issue areas, communities), and give it by column."""
    reached = view.loaded.reach
    own = reached[(reached["id"] == row.name) & (reached["through"] == "through an initiative")]
    return {
        str(column): ", ".join(value for value in dict.fromkeys(values) if value not in (row[column] or ()))
        for column, values in own.groupby("column")["value"]
    }


def _value(value: Cell) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or words.NONE
    if value is None or pd.isna(value):
        return ""
    return number_text(value) if isinstance(value, float) else str(value)


def _show_ties(view: View, organization: str) -> None:
    ties = view.loaded.ties
    own = ties[(ties["a"] == organization) | (ties["b"] == organization)]
    if own.empty:
        st.markdown(words.NO_TIE)
        return
    names = view.loaded.names
    st.markdown(words.TIES.format(ties=counted(len(own), "tie")))
    tied = [_tie_text(view.whole, tie, organization, names) for tie in own.head(_FIRST_TIES).itertuples()]
    st.markdown("\n".join(tied))
    if len(own) > _FIRST_TIES:
        st.caption(words.MORE_TIES.format(count=len(own) - _FIRST_TIES))


def _tie_text(inventory: Inventory, tie: Any, organization: str, names: Mapping[str, str]) -> str:
    """Write the line of a tie, and under it what each report says of it, with its source."""
    kinds = word_labels("relationship_kinds")
    other = tie.b if tie.a == organization else tie.a
    called = ", ".join(kinds.get(kind, kind) for kind in tie.kinds) or words.KIND_NOT_KNOWN
    direction = ""
    if pd.notna(tie.directed_from):
        direction = words.FROM_HERE if tie.directed_from == organization else words.FROM_THERE
    status = "" if tie.status == "on record" else f" · {plain(tie.status)}"
    level = "" if pd.isna(tie.level) else f" · level {tie.level:g}"
    lines = [f"- **{plain(names.get(other, other))}** · {plain(called)}{direction}{level}{status}"]
    lines += [_report_text(report, names) for report in inventory.relationships.loc[list(tie.rows)].to_dict("records")]
    if tie.disagreement and tie.disagreement >= 2:
        lines.append(words.SIDES_DIFFER.format(levels=tie.disagreement))
    return "  \n  ".join(lines)


def _report_text(row: Mapping[Hashable, Any], names: Mapping[str, str]) -> str:
    kinds = word_labels("relationship_kinds")
    kind = kinds.get(row["kind"], row["kind"]) if pd.notna(row["kind"]) else words.TIE_OF_UNKNOWN_KIND
    ends = [plain(names.get(row[end], row[end])) for end in ("from", "to")]
    parts = [f"{ends[0]} {plain(kind)} {ends[1]}."]
    parts.append(plain(row["evidence"]) if pd.notna(row["evidence"]) else words.NO_EVIDENCE)
    if pd.notna(row["reported_by"]):
        level = "" if pd.isna(row["level"]) else f", level {row['level']:g}"
        reporter = plain(names.get(row["reported_by"], row["reported_by"]))
        parts.append(words.REPORTED_BY.format(organization=reporter, level=level))
    if row["held_by"]:
        parts.append(words.RESTS_ON.format(roles=plain(", ".join(row["held_by"]))))
    if pd.notna(row["amount"]):
        currency = f" {plain(row['currency'])}" if pd.notna(row["currency"]) else ""
        parts.append(words.AMOUNT.format(amount=f"{row['amount']:,.0f}{currency}"))
    return words.REPORT.format(report=" ".join(parts), citation=_citation(row))


def _citation(row: pd.Series | Mapping[Hashable, Any]) -> str:
    known = pd.notna(row["source"])
    source = words.SOURCE.format(source=linked(row["source"])) if known else words.SOURCE_NOT_KNOWN
    return source + words.AS_OF.format(date=plain(spoken_date(str(row["as_of"])))) if pd.notna(row["as_of"]) else source


def _show_initiatives(inventory: Inventory, organization: str) -> None:
    initiatives = inventory.initiatives
    takes_part = initiatives["partners"].map(lambda partners: organization in (partners or ()))
    own = initiatives[(initiatives["lead"] == organization) | takes_part]
    if own.empty:
        return
    st.markdown(words.INITIATIVES)
    lines = []
    for row in own.to_dict("records"):
        part = "leads" if row["lead"] == organization else "partner"
        issues = f": {plain(', '.join(row['issue_areas']))}" if row["issue_areas"] else ""
        lines.append(f"- {plain(row['name'])} ({part}){issues}")
    st.markdown("\n".join(lines))


def _show_claims(inventory: Inventory, names: Collection[str]) -> None:
    """Show where sources differ on an organization; ``names`` are those that rows may call it by."""
    claims = inventory.claims[inventory.claims["row"].isin(names) & (inventory.claims["table"] == "organizations")]
    for claim in claims.to_dict("records"):
        certainty = f" ({plain(claim['certainty'])})" if pd.notna(claim["certainty"]) else ""
        column, value = plain(claim["column"].replace("_", " ")), plain(claim["value"])
        st.markdown(words.SOURCES_DIFFER.format(column=column, value=value, certainty=certainty))
        st.caption(_citation(claim))


def _show_notes(inventory: Inventory, names: Collection[str]) -> None:
    notes = inventory.notes[inventory.notes["about"].isin(names)]
    for note in notes.to_dict("records"):
        st.markdown(words.NOTE.format(text=plain(note["text"])))
        st.caption(_citation(note))


def _offer_correction(inventory: Inventory, row: pd.Series) -> None:
    keeper = inventory.about("kept_by")
    with st.popover(words.THIS_IS_WRONG):
        st.markdown(words.SEND_IT.format(keeper=plain(keeper)) if keeper else words.SEND_IT_TO_WHOEVER)
        st.code(write_correction(inventory, row), language=None, wrap_lines=True)


def write_correction(inventory: Inventory, row: pd.Series) -> str:
    """Write a text for whoever keeps the inventory: which row is meant, what it says, and what to fill in."""
    return words.CORRECTION.format(
        city=inventory.about("city") or "our city",
        date=inventory.about("as_of") or "a day not known",
        name=row["name"],
        id=row.name,
        cells="\n".join(f"  {column}: {_value(row[column])}" for column in row.index if _value(row[column])),
    )
