"""The server itself is killed (`kill -9`) while somebody brings in files and saves: what its pages acknowledged is
there, nothing is there by half, and it starts again."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from websockets.exceptions import ConnectionClosed

from components.store import Store
from components.store.copies import look_over
from components.store.database import opened
from components.store.kept_drafts import KeptDraft, latest_draft
from components.store.versions import open_version
from components.store.workspaces import Workspace, list_workspaces
from tests.drills.killing import refuse_loose_pieces
from tests.drills.person import EDIT, SAVE_VERSION, Acknowledged, at_the_page, known_to_store
from tests.drills.saving import Found, is_whole
from tests.serving import WAIT, Served, free_port, run_coroutine, start_server

_LONGEST_LIFE = 6.0  # seconds, which are enough to save a few versions
FILES = {"atlas.db", "atlas.db-journal"}


class Life(NamedTuple):
    """What came of somebody's work until the server was killed."""

    cookie: str
    kept: Acknowledged
    cut: bool = False
    """Whether the server was killed while it wrote to the store."""
    beyond: bool = False
    """Whether a version is kept whose answer was on its way."""


class Server:
    """A server on a data folder of its own, which is killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.data, self.temporary, self.log = folder / "data", folder / "tmp", folder / "log"
        self.temporary.mkdir(parents=True)
        self.port = free_port()
        self.address = Served(f"http://127.0.0.1:{self.port}")
        self.process: subprocess.Popen[bytes]

    @property
    def store(self) -> str:
        return f"sqlite:///{self.data / 'atlas.db'}"

    def start(self) -> float:
        """Start the server, and give the seconds until it is ready."""
        begin = time.monotonic()
        environment = {"ATLAS_DATA": str(self.data), "TMPDIR": str(self.temporary)}
        self.process = start_server("app.py", self.port, self.log, environment, apart=True)
        while not _is_ready(self.address):
            assert self.process.poll() is None and time.monotonic() - begin < WAIT, "the server does not get ready"
            time.sleep(0.05)
        return time.monotonic() - begin

    def kill(self, *, alone: bool = False) -> None:
        """Kill the server with all its processes, or it alone: the others then end by themselves."""
        (os.kill if alone else os.killpg)(self.process.pid, signal.SIGKILL)

    def is_writing(self) -> bool:
        """Whether the server writes to the store, or was killed while it did."""
        return (self.data / "atlas.db-journal").exists()

    def refuse_leftovers(self) -> None:
        """Nothing of the server runs any more, and it left no file but the store's."""
        self.process.wait()
        _wait_until(lambda: not _running(self.process.pid), "a process of the server still runs")
        assert not list(self.temporary.iterdir()), "a temporary file is left"
        assert {path.name for path in self.data.iterdir()} <= FILES, "a file is left beside the store"


def _is_ready(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{address}/readyz", timeout=WAIT) as answer:
        return bool(answer.status == 200)
    return False


def _running(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
            found += [int(path.parent.name)] if int(its_group) == group and state not in "ZX" else []
    return found


def _wait_until(holds: Callable[[], bool], otherwise: str) -> None:
    until = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < until, otherwise
        time.sleep(0.02)


def kill_server_while_saving(folder: Path, lives: int) -> Found:
    """Kill the server so many times while somebody brings in files and saves, look each time at what is there once it
    is up again, and tell what was found."""
    server, lived, starts = Server(folder), list[Life](), list[float]()
    try:
        server.start()
        for number in range(lives):
            life = run_coroutine(_live_and_be_killed(server, number))
            server.refuse_leftovers()
            life = life._replace(cut=server.is_writing())
            starts.append(server.start())
            lived.append(life._replace(beyond=run_coroutine(_come_back(server, life))))
    finally:
        server.kill()
        server.process.wait()
    _check_all(server, lived)
    return Found(_in_words(lived), max(starts))


def _check_all(server: Server, lived: list[Life]) -> None:
    """What was kept stayed so whenever the server was killed later on."""
    with opened(server.store) as store:
        refuse_loose_pieces(store)
        for life in lived:
            check(store, life)
    look_over(server.data / "atlas.db")


def _in_words(lived: list[Life]) -> str:
    files, versions = (sum(life.kept.files for life in lived), sum(life.kept.version for life in lived))
    return (
        f"{files} files of which pages said that they are kept, and {versions} versions that they called saved: all "
        f"there. Cut in the middle of writing, and taken back: {sum(life.cut for life in lived)}. Kept whole without "
        f"an answer: {sum(life.beyond for life in lived)}. Slowest start until ready"
    )


async def _live_and_be_killed(server: Server, number: int) -> Life:
    """Have somebody new work until the server is killed, at any moment: every other time alone, and half of the times
    not before it next writes to the store."""
    cookie = secrets.token_urlsafe(24)
    async with at_the_page(server.address, cookie, "city=riverbend") as person:
        end = asyncio.create_task(_kill(server, random.Random(number), alone=number % 2 == 1, writing=number % 4 > 1))
        with suppress(ConnectionClosed, OSError):
            await person.work()
    await end
    assert not person.errors, person.errors
    return Life(cookie, person.kept)


async def _kill(server: Server, chance: random.Random, *, alone: bool, writing: bool) -> None:
    await asyncio.sleep(chance.uniform(0, _LONGEST_LIFE))
    while writing and not server.is_writing():
        await asyncio.sleep(0.001)
    server.kill(alone=alone)


async def _come_back(server: Server, life: Life) -> bool:
    """The same person comes back: what is theirs is in the store, and their page shows it. Tell whether more of it is
    there than they were told."""
    with opened(server.store) as store:
        workspace, work = check(store, life)
    if work:
        await _see(server, life, "upload", SAVE_VERSION)
    if workspace:
        await _see(server, life, workspace.id, EDIT)
    return (workspace.latest if workspace else 0) > life.kept.version


async def _see(server: Server, life: Life, city: str, button: str) -> None:
    """The page of a city has a button, or says that the list is kept."""
    async with at_the_page(server.address, life.cookie, f"city={city}") as person:
        await person.look(button)
    assert not person.errors, person.errors


def check(store: Store, life: Life) -> tuple[Workspace | None, KeptDraft | None]:
    """What somebody was told is kept is there, and whole; at most one version more is, whose answer was on its way.
    Give their workspace, and their work that is not saved yet."""
    person, (version, steps, _) = known_to_store(life.cookie), life.kept
    workspace = next((each for each in list_workspaces(store, person) if each.role == "owner"), None)
    last = workspace.latest if workspace else 0
    assert version <= last <= version + 1, f"version {version} was acknowledged, and the last is {last}"
    for number in range(1, last + 1):
        assert workspace and is_whole(open_version(store, person, workspace.id, number), number - 1)
    work = latest_draft(store, person)
    least = max(version - 1, 0) if steps is None else steps
    if work:
        assert any(is_whole(work.draft, added) for added in range(least, version + 1)), "a list is there by half"
    assert work or steps is None or last > version, "a list is lost"
    return workspace, work
