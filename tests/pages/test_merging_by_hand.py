"""Any two organizations are merged by hand: chosen, seen side by side, merged and undone."""

from streamlit.testing.v1 import AppTest

from components.drafts import Draft
from components.drafts.opening import open_draft
from tests.pages.opening import in_view, names, press, said, settled
from tests.pages.test_mending import working

FILES = {
    "organizations.csv": b"name,type,website\nOffice of Resilience,local government,\nGreen Desk,,https://green.example\n"
    b"Library,library,\n",
    "relationships.csv": b"from,to,kind\nGreen Desk,Library,advises\nLibrary,Sustainability team,funds\n",
    "seats.csv": b"table,organization,power\nClimate board,Green Desk,3\n",
    "assessments.csv": b"element,rating,rater,rater_organization\nknowledge,3,r01,Green Desk\n",
}
WIDTHS = ["Column", "One", "The other", "After merging", "Note"]


def draft() -> Draft:
    return open_draft(FILES)


def choose(page: AppTest, kept: str, other: str) -> AppTest:
    for label, name in (("Keep", kept), ("and merge into it", other)):
        box = next(box for box in page.selectbox if box.label == label)
        page = settled(box.select(name).run())
    return page


def test_two_that_are_nothing_alike_are_merged_and_all_that_named_one_follows():
    page = choose(working("same", draft()), "office-of-resilience", "green-desk")
    assert "No two organizations look like one." in said(page), "nobody would have proposed these"
    shown = next(frame.value for frame in page.dataframe if list(frame.value) == WIDTHS)
    assert "https://green.example" in shown["The other"].tolist()
    page = press(page, "Merge these two")
    inventory = in_view(page).inventory
    assert "Green Desk" not in names(page)
    assert inventory.relationships["from"].tolist()[0] == "office-of-resilience"
    assert inventory.seats["organization"].tolist() == ["office-of-resilience"]
    assert inventory.assessments["rater_organization"].tolist() == ["office-of-resilience"]
    merged = inventory.organizations.set_index("id").loc["office-of-resilience"]
    assert (merged["website"], merged["aliases"]) == ("https://green.example", ("Green Desk",))
    assert "Green Desk was merged into Office of Resilience." in said(page)
    page = press(page, "Undo")
    assert "Green Desk" in names(page)
    assert in_view(page).inventory.seats["organization"].tolist() == ["green-desk"]


def test_names_are_offered_letter_for_letter():
    page = working("same", open_draft([("organizations.csv", b"name\nDigital Bridges, Inc.\nA & B *Lab*\n")]))
    keep = next(box for box in page.selectbox if box.label == "Keep")
    assert keep.options == ["A & B *Lab*", "Digital Bridges, Inc."]


def test_one_that_only_a_tie_names_is_merged_too():
    page = choose(working("same", draft()), "green-desk", "sustainability-team")
    assert "One of the two is only named in other tables." in said(page)
    page = press(page, "Merge these two")
    assert "Sustainability team" not in names(page)
    assert in_view(page).inventory.relationships["to"].tolist() == ["library", "green-desk"]


def test_the_same_organization_is_not_offered_twice_and_nothing_is_merged_before_both_are_chosen():
    page = working("same", draft())
    keep = next(box for box in page.selectbox if box.label == "Keep")
    page = settled(keep.select("library").run())
    other = next(box for box in page.selectbox if box.label == "and merge into it")
    assert "Library" not in other.options and "Green Desk" in other.options
    assert not [button for button in page.button if button.label == "Merge these two"]


def test_two_that_were_said_to_be_different_can_still_be_merged_by_hand():
    page = choose(working("same", draft().keep_apart("green desk", "library")), "library", "green-desk")
    assert "Green Desk" not in names(press(page, "Merge these two"))
