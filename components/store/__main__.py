"""The commands behind `make backup`, `make restore` and `make move-to-postgresql`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from components.store.backup import NotDoneError, back_up, move_to_postgresql, refuse_missing_file, restore
from components.store.database import opened
from components.store.engines import find_address
from components.store.errors import StoreError


def _back_up(_: argparse.Namespace) -> str:
    refuse_missing_file(find_address())
    with opened() as store:
        return f"Backed up to {back_up(store)}"


def _restore(given: argparse.Namespace) -> str:
    if not given.file:
        raise NotDoneError("Say which backup: make restore FILE=var/backups/….db")
    aside = restore(find_address(), Path(given.file))
    kept = f"What was kept before is in {aside}" if aside else "Nothing was kept before."
    return f"Restored {given.file}\n{kept}"


def _move(_: argparse.Namespace) -> str:
    address = os.environ.get("DATABASE_URL")
    if not address:
        raise NotDoneError(
            "Say where to: make move-to-postgresql DATABASE_URL=postgresql://user:password@host/database"
        )
    rows = sum(move_to_postgresql(address).values())
    return f"Moved {rows:,} rows. Now start the Atlas with this DATABASE_URL; the file that held them stays as it is."


def _read_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m components.store", description=__doc__)
    commands = parser.add_subparsers(required=True)
    commands.add_parser("backup", help="write all that is kept into a file").set_defaults(run=_back_up)
    restoring = commands.add_parser("restore", help="put a backup in the place of what is kept")
    restoring.add_argument("file")
    restoring.set_defaults(run=_restore)
    moving = commands.add_parser("move-to-postgresql", help="copy all to the empty database of DATABASE_URL")
    moving.set_defaults(run=_move)
    return parser.parse_args()


def main() -> None:
    """Run a command, and say in plain words what was done, or why it was not."""
    given = _read_command()
    try:
        print(given.run(given))
    except (NotDoneError, StoreError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
