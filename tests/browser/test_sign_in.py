"""Sign-in at an OpenID Connect provider: whoever has signed in has what is theirs in every browser, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from streamlit import get_option

from tests.browser.looking import open_view
from tests.browser.test_bringing import at_step, choose, named, open_part, organizations, press
from tests.browser.test_editing import TABLE
from tests.browser.test_workspaces import SHARING, NewVisit, create, make_key, table_says
from tests.browser.waiting import at_rest
from tests.serving import Served, free_port, served
from tests.sign_in_provider import PEOPLE, sign_in_provider


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that has sign-in turned on."""
    folder, port = tmp_path_factory.mktemp("sign-in"), free_port()
    file = folder / "sign_in.toml"
    with sign_in_provider() as provider:
        file.write_text(provider.secrets_file(f"http://127.0.0.1:{port}"))
        kept = {"ATLAS_DATA": str(folder / "data"), "STREAMLIT_SECRETS_FILES": str(file)}
        with served(port=port, log=folder / "log", **kept) as server:
            yield server


def sign_in(page: Page, server: str, who: str) -> None:
    open_view(page, server, "inventory", "city=riverbend")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name=PEOPLE[who]).click()
    expect(page.get_by_text(f"Signed in as {PEOPLE[who]}")).to_be_visible()
    at_rest(page)


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    at_rest(page)


def is_closed(page: Page) -> None:
    expect(page.get_by_role("heading", name="This list is not open to you")).to_be_visible()
    at_rest(page)


def test_who_has_signed_in_has_a_closed_workspace_in_every_browser_and_nobody_else_has(
    page: Page, new_visit: NewVisit, signed: Served
):
    sign_in(page, signed, "ada")
    workspace = create(page, signed, "Only people with a key", name=None)
    key = make_key(page, "viewer")
    sign_out(page)
    there = f"{signed}/inventory?city={workspace}"
    page.goto(there)
    is_closed(page)
    elsewhere = new_visit().new_page()
    sign_in(elsewhere, signed, "ada")
    elsewhere.goto(f"{there}&part=sharing")
    at_step(elsewhere, SHARING)
    sign_in(page, signed, "ben")
    page.goto(there)
    is_closed(page)
    page.get_by_role("textbox", name="Key", exact=True).fill(key)
    press(page, "Open with the key")
    organizations(page, 3)
    open_part(page, "History", "History")
    table_says(page, PEOPLE["ada"])
    elsewhere.reload()
    expect(elsewhere.get_by_text(f"{PEOPLE['ben']}: viewer, by a key")).to_be_visible()


def test_a_list_follows_who_has_signed_in_and_stays_behind_when_they_sign_out(
    page: Page, new_visit: NewVisit, signed: Served
):
    sign_in(page, signed, "ben")
    open_view(page, signed, "inventory", "city=riverbend")
    choose(page, named("organizations.csv", TABLE))
    organizations(page, 3)
    sign_out(page)
    page.goto(f"{signed}/inventory?city=upload")
    expect(page.get_by_role("heading", name="No list of yours is here")).to_be_visible()
    elsewhere = new_visit().new_page()
    sign_in(elsewhere, signed, "ben")
    elsewhere.goto(f"{signed}/inventory?city=upload")
    expect(elsewhere.get_by_text("Your list is as you left it on")).to_be_visible()


def test_a_header_makes_nobody_somebody(new_visit: NewVisit, signed: Served):
    """A proxy's way to say who has signed in is off: anybody could send that."""
    said = {"X-Forwarded-User": "ada", "X-Forwarded-Email": "ada@example.org", "Remote-User": "ada"}
    page = new_visit(extra_http_headers=said).new_page()
    open_view(page, signed, "inventory", "city=riverbend")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert get_option("server.trustedUserHeaders") == {}
