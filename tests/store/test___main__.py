"""The commands of docs/keeping.md do what it says, and say plainly why where they don't."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from components.store import StoreError
from components.store.database import opened
from tests.postgres_server import PASSWORD, PostgresServer
from tests.store.writing import read_pairs, write_pair

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "keeping.md").read_text("utf-8")
COMMANDS = re.findall(r"^    (.+)$", PAGE, re.MULTILINE)


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The data folder that the commands find."""
    monkeypatch.setenv("ATLAS_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


def run(command: str, *, fails: bool = False) -> str:
    """Run a command of the page with the Python of these tests, and give what it says."""
    make, *words = command.split()
    already_there = ["--old-file=.venv/run", f"BIN={Path(sys.executable).parent}"]
    # Where these tests run under make themselves, what that hands on would have this one say where it is.
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    command_line = [make, *already_there, *words]
    done = subprocess.run(command_line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode != 0) == fails, done.stderr
    assert "Traceback" not in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_page_has_these_commands_and_no_other() -> None:
    assert [command.partition("=")[0] for command in COMMANDS] == [
        "make backup",
        "make restore FILE",
        "make move-to-postgresql DATABASE_URL",
    ]


@pytest.mark.parametrize("code", ["unreachable", "full", "read-only", "damaged", "too new", "busy"])
def test_the_page_tells_what_helps_with_each_fault(code: str) -> None:
    message = StoreError(code).message.casefold()
    told = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", PAGE, re.MULTILINE)
    assert [words for words in told if words.casefold() in message], message


def test_the_commands_back_up_restore_and_move(data_folder: Path, postgres: PostgresServer) -> None:
    backup, restore, move = (command.partition("=")[0] for command in COMMANDS)
    with opened() as store:
        write_pair(store, "one")
    file = run(backup).removeprefix("Backed up to ").strip()
    assert re.fullmatch(r"atlas-[\d-]+T[\d-]+Z\.db", Path(file).name)
    with opened() as store:
        write_pair(store, "two")
    aside = run(f"{restore}={file}").splitlines()[-1].removeprefix("What was kept before is in ")
    assert aside.endswith("before-restore.db")
    with opened() as store:
        assert read_pairs(store) == {"one"}
    run(f"{restore}={aside}")
    address = postgres.new_database()
    assert "Moved 4 rows." in run(f"{move}={address}")
    with opened(address) as store:
        assert read_pairs(store) == {"one", "two"}


def test_the_commands_say_what_is_missing(data_folder: Path, postgres: PostgresServer) -> None:
    backup, restore, move = (command.partition("=")[0] for command in COMMANDS)
    assert "Say which backup" in run("make restore", fails=True)
    assert "There is no file elsewhere.db." in run(f"{restore}=elsewhere.db", fails=True)
    assert "Say where to" in run("make move-to-postgresql", fails=True)
    assert "Nothing is kept here" in run(backup, fails=True)
    assert "Nothing is kept here" in run(f"{move}={postgres.new_database()}", fails=True)
    assert "can't be reached" in run(f"{backup} DATABASE_URL=postgresql://atlas:{PASSWORD}@127.0.0.1:1/a", fails=True)
    assert [path for path in data_folder.rglob("*") if path.is_file()] == []
