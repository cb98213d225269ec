"""Several processes open an empty database at once: its tables are made once, and all of them go on."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, select

from components.store.database import opened
from components.store.tables import drafts
from tests.drills.saving import Found, hear, let_go, start_saving

REPLICAS = 4


def start_at_once(new_address: Callable[[], str], rounds: int) -> Found:
    """Let four processes open an empty database at once, so many times, and tell what was found."""
    openings = [seconds for _ in range(rounds) for seconds in _one_round(new_address())]
    return Found(f"{len(openings)} of {len(openings)} went on and saved. Slowest opening", max(openings))


def _one_round(address: str) -> list[float]:
    processes = [start_saving(address, 1) for _ in range(REPLICAS)]
    let_go(*processes)
    openings = [float(hear(process)[1]) for process in processes]
    for process in processes:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with opened(address) as store, store.read() as connection:
        assert connection.scalar(select(func.count()).select_from(drafts)) == REPLICAS
    return openings
