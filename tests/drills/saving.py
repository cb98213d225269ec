"""A process that brings in a file, makes a workspace of it, and changes and saves it again and again.

`python -m tests.drills.saving ADDRESS [STEPS]`. It waits for a line before it opens the store, so that several can be
made to do it at once. It says "ready" and "open SECONDS"; then, each time once it is kept, "kept draft TOKEN STEP" or
"kept workspace ID VERSION"; and "failed CODE" where the store says that it can't. Without STEPS it goes on until it is
stopped.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

from components.drafts import Draft
from components.store import Store, StoreError, open_store
from components.store.kept_drafts import DraftId, begin_draft, keep_step, open_draft
from components.store.rights import Person
from components.store.versions import list_versions, open_version, save_version
from components.store.workspaces import create_workspace

ROOT = Path(__file__).parents[2]
IMPORTED = [{"name": f"Organization {number}", "type": "nonprofit"} for number in range(200)]
Process = subprocess.Popen[str]
PERSON = Person("browser:drill")
ADDED = "Added in step {}"


class Found(NamedTuple):
    """What a drill found."""

    said: str
    """A sentence or more; the last says what took its time."""
    slowest: float
    """How many seconds it took at most."""


def brought() -> Draft:
    """What a file brought."""
    return Draft().with_rows("organizations", IMPORTED)


def changed(draft: Draft, step: int) -> Draft:
    """The draft with the row that a step adds."""
    return draft.with_rows("organizations", [{"name": ADDED.format(step)}])


def is_whole(draft: Draft, steps: int) -> bool:
    """Whether a draft has exactly the rows that were brought and those of so many steps."""
    names = [name for table in draft.text_tables for name in table.columns["name"]]
    return names == [row["name"] for row in IMPORTED] + [ADDED.format(step) for step in range(1, steps + 1)]


def find_last(store: Store, kind: str, name: str) -> tuple[int, Draft]:
    """Find the last step of a draft, or the last version of a workspace, and give its number and its content."""
    if kind == "draft":
        kept = open_draft(store, PERSON, DraftId(name))
        assert kept, "a draft is lost"
        return kept.step, kept.draft
    numbers = list(list_versions(store, PERSON, name)["number"])
    assert numbers and numbers == list(range(len(numbers), 0, -1)), "a version is lost"
    return numbers[0], open_version(store, PERSON, name, numbers[0])


def start_saving(address: str, steps: int | None = None) -> Process:
    """Start the process."""
    words = [address] if steps is None else [address, str(steps)]
    command = [sys.executable, "-m", "tests.drills.saving", *words]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def let_go(*processes: Process) -> None:
    """Wait until all processes are ready, and have them open the store."""
    assert all(hear(process) == ["ready"] for process in processes)
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()


def hear(process: Process) -> list[str]:
    """The words of the next line that the process says; none where it has ended."""
    assert process.stdout
    return process.stdout.readline().split()


def stop(process: Process) -> list[list[str]]:
    """Kill the process, and give the lines that it had said before."""
    process.kill()
    with process:  # and not ``communicate``, which passes by what was read ahead
        assert process.stdout
        return [line.split() for line in process.stdout]


def main(address: str, steps: str = "") -> None:
    """Keep a draft and change it."""
    say("ready")
    if not sys.stdin.readline():
        return
    begin = time.monotonic()
    store = open_store(address)
    say("open", f"{time.monotonic() - begin:.3f}")
    draft = brought()
    draft_id = begin_draft(store, PERSON, draft, ["organizations.csv"])
    say("kept", "draft", draft_id.text, "0")
    workspace = create_workspace(store, PERSON, "Drill", "closed", draft, "begun").id
    say("kept", "workspace", workspace, "1")
    for step in range(1, int(steps) + 1) if steps else count(1):
        draft = changed(draft, step)
        keep(store, ("draft", draft_id.text, step), partial(keep_step, store, PERSON, draft_id, draft, "A step."))
        save = partial(save_version, store, PERSON, workspace, draft, step, "a step")
        keep(store, ("workspace", workspace, step + 1), save)


def keep(store: Store, what: tuple[str, str, int], save: Callable[[], object]) -> None:
    """Save a step or a version, and try again where the store can't keep it just now."""
    kind, name, number = what
    while True:
        try:
            # One that failed may have been kept all the same: only the answer was lost.
            last, _ = find_last(store, kind, name)
            assert last in (number - 1, number)
            if last == number - 1:
                save()
        except StoreError as error:
            say("failed", error.code)
            time.sleep(0.1)
        else:
            say("kept", kind, name, str(number))
            return


def say(*words: str) -> None:
    """Say a line at once."""
    print(*words, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
