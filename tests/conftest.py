"""A store for each test that needs one: in a file of SQLite, and in a PostgreSQL of our own. None is anybody's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from components.store import Store, open_store
from tests.postgres_server import PostgresServer, postgres_programs, postgres_server

# A busy machine is slow, not wrong, and what passes once passes again.
settings.register_profile("tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

# What takes longest comes first, so that processes that test side by side end at about the same time.
FIRST = ("browser", "roles")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(tests).parts[0] not in FIRST)


@pytest.fixture(scope="session", autouse=True)
def no_store_of_anybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the app keeps during these tests goes to a folder of their own, whatever the machine has set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("ATLAS_DATA", str(tmp_path_factory.mktemp("kept")))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests. It is missing nowhere that `make test` set up, and never in CI."""
    if postgres_programs() is None and not os.environ.get("CI"):
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that is empty yet: each test is run in both kinds of database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'atlas.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    address = server.new_database()
    yield address
    server.take_back(address)


@pytest.fixture
def store(store_address: str) -> Iterator[Store]:
    """An open store."""
    opened = open_store(store_address)
    yield opened
    opened.close()
