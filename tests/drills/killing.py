"""A process is killed (`kill -9`) while it saves: what it acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from sqlalchemy import exists, select

from components.store import Store
from components.store.copies import look_over
from components.store.database import opened
from components.store.engines import find_address, sqlite_file
from components.store.kept_drafts import DraftId, find_draft_id, open_draft
from components.store.tables import drafts, pieces, step_pieces
from tests.drills.saving import Found, Process, hear, is_whole, let_go, start_saving, stop


def kill_while_saving(address: str, lives: int) -> Found:
    """Kill a process so many times while it brings in a file or saves a step, look at the store each time, and tell
    what was found."""
    acknowledged: dict[str, int] = {}
    openings, broken_off = [], 0
    for process in _one_after_another(address, lives):
        opening, kept = _live_and_be_killed(process, random.Random(len(openings)))
        openings.append(opening)
        acknowledged |= kept
        broken_off += _left_a_journal(address)
        with opened(address) as store:
            _check(store, kept)
    with opened(address) as store:
        _check(store, acknowledged)
        beyond = _check_all(store, acknowledged)
    if address.startswith("sqlite"):
        look_over(sqlite_file(find_address(address)))
    saves = sum(step + 1 for step in acknowledged.values())
    said = (
        f"{saves:,} acknowledged saves, {len(acknowledged)} of them of a file's first rows: all there. "
        f"{_in_words(broken_off, address)}{beyond} saves were kept whole without an answer. "
        "Slowest opening after a kill"
    )
    return Found(said, max(openings))


def _in_words(broken_off: int, address: str) -> str:
    return f"{broken_off} saves were cut in the middle of writing, and taken back. " * address.startswith("sqlite")


def _one_after_another(address: str, lives: int) -> Iterator[Process]:
    """Start processes. Each gets ready, which takes longer than it lives, while the one before it is at work."""
    processes = [start_saving(address)]
    try:
        for _ in range(lives):
            processes.append(start_saving(address))
            yield processes[-2]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _live_and_be_killed(process: Process, chance: random.Random) -> tuple[float, dict[str, int]]:
    """Let a process save for a while, kill it at any moment, and give how long it took to open the store, and the last
    step that was acknowledged."""
    let_go(process)
    _, seconds = hear(process)
    lines = [hear(process) for _ in range(chance.randrange(8))]
    time.sleep(chance.uniform(0, 0.05))
    lines += stop(process)
    return float(seconds), {token: int(step) for _, token, step in lines}


def _left_a_journal(address: str) -> bool:
    path = sqlite_file(find_address(address))
    return path.with_name(f"{path.name}-journal").exists()


def _check(store: Store, acknowledged: dict[str, int]) -> None:
    """What was acknowledged is there; at most one step more is, whose answer was on its way."""
    for token, step in acknowledged.items():
        kept = open_draft(store, token)
        assert kept is not None, f"a draft of {step} steps is lost"
        assert step <= kept.step <= step + 1, f"step {step} was acknowledged, and the last step is {kept.step}"
        assert is_whole(kept), "a draft is there by half"


def _check_all(store: Store, acknowledged: dict[str, int]) -> int:
    """Every draft is whole, also one that nobody was told of; and give how many saves were kept without an answer."""
    with store.read() as connection:
        steps = {row.id: row.step for row in connection.execute(select(drafts.c.id, drafts.c.step))}
        held = exists().where(step_pieces.c.piece == pieces.c.id)
        assert connection.execute(select(pieces.c.id).where(~held)).first() is None, "a piece belongs to nothing"
    for key in steps:
        kept = open_draft(store, DraftId(key))
        assert kept and is_whole(kept)
    return sum(step + 1 for step in steps.values()) - sum(
        step + 1 for token, step in acknowledged.items() if find_draft_id(token).text in steps
    )
