"""Tables as city teams, forms and network programs write them come in right, without anyone being asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.drafts import count_rows, find_suggestions, make_draft_of_sheets, read_inventory
from components.drafts.opening import open_draft
from components.importing import HeadedSheet, SheetMapping, bring_sheets, decisions_to_json, suggest_mapping
from components.inventory import Inventory
from tests.reading import mappings_from_json, of, read_files, the_one, workbook


def ends(inventory: Inventory) -> set[tuple[str, str]]:
    """The ties of an inventory, by the names of their ends."""
    names = dict(zip(inventory.organizations["id"], inventory.organizations["name"], strict=True))
    ties = inventory.relationships[["from", "to"]].itertuples(index=False, name=None)
    return {(names[one], names[other]) for one, other in ties}


# Ties in everyday words


def test_a_sheet_of_partnerships_holds_ties() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name\nNorthtown Library\nElm Legal Aid\n",
            "Partnerships.csv": "Who,With whom,What they do together,How strong?\n"
            "Northtown Library,Elm Legal Aid,Clinic nights,strong\n",
        }
    )
    tie = inventory.relationships.iloc[0]
    assert ends(inventory) == {("Northtown Library", "Elm Legal Aid")}
    assert (tie["evidence"], tie["How strong?"]) == ("Clinic nights", "strong")
    assert inventory.relationships["level"].isna().all()


@pytest.mark.parametrize(
    ("file", "headers"),
    [
        ("list.csv", "Source,Destination"),
        ("list.csv", "Origin,Destination"),
        ("list.csv", "Who?,Works with whom?"),
        ("list.csv", "First organization,Second organization"),
        ("list.csv", "Lead organization,Partner organization"),
        ("list.csv", "Giver,Receiver"),
        ("list.csv", "Wer,Mit wem"),
        ("list.csv", "Who is connected,To whom"),
        ("list.csv", "Entity A,Entity B"),
        ("list.csv", "Agency 1,Agency 2"),
        ("list.csv", "Sender organization,Receiving organization"),
        ("list.csv", "Structure,Partenaire"),
        ("relationships.csv", "Organization,Partner organization"),
        ("Partners.csv", "Organization,Partner organization"),
        ("Network 2024.csv", "Org,Connected org"),
        ("Who works with whom.csv", "Name,Works with"),
        ("Links.csv", "Organización A,Organización B"),
        ("Links.csv", "机构,合作伙伴"),
        ("list.csv", "Quién,Con quién"),
        ("list.csv", "Кто,С кем"),
        ("list.csv", "谁,与谁"),
        ("Our partnerships 2024.csv", "Organization,Partner"),
        ("Collaborations.csv", "Organisation,Other organisation"),
        ("Beziehungen.csv", "Organisation,Partner"),
    ],
)
def test_two_headers_that_name_the_ends_of_a_tie_together(file: str, headers: str) -> None:
    inventory, _ = read_files({file: f"{headers}\nNorthtown Library,Elm Legal Aid\nRiver Software,Old Mill Hub\n"})
    assert ends(inventory) == {("Northtown Library", "Elm Legal Aid"), ("River Software", "Old Mill Hub")}


def test_a_list_of_partners_with_the_partners_of_each_is_one_of_organizations() -> None:
    text = "Organization,Topics,Partners\nA Lab,Housing,B Hub; C Club\nB Hub,Health,\nC Club,,\n"
    inventory, _ = read_files({"partners.csv": text})
    assert inventory.organizations["issue_areas"].notna().sum() == 2
    assert ends(inventory) == {("A Lab", "B Hub"), ("A Lab", "C Club")}


def test_organizations_beside_a_partner_are_ties_where_an_organization_has_several() -> None:
    text = "Organization,Partner,What for\nNorthtown Library,Elm Legal Aid,Clinics\nNorthtown Library,Old Mill Hub,\n"
    assert ends(read_files({"list.csv": text})[0]) == {
        ("Northtown Library", "Elm Legal Aid"),
        ("Northtown Library", "Old Mill Hub"),
    }
    text = "Organization,Partner,Topics\nNorthtown Library,Elm Legal Aid,Housing\nElm Legal Aid,,Health\n"
    inventory, _ = read_files({"list.csv": text})
    assert inventory.organizations["issue_areas"].tolist() == [("housing",), ("health",)]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        *(
            (header, "works_with")
            for header in ("Main partners", "Key collaborators", "Partner agencies", "Connections")
        ),
        *((header, "works_with") for header in ("Who do you work with?", "Works closely with", "Linked to", "Socios")),
        *(("Part of", "part_of"), ("Belongs to", "member_of")),
    ],
)
def test_a_column_that_names_other_organizations_of_the_table_gives_ties(header: str, kind: str) -> None:
    text = f'Organization,{header}\nA Lab,"B Hub, C Club"\nB Hub,A Lab and C Club\nC Club,\n'
    inventory, _ = read_files({"list.csv": text})
    assert ends(inventory) == {("A Lab", "B Hub"), ("A Lab", "C Club"), ("B Hub", "A Lab"), ("B Hub", "C Club")}
    assert set(inventory.relationships["kind"]) == {kind} and header not in inventory.organizations


@pytest.mark.parametrize("headers", ["Name,Start,End", "Name,Partner since,Type", "Name,Partners,Type"])
def test_a_table_of_organizations_holds_no_ties_by_a_header_alone(headers: str) -> None:
    inventory, _ = read_files({"list.csv": f"{headers}\nA Lab,2015,2019\nB Hub,2016,2020\n"})
    assert inventory.relationships.empty and "2015" not in inventory.organizations["name"].tolist()


@pytest.mark.parametrize("headers", ["Source,Destination,Type", "Source,Target,Type", "From,To,Type"])
def test_directions_of_edges_are_no_kinds_of_tie(headers: str) -> None:
    inventory, problems = read_files({"list.csv": f"{headers}\nNorthtown Library,Elm Legal Aid,Directed\n"})
    assert inventory.relationships["Type"].tolist() == ["Directed"]
    assert inventory.relationships["kind"].isna().all() and not of(problems, "word outside the vocabulary")


@pytest.mark.parametrize("weights", [("high", "low", "high"), ("<[2001, 1.0]>", "<[2002, 2.0]>", ""), ("weak", "", "")])
def test_a_weight_that_is_no_number_is_kept(weights: tuple[str, str, str]) -> None:
    rows = zip(("1,2", "1,3", "2,3"), weights, strict=True)
    files = {
        "nodes.csv": "Id,Label\n1,Northtown Library\n2,Elm Legal Aid\n3,River Software\n",
        "edges.csv": "Source,Target,Weight\n" + "".join(f'{pair},"{weight}"\n' for pair, weight in rows),
    }
    inventory, problems = read_files(files)
    assert inventory.relationships["Weight"].fillna("").tolist() == [*weights]
    assert not of(problems, "column that says the same")


def test_a_weight_beside_levels_is_dropped_only_where_it_says_the_same() -> None:
    for second, stays in (("", False), ("high", True)):
        text = f"Source,Target,Weight,Level\nA Lab,B Lab,3,3\nA Lab,C Lab,{second},\n"
        assert ("Weight" in read_files({"edges.csv": text})[0].relationships) == stays


def test_edges_without_a_kind_are_not_said_to_repeat_it() -> None:
    _, problems = read_files({"edges.csv": "Source,Target,Type,Weight\nA Lab,B Lab,Undirected,high\n"})
    note = the_one(problems, "column that says the same")
    assert (note.column, "only repeats" in note.message) == ("Type", False)


# Several organizations in one end

LISTED = 'name,aliases\nNorthtown Library,NL\nElm Legal Aid,\nRiver Software,\n"Parks, Recreation and Forestry",\n'


def others_of(end: str) -> tuple[list[str], list[str]]:
    """The other ends of the ties of River Software with what a cell names, and the rules of the problems."""
    text = f'from,to,level\nRiver Software,"{end}",3\n'
    inventory, problems = read_files({"organizations.csv": LISTED, "relationships.csv": text})
    assert set(inventory.relationships["level"]) == {3}
    return inventory.relationships["to"].tolist(), [problem.rule for problem in problems]


@pytest.mark.parametrize(
    "end",
    [
        *("Northtown Library, Elm Legal Aid", "Northtown Library; Elm Legal Aid", "Northtown Library & Elm Legal Aid"),
        *("Northtown Library and Elm Legal Aid", "NL / Elm Legal Aid", "Northtown Library\nElm Legal Aid"),
        *("Northtown Library|Elm Legal Aid", "northtown-library, elm-legal-aid", "Northtown Library، Elm Legal Aid"),
        *("Northtown Library + Elm Legal Aid", "- Northtown Library\n- Elm Legal Aid"),
    ],
)
def test_two_listed_organizations_in_one_end_are_two_ties(end: str) -> None:
    assert others_of(end) == (["northtown-library", "elm-legal-aid"], ["several organizations in a cell"])


def test_a_name_with_a_comma_stays_one_organization() -> None:
    parks = "parks-recreation-and-forestry"
    assert others_of("Parks, Recreation and Forestry") == ([parks], [])
    assert others_of("Parks, Recreation and Forestry; Elm Legal Aid")[0] == [parks, "elm-legal-aid"]
    assert others_of("Northtown Library, Annex") == (["northtown-library-annex"], ["organization not listed"])


def test_ends_of_other_ties_tell_where_a_cell_is_parted() -> None:
    inventory, _ = read_files({"ties.csv": 'from,to\nA Lab,B Hub\nC Club,"A Lab, B Hub"\n"A Lab, D",C Club\n'})
    assert ends(inventory) == {("A Lab", "B Hub"), ("C Club", "A Lab"), ("C Club", "B Hub"), ("A Lab, D", "C Club")}


def test_partners_of_an_initiative_are_parted_where_all_are_listed() -> None:
    text = 'name,partners\nClinic,"Northtown Library, Elm Legal Aid"\nFair,"Northtown Library, Annex"\n'
    inventory, problems = read_files({"organizations.csv": LISTED, "initiatives.csv": text})
    assert inventory.initiatives["partners"].tolist() == [
        ("northtown-library", "elm-legal-aid"),
        ("northtown-library-annex",),
    ]
    assert the_one(problems, "several organizations in a cell").value == "Northtown Library, Elm Legal Aid"
    text = "name,partners\nClinic,Northtown Library|Elm Legal Aid\n"
    _, problems = read_files({"organizations.csv": LISTED, "initiatives.csv": text})
    assert not problems


# Days as spreadsheets show them


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("3/25/24 14:30", "3/6/24 9:00"), ["2024-03-25", "2024-03-06"]),
        (("25.03.24", "6.3.24"), ["2024-03-25", "2024-03-06"]),
        (("25-Mar-24", "6-Mar-2024"), ["2024-03-25", "2024-03-06"]),
    ],
)
def test_years_of_two_digits(cells: tuple[str, str], days: list[str]) -> None:
    inventory, _ = read_files({"list.csv": f"name,as of,type\nA Lab,{cells[0]},media\nB Hub,{cells[1]},media\n"})
    assert inventory.organizations["as_of"].tolist() == days


@pytest.mark.parametrize("cell", ["Mar-24", "3/25/98", "24/3", "15-05-12"])
def test_days_that_could_be_others_are_not_read(cell: str) -> None:
    inventory, _ = read_files({"list.csv": f"name,as of,type\nA Lab,{cell},media\nB Hub,2024,media\n"})
    assert inventory.organizations["as_of"].isna().tolist() == [True, False]


# A matrix


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        (",A Lab,B Hub,C Club\nA Lab,0,1,0\nB Hub,1,0,1\nC Club,0,1,0\n", ["AB", "BC"]),
        (",A Lab,B Hub,C Club\nA Lab,-,X,\nB Hub,X,-,X\nC Club,,X,-\n", ["AB", "BC"]),
        ("Name,A Lab,B Hub,C Club\nA Lab,,yes,no\nB Hub,,,yes\nC Club,,,\n", ["AB", "BC"]),
        ("Partners 2024,,,\n,A Lab,B Hub,C Club\nA Lab,0,0,0\nB Hub,✓,0,0\nC Club,0,✓,0\n", ["BA", "CB"]),
        (";A Lab;B Hub;C Club\nA Lab;0;1;0\nB Hub;0;0;1\nC Club;1;1;0\n", ["AB", "BC", "CA", "CB"]),
        ("Organization,Type,A Lab,B Hub,C Club\nA Lab,library,,x,\nB Hub,media,x,,\nC Club,media,,,\n", ["AB"]),
        ("No,Name,1,2,3\n1,A Lab,,x,\n2,B Hub,x,,x\n3,C Club,,x,\n", ["AB", "BC"]),
    ],
)
def test_a_matrix_holds_organizations_and_their_ties(text: str, ties: list[str]) -> None:
    inventory, problems = read_files({"list.csv": text})
    assert inventory.organizations["name"].tolist() == ["A Lab", "B Hub", "C Club"]
    assert sorted(start[0] + end[0] for start, end in ends(inventory)) == ties
    assert len(inventory.relationships) == len(ties)
    assert the_one(problems, "ties read from a matrix").value == str(len(ties))
    assert not [problem for problem in problems if problem.severity != "note"]


def test_a_matrix_of_figures_gives_weights() -> None:
    inventory, _ = read_files({"list.csv": ",A Lab,B Hub,C Club\nA Lab,0,2,1\nB Hub,0,0,3\nC Club,0,0,0\n"})
    assert inventory.relationships["weight"].tolist() == ["2", "1", "3"]


def test_a_matrix_of_words() -> None:
    text = "Org,A Lab,B Hub,C Club\nA Lab,,strong,share data\nB Hub,strong,-,\nC Club,share data,,\n"
    inventory, _ = read_files({"list.csv": text})
    assert ends(inventory) == {("A Lab", "B Hub"), ("A Lab", "C Club")}
    assert inventory.relationships["weight"].tolist() == ["strong", "share data"]
    inventory, _ = read_files({"list.csv": ",A Lab,B Hub\nA Lab,,funds\nB Hub,advises,\n"})
    assert inventory.relationships["kind"].tolist() == ["funds", "advises"]


def test_a_matrix_beside_a_list_of_its_organizations_gives_only_ties() -> None:
    files = {
        "matrix.csv": ",A Lab,B Hub,C Club,D Shop\nA Lab,,x,,\nB Hub,x,,,\nC Club,,,,\nD Shop,,x,,\n",
        "organizations.csv": "name,type\nA Lab,library\nB Hub,media\nC Club,media\n",
    }
    draft = open_draft({name: text.encode() for name, text in files.items()})
    assert draft.inventory.organizations["name"].tolist() == ["D Shop", "A Lab", "B Hub", "C Club"]
    assert ends(draft.inventory) == {("A Lab", "B Hub"), ("B Hub", "A Lab"), ("D Shop", "B Hub")}
    counts = count_rows(draft).set_index("file").loc["matrix.csv"]
    assert (counts["rows_in"], counts["kept"], counts["merged"]) == (4, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "name,A Lab,B Hub\nA Lab,opened in May,\nB Hub,,closed\n",  # what is said of them is no mark
        "name,Housing,Health\nA Lab,x,\nB Hub,,x\n",
        "name,1,2,3\nA Lab,x,,\nB Hub,,x,x\n",  # answers: there is no third row
    ],
)
def test_what_is_no_matrix(text: str) -> None:
    assert read_files({"list.csv": text})[0].relationships.empty


# Rows and headers


@pytest.mark.parametrize(
    "tags",
    [
        "#org,#sector,#country",
        "#org +name,#sector,#country+code+v_iso2",
        "# org,,#country",
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"',
    ],
)
def test_signs_for_programs_under_the_header_are_no_organization(tags: str) -> None:
    inventory, problems = read_files(
        {"list.csv": f"Organization,Sector,Country\n{tags}\nNorthtown Relief,Health,X\nElm Aid,Water,X\n"}
    )
    assert inventory.organizations["name"].tolist() == ["Northtown Relief", "Elm Aid"]
    assert the_one(problems, "notes under the table").row == 2


def test_a_name_that_begins_with_a_hash_is_an_organization() -> None:
    inventory, _ = read_files({"list.csv": "Organization,Sector\n#Hack4Good,Tech\nElm Aid,Water\n"})
    assert inventory.organizations["name"].tolist() == ["#Hack4Good", "Elm Aid"]


def test_a_column_under_a_merged_group_without_a_header_of_its_own_is_called_after_the_group() -> None:
    rows = [["Who?", "When?", None], ["Organization", "Start", None], ["Northtown Library", "2015", "2019"]]
    inventory, problems = read_inventory({"list.xlsx": workbook(rows, "B1:C1", title="S")})
    assert inventory.organizations["When?"].tolist() == ["2019"]
    assert not [problem for problem in problems if problem.severity != "note"]


def test_cells_of_a_workbook_beyond_its_header_are_a_column_without_a_header() -> None:
    rows = [["Organization", "Sector"], ["Northtown Library", "Library", "open"], ["Elm Legal Aid", "Legal aid"]]
    inventory, problems = read_inventory({"list.xlsx": workbook(rows, title="List")})
    assert inventory.organizations["column 3"].fillna("").tolist() == ["open", ""]
    assert the_one(problems, "column without a header").column == "column 3"
    assert not of(problems, "row too long")


@pytest.mark.parametrize("unknown", ["Not available", "N/A", "?", "unknown", "TBD"])
@pytest.mark.parametrize(
    ("yes", "no"), [("Yes", "No"), ("Sí", "No"), ("Ja", "Nein"), ("✅", ""), ("نعم", "لا"), ("是", "否")]
)
def test_checkbox_columns_with_words_for_not_known(unknown: str, yes: str, no: str) -> None:
    text = "name,Category 1: Housing,Category 2: Health\n"
    text += f"Northtown Library,{yes},{no}\nElm Legal Aid,{no},{yes}\nRiver Software,{unknown},{unknown}\n"
    inventory, problems = read_files({"list.csv": text})
    assert inventory.organizations["issue_areas"].tolist() == [("housing",), ("health",), None]
    notes = of(problems, "word for not known")
    assert [(note.column, note.value) for note in notes] == [
        ("Category 1: Housing", unknown),
        ("Category 2: Health", unknown),
    ]


def test_checkbox_columns_whose_marks_repeat_their_header() -> None:
    text = "name,Housing,Health\nNorthtown Library,Housing,\nElm Legal Aid,,Health\nRiver Software,Housing,Health\n"
    found = read_files({"list.csv": text})[0].organizations["issue_areas"].tolist()
    assert found == [("housing",), ("health",), ("housing", "health")]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("housing, health and education", "housing|health|education"),
        ("housing & health", "housing|health"),
        ("Jobs + health", "Jobs|health"),
        ("- housing\n- health", "housing|health"),
        ("1) housing\n2) health", "housing|health"),
        ("Education, Jobs and economic development", "Education|Jobs|economic development"),
        ("housing, arts and crafts", "housing|arts and crafts"),
    ],
)
def test_words_with_other_marks_between_them_are_mended_into_words(cell: str, parts: str) -> None:
    _, problems = read_files({"list.csv": f'name,issue areas\nA Lab,"{cell}"\nB Hub,housing;\n'})
    assert the_one(problems, "words without bars").mend.endswith(f": {parts}")


@pytest.mark.parametrize(
    "headers",
    [
        ("Which issues do you work on? [Housing]", "Which issues do you work on? [Health]"),
        ("Works on (Housing)", "Works on (Health)"),
        ("Focus 1 - Housing", "Focus 2 - Health"),
    ],
)
def test_checkbox_columns_of_forms(headers: tuple[str, str]) -> None:
    text = f"name,{','.join(headers)}\nNorthtown Library,x,\nElm Legal Aid,,x\n"
    assert read_files({"list.csv": text})[0].organizations["issue_areas"].tolist() == [("housing",), ("health",)]


# Names in other languages and scripts


@pytest.mark.parametrize(
    ("headers", "row", "aliases"),
    [
        ("latin_name,arabic_name", "North,جمعية الشمال", ("جمعية الشمال",)),
        ("arabic_name,latin_name", "جمعية الشمال,North", ("جمعية الشمال",)),
        ("name_ar,name_en,name_es", "جمعية,North,Norte", ("جمعية", "Norte")),
        ("Name,Name (Arabic),Also known as", "North,جمعية,NA2|N", ("جمعية", "NA2", "N")),
        ("name,native name", "North,北方", ("北方",)),
        ("中文名称,英文名称", "北方协会,North", ("北方协会",)),
        ("Organization (English),Organization (Spanish)", "North,Norte", ("Norte",)),
        ("NameEnglish,NameFrench", "North,Nord", ("Nord",)),
        ("Nombre en español,Nombre en inglés", "Norte,North", ("Norte",)),
        ("Organization,Name in Somali", "North,Waqooyi", ("Waqooyi",)),
    ],
)
def test_a_second_name_in_another_language_is_an_alias_that_ties_find(
    headers: str, row: str, aliases: tuple[str, ...]
) -> None:
    files = {"list.csv": f"{headers}\n{row}\n", "relationships.csv": f"from,to\n{aliases[0]},East\n"}
    inventory, _ = read_files(files)
    assert inventory.organizations[["name", "aliases"]].to_numpy().tolist()[0] == ["North", aliases]
    assert ends(inventory) == {("North", "East")}


@pytest.mark.parametrize("header", ["name_id", "Language name", "English level", "Spanish", "Description (French)"])
def test_other_headers_with_the_name_of_a_language_are_no_aliases(header: str) -> None:
    assert read_files({"list.csv": f"name,{header}\nNorth,some\n"})[0].organizations["aliases"].isna().all()


def test_a_list_may_come_from_several_columns() -> None:
    (sheet,) = bring_sheets({"list.csv": b"Organization,Issue 1,Issue 2\nNorth,housing,health\nSouth,,jobs\n"}).sheets
    mapping = suggest_mapping(sheet)
    columns = [replace(column, use="column", column="issue_areas") for column in mapping.columns[1:]]
    draft = make_draft_of_sheets([sheet], [replace(mapping, columns=(mapping.columns[0], *columns))])
    assert draft.inventory.organizations["issue_areas"].tolist() == [("housing", "health"), ("jobs",)]
    assert not of(draft.problems, "column chosen twice")


# Forms


@pytest.mark.parametrize(
    "question",
    [
        *("What is the name of your organization?", "Your organization's name", "Which organization do you represent?"),
        *("What is your organization called?", "Name of organization or group *", "Nom de votre association"),
        *("¿Cómo se llama tu organización?", "Wie heißt Ihre Organisation?", "您的组织名称"),
    ],
)
def test_answers_of_a_form_are_organizations(question: str) -> None:
    text = f"Timestamp,Email Address,{question},Which issues do you work on? (check all that apply)\n"
    text += '3/25/2024 9:00:11,a@b.example,Casa Northtown,"Housing, Health"\n'
    text += '3/26/2024 10:00:00,c@b.example,Elm Legal Aid,"Justice, Housing, Jobs"\n'
    text += '4/2/2024 8:00:00,d@b.example,Northtown Library,"Education, Digital access"\n'
    inventory, problems = read_files({"form.csv": text})
    assert inventory.organizations["name"].tolist() == ["Casa Northtown", "Elm Legal Aid", "Northtown Library"]
    assert inventory.organizations["as_of"].tolist() == ["2024-03-25", "2024-03-26", "2024-04-02"]
    assert inventory.organizations["issue_areas"].tolist()[0] == ("Housing, Health",)
    assert len(of(problems, "words without bars")) == 3
    assert not any("@" in str(cell) for cell in inventory.organizations.to_numpy().ravel())
    (sheet,) = bring_sheets({"form.csv": text.encode()}).sheets
    mapping = suggest_mapping(sheet)
    assert list(HeadedSheet(sheet, mapping.header_rows).find_unsplit_lists(mapping)) == [3]
    draft = make_draft_of_sheets([sheet], [said(mapping, mapping.columns[3].header, "several")])
    assert draft.inventory.organizations["issue_areas"].tolist()[0] == ("housing", "health")


def test_answers_of_microsoft_forms_end_in_a_semicolon_and_name_who_answered() -> None:
    text = "ID,Start time,Completion time,Email,Name,Organization name,Which communities do you serve?\n"
    text += "1,x,3/25/2024 9:05:00,a@b.example,Ana Torres,Elm Legal Aid,renters;youth;\n"
    text += "2,x,3/26/2024 9:05:00,c@b.example,Tom Wu,River Software,renters;\n"
    (sheet,) = bring_sheets({"form.csv": text.encode()}).sheets
    mapping = said(suggest_mapping(sheet), "Which communities do you serve?", "several")
    frame = make_draft_of_sheets([sheet], [mapping]).inventory.organizations
    assert frame["name"].tolist() == ["Elm Legal Aid", "River Software"] and "Name" not in frame
    assert frame["serves"].tolist() == [("renters", "youth"), ("renters",)]


# Days with a time of day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/25/2018 9:00", "2018-03-25"),
        ("3/26/2018 21:30:05", "2018-03-26"),
        ("3/27/2018 9:00 PM", "2018-03-27"),
        ("25/3/2018 9:00:11 a. m.", "2018-03-25"),
        ("25.03.2018 21:30 Uhr", "2018-03-25"),
        ("25/03/2018 21h30", "2018-03-25"),
        ("2018/03/25 9:00:11 AM GMT-5", "2018-03-25"),
        ("2018-03-25 09:00:00 UTC", "2018-03-25"),
        ("2018-03-25T09:00:00+02:00", "2018-03-25"),
        ("Mar 25, 2018, 9:00 AM", "2018-03-25"),
        ("25 March 2018 at 09:00", "2018-03-25"),
        ("Sunday, March 25, 2018 9:00:00 PM", "2018-03-25"),
        ("Sun Mar 25 2018 09:00:11 GMT+0100 (CET)", "2018-03-25"),
    ],
)
def test_a_day_with_a_time_of_day(text: str, day: str) -> None:
    inventory, problems = read_files({"organizations.csv": f'name,as_of\nNorthtown Library,"{text}"\n'})
    assert inventory.organizations["as_of"].tolist() == [day]
    assert not problems


@pytest.mark.parametrize("text", ["3/25/2018 25:00", "3/25/2018 9:00 or later", "2018-03-25 24.12.2019", "2015 9:00"])
def test_what_is_more_than_a_day_and_its_time_is_not_read_as_one(text: str) -> None:
    inventory, problems = read_files({"organizations.csv": f"name,as_of\nNorthtown Library,{text}\n"})
    assert inventory.organizations["as_of"].isna().all() and the_one(problems, "not a date").value == text


def test_the_days_of_a_column_with_times_tell_its_order() -> None:
    text = "name,as_of\nA Lab,3/4/2024 9:00:11\nB Lab,3/26/2024 10:00:00\n"
    assert read_files({"organizations.csv": text})[0].organizations["as_of"].tolist() == ["2024-03-04", "2024-03-26"]


# Lists


def mends(text: str, column: str = "issue_areas") -> list[str]:
    """What one click would write in the place of a cell."""
    draft = open_draft(
        {"organizations.csv": f'name,{column}\nNorthtown Hub,"{text}"\nElm Legal Aid,justice\n'.encode()}
    )
    return find_suggestions(draft)["suggestion"].tolist()


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Housing (tiny homes), library building, coding", "Housing (tiny homes)|library building|coding"),
        ("Housing - tenants' rights, Health", "Housing - tenants' rights|Health"),
        ("Housing;Health;", "Housing|Health"),
        ("Housing, Health, and Jobs", "Housing|Health|Jobs"),
        ("Health、Housing", "Health|Housing"),
        ("Housing، Health", "Housing|Health"),
        ("• Housing • Health", "Housing|Health"),
    ],
)
def test_one_click_parts_a_list_and_drops_nothing_of_it(text: str, mended: str) -> None:
    assert mends(text) == [mended]


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("issue_areas", "Housing (rent, eviction)"),
        ("issue_areas", "Housing (rent) for tenants"),
        ("status", "Active (verified), since May"),
        ("type", "Library (public) / Archive"),
        ("type", "Library - public; archive"),
    ],
)
def test_one_click_never_drops_the_rest_of_a_cell(column: str, text: str) -> None:
    assert mends(text, column) == []


@pytest.mark.parametrize(
    ("column", "text", "mended"),
    [
        ("serves", "renters, Black residents", "renters|Black residents"),
        ("led_by", "renters, youth, and older adults", "renters|youth|older adults"),
        ("neighborhoods", "Eastside, Old Town", "Eastside|Old Town"),
        ("serves", "families (with children, without), renters", "families (with children, without)|renters"),
        ("aliases", "NTH, Northtown Hub of Elm, Inc.", "NTH|Northtown Hub of Elm, Inc."),
        ("serves", "renters، youth", "renters|youth"),
    ],
)
def test_commas_in_lists_of_names_are_told_and_mended_by_one_click(column: str, text: str, mended: str) -> None:
    inventory, problems = read_files({"organizations.csv": f'name,{column}\nNorthtown Hub,"{text}"\n'})
    assert inventory.organizations[column].tolist() == [(text,)]
    told = the_one(problems, "commas in a list")
    assert (told.severity, told.value, told.mend.endswith(mended)) == ("warning", text, True)
    assert mends(text, column) == [mended]


@pytest.mark.parametrize("text", ["renters, youth|", "homes under $1,000", "Doe, Inc.", "people (young, old)"])
def test_commas_that_part_nothing_are_not_told(text: str) -> None:
    inventory, problems = read_files({"organizations.csv": f'name,serves\nNorthtown Hub,"{text}"\n'})
    assert inventory.organizations["serves"].tolist() == [(text.rstrip("|"),)] and not problems


# Lists: what step 1 asks


def said(mapping: SheetMapping, header: str, values: str) -> SheetMapping:
    """The mapping, with the answer for the lists under a header."""
    columns = (replace(each, values=values) if each.header == header else each for each in mapping.columns)
    return replace(mapping, columns=tuple(columns))  # type: ignore[arg-type]


LISTS = 'name,serves,led_by,neighborhoods\nNorthtown Tenants,"renters, Black residents",renters,"Eastside, Old Town"\n'
LISTS += "Elm Legal Aid,renters,,Eastside|Westside\n"


def test_commas_in_lists_are_asked_once_a_column() -> None:
    (sheet,) = bring_sheets({"organizations.csv": LISTS.encode()}).sheets
    mapping = suggest_mapping(sheet)
    head = HeadedSheet(sheet, mapping.header_rows)
    assert not mapping.sure
    assert head.find_unsplit_lists(mapping) == {1: "renters, Black residents", 3: "Eastside, Old Town"}
    mapping = said(said(mapping, "serves", "several"), "neighborhoods", "one")
    draft = make_draft_of_sheets([sheet], [mapping])
    assert draft.inventory.organizations["serves"].tolist() == [("renters", "Black residents"), ("renters",)]
    assert draft.inventory.organizations["neighborhoods"].tolist() == [
        ("Eastside, Old Town",),
        ("Eastside", "Westside"),
    ]
    assert not draft.problems  # what was confirmed is not said again


def test_the_answer_is_used_for_the_next_file_with_these_headers() -> None:
    (sheet,) = bring_sheets({"organizations.csv": LISTS.encode()}).sheets
    mapping = said(said(suggest_mapping(sheet), "serves", "several"), "neighborhoods", "one")
    remembered, problems = mappings_from_json(decisions_to_json([mapping]))
    assert not problems and suggest_mapping(sheet, remembered).sure
    draft = open_draft({"more.csv": LISTS.encode()}, mappings=remembered)
    assert draft.inventory.organizations["serves"].tolist()[0] == ("renters", "Black residents")


def test_an_answer_that_is_none_is_not_taken_from_a_package() -> None:
    (sheet,) = bring_sheets({"organizations.csv": LISTS.encode()}).sheets
    text = decisions_to_json([said(suggest_mapping(sheet), "serves", "perhaps")])
    assert mappings_from_json(text)[0] == []


def test_lists_with_bars_or_of_one_value_are_not_asked_about() -> None:
    text = "name,serves,issue_areas\nA Lab,renters|Black residents,Housing\nB Lab,homes under $1,justice\n"
    (sheet,) = bring_sheets({"organizations.csv": text.encode()}).sheets
    assert suggest_mapping(sheet).sure


# Programs and assets in everyday words


@pytest.mark.parametrize("header", ["Program / Asset", "Program or project", "Program / Service"])
def test_a_list_of_programs_holds_initiatives_and_no_organizations(header: str) -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name\nNorthtown Library\nElm Legal Aid\n",
            "Programs & Assets.csv": f"{header},What is it,Run by,Partners,Neighborhoods,Start date,Status\n"
            "Crime Map,Map,Elm Legal Aid,Northtown Library,Citywide,2015-01-15,Active\n"
            "Data Academy,Training,Northtown Library,,Old Mill,2020-09-01,Ended\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid"]
    assert inventory.initiatives["name"].tolist() == ["Crime Map", "Data Academy"]
    assert inventory.initiatives["lead"].tolist() == ["elm-legal-aid", "northtown-library"]
    assert inventory.initiatives["since"].tolist() == ["2015-01-15", "2020-09-01"]


def test_a_list_of_data_sets_with_their_owners_holds_assets() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name\nNorthtown Library\nElm Legal Aid\n",
            "Our data.csv": "Dataset,Owner,Type,Last updated\n311 requests,Northtown Library,data,2024-05-01\n"
            "Evictions,Elm Legal Aid,data,2023-02-01\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid"]
    assert inventory.assets["holder"].tolist() == ["northtown-library", "elm-legal-aid"]


def test_members_and_what_they_work_on_together_come_in_by_everyday_headers() -> None:
    inventory, _ = read_files(
        {
            "Members.csv": "#,Member organization,Type,Dues paid\n1,Northtown Library,library,5\n2,Elm Legal Aid,,5\n",
            "Partnerships.csv": "Organization,Works with,On what\nNorthtown Library,Elm Legal Aid,Clinic nights\n",
        }
    )
    assert ends(inventory) == {("Northtown Library", "Elm Legal Aid")}
    assert inventory.relationships["evidence"].tolist() == ["Clinic nights"]
