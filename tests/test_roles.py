"""Who may see and do what in a workspace: each role, in each kind of workspace, on each page, route and action.

Everything is asked of a served app over its own websocket and HTTP, also as no page asks. What is in the workspace is
looked up in the store.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from components.drafts import Draft
from components.drafts.opening import open_draft
from components.store import Person, Store, open_store
from components.store.kept_drafts import begin_draft, keep_step
from components.store.kept_drafts import open_draft as open_kept_draft
from components.store.links import make_link
from components.store.rights import Access, Role
from components.store.tables import drafts, edit_keys, roles, versions, workspaces
from components.store.versions import list_versions, save_version
from components.store.workspaces import change_workspace, create_workspace, list_workspaces, make_key, set_role
from components.ui.frame.views import VIEWS
from tests.serving import Served, served
from tests.test_doors import ask, have_made
from tests.test_server import WAIT

ROLES: tuple[Role | None, ...] = (None, *get_args(Role))
CELLS = list(product(get_args(Access), ROLES))
EDITORS = ("editor", "owner")
NOBODY_HERE = "## No list of yours is here"
NOT_OPEN = "## This list is not open to you"
SECRETS = ("Quincy Hollow", "Old Lantern Library", "New Lantern Library", "Lantern Clinic", "Bertha Quill")
OLD = b"name,type\nOld Lantern Library,library\nLantern Clinic,hospital\n"
Act = Callable[["Visit"], None]


@dataclass(frozen=True)
class Kept:
    """A server, and the store that it keeps everything in."""

    server: Served
    store: Store
    log: Path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("roles")
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    with served(log=folder / "log.txt", ATLAS_DATA=str(folder), DATABASE_URL="") as server:
        yield Kept(server, store, folder / "log.txt")
    store.close()


def cookie_of(name: object) -> str:
    return f"browser-of-{name}-with-no-role-elsewhere"


def person(name: object) -> Person:
    return Person(f"browser:{sha256(cookie_of(name).encode()).hexdigest()}")


OWNER = Person(person("its owner").key, "Bertha Quill")


def make_workspace(kept: Kept, access: str, *people: str) -> str:
    """Make a workspace of two versions in which each of these people has the role that they are called after."""
    old = open_draft({"organizations.csv": OLD})
    made = create_workspace(kept.store, OWNER, "Quincy Hollow", access, old, "Begun")
    save_version(kept.store, OWNER, made.id, renamed(old), 1, "Renamed")
    for name in people:
        set_role(kept.store, OWNER, made.id, person(name), name.split()[0])
    return made.id


def renamed(draft: Draft) -> Draft:
    (table,) = draft.text_tables
    return draft.with_cells({(table.keys or ())[0]: {"name": "New Lantern Library"}})


@pytest.fixture(scope="module")
def of_each_kind(kept: Kept) -> dict[str, str]:
    """The id of a workspace for each access, with somebody in each role."""
    return {access: make_workspace(kept, access, *get_args(Role)) for access in get_args(Access)}


def everything(store: Store) -> list[object]:
    """All that is kept of workspaces."""
    with store.read() as connection:
        return [
            tuple(row)
            for table in (workspaces, roles, edit_keys, versions)
            for row in connection.execute(table.select())
        ]


# A visit, as a browser makes one or as a program forges one


@dataclass
class Visit:
    """A visit to the app: what its last run drew."""

    line: ClientConnection
    session: str = ""
    page: str = ""
    query: str = ""
    raw: bytes = b""
    """All that was sent for the last run."""
    headings: list[str] = field(default_factory=list)
    widgets: dict[str, Any] = field(default_factory=dict)
    """Each widget that was drawn, by its key."""
    labels: dict[str, Any] = field(default_factory=dict)
    """And by its label."""

    def go(self, page: str, query: str, *states: WidgetState) -> Visit:
        """Have a page drawn, with what its widgets hold, and give the visit."""
        self.page, self.query = page, query
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
        asked.rerun_script.widget_states.widgets.extend(states)
        self.line.send(asked.SerializeToString())
        return self._read()

    def _read(self) -> Visit:
        self.raw, self.headings, self.widgets, self.labels = b"", [], {}, {}
        while True:
            sent = self.line.recv(WAIT)
            message = ForwardMsg.FromString(sent)
            self.raw += sent
            self._note(message)
            if message.HasField("script_finished") and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return self

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        element = message.delta.new_element
        if element.markdown.body.startswith("## "):
            self.headings.append(element.markdown.body)
        drawn = getattr(element, element.WhichOneof("type") or "empty")
        if name := getattr(drawn, "id", ""):
            self.widgets[name.split("-", 2)[-1]] = self.labels[getattr(drawn, "label", "")] = drawn

    def click(self, key: str, *states: WidgetState) -> Visit:
        """Click a button that the last run drew."""
        return self.forge(self.widgets[key].id, *states)

    def forge(self, button: str, *states: WidgetState) -> Visit:
        """Send the click of a button by its id, whether it is drawn or not."""
        return self.go(self.page, self.query, WidgetState(id=button, trigger_value=True), *states)

    def says(self, text: str) -> bool:
        return text.encode() in self.raw


@contextlib.contextmanager
def visit_of(kept: Kept, name: object, taking_over: str = "") -> Iterator[Visit]:
    """A visit of somebody, who may name a visit that they want to take over."""
    names = ["streamlit", "", taking_over] if taking_over else ["streamlit"]
    headers = {"Cookie": f"atlas_browser={cookie_of(name)}"}
    address = f"{kept.server.replace('http', 'ws', 1)}/_stcore/stream"
    if taking_over:
        names[1] = "no-token"
    with connect(address, subprotocols=names, additional_headers=headers, max_size=None, close_timeout=1) as line:
        yield Visit(line)


def told_secrets(visit: Visit) -> list[str]:
    return [secret for secret in SECRETS if visit.says(secret)]


# Pages


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


# Files


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


# Actions


def open_history(visit: Visit, key: str) -> list[WidgetState]:
    """Open the history at version 1, and give what its widgets hold."""
    visit.go("inventory", f"city={key}&part=history")
    chosen = WidgetState(id=visit.widgets["version-chosen"].id, string_value="Version 1")
    visit.go("inventory", f"city={key}&part=history", chosen)
    return [chosen]


def open_sharing(visit: Visit, key: str) -> list[WidgetState]:
    """Open who may see a workspace, with its name typed so that it can be deleted, and give what its widgets hold."""
    visit.go("inventory", f"city={key}&part=sharing")
    named = WidgetState(id=visit.widgets["name-to-delete"].id, string_value="Quincy Hollow")
    visit.go("inventory", f"city={key}&part=sharing", named)
    return [named]


def open_own_work(visit: Visit, key: str) -> list[WidgetState]:
    """Begin to work on a workspace."""
    visit.go("inventory", f"city={key}")
    visit.click("edit-workspace")
    visit.go("inventory", "city=upload&part=edit")
    return []


def open_newest(visit: Visit, key: str) -> list[WidgetState]:
    visit.go("inventory", f"city={key}")
    return []


OF_EDITORS = {"restore": open_history, "edit-workspace": open_newest, "save-version": open_own_work}
OF_OWNERS = dict.fromkeys(("make-key-editor", "remove-0", "delete-workspace"), open_sharing)


def changes(kept: Kept, visit: Visit, button: str, *states: WidgetState) -> bool:
    """Whether the click of a button changes anything of any workspace, or begins a draft."""
    before = everything(kept.store), count_drafts(kept.store)
    visit.forge(button, *states)
    return (everything(kept.store), count_drafts(kept.store)) != before


def count_drafts(store: Store) -> int:
    with store.read() as connection:
        return len(connection.execute(drafts.select()).all())


@pytest.mark.parametrize("action", [*OF_EDITORS, *OF_OWNERS])
def test_each_action_is_open_to_its_roles_alone_and_ends_when_the_role_is_taken_back(kept: Kept, action: str) -> None:
    opened = OF_EDITORS.get(action) or OF_OWNERS[action]
    may = EDITORS if action in OF_EDITORS else ("owner",)
    for access in get_args(Access):
        names = [f"{role} {action} {access}" for role in get_args(Role)]
        key = make_workspace(kept, access, *names)
        with contextlib.ExitStack() as stack:
            visits = {
                role: stack.enter_context(visit_of(kept, name))
                for role, name in zip(get_args(Role), names, strict=True)
            }
            visits[None] = stack.enter_context(visit_of(kept, f"nobody {action} {access}"))
            states = opened(visits["owner"], key)
            button = visits["owner"].widgets[action].id
            for role in (None, "viewer", "editor"):
                if role not in may:
                    visits[role].go("inventory", visits["owner"].query.replace("city=upload", f"city={key}"))
                    assert action not in visits[role].widgets, (access, role)
                    assert not changes(kept, visits[role], button, *states), (access, role)
            if action in OF_EDITORS:
                states_of_editor = opened(visits["editor"], key)
                set_role(kept.store, OWNER, key, person(names[1]), None)
                drafted = action == "edit-workspace" and access != "closed"  # a draft of one's own, of what one may see
                assert (
                    changes(kept, visits["editor"], visits["editor"].widgets[action].id, *states_of_editor) == drafted
                )
                # Another may do it still: what is refused is refused for the role.
                assert changes(kept, visits["owner"], button, *states), access
            else:
                set_role(kept.store, OWNER, key, person(names[2]), None)
                assert not changes(kept, visits["owner"], button, *states), access
                assert visits["owner"].says("This is not open to you any more") or access == "closed"
                set_role(kept.store, OWNER, key, person(names[2]), "owner")
                states = opened(visits["owner"], key)
                assert changes(kept, visits["owner"], visits["owner"].widgets[action].id, *states), access


def test_who_sees_a_workspace_is_changed_by_its_owner_alone(kept: Kept) -> None:
    for access in get_args(Access):
        other = "link" if access == "closed" else "closed"
        key = make_workspace(kept, access, f"owner of {access}", f"editor of {access}")
        with visit_of(kept, f"owner of {access}") as visit, visit_of(kept, f"editor of {access}") as editor:
            open_sharing(visit, key)
            choices = visit.widgets[f"access {key}"]
            wanted = "Whoever has its link" if other == "link" else "Only people with a key"
            chosen = WidgetState(id=choices.id, string_value=wanted)
            before = everything(kept.store)
            editor.go("inventory", f"city={key}&part=sharing")
            editor.go(editor.page, editor.query, chosen)
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), None)
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), "editor")
            visit.go(visit.page, visit.query, chosen)
            assert access_of(before, key) == access_of(everything(kept.store), key) == access
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), "owner")
            open_sharing(visit, key)
            visit.go(visit.page, visit.query, chosen)
            assert access_of(everything(kept.store), key) == other


def access_of(rows: list[Any], key: str) -> str:
    return next(row[2] for row in rows if row[0] == key)


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


# Work on a closed workspace


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


# A visit that somebody else takes over


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


# The log


def test_the_log_says_nothing_of_any_of_it(kept: Kept, of_each_kind: dict[str, str]) -> None:
    key = make_key(kept.store, OWNER, of_each_kind["closed"], "viewer")
    with visit_of(kept, "somebody with a key") as visit:
        visit.go("inventory", f"city={of_each_kind['closed']}")
        entered = WidgetState(id=visit.labels["Key"].id, string_value=key)
        visit.forge(visit.labels["Open with the key"].id, entered)
        visit.go("inventory", f"city={of_each_kind['closed']}")
        assert visit.says("New Lantern Library")
    log = kept.log.read_text("utf-8")
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert any(line.get("route", "").startswith("/w/") for line in lines)
    assert not [line for line in lines if "traceback" in line]
    told = [
        *SECRETS,
        *of_each_kind.values(),
        key,
        visit.session,
        cookie_of("viewer"),
        person("viewer").key.partition(":")[2],
    ]
    assert [text for text in told if text in log] == []
