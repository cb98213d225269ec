"""Who may see a workspace: on each page, in the menu, as a file, and in its history."""

from __future__ import annotations

from itertools import product

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from components.store.rights import Role
from components.store.workspaces import set_role
from components.ui.frame.views import VIEWS
from tests.roles.visiting import (
    CELLS,
    EDITORS,
    NOT_OPEN,
    OWNER,
    Kept,
    cookie_of,
    make_workspace,
    open_history,
    person,
    told_secrets,
    visit_of,
)
from tests.test_doors import ask, have_made


@pytest.mark.parametrize(("access", "role"), CELLS)
def test_each_page_shows_a_workspace_to_those_who_may_see_it(
    kept: Kept, of_each_kind: dict[str, str], access: str, role: Role | None
) -> None:
    key = of_each_kind[access]
    with visit_of(kept, role) as visit:
        for view, version in product(VIEWS, ("", "&version=1")):
            visit.go(view, f"city={key}{version}")
            if access == "closed" and role is None:
                assert visit.headings[-1] == NOT_OPEN and told_secrets(visit) == [], (view, version)
                continue
            assert visit.headings[-1].startswith("## Quincy Hollow"), (view, version)
            assert visit.says("Version 1, not the newest") == bool(version), (view, version)
            if view == "inventory":
                assert ("edit-workspace" in visit.widgets) == (role in EDITORS)
                parts = next(text for text in visit.widgets if text.endswith("part"))
                assert [each.content for each in visit.widgets[parts].options] == [
                    "What is here",
                    "History",
                    *(["Who may see it"] if role == "owner" else []),
                ]


def test_the_menu_names_what_somebody_may_find(kept: Kept, of_each_kind: dict[str, str]) -> None:
    for role, found in ((None, 1), ("viewer", 3)):
        with visit_of(kept, role) as visit:
            visit.go("overview", f"city={of_each_kind['public']}")
            (menu,) = [each for label, each in visit.labels.items() if label == "City"]
            assert sum(option.startswith("Quincy Hollow") for option in menu.options) == found


def test_each_file_goes_to_those_who_may_see_the_workspace(kept: Kept, of_each_kind: dict[str, str]) -> None:
    refused = ask(kept.server, f"/w/{'0' * 32}/v/1/x.zip", Cookie=f"atlas_browser={cookie_of('viewer')}")
    assert refused[0] == 404 and refused[2]["Cache-Control"] == "no-store"
    for (access, role), version, ending in product(CELLS, (1, 2), ("zip", "xlsx")):
        address = f"/w/{of_each_kind[access]}/v/{version}/quincy-hollow.{ending}"
        status, said, headers = ask(kept.server, address, Cookie=f"atlas_browser={cookie_of(role)}")
        may = access != "closed" or role is not None
        assert status == (200 if may else 404), (access, role, version, ending)
        assert headers["Cache-Control"] == "no-store"
        assert may or said == refused[1]


@pytest.mark.parametrize("cookie", ["", "atlas_browser=", "_streamlit_user=x", '_streamlit_user="2|1:0|10:1|1:a|x|y"'])
def test_whoever_says_nothing_good_of_themselves_has_no_role(
    kept: Kept, of_each_kind: dict[str, str], cookie: str
) -> None:
    assert ask(kept.server, f"/w/{of_each_kind['closed']}/v/1/x.zip", Cookie=cookie)[0] == 404


@pytest.mark.parametrize("version", [0, 3, 2**31, 2**63, 10**40])
def test_a_version_that_there_is_not_is_not_found(kept: Kept, of_each_kind: dict[str, str], version: int) -> None:
    assert ask(kept.server, f"/w/{of_each_kind['public']}/v/{version}/x.zip")[0] == 404


def test_a_page_makes_no_file_once_its_workspace_is_closed_to_a_visitor(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "viewer too")
    with visit_of(kept, "viewer too") as visit:
        visit.go("inventory", f"city={key}")
        files = [each.deferred_file_id for each in visit.labels.values() if getattr(each, "deferred_file_id", "")]
        address = have_made(visit.line, visit.session, files[0])
        assert ask(kept.server, address, Cookie=f"atlas_browser={cookie_of('viewer too')}")[0] == 200
        assert ask(kept.server, address, Cookie=f"atlas_browser={cookie_of('another')}")[0] == 404
        with visit_of(kept, "another") as other:
            other.go("inventory", f"city={key}")
            assert have_made(other.line, other.session, files[0]) == ""
        set_role(kept.store, OWNER, key, person("viewer too"), None)
        assert have_made(visit.line, visit.session, files[0]) == ""


def test_history_and_comparison_end_with_the_role(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "viewer of old")
    with visit_of(kept, "viewer of old") as visit:
        states = open_history(visit, key)
        compared = WidgetState(id=visit.widgets["version-compared"].id, string_value="Version 2")
        visit.go(visit.page, visit.query, *states, compared)
        assert visit.says("New Lantern Library") and visit.says("Bertha Quill") and visit.says("1 difference")
        set_role(kept.store, OWNER, key, person("viewer of old"), None)
        visit.go(visit.page, visit.query, *states, compared)
        assert visit.headings[-1] == NOT_OPEN and told_secrets(visit) == []
