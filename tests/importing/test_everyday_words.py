"""Words as city teams write them come in right: types, headers, short names, lists of ties."""

from __future__ import annotations

import pytest

from components.drafts import find_suggestions, read_inventory, take_suggestions
from components.drafts.opening import open_draft
from components.importing import suggest_mapping
from components.inventory import Inventory
from tests.reading import of, read, read_files, sheet, the_one


def rows_of(inventory: Inventory, *columns: str) -> list[list[object]]:
    """The rows of the organizations in these columns, with None where nothing is known."""
    frame = inventory.organizations[[*columns]].astype(object)
    return frame.where(frame.notna(), None).to_numpy().tolist()


# Types

TYPES = {
    "civic hackers and data mavens": "Code for America brigade|Civic tech group|civic technologists|Open data group",
    "local government": "School district|city govt|City gov't|County Dept.|Transit agency|Housing Authority|"
    "Police Dept|Mayor’s office|Town|Parks & Recreation|School Districts|Local gov|City & county government|"
    "Municipal|Ayuntamiento|Mairie|Stadtverwaltung",
    "regional agency": "Council of governments|Regional planning org|MPO",
    "state or federal agency": "State gov|State govt|Federal Government Agency|US government",
    "community groups and advocates": "Neighborhood association|Neighbourhood assn|Tenants' union|Block club|HOA|"
    "Grassroots org|Advocacy organisations|Mutual aid group|CBOs|"
    "Asociación de vecinos",
    "issue area experts": "Think tank|Research org|Policy institute",
    "philanthropies": "Foundation|Family foundations|Funder|Grantmaker|Community fdn|United Way|Corporate funder",
    "tech companies": "Startup|Start-ups|Software company|IT company|GovTech",
    "community development": "CDC|Community Dev Corp|Community land trust",
    "faith": "Faith-based|Faith-based org|Churches|House of worship|Mosque",
    "other nonprofit": "Nonprofit|Non-profits|NPO|CSO|NGOs|501(c)(3)|Civil society organisation|"
    "Nonprofit organization (501c3)|Social service agency",
    "university": "Univ|Community college|Higher ed|Academic institution",
    "library": "Public library system|Library branch",
    "school": "High school|Public schools|K-12 school",
    "hospital": "FQHC|Community health ctr|Healthcare provider",
    "legal aid": "Legal aid society|Legal services provider",
    "other company": "Small businesses|Private company|Law firm",
    "media": "Newspaper|News outlet|Radio station|Local media",
    "collaborative": "Chamber of commerce|Chamber|Task force|Public-private partnership|Coalitions",
}


@pytest.mark.parametrize("word", TYPES)
def test_the_kinds_of_organization_that_teams_write_are_types(word: str) -> None:
    texts = TYPES[word].split("|")
    inventory, _ = read("name,type\n" + "".join(f"Group {at},{text}\n" for at, text in enumerate(texts)))
    assert dict(zip(texts, inventory.organizations["type"], strict=True)) == dict.fromkeys(texts, word)


@pytest.mark.parametrize("header", ["Last update", "Date updated", "Updated on", "Recorded Date"])
def test_the_day_of_an_export_is_when_its_row_was_true(header: str) -> None:
    inventory, _ = read(f"name,type,{header}\nElm Aid,library,3/25/2024 9:30am\n")
    assert rows_of(inventory, "as_of") == [["2024-03-25"]]


def test_what_an_organization_wants_to_learn_is_no_skill_of_it() -> None:
    text = 'name,What do you need help with?\nElm Aid,"Data analysis, Mapping"\nOak Hub,Mapping\n'
    assert read(text, "list.csv")[0].organizations["skills"].isna().all()


@pytest.mark.parametrize("text", ["Government", "Public agency", "Youth group", "volunteer group", "Partner"])
def test_a_word_that_may_be_several_types_stays(text: str) -> None:
    inventory, problems = read(f"name,type\nA One,{text}\n")
    assert rows_of(inventory, "type") == [[text]]
    assert the_one(problems, "word outside the vocabulary").severity == "warning"


@pytest.mark.parametrize(
    ("text", "word", "further"),
    [
        ("Nonprofit / funder", "other nonprofit", ("philanthropies",)),
        ("NGO/Foundation", "other nonprofit", ("philanthropies",)),
        ('"Library, nonprofit"', "library", ("other nonprofit",)),
        ("School district and library", "local government", ("library",)),
        ("University; think tank; funder", "university", ("issue area experts", "philanthropies")),
        ("City/County", "local government", None),
        ("Nonprofit / sports", "Nonprofit / sports", None),
    ],
)
def test_a_cell_of_several_types_gives_one_type_and_further_ones(
    text: str, word: str, further: tuple[str, ...] | None
) -> None:
    inventory, problems = read(f"name,type\nE Five,{text}\n")
    assert rows_of(inventory, "type", "also_type") == [[word, further]]
    assert bool(of(problems, "cells of several types")) == (word != "Nonprofit / sports")


def test_further_types_are_added_to_those_that_are_there() -> None:
    inventory, problems = read("name,type,also_type\nA,Church / school,library\nB,CDC,\n")
    assert rows_of(inventory, "type", "also_type") == [
        ["faith", ("library", "school")],
        ["community development", None],
    ]
    assert "“Church / school” as faith, also school" in the_one(problems, "cells of several types").message


# Whom one serves


@pytest.mark.parametrize(
    "header",
    [
        *("Target Communities", "target_group", "Who benefits?", "Target audience", "Population served"),
        *("Who do you serve?", "What population(s) do you serve?", "Beneficiaries", "Priority populations", "Audience"),
        *("Who we serve", "Groups served", "Our target audience", "Intended beneficiaries", "Constituents"),
    ],
)
def test_everyday_headers_of_whom_one_serves(header: str) -> None:
    inventory, _ = read(f"name,{header}\nNorthtown Tenants,renters\nElm Legal Aid,immigrants\n", "list.csv")
    assert rows_of(inventory, "serves") == [[("renters",)], [("immigrants",)]]


@pytest.mark.parametrize("header", ["People served", "Target population", "Beneficiaries"])
def test_how_many_are_served_is_no_community(header: str) -> None:
    inventory, _ = read(f'name,{header}\nNorthtown Tenants,"1,200"\nElm Legal Aid,85\n', "list.csv")
    assert rows_of(inventory, "serves", header) == [[None, "1,200"], [None, "85"]]


# Half a header


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        *(("url_type", "homepage|homepage"), ("verification_status", "VERIFIED|STALE")),
        *(("Hazard Category", "Weather|Fire"), ("Payment status", "active|closed"), ("Record type", "A|B")),
        *(("Attachment Summary", "|"), ("Program description", "|"), ("Image description", "A red door|A hall")),
    ],
)
def test_a_header_that_only_ends_in_a_known_one_stays_its_own(header: str, cells: str) -> None:
    one, other = cells.split("|")
    inventory, _ = read(f"name,city,{header}\nNorthtown Library,Elm,{one}\nElm Legal Aid,Elm,{other}\n", "list.csv")
    assert rows_of(inventory, "type", "status", "description", "issue_areas") == [[None] * 4] * 2
    assert rows_of(inventory, header) == [[one or None], [other or None]]


def test_a_header_that_ends_in_a_known_one_is_it_where_the_cells_say_so() -> None:
    inventory, _ = read("name,Member type,Company type,Lab status\nA,library,X,dormant\nB,school,X,odd\n", "list.csv")
    assert rows_of(inventory, "type", "status") == [["library", "dormant"], ["school", "odd"]]


# Words that are no misspelling


@pytest.mark.parametrize("text", ["Country", "Countries", "Fund", "Farm", "Mouth", "Parish"])
def test_an_ordinary_word_is_no_misspelled_type(text: str) -> None:
    found = open_draft({"organizations.csv": f"name,type\nNorthtown Library,{text}\n".encode()})
    assert find_suggestions(found).empty
    assert "Did you mean" not in the_one(found.problems, "word outside the vocabulary").mend


# Short names

LISTED = """name,type
Northtown Housing Alliance,nonprofit
Elm County Health Department,local government
River Software,tech company
University of Northtown,university
Elm Street Library,library
St. Mary's Community Center,faith
City of Elm Parks Department,local government
River Valley Food Bank,nonprofit
Hill Food Bank,nonprofit
Ward 5 Neighbors,community group
"""
SHORT = {
    "Housing Alliance": "Northtown Housing Alliance",
    "The Housing Alliance": "Northtown Housing Alliance",
    "County Health Dept": "Elm County Health Department",
    "Elm Co. Health Dept.": "Elm County Health Department",
    "River": None,  # River Software, or the River Valley Food Bank
    "Software": None,  # any company
    "Univ. of Northtown": "University of Northtown",
    "Northtown Univ": "University of Northtown",
    "Elm St Library": "Elm Street Library",
    "St Mary's Comm Ctr": "St. Mary's Community Center",
    "Saint Mary's": "St. Mary's Community Center",
    "River Valley": "River Valley Food Bank",
    "Food Bank": None,  # two are called so
    "City of Elm": None,  # its department is not the city
    "Ward Neighbors": None,  # of which ward?
    "Library": None,  # any library
}


def test_a_short_name_that_is_part_of_one_listed_name_is_suggested() -> None:
    ties = "from,to\n" + "".join(f"{name},Hill Food Bank\n" for name in SHORT)
    before = open_draft({"organizations.csv": LISTED.encode(), "relationships.csv": ties.encode()})
    found = find_suggestions(before)
    told = dict(zip(found["value"], found["suggestion"], strict=True))
    assert told == {short: name for short, name in SHORT.items() if name}
    assert set(found["kind"]) == {"organization"}
    after = take_suggestions(before, found).inventory.organizations
    assert set(after["name"][after["listed"] == "no"]) == {short for short, name in SHORT.items() if not name}


def test_the_only_listed_name_that_holds_a_single_word_is_suggested() -> None:
    found = find_suggestions(
        open_draft(
            {
                "organizations.csv": b"name\nRiver Software\nNorthtown Housing Alliance\n",
                "relationships.csv": b"from,to\nRiver,Northtown Housing Alliance\n",
            }
        )
    )
    assert found[["value", "suggestion"]].to_numpy().tolist() == [["River", "River Software"]]


# Lists of members and of children


@pytest.mark.parametrize(
    ("headers", "further", "kind"),
    [
        ("child_group_id,parent_group_id,relationship_type", ",coalition_member", "member_of"),
        ("Member,Coalition", "", "member_of"),
        ("Member organization,Network", "", "member_of"),
        ("Affiliate,Umbrella organization", "", "member_of"),
        ("Child organization,Parent organization,Relationship", ",division of", "part_of"),
        ("Child,Parent", "", None),
    ],
)
def test_a_list_of_members_or_children_holds_ties(headers: str, further: str, kind: str | None) -> None:
    inventory, problems = read_files(
        {
            "groups.csv": "group_id,name\nnorth-coalition,North Coalition\nelm-tenants,Elm Tenants\n",
            "coalitions.csv": f"{headers}\nelm-tenants,north-coalition{further}\n",
        }
    )
    assert inventory.organizations["id"].tolist() == ["north-coalition", "elm-tenants"]
    tie = inventory.relationships.iloc[0]
    assert (len(inventory.relationships), tie["from"], tie["to"]) == (1, "elm-tenants", "north-coalition")
    assert (tie["kind"] if isinstance(tie["kind"], str) else None) == kind
    assert bool(of(problems, "kind of parents not said")) == (kind is None)


def test_a_list_of_people_who_are_members_holds_no_ties() -> None:
    inventory, _ = read_inventory({"members.csv": b"Member,Coalition\nMaria Lopez,North\nJohn Smith,North\n"})
    assert len(inventory.organizations) == len(inventory.relationships) == 0


# Things, which are no organizations

THINGS = {
    "list.csv": "name,label,latitude,longitude\n"
    + "".join(f"Bike rack,Rack {at},41.8{at},-87.6{at}\n" for at in range(8)),
    "by-year.csv": "name,year,population\n"
    + "".join(f"{name},{year},9\n" for name in ("Elm", "Oak") for year in (1, 2, 3)),
    "services.csv": "organization,service,website\n" + "Northtown Centre,Advice,https://n.example\n" * 4,
    "stops.csv": "id,name,lat,lon\nS1,Main and 1st,41.81,-87.61\nS2,Main and 2nd,41.82,-87.62\n",
    "calendar.csv": "name,date,start time,venue\nHack Night,2024-03-01,18:00,Library\nData Day,2024-03-02,9:00,Hall\n",
    "stock.csv": "name,price,quantity\nLaptop,300,4\nTent,80,9\n",
}


@pytest.mark.parametrize("file", THINGS)
def test_a_table_whose_rows_may_be_things_is_asked_about(file: str) -> None:
    inventory, problems = read_files({file: THINGS[file]})
    assert not any(map(len, inventory.tables.values()))
    assert the_one(problems, "table that may hold things").severity == "warning"
    asked = suggest_mapping(sheet(THINGS[file], file))
    assert (asked.table, asked.sure) == ("organizations", False)


def test_whoever_says_that_such_rows_are_organizations_has_them() -> None:
    inventory, problems = read_files({"organizations.csv": THINGS["list.csv"]})
    assert len(inventory.organizations) == 8
    assert len(of(problems, "name used twice")) == 7


def test_an_organization_that_stands_once_for_each_of_its_people_is_not_asked_about() -> None:
    people = ["Maria Lopez", "John Smith", "Ana Gomez", "Peter Jones", "Sarah Miller", "David Brown"]
    rows = "".join(f"{name},{('Northtown Library', 'Elm Legal Aid')[at % 2]}\n" for at, name in enumerate(people))
    inventory, _ = read_files({"members.csv": f"Name,Company\n{rows}"})
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid"]


@pytest.mark.parametrize(
    "text",
    [
        "name,address,phone\nNorthtown Library,1 Main St,555-0101\nElm Legal Aid,2 Main St,555-0102\n",
        "name,type\nPublic Library,library\nPublic Library,library\nHub,nonprofit\nElm Aid,legal aid\n",
        "name,type,date added\nNorthtown Library,library,2024\nElm Legal Aid,legal aid,2024\n",
        "name,type,year\nNorthtown Library,library,2024\nElm Legal Aid,legal aid,2024\n",
    ],
)
def test_a_list_of_organizations_is_not_asked_about(text: str) -> None:
    assert len(read(text, "list.csv")[0].organizations) == text.count("\n") - 1
