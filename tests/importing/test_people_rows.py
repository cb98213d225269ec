"""No person becomes an organization: lists of people beside their organizations, and people among the nodes."""

from __future__ import annotations

import pytest

from components.drafts import count_rows
from components.drafts.opening import open_draft
from components.importing import FirstRows, bring_sheets, suggest_mapping
from components.importing.people_columns import explain_people_column
from tests.reading import of, read_files, the_one, uses

PEOPLE = ("Ada Quill", "Ben Harrow", "Zanele Okafor", "Maria Torres")
EMPLOYERS = ("Northtown Library", "Elm Legal Aid", "Elm Legal Aid", "River Software")
LEFT_OUT = "column about people left out"


def roster(headers: str, *more: str) -> str:
    """A list of four people of three organizations."""
    lines = zip(PEOPLE, EMPLOYERS, *(["x"] * 4 for _ in more), strict=True)
    return "\n".join([",".join([headers, *more]), *map(",".join, lines)]) + "\n"


@pytest.mark.parametrize(
    "headers",
    [
        *("Name,Company", "Name,Affiliation", "Name,Organization", "Name,Employer", "Name,Workplace", "Name,Agency"),
        *("Full name,Organization", "Member,Employer", "First and last name,Agency", "Attendee,Affiliation"),
        *("Participant,Organization represented", "Nombre,Empresa", "Nom,Entreprise", "Name,Firma", "Nome,Azienda"),
    ],
)
def test_a_name_beside_a_company_is_no_organization(headers: str) -> None:
    text = roster(headers)
    inventory, problems = read_files({"members.csv": text})
    frame = inventory.organizations
    assert frame["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert not any(person in str(cell) for person in PEOPLE for cell in frame.to_numpy().ravel())
    assert the_one(problems, LEFT_OUT).column == headers.split(",")[0]


def test_a_list_of_people_may_be_called_organizations() -> None:
    inventory, _ = read_files({"organizations.csv": roster("name,company")})
    assert inventory.organizations["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert "company" not in inventory.organizations


@pytest.mark.parametrize(
    ("headers", "people", "organizations"),
    [
        ("الاسم,المؤسسة", ("سمير الخطيب", "رنا سعيد"), ("جمعية الشمال", "نادي الحديقة")),
        ("الاسم,جهة العمل", ("سمير الخطيب", "رنا سعيد"), ("الشمال", "الحديقة")),
        ("姓名,单位", ("王小明", "李娜"), ("北方协会", "河流中心")),
        ("氏名,所属", ("山田 太郎", "佐藤 花子"), ("北図書館", "川センター")),
        ("이름,소속", ("김철수", "이영희"), ("북부 도서관", "강 센터")),
        ("ФИО,Место работы", ("Иван Петров", "Анна Сидорова"), ("Фонд Север", "Клуб Река")),
        ("नाम,संस्था", ("रमेश कुमार", "सीता देवी"), ("उत्तर समिति", "नदी संस्थान")),
    ],
)
def test_a_list_of_people_in_other_letters(
    headers: str, people: tuple[str, ...], organizations: tuple[str, ...]
) -> None:
    rows = "".join(f"{person},{name}\n" for person, name in zip(people, organizations, strict=True))
    inventory, _ = read_files({"list.csv": f"{headers}\n{rows}"})
    assert inventory.organizations["name"].tolist() == [*organizations]
    assert not any(person in str(cell) for person in people for cell in inventory.organizations.to_numpy().ravel())


def test_a_row_for_each_person_gives_an_organization_once_with_what_all_its_rows_say() -> None:
    text = "Name,Company,Function,Training,Outreach\nAda Quill,Northtown Library,Librarian,X,\n"
    text += "Ben Harrow,Elm Legal Aid,Lawyer,,X\nCora Lindt,Elm Legal Aid,Clerk,X,X\nDev Patel,River Software,,,X\n"
    draft = open_draft({"members.csv": text.encode()})
    frame = draft.inventory.organizations
    assert frame["name"].tolist() == ["Northtown Library", "Elm Legal Aid", "River Software"]
    assert frame["Function"].fillna("").tolist() == ["Librarian", "Lawyer|Clerk", ""]
    assert frame["skills"].tolist()[1] == ("community organizing", "training and teaching")
    assert "1 row" in the_one(draft.problems, "rows of one organization").message
    counts = count_rows(draft).iloc[0]
    assert (counts["rows_in"], counts["kept"], counts["merged"]) == (4, 3, 1)


def test_rows_of_people_that_say_different_things_of_an_organization_stay_apart() -> None:
    text = "Name,Company,Type\nBen Harrow,Elm Legal Aid,legal aid\nMaria Torres,Elm Legal Aid,media\n"
    inventory, problems = read_files({"members.csv": text})
    assert inventory.organizations["type"].tolist() == ["legal aid", "media"]
    assert the_one(problems, "name used twice")


@pytest.mark.parametrize(
    "text",
    [
        "Name,Organization,Issues\nFood Pantry,Elm Aid,food\nRide Share,North Hub,jobs\n",
        "Name,Agency\nCentral Library,City of Elm\nParks Office,City of Elm\n",
        "Name,Company,Website\nBudget Explorer,Open Works,https://a.example\nElm Portal,Data Mill,https://b.example\n",
        "Name,Organization\nElm Youth Network,Elm Foundation\nMaria Torres Center,City of Elm\n",
    ],
)
def test_a_name_that_is_no_persons_stays_the_name(text: str) -> None:
    inventory, problems = read_files({"list.csv": text})
    names = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert inventory.organizations["name"].tolist() == names and not of(problems, LEFT_OUT)


def test_step_one_shows_the_company_as_the_name_and_the_person_as_left_out() -> None:
    (sheet,) = bring_sheets({"members.csv": roster("ID,Name,Company".removeprefix("ID,")).encode()}).sheets
    mapping = suggest_mapping(sheet)
    assert uses(mapping) == {"Name": ("left out", ""), "Company": ("column", "name")}
    assert mapping.columns[0].why == "it names people, beside their organizations"
    assert FirstRows.of_sheet(sheet, mapping).tables["organizations"]["name"].nunique() == 3


# People among the nodes


def network(person: str, header: str = "Type") -> dict[str, str]:
    return {
        "nodes.csv": f"Id,Label,{header}\n1,Maria Torres,{person}\n2,Elm Legal Aid,legal aid\n3,North Hub,library\n",
        "edges.csv": "Source,Target\n1,2\n2,3\n3,1\n",
    }


@pytest.mark.parametrize(
    "person",
    [
        *("Person", "person", "Individual", "Contact", "People", "Persona", "Einzelperson", "Personne physique"),
        *("Человек", "Физическое лицо", "شخص", "个人", "個人", "개인", "व्यक्ति", "Kişi", "legal aid|Person"),
    ],
)
def test_nodes_that_say_they_are_people_are_set_aside_with_their_ties(person: str) -> None:
    draft = open_draft({name: text.encode() for name, text in network(person).items()})
    assert draft.inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]
    assert draft.inventory.relationships[["from", "to"]].to_numpy().tolist() == [["2", "3"]]
    nodes, ties = sorted(of(draft.problems, "people set aside"), key=lambda each: each.table)
    assert (nodes.value, ties.value) == ("1", "2")
    counts = count_rows(draft).set_index("file")[["rows_in", "kept", "set_aside"]]
    assert counts.loc["nodes.csv"].tolist() == [3, 2, 1] and counts.loc["edges.csv"].tolist() == [3, 1, 2]


@pytest.mark.parametrize("header", ["Node type", "Kind", "Category", "Entity type", "Person or organization"])
def test_other_columns_that_say_what_a_node_is(header: str) -> None:
    inventory, _ = read_files(network("Person", header))
    assert inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]


def test_people_who_are_ends_of_ties_by_name_are_set_aside_too() -> None:
    inventory, _ = read_files(
        {
            "elements.csv": "Label,Type,Tags\nMaria Torres,Individual,\nElm Legal Aid,Nonprofit,\nNorth Hub,library,\n",
            "connections.csv": "From,To,Type\nMaria Torres,North Hub,member of\nElm Legal Aid,North Hub,partner\n"
            "Maria Torres,Elm Legal Aid,\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Elm Legal Aid", "North Hub"]
    assert inventory.relationships[["from", "to"]].to_numpy().tolist() == [["elm-legal-aid", "north-hub"]]


def test_cells_that_name_a_person_who_is_set_aside_name_nobody() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name,type\nElm,legal aid\nMaria Torres,person\n",
            "initiatives.csv": "name,lead,partners\nClinic,Maria Torres,Elm|Maria Torres\n",
            "seats.csv": "table,organization\nBoard,Maria Torres\nBoard,Elm\n",
        }
    )
    assert inventory.organizations["name"].tolist() == ["Elm"]
    assert inventory.initiatives["lead"].isna().all() and inventory.initiatives["partners"].tolist() == [("elm",)]
    assert inventory.seats["organization"].tolist() == ["elm"]


def test_a_name_that_an_organization_has_too_is_not_taken_from_its_ties() -> None:
    inventory, _ = read_files(
        {
            "organizations.csv": "name,type\nTorres,person\nTorres,library\nElm,legal aid\n",
            "relationships.csv": "from,to\nTorres,Elm\n",
        }
    )
    assert len(inventory.relationships) == 1 and len(inventory.organizations) == 2


# Offices

ARABIC, CHINESE, KOREAN = (
    ("سمير الخطيب", "فؤاد منصور", "رنا سعيد"),
    ("王小明", "李娜", "欧阳明月"),
    ("김철수", "이영희", "박민준"),
)
JAPANESE, HINDI, HEBREW = (
    ("山田太郎", "佐藤 花子", "鈴木一郎"),
    ("रमेश कुमार", "सीता देवी", "अनिल शर्मा"),
    ("דוד כהן", "רחל לוי", "יוסי מזרחי"),
)
RUSSIAN, GREEK, AMHARIC = ("Иван Петров", "Анна Ильина"), ("Γιώργος Παππάς", "Μαρία Νικολάου"), ("አበበ ከበደ", "ሰላም ታደሰ")
FRENCH, VIETNAMESE, THAI = ("Jean Dupont", "Luc Martin"), ("Nguyễn Văn An", "Trần Thị Bình"), ("สมชาย ใจดี", "มานะ อดทน")


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        *(
            (header, ARABIC)
            for header in ("president", "treasurer", "chair", "Secretary", "Director", "الرئيس", "مدير")
        ),
        *((header, ARABIC) for header in ("أمين الصندوق", "أمين السر", "رئيس الجمعية", "اسم المدير", "جهة الاتصال")),
        *(
            (header, CHINESE)
            for header in ("会长", "負責人", "负责人姓名", "秘书长", "司库", "主任", "联系人", "chair")
        ),
        *((header, JAPANESE) for header in ("会長", "代表者", "代表者名", "会計", "事務局長", "担当者")),
        *((header, KOREAN) for header in ("회장", "대표자명", "총무", "담당자")),
        *((header, RUSSIAN) for header in ("Председатель", "Директор", "Казначей", "ФИО директора", "Контактное лицо")),
        *((header, HINDI) for header in ("अध्यक्ष", "सचिव", "कोषाध्यक्ष", "director")),
        *((header, HEBREW) for header in ('יו"ר', "גזבר", "מזכירה", "איש קשר")),
        *((header, GREEK) for header in ("Πρόεδρος", "Ταμίας", "Γραμματέας")),
        *((header, AMHARIC) for header in ("ሊቀመንበር", "ገንዘብ ያዥ")),
        *((header, THAI) for header in ("ประธาน", "เหรัญญิก")),
        *((header, VIETNAMESE) for header in ("Chủ tịch", "Thủ quỹ")),
        *((header, FRENCH) for header in ("Président de l'association", "Trésorier", "Schatzmeister", "Secretario")),
    ],
)
def test_offices_with_names_in_any_letters_are_about_people(header: str, cells: tuple[str, ...]) -> None:
    assert explain_people_column(header, cells)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("lead", ("جمعية الشمال", "نادي الحديقة", "مركز النهر")),
        ("负责人", ("北方协会", "河流中心", "花园基金会")),
        ("名称", CHINESE),
        ("城市", ("北京", "上海", "广州")),
        ("المدينة", ("القاهرة الجديدة", "الدار البيضاء")),
        ("Head office", ("New York", "Saint Louis", "Kansas City")),
        ("Управление", ("Центр Молодёжи", "Фонд Надежда")),
        ("会長", ("3", "5", "8")),
        ("director", ("ja", "nein")),
    ],
)
def test_other_columns_in_other_letters_are_not(header: str, cells: tuple[str, ...]) -> None:
    assert explain_people_column(header, cells) is None


def test_offices_in_other_letters_are_left_out_of_a_table() -> None:
    text = "name,president,treasurer,website\nجمعية الشمال,سمير الخطيب,ليلى حداد,https://north.example\n"
    inventory, problems = read_files({"list.csv": text + "نادي الحديقة,فؤاد منصور,هدى نصار,https://garden.example\n"})
    assert inventory.organizations["name"].tolist() == ["جمعية الشمال", "نادي الحديقة"]
    assert [problem.column for problem in of(problems, LEFT_OUT)] == ["president", "treasurer"]
    assert not {"president", "treasurer"} & set(inventory.organizations)
