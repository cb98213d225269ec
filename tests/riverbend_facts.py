"""What is true of Riverbend's files, worked out from the CSVs with the standard library alone.

A second opinion: none of this calls the analysis room, and it follows MEASURES.md on its own.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).parent.parent
RIVERBEND = ROOT / "data" / "inventories" / "riverbend"
NOT_WORKING = {"knows_of", "part_of", "succeeds", "tension", "context"}

Rows = list[dict[str, str]]
Pair = tuple[str, str]


def read(date: str) -> dict[str, Rows]:
    """Every table of one date, cells as text."""
    tables = {}
    for path in sorted((RIVERBEND / date).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def words(cell: str) -> list[str]:
    """The values of a list cell: none where it is empty or says none."""
    return [] if cell in ("", "none") else cell.split("|")


def current(row: dict[str, str], today: str) -> bool:
    """Whether a row is a working tie on record: active, or of unknown status and not past; level not 0."""
    if row["kind"] in NOT_WORKING or row["level"] == "0":
        return False
    past = bool(row["until"]) and row["until"] < today[: len(row["until"])]
    return row["status"] == "active" or (row["status"] == "" and not past)


def working_ties(tables: dict[str, Rows]) -> dict[Pair, Rows]:
    """The rows of each pair that has a working tie on record."""
    today = tables["inventory"][0]["as_of"]
    pairs: dict[Pair, Rows] = defaultdict(list)
    for row in tables["relationships"]:
        if current(row, today):
            a, b = sorted((row["from"], row["to"]))
            pairs[a, b].append(row)
    return dict(pairs)


def side_levels(pair: Pair, rows: Rows) -> list[float]:
    """Each side's highest latest report; where no side reports, the same of whoever else does."""
    by_side = [[row for row in rows if row["reported_by"] == side and row["level"]] for side in pair]
    third = [row for row in rows if row["reported_by"] not in pair and row["level"]]
    reports = [side for side in by_side if side] or ([third] if third else [])
    return [latest_highest(side) for side in reports]


def latest_highest(rows: Rows) -> float:
    latest = max(row["as_of"] for row in rows)
    return max(float(row["level"]) for row in rows if row["as_of"] == latest)


def pair_levels(tables: dict[str, Rows]) -> dict[Pair, float]:
    """The level of each pair where it is known."""
    found = {pair: side_levels(pair, rows) for pair, rows in working_ties(tables).items()}
    return {pair: mean(levels) for pair, levels in found.items() if levels}


def disagreements(tables: dict[str, Rows], least: float = 2) -> dict[Pair, float]:
    """Pairs whose two sides report levels that far apart."""
    found = {pair: side_levels(pair, rows) for pair, rows in working_ties(tables).items()}
    gaps = {pair: abs(levels[0] - levels[1]) for pair, levels in found.items() if len(levels) == 2}
    return {pair: gap for pair, gap in gaps.items() if gap >= least}


def neighbors(tables: dict[str, Rows]) -> dict[str, set[str]]:
    """Who each organization works with, those with no one included."""
    around: dict[str, set[str]] = {row["id"]: set() for row in tables["organizations"]}
    for a, b in working_ties(tables):
        around[a].add(b)
        around[b].add(a)
    return around


def component_of(start: str, around: dict[str, set[str]], without: str = "") -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        for other in around[waiting.pop()] - seen - {without}:
            seen.add(other)
            waiting.append(other)
    return seen


def isolates(tables: dict[str, Rows]) -> list[str]:
    return sorted(name for name, others in neighbors(tables).items() if not others)


def cut_off(tables: dict[str, Rows]) -> dict[str, set[str]]:
    """For each organization, whom its leaving parts from the largest part of what it held together."""
    around = neighbors(tables)
    return {name: lost for name in around if (lost := lost_without(name, around))}


def lost_without(name: str, around: dict[str, set[str]]) -> set[str]:
    left = component_of(name, around) - {name}
    parts: list[set[str]] = []
    while left:
        parts.append(component_of(next(iter(left)), around, without=name))
        left -= parts[-1]
    parts.sort(key=len)
    return set().union(*parts[:-1])


def roles_alone(tables: dict[str, Rows]) -> dict[str, set[str]]:
    """For each role that alone holds a tie: the organizations to which it holds one."""
    held: dict[str, set[str]] = defaultdict(set)
    for pair, rows in working_ties(tables).items():
        roles = {role for row in rows for role in words(row["held_by"])}
        if len(roles) == 1:
            role = roles.pop()
            held[role] |= {end for end in pair if not same_organization(tables, end, role)}
    return dict(held)


def same_organization(tables: dict[str, Rows], identifier: str, role: str) -> bool:
    names = {row["id"]: row["name"] for row in tables["organizations"]}
    return names[identifier] == role.split(": ")[0]


def narrower(tables: dict[str, Rows], community: str) -> set[str]:
    """The community and all that are part of it."""
    found = {community}
    while True:
        more = {row["name"] for row in tables["communities"] if row["broader"] in found} | found
        if more == found:
            return found
        found = more


def reach(tables: dict[str, Rows], column: str) -> dict[str, set[str]]:
    """The values of each organization, its own and those of initiatives that it leads or is a partner in."""
    found = {row["id"]: set(words(row[column])) for row in tables["organizations"]}
    if column in ("issue_areas", "serves"):
        for row in tables["initiatives"]:
            for party in {row["lead"], *words(row["partners"])} - {""}:
                found[party] |= set(words(row[column]))
    return found


def marginalized(tables: dict[str, Rows]) -> list[str]:
    return [row["name"] for row in tables["communities"] if row["marginalized"] == "yes"]


def no_one_on_record(tables: dict[str, Rows], least: int = 5) -> dict[tuple[str, str], int]:
    """(community, issue area) that none leads or serves, of how many whose own serves or led_by is filled.

    An initiative for one community does not tell whom else its members serve, so it fills nobody's column; and
    it serves that community on its own issue areas only, whatever else its members work on.
    """
    issues = reach(tables, "issue_areas")
    own = {row["id"]: set(words(row["serves"])) | set(words(row["led_by"])) for row in tables["organizations"]}
    known = {row["id"] for row in tables["organizations"] if row["serves"] or row["led_by"]}
    found = {}
    for community in marginalized(tables):
        names = narrower(tables, community)
        for issue in sorted(set().union(*issues.values())):
            on_issue = {name for name in issues if issue in issues[name]}
            filled = len(on_issue & known)
            together = any(
                issue in words(row["issue_areas"]) and names & set(words(row["serves"]))
                for row in tables["initiatives"]
                if row["lead"] or words(row["partners"])
            )
            if filled >= least and not together and not any(own[name] & names for name in on_issue):
                found[community, issue] = filled
    return found


def served_not_led(tables: dict[str, Rows]) -> dict[str, tuple[int, int]]:
    """Communities served by 5 or more and led by none: how many serve, and of how many the leaders are known."""
    serves, leads = reach(tables, "serves"), reach(tables, "led_by")
    filled = sum(1 for row in tables["organizations"] if row["led_by"])
    found = {}
    for row in tables["communities"]:
        names = narrower(tables, row["name"])
        served = sum(1 for values in serves.values() if values & names)
        if served >= 5 and filled >= 10 and not any(values & names for values in leads.values()):
            found[row["name"]] = (served, filled)
    return found


def seats_without_power(tables: dict[str, Rows], columns: Iterable[str]) -> dict[str, list[str]]:
    """Communities with 3 or more seats, by any of the columns, none of power 4 or more; with the powers."""
    found = {}
    for row in tables["communities"]:
        names = narrower(tables, row["name"])
        seats = [seat for seat in tables["seats"] if any(names & set(words(seat[column])) for column in columns)]
        if len(seats) >= 3 and all(seat["power"] and int(seat["power"]) < 4 for seat in seats):
            found[row["name"]] = sorted(seat["power"] for seat in seats)
    return found


def holders(tables: dict[str, Rows]) -> dict[str, list[str]]:
    """Who holds each skill."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in tables["organizations"]:
        for skill in words(row["skills"]):
            found[skill].append(row["id"])
    return dict(found)


def one_holder(tables: dict[str, Rows]) -> dict[str, tuple[str, set[str]]]:
    """Skills that one organization holds, and the issue areas of the initiatives that it is in."""
    found = {}
    for skill, names in holders(tables).items():
        rows = [row for row in tables["initiatives"] if names[0] in {row["lead"], *words(row["partners"])}]
        issues = {issue for row in rows for issue in words(row["issue_areas"])}
        if len(names) == 1 and issues:
            found[skill] = (names[0], issues)
    return found


def unmet_needs(tables: dict[str, Rows]) -> dict[str, int]:
    """Resources that two or more need and no one offers, with how many need them."""
    needed = [need for row in tables["organizations"] for need in words(row["needs"])]
    offered = {offer for row in tables["organizations"] for offer in words(row["offers"])}
    return {need: needed.count(need) for need in set(needed) - offered if needed.count(need) >= 2}


def latest_ratings(tables: dict[str, Rows], element: str, asked: str) -> dict[str, dict[str, int]]:
    """Indicator → rater → the latest rating of that rater in that round."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in sorted(tables["assessments"], key=lambda row: row["date"]):
        if (row["element"], row["round"]) == (element, asked):
            found[row["indicator"]][row["rater"]] = int(row["rating"])
    return dict(found)


def perceived(tables: dict[str, Rows], element: str, asked: str = "2") -> float:
    """The mean of the indicators' means."""
    return mean(mean(ratings.values()) for ratings in latest_ratings(tables, element, asked).values())


def close_ties(tables: dict[str, Rows]) -> tuple[int, int]:
    """Working ties at level 3 or more, of those whose level is known and whose ends are local or regional."""
    local = {row["id"] for row in tables["organizations"] if row["scope"] in ("local", "regional", "")}
    levels = [level for pair, level in pair_levels(tables).items() if set(pair) <= local]
    return sum(level >= 3 for level in levels), len(levels)


def mixed_initiatives(tables: dict[str, Rows]) -> tuple[int, int]:
    """Initiatives with three or more types of organization, of those whose partners are known."""
    types = {row["id"]: row["type"] for row in tables["organizations"]}
    known = [row for row in tables["initiatives"] if row["partners"]]
    parties = [{row["lead"], *words(row["partners"])} - {""} for row in known]
    return sum(len({types[name] for name in names}) >= 3 for names in parties), len(known)


def framework_types(tables: dict[str, Rows]) -> set[str]:
    """Which of the framework's six types local and regional organizations count towards."""
    with (ROOT / "data" / "vocabularies" / "types.csv").open(encoding="utf-8", newline="") as file:
        towards = {row["word"]: row["counts_towards"] for row in csv.DictReader(file)}
    local = [row for row in tables["organizations"] if row["scope"] in ("local", "regional")]
    return {towards[row["type"]] for row in local} - {""}


def filled(tables: dict[str, Rows], table: str, column: str) -> float:
    """Share of rows in which the column is filled."""
    return mean(bool(row[column]) for row in tables[table])


def within_issue_share(tables: dict[str, Rows]) -> tuple[float, float]:
    """Share of ties between organizations with an issue in common, and the same of all pairs."""
    issues = {row["id"]: set(words(row["issue_areas"])) for row in tables["organizations"]}
    ties = [bool(issues[a] & issues[b]) for a, b in working_ties(tables)]
    return mean(ties), mean(bool(issues[a] & issues[b]) for a, b in combinations(issues, 2))
