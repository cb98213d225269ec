"""The four figures that head the overview, worked out by hand for a small city."""

from components.analysis import Filters, HeadlineFigures, headline_figures
from tests.analysis.small_inventories import tie
from tests.inventories import make_inventory

CITY = make_inventory(
    organizations=[
        {"name": "Library", "type": "library", "led_by": (), "issue_areas": ("education",)},
        {"name": "Tenants", "type": "community groups and advocates", "led_by": ("tenants",)},
        {"name": "Clinic", "led_by": ("tenants", "older adults"), "issue_areas": ("health",)},
        {"name": "Office", "serves": ("young people",)},
    ],
    relationships=[
        tie("Library", "Tenants", kind="works_with"),
        tie("Tenants", "Library", kind="funds"),
        tie("Tenants", "Clinic", kind="works_with", status="wanted"),
    ],
)


def test_the_figures_of_a_small_city() -> None:
    found = headline_figures(CITY)
    assert found.missing_types is not None
    # The library counts towards issue area experts, so four of the six types are missing.
    assert sorted(found.missing_types) == [
        "civic hackers and data mavens",
        "local government",
        "philanthropies",
        "tech companies",
    ]
    assert found == HeadlineFigures(
        organizations=4,
        of_known_type=2,
        working_ties=1,  # told from both sides, so one; the wanted tie does not work yet
        tied_organizations=2,
        missing_types=found.missing_types,
        leading_communities=2,
        communities=3,  # young people are served, and lead none
        of_known_leadership=3,  # no community leads the library, which is known; of the office nobody says
    )


def test_what_no_source_says_is_not_known_and_not_none() -> None:
    found = headline_figures(make_inventory(organizations=[{"name": "A", "serves": ("tenants",)}]))
    assert (found.working_ties, found.tied_organizations, found.missing_types) == (None, None, None)
    assert (found.leading_communities, found.communities, found.of_known_leadership) == (None, 1, 0)


def test_under_a_filter_ties_of_the_whole_city_make_none_here_known() -> None:
    found = headline_figures(Filters(issue_areas=("health",)).apply(CITY), whole=CITY)
    assert (found.organizations, found.working_ties, found.tied_organizations) == (1, 0, 0)
