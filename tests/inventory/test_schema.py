"""The standard, its templates and its vocabularies hold together; and practice files of others read."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from components.drafts import read_inventory
from components.inventory import Inventory, measure_completeness
from components.inventory.kinds import KINDS
from components.inventory.schema import columns_of, schema_columns, schema_tables, table_names, vocabulary
from components.inventory.text import header_key
from tests.inventories import make_inventory


def test_the_schema_is_whole() -> None:
    columns = schema_columns()
    assert set(columns["kind"]) == set(KINDS)
    assert columns["meaning"].notna().all() and columns["example"].notna().all()
    assert not columns.duplicated(["table", "column"]).any()
    assert list(make_inventory().tables) == list(schema_tables()["table"])
    words = columns[columns["kind"].isin(["word", "yes/no"])]
    assert words["vocabulary"].notna().all()


@pytest.mark.parametrize("name", sorted(schema_columns()["vocabulary"].dropna().unique()))
def test_every_word_has_a_definition_and_a_source(name: str) -> None:
    frame = vocabulary(name)
    assert frame[["word", "label", "definition", "source"]].notna().all(axis=None)
    assert frame["word"].is_unique


def test_the_examples_of_the_schema_are_what_it_asks_for() -> None:
    rows = schema_columns().groupby("table", sort=False)
    files = {f"{table}.csv": _example(group) for table, group in rows}
    _, problems = read_inventory(files)
    assert {problem.rule for problem in problems} <= {"organization not listed"}


def _example(group: object) -> bytes:
    frame = group[["column", "example"]].T  # type: ignore[index]
    stream = io.StringIO()
    frame.to_csv(stream, header=False, index=False)
    return stream.getvalue().encode()


def test_completeness_counts_none_as_filled_and_empty_tables_as_not_known() -> None:
    rows = [{"name": "A", "serves": ()}, {"name": "B", "serves": None}]
    frame = measure_completeness(make_inventory(organizations=rows)).set_index(["table", "column"])
    assert tuple(frame.loc[("organizations", "serves")]) == (1, 2, 0.5)
    assert frame.loc[("seats", "power"), "share"] != frame.loc[("seats", "power"), "share"]
    assert ("organizations", "listed") not in frame.index  # the Atlas fills it in itself


EXAMPLES = os.environ.get("ATLAS_EXAMPLES")


@pytest.mark.skipif(not EXAMPLES, reason="ATLAS_EXAMPLES names no folder of practice files")
def test_every_practice_file_reads_with_something_to_show_for_it() -> None:
    files = [path for path in Path(EXAMPLES or "").rglob("*") if path.suffix in (".csv", ".json", ".xlsx")]
    assert files
    for path in files:
        inventory, problems = read_inventory([(path.name, path.read_bytes())])
        assert isinstance(inventory, Inventory)
        assert any(map(len, inventory.tables.values())) or any(problem.severity == "error" for problem in problems)


# Headers in other words and languages


@pytest.mark.parametrize("table", table_names())
def test_no_way_to_write_a_header_means_two_columns_of_a_table(table: str) -> None:
    meant: dict[str, set[str]] = {}
    for column in columns_of(table):
        for way in (column.name, *column.aliases):
            written = header_key(way)
            for text in {written, written + "s", written.rstrip("s")}:
                meant.setdefault(text, set()).add(column.name)
    assert {text: names for text, names in meant.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    "header",
    [
        "Name,Typ,Beschreibung,Webseite,Themen,Stadtteil,Breitengrad,Längengrad,Gegründet,Stand",
        "Nombre,Tipo,Descripción,Sitio web,Temas,Barrio,Latitud,Longitud,Año de fundación,Última actualización",
        "Nom,Type,Description,Site web,Thèmes,Quartier,Latitude,Longitude,Année de création,Dernière mise à jour",
    ],
)
def test_headers_in_german_spanish_and_french(header: str) -> None:
    row = "A,library,Lends books,https://a.org,housing,Mitte,52.5,13.4,2015,2025-06-30"
    inventory, _ = read_inventory({"list.csv": f"{header}\n{row}\n{row.replace('A', 'B', 1)}\n".encode()})
    names = ["name", "type", "description", "website", "issue_areas", "neighborhoods", "latitude", "longitude"]
    assert inventory.organizations[[*names, "since", "as_of"]].iloc[0].tolist() == [
        *("A", "library", "Lends books", "https://a.org", ("housing",), ("Mitte",), 52.5, 13.4, "2015", "2025-06-30")
    ]


def test_a_box_to_mark_for_the_arts_is_no_german_word() -> None:
    inventory, _ = read_inventory({"organizations.csv": b"name,Art,Arts\nA,x,\nB,,x\n"})
    assert inventory.organizations["type"].isna().all()
    assert inventory.organizations["Art"].fillna("").tolist() == ["x", ""]
