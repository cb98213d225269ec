"""Bringing a table in: the guesses are looked over, and what a further file would change is said before it does."""

import io
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from components.drafts import make_draft
from components.drafts.opening import open_draft
from components.importing import FirstRows
from components.ui.frame.page_footer import inventory_file
from components.ui.views.inventory import table_review
from tests.hostile_words import NAMES, hostile_inventory
from tests.inventories import make_inventory
from tests.pages.opening import as_own, assert_runs, in_view, marked_up, names, opened, press, said, settled, uploaded
from tests.pages.test_hostile_words import TRIES

FOREIGN = (
    b"Group Title,Street,Contact Email\nNorth Hackers,1 First St,ann@example.org\nCity Hall,2 Main St,bo@example.org\n"
)
MINE = b"name,place,type\nNorth Hackers,North,\nCity Hall,Center,\n"


def button(page: AppTest, label: str):
    return next(button for button in page.button if button.label == label)


def grid(page: AppTest):
    """The columns of the table that is looked over, with what they become."""
    return next(frame.value for frame in page.dataframe if "Becomes" in frame.value).set_index("Your column")


def read_as(page: AppTest, table: str, which: int = 0) -> AppTest:
    boxes = [box for box in page.selectbox if box.label == "This is a table of"]
    return settled(boxes[which].select(table).run())


# Looking over


def test_merged_cells_are_filled_where_a_person_says_so():
    book = Workbook()
    for row in (("Organization", "Neighborhood"), ("North Hackers", "Old Mill"), ("City Hall", None)):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    stream = io.BytesIO()
    book.save(stream)
    page = settled(uploaded(("groups.xlsx", stream.getvalue())))
    assert "1 block of merged cells" in said(page)
    page = press(press(page, "Write the text into all of them"), "Next: bring in 1 table")
    assert in_view(page).inventory.organizations["neighborhoods"].tolist() == [("Old Mill",), ("Old Mill",)]


def test_titles_of_merged_cells_are_not_offered_to_be_filled_and_a_legend_is_left_out_by_nobody():
    book = Workbook()
    for row in (("Groups of the city", None), ("Organization", "Neighborhood"), ("North Hackers", "Old Mill")):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    for row in (("Colour", "Meaning"), ("red", "closed"), ("green", "open")):
        (book["Legend"] if "Legend" in book.sheetnames else book.create_sheet("Legend")).append(row)
    stream = io.BytesIO()
    book.save(stream)
    page = settled(uploaded(("groups.xlsx", stream.getvalue())))
    assert "step 1" in said(page) and "merged" not in said(page)
    assert not [each for each in page.button if each.label == "Write the text into all of them"]
    page = press(page, "Next: bring in 1 table")
    (left,) = [problem.message for problem in in_view(page).problems if problem.rule == "table left out"]
    assert left == "Sheet “Legend” of groups.xlsx was left out, because it is none of the tables that the Atlas knows."


def test_rows_and_notes_are_counted_apart():
    page = uploaded(
        ("groups.csv", b"Organization,Sector,Town\nNorth,library,A\nSouth,school,B\n\nTotal,2\nSource: us\n")
    )
    assert "2 rows and 2 notes under the table, 3 columns." in said(page)
    assert "All 2 rows come in" in said(page)
    assert list(grid(page)) == ["Becomes", "What it holds", "Why the guess"]
    assert grid(page).loc["Town", "Why the guess"] == "the Atlas has no such column"


def test_a_colon_of_a_header_does_not_end_the_question_about_it():
    page = uploaded(("groups.csv", b"Organization,Email:\nNorth,ann@example.org\nSouth,bo@example.org\n"))
    page = settled(keeping_everything(read_as(page, "organizations")).run())
    assert plainly(reason_box(page).label).startswith("Why is it right to keep Email? An inventory")


def test_a_guess_is_shown_with_samples_before_anything_is_read():
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    assert "step 1: what your columns are" in said(page)
    assert "groups.csv" in said(page)
    assert grid(page).loc["Street", "What it holds"] == "1 First St · 2 Main St"
    assert "upload" not in page.session_state, "nothing is in view before a person says so"


def test_a_table_is_read_as_it_was_looked_over():
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    assert grid(page).loc["Group Title", "Becomes"] == "name"
    page = press(page, "Next: bring in 1 table")
    assert names(page) == ["North Hackers", "City Hall"]
    assert "All 2 organizations" in said(page)


def header_in(page: AppTest):
    """The number of the row in which the header of the first table stands."""
    return next(box for box in page.number_input if box.label.startswith("Row with the column names"))


def test_a_table_without_a_header_keeps_its_first_row():
    page = uploaded(("list.csv", b"Lib One,library,https://one.org\nMaker Hub,school,https://hub.org\n"))
    assert header_in(page).value == 0 and "2 rows, 3 columns" in said(page)
    assert grid(page)["Becomes"].to_dict() == {"column 1": "name", "column 2": "type", "column 3": "website"}
    page = press(page, "Next: bring in 1 table")
    assert names(page) == ["Lib One", "Maker Hub"]


def test_a_person_says_that_there_is_no_header():
    page = read_as(uploaded(("list.csv", b"Lib One,red\nMaker Hub,blue\n")), "organizations")
    assert header_in(page).value == 1
    page = settled(header_in(page).set_value(0).run())
    assert "2 rows, 2 columns" in said(page)
    assert names(press(page, "Next: bring in 1 table")) == ["Lib One", "Maker Hub"]


def ahead(page: AppTest) -> list[pd.DataFrame]:
    """The tables that show what the first rows will be."""
    return [frame.value for frame in page.dataframe if "Becomes" not in frame.value]


def test_the_first_rows_are_shown_as_the_inventory_will_hold_them():
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    assert "All 2 rows come in as organizations." in said(page)
    (shown,) = ahead(page)
    assert shown.to_dict("list") == {"name": ["North Hackers", "City Hall"], "Street": ["1 First St", "2 Main St"]}
    assert not ahead(read_as(page, "initiatives")), "no column is its name yet"
    assert not ahead(read_as(page, "")), "what is left out gives nothing"


def test_rows_that_will_not_come_in_are_said_before_with_the_ties_that_columns_give():
    parents = b"ID,Name,Parent ID\n1,City Hall,\n2,Library,1\n3,Archive,2\n4,,\n"
    page = uploaded(("tree.csv", parents))
    assert "3 of 4 rows come in as organizations; 1 row is set aside, as it has no name; 2 ties come" in said(page)
    ties = next(frame for frame in ahead(page) if "kind" in frame)
    assert ties[["from", "to"]].to_numpy().tolist() == [["Library", "City Hall"], ["Archive", "Library"]]


def test_a_rerun_works_nothing_out_again(monkeypatch: pytest.MonkeyPatch):
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    before = ahead(page)
    monkeypatch.setattr(FirstRows, "of_sheet", None)
    monkeypatch.setattr(table_review, "make_column_grid", None)
    (after,) = ahead(settled(page.run()))
    assert after.equals(before[0])


def test_of_several_sheets_the_first_rows_are_worked_out_where_they_are_opened(monkeypatch: pytest.MonkeyPatch):
    looked = []
    of_sheet = FirstRows.of_sheet
    monkeypatch.setattr(FirstRows, "of_sheet", lambda *of: looked.append(of) or of_sheet(*of))
    files = [(f"{name}.csv", b"Organization Name,Sector\nNorth,\n") for name in ("one", "two", "three")]
    page = uploaded(*files)
    assert len([box for box in page.selectbox if box.label == "This is a table of"]) == 3
    assert not ahead(page) and not looked
    token = page.session_state["incoming"].token
    page.session_state[f"ahead-1-{token}"] = True
    assert len(ahead(settled(page.run()))) == len(looked) == 1


def test_people_are_left_out_and_never_shown():
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    assert "@" not in grid(page).loc["Contact Email", "What it holds"]
    assert grid(page).loc["Contact Email", "Becomes"] == "leave out"
    assert "@" not in str(ahead(page))
    page = press(page, "Next: bring in 1 table")
    assert "ann@example.org" not in str(in_view(page).draft.text_tables)


def test_people_are_kept_only_with_a_reason():
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    page = settled(keeping_everything(page).run())
    assert "@" not in grid(page).loc["Contact Email", "What it holds"], "their cells are not shown either way"
    assert "Say why" in said(page)
    assert "@" not in str(ahead(page))
    assert button(page, "Next: bring in 1 table").disabled
    page = press(settled(reason_box(page).set_value("Each is an office's address").run()), "Next: bring in 1 table")
    assert "ann@example.org" in str(in_view(page).draft.text_tables)


@pytest.mark.parametrize("name", ["website", "description", "aliases"])
def test_people_need_a_reason_whatever_their_column_is_read_as(name: str):
    page = read_as(uploaded(("groups.csv", FOREIGN)), "organizations")
    page = settled(keeping_everything(page, use="column", column=name).run())
    assert "Say why" in said(page)
    assert button(page, "Next: bring in 1 table").disabled
    page = press(settled(reason_box(page).set_value("Each is an office's address").run()), "Next: bring in 1 table")
    assert "ann@example.org" in str(in_view(page).inventory.organizations[name].tolist())


def reason_box(page: AppTest):
    return next(box for box in page.text_input if box.label.startswith("Why is it right to keep"))


REMARKS = (
    b"Group Title,Street,Remarks\nNorth Hackers,1 First St,Ask ann@example.org for a map\nCity Hall,2 Main St,No\n"
)


@pytest.mark.parametrize(("reason", "kept"), [("", False), ("Each is an office's address", True)])
def test_addresses_inside_cells_are_kept_only_with_a_reason(reason: str, kept: bool):
    page = read_as(uploaded(("groups.csv", REMARKS)), "organizations")
    assert grid(page).loc["Remarks", "What it holds"] == "Ask [e-mail left out] for a map · No"
    box = next(box for box in page.text_input if "phone numbers in Remarks" in box.label)
    page = settled(box.set_value(reason).run()) if reason else page
    page = press(page, "Next: bring in 1 table")
    assert ("ann@example.org" in str(in_view(page).draft.text_tables)) is kept
    assert ("[e-mail left out]" in str(in_view(page).draft.text_tables)) is not kept


def test_raters_are_not_shown_while_they_are_looked_over():
    page = uploaded(("our ratings.csv", b"Element,Rating,Rater\nknowledge,2,Mary Smith\nknowledge,3,Li Wei\n"))
    page = read_as(page, "assessments")
    assert "Smith" not in grid(page).loc["Rater", "What it holds"]
    page = press(page, "Next: bring in 1 table")
    assert list(in_view(page).inventory.assessments["rater"]) == ["r01", "r02"]


def keeping_everything(page: AppTest, **kept: str) -> AppTest:
    """As if a person chose to keep each column that is left out: an editor can't be driven from here."""
    incoming = page.session_state["incoming"]
    (mapping,) = incoming.mappings
    kept = kept or {"use": "extra"}
    columns = [replace(each, **kept) if each.use == "left out" else each for each in mapping.columns]
    page.session_state["incoming"] = replace(incoming, mappings=(replace(mapping, columns=tuple(columns)),))
    return page


def test_what_is_left_alone_is_forgotten():
    page = press(uploaded(("groups.csv", FOREIGN)), "Cancel")
    assert "step 1" not in said(page)
    assert "upload" not in page.session_state
    assert "Bring your own" in said(page)


def test_a_table_without_its_names_is_not_read():
    page = read_as(uploaded(("sizes.csv", b"size,height\n4,5\n6,7\n")), "organizations")
    assert "has no column for name" in said(page)
    assert button(page, "Next: bring in 1 table").disabled


def test_what_is_no_table_is_said_with_the_way_out():
    page = uploaded(("letter.txt", b"Dear all,\nthe meeting is on Monday.\nBest"))
    assert "none of the tables that the Atlas knows" in said(page)
    assert button(page, "Next: bring in 0 tables").disabled
    assert not button(page, "Cancel").disabled


def test_what_a_row_is_to_the_one_above_it_is_asked():
    parents = b"ID,Name,Parent ID\n1,City Hall,\n2,Library,1\n3,Archive,2\n"
    page = uploaded(("tree.csv", parents))
    assert "step 1" in said(page)
    question = next(radio for radio in page.radio if "names another organization of this table" in radio.label)
    page = settled(question.set_value("member_of").run())
    page = press(page, "Next: bring in 1 table")
    ties = in_view(page).inventory.relationships
    assert set(ties["kind"]) == {"member_of"}
    assert len(ties) == 2


DAYS = b"Organization,Founded,Type\nNorth,3/4/2021,library\nSouth,5/6/2022,library\n"


def day_question(page: AppTest, text: str):
    return next((box for box in page.radio if text in plainly(box.label)), None)


def plainly(label: str) -> str:
    """A label as a person reads it."""
    return re.sub(r"\\([^\w\s])", r"\1", label).replace("\u2060", "")


def test_which_of_two_days_a_date_is_is_asked_once_and_remembered():
    page = uploaded(("groups.csv", DAYS))
    asked = day_question(page, "3/4/2021")
    assert plainly(asked.label) == "Is 3/4/2021 in “Founded” 4 March or 3 April?"
    assert list(map(plainly, asked.options)) == [
        "4 March (the month first)",
        "3 April (the day first)",
        "I don't know: leave such dates empty",
    ]
    page = settled(asked.set_value("day/month/year").run())
    assert ahead(page)[0]["since"].tolist() == ["2021-04-03", "2022-06-05"]
    page = press(page, "Next: bring in 1 table")
    assert in_view(page).inventory.organizations["since"].tolist() == ["2021-04-03", "2022-06-05"]
    page = uploaded(("more.csv", DAYS.replace(b"North", b"East").replace(b"3/4", b"7/8")), page=page)
    assert "step 1" not in said(page), "the next file is read so, too"


LISTS = b'name,serves,neighborhoods\nNorth,"renters, youth","Eastside, Old Town"\nSouth,renters,Eastside\n'


def test_commas_in_lists_are_asked_about_once_a_column_and_remembered():
    page = uploaded(("organizations.csv", LISTS))
    asked = day_question(page, "Eastside")
    assert plainly(day_question(page, "renters").label) == "Is “renters, youth” in “serves” one value, or several?"
    assert list(map(plainly, asked.options)) == ["2 values: Eastside · Old Town", "One value: Eastside, Old Town"]
    page = settled(asked.set_value("one").run())
    page = press(page, "Next: bring in 1 table")
    organizations = in_view(page).inventory.organizations
    assert organizations["serves"].tolist() == [("renters", "youth"), ("renters",)]
    assert organizations["neighborhoods"].tolist() == [("Eastside, Old Town",), ("Eastside",)]
    page = uploaded(("organizations.csv", LISTS.replace(b"North", b"East")), page=page)
    assert "step 1" not in said(page), "the next file is read so, too"


def test_a_file_with_the_headers_of_the_template_is_asked_about_its_days():
    page = uploaded(("organizations.csv", b"name,since,type\nNorth,3/4/2021,library\n"))
    assert day_question(page, "3/4/2021") is not None
    page = press(page, "Next: bring in 1 table")
    assert in_view(page).inventory.organizations["since"].isna().all(), "where nobody answers it stays unread"


def test_a_table_of_the_same_headers_is_read_as_before_without_asking():
    page = press(read_as(uploaded(("groups.csv", FOREIGN)), "organizations"), "Next: bring in 1 table")
    page = uploaded(("more.csv", FOREIGN.replace(b"City Hall", b"Library")), page=page)
    assert "What should" in said(page)
    page = press(answered(page, "anew"), "Start anew")
    assert names(page) == ["North Hackers", "Library"]


def test_a_deleted_upload_is_forgotten_and_so_is_how_it_was_read():
    page = press(read_as(uploaded(("groups.csv", FOREIGN)), "organizations"), "Next: bring in 1 table")
    page = press(page, "Delete my list")
    assert "step 1" in said(uploaded(("more.csv", FOREIGN), page=page))


# Letters


def letters(page: AppTest):
    """The question how a file's letters are read, and what its name is said to be."""
    (question,) = [radio for radio in page.radio if radio.label == "Letters"]
    (asked,) = re.findall(r"\*\*(.+?) can be read in more than one way", said(page))
    return question, asked.replace("\\", "")


def test_letters_in_a_zip_are_asked_about_and_any_answer_can_be_taken_back():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("organizations.csv", "name,type\nNiño del Mar,library\n".encode("cp1252"))
        package.writestr("seats.csv", "table,organization\nt,Niño del Mar\n")
    page = uploaded(("city.zip", stream.getvalue()))
    question, asked = letters(page)
    assert asked == "city.zip/organizations.csv"
    assert question.value == "" and [option.replace("\\", "") for option in question.options] == [
        "Niño del Mar (our guess)",
        "Nińo del Mar (Windows-1250)",
    ]
    for encoding, name in (("cp1250", "Nińo del Mar"), ("", "Niño del Mar"), ("cp1250", "Nińo del Mar")):
        page = settled(letters(page)[0].set_value(encoding).run())
        assert letters(page)[0].value == encoding
        assert grid(page).loc["name", "What it holds"] == name
    page = press(page, "Next: bring in 2 tables")
    assert names(page) == ["Nińo del Mar", "Niño del Mar"], "the seat's is not listed"
    page = press(page, "look-over-again")
    assert letters(page)[0].value == "cp1250", "what was chosen is kept"
    page = settled(letters(page)[0].set_value("").run())
    page = press(answered(press(page, "Next: bring in 2 tables"), "anew"), "Start anew")
    assert names(page) == ["Niño del Mar"]


# Comparing


@pytest.mark.parametrize("name, content", [("notes.zip", b"PK\x03\x04 broken"), ("empty.csv", b"")])
def test_a_file_without_a_table_leaves_the_inventory_in_view_as_it_was(mine: AppTest, name: str, content: bytes):
    page = uploaded((name, content), page=mine)
    assert f"Nothing could be read of {name}" in said(page)
    page = press(page, "Choose another file")
    assert names(page) == ["North Hackers", "City Hall"]


def test_a_copy_of_a_city_does_not_take_the_place_of_an_upload(mine: AppTest):
    page = opened("inventory", city="riverbend", upload=in_view(mine))
    assert button(page, "Edit a copy of this inventory").disabled


@pytest.fixture
def mine() -> AppTest:
    own = as_own(open_draft([("organizations.csv", MINE)]))
    return opened("inventory", city="upload", upload=own)


def answered(page: AppTest, how: str) -> AppTest:
    radio = next(radio for radio in page.radio if radio.key == "how-to-add")
    return settled(radio.set_value(how).run())


SECOND = b"name,place\nCity Hall,East\nLibrary,West\n"


def test_the_same_file_twice_changes_nothing(mine: AppTest):
    page = uploaded(("organizations.csv", MINE), page=mine)
    assert "Nothing changes" in said(page), said(page)


@pytest.mark.parametrize(
    ("how", "after", "places"),
    [
        ("update", ["North Hackers", "City Hall", "Library"], ["North", "East", "West"]),
        ("add", ["North Hackers", "City Hall", "Library"], ["North", "Center", "West"]),
        ("replace", ["City Hall", "Library"], ["East", "West"]),
        ("anew", ["City Hall", "Library"], ["East", "West"]),
    ],
)
def test_a_second_file_does_what_it_is_told(mine: AppTest, how: str, after: list[str], places: list[str]):
    page = answered(uploaded(("organizations.csv", SECOND), page=mine), how)
    assert "What should organizations.csv do?" in said(page)
    assert names(page) == ["North Hackers", "City Hall"], "nothing is written before it is said"
    page = press(page, "take-in")
    found = dict(zip(names(page), in_view(page).inventory.organizations["place"], strict=True))
    assert found == dict(zip(after, places, strict=True))


def test_differences_are_said_cell_by_cell(mine: AppTest):
    page = answered(uploaded(("organizations.csv", SECOND), page=mine), "update")
    lines = next(frame.value for frame in page.dataframe if "Change" in frame.value)
    changed = lines[lines["Change"] == "changed"]
    assert changed[["Row", "Column", "Now"]].to_numpy().tolist() == [["City Hall", "place", "Center"]]


def test_an_update_is_undone(mine: AppTest):
    page = press(answered(uploaded(("organizations.csv", SECOND), page=mine), "replace"), "take-in")
    page = press(page, "Undo")
    assert names(page) == ["North Hackers", "City Hall"]


def test_a_further_file_that_is_left_alone_changes_nothing(mine: AppTest):
    page = press(uploaded(("organizations.csv", SECOND), page=mine), "Cancel")
    assert names(page) == ["North Hackers", "City Hall"]
    assert "What should" not in said(page)


# Hostile words


def assert_plain(page: AppTest) -> None:
    for text in marked_up(page) + [label for radio in page.radio for label in (radio.label, *radio.options)]:
        assert not any(" ".join(word.split()) in text for word in TRIES), text


def test_hostile_headers_names_and_cells_are_text_while_looked_over():
    rows = "\n".join('"' + name.replace('"', '""') + '",x' for name in NAMES)
    header = '"[Group](http://evil.example) **Name**",":red[Column]"'
    page = uploaded(("**bold** [file](http://evil.example).csv", f"{header}\n{rows}\n".encode()))
    assert "step 1" in said(page)
    page = assert_runs(read_as(page, "organizations"))
    assert_plain(page)
    assert all(sign not in text for text in marked_up(page) for sign in ("[file](http", "[Group](http", ":red[Col"))


def test_hostile_names_are_text_while_compared():
    page = opened("inventory", city="upload", upload=as_own(make_draft(hostile_inventory())))
    other = make_inventory(organizations=[{"name": name, "place": NAMES[3]} for name in NAMES])
    page = uploaded(("[x](http://evil.example).zip", inventory_file(other)), page=page)
    assert "What should" in said(page)
    assert_plain(page)
    assert "[x](http" not in "\n".join(marked_up(page))
    assert_plain(press(page, "take-in"))


def test_two_answers_at_once_are_both_kept():
    rows = b"name,website\nMill Aid,https://mill.example\nMill Aid Inc.,https://mill.example\n"
    rows += b"North Hackers,https://north.example\nNorth Hackers Inc.,https://north.example\n"
    own = as_own(open_draft([("organizations.csv", rows)]))
    page = opened("inventory", city="upload", part="same", upload=own)
    for merge in [button for button in page.button if button.label == "The same: merge"]:
        merge.click()
    page = settled(page.run())
    assert names(page) == ["Mill Aid", "North Hackers"]
