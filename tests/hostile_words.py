"""An inventory whose every word tries to be more than text."""

from components.inventory import Inventory
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
