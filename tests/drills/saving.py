"""A process that keeps a draft and changes it again and again, and says what was kept, as the server does to a page.

`python -m tests.drills.saving ADDRESS [STEPS]`. It waits for a line before it opens the store, so that several can be
made to do it at once. It says "ready", "open SECONDS", then "kept TOKEN STEP" for each step once it is kept, and
"failed CODE" where the store says that it can't. Without STEPS it goes on until it is stopped.
"""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import NamedTuple

from components.drafts import Draft
from components.store import Store, StoreError, open_store
from components.store.kept_drafts import KeptDraft, begin_draft, keep_step, open_draft
from components.store.rights import Person

ROOT = Path(__file__).parents[2]
IMPORTED = [{"name": f"Organization {number}", "type": "nonprofit"} for number in range(200)]
Process = subprocess.Popen[str]
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


def is_whole(kept: KeptDraft) -> bool:
    """Whether a draft has exactly the rows that were brought and those of its steps."""
    names = [name for table in kept.draft.text_tables for name in table.columns["name"]]
    brought_names = [row["name"] for row in IMPORTED]
    return names == brought_names + [ADDED.format(step) for step in range(1, kept.step + 1)]


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
    token = begin_draft(store, Person("browser:drill"), draft, ["organizations.csv"])
    say("kept", token, "0")
    for step in range(1, int(steps) + 1) if steps else count(1):
        draft = keep(store, token, changed(draft, step), step)


def keep(store: Store, token: str, draft: Draft, step: int) -> Draft:
    """Keep a step, and try again where the store can't keep it just now."""
    while True:
        try:
            # A step that failed may have been kept all the same: only the answer was lost.
            kept = open_draft(store, token)
            assert kept and kept.step in (step - 1, step)
            if kept.step == step - 1:
                keep_step(store, token, draft, f"Step {step}.")
        except StoreError as error:
            say("failed", error.code)
            time.sleep(0.1)
        else:
            say("kept", token, str(step))
            return draft


def say(*words: str) -> None:
    """Say a line at once."""
    print(*words, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
