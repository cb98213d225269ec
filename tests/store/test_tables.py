"""What is kept comes back the same from both kinds of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from components.store import Store
from components.store.tables import metadata, workspaces

MOMENT = datetime(2026, 11, 30, 23, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-6)))


def keep_workspace(store: Store, name: str, moment: datetime) -> tuple[str, datetime]:
    """Keep a workspace, and give what is read of it."""
    with store.write() as connection:
        connection.execute(workspaces.insert().values(id="w", name=name, access="closed", made_at=moment))
    with store.read() as connection:
        row = connection.execute(workspaces.select()).one()
    return row.name, row.made_at


def test_a_moment_comes_back_as_the_same_one_in_utc(store: Store) -> None:
    _, moment = keep_workspace(store, "Riverbend", MOMENT)
    assert moment == MOMENT
    assert (moment.isoformat(), moment.tzinfo) == ("2026-12-01T05:30:15.123456+00:00", UTC)


def test_a_moment_without_its_time_zone_is_a_mistake(store: Store) -> None:
    with pytest.raises(StatementError, match="needs its time zone"):
        keep_workspace(store, "Riverbend", MOMENT.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Saint-Étienne 東京 🏙", "Saint-Étienne 東京 🏙"),
        ("'; DROP TABLE workspaces; --", "'; DROP TABLE workspaces; --"),
        ("%s {name} \\x00 :id", "%s {name} \\x00 :id"),
        ("a\0b", "a\ufffdb"),  # no database takes NUL in a text
        ("half \ud83c of one", "half \ufffd of one"),
        ("", ""),
    ],
)
def test_a_text_comes_back_as_it_was_typed(store: Store, typed: str, kept: str) -> None:
    assert keep_workspace(store, typed, MOMENT)[0] == kept


def test_no_table_has_ids_that_a_database_gives_out() -> None:
    """Rows are copied from one database to another as they are, so nothing may be counted on in only one of them."""
    assert [table.name for table in metadata.sorted_tables if table.autoincrement_column is not None] == []
