"""The commands behind `make backup`, `make restore` and `make move-to-postgresql`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from components.store.backup import NotDoneError, back_up, move_to_postgresql, restore
from components.store.database import opened
from components.store.engines import find_address
from components.store.errors import StoreError


def _back_up(_: argparse.Namespace) -> str:
    with opened() as store:
        return f"Backed up to {back_up(store)}"


def _restore(given: argparse.Namespace) -> str:
    aside = restore(find_address(), Path(given.file))
    kept = f"What was kept before is in {aside}" if aside else "There was nothing kept before."
    return f"Restored {given.file}\n{kept}"


def _move(given: argparse.Namespace) -> str:
    rows = sum(move_to_postgresql(given.url).values())
    return f"Moved {rows:,} rows. Now start the Atlas with this DATABASE_URL; the file that held them stays as it is."


def _read_command() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m components.store", description=__doc__)
    commands = parser.add_subparsers(required=True)
    _add(commands.add_parser("backup", help="write all that is kept into a file"), _back_up)
    _add(commands.add_parser("restore", help="put a backup in the place of what is kept"), _restore, "file")
    _add(commands.add_parser("move-to-postgresql", help="copy all to an empty database"), _move, "url")
    return parser.parse_args()


def _add(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], str], *words: str) -> None:
    parser.set_defaults(run=run)
    for word in words:
        parser.add_argument(word)


def main() -> None:
    """Run a command, and say in plain words what was done, or why it was not."""
    given = _read_command()
    try:
        print(given.run(given))
    except (NotDoneError, StoreError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
