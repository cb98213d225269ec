"""How good the finding of duplicates is, measured on the practice files and on labels given by hand.

``python -m tests.duplicates_measured`` writes the figures into docs/duplicates.md (with ATLAS_EXAMPLES set).
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pandas as pd

from components.matching import find_duplicates
from tests.inventories import make_inventory

PAGE = Path(__file__).parents[1] / "docs" / "duplicates.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->\n"
BANDS = ("sure", "likely")
FILES = {
    "african-tech-hubs": "african-tech-hubs/african_tech_hubs_public_v1_geocoded.csv",
    "brigades": "brigades/brigades_flat.csv",
    "boston-providers": "boston-providers/msm-providers.csv",
    "civic-tech-index": "civic-tech-index/cti_organizations.csv",
}
# The columns that are looked at, by the headers that one or another file gives them; others are left out.
HEADERS = {
    "hub_name": "name",
    "Organization Name": "name",
    "Website": "website",
    "link_WebSite": "website",
    "Latitude (Example 42.24345)": "latitude",
    "Longitude (Example -72.4234)": "longitude",
    "Address (#, Street Name, District/city, State, Zip Code)": "address",
    "street_address": "address",
    "previous_names": "once",
}
COLUMNS = ("name", "website", "latitude", "longitude", "address", "city")
# Every pair that was found, by the numbers of its rows in a spreadsheet, judged by reading the two rows: name, address,
# city, website. "branches" are houses of one organization at different addresses: whether they are one row is the
# team's to say, so they count as not right. So does "unclear", where the rows do not tell, mostly one name in two
# countries.
LABELS = {
    "african-tech-hubs": {
        **dict.fromkeys([(2, 3), (56, 57), (87, 88), (119, 120), (133, 343), (139, 140), (171, 172)], "same"),
        **dict.fromkeys([(224, 225), (229, 230), (278, 297), (284, 285), (417, 418), (448, 449)], "same"),
        **dict.fromkeys([(13, 392), (20, 33), (97, 335), (143, 218), (388, 453), (400, 402)], "unclear"),
    },
    "brigades": {(25, 176): "same"},
    "boston-providers": dict.fromkeys(
        [
            *((89, 246), (90, 248), (93, 256), (94, 257), (96, 269), (105, 197), (107, 198), (210, 212), (211, 215)),
        ],
        "same",
    )
    | dict.fromkeys([(85, 86), (85, 87), (86, 87), (139, 140), (170, 173)], "branches"),
    "civic-tech-index": {(179, 180): "two"},
}
Rows = list[dict[str, str]]


def folder() -> Path | None:
    """Where the practice files are; None where they are not."""
    return Path(os.environ["ATLAS_EXAMPLES"]) if os.environ.get("ATLAS_EXAMPLES") else None


def rows_of(examples: Path, name: str) -> Rows:
    """The organizations of a practice file: the row's number as id, and ``COLUMNS``, empty where it has none."""
    with (examples / FILES[name]).open(encoding="utf-8-sig", newline="") as file:
        rows = [{HEADERS.get(header, header): text for header, text in row.items()} for row in csv.DictReader(file)]
    return [
        {"id": str(number)} | {column: row.get(column, "") for column in (*COLUMNS, "once")}
        for number, row in enumerate(rows, start=2)
        if row["name"].strip()
    ]


def found(rows: Rows) -> pd.DataFrame:
    """The likely duplicates among rows, without what the file says of former names."""
    return find_duplicates(make_inventory(organizations=pd.DataFrame(rows).drop(columns="once", errors="ignore")))


def with_old_names(rows: Rows, evidence: bool) -> tuple[Rows, dict[str, str]]:
    """The rows with one more for each former name, and the row that each is a former name of."""
    more, of = [], {}
    for row in rows:
        for place, name in enumerate(filter(None, row["once"].split("; "))):
            beside = row if evidence else dict.fromkeys(row, "")
            more.append(beside | {"id": f"{row['id']}-{place}", "name": name})
            of[more[-1]["id"]] = row["id"]
    return [*rows, *more], of


def aliases_found(examples: Path, evidence: bool) -> Counter[str]:
    """Former names of brigades by the band in which their row and that of the organization are found, or ``missed``."""
    rows, of = with_old_names(rows_of(examples, "brigades"), evidence)
    pairs = found(rows)
    bands = dict(zip(map(frozenset, zip(pairs["first"], pairs["second"], strict=True)), pairs["band"], strict=True))
    return Counter(bands.get(frozenset(pair), "missed") for pair in of.items())


def organizations_found(examples: Path, evidence: bool) -> int:
    """Of how many organizations at least one former name is found."""
    rows, of = with_old_names(rows_of(examples, "brigades"), evidence)
    pairs = set(map(frozenset, found(rows)[["first", "second"]].to_numpy().tolist()))
    return len({own for old, own in of.items() if frozenset((old, own)) in pairs})


def judged(examples: Path, name: str) -> Counter[tuple[str, str]]:
    """The pairs found in a file, by band and label; ``not judged`` for one that has no label."""
    pairs = found(rows_of(examples, name))
    ends = [tuple(sorted(map(int, pair))) for pair in zip(pairs["first"], pairs["second"], strict=True)]
    return Counter((band, LABELS[name].get(pair, "not judged")) for band, pair in zip(pairs["band"], ends, strict=True))  # type: ignore[call-overload]


def measured(examples: Path) -> str:
    """The tables of the page, as Markdown."""
    lines = ["| the former names stand in rows of their own with | sure | likely | missed | organizations |"]
    lines.append("|:--|--:|--:|--:|--:|")
    for evidence, what in ((False, "the name alone"), (True, "name, website, city and coordinates of the present row")):
        names = aliases_found(examples, evidence)
        count = organizations_found(examples, evidence)
        lines.append(f"| {what} | {names['sure']} | {names['likely']} | {names['missed']} | {count} of 10 |")
    lines += ["", "| file | band | pairs | same | branches | unclear | two | precision |"]
    lines += ["|:--|:--|--:|--:|--:|--:|--:|--:|"]
    for name in FILES:
        counts = judged(examples, name)
        for band in BANDS:
            each = [counts[band, label] for label in ("same", "branches", "unclear", "two")]
            every = sum(count for (where, _), count in counts.items() if where == band)
            share = f"{each[0] / every:.0%}" if every else "none found"
            lines.append(f"| {name} | {band} | {every} | {' | '.join(map(str, each))} | {share} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the figures into the page."""
    examples = folder()
    if examples is None:
        raise SystemExit("Set ATLAS_EXAMPLES to the folder of practice files.")
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}{measured(examples)}{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
