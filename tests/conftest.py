"""What each test has: a store of its own process, in a folder that goes with it."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have tests, and the servers that they start, keep what they keep in a folder of this run."""
    os.environ["ATLAS_DATA"] = str(tmp_path_factory.mktemp("data"))
    os.environ.pop("DATABASE_URL", None)
