"""Work on a workspace: who is shown it, who takes it over, and what the log says."""

from __future__ import annotations

from streamlit.proto.WidgetStates_pb2 import WidgetState

from components.drafts.opening import open_draft
from components.store.kept_drafts import begin_draft, keep_step
from components.store.kept_drafts import open_draft as open_kept_draft
from components.store.links import make_link
from components.store.versions import list_versions
from components.store.workspaces import change_workspace, list_workspaces, make_key, set_role
from components.ui.frame.views import VIEWS
from tests.roles.visiting import (
    NOBODY_HERE,
    NOT_OPEN,
    OLD,
    OWNER,
    Kept,
    Visit,
    changes,
    cookie_of,
    make_workspace,
    open_own_work,
    person,
    renamed,
    told_secrets,
    visit_of,
    wait_for_request,
    what_is_said,
)
from tests.test_doors import ask, have_made


def test_a_link_to_work_on_a_closed_workspace_opens_it_for_its_people_alone(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "editor who works", "editor beside")
    editor, old = person("editor who works"), open_draft({"organizations.csv": OLD})
    draft = begin_draft(kept.store, editor, old, ["a.csv"], key, 2)
    token = make_link(kept.store, editor, draft)
    for query in (f"city=upload&draft={token}", f"city={key}&draft={token}", f"city=upload&draft={draft.text}"):
        with visit_of(kept, "a stranger") as visit:
            for view in VIEWS:
                visit.go(view, query)
                assert visit.headings[-1] in (NOBODY_HERE, NOT_OPEN) and told_secrets(visit) == [], (query, view)
    with visit_of(kept, "editor beside") as visit:
        visit.go("inventory", f"city=upload&draft={token}")
        assert visit.says("Old Lantern Library")


def test_work_on_a_workspace_that_is_closed_to_somebody_is_not_shown_to_them(kept: Kept) -> None:
    key = make_workspace(kept, "link", "editor for a day")
    with visit_of(kept, "editor for a day") as visit:
        open_own_work(visit, key)
        visit.go("inventory", "city=upload")
        assert visit.says("New Lantern Library")
        file = next(each.deferred_file_id for each in visit.labels.values() if getattr(each, "deferred_file_id", ""))
        assert "create-workspace" not in visit.widgets  # an editor saves the next version
        set_role(kept.store, OWNER, key, person("editor for a day"), None)
        visit.go("inventory", "city=upload")
        assert visit.says("New Lantern Library")  # it is open to whoever has its link
        states = [WidgetState(id=visit.widgets["workspace-name"].id, string_value="Mine")]
        create = visit.widgets["create-workspace"]
        change_workspace(kept.store, OWNER, key, access="closed")
        assert have_made(visit.line, visit.session, file) == ""
        assert not changes(kept, visit, create.id, *states)
        assert visit.headings[-1] == NOBODY_HERE and told_secrets(visit) == []


def test_a_new_workspace_does_not_name_the_closed_one_that_its_list_comes_from(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "editor until noon")
    with visit_of(kept, "editor until noon") as visit:
        open_own_work(visit, key)
        set_role(kept.store, OWNER, key, person("editor until noon"), "viewer")
        visit.go("inventory", "city=upload")
        named = WidgetState(id=visit.widgets["workspace-name"].id, string_value="Mine")
        seen = WidgetState(id=visit.widgets["workspace-access"].id, string_value="Whoever has its link")
        visit.click("create-workspace", named, seen)
    found = {each.name: each for each in list_workspaces(kept.store, person("editor until noon"))}
    (first,) = list_versions(kept.store, person("editor until noon"), found["Mine"].id).to_dict("records")
    assert found["Mine"].access == "link" and "Quincy Hollow" not in str(first)


def test_somebody_undoes_a_step_of_their_work_on_a_closed_workspace(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "editor who errs")
    draft = open_draft({"organizations.csv": OLD})
    editor = person("editor who errs")
    work = begin_draft(kept.store, editor, draft, [], key, 2)
    keep_step(kept.store, editor, work, renamed(draft), "1 cell changed.")
    with visit_of(kept, "editor who errs") as visit:
        visit.go("inventory", "city=upload&part=edit")
        assert visit.says("New Lantern Library")
        visit.forge(visit.labels["Undo"].id)
    found = open_kept_draft(kept.store, editor, work)
    assert found and "Old Lantern Library" in found.draft.inventory.organizations["name"].tolist()


def test_a_visit_goes_back_to_the_browser_that_began_it_and_to_no_other(kept: Kept) -> None:
    key = make_workspace(kept, "closed", "editor at home")
    with visit_of(kept, "editor at home") as visit:
        open_own_work(visit, key)
        visit.go("inventory", "city=upload")
        file = next(each.deferred_file_id for each in visit.labels.values() if getattr(each, "deferred_file_id", ""))
        buttons = [each.id for each in visit.widgets.values() if type(each).__name__ == "Button"]
        for name in ("a thief", ""):  # while it goes on
            with visit_of(kept, name, taking_over=visit.session) as other:
                assert_empty(kept, other, visit.session, file, buttons)
        assert have_made(visit.line, visit.session, file)
    with visit_of(kept, "a thief", taking_over=visit.session) as other:  # and once its line is cut
        assert_empty(kept, other, visit.session, file, buttons)
    with visit_of(kept, "editor at home", taking_over=visit.session) as again:
        again.go("inventory", "city=upload")
        assert again.session == visit.session and again.says("New Lantern Library")


def assert_empty(kept: Kept, visit: Visit, session: str, file: str, buttons: list[str]) -> None:
    """Assert that a visit is another than the one that it names, and has nothing of it."""
    assert have_made(visit.line, session, file) == ""
    visit.page, visit.query = "inventory", "city=upload"
    for button in buttons:
        assert not changes(kept, visit, button)
        assert visit.session != session and told_secrets(visit) == []


def test_the_log_says_nothing_of_a_workspace_its_key_and_who_entered_it(
    kept: Kept, of_each_kind: dict[str, str]
) -> None:
    key = make_key(kept.store, OWNER, of_each_kind["closed"], "viewer")
    with visit_of(kept, "somebody with a key") as visit:
        visit.go("inventory", f"city={of_each_kind['closed']}")
        entered = WidgetState(id=visit.labels["Key"].id, string_value=key)
        visit.forge(visit.labels["Open with the key"].id, entered)
        visit.go("inventory", f"city={of_each_kind['closed']}")
        assert visit.says("New Lantern Library")
    file = f"/w/{of_each_kind['closed']}/v/1/quincy-hollow.zip"
    assert ask(kept.server, file, Cookie=f"atlas_browser={cookie_of('viewer')}")[0] == 200
    wait_for_request(kept, "/w/")
    assert what_is_said(kept, key, visit.session) == []
