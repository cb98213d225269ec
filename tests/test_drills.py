"""The drills of `make drill` in short, and that its page has each of them."""

from __future__ import annotations

from pathlib import Path

from tests.drills.__main__ import HEADER, INTRODUCTION, PAGE, list_drills
from tests.drills.killing import kill_while_saving
from tests.drills.killing_server import kill_server_while_saving
from tests.drills.replicas import start_at_once
from tests.drills.restarting import restart_while_saving
from tests.postgres_server import PostgresServer


def test_what_a_killed_process_acknowledged_is_kept_and_nothing_by_half(store_address: str) -> None:
    assert "all there" in kill_while_saving(store_address, 4).said


def test_what_a_killed_server_called_kept_is_there_and_nothing_by_half(tmp_path: Path) -> None:
    assert "all there" in kill_server_while_saving(tmp_path / "server", 3).said


def test_replicas_that_start_at_once_all_go_on(postgres: PostgresServer) -> None:
    assert start_at_once(postgres.new_database, 1).said.startswith("4 of 4")


def test_a_restart_of_the_database_is_said_and_survived(postgres: PostgresServer) -> None:
    assert "can't be reached" in restart_while_saving(postgres, 2).said


def test_the_page_has_each_drill(postgres: PostgresServer, tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    assert page.startswith(INTRODUCTION + HEADER)
    assert "FAILED" not in page and "NOT WITHIN" not in page
    for what, times, *_ in list_drills(postgres, tmp_path):
        assert f"| {what} | {times} | " in page
