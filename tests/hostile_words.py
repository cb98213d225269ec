"""Inventories whose every word tries to be more than text."""

import pandas as pd

from components.inventory import Inventory
from components.inventory.schema import schema_columns
from tests.inventories import make_inventory

NAMES = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "![picture](http://evil.example/p.png)",
    "[a link](http://evil.example)",
    '<a href="http://evil.example">Trust us</a>',
    ":red[Warning] :smile: :material/home:",
    "$x^2$ **bold** `code`",
    "“Friends” & 'neighbors' \"of\" the \\bend\\",
    "👩🏽‍💻 Coders 🎉",
    "منظمة الحي",
    "evil\u202egnp.exe",
    "www.evil.example mail@evil.example -> here",
]
COMMUNITY = "<b>Elders</b> & [youth](http://evil.example) سكان"
ISSUE = '<a href="http://evil.example">justice</a>'
OTHER = "**not bold** <script>document.title='owned'</script> ![x](http://evil.example/p.png)"
CITY = "<i>Hostile</i> *city* :red[x]"


def hostile_inventory() -> Inventory:
    ids = [f"organization-{number}" for number in range(len(NAMES))]
    organizations = [
        {
            "id": id_,
            "name": name,
            "type": "issue area experts" if number % 2 else "civic hackers and data mavens",
            "description": OTHER,
            "website": "javascript:document.title='owned'",
            "issue_areas": ("justice", ISSUE),
            "serves": (COMMUNITY, "Renters"),
            "led_by": (COMMUNITY,),
            "skills": (OTHER,),
            "source": OTHER,
            "as_of": "2025",
            "extra": OTHER,
        }
        for number, (id_, name) in enumerate(zip(ids, NAMES, strict=True))
    ]
    pairs = [(ids[0], other) for other in ids[1:]]
    relationships = [
        {"from": a, "to": b, "kind": "works_with", "level": 3, "held_by": (OTHER,), "evidence": OTHER, "source": OTHER}
        for a, b in pairs
    ]
    elements = ["key players", "collaborative approach", "knowledge", "resources", "infrastructure"]
    return make_inventory(
        inventory=[{"city": CITY, "place": OTHER, "fictional": "yes", "as_of": "2025-06-30", "kept_by": OTHER}],
        organizations=organizations,
        relationships=relationships,
        assessments=[
            {"element": element, "indicator": OTHER, "rating": 2, "rater": "A", "evidence": OTHER, "source": OTHER}
            for element in elements
        ],
        initiatives=[{"name": NAMES[0], "lead": ids[0], "partners": tuple(ids[1:3]), "issue_areas": (ISSUE,)}],
        seats=[{"table": OTHER, "organization": ids[1], "issue_areas": (ISSUE,), "speaks_for": (COMMUNITY,)}],
        communities=[{"name": COMMUNITY, "marginalized": "yes", "population_share": 0.2, "source": OTHER}],
        notes=[{"about": NAMES[0], "text": OTHER, "source": OTHER}],
        claims=[{"table": "organizations", "row": NAMES[0], "column": OTHER, "value": OTHER, "source": OTHER}],
    )


# The kinds of columns that hold words, and the columns by which rows find each other.
WORDS = ("text", "word", "community", "web address")
REFERENCES = ("id", "name", "row", "about", "table", "element")


def picture_of(table: str, column: str) -> str:
    """A picture, in markdown and in HTML, that would be fetched were it not text; its address says where it stands."""
    address = f"http://evil.example/{table}-{column}.png"
    return f"![picture]({address}) <img src={address}>"


def hostile_columns() -> list[tuple[str, str]]:
    """Each table and column that holds words."""
    columns = schema_columns()
    return [(row.table, row.column) for row in columns.itertuples() if row.kind in WORDS]


def inventory_of_pictures() -> Inventory:
    """The hostile inventory, with a picture in every cell of words that was empty, and in all words of further rows."""
    found = hostile_inventory()
    several = schema_columns().set_index(["table", "column"])["several"].notna()
    tables: dict[str, pd.DataFrame] = {
        "assets": pd.DataFrame([{"name": "An asset", "holder": "organization-1"}]),
        "participation": pd.DataFrame([{"organization": "organization-1", "date": "2025-01-01"}]),
    }
    tables |= {name: frame.astype(object) for name, frame in found.tables.items() if len(frame)}
    for table, column in hostile_columns():
        frame, picture = tables[table], picture_of(table, column)
        cell = (picture,) if several[table, column] else picture
        before = frame[column] if column in frame else pd.Series(None, frame.index, object)
        frame[column] = [cell if value is None or value != value or value == () else value for value in before]
    for name, frame in tables.items():
        last = frame.iloc[-1].to_dict()
        last |= {
            column: (picture_of(name, column),) if several[name, column] else picture_of(name, column)
            for table, column in hostile_columns()
            if table == name and column not in REFERENCES
        }
        last |= {"id": "organization-of-pictures"} if "id" in last else {}
        last |= {picture_of(name, "header"): picture_of(name, "cell")}
        tables[name] = frame if name == "inventory" else pd.concat([frame, pd.DataFrame([last])], ignore_index=True)
    return make_inventory(**tables)
