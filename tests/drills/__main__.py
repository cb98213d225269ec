"""`make drill`: run every drill, and write what was found to docs/drills.md. It fails where a drill does."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.drills.killing import kill_while_saving
from tests.drills.killing_server import kill_server_while_saving
from tests.drills.replicas import start_at_once
from tests.drills.restarting import restart_while_saving
from tests.drills.saving import Found
from tests.postgres_server import PostgresServer, postgres_server

PAGE = Path(__file__).parents[2] / "docs" / "drills.md"
INTRODUCTION = """\
# Drills

Written by `make drill`, which does to the store what should never happen to it, and looks at what is left. `make test`
runs a short form of each. A process saves as the server does: it brings in a file of 200 organizations, makes a
workspace of it, changes it in steps, saves each as a version, and says each time that it is kept. Or somebody does all
this at a server, by the protocol of its pages: there it counts as kept once a page says so. Half of the times the
server is killed at any moment, and half while it writes; every other time alone, without the process that waits to read
the next file, which has to end by itself.

Run it on a machine that does nothing else, or before all else that runs there: on a busy one a server takes longer to
start. What is kept is the same.

Kills can't show what a power failure does. For that the store has SQLite write through to the disk before it says that
anything is kept, as PostgreSQL does by itself. (That of these drills, which nobody unplugs, runs without.)

"""
HEADER = "| drill | how often | what was found |\n|:--|--:|:--|\n"
Drill = tuple[str, int, float, Callable[[], Found]]


def list_drills(server: PostgresServer, folder: Path) -> Iterator[Drill]:
    """List the drills: what is done, how often, the seconds that are allowed for what is timed, and how it is run."""
    file = f"sqlite:///{folder / 'atlas.db'}"
    database = server.new_database()
    yield "killed (`kill -9`) while it saves, SQLite", 100, 5, lambda: kill_while_saving(file, 100)
    yield "killed (`kill -9`) while it saves, PostgreSQL", 100, 5, lambda: kill_while_saving(database, 100)
    yield (
        "the server killed (`kill -9`) while files are brought in and saved, SQLite",
        100,
        5,
        lambda: kill_server_while_saving(folder / "server", 100),
    )
    yield "four at once open an empty PostgreSQL database", 20, 5, lambda: start_at_once(server.new_database, 20)
    yield "PostgreSQL restarted while a process saves", 10, 10, lambda: restart_while_saving(server, 10)


def run(drill: Drill) -> tuple[str, bool]:
    """Run a drill, and give its line, and whether all was well."""
    what, times, allowed, go = drill
    try:
        found = go()
        well = found.slowest < allowed
        said = f"{found.said}: {found.slowest:.2f} s ({'within' if well else 'NOT WITHIN'} {allowed:g} s)"
    except AssertionError as error:
        said, well = f"FAILED: {error}", False
    print(f"{what}, {times} times: {said}", flush=True)
    return f"| {what} | {times} | {said}. |\n", well


def describe_machine(server: PostgresServer) -> str:
    """Say in a sentence what the drills were run on."""
    versions = f"SQLite {sqlite3.sqlite_version}, PostgreSQL {server.version}, Python {platform.python_version()}"
    return f"\nRun on {platform.system()} ({platform.machine()}, {os.cpu_count()} cores) with {versions}.\n"


def main() -> None:
    """Run every drill, and write the page."""
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:
        results = [run(drill) for drill in list_drills(server, Path(folder))]
        lines = "".join(line for line, _ in results)
        PAGE.write_text(INTRODUCTION + HEADER + lines + describe_machine(server), "utf-8")
    sys.exit(not all(well for _, well in results))


if __name__ == "__main__":
    main()
