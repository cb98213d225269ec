"""PostgreSQL is restarted while a process saves: it says so in plain words, and goes on once the database is there."""

from __future__ import annotations

import signal
import time

from components.store.database import opened
from tests.drills.saving import Found, Process, find_last, hear, is_whole, let_go, start_saving, stop
from tests.postgres_server import PostgresServer


def restart_while_saving(server: PostgresServer, restarts: int) -> Found:
    """Restart the database so many times while a process saves, every other time without good order, and tell what
    was found."""
    address = server.new_database()
    process = start_saving(address)
    try:
        let_go(process)
        returns = [_restart(server, process, hard=bool(number % 2)) for number in range(restarts)]
        _, kind, name, number = _hear_of("kept", process)
    finally:
        stop(process)
    with opened(address) as store:
        last, draft = find_last(store, kind, name)
    assert last >= int(number) and is_whole(draft, last - (kind == "workspace"))
    said = "Each time the process was told that the store can't be reached. Slowest return once the database answered"
    return Found(said, max(returns))


def _restart(server: PostgresServer, process: Process, *, hard: bool) -> float:
    """Restart the database, and give the seconds from its first answer until a change was kept again."""
    for _ in range(5):
        _hear_of("kept", process)
    server.stop(signal.SIGQUIT if hard else signal.SIGINT)
    assert _hear_of("failed", process) == ["failed", "unreachable"]
    server.start()
    answers = time.monotonic()
    _hear_of("kept", process)
    return time.monotonic() - answers


def _hear_of(word: str, process: Process) -> list[str]:
    """The next line that begins with a word."""
    while said := hear(process):
        if said[0] == word:
            return said
    raise AssertionError(f"The process ended: exit code {process.wait()}.")
