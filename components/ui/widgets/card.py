"""An organization's card: what it does, its ties with evidence and source, and a way to say "this is wrong"."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.inventory import Inventory
from components.inventory.kinds import number_text
from components.inventory.schema import schema_columns, vocabulary
from components.inventory.text import counted
from components.ui.frame.text import linked, plain, spoken_date
from components.ui.frame.view import View

_ALREADY_SHOWN = {"id", "name", "type", "description", "website", "source", "as_of", "listed"}
_FIELD_LABELS = {
    "led_by": "Led by",
    "serves": "Serves",
    "issue_areas": "Issue areas",
    "also_type": "Also",
    "since": "Since",
}
_FIRST_TIES = 40


def show_organization_card(view: View, organization: str) -> None:
    inventory = view.whole
    row = inventory.organizations.set_index("id").loc[organization]
    st.markdown(f"### {plain(row['name'])}")
    st.markdown(f":gray[{plain(_type_label(row['type']))}]")
    if organization not in set(view.filtered.organizations["id"]):
        st.caption("Left out by the filter above, so not on the map.")
    if row["listed"] == "no":
        st.caption("No row of its own in the inventory: known only because others name it.")
    if pd.notna(row["description"]):
        st.markdown(plain(row["description"]))
    _fields(view, row)
    if pd.notna(row["website"]):
        st.markdown(linked(row["website"]))
    _ties(view, organization)
    _through_initiatives(inventory, organization)
    _claims_and_notes(inventory, row, organization)
    st.caption(_citation(row))
    if not inventory.fictional:
        _this_is_wrong(inventory, row)


def _type_label(word: object) -> str:
    labels = vocabulary("types").set_index("word")["label"]
    return "Type not known" if pd.isna(word) else labels.get(word, str(word))


def _fields(view: View, row: pd.Series) -> None:
    columns = schema_columns()
    standard = list(columns[columns["table"] == "organizations"]["column"])
    extra = [column for column in row.index if column not in standard]
    through = _through_initiatives_reached(view, row)
    lines = []
    for column in [*standard, *extra]:
        if column in _ALREADY_SHOWN or column not in row.index:
            continue
        text, reached = _value(row[column]), through.get(column, "")
        if text or reached or column in ("issue_areas", "serves", "led_by"):
            label = _FIELD_LABELS.get(column, column.replace("_", " ").capitalize())
            also = f" Through an initiative: {plain(reached)}" if reached else ""
            lines.append(f"- **{plain(label)}:** {plain(text) if text else ':gray[not known]'}{also and '.' + also}")
    st.markdown("\n".join(lines))


def _through_initiatives_reached(view: View, row: pd.Series) -> dict[str, str]:
    """Issue areas and communities, by column, that the organization reaches through initiatives and not by itself."""
    reached = view.loaded.reach
    own = reached[(reached["id"] == row.name) & (reached["through"] == "through an initiative")]
    return {
        column: ", ".join(value for value in dict.fromkeys(values) if value not in (row[column] or ()))
        for column, values in own.groupby("column")["value"]
    }


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if value is None or pd.isna(value):
        return ""
    return number_text(value) if isinstance(value, float) else str(value)


def _ties(view: View, organization: str) -> None:
    ties = view.loaded.ties
    own = ties[(ties["a"] == organization) | (ties["b"] == organization)]
    if own.empty:
        st.markdown("**No tie on record.**")
        return
    names = view.loaded.names
    st.markdown(f"**{counted(len(own), 'tie')} on record**")
    for number, tie in enumerate(own.itertuples()):
        if number == _FIRST_TIES:
            st.caption(f"The table of ties on this page holds the other {len(own) - _FIRST_TIES}.")
            break
        _tie(view.whole, tie, organization, names)


def _tie(inventory: Inventory, tie: Any, organization: str, names: Mapping[str, str]) -> None:
    kinds = _kind_labels()
    other = tie.b if tie.a == organization else tie.a
    words = ", ".join(kinds.get(kind, kind) for kind in tie.kinds) or "kind not known"
    direction = ""
    if pd.notna(tie.directed_from):
        direction = " (from here)" if tie.directed_from == organization else " (from there)"
    status = "" if tie.status == "on record" else f" · {tie.status}"
    level = "" if pd.isna(tie.level) else f" · level {tie.level:g}"
    with st.expander(f"{plain(names.get(other, other))} · {plain(words)}{direction}{level}{status}"):
        for report in inventory.relationships.loc[list(tie.rows)].to_dict("records"):
            _report(report, names)
        if tie.disagreement and tie.disagreement >= 2:
            st.markdown(f"The two sides' levels differ by {tie.disagreement:g}.")


def _report(row: Mapping[Hashable, Any], names: Mapping[str, str]) -> None:
    kind = _kind_labels().get(row["kind"], row["kind"]) if pd.notna(row["kind"]) else "has a tie of unknown kind with"
    ends = [plain(names.get(row[end], row[end])) for end in ("from", "to")]
    parts = [f"{ends[0]} {plain(kind)} {ends[1]}."]
    parts.append(plain(row["evidence"]) if pd.notna(row["evidence"]) else "No evidence on record.")
    if pd.notna(row["reported_by"]):
        level = "" if pd.isna(row["level"]) else f", level {row['level']:g}"
        parts.append(f"Reported by {plain(names.get(row['reported_by'], row['reported_by']))}{level}.")
    if row["held_by"]:
        parts.append(f"Rests on {plain(', '.join(row['held_by']))}.")
    if pd.notna(row["amount"]):
        parts.append(f"{row['amount']:,.0f} {plain(row['currency']) if pd.notna(row['currency']) else ''}.")
    st.markdown(" ".join(parts))
    st.caption(_citation(row))


def _kind_labels() -> dict[str, str]:
    kinds = vocabulary("relationship_kinds")
    return dict(zip(kinds["word"], kinds["label"], strict=True))


def _citation(row: pd.Series | Mapping[Hashable, Any]) -> str:
    source = f"Source: {linked(row['source'])}" if pd.notna(row["source"]) else "Source not known"
    return f"{source} (as of {plain(spoken_date(str(row['as_of'])))})" if pd.notna(row["as_of"]) else source


def _through_initiatives(inventory: Inventory, organization: str) -> None:
    initiatives = inventory.initiatives
    takes_part = initiatives["partners"].map(lambda partners: organization in (partners or ()))
    own = initiatives[(initiatives["lead"] == organization) | takes_part]
    if own.empty:
        return
    st.markdown("**Initiatives**")
    lines = []
    for row in own.itertuples():
        part = "leads" if row.lead == organization else "partner"
        issues = f": {plain(', '.join(row.issue_areas))}" if row.issue_areas else ""
        lines.append(f"- {plain(row.name)} ({part}){issues}")
    st.markdown("\n".join(lines))


def _claims_and_notes(inventory: Inventory, row: pd.Series, organization: str) -> None:
    names = {organization, row["name"]}
    claims = inventory.claims[inventory.claims["row"].isin(names) & (inventory.claims["table"] == "organizations")]
    for claim in claims.itertuples():
        certainty = f" ({claim.certainty})" if pd.notna(claim.certainty) else ""
        st.markdown(f"Sources differ on {plain(claim.column)}: “{plain(claim.value)}”{certainty}")
        st.caption(_citation(claim._asdict()))
    notes = inventory.notes[inventory.notes["about"].isin(names)]
    for note in notes.itertuples():
        st.markdown(f"Note: {plain(note.text)}")
        st.caption(_citation(note._asdict()))


def _this_is_wrong(inventory: Inventory, row: pd.Series) -> None:
    keeper = inventory.about("kept_by")
    with st.popover("This is wrong"):
        to = f"to {plain(keeper)}, who keeps this inventory" if keeper else "to whoever keeps this inventory"
        unnamed = "" if keeper else " The inventory names no keeper, so ask whoever runs this Atlas for you."
        st.markdown(f"Copy this text, fill it in, and send it {to}.{unnamed}")
        st.code(write_correction(inventory, row), language=None, wrap_lines=True)


def write_correction(inventory: Inventory, row: pd.Series) -> str:
    """A text for whoever keeps the inventory: which row is meant, what it says, and what to fill in."""
    said = "\n".join(f"  {column}: {_value(row[column])}" for column in row.index if _value(row[column]))
    return (
        f"A correction to the inventory of {inventory.about('city') or 'our city'}"
        f" (as of {inventory.about('as_of') or 'a day not known'})\n"
        f"Organization: {row['name']} (id {row.name})\n"
        f"The inventory says:\n{said}\n"
        "What is wrong:\n\nWhat is right:\n\nHow you know (a source we can cite):\n"
    )
