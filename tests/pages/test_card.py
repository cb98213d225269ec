"""An organization's card, opened by its word in the address."""

from urllib.parse import quote

import pytest

from components.ui.widgets.card import write_correction
from tests.inventories import make_inventory
from tests.pages.opening import as_read, as_upload, assert_runs, marked_up, opened, said


def test_an_organization_in_the_address_opens_its_card():
    page = assert_runs(opened("network", city="st-louis", organization="civtech-st-louis"))
    text = said(page)
    assert "### CivTech St. Louis" in text
    assert "a cross-sector collaborative that works on municipal courts" in text
    assert "Source: CivTech St. Louis: Court Data in St. Louis County" in text
    assert "(as of 4 May 2017)" in text
    assert next(choice for choice in page.selectbox if choice.label == "Find an organization").value


def test_what_nobody_filled_in_is_not_known_rather_than_none():
    text = said(opened("network", city="st-louis", organization="civtech-st-louis"))
    assert "- **Serves:** :gray[not known]" in text
    assert "- **Led by:** :gray[not known]" in text


def test_an_organization_that_is_not_there_is_said():
    page = assert_runs(opened("network", city="st-louis", organization="atlantis-data-guild"))
    assert "“atlantis-data-guild”, which is not in this inventory" in page.warning[0].value.replace("\\", "")
    assert "Close" not in [button.label for button in page.button], "no card is open"


def test_closing_a_card_takes_its_word_out_of_the_address():
    page = opened("network", city="st-louis", organization="civtech-st-louis")
    next(button for button in page.button if button.label == "Close").click()
    assert "### CivTech St. Louis" not in said(assert_runs(page.run()))
    assert "organization" not in page.query_params


def test_what_a_card_says_of_a_claim_s_certainty_is_text():
    inventory = make_inventory(
        organizations=[{"id": "hub", "name": "Hub"}],
        claims=[
            {
                "table": "organizations",
                "row": "Hub",
                "column": "since",
                "value": "1",
                "certainty": "![x](http://x.example)",
            }
        ],
    )
    page = assert_runs(opened("network", city="upload", organization="hub", upload=as_upload(inventory)))
    (claim,) = [text for text in marked_up(page) if "Sources differ" in text]
    assert "![x]" not in claim and "![x]" in as_read(claim)


def test_a_card_stays_when_its_organization_is_filtered_out():
    page = assert_runs(opened("network", city="st-louis", organization="civtech-st-louis", issue="housing"))
    assert "Left out by the filter above" in said(page)


def test_finding_an_organization_by_name_opens_its_card_and_writes_the_address():
    page = opened("network", city="riverbend")
    search = next(choice for choice in page.selectbox if choice.label == "Find an organization")
    search.select("code-for-riverbend")
    text = said(assert_runs(page.run()))
    assert "### Code for Riverbend" in text
    assert "code-for-riverbend" in page.query_params["organization"]
    assert "on record**" in text


def corrections(city: str, organization: str) -> list[str]:
    return [code.value for code in opened("network", city=city, organization=organization).code]


def test_this_is_wrong_is_a_text_to_send():
    (text,) = corrections("st-louis", "civtech-st-louis")
    assert "CivTech St. Louis (id civtech-st-louis)" in text
    assert "website: http://www.civtechstl.com" in text
    assert "What is wrong:" in text and "How you know" in text


def test_a_fictional_organization_has_nothing_to_correct():
    assert corrections("riverbend", "code-for-riverbend") == []


def test_a_correction_says_only_what_the_inventory_says():
    inventory = make_inventory(organizations=[{"id": "a", "name": "A", "serves": (), "skills": ("data analysis",)}])
    row = inventory.organizations.set_index("id").loc["a"]
    assert write_correction(inventory, row) == (
        "A correction to the inventory of our city (as of a day not known)\n"
        "Organization: A (id a)\n"
        "The inventory says:\n  name: A\n  serves: none\n  skills: data analysis\n  listed: yes\n"
        "What is wrong:\n\nWhat is right:\n\nHow you know (a source we can cite):\n"
    )


EVERYTHING = make_inventory(
    inventory=[{"city": "Testville", "kept_by": "The data office"}],
    organizations=[
        {"id": "hub", "name": "Hub", "type": "library", "serves": (), "since": "1999", "budget": "10"},
        {"id": "spoke", "name": "Spoke", "website": "https://spoke.example/about"},
        {"id": "alone", "name": "Alone"},
    ],
    relationships=[
        {
            "from": "hub",
            "to": "spoke",
            "kind": "works_with",
            "level": 5,
            "reported_by": "hub",
            "held_by": ("director",),
            "evidence": "They share a van",
            "source": "Minutes",
            "as_of": "2024-03",
        },
        {"from": "spoke", "to": "hub", "kind": "works_with", "level": 2, "reported_by": "spoke"},
        {"from": "hub", "to": "Guest", "kind": "funds", "amount": 1200, "currency": "USD"},
    ],
    initiatives=[{"name": "Van days", "lead": "hub", "partners": ("spoke",), "issue_areas": ("transportation",)}],
    claims=[{"table": "organizations", "row": "Hub", "column": "since", "value": "1998", "certainty": "unsure"}],
    notes=[{"about": "hub", "text": "Moves in May", "source": "Letter"}],
)


def card(organization: str) -> str:
    return said(assert_runs(opened("network", city="upload", organization=organization, upload=as_upload(EVERYTHING))))


def test_a_card_says_each_tie_with_its_evidence_source_and_who_reported_it():
    text = card("hub")
    assert "**2 ties on record**" in text
    assert "They share a van. " in text.replace("van Rep", "van. Rep") or "They share a van" in text
    assert "Reported by Hub, level 5." in text and "Reported by Spoke, level 2." in text
    assert "Rests on director." in text
    assert "Source: Minutes (as of March 2024)" in text
    assert "The two sides' levels differ by 3." in text
    assert "1,200 USD." in text
    assert "No evidence on record." in text


def test_a_card_says_initiatives_claims_notes_and_columns_of_the_file_s_own():
    text = card("hub")
    assert "- Van days (leads): transportation" in text
    assert "- Van days (partner): transportation" in card("spoke")
    assert "Sources differ on since: one says “1998”" in text
    assert "Note: Moves in May" in text
    assert "- **Serves:** none" in text
    assert "- **Budget:** 10" in text


def test_a_card_without_ties_says_so():
    assert "**No tie on record.**" in card("alone")


def test_an_organization_known_only_because_others_name_it_says_so():
    assert "No row of its own in the inventory" in card("guest")


def test_a_website_is_a_link_that_shows_where_it_leads():
    assert "[https://spoke.example/about](<https://spoke.example/about>)" in card("spoke")


@pytest.mark.parametrize("organization", ["<script>", "a,b", "%00", "../..", "x" * 3000])
def test_any_text_in_place_of_an_organization_is_only_said(organization: str):
    page = assert_runs(opened("network", city="st-louis", organization=organization))
    assert quote(organization)[:20] or page.warning
    assert "which is not in this inventory" in page.warning[0].value
