"""Make the fictional city Riverbend: ``python data/make_riverbend.py`` rewrites it, byte for byte.

Who is there is written by hand in riverbend_cast.py. Who works with whom, as whom they report it, and
what raters say is drawn here, with a fixed seed: ties are denser among those who work on the same
issue, brokers hold the clusters together, and some truths are planted for the views to find
(tests/planted.py lists them). The state of 2025 is drawn first; 2023 is what it grew out of. Another
folder to write to may be given as an argument.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from random import Random

import riverbend_cast as cast

HERE = Path(__file__).parent
TARGET = HERE / "inventories" / "riverbend"
SEED = 20250630
THEN, NOW = "2023-06-30", "2025-06-30"
PAIRS = 400  # working ties on record in 2025

Row = dict[str, str]
Pair = tuple[str, str]

CENTERS = {
    "Downtown": (41.200, -91.400),
    "Old Mill": (41.212, -91.412),
    "Eastbank": (41.203, -91.372),
    "Northgate": (41.231, -91.398),
    "Cannery Flats": (41.189, -91.418),
    "Harrow Hill": (41.221, -91.375),
    "Southmoor": (41.171, -91.402),
    "Lock Street": (41.193, -91.389),
    "Millrace": (41.207, -91.405),
    "St. Brendan's": (41.214, -91.391),
    "College Heights": (41.223, -91.424),
    "Upper Valley": (41.302, -91.447),
}

ROLES = {
    "local government": ["deputy director", "data analyst", "community liaison"],
    "regional agency": ["program manager", "data analyst", "planner"],
    "philanthropies": ["program officer", "grants manager"],
    "university": ["research director", "field coordinator"],
    "library": ["branch manager", "digital learning lead", "outreach librarian"],
    "civic hackers and data mavens": ["project lead", "community organizer"],
    "tech companies": ["head of engineering", "partnership lead"],
    "hospital": ["community health manager", "data manager"],
    "legal aid": ["managing attorney", "intake coordinator"],
    "school": ["family liaison", "data coordinator"],
    "media": ["editor", "data reporter"],
}
OTHER_ROLES = ["director", "program manager", "outreach coordinator"]

FUNDERS = {"philanthropies"}
COMPANIES = {"tech companies", "other company", "consultant"}
DATA_HOLDERS = {"local government", "data intermediary", "university", "regional agency"}
HELPERS = {
    "community groups and advocates",
    "other nonprofit",
    "faith",
    "legal aid",
    "hospital",
    "community development",
}
LEVELS, LEVEL_WEIGHTS = (1, 2, 3, 4, 5), (39, 34, 16, 8, 3)

# Planted: ties that rest on one role alone
ONE_ROLE = {
    "Upper Valley Growers' Exchange: market coordinator": [
        "Tamarack Farm Cooperative",
        "Longfield Grange",
        "Blue Heron Orchard School",
        "Valley Seed Circle",
        "Upper Valley Gleaners",
    ],
    "City of Riverbend Data Team: chief data officer": [
        "Riverbend County Circuit Court Clerk",
        "Riverbend Health Department",
        "Regional Council of the Three Rivers",
        "Riverbend Water District",
    ],
}
# The growers reach the city through the exchange only, and a little through each other
VALLEY_TO_CITY = ["Riverbend Food Council", "Harvest Table Food Bank", "Riverbend Public Library"]
VALLEY_WITHIN = [
    ("Tamarack Farm Cooperative", "Valley Seed Circle"),
    ("Longfield Grange", "Upper Valley Gleaners"),
]
# Planted: what each side says of the level, two or more apart
DISAGREEMENTS = [
    ("City of Riverbend Data Team", "Way Back Network", 4, 1),
    ("Community Foundation of the Bend", "Hmoob Voices of Riverbend", 4, 2),
    ("Riverbend Equity Office", "Black Leaders' Roundtable of the Bend", 5, 2),
    ("Riverbend Housing Authority", "Eastbank Tenants Union", 3, 1),
    ("Code for Riverbend", "Riverbend Public Library", 5, 3),
    ("St. Aldric Hospital", "Millrace Free Clinic", 4, 1),
    ("Riverbend Transit", "Ramp and Rail Access Services", 3, 1),
]
# In the inventory of 2023 with no working tie yet; the growers were apart too, before the exchange
LATE_JOINERS = [
    "Kiln Learning Software",
    "Pedal Southmoor",
    "Current Energy Cooperative",
    "Able Hands Employment",
]
DORMANT_NOW = ["Plainspoken Data", "Property Owners' Forum of Riverbend"]
REPORTERS = ["The Bend Dispatch", "Riverbend Data Commons"]

EVIDENCE = {
    "works_with": ["They run a yearly workshop together", "Staff meet each month on shared cases"],
    "shares_data": ["A file goes over each quarter", "A signed agreement covers the data"],
    "funds": ["A grant is named in the yearly report", "A three-year grant for staff"],
    "in_kind": ["Lends rooms for evening meetings", "Lends staff two days a month"],
    "advises": ["Helped to choose and set up a database", "Coached the team through its first survey"],
    "convenes": ["Hosts the quarterly table", "Called a meeting after the flood"],
    "refers": ["Hands people over by phone", "A shared intake form"],
    "member_of": ["Named in the list of members", "Pays dues and votes"],
}

# Volunteer evenings fill in September and after New Year, and empty in high summer and December
SEASON = {
    1: 1.6,
    2: 1.45,
    3: 1.05,
    4: 1.0,
    5: 0.95,
    6: 0.85,
    7: 0.75,
    8: 0.8,
    9: 1.75,
    10: 1.15,
    11: 1.0,
    12: 0.6,
}
GROUPS = {"Code for Riverbend": 24, "River Watch Volunteers": 17}


INITIATIVE_COLUMNS = [
    "name", "issue_areas", "lead", "partners", "serves", "assets", "status", "since", "until", "outcome",
    "gained", "risked", "people_served", "volunteers",
]  # fmt: skip

# --- small helpers ---------------------------------------------------------------------------


def slug(text: str) -> str:
    """An id: plain lower-case letters and figures, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def ordered(a: str, b: str) -> Pair:
    """A pair of names in one fixed order."""
    return (a, b) if a < b else (b, a)


def ids(names: str) -> str:
    """A list cell of names as a list cell of ids; none and empty stay what they are."""
    return names if names in ("", "none") else "|".join(slug(name) for name in names.split("|"))


def source(title: str, date: str) -> str:
    """A citation that can't be taken for a real one."""
    return f"{title}, Riverbend (fictional), {date[:4]}"


# --- organizations ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Player:
    """One organization of the cast: its cells, its home cluster, and the hints for drawing ties."""

    name: str
    cluster: str
    cells: Row
    hints: Row

    @property
    def weight(self) -> float:
        return float(self.hints.get("weight", "2"))

    @property
    def type(self) -> str:
        return self.cells["type"]

    @property
    def issues(self) -> list[str]:
        return self.cells["issue_areas"].split("|")

    @property
    def tied(self) -> bool:
        return "ties" not in self.hints

    def on_record(self, date: str) -> bool:
        """Whether the inventory of that date lists it."""
        return "first" not in self.hints if date == THEN else "gone" not in self.hints


HINTS = ("weight", "first", "gone", "ties")


def read_cast() -> dict[str, Player]:
    """Every organization of the cast by its name, in the order written."""
    players = [
        read_player(cluster, record.split("\n"))
        for cluster, text in cast.ORGANIZATIONS.items()
        for record in text.strip().split("\n\n")
    ]
    return {player.name: player for player in players}


def read_player(cluster: str, lines: list[str]) -> Player:
    name, kind, place, since, issues = lines[0].split("; ")
    cells = {
        "name": name,
        "type": kind,
        "neighborhoods": place,
        "since": since,
        "issue_areas": listed(issues),
    }
    cells["since"] = "" if since == "none" else since
    cells["description"] = lines[1]
    for part in " ".join(lines[2:]).strip("; ").split(";"):
        column, _, value = part.strip().partition(": ")
        cells[column] = listed(value)
    hints = {column: cells.pop(column) for column in HINTS if column in cells}
    return Player(name, cluster, cells, hints)


def listed(text: str) -> str:
    return "|".join(part.strip() for part in text.split(","))


def organization_rows(rng: Random, players: Iterable[Player]) -> Iterator[tuple[Player, Row]]:
    """A row each, as of 2025, with the cells that the cast leaves to the script."""
    for player in players:
        row = {"id": slug(player.name), "scope": "local", "status": "active", "listed": "yes", **player.cells}
        if rng.random() < 0.7 and row["listed"] == "yes":
            row["website"] = f"https://example.org/riverbend/{row['id']}"
        row.update(place(rng, player.cells["neighborhoods"]))
        title = rng.choice(["Ecosystem survey", "Ecosystem survey", "Yearly reports read"])
        row["source"] = source(title if row["listed"] == "yes" else "The Bend Dispatch archive", NOW)
        row["as_of"] = "" if rng.random() < 0.08 else f"2025-0{rng.randint(3, 6)}"
        if player.name in DORMANT_NOW:
            row["status"] = "dormant"
        elif row["status"] == "active" and rng.random() < 0.04:
            row["status"] = ""
        yield player, row


def place(rng: Random, neighborhood: str) -> Row:
    """A made-up point within the neighborhood, and now and then a second neighborhood."""
    if neighborhood not in CENTERS:
        return {}
    latitude, longitude = CENTERS[neighborhood]
    also = rng.choice(list(CENTERS)) if rng.random() < 0.2 else neighborhood
    return {
        "neighborhoods": "|".join(dict.fromkeys([neighborhood, also])),
        "latitude": f"{latitude + rng.uniform(-0.006, 0.006):.4f}",
        "longitude": f"{longitude + rng.uniform(-0.006, 0.006):.4f}",
    }


def earlier_organization(rng: Random, row: Row) -> Row:
    """The same organization two years before, when less was known of it."""
    unknown = [column for column in ("led_by", "offers", "needs", "website") if rng.random() < 0.25]
    status = "active" if row["status"] == "ended" or row["name"] in DORMANT_NOW else row["status"]
    earlier = {**row, "status": status, "source": source("First ecosystem survey", THEN), "as_of": "2023-05"}
    return {column: value for column, value in earlier.items() if column not in unknown}


# --- ties ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tie:
    """A working tie of two organizations on one day, with what each side says of it."""

    giver: str
    taker: str
    kinds: tuple[str, ...]
    levels: tuple[str, str]  # as the giver and the taker see it; "" is not known
    reporters: tuple[str, ...]  # "" where it is not known who reports
    status: str = "active"
    cells: Row = field(default_factory=dict)


def working_pairs(rng: Random, players: dict[str, Player]) -> dict[Pair, str]:
    """The pairs that work together in 2025, with the initiative that they share ("" where none)."""
    pairs = dict.fromkeys(planted_pairs(), "")
    pairs.update(initiative_pairs())
    apart = {ordered(a, b) for a, b, *_ in cast.TENSIONS}
    drawn = [p for p in players.values() if p.tied and p.on_record(NOW) and p.cluster not in ("upper valley", "apart")]
    for cluster in dict.fromkeys(p.cluster for p in drawn):
        members = [p for p in drawn if p.cluster == cluster]
        draw_pairs(rng, members, int(2.45 * len(members)), pairs, apart, within=True)
    draw_pairs(rng, drawn, PAIRS - len(pairs), pairs, apart, within=False)
    return pairs


def planted_pairs() -> list[Pair]:
    by_role = [ordered(role.split(":")[0], other) for role, others in ONE_ROLE.items() for other in others]
    to_city = [ordered("Upper Valley Growers' Exchange", name) for name in VALLEY_TO_CITY]
    within = [ordered(a, b) for a, b in VALLEY_WITHIN]
    return by_role + to_city + within + [ordered(a, b) for a, b, *_ in DISAGREEMENTS]


def initiative_pairs() -> dict[Pair, str]:
    """A lead works with each of its partners."""
    return {
        ordered(lead, partner): slug(name)
        for name, _, lead, partners, *_ in cast.INITIATIVES
        for partner in partners.split("|")
        if partner not in ("", "none")
    }


def draw_pairs(
    rng: Random, members: list[Player], count: int, pairs: dict[Pair, str], apart: set[Pair], *, within: bool
) -> None:
    """Add ``count`` pairs by weight: across clusters, or within one, two for each member first."""
    target = len(pairs) + count
    for member in members if within else []:
        others = [other for other in members if other is not member]
        for other in weighted(rng, others, 2):
            add_pair(pairs, apart, member.name, other.name)
    possible = [(a, b) for a, b in combinations(members, 2) if within or a.cluster != b.cluster]
    weights = [attraction(a, b, within) for a, b in possible]
    while len(pairs) < target:
        a, b = rng.choices(possible, weights)[0]
        add_pair(pairs, apart, a.name, b.name)


def attraction(a: Player, b: Player, within: bool) -> float:
    """How likely two find each other: sought after, and working on the same issue."""
    common = len(set(a.issues) & set(b.issues))
    power = 1.1 if within else 1.5
    return float((a.weight * b.weight) ** power * (1 + 1.5 * common))


def weighted(rng: Random, players: list[Player], count: int) -> list[Player]:
    return rng.choices(players, [player.weight for player in players], k=count)


def add_pair(pairs: dict[Pair, str], apart: set[Pair], a: str, b: str) -> None:
    pair = ordered(a, b)
    if pair not in apart:
        pairs.setdefault(pair, "")


def kind_of(rng: Random, a: Player, b: Player) -> tuple[str, str, str]:
    """What kind of tie two types have, and who of them gives, joins or acts."""
    for one, other in ((a, b), (b, a)):
        if one.type == "collaborative":
            joins = rng.random() < 0.75
            return ("member_of", other.name, one.name) if joins else ("convenes", one.name, other.name)
        if one.type in FUNDERS and other.type not in FUNDERS | COMPANIES:
            return "funds", one.name, other.name
        if one.type in COMPANIES:
            return rng.choice(["in_kind", "advises", "works_with"]), one.name, other.name
    for one, other in ((a, b), (b, a)):
        if one.type in DATA_HOLDERS and rng.random() < 0.3:
            return rng.choice(["shares_data", "shares_data", "advises"]), one.name, other.name
        if {one.type, other.type} <= HELPERS and rng.random() < 0.4:
            return "refers", one.name, other.name
        if one.type == "library" and rng.random() < 0.4:
            return "in_kind", one.name, other.name
    return "works_with", a.name, b.name


def draw_tie(rng: Random, a: Player, b: Player, initiative: str) -> Tie:
    kind, giver, taker = kind_of(rng, a, b)
    kinds = (kind, rng.choice(["works_with", "shares_data"])) if rng.random() < 0.12 else (kind,)
    level = rng.choices(LEVELS, LEVEL_WEIGHTS)[0]
    seen = min(5, max(1, level + rng.choice([0, 0, 0, -1, -1, 1])))
    levels = ("", "") if rng.random() < 0.17 else (str(level), str(seen))
    cells = tie_cells(rng, a, b, kind, initiative)
    status = "" if rng.random() < 0.14 else "active"
    kinds = ("",) if rng.random() < 0.02 else kinds
    return Tie(giver, taker, tuple(dict.fromkeys(kinds)), levels, draw_reporters(rng, giver, taker), status, cells)


def draw_reporters(rng: Random, giver: str, taker: str) -> tuple[str, ...]:
    """Often both ends answered the survey, often one; else a third saw it, or the source doesn't say."""
    chance = rng.random()
    if chance < 0.46:
        return (giver, taker)
    if chance < 0.87:
        return (rng.choice([giver, taker]),)
    return (rng.choice([name for name in REPORTERS if name not in (giver, taker)]) if chance < 0.95 else "",)


def tie_cells(rng: Random, a: Player, b: Player, kind: str, initiative: str) -> Row:
    """What else is known of a tie: each cell by chance, since no survey fills them all."""
    cells = {"initiative": initiative}
    if rng.random() < 0.55:
        cells["issue_areas"] = next((issue for issue in a.issues if issue in b.issues), a.issues[0])
    if rng.random() < 0.42:
        formal = 0.85 if kind in ("funds", "member_of", "shares_data") else 0.4
        cells["basis"] = "institutional" if rng.random() < formal else "personal"
    if kind in ("funds", "in_kind") and rng.random() < 0.6:
        cells.update(amount=str(5000 * rng.randint(1, 40)), currency="USD")
    if rng.random() < 0.5:
        cells["since"] = str(rng.randint(max(2008, *founded(a, b)), 2023))
    if rng.random() < 0.06:
        cells["until"] = f"{rng.randint(2026, 2028)}-06-30"
    if rng.random() < 0.35:
        cells["evidence"] = rng.choice(EVIDENCE[kind])
    return cells


def founded(a: Player, b: Player) -> list[int]:
    return [min(2023, int(player.cells["since"][:4] or 0)) for player in (a, b)]


def draw_ties(rng: Random, players: dict[str, Player]) -> dict[Pair, Tie]:
    """The working ties of 2025, with the planted truths written into them."""
    pairs = working_pairs(rng, players)
    ties = {pair: draw_tie(rng, players[pair[0]], players[pair[1]], pairs[pair]) for pair in sorted(pairs)}
    ties = add_roles(rng, ties, players)
    for role, others in ONE_ROLE.items():
        for other in others:
            pair = ordered(role.split(":")[0], other)
            cells = {**ties[pair].cells, "basis": "personal", "held_by": role}
            ties[pair] = replace(ties[pair], cells=cells, status="active")
    for a, b, level_a, level_b in DISAGREEMENTS:
        tie = ties[ordered(a, b)]
        levels = {a: str(level_a), b: str(level_b)}
        both = (tie.giver, tie.taker)
        ties[ordered(a, b)] = replace(tie, levels=(levels[both[0]], levels[both[1]]), reporters=both)
    return ties


def add_roles(rng: Random, ties: dict[Pair, Tie], players: dict[str, Player]) -> dict[Pair, Tie]:
    """Roles that hold a third of the ties; none holds more than two, so that the planted ones stand out."""
    used: Counter[str] = Counter()
    return {pair: with_roles(rng, tie, players, used) for pair, tie in ties.items()}


def with_roles(rng: Random, tie: Tie, players: dict[str, Player], used: Counter[str]) -> Tie:
    ends = [tie.giver, tie.taker] if rng.random() < 0.6 else [rng.choice([tie.giver, tie.taker])]
    roles = [f"{end}: {rng.choice(ROLES.get(players[end].type, OTHER_ROLES))}" for end in ends]
    if rng.random() > 0.36 or any(used[role] == 2 for role in roles):
        return tie
    used.update(roles)
    return replace(tie, cells={**tie.cells, "held_by": "|".join(roles)})


# --- two years before ------------------------------------------------------------------------


def earlier_ties(rng: Random, ties: dict[Pair, Tie], players: dict[str, Player]) -> dict[Pair, Tie]:
    """The ties of 2023 that those of 2025 grew out of: some absent, wanted only, or of another level."""
    new = {name for name, player in players.items() if not player.on_record(THEN) or player.cluster == "upper valley"}
    return {
        pair: earlier_tie(rng, tie)
        for pair, tie in ties.items()
        if not new & set(pair) and not set(LATE_JOINERS) & set(pair) and rng.random() > 0.17
    }


def earlier_tie(rng: Random, tie: Tie) -> Tie:
    """Two thirds as they are now, a quarter weaker, the rest stronger than now."""
    step = rng.choices((0, -1, 1), (66, 24, 10))[0]
    levels = tuple(str(min(5, max(1, int(level) + step))) if level else "" for level in tie.levels)
    begun = {slug(cells[0]) for cells in cast.INITIATIVES if cells[INITIATIVE_COLUMNS.index("since")] <= THEN}
    cells = {**tie.cells, "initiative": tie.cells["initiative"] if tie.cells["initiative"] in begun else ""}
    status = "wanted" if rng.random() < 0.03 else tie.status
    return replace(tie, levels=(levels[0], levels[1]), status=status, cells=cells)


def dated_new(rng: Random, now: dict[Pair, Tie], then: dict[Pair, Tie]) -> dict[Pair, Tie]:
    """Half of the ties that 2023 lacks began since; of the rest only the record is new."""
    dates = ["2023-09", "2024", "2024-04", "2025-01"]
    return {
        pair: replace(tie, cells={**tie.cells, "since": rng.choice(dates)})
        if pair not in then and rng.random() < 0.5
        else tie
        for pair, tie in now.items()
    }


def lapsed_ties(rng: Random, now: dict[Pair, Tie], players: dict[str, Player]) -> dict[Pair, Tie]:
    """Ties that worked in 2023 and don't in 2025; five are known to have ended only by their date."""
    core = [p for p in players.values() if p.tied and p.on_record(THEN) and p.on_record(NOW)]
    core = [p for p in core if p.cluster != "upper valley" and p.name not in LATE_JOINERS]
    lapsed: dict[Pair, Tie] = {}
    for index in range(24):
        ended = players["Riverbend Tech Roundtable"] if index < 6 else None
        a, b = draw_free(rng, core, now | lapsed, ended)
        tie = draw_tie(rng, a, b, "")
        until = f"{rng.choice([2023, 2024])}-{rng.randint(8, 12):02d}"
        status = "" if len(lapsed) % 5 == 0 else "lapsed"
        lapsed[ordered(a.name, b.name)] = replace(tie, status=status, cells={**tie.cells, "until": until})
    return lapsed


def draw_free(
    rng: Random, core: list[Player], taken: Iterable[Pair], one: Player | None = None
) -> tuple[Player, Player]:
    """Two who have no tie yet, drawn by weight; ``one`` of them may be given."""
    used = set(taken) | {ordered(a, b) for a, b, *_ in cast.TENSIONS}
    while True:
        a = one or weighted(rng, core, 1)[0]
        b = weighted(rng, [p for p in core if p is not a], 1)[0]
        if ordered(a.name, b.name) not in used:
            return a, b


def gone_ties(rng: Random, players: dict[str, Player]) -> dict[Pair, Tie]:
    """Ties of 2023 to organizations that are no longer in the inventory."""
    core = [p for p in players.values() if p.tied and p.weight > 3 and p.on_record(THEN) and p.on_record(NOW)]
    ties: dict[Pair, Tie] = {}
    for player in [p for p in players.values() if "gone" in p.hints and p.tied]:
        for _ in range(3):
            a, b = draw_free(rng, core, ties, player)
            ties[ordered(a.name, b.name)] = draw_tie(rng, a, b, "")
    return ties


# --- ties as rows ----------------------------------------------------------------------------


def tie_rows(rng: Random, ties: dict[Pair, Tie], date: str) -> Iterator[Row]:
    """A row for each kind and each reporter; a few sides also have an older report."""
    for _, tie in sorted(ties.items()):
        for kind, reporter in [(kind, reporter) for kind in tie.kinds for reporter in tie.reporters]:
            row = tie_row(tie, kind, reporter, date)
            row["as_of"] = "" if rng.random() < 0.05 else f"{date[:4]}-0{rng.randint(4, 6)}"
            yield row
            if date == NOW and len(tie.reporters) == 1 and row["as_of"] and row["level"] > "1":
                yield from older_report(rng, row)


def older_report(rng: Random, row: Row) -> Iterator[Row]:
    """Now and then what the same reporter said a year before: one level less."""
    if rng.random() < 0.06:
        cells = {"as_of": "2024-05", "source": source("Mid-term call", "2024")}
        yield {**row, **cells, "level": str(int(row["level"]) - 1)}


def tie_row(tie: Tie, kind: str, reporter: str, date: str) -> Row:
    seen = tie.levels[1] if reporter == tie.taker else tie.levels[0]
    mutual = kind in ("works_with", "shares_data", "") and reporter == tie.taker
    ends = (tie.taker, tie.giver) if mutual else (tie.giver, tie.taker)
    in_paper = reporter == "The Bend Dispatch" and reporter not in ends
    row = {"from": slug(ends[0]), "to": slug(ends[1]), "kind": kind, "level": seen}
    row |= {"reported_by": slug(reporter), "status": tie.status, **tie.cells}
    row["source"] = source("The Bend Dispatch archive" if in_paper else "Survey of ties", date)
    return row if kind in ("funds", "in_kind") else {**row, "amount": "", "currency": ""}


def other_rows(hopes: list[Row], date: str) -> list[Row]:
    """Ties that are no work together: who is part of whom, tensions, awareness, wishes, context."""
    rows = [plain_row(a, b, "part_of", date) for a, b in cast.PART_OF]
    rows += [plain_row(a, b, "succeeds", date) for a, b in cast.SUCCEEDS if date == NOW]
    rows += [plain_row(a, b, "context", date) for a, b in cast.CONTEXT]
    for a, b, issue, evidence in cast.TENSIONS:
        rows.append(plain_row(a, b, "tension", date, issue_areas=issue, evidence=evidence, status="active"))
    return rows + [{**row, **plain_row(row["from"], row["to"], row["kind"], date)} for row in hopes]


def draw_hopes(rng: Random, players: dict[str, Player], taken: Iterable[Pair]) -> list[Row]:
    """Wanted ties and awareness, between organizations of both dates that never worked together."""
    core = [p for p in players.values() if p.tied and p.on_record(THEN) and p.on_record(NOW)]
    used, rows = set(taken), []
    for index in range(62):
        a, b = draw_free(rng, core, used)
        used.add(ordered(a.name, b.name))
        kind, status = ("works_with", "wanted") if index % 3 == 0 else ("knows_of", "")
        rows.append({"from": a.name, "to": b.name, "kind": kind, "status": status, "reported_by": slug(a.name)})
    rows[-1] |= {"kind": "works_with", "level": "0"}  # someone looked, and there is no tie
    return rows


def plain_row(a: str, b: str, kind: str, date: str, **cells: str) -> Row:
    row = {"from": slug(a), "to": slug(b), "kind": kind, "as_of": f"{date[:4]}-05", **cells}
    return {**row, "source": source("Survey of ties", date)}


# --- the other tables ------------------------------------------------------------------------


def inventory_row(date: str) -> Row:
    return {
        "city": "Riverbend",
        "place": "City of Riverbend and Riverbend County",
        "as_of": date,
        "fictional": "yes",
        "licence": "CC0 1.0",
        "kept_by": "Riverbend Data Commons",
        "note": "Riverbend does not exist. Its organizations, figures, sources and coordinates are made up "
        "by a script, and any likeness is chance.",
    }


def assessment_rows(rng: Random, players: dict[str, Player], date: str) -> list[Row]:
    """The ratings known by a date: the first round of 2023, and from 2025 on the second too."""
    rows = rate(rng, players, "1", cast.RATERS[:14], "2023-05")
    if date == THEN:
        return rows
    return rows + rate(rng, players, "2", cast.RATERS[2:], "2025-05") + [early_rating()]


def rate(rng: Random, players: dict[str, Player], asked: str, raters: list[str], date: str) -> list[Row]:
    rows = []
    for element, (indicators, *means) in cast.INDICATORS.items():
        dissenter = rng.choice(raters)
        for indicator, name in [(indicator, name) for indicator in indicators for name in raters]:
            rating = min(5, max(1, round(rng.gauss(means[int(asked) - 1], 0.75))))
            dissents = indicator == indicators[0] and name == dissenter
            if dissents:
                rating = 5 if rating < 3 else 1  # one who sees it otherwise, to talk about
            row = {"element": element, "indicator": indicator, "rating": str(rating), "round": asked}
            row |= {"rater": f"r{cast.RATERS.index(name) + 1:02d}", "rater_organization": slug(name)}
            row |= {
                "date": f"{date}-{rng.randint(2, 28):02d}",
                "as_of": date,
                "source": source("Ratings", date),
            }
            if rng.random() < 0.5:
                row["issue_area"] = players[name].issues[0]
            if rng.random() < 0.4:
                band = "low" if rating < 3 else "middle" if rating == 3 else "high"
                row["evidence"] = cast.RATING_EVIDENCE[band][rng.randrange(9) % 3]
            if rng.random() < 0.88 or dissents or name == raters[-1]:
                rows.append(row)
    return rows


def early_rating() -> Row:
    """One rater gave a rating in April and another in May: only the latest counts."""
    row = {"element": "resources", "indicator": "Time and money", "rating": "5", "round": "2", "rater": "r18"}
    row |= {"rater_organization": slug(cast.RATERS[17]), "date": "2025-04-02", "as_of": "2025-04"}
    return {**row, "source": source("Ratings", NOW)}


def initiative_rows(date: str, listed_ids: set[str]) -> Iterator[Row]:
    for cells in cast.INITIATIVES:
        row = dict(zip(INITIATIVE_COLUMNS, cells, strict=True))
        row |= {"id": slug(row["name"]), "lead": slug(row["lead"]), "partners": ids(row["partners"])}
        row |= {"source": source("List of initiatives", date), "as_of": f"{date[:4]}-06"}
        if row["since"] <= date and date == THEN and row["until"] == "2024":
            row |= {"status": "active", "until": ""}
        known = {row["lead"], *row["partners"].split("|")} - {"", "none"} <= listed_ids
        if known and (row["since"] <= date or date == NOW):
            yield row


def asset_rows(date: str, listed_ids: set[str]) -> Iterator[Row]:
    for name, kind, holder, issues, is_open, updated in cast.ASSETS:
        row = {"name": name, "kind": kind, "holder": slug(holder), "issue_areas": issues, "open": is_open}
        row["updated"] = updated if updated <= date else date[:7]
        row["address"] = f"https://example.org/riverbend/data/{slug(name)}" if is_open == "yes" else ""
        row |= {"source": source("Catalog of assets", date), "as_of": f"{date[:4]}-06"}
        if row["holder"] in listed_ids:
            yield row


def seat_rows(rng: Random, date: str) -> Iterator[Row]:
    """Who sits where; in 2023 some had less power at the table than in 2025."""
    for (table, issues), seats in cast.SEATS.items():
        for organization, speaks_for, held_by, power, since, until in seats:
            less = date == THEN and power in ("2", "3", "4") and rng.random() < 0.3
            row = {
                "table": table,
                "organization": slug(organization),
                "speaks_for": speaks_for,
                "issue_areas": issues,
            }
            row |= {
                "held_by_community": held_by,
                "power": str(int(power) - 1) if less else power,
                "since": since,
            }
            row |= {
                "until": until,
                "source": source(f"Minutes of the {table}", date),
                "as_of": f"{date[:4]}-04",
            }
            if since <= date:
                yield row


def community_rows(date: str) -> Iterator[Row]:
    for name, broader, marginalized, share, note in cast.COMMUNITIES:
        row = {
            "name": name,
            "broader": broader,
            "marginalized": marginalized,
            "population_share": share,
            "note": note,
        }
        yield {**row, "source": source("Equity Office community profile", date), "as_of": date[:4]}


def participation_rows(rng: Random, date: str) -> Iterator[Row]:
    """A row a group and month since July 2022; the later date holds the earlier months again."""
    for group, usual in GROUPS.items():
        for index in range(36):
            month = f"{2022 + (index + 6) // 12}-{(index + 6) % 12 + 1:02d}"
            row = evening(rng, usual * (1 + index / 90), int(month[5:]))
            row |= {"organization": slug(group), "date": month, "as_of": month}
            row["source"] = source(f"Sign-in sheets, {group}", month)
            if month <= date:
                yield row


def evening(rng: Random, usual: float, month: int) -> Row:
    """Who came in a month: a surge brings newcomers above all."""
    attendees = round(usual * SEASON[month] * rng.uniform(0.9, 1.1))
    newcomers = round(attendees * min(0.5, 0.2 * SEASON[month]) * rng.uniform(0.8, 1.2))
    row = {"attendees": str(attendees), "newcomers": str(newcomers), "returning": str(attendees - newcomers)}
    row["new_leaders"] = str(rng.choices((0, 1, 2, 3), (50, 32, 13, 5))[0])
    if rng.random() < 0.08:
        row |= {"newcomers": "", "returning": "", "note": "The sign-in sheet was lost; counted by eye"}
    elif rng.random() < 0.1:
        row["note"] = rng.choice(["Held online", "Met at the library", "Joint evening with a school"])
    return row


def claim_rows(date: str) -> Iterator[Row]:
    for table, name, column, value, certainty, citation in cast.CLAIMS:
        row = {
            "table": table,
            "row": name if table == "communities" else slug(name),
            "column": column,
            "value": value,
        }
        year = citation[-4:] if citation[-4:].isdigit() else ""
        if year <= date[:4]:
            yield {**row, "certainty": certainty, "source": citation, "as_of": year}


def note_rows(date: str, listed_ids: set[str]) -> Iterator[Row]:
    named = {slug(name) for name, *_ in cast.INITIATIVES}
    for about, text in cast.NOTES:
        of_organization = about[0].isupper() and slug(about) not in named
        later = any(year in text for year in ("2024", "2025"))
        if (not of_organization or slug(about) in listed_ids) and (date == NOW or not later):
            yield {
                "about": about,
                "text": text,
                "source": source("Notes of the team", date),
                "as_of": f"{date[:4]}-06",
            }


# --- the two dates ---------------------------------------------------------------------------


def make(seed: int = SEED) -> dict[str, dict[str, list[Row]]]:
    """All tables of both dates, by date and name."""
    rng = Random(seed)
    players = read_cast()
    rows = list(organization_rows(rng, players.values()))
    now = draw_ties(rng, players)
    then = earlier_ties(rng, now, players)
    now = dated_new(rng, now, then)
    lapsed = lapsed_ties(rng, now, players)
    hopes = draw_hopes(rng, players, now | lapsed | then)
    before = {pair: replace(tie, status="active", cells={**tie.cells, "until": ""}) for pair, tie in lapsed.items()}
    then |= before | gone_ties(rng, players)
    organizations = {
        NOW: [row for player, row in rows if player.on_record(NOW)],
        THEN: [earlier_organization(rng, row) for player, row in rows if player.on_record(THEN)],
    }
    ties = {THEN: list(tie_rows(rng, then, THEN)), NOW: list(tie_rows(rng, now | lapsed, NOW))}
    ties = {THEN: ties[THEN] + other_rows(hopes[:40], THEN), NOW: ties[NOW] + other_rows(hopes, NOW)}
    return {date: tables(seed, date, players, organizations[date], ties[date]) for date in (THEN, NOW)}


def tables(
    seed: int, date: str, players: dict[str, Player], organizations: list[Row], ties: list[Row]
) -> dict[str, list[Row]]:
    """The tables of one date. Ratings and months have seeds of their own: both dates share their past."""
    listed_ids = {row["id"] for row in organizations}
    return {
        "inventory": [inventory_row(date)],
        "organizations": organizations,
        "relationships": ties,
        "assessments": assessment_rows(Random(f"{seed} ratings"), players, date),
        "initiatives": list(initiative_rows(date, listed_ids)),
        "assets": list(asset_rows(date, listed_ids)),
        "seats": list(seat_rows(Random(f"{seed} seats"), date)),
        "communities": list(community_rows(date)),
        "participation": list(participation_rows(Random(f"{seed} evenings"), date)),
        "claims": list(claim_rows(date)),
        "notes": list(note_rows(date, listed_ids)),
    }


def columns() -> dict[str, list[str]]:
    """The columns of each table, as the standard orders them."""
    found: dict[str, list[str]] = {}
    with (HERE / "schema" / "columns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["table"], []).append(row["column"])
    return found


def write(target: Path, seed: int = SEED) -> None:
    """Write both dates as folders of CSV under ``target``."""
    header = columns()
    for date, content in make(seed).items():
        (target / date).mkdir(parents=True, exist_ok=True)
        for name, rows in content.items():
            with (target / date / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, header[name], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
