"""The Atlas as a library: the names that notebooks and scripts use, and how they are called, stay."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pandas as pd
import pytest

import components.atlas as atlas
from components.atlas import Filters, Finding, Inventory, Problem, network_measures, read_inventory, write_inventory

ROOT = Path(__file__).parents[1]
RIVERBEND = ROOT / "data" / "inventories" / "riverbend"
# How each name is called. A parameter may be added at the end, with a default; none goes or moves.
SIGNATURES = {
    "Filters": "(issue_areas: tuple[str, ...] = (), communities: tuple[str, ...] = (), "
    "community_by: tuple[str, ...] = ('serves', 'led_by', 'seats'), types: tuple[str, ...] = (), "
    "statuses: tuple[str, ...] = (), tie_kinds: tuple[str, ...] = (), tie_statuses: tuple[str, ...] = (), "
    "least_level: float | None = None",
    "Filters.apply": "(self, inventory: Inventory, *, today: date | None = None) -> Inventory",
    "Filters.describe": "(self, inventory: Inventory | None = None, *, today: date | None = None) -> str",
    "element_strength": "(inventory: Inventory, by: Detail | None = None) -> pd.DataFrame",
    "findings": "(inventory: Inventory, limit: int | None = None, *, issue_areas: Collection[str] | None = None) "
    "-> list[Finding]",
    "network_measures": "(inventory: Inventory, *, betweenness: bool = True, today: date | None = None) "
    "-> pd.DataFrame",
    "network_summary": "(inventory: Inventory, measures: pd.DataFrame | None = None, *, "
    "whole: Inventory | None = None, today: date | None = None) -> NetworkSummary",
    "observed_strength": "(inventory: Inventory, all_ties: pd.DataFrame | None = None, *, "
    "whole: Inventory | None = None) -> pd.DataFrame",
    "read_inventory": "(source: Source, *, date: str | None = None",
    "representation": "(inventory: Inventory, measures: pd.DataFrame | None = None) -> pd.DataFrame",
    "representation_grid": "(inventory: Inventory, issue_areas: Collection[str] | None = None",
    "write_inventory": "(inventory: Inventory, target: Target, format: Format = 'folder'",
}
TYPES = ("Finding", "Inventory", "Problem")


def test_every_public_name_is_there_and_explained() -> None:
    assert sorted(atlas.__all__) == sorted([*TYPES, *(name for name in SIGNATURES if "." not in name)])
    assert all(getattr(atlas, name).__doc__ for name in atlas.__all__)


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_public_name_is_called_as_before(name: str) -> None:
    owner, _, method = name.partition(".")
    called = getattr(getattr(atlas, owner), method) if method else getattr(atlas, owner)
    text = str(inspect.signature(called)).replace("'pd.DataFrame'", "pd.DataFrame")
    # Annotations are kept as texts, in quotes; quotes of defaults stay.
    unquoted = re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)
    assert unquoted.startswith(SIGNATURES[name])


def test_filters_take_lists_as_well() -> None:
    inventory, _ = read_inventory(RIVERBEND)
    listed, given = Filters(issue_areas=["justice"]), Filters(issue_areas=("justice",))  # type: ignore[arg-type]
    assert listed.describe(inventory) == given.describe(inventory)
    assert len(listed.apply(inventory).organizations) == len(given.apply(inventory).organizations)


def test_an_inventory_is_frozen_with_a_frame_a_table() -> None:
    inventory, problems = read_inventory(RIVERBEND)
    assert isinstance(problems, list)
    assert all(isinstance(getattr(inventory, field.name), pd.DataFrame) for field in dataclasses.fields(Inventory))
    with pytest.raises(dataclasses.FrozenInstanceError):
        inventory.organizations = pd.DataFrame()  # type: ignore[misc]


def test_a_problem_and_a_finding_say_what_they_did() -> None:
    problem = [field.name for field in dataclasses.fields(Problem)]
    assert problem[:8] == ["table", "row", "column", "value", "rule", "message", "severity", "mend"]
    assert {"kind", "sentence", "rows"} <= {field.name for field in dataclasses.fields(Finding)}


def test_network_measures_are_a_row_an_organization() -> None:
    inventory, _ = read_inventory(RIVERBEND)
    measures = network_measures(inventory)
    columns = ["id", "degree", "betweenness", "constraint", "effective_size", "component", "cluster", "is_articulation"]
    assert set(columns) <= set(measures.columns)
    assert measures["id"].tolist() == inventory.organizations["id"].tolist()


@pytest.mark.parametrize(("format", "name"), [("folder", "city"), ("zip", "city.zip"), ("xlsx", "city.xlsx")])
def test_an_inventory_is_written_and_read_again(tmp_path: Path, format: str, name: str) -> None:
    inventory, _ = read_inventory(RIVERBEND)
    write_inventory(inventory, tmp_path / name, format)  # type: ignore[arg-type]
    again, problems = read_inventory(tmp_path / name)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert again.organizations["name"].tolist() == inventory.organizations["name"].tolist()


def test_the_readme_s_notebook_uses_it() -> None:
    (names,) = re.findall(
        r"^    from components\.atlas import (.+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert set(names.split(", ")) <= set(atlas.__all__)
