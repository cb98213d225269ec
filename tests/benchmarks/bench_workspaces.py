"""Many people in several workspaces at once, who filter and save: how long a filter takes, whether anything fails, and
whether anybody is sent a word of a workspace that is not theirs."""

from __future__ import annotations

import asyncio
import random
import ssl
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

from components.drafts import make_draft, read_inventory
from components.store import Person, open_store
from components.store.versions import list_versions
from components.store.workspaces import create_workspace, set_role
from tests.benchmarks.bench_load import EVERY, TARGET, Visitor, megabytes
from tests.nginx_server import nginx_server
from tests.postgres_server import postgres_server
from tests.serving import ROOT, Served, served

WORKSPACES, PEOPLE_IN_EACH = 10, 5
FOR = 600.0  # seconds
WARM_UP = 60.0  # seconds in which everybody works before it is measured
SAVES_EVERY = 300.0  # seconds from one save of a person to the next
CITY = ROOT / "data" / "inventories" / "riverbend"
PAGES = ("", "network", "representation", "strength")


class Member(Visitor):
    """One person of a workspace: what else is on the page, and what they were sent of other workspaces."""

    def __init__(self, line: Any, page: str, workspace: str, others: list[bytes]) -> None:
        super().__init__(line, page)
        self.workspace, self.others = workspace, others
        self.query = f"city={workspace}"
        self.buttons: dict[str, str] = {}
        self.errors: list[str] = []
        self.strange: list[bytes] = []

    def _take(self, message: ForwardMsg) -> bool:
        sent = message.SerializeToString()
        self.strange += [word for word in self.others if word in sent]
        element = message.delta.new_element
        kind = element.WhichOneof("type") if message.WhichOneof("type") == "delta" else None
        if kind == "button":
            self.buttons[element.button.label] = element.button.id
        elif kind == "exception" or (kind == "alert" and element.alert.format == element.alert.ERROR):
            self.errors.append(element.alert.body if kind == "alert" else element.exception.message)
        return super()._take(message)

    async def press(self, label: str) -> None:
        """Press a button of the page."""
        await self.ask(WidgetState(id=self.buttons[label], trigger_value=True))

    async def save(self) -> None:
        """Save a version: go to the inventory, edit, save, and put it together with what others saved meanwhile."""
        self.page, self.query, self.buttons = "inventory", f"city={self.workspace}", {}
        await self.ask()
        await self.press("Edit")
        await self.press("Save this version")
        if "Save both together" in self.buttons:
            await self.press("Save both together")
        self.page, self.query = PAGES[0], f"city={self.workspace}"
        await self.ask()


def cookie(workspace: int, number: int) -> str:
    return f"browser-of-person-{number}-in-workspace-{workspace}"


def person(workspace: int, number: int) -> Person:
    return Person(f"browser:{sha256(cookie(workspace, number).encode()).hexdigest()}")


def word_of(workspace: int) -> str:
    """A word that stands in one workspace and in no other."""
    return f"Onlyin{workspace:02}workspace"


def make_workspaces(database: str) -> list[str]:
    """Make the workspaces with the people who may change them, and give their ids."""
    store, made = open_store(database), []
    inventory, _ = read_inventory(CITY)
    for number in range(WORKSPACES):
        organizations = inventory.organizations.assign(description=word_of(number))
        people = [person(number, each) for each in range(PEOPLE_IN_EACH)]
        draft = make_draft(inventory.with_tables(organizations=organizations))
        workspace = create_workspace(store, people[0], word_of(number), "closed", draft, "")
        for other in people[1:]:
            set_role(store, people[0], workspace.id, other, "editor")
        made.append(workspace.id)
    store.close()
    return made


@dataclass(frozen=True)
class Installation:
    """An Atlas that people use: what it is, its address, its servers and its database."""

    what: str
    address: str
    servers: list[Served]
    database: str
    security: ssl.SSLContext | None = None

    def megabytes(self) -> float:
        """Measure what its servers hold in memory together, and give it."""
        return sum(map(megabytes, self.servers))


@contextmanager
def one_server() -> Iterator[Installation]:
    """Run one server on SQLite, as `make run` does."""
    with tempfile.TemporaryDirectory() as data, served(ATLAS_DATA=data, log=Path(data) / "log") as server:
        yield Installation("one server", server, [server], f"sqlite:///{data}/atlas.db")


@contextmanager
def two_replicas() -> Iterator[Installation]:
    """Run two servers behind nginx on one PostgreSQL, as deploy/ does."""
    with ExitStack() as stack:
        postgres = stack.enter_context(postgres_server())
        database = postgres.new_database()
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        shared = {"ATLAS_HOSTS": "127.0.0.1", "DATABASE_URL": database, "STREAMLIT_SERVER_COOKIE_SECRET": "for-both"}
        servers = [
            stack.enter_context(served(ATLAS_REPLICA=name, ATLAS_DATA=str(data), log=data / f"log{name}", **shared))
            for name in ("1", "2")
        ]
        nginx = stack.enter_context(nginx_server(list(servers)))
        unverified = ssl._create_unverified_context()
        yield Installation("two replicas", nginx.address, servers, database, unverified)


async def work_together(atlas: Installation, made: list[str], seconds: float) -> tuple[list[float], Counter[str]]:
    """Have everybody filter and save for a while, and give the seconds of each filter, and counts of what happened."""
    begin, counts = asyncio.Barrier(WORKSPACES * PEOPLE_IN_EACH), Counter[str]()

    async def one(number: int, each: int) -> list[float]:
        dice, found = random.Random(100 * number + each), []
        others = [word_of(other).encode() for other in range(WORKSPACES) if other != number]
        async with connect(
            atlas.address.replace("http", "ws") + "/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"atlas_browser={cookie(number, each)}", "Origin": atlas.address},
            max_size=None,
            ping_interval=None,
            ssl=atlas.security,
        ) as line:
            member = Member(line, PAGES[each % len(PAGES)], made[number], others)
            await member.ask()
            await begin.wait()
            start, save_at = time.perf_counter() + dice.random() * EVERY, dice.random() * SAVES_EVERY
            for turn in range(int(seconds / EVERY)):
                await asyncio.sleep(max(0.0, start + turn * EVERY - time.perf_counter()))
                if turn * EVERY >= save_at:
                    save_at += SAVES_EVERY
                    counts["saves"] += 1
                    await member.save()
                else:
                    found.append(await member.filter(dice))
        counts["errors"] += len(member.errors)
        counts["strange"] += len(member.strange)
        return found

    people = [one(number, each) for number in range(WORKSPACES) for each in range(PEOPLE_IN_EACH)]
    return [each for found in await asyncio.gather(*people) for each in found], counts


def measure(atlas: Installation, seconds: float) -> dict[str, Any]:
    """Measure the filters of people who also save, in workspaces of their own, and give a row."""
    made = make_workspaces(atlas.database)
    asyncio.run(work_together(atlas, made, WARM_UP))
    held = atlas.megabytes()
    took, counts = asyncio.run(work_together(atlas, made, seconds))
    after = atlas.megabytes()
    took.sort()
    store = open_store(atlas.database)
    versions = len(list_versions(store, person(0, 0), made[0]))
    store.close()
    return {
        "what": f"{WORKSPACES * PEOPLE_IN_EACH} people in {WORKSPACES} workspaces, {atlas.what}, 95 of 100 filters (s)",
        "ours": took[int(0.95 * len(took))],
        "theirs": None,
        "ratio": None,
        "target": f"{TARGET:g} s",
        "note": (
            f"{seconds / 60:.0f} min, {len(took)} filters, half within {statistics.median(took):.2f} s, "
            f"{counts['saves']} saves ({versions} versions in the first workspace), {counts['errors']} errors, "
            f"{counts['strange']} words of other workspaces, {held:.0f} MB before and {after:.0f} MB after"
        ),
    }


def run(seconds: float = FOR) -> Iterator[dict[str, Any]]:
    """Give a row for one server, and one for two replicas."""
    for installation in (one_server, two_replicas):
        with installation() as atlas:
            yield measure(atlas, seconds)
