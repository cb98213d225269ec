"""A copy counts only once it is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from components.store import StoreError
from components.store.copies import copy_file, finish_file, look_over, make_folder, name_copy, unfinished_file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small database: a street, and a house in it."""
    path = tmp_path / "source.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE streets (id TEXT PRIMARY KEY)")
        connection.execute("CREATE TABLE houses (street TEXT REFERENCES streets (id))")
        connection.execute("INSERT INTO streets VALUES ('Lake Street')")
        connection.execute("INSERT INTO houses VALUES ('Lake Street')")
        connection.commit()
    return path


def streets(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT id FROM streets").fetchall()


def test_a_copy_is_there_once_it_is_whole(source: Path, tmp_path: Path) -> None:
    path = name_copy(tmp_path / "backups", "before-lunch")
    with unfinished_file(path) as part:
        copy_file(source, part)
        assert list(path.parent.iterdir()) == [part]
        finish_file(part, path)
    assert list(path.parent.iterdir()) == [path]
    assert path.name.endswith("Z-before-lunch.db")
    assert streets(path) == [("Lake Street",)]


def test_a_copy_has_what_was_kept_and_nothing_of_a_change_on_its_way(source: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(source)) as other:
        other.execute("INSERT INTO streets VALUES ('Elm Street')")
        copy_file(source, tmp_path / "copy.db")
    assert streets(tmp_path / "copy.db") == [("Lake Street",)]


def test_an_error_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    path = name_copy(tmp_path)
    with pytest.raises(ZeroDivisionError), unfinished_file(path):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_a_damaged_file_never_counts(source: Path, tmp_path: Path) -> None:
    content = source.read_bytes()
    source.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    path = name_copy(tmp_path / "backups")
    with pytest.raises(StoreError) as raised, unfinished_file(path) as part:
        copy_file(source, part)
        finish_file(part, path)
    assert raised.value.code == "damaged"
    assert list(path.parent.iterdir()) == []


def test_a_row_that_names_none_is_damage(source: Path) -> None:
    look_over(source)
    with closing(sqlite3.connect(source)) as connection:
        connection.execute("DELETE FROM streets")
        connection.commit()
    with pytest.raises(StoreError) as raised:
        look_over(source)
    assert raised.value.code == "damaged"


def test_a_folder_of_copies_is_for_the_server_s_user_alone(tmp_path: Path) -> None:
    assert make_folder(tmp_path / "a" / "b").stat().st_mode & 0o077 == 0
