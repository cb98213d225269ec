"""Likely duplicates: organizations whose name is written in two ways are found, others that look alike are not."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from components.importing import decisions_to_json
from components.inventory import Inventory
from components.inventory.kinds import is_none, is_unknown
from components.inventory.progress import StoppedError
from components.matching import find_duplicates
from tests import duplicates_measured as measures
from tests.inventories import make_inventory
from tests.reading import not_the_same_from_json
from tests.stopping import stop_at

SITE = "https://example.org/one"
HERE, NEXT_DOOR, FAR_OFF = (38.6300, -90.2000), (38.6303, -90.2003), (41.0, -90.2)


def of(*names: str, **cells: tuple[object, ...]) -> Inventory:
    columns = {column: list(values) for column, values in cells.items()}
    rows = pd.DataFrame({"name": list(names)} | columns, dtype=object)
    return make_inventory(organizations=rows)


def the_pair(*names: str, **cells: tuple[object, ...]) -> pd.Series:
    found = find_duplicates(of(*names, **cells))
    assert len(found) == 1, found
    return found.iloc[0]


def at(*places: tuple[float, float]) -> dict[str, tuple[object, ...]]:
    return {"latitude": tuple(place[0] for place in places), "longitude": tuple(place[1] for place in places)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Rise Housing", "RISE HOUSING", "Same name."),
        ("Rise Housing", "Rise Housing, Inc.", "Names differ only in “Inc”."),
        ("The Rise Housing Fund", "Rise Housing Fund", "Names differ only in “The”."),
        ("Food & Farm", "Food and Farm", "Names differ only in “and”."),
        ("Codeando México", "Codeando Mexico", "Names differ only in capitals, blanks, accents or marks."),
        ("BuildCode Together", "Build Code Together", "Names differ only in capitals, blanks, accents or marks."),
        ("St. Mary's Clinic", "Saint Marys Clinic", "Names differ only in capitals, blanks, accents or marks."),
        ("Urban Lab Fund (ULF)", "Urban Lab Fund", "Names differ only in capitals, blanks, accents or marks."),
    ],
)
def test_two_spellings_of_one_name_are_surely_one(one: str, other: str, reason: str) -> None:
    for names in ((one, other), (other, one)):
        pair = the_pair(*names, "Somebody Else")
        assert pair["band"] == "sure"
        assert sorted(re.findall(r"\w+", pair["reason"])) == sorted(re.findall(r"\w+", reason))


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Neighborhood Legal Clinic", "Neigborhood Legal Clinic", "misspelled"),
        ("Code for Upper Valley", "Code for UV", "shortened"),
        ("Metropolitan Housing Resource Council", "MHRC", "initials"),
        ("Hack for LA", "Hack for LA Brigade", "light"),
        ("Sketch City (Houston)", "Sketch City", "bracket"),
        ("State University (Tech Bark)", "Tech Bark", "same"),
        ("Miami University", "University Miami", "order"),
        ("Riverside Housing Centers", "Riverside Housing Center", "plural"),
        ("Code for Kanazawa", "Code for Kanagawa", "misspelled"),
    ],
)
def test_what_may_be_one_is_worth_a_look_and_with_its_website_sure(one: str, other: str, relation: str) -> None:
    pair = the_pair(one, other)
    assert (pair["band"], pair["relation"]) == ("likely", relation)
    assert (the_pair(one, other, website=(SITE, SITE))["band"]) == "sure"


def test_names_that_letters_tell_apart_are_sure_only_by_a_website_of_their_own_or_one_address() -> None:
    names = ("Code for Kanazawa", "Code for Kanagawa")
    alike = ("https://codeforkanazawa.org", "https://codeforkanagawa.org")
    assert the_pair(*names, website=alike)["band"] == "likely"
    three = the_pair(*names, "Somebody Else", website=(SITE, SITE, SITE))
    assert three["band"] == "likely"
    assert the_pair(*names, **at((38.63, -90.2), (38.63, -90.2)))["band"] == "sure"
    assert the_pair(*names, **at((38.63, -90.2), (38.65, -90.2)))["band"] == "likely"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Code for Boston", "Code for Cleveland"),
        ("Code for Iowa", "Code for Ohio"),
        ("School 12", "School 13"),
        ("250Startups", "249Startups"),
        ("Breakthrough-Cambridge Campus", "Breakthrough-Boston Campus"),
        ("Open Columbus (Ohio)", "Open Columbus (Indiana)"),
        ("Department of Health", "Department of Housing"),
        ("City of Oakland", "Oakland County"),
        ("North Side Clinic", "South Side Clinic"),
        ("Union Romania", "Union Romania: Cluj Chapter"),
        ("Ward A Association", "Ward B Association"),
        ("Code 18", "Code 19 Center"),
    ],
)
def test_names_that_tell_two_apart_are_two_whatever_they_share(one: str, other: str) -> None:
    assert find_duplicates(of(one, other, website=(SITE, SITE), **at(HERE, HERE))).empty


def test_short_names_that_a_letter_tells_apart_are_two() -> None:
    assert find_duplicates(of("JD Lab", "dLab")).empty
    assert find_duplicates(of("Iris Hub", "Aris Hub")).empty


def test_a_foundation_beside_what_it_supports_is_never_sure() -> None:
    assert find_duplicates(of("Public Library", "Public Library Foundation")).empty
    assert the_pair("Rise", "Rise Foundation", website=(SITE, SITE), **at(HERE, HERE))["band"] == "likely"


def test_other_names_and_former_names_count_as_names() -> None:
    pair = the_pair("BetaNYC", "Code for New York", former_names=(("Code for New York",), ()))
    assert (pair["band"], pair["reason"]) == ("sure", "“Code for New York” is a former name of “BetaNYC”.")
    pair = the_pair("BetaNYC", "NYC Brigade", aliases=(None, ("Beta NYC",)))
    assert pair["reason"] == "“Beta NYC” is another name of “NYC Brigade”."


def test_one_website_of_two_with_nothing_in_common_is_worth_a_look() -> None:
    pair = the_pair("Code for Utah", "Open Salt Lake", website=("https://opensaltlake.org/", "www.opensaltlake.org"))
    assert pair["band"] == "likely"
    assert pair["reason"] == "Names have nothing in common; the same website."


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("https://www.example.org/", "http://example.org/index.html", "; the same website."),
        ("example.org/about-us", "HTTPS://EXAMPLE.ORG", "; the same website."),
        ("https://facebook.com/rise", "https://www.facebook.com/rise/", "; the same website."),
        ("https://facebook.com/rise", "https://facebook.com/other", "; different websites."),
        ("https://facebook.com/rise", "https://rise.org", "."),
        ("https://facebook.com", "https://facebook.com", "."),
        ("https://me.wixsite.com/rise", "https://me.wixsite.com/fall", "; different websites."),
        ("https://rise.org", "https://rise.com", "; websites are alike."),
        ("https://riseup.org.uk", "https://risesup.org", "; websites are alike."),
        ("https://group1.org", "https://group2.org", "; different websites."),
        ("https://codefor.de/berlin", "https://codefor.de/bonn", "; different websites."),
        ("https://example.org/one", "https://example.org", "."),
        ("not a website", "not a website", "."),
        ("http://[::1", "https://rise.org", "."),
    ],
)
def test_websites_are_compared_as_people_mean_them(one: str, other: str, said: str) -> None:
    pair = the_pair("Rise Housing", "Rise Housing Inc", website=(one, other))
    assert pair["reason"] == f"Names differ only in “Inc”{said}"


def test_other_websites_or_another_city_make_it_doubtful() -> None:
    names = "Rise Housing", "Rise Housing Inc"
    elsewhere = ("https://rise.org", "https://quite-another.net")
    assert the_pair(*names, **at(HERE, NEXT_DOOR))["reason"].endswith("42 m apart.")
    assert the_pair(*names, website=elsewhere)["band"] == "likely"
    assert the_pair(*names, **at(HERE, FAR_OFF))["reason"].endswith("264 km apart; may be branches.")
    assert the_pair(*names, **at(HERE, FAR_OFF))["band"] == "likely"
    assert find_duplicates(of(*names, website=elsewhere, **at(HERE, FAR_OFF))).empty


@pytest.mark.parametrize(
    ("degrees", "band", "told"),
    [
        # A degree of latitude is 6,371 km · π / 180 = 111.195 km.
        (0.0, "sure", "the same website; at the same point."),
        (0.001, "sure", "the same website; 111 m apart."),
        (0.00179, "sure", "the same website; 199 m apart."),
        (0.0018, "likely", "the same website; 200 m apart; may be branches."),
        (0.0025, "likely", "the same website; 278 m apart; may be branches."),
        (0.0759, "likely", "the same website; 8.4 km apart; may be branches."),
        (0.0894, "likely", "the same website; 9.9 km apart; may be branches."),
        (0.0897, "likely", "the same website; 10 km apart; may be branches."),
        (12.0, "likely", "the same website; 1,334 km apart; may be branches."),
    ],
)
def test_the_distance_is_always_said_and_two_places_are_never_sure(degrees: float, band: str, told: str) -> None:
    pair = the_pair("Rise", "Rise", website=(SITE, SITE), **at((38.0, -90.0), (38.0 + degrees, -90.0)))
    assert (pair["band"], pair["reason"]) == (band, f"Same name; {told}")


DEGREES = some.floats(-0.004, 0.004)


@settings(max_examples=25)
@given(north=DEGREES, east=DEGREES)
def test_sure_are_only_pairs_within_200_metres(north: float, east: float) -> None:
    here, there = (math.radians(38.0), 0.0), (math.radians(38.0 + north), math.radians(east))
    # On so small a piece the sphere is flat: an equirectangular map, as a second opinion.
    flat = 6_371_000 * math.hypot(there[0] - here[0], there[1] * math.cos((here[0] + there[0]) / 2))
    assume(abs(flat - 200) > 0.01)
    pair = the_pair("Rise", "Rise", website=(SITE, SITE), **at((38.0, -90.0), (38.0 + north, -90.0 + east)))
    assert (pair["band"] == "sure") == (flat < 200)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("38 Ash Street, Boston, MA 02111", "275 Hancock Street, Suite #200, Quincy, MA 02171", True),
        ("38 Ash Street, Boston, MA 02111", "99 Albany Street, Boston, MA 02111", True),
        ("Smith Building, 495 Western Avenue, Brighton, MA, 0213", "43 Foundry Ave., Waltham, MA 02453", True),
        ("Hauptstraße 5, 10115 Berlin", "Hauptstr. 7, 10115 Berlin", True),
        ("434, Massachusetts Ave, Boston, MA, 02118", "434 Massachusetts Avenue Boston, MA 02118", False),
        ("442, Main St, Malden, MA, 02148-5117", "442 Main Street, Malden, MA 2148", False),
        ("Suite 5, 12 Main St", "12 Main St", False),
        ("University Campus", "The University", False),
        ("12 Main St", "University Campus", False),
        ("", "12 Main St", False),
    ],
)
def test_two_addresses_make_two_perhaps_branches(one: str, other: str, differ: bool) -> None:
    for pair in (the_pair("Rise", "Rise", Address=texts) for texts in ((one, other), (other, one))):
        assert pair["band"] == ("likely" if differ else "sure")
        assert pair["reason"].endswith("; different addresses; may be branches.") == differ


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Boston", "Quincy", True),
        ("Curitiba, PR", "Brasília, DF", True),
        ("St. Louis", "Saint Louis", False),
        ("Köln", "Koln", False),
        ("Worcester", "Worchester", False),
        ("Boston", "", False),
        ("", "", False),
    ],
)
def test_two_cities_make_two_perhaps_branches(one: str, other: str, differ: bool) -> None:
    pair = the_pair("Rise", "Rise", city=(one, other))
    assert pair["band"] == ("likely" if differ else "sure")
    assert ("different addresses" in pair["reason"]) == differ


@pytest.mark.parametrize(
    ("header", "counts"),
    [
        ("Address (#, Street, City)", True),
        ("street_address", True),
        ("Mailing Address", True),
        ("Dirección", True),
        ("Straße", True),
        ("Email address", False),
        ("Web address", False),
        ("Addressed (by city)", False),
    ],
)
def test_an_address_is_known_by_its_header(header: str, counts: bool) -> None:
    pair = the_pair("Rise", "Rise", **{header: ("1 Ash St", "2 Elm St")})
    assert ("different addresses" in pair["reason"]) == counts


def test_only_names_that_are_one_may_be_branches() -> None:
    cells = {"address": ("1 Ash St", "2 Elm St"), "town": ("Boston", "Quincy")}
    assert the_pair("Rise", "Rise", **cells)["reason"] == "Same name; different addresses; may be branches."
    assert "branches" not in the_pair("Riverside Library", "Riverside Libary", **cells)["reason"]


def test_two_of_one_name_differ_at_a_glance() -> None:
    def beside(names: tuple[str, str] = ("Rise", "Rise"), **cells: tuple[object, ...]) -> list[str]:
        return the_pair(*names, **cells)[["first_beside", "second_beside"]].tolist()

    assert beside(address=("1 Ash St\nBoston", "2 Elm St")) == ["1 Ash St Boston", "2 Elm St"]
    assert beside(neighborhoods=(("North", "East"), ("West",))) == ["North, East", "West"]
    assert beside(website=("http://www.rise.org/", "https://rise.org/north")) == ["rise.org", "rise.org/north"]
    assert beside(website=("http://www.rise.org/", "https://rise.org")) == ["id rise", "id rise-2"]
    assert beside(city=("Boston", "")) == ["Boston", "id rise-2"]
    assert beside(address=("1 Ash St", "2 Elm St"), city=("A", "B"), website=("a.org", "b.org"))[0] == "1 Ash St · A"
    assert beside(("Rise", "Rise Inc")) == ["", ""]
    assert max(map(len, beside(address=("1 Ash St " * 99, "2 Elm St")))) == 80


def test_a_website_of_many_and_a_point_of_many_say_nothing() -> None:
    names = [f"{word} Collective" for word in ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")]
    assert find_duplicates(of(*names, website=(SITE,) * 6, **at(*[HERE] * 6))).empty


def test_two_that_a_tie_joins_are_not_sure() -> None:
    organizations = [{"name": "Rise Housing"}, {"name": "Rise Housing Inc"}]
    ties = [{"from": "rise-housing", "to": "rise-housing-inc", "kind": "part_of"}]
    tied = make_inventory(organizations=organizations, relationships=ties)
    pair = find_duplicates(tied).iloc[0]
    assert pair["band"] == "likely"
    assert pair["reason"].endswith("a tie joins the two.")


def test_a_pair_that_a_person_called_not_the_same_stays_away() -> None:
    inventory = of("Rise Housing", "Rise Housing Inc", "RISE", aliases=(("Rise",), (), ()))
    said = frozenset({frozenset({"rise housing", "rise housing inc"})})
    before, after = find_duplicates(inventory), find_duplicates(inventory, said)
    assert len(before) == len(after) + 1
    assert not any(set(pair) == {"rise-housing", "rise-housing-inc"} for pair in after[["first", "second"]].to_numpy())


def test_the_one_about_which_more_is_known_comes_first() -> None:
    inventory = make_inventory(
        organizations=[{"name": "Rise Housing"}, {"name": "RISE Housing", "description": "Builds", "since": "1990"}],
        relationships=[{"from": "Rise Houzing", "to": "Rise Housing"}],
    )
    pairs = find_duplicates(inventory)
    assert pairs.iloc[0]["first"] == "rise-housing-2"
    assert set(pairs["second"]) == {"rise-housing", "rise-houzing"}


def test_an_inventory_without_organizations_or_names_in_letters_has_no_duplicates() -> None:
    assert find_duplicates(make_inventory()).empty
    assert list(find_duplicates(make_inventory()).columns) == list(find_duplicates(of("A", "A ")).columns)
    assert find_duplicates(of("!!", "?!", "図書館", "市役所")).empty
    assert the_pair("図書館", "図書館 ")["band"] == "sure"


NAME = some.text(some.sampled_from("ab CODE for (x) . & é 1 | 図 Inc the"), min_size=1, max_size=24).filter(
    lambda text: text.strip() and not is_unknown(text.strip()) and not is_none(text.strip())
)


@settings(max_examples=15)
@given(names=some.lists(NAME, min_size=2, max_size=6), sites=some.lists(NAME, min_size=6, max_size=6))
def test_any_names_give_pairs_each_once_in_order_whatever_the_rows_order(names: list[str], sites: list[str]) -> None:
    pairs = enumerate(zip(names, sites, strict=False))
    rows = [{"id": str(place), "name": name, "website": site} for place, (name, site) in pairs]
    found, backwards = (find_duplicates(make_inventory(organizations=some_rows)) for some_rows in (rows, rows[::-1]))
    pairs = [frozenset(pair) for pair in zip(found["first"], found["second"], strict=True)]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)
    assert found["score"].is_monotonic_decreasing
    assert found["score"].between(70, 100).all()
    assert set(pairs) == {frozenset(pair) for pair in zip(backwards["first"], backwards["second"], strict=True)}


# As measured

EXAMPLES = measures.folder()
needs_examples = pytest.mark.skipif(EXAMPLES is None, reason="ATLAS_EXAMPLES is not set")


@needs_examples
def test_the_page_says_what_is_measured() -> None:
    assert EXAMPLES is not None
    page = measures.PAGE.read_text("utf-8")
    assert page.partition(measures.BEGIN)[2].partition(measures.END)[0] == measures.measured(EXAMPLES)


@needs_examples
@pytest.mark.parametrize("name", measures.FILES)
def test_every_pair_found_is_judged_and_no_sure_one_is_wrong(name: str) -> None:
    assert EXAMPLES is not None
    counts = measures.judged(EXAMPLES, name)
    assert not [pair for pair in counts if pair[1] == "not judged"]
    assert all(label == "same" for band, label in counts if band == "sure")


def test_two_of_one_name_are_told_apart_and_stay_so_in_the_package() -> None:
    city = make_inventory(organizations=[{"name": "Public Library"}, {"name": "Public Library"}, {"name": "City Hall"}])
    assert len(find_duplicates(city)) == 1
    apart = frozenset({frozenset({"public library"})})
    assert find_duplicates(city, apart).empty
    assert not_the_same_from_json(decisions_to_json((), apart)) == apart


def test_looking_says_how_far_it_is_and_stops_when_asked() -> None:
    inventory = of("North Hackers", "North Hackers Inc.", "Riverside Library", "Riverside Libary", "City Hall")
    told: list[tuple[str, float]] = []
    found = find_duplicates(inventory, progress=lambda words, share: told.append((words, share)))
    pd.testing.assert_frame_equal(found, find_duplicates(inventory))
    shares = [share for _, share in told]
    assert told[0] == ("Reading names, websites and places.", 0.0)
    assert shares == sorted(shares) and shares[-1] < 1
    for at in range(len(told)):
        with pytest.raises(StoppedError):
            find_duplicates(inventory, progress=stop_at(at))
