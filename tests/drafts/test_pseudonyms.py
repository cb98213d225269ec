"""Raters who are named get pseudonyms from which no name can be worked out; the same name gets the same one."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.drafts import Draft, make_draft, read_inventory
from components.drafts.opening import open_draft
from components.files import write_inventory
from components.inventory import Problem
from components.matching import add_file, compare_with_file
from components.reports import data_package
from components.ui.views.inventory.comparison import describe_differences

HEADER = "element,indicator,rating,rater\n"


def draft_from(*rows: str, name: str = "assessments.csv", header: str = HEADER) -> Draft:
    text = header + "".join(f"{row}\n" for row in rows)
    return open_draft({name: text.encode(), "organizations.csv": b"name\nA\n"})


def raters(draft: Draft) -> list[str]:
    return [str(text) for text in draft.inventory.assessments["rater"].fillna("")]


def ratings(draft: Draft) -> set[tuple[str, float]]:
    frame = draft.inventory.assessments
    return set(zip(frame["rater"], frame["rating"], strict=True))


def by_name(problems: list[Problem]) -> list[Problem]:
    return [each for each in problems if each.rule == "rater by name"]


FIRST = ("knowledge,a,2,Mary Smith", "knowledge,b,3,Li Wei", "culture_values,a,4,Mary Smith")
OTHER = ("knowledge,a,5,Bo Chen", "knowledge,b,1,Ana Díaz")


# One reading


def test_raters_are_numbered_in_the_order_in_which_they_come() -> None:
    draft = draft_from(
        *FIRST, "knowledge,c,1,mary  SMITH", "knowledge,d,1,r07", "knowledge,e,1,Maria", "knowledge,f,1,"
    )
    assert raters(draft) == ["r01", "r02", "r01", "r01", "r07", "Maria", ""]
    (said,) = by_name(draft.problems)
    assert said.message.startswith("4 cells of rater are") and said.severity == "warning"
    assert not any("Smith" in f"{each.message}{each.value}{each.mend}" for each in draft.problems)


def test_no_pseudonym_is_given_twice() -> None:
    draft = draft_from("knowledge,a,1,R01", "knowledge,b,1,r2", "knowledge,c,1,Mary Smith", "knowledge,d,1,Li Wei")
    assert raters(draft) == ["R01", "r2", "r03", "r04"]


def test_a_rater_by_address_or_phone_gets_a_number_too() -> None:
    draft = draft_from("knowledge,a,1,ann@x.org", "knowledge,b,1,617-555-0123", "knowledge,c,1,Ann Lee <ann@x.org>")
    assert raters(draft) == ["r01", "r02", "r03"]


def test_all_files_of_one_reading_count_together() -> None:
    files = {
        "assessments.csv": (HEADER + "\n".join(FIRST)).encode(),
        "assessments 2.csv": (HEADER + "knowledge,c,1,Li Wei\nknowledge,d,5,Bo Chen\nknowledge,e,5,r01\n").encode(),
    }
    draft = open_draft(files)
    assert raters(draft) == ["r02", "r03", "r02", "r03", "r04", "r01"]
    assert len(by_name(draft.problems)) == 2


def test_no_name_can_be_worked_out_from_what_is_kept() -> None:
    names = ["Mary Smith", "Li Wei", "Bo Chen"]
    found = {name: raters(draft_from(f"knowledge,a,1,{name}")) for name in names}
    assert found == {name: ["r01"] for name in names}, "what a rater is called says nothing of the name"
    draft = draft_from(*FIRST)
    hashes = {hashlib.new(kind, name.lower().encode()).hexdigest() for name in names for kind in ("md5", "blake2b")}
    assert not [text for text in (*names, *hashes) if text in str(draft)]
    stream = BytesIO()
    write_inventory(draft.inventory, stream, "zip")
    assert not any(token.encode() in stream.getvalue() + data_package(draft.inventory) for token in draft.pseudonyms)


def test_pseudonyms_and_teams_stay() -> None:
    given_ones = ["r07", "Team A", "Resident 3", "R-12", "Staff Member", "Maria"]
    draft = draft_from(*(f"knowledge,a,2,{rater}" for rater in given_ones))
    assert raters(draft) == given_ones
    assert by_name(draft.problems) == []


def test_a_rater_of_a_column_with_another_header() -> None:
    text = "Element,Rating,Rater\nknowledge,2,Mary Smith\nknowledge,3,Li Wei\n"
    inventory, problems = read_inventory({"assessments.csv": text.encode()})
    assert inventory.assessments["rater"].tolist() == ["r01", "r02"]
    assert not [each for each in problems if "left out" in each.rule]


# Typed by hand


def test_a_rater_typed_by_hand_is_replaced_too() -> None:
    draft = draft_from(*FIRST, "knowledge,c,1,r07")
    keys = draft.reading.keys["assessments"]
    typed = draft.with_cells({keys[3]: {"rater": "Li Wei"}, keys[0]: {"rater": "mary smith"}})  # type: ignore[dict-item]
    assert raters(typed) == ["r01", "r02", "r01", "r02"]
    row = {"element": "knowledge", "indicator": "z", "rating": "3", "rater": "Bo Chen"}
    assert raters(typed.with_rows("assessments", [row, row | {"rater": "Mary Smith"}]))[4:] == ["r03", "r01"]
    other = make_draft(draft.inventory).with_rows("assessments", [row])
    assert raters(other) == ["r01", "r02", "r01", "r07", "r03"]


# A further file


HOWS = ("add", "update", "replace")


@pytest.mark.parametrize("how", HOWS)
def test_the_same_file_twice_changes_nothing(how: str) -> None:
    draft = draft_from(*FIRST, "knowledge,c,1,r07")
    again = draft_from(*FIRST, "knowledge,c,1,r07")
    assert set(compare_with_file(draft, again, how)["change"]) == {"same"}  # type: ignore[arg-type]
    assert add_file(draft, again, how).text_tables == draft.text_tables  # type: ignore[arg-type]


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("format", ["zip", "xlsx"])
def test_the_same_file_in_another_visit_changes_nothing(how: str, format: str) -> None:
    stream = BytesIO()
    write_inventory(draft_from(*FIRST).inventory, stream, format)  # type: ignore[arg-type]
    draft = open_draft({f"city.{format}": stream.getvalue()})
    again = draft_from(*FIRST)
    assert set(compare_with_file(draft, again, how)["change"]) == {"same"}  # type: ignore[arg-type]
    assert add_file(draft, again, how).inventory.assessments.equals(draft.inventory.assessments)  # type: ignore[arg-type]


def test_others_get_numbers_that_nobody_has() -> None:
    draft = add_file(draft_from(*FIRST), draft_from(*OTHER), "update")
    assert raters(draft) == ["r01", "r02", "r01", "r03", "r04"]
    more = add_file(draft, draft_from("knowledge,x,5,Ana Díaz", "knowledge,y,5,Li Wei", "knowledge,z,5,Jo Park"), "add")
    assert raters(more)[5:] == ["r04", "r02", "r05"]
    assert compare_with_file(draft, draft_from(*OTHER), "update")["change"].tolist() == ["same"] * 3


def test_a_newer_version_of_a_file_updates_the_ratings_of_those_who_are_known() -> None:
    draft = draft_from(*FIRST)
    newer = draft_from("knowledge,a,1,Bo Chen", "knowledge,b,5,Li Wei", *FIRST[::2])
    assert set(compare_with_file(draft, newer, "update")["change"]) == {"same", "changed", "new row"}
    assert ratings(add_file(draft, newer, "update")) == {("r01", 2), ("r02", 5), ("r01", 4), ("r03", 1)}


def test_in_another_visit_whoever_rates_differently_is_someone_else() -> None:
    draft = make_draft(draft_from(*FIRST).inventory)
    other = add_file(draft, draft_from(*OTHER), "update")
    assert ratings(other) == ratings(draft) | {("r03", 5), ("r04", 1)}
    newer = add_file(draft, draft_from(FIRST[0], FIRST[2], "knowledge,b,5,Li Wei"), "update")
    assert ratings(newer) == ratings(draft) | {("r03", 5)}


SAID = "The file names who gave"


@pytest.mark.parametrize("how", ["add", "update"])
def test_in_another_visit_named_raters_are_reported_as_new(how: str) -> None:
    """A package has r01, a newer file has names: nobody knows who is who, and the page says so before they come in."""
    draft = make_draft(draft_from(*FIRST).inventory)
    newer = draft_from(FIRST[0], FIRST[2], "knowledge,b,5,Li Wei", "knowledge,c,4,Li Wei")
    found = compare_with_file(draft, newer, how)  # type: ignore[arg-type]
    told = describe_differences(found)
    assert told.startswith("2 rows are new; ") and f". {SAID} 2 ratings. We keep no names" in told
    assert not any(name in told + found.to_csv() for name in ("Li", "Mary", "r01", "r02", "r03"))
    assert ratings(add_file(draft, newer, how)) == ratings(draft) | {("r03", 5), ("r03", 4)}  # type: ignore[arg-type]


def test_raters_who_are_not_new_are_not_reported_as_new() -> None:
    package, file = make_draft(draft_from(*FIRST).inventory), draft_from(*FIRST)
    newer = draft_from(*FIRST[:2], "culture_values,a,1,Mary Smith", *OTHER)
    unrated = open_draft({"organizations.csv": b"name\nA\n"})
    pairs = {
        "the same file, as known": (package, file, "update"),
        "raters who are known by name": (file, newer, "update"),
        "nobody has rated yet": (unrated, newer, "update"),
        "the ratings here are replaced": (package, newer, "replace"),
        "a team's own pseudonyms": (package, draft_from("knowledge,z,1,r09"), "update"),
    }
    for why, (draft, coming, how) in pairs.items():
        assert SAID not in describe_differences(compare_with_file(draft, coming, how)), why  # type: ignore[arg-type]
    replaced = add_file(package, newer, "replace")
    assert len(replaced.inventory.assessments) == 5, "as the sentence says, these take the place of those"


def test_the_teams_own_pseudonyms_are_trusted() -> None:
    draft = draft_from("knowledge,a,2,r01")
    file = draft_from("knowledge,a,3,Mary Smith")
    assert raters(add_file(draft, file, "update")) == ["r01", "r02"]
    assert raters(add_file(draft_from("knowledge,a,3,Mary Smith"), draft_from("knowledge,b,2,r01"), "add")) == [
        "r01",
        "r01",
    ]


def test_numbers_that_change_places_are_not_mixed_up() -> None:
    draft = draft_from(*FIRST)
    turned = draft_from("knowledge,x,1,Li Wei", "knowledge,y,2,Mary Smith", "knowledge,z,3,Bo Chen")
    assert raters(turned) == ["r01", "r02", "r03"]
    assert raters(add_file(draft, turned, "add"))[3:] == ["r02", "r01", "r03"]
    assert raters(add_file(turned, draft, "add"))[3:] == ["r02", "r01", "r02"]


PEOPLE = ["Mary Smith", "Li Wei", "Bo Chen", "Ana Díaz", "r01", "r02", "Team A"]
ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(PEOPLE)), min_size=1, max_size=8, unique=True)


@settings(max_examples=40)
@given(ROWS, ROWS)
def test_two_files_together_tell_people_apart_as_they_do_alone(
    one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    """Compared with the names themselves: in one visit, two rows have the same rater where they have the same name."""
    files = [draft_from(*(f"knowledge,{what},3,{who}" for what, who in rows)) for rows in (one, two)]
    draft = add_file(files[0], files[1], "add")
    found = dict(
        zip(draft.inventory.assessments["indicator"] + draft.inventory.assessments["rater"], raters(draft), strict=True)
    )
    both = add_file(draft, files[1], "update")
    assert raters(both) == raters(draft), "the same file twice changes nothing"
    people = {who for _, who in (*one, *two) if " " in who and who != "Team A"}
    assert len(draft.pseudonyms) == len(people) and len(set(draft.pseudonyms.values())) == len(people)
    names = {who for _, who in (*one, *two)} - people
    assert set(found.values()) <= names | set(draft.pseudonyms.values())
