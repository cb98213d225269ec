"""Evidence beside names: websites, distances and written places."""

from __future__ import annotations

import math

import pytest

from components.matching.candidates import (
    compare_websites,
    contrast_cells,
    do_places_differ,
    find_place_columns,
    measure_distance,
    read_website,
)


def websites(one: str, other: str) -> str:
    return compare_websites(read_website(one), read_website(other))


def test_a_website_is_compared_without_scheme_www_and_the_name_of_its_front_page() -> None:
    assert read_website("https://www.Example.org/index.html") == read_website("example.org") == ("example.org", "")
    assert read_website("no website") is None and read_website(None) is None


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("example.org/a", "http://example.org/a/", "same"),
        ("example.org/a", "example.org/b", "different"),
        ("example.org", "example.org/b", ""),
        ("openmill.org", "openmill.com", "alike"),
        ("openmill.org", "cityhall.gov", "different"),
        ("facebook.com/one", "facebook.com/two", "different"),
        ("facebook.com", "facebook.com", ""),
    ],
)
def test_websites_are_the_same_alike_or_different_or_say_nothing(one: str, other: str, found: str) -> None:
    assert websites(one, other) == found


def test_distance_is_measured_on_the_great_circle() -> None:
    # A degree of latitude on a sphere of 6,371 km is 111.19 km; at 60 degrees north one of longitude is about half.
    assert measure_distance((0.0, 0.0), (1.0, 0.0)) == pytest.approx(111_195, abs=1)
    assert measure_distance((60.0, 0.0), (60.0, 1.0)) == pytest.approx(55_597, abs=5)
    assert measure_distance((38.6, -90.2), (38.6, -90.2)) == 0
    assert math.isnan(measure_distance(None, (0.0, 0.0)))


def test_places_differ_in_their_first_numbers_or_without_numbers_in_all_words() -> None:
    assert do_places_differ("38 Ash St, 02111", "99 Albany St, 02111")
    assert not do_places_differ("38 Ash St", "38 Ash Street, Suite 2")
    assert do_places_differ("Boston", "Cambridge")
    assert not do_places_differ("Boston", "South Boston")
    assert not do_places_differ("Boston", None)


def test_columns_of_places_are_found_by_their_headers() -> None:
    assert find_place_columns(["name", "Street address", "City (mailing)", "E-mail address", "website"]) == [
        "Street address",
        "City (mailing)",
    ]


def test_two_organizations_are_contrasted_by_the_first_cells_in_which_they_differ() -> None:
    columns = [["Boston", "boston"], ["1 Ash St", "2 Ash St"], [("North",), ("South", "West")], ["a", "b"]]
    assert contrast_cells(columns, 0, 1) == ("1 Ash St · North", "2 Ash St · South, West")
