"""Filters as an address and back."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.analysis import Filters
from components.drafts import read_inventory
from components.inventory import Inventory
from components.ui.frame.address import FIELDS, ValueWords, read_address, value_words, write_address
from tests.inventories import make_inventory

RIVERBEND = "data/inventories/riverbend"


@cache
def riverbend_words() -> ValueWords:
    return value_words(read_inventory(RIVERBEND)[0])


def with_communities(*names: str) -> Inventory:
    organizations = [{"name": f"Organization {number}", "serves": (name,)} for number, name in enumerate(names)]
    return make_inventory(organizations=organizations)


SMALL = value_words(
    make_inventory(
        organizations=[
            {"name": "Code for All", "type": "civic hackers and data mavens", "issue_areas": ("justice", "housing")},
            {"name": "North Side", "type": "community groups and advocates", "serves": ("Black residents", "Renters")},
        ],
        relationships=[{"from": "Code for All", "to": "North Side", "kind": "funds"}],
    )
)


def test_an_address_without_words_is_no_filter():
    assert read_address({}, SMALL).filters == Filters()
    assert write_address(Filters(), SMALL) == {}


def test_words_become_filters():
    words = {"issue": "justice,housing", "community": "black-residents", "by": "led,seated", "level": "3"}
    address = read_address(words, SMALL)
    assert address.unknown == ()
    assert address.filters == Filters(
        issue_areas=("justice", "housing"),
        communities=("Black residents",),
        community_by=("led_by", "seats"),
        least_level=3,
    )


def test_filters_become_short_stable_words():
    filters = Filters(issue_areas=("justice",), communities=("Black residents", "Renters"), tie_statuses=("on record",))
    expected = {"issue": "justice", "community": "black-residents,renters", "tie-status": "on-record"}
    assert write_address(filters, SMALL) == expected


def test_a_person_may_type_capitals_spaces_and_the_same_word_twice():
    address = read_address({"community": " Black Residents , black-residents ,"}, SMALL)
    assert address.filters.communities == ("Black residents",)
    assert address.unknown == ()


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ({"issue": "justice,dragons"}, (("issue", "dragons"),)),
        ({"colour": "red"}, (("colour", "red"),)),
        ({"by": "led_by,owns"}, (("by", "owns"),)),
        ({"level": "9"}, (("level", "9"),)),
        ({"level": "٣"}, (("level", "٣"),)),
        ({"tie-status": "Wanted"}, ()),
    ],
)
def test_words_that_nothing_here_knows_are_reported(words: dict[str, str], unknown: tuple[tuple[str, str], ...]):
    assert read_address(words, SMALL).unknown == unknown


def test_a_known_value_stays_beside_an_unknown_one():
    assert read_address({"issue": "justice,dragons"}, SMALL).filters.issue_areas == ("justice",)


@pytest.mark.parametrize("word", ["city", "date", "organization", "size", "circles", "also"])
def test_words_of_other_parts_of_the_page_are_not_unknown(word: str):
    assert read_address({word: "anything"}, SMALL).unknown == ()


@pytest.mark.parametrize(
    "names",
    [
        ("Black residents", "Black Residents!"),
        ("Black residents", "black-residents", "Black residents 2"),
        ("!!!", "???"),
        ("People, who rent", "People who rent"),
        ("سكان الحي", "Vecinos de Niño", "Vecinos de Nino"),
    ],
)
def test_each_of_several_names_that_look_alike_can_be_asked_for(names: tuple[str, ...]):
    known = value_words(with_communities(*names))
    for name in names:
        filters = Filters(communities=(name,))
        address = read_address(write_address(filters, known), known)
        assert (address.filters, address.unknown) == (filters, ())


def test_a_name_without_a_twin_keeps_its_plain_word():
    assert value_words(with_communities("Renters", "Elders"))["community"] == {"Elders": "elders", "Renters": "renters"}


def some_of(values: tuple[str, ...], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of the values, in any order, none twice."""
    return st.lists(st.sampled_from(values), unique=True, min_size=least).map(tuple) if values else st.just(())


@st.composite
def known_filters(draw: st.DrawFn, known: ValueWords) -> Filters:
    chosen = {FIELDS[word]: draw(some_of(tuple(values))) for word, values in known.items() if word != "by"}
    by = draw(st.sets(st.sampled_from(list(known["by"])), min_size=1))
    level = draw(st.one_of(st.none(), st.integers(1, 5)))
    return replace(Filters(**chosen), community_by=tuple(way for way in known["by"] if way in by), least_level=level)


@settings(max_examples=50)
@given(st.data())
def test_filters_of_riverbend_come_back_from_their_address(data: st.DataObject):
    known = riverbend_words()
    filters = data.draw(known_filters(known))
    words = write_address(filters, known)
    assert all(words.values()), "an address has no empty word"
    address = read_address(words, known)
    assert address.unknown == ()
    assert address.filters == filters


community_names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=30)
@given(st.lists(community_names, min_size=1, max_size=6), st.data())
def test_communities_of_any_name_come_back_from_their_address(names: list[str], data: st.DataObject):
    known = value_words(with_communities(*names))
    filters = Filters(communities=data.draw(some_of(tuple(known["community"]))))
    address = read_address(write_address(filters, known), known)
    assert (address.filters, address.unknown) == (filters, ())


def test_every_offered_tie_status_has_a_word():
    assert tuple(SMALL["tie-status"]) == Filters.TIE_STATUSES
