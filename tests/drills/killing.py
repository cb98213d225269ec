"""A process is killed (`kill -9`) while it saves: what it acknowledged is there, and nothing is there by half."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from sqlalchemy import exists, or_, select

from components.store import Store
from components.store.copies import look_over
from components.store.database import opened
from components.store.engines import find_address, sqlite_file
from components.store.kept_drafts import DraftId, open_draft
from components.store.rights import Person
from components.store.tables import drafts, pieces, step_pieces, version_pieces, workspaces
from tests.drills.saving import Found, Process, find_last, hear, is_whole, let_go, start_saving, stop

Kept = dict[tuple[str, str], int]
"""The last step of each draft, or version of each workspace, by its kind and name."""


def kill_while_saving(address: str, lives: int) -> Found:
    """Kill a process so many times while it brings in a file or saves a step, look at the store each time, and tell
    what was found."""
    acknowledged: Kept = {}
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
        beyond = count_saves(_check_all(store)) - count_saves(acknowledged)
    if address.startswith("sqlite"):
        look_over(sqlite_file(find_address(address)))
    brought = sum(kind == "draft" for kind, _ in acknowledged)
    said = (
        f"{count_saves(acknowledged):,} acknowledged saves, {brought} of them of what a file brought: all there. "
        f"{_in_words(broken_off, address)}Kept whole without an answer: {beyond}. "
        "Slowest opening after a kill"
    )
    return Found(said, max(openings))


def _in_words(broken_off: int, address: str) -> str:
    return f"Cut in the middle of writing, and taken back: {broken_off}. " * address.startswith("sqlite")


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


def _live_and_be_killed(process: Process, chance: random.Random) -> tuple[float, Kept]:
    """Let a process save for a while, kill it at any moment, and give how long it took to open the store, and the last
    step that was acknowledged."""
    let_go(process)
    _, seconds = hear(process)
    lines = [hear(process) for _ in range(chance.randrange(8))]
    time.sleep(chance.uniform(0, 0.05))
    lines += stop(process)
    return float(seconds), {(kind, name): int(number) for _, kind, name, number in lines}


def _left_a_journal(address: str) -> bool:
    path = sqlite_file(find_address(address))
    return path.with_name(f"{path.name}-journal").exists()


def count_saves(kept: Kept) -> int:
    """Count the saves that led to the last steps and versions: the steps of a draft begin at 0."""
    return sum(number + (kind == "draft") for (kind, _), number in kept.items())


def _check(store: Store, acknowledged: Kept) -> None:
    """What was acknowledged is there, and whole; at most one save more is, whose answer was on its way."""
    for (kind, name), number in acknowledged.items():
        last, draft = find_last(store, kind, name)
        assert number <= last <= number + 1, f"{kind} {number} was acknowledged, and the last is {last}"
        assert is_whole(draft, last - (kind == "workspace")), f"a {kind} is there by half"


def refuse_loose_pieces(store: Store) -> None:
    """No piece of content is kept that belongs to nothing."""
    held = or_(*(exists().where(links.c.piece == pieces.c.id) for links in (step_pieces, version_pieces)))
    with store.read() as connection:
        assert connection.execute(select(pieces.c.id).where(~held)).first() is None, "a piece belongs to nothing"


def _check_all(store: Store) -> Kept:
    """Everything that is kept is whole, also what nobody was told of; give the last step or version of each."""
    refuse_loose_pieces(store)
    with store.read() as connection:
        steps = connection.execute(select(drafts.c.id, drafts.c.step, drafts.c.person)).all()
        names = connection.scalars(select(workspaces.c.id)).all()
    for row in steps:
        kept = open_draft(store, Person(row.person), DraftId(row.id))
        assert kept and kept.step == row.step and is_whole(kept.draft, row.step)
    numbers = {("workspace", name): find_last(store, "workspace", name)[0] for name in names}
    _check(store, numbers)
    return numbers | {("draft", row.id): row.step for row in steps}
