"""A person who works at a served app by Streamlit's own protocol, as their browser does: brings in a file, makes a
workspace of it, and changes and saves it again and again. What the pages say is remembered."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from hashlib import sha256
from itertools import count
from typing import Any, NamedTuple

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

from components.store.rights import Person
from components.ui.frame.person import COOKIE
from components.ui.frame.text import plain
from components.ui.views.inventory.keeping import words as keeping_words
from components.ui.views.inventory.words import CANCEL, CHOOSE_FILES, DO_IT, DONE
from tests.benchmarks.bench_workspaces import Member
from tests.drills.saving import ADDED, IMPORTED
from tests.serving import Served
from tests.test_server import Visit, upload_form

FILE, WORKSPACE = "organizations.csv", "Drill"
TAKE_IN, EDIT = DO_IT["update"], keeping_words.EDIT_WORKSPACE
SAVE_VERSION = keeping_words.SAVE_VERSION
_LOOKS, _BETWEEN_LOOKS = 300, 0.1  # how often a page that is at work is looked at, and the seconds in between
_KEPT = re.compile(r"\[(Your list|Unsaved changes to Drill), kept until ")
_TAKEN_IN = plain(DONE["update"].format(files=FILE))
_SAVED = re.compile(r"Saved as version (\d+)\.")


class Acknowledged(NamedTuple):
    """What the pages said is kept."""

    version: int = 0
    """The last version of the workspace; 0 before there is one."""
    steps: int | None = None
    """The rows that were added to the list which is not saved yet; None where there is no such list."""
    files: int = 0
    """The files that were brought in: one for the list, and one more for each version after the first."""

    def then(self, said: str) -> Acknowledged:
        """What is kept once a page has said something more."""
        if saved := _SAVED.search(said):
            return self._replace(version=int(saved[1]), steps=None)
        if said == keeping_words.CREATED.format(workspace=WORKSPACE):
            return self._replace(version=1, steps=None)
        if said == _TAKEN_IN:
            return self._replace(steps=self.version, files=self.version + 1)
        if self.steps is None and _KEPT.search(said):
            return self._replace(steps=max(self.version - 1, 0), files=max(self.files, 1))
        return self


class DrillPerson(Member):
    """The person, with the inventory's page open."""

    def __init__(self, line: Any, server: Served, address: str) -> None:
        super().__init__(line, "inventory", "", [])
        self.server, self.query, self.session = server, address, ""
        self.kept, self.says_kept = Acknowledged(), False
        self.fields: dict[str, str] = {}
        """The id of each field of the page, by its label."""

    def _take(self, message: ForwardMsg) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id or self.session
        elif kind == "delta":
            self._note(message.delta.new_element)
        return super()._take(message)

    def _note(self, element: Any) -> None:
        kind = element.WhichOneof("type")
        if kind in ("text_input", "file_uploader", "radio"):
            field = getattr(element, kind)
            self.fields[field.label] = field.id
        elif kind in ("markdown", "toast"):
            self._hear(getattr(element, kind).body)

    def _hear(self, said: str) -> None:
        self.kept = self.kept.then(said)
        self.says_kept = self.says_kept or bool(_KEPT.search(said))

    async def do(self, *states: WidgetState, then: str) -> None:
        """Do something on the page, and wait until the page has a button: work beside it may come first."""
        self.buttons.clear()
        await self.ask(*states)
        for _ in range(_LOOKS):
            if then in self.buttons:
                return
            await asyncio.sleep(_BETWEEN_LOOKS)
            await self.ask()
        raise AssertionError(f"The page has no button “{then}”, but {list(self.buttons)}, and says {self.errors}.")

    async def look(self, button: str) -> None:
        """Look at the page until it has a button or says that a list is kept; a file on its way in is set aside."""
        for _ in range(_LOOKS):
            self.buttons.clear()
            await self.ask()
            if button in self.buttons or self.says_kept:
                return
            if CANCEL in self.buttons:
                await self.press(CANCEL)
            await asyncio.sleep(_BETWEEN_LOOKS)
        raise AssertionError(f"What was kept is not on the page, but {list(self.buttons)}.")

    async def click(self, label: str, *states: WidgetState, then: str) -> None:
        await self.do(*states, WidgetState(id=self.buttons[label], trigger_value=True), then=then)

    async def bring(self, names: Iterable[str], then: str) -> None:
        """Bring in a file of organizations."""
        content = "\n".join(["name,type", *(f"{name},nonprofit" for name in names)]).encode()
        file = str(uuid.uuid4())
        await asyncio.to_thread(self._send, upload_form(FILE, content), file)
        state = WidgetState(id=self.fields[CHOOSE_FILES])
        state.file_uploader_state_value.uploaded_file_info.add(file_id=file, name=FILE, size=len(content))
        await self.do(state, then=then)

    def _send(self, form: bytes, file: str) -> None:
        status, _ = Visit(self.server.removeprefix("http://"), self.session).send(form, file=file)
        assert status == 204, "the file is not taken"

    async def work(self) -> None:
        """Bring in a file, make a workspace of it, and change and save it until the server is gone."""
        await self.do(then="Edit a copy of this inventory")
        await self.bring((row["name"] for row in IMPORTED), then=keeping_words.CREATE_WORKSPACE)
        name = WidgetState(id=self.fields[keeping_words.WORKSPACE_NAME], string_value=WORKSPACE)
        access = WidgetState(id=self.fields[keeping_words.WHO_SEES_IT], string_value=keeping_words.WHO_SEES["closed"])
        await self.click(keeping_words.CREATE_WORKSPACE, name, access, then=EDIT)
        for step in count(1):
            await self.click(EDIT, then=SAVE_VERSION)
            self.query = "city=upload"
            await self.do(then=SAVE_VERSION)
            await self.bring([ADDED.format(step)], then=TAKE_IN)
            await self.click(TAKE_IN, then=SAVE_VERSION)
            await self.click(SAVE_VERSION, then=EDIT)


def known_to_store(cookie: str) -> Person:
    """The person whose browser has a cookie, as the store knows them."""
    return Person(f"browser:{sha256(cookie.encode()).hexdigest()}")


@asynccontextmanager
async def at_the_page(server: Served, cookie: str, address: str) -> AsyncIterator[DrillPerson]:
    """Open a line to the server as the browser with a cookie does."""
    headers = {"Cookie": f"{COOKIE}={cookie}", "Origin": server}
    stream = server.replace("http", "ws") + "/_stcore/stream"
    async with connect(
        stream,
        subprotocols=["streamlit"],
        additional_headers=headers,
        max_size=None,
        ping_interval=None,
        close_timeout=1,
    ) as line:
        yield DrillPerson(line, server, address)
