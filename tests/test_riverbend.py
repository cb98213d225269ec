"""Riverbend's files hold what was planted in them, by a plain reading of the CSVs; and the script makes them."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import planted
from tests import riverbend_facts as facts

TABLES = facts.read(planted.NOW)
EARLIER = facts.read(planted.BEFORE)
NAMES = {row["id"]: row["name"] for row in TABLES["organizations"]}


def named(identifiers: set[str]) -> set[str]:
    return {NAMES[identifier] for identifier in identifiers}


def vocabulary_columns() -> list[tuple[str, str, str]]:
    with (facts.ROOT / "data" / "schema" / "columns.csv").open(encoding="utf-8", newline="") as file:
        return [(row["table"], row["column"], row["vocabulary"]) for row in csv.DictReader(file)]


def vocabulary(name: str) -> set[str]:
    with (facts.ROOT / "data" / "vocabularies" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"] for row in csv.DictReader(file)}


# The script


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_script_makes_the_files_byte_for_byte(tmp_path: Path, hash_seed: str) -> None:
    script = facts.ROOT / "data" / "make_riverbend.py"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=environment)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    kept = {path.relative_to(facts.RIVERBEND): path.read_bytes() for path in facts.RIVERBEND.rglob("*.csv")}
    assert len(made) == 22
    assert made == kept


# The files as a whole


@pytest.mark.parametrize("tables", [EARLIER, TABLES], ids=[planted.BEFORE, planted.NOW])
def test_every_table_and_column_is_filled_and_every_row_cites(tables: dict[str, facts.Rows]) -> None:
    unused = [
        f"{table}.{column}"
        for table, column, _ in vocabulary_columns()
        if not any(row[column] for row in tables[table])
    ]
    assert unused == []
    assert all(row["source"] for name, rows in tables.items() if name != "inventory" for row in rows)
    assert tables["inventory"][0]["fictional"] == "yes"


@pytest.mark.parametrize("tables", [EARLIER, TABLES], ids=[planted.BEFORE, planted.NOW])
def test_words_are_in_the_vocabulary(tables: dict[str, facts.Rows]) -> None:
    strange = [
        (table, column, word)
        for table, column, name in vocabulary_columns()
        if name
        for row in tables[table]
        for word in facts.words(row[column])
        if word not in vocabulary(name)
    ]
    assert strange == []


def test_every_word_of_every_vocabulary_is_used() -> None:
    used: dict[str, set[str]] = {}
    for table, column, name in vocabulary_columns():
        if name:
            cells = [word for row in TABLES[table] for word in facts.words(row[column])]
            used.setdefault(name, set()).update(cells)
    unused = {name: vocabulary(name) - words for name, words in used.items() if vocabulary(name) - words}
    assert unused == {}


@pytest.mark.parametrize("tables", [EARLIER, TABLES], ids=[planted.BEFORE, planted.NOW])
def test_references_resolve(tables: dict[str, facts.Rows]) -> None:
    organizations = {row["id"] for row in tables["organizations"]}
    initiatives = {row["id"] for row in tables["initiatives"]} | {""}
    cells = [row[end] for row in tables["relationships"] for end in ("from", "to", "reported_by")]
    cells += [name for row in tables["initiatives"] for name in (row["lead"], *facts.words(row["partners"]))]
    cells += [row["organization"] for name in ("seats", "participation") for row in tables[name]]
    cells += [row["holder"] for row in tables["assets"]]
    cells += [row["rater_organization"] for row in tables["assessments"]]
    assert {cell for cell in cells if cell} <= organizations
    assert {row["initiative"] for row in tables["relationships"]} <= initiatives
    assert all(row["from"] != row["to"] for row in tables["relationships"])


@pytest.mark.parametrize("tables", [EARLIER, TABLES], ids=[planted.BEFORE, planted.NOW])
def test_communities_and_assets_are_listed(tables: dict[str, facts.Rows]) -> None:
    communities = {row["name"] for row in tables["communities"]}
    lists = {"organizations": ("serves", "led_by"), "initiatives": ("serves",)}
    lists["seats"] = ("speaks_for", "held_by_community")
    cells = [cell for name, columns in lists.items() for row in tables[name] for cell in columns if row[cell]]
    named_there = {
        word for name, columns in lists.items() for row in tables[name] for c in columns for word in facts.words(row[c])
    }
    assert cells
    assert named_there <= communities


def test_roles_belong_to_an_end_of_their_tie() -> None:
    for row in TABLES["relationships"]:
        ends = {NAMES[row["from"]], NAMES[row["to"]]}
        assert {role.split(": ")[0] for role in facts.words(row["held_by"])} <= ends


def test_it_is_the_size_of_a_city() -> None:
    assert 115 <= len(TABLES["organizations"]) <= 130
    assert len(facts.working_ties(TABLES)) == 400
    degrees = sorted((len(others) for others in facts.neighbors(TABLES).values()), reverse=True)
    assert degrees[0] >= 20
    assert degrees[len(degrees) // 2] <= 6


def test_ties_run_within_issues() -> None:
    of_ties, of_pairs = facts.within_issue_share(TABLES)
    assert of_ties > 4 * of_pairs


def test_two_dates_differ_in_every_way() -> None:
    before, now = facts.pair_levels(EARLIER), facts.pair_levels(TABLES)
    both = before.keys() & now.keys()
    assert sum(now[pair] > before[pair] for pair in both) >= 20
    assert sum(now[pair] < before[pair] for pair in both) >= 5
    ids = [{row["id"] for row in tables["organizations"]} for tables in (EARLIER, TABLES)]
    assert len(ids[0] - ids[1]) == 4
    assert len(ids[1] - ids[0]) == 6
    lapsed = {tuple(sorted((row["from"], row["to"]))) for row in TABLES["relationships"] if row["status"] == "lapsed"}
    assert len(lapsed & facts.working_ties(EARLIER).keys()) >= 15
    assert facts.working_ties(TABLES).keys() - facts.working_ties(EARLIER).keys()


def test_ratings_come_in_rounds_and_sometimes_clash() -> None:
    raters = [{row["rater"] for row in TABLES["assessments"] if row["round"] == asked} for asked in "12"]
    assert (len(raters[0]), len(raters[1])) == (14, 16)
    assert {row["round"] for row in EARLIER["assessments"]} == {"1"}
    clashes = [
        indicator
        for element in vocabulary("elements")
        for indicator, ratings in facts.latest_ratings(TABLES, element, "2").items()
        if max(ratings.values()) - min(ratings.values()) >= 3
    ]
    assert len(clashes) >= 5


@pytest.mark.parametrize("group", ["code-for-riverbend", "river-watch-volunteers"])
def test_volunteers_come_in_two_surges_a_year(group: str) -> None:
    came = {row["date"]: int(row["attendees"]) for row in TABLES["participation"] if row["organization"] == group}
    assert len(came) == 36
    for year in (2022, 2023, 2024):
        autumn, winter = f"{year}-09", f"{year + 1}-01"
        assert came[autumn] > max(came[f"{year}-08"], came[f"{year}-11"])
        assert came[winter] > max(came[f"{year}-12"], came[f"{year + 1}-03"])


# What was planted


def test_no_one_on_record() -> None:
    assert facts.no_one_on_record(TABLES) == planted.NO_ONE_ON_RECORD


def test_no_seat_speaks_where_no_one_is_on_record() -> None:
    for community, issue in planted.NO_ONE_ON_RECORD:
        seats = [row for row in TABLES["seats"] if issue in facts.words(row["issue_areas"])]
        spoken = {word for row in seats for word in facts.words(row["speaks_for"])}
        held = {word for row in seats for word in facts.words(row["held_by_community"])}
        if issue == "housing":
            assert not facts.narrower(TABLES, community) & (spoken | held)


def test_served_by_many_led_by_none() -> None:
    assert facts.served_not_led(TABLES) == planted.SERVED_NOT_LED


@pytest.mark.parametrize("columns", [["speaks_for"], ["held_by_community"], ["speaks_for", "held_by_community"]])
def test_seats_without_power(columns: list[str]) -> None:
    expected = {
        community: held if columns == ["held_by_community"] else spoken
        for community, (spoken, held) in planted.SEATS_WITHOUT_POWER.items()
    }
    assert facts.seats_without_power(TABLES, columns) == expected


def test_one_bridge_that_rests_on_one_role() -> None:
    bridges = {NAMES[name]: named(lost) for name, lost in facts.cut_off(TABLES).items() if len(lost) >= 3}
    assert bridges == planted.ONE_BRIDGE


def test_ties_that_rest_on_one_role() -> None:
    held = {role: named(ends) for role, ends in facts.roles_alone(TABLES).items() if len(ends) >= 3}
    assert held == planted.ONE_ROLE


def test_one_holder_of_a_skill() -> None:
    expected = planted.ONE_HOLDER
    assert {s: (NAMES[who], issues) for s, (who, issues) in facts.one_holder(TABLES).items()} == expected
    skill, holder = planted.NOT_ONE_HOLDER
    assert named(set(facts.holders(TABLES)[skill])) == {holder}


def test_unmet_need() -> None:
    assert facts.unmet_needs(TABLES) == planted.UNMET_NEED


def test_sides_disagree() -> None:
    found = {tuple(sorted((NAMES[a], NAMES[b]))): gap for (a, b), gap in facts.disagreements(TABLES).items()}
    assert found == planted.SIDES_DISAGREE


def test_perceived_above_observed() -> None:
    assert facts.perceived(TABLES, "collaborative_approach") >= 4
    assert facts.close_ties(TABLES) == planted.CLOSE_TIES
    assert facts.mixed_initiatives(TABLES) == planted.MIXED_INITIATIVES
    assert all(3 * count < base for count, base in (planted.CLOSE_TIES, planted.MIXED_INITIATIVES))


def test_perceived_below_observed() -> None:
    assert facts.perceived(TABLES, "key_players") <= 2
    assert len(facts.framework_types(TABLES)) == 6


def test_other_elements_are_rated_between() -> None:
    for element in vocabulary("elements") - planted.PARTED.keys():
        assert 2 < facts.perceived(TABLES, element) < 4


@pytest.mark.parametrize(("date", "tables"), [(planted.BEFORE, EARLIER), (planted.NOW, TABLES)])
def test_cut_off_before_and_not_now(date: str, tables: dict[str, facts.Rows]) -> None:
    apart, all_of_them = planted.ISOLATES[date]
    assert len(tables["organizations"]) == all_of_them
    assert len(facts.isolates(tables)) == apart
    assert (apart >= 0.1 * all_of_them) == (date == planted.BEFORE)


@pytest.mark.parametrize(("table", "column"), planted.LITTLE_KNOWN)
def test_little_known(table: str, column: str) -> None:
    assert facts.filled(TABLES, table, column) < 0.5
