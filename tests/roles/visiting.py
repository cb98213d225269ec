"""How somebody with a role, or none, visits a workspace, and how what came of it is read.

Everything is asked of a served app over its own websocket and HTTP, also as no page asks. What is in the workspace is
looked up in the store.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, get_args

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

from components.drafts import Draft
from components.drafts.opening import open_draft
from components.store import Person, Store
from components.store.rights import Access, Role
from components.store.tables import drafts, edit_keys, roles, versions, workspaces
from components.store.versions import save_version
from components.store.workspaces import create_workspace, set_role
from tests.serving import Served
from tests.test_server import WAIT

ROLES: tuple[Role | None, ...] = (None, *get_args(Role))
CELLS = list(product(get_args(Access), ROLES))
EDITORS = ("editor", "owner")
NOBODY_HERE = "## No list of yours is here"
NOT_OPEN = "## This list is not open to you"
SECRETS = ("Quincy Hollow", "Old Lantern Library", "New Lantern Library", "Lantern Clinic", "Bertha Quill")
OLD = b"name,type\nOld Lantern Library,library\nLantern Clinic,hospital\n"


@dataclass(frozen=True)
class Kept:
    """A server, and the store that it keeps everything in."""

    server: Served
    store: Store
    log: Path


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


def changes(kept: Kept, visit: Visit, button: str, *states: WidgetState) -> bool:
    """Whether the click of a button changes anything of any workspace, or begins a draft."""
    before = everything(kept.store), count_drafts(kept.store)
    visit.forge(button, *states)
    return (everything(kept.store), count_drafts(kept.store)) != before


def what_is_said(kept: Kept, *more: str) -> list[str]:
    """List what the log of the server says of what it should say nothing of: the workspaces, who they are, and this."""
    with kept.store.read() as connection:
        ids = [row.id for row in connection.execute(workspaces.select())]
    viewer = cookie_of("viewer"), person("viewer").key.partition(":")[2]
    log = kept.log.read_text("utf-8")
    return [text for text in (*SECRETS, *ids, *viewer, *more) if text in log]


def wait_for_request(kept: Kept, route: str) -> None:
    """Wait until the log has a request of a route that begins so: it is written once the answer has gone."""
    until = time.monotonic() + WAIT
    while not any(line.get("route", "").startswith(route) for line in logged(kept)):
        assert time.monotonic() < until, f"No request of {route} is in the log."
        time.sleep(0.05)


def logged(kept: Kept) -> list[dict[str, Any]]:
    """List the lines of the log of the server."""
    return [json.loads(line) for line in kept.log.read_text("utf-8").splitlines() if line.startswith("{")]


def count_drafts(store: Store) -> int:
    with store.read() as connection:
        return len(connection.execute(drafts.select()).all())
