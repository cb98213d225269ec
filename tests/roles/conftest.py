"""A server and its store for the tests of roles in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest

from components.store import open_store
from components.store.rights import Access, Role
from tests.roles.visiting import (
    Kept,
    logged,
    make_workspace,
    what_is_said,
)
from tests.serving import served


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A server whose log, in the end, says nothing of what these tests did, and tells of no fault."""
    folder = tmp_path_factory.mktemp("roles")
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    with served(log=folder / "log.txt", ATLAS_DATA=str(folder), DATABASE_URL="") as server:
        kept = Kept(server, store, folder / "log.txt")
        yield kept
        assert what_is_said(kept) == []
        assert not [line for line in logged(kept) if "traceback" in line]
    store.close()


@pytest.fixture(scope="module")
def of_each_kind(kept: Kept) -> dict[str, str]:
    """The id of a workspace for each access, with somebody in each role."""
    return {access: make_workspace(kept, access, *get_args(Role)) for access in get_args(Access)}
