"""Files on their way in: chosen, opened beside the page, and kept once it is clear how they are read."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import streamlit as st

from components.drafts import Draft, make_draft_of_sheets
from components.importing import (
    BroughtSheets,
    HeadedSheet,
    SheetMapping,
    bring_sheets,
    find_address_columns,
    find_people_columns,
    suggest_mapping,
)
from components.store.unsaved import WaitingFiles
from components.ui.frame.kept_files import find_files, forget_files, keep_files
from components.ui.frame.loading import find_upload
from components.ui.frame.memory import has_room
from components.ui.frame.remembered_mappings import remember_mappings, remembered_mappings
from components.ui.frame.words import NO_ROOM
from components.ui.views.inventory import words
from components.ui.views.inventory.own_inventory import FILES_IN_VIEW, check_draft, go_to_own_inventory, open_as_own
from components.ui.views.inventory.problem_list import count_problems
from components.ui.widgets.long_work import Work, begin_work, refuse_work

_INCOMING = "incoming"  # the key of the session state that holds files on their way in
_MOST_NAMED = 3  # files; more would be a list and not a title
Kept = TypeVar("Kept")
Files = tuple[tuple[str, bytes], ...]
"""The name and the bytes of each file."""


def _new_token() -> str:
    return secrets.token_hex(4)


@dataclass(frozen=True)
class IncomingFiles:
    """Files that a person has chosen and that are not in view yet."""

    files: Files
    """Their names and bytes. Of files in view only those keep their bytes that could be read in another encoding."""
    brought: BroughtSheets
    mappings: tuple[SheetMapping, ...]
    """How each of the sheets is to be read."""
    encodings: dict[str, str] = field(default_factory=dict)
    """The encodings that a person chose, by the file."""
    is_looked_over: bool = False
    """Whether a person has looked over how they are read."""
    draft: Draft | None = None
    """What they hold, once it is clear how they are read."""
    token: str = field(default_factory=_new_token)
    """A name for these files: what a person chose for others is not chosen for them."""
    kept: dict[Hashable, tuple[Hashable, Any]] = field(default_factory=dict, repr=False, compare=False)

    def remember(self, name: Hashable, of: Hashable, compute: Callable[[], Kept]) -> Kept:
        """Compute something once, and give it; again only where ``of``, what it is computed from, has changed."""
        if name not in self.kept or self.kept[name][0] != of:
            self.kept[name] = (of, compute())
        found: Kept = self.kept[name][1]
        return found

    @property
    def called(self) -> str:
        """The files' names, as a title says them."""
        return _name_files(self.files)

    def sheet(self, number: int, mapping: SheetMapping) -> HeadedSheet:
        """Give one of the sheets, with its header where a mapping has it."""
        return HeadedSheet(self.brought.sheets[number], mapping.header_rows)


def _name_files(files: Files) -> str:
    names = [name for name, _ in files]
    named, more = ", ".join(names[:_MOST_NAMED]), len(names) - _MOST_NAMED
    return words.AND_MORE_FILES.format(files=named, count=more) if more > 0 else named


def find_people(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> Collection[int]:
    """Find the columns of a sheet that are about people, as a mapping reads them, and give their positions."""
    head, places = incoming.sheet(number, mapping), mapping.standard_columns
    of = (mapping.header_rows, mapping.table, tuple(places.items()))
    return incoming.remember(("people", number), of, lambda: find_people_columns(head, mapping.table, places))


def find_addresses(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> Collection[int]:
    """Find the columns of a sheet that have people's addresses in some cells, and give their positions."""
    head = incoming.sheet(number, mapping)
    return incoming.remember(("addresses", number), mapping.header_rows, lambda: find_address_columns(head))


def find_doubtful_days(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> dict[int, str]:
    """Find the columns of a sheet in which day and month can't be told apart, and give such a date by position."""
    head = incoming.sheet(number, mapping)
    of = (mapping.header_rows, mapping.table, tuple(mapping.standard_columns.items()))
    return incoming.remember(("days", number), of, lambda: head.find_ambiguous_dates(mapping))


def find_unsplit_lists(incoming: IncomingFiles, number: int, mapping: SheetMapping) -> dict[int, str]:
    """Find the columns of a sheet whose lists may have commas in place of bars, and give such a text by position."""
    head = incoming.sheet(number, mapping)
    of = (mapping.header_rows, mapping.table, tuple(mapping.standard_columns.items()))
    return incoming.remember(("lists", number), of, lambda: head.find_unsplit_lists(mapping))


def find_waiting() -> IncomingFiles | None:
    """Look up the files that wait for an answer, and give them; None where there are none."""
    incoming: IncomingFiles | None = st.session_state.get(_INCOMING)
    return incoming


def keep_waiting(incoming: IncomingFiles) -> None:
    """Keep files until a person has said how to read them or what to do with them, in the store as well."""
    st.session_state[_INCOMING] = incoming
    if all(content for _, content in incoming.files):
        keep_files(incoming.files, incoming.encodings, incoming.mappings)


def forget_incoming() -> None:
    """Drop the files that are on their way in."""
    st.session_state.pop(_INCOMING, None)
    forget_files()


def take_up_waiting() -> None:
    """Read the files that waited when an earlier visit ended, once a visit: a person goes on where they were."""
    if find_waiting() is None and (waited := find_files()):
        title = words.READING.format(files=_name_files(waited.files))
        begin_work(title, lambda work: _open_again(waited, work), _arrive)


def read_files(files: Files, encodings: dict[str, str] | None = None) -> None:
    """Open files beside the page, in the encodings that a person chose for some of them.

    They are opened, or wait where a person has to be asked something.
    """
    if not has_room():
        refuse_work(NO_ROOM)
        return
    remembered = remembered_mappings()
    title = words.READING.format(files=_name_files(files))
    begin_work(title, lambda work: _open(files, encodings or {}, remembered, work), _arrive)


def read_as_chosen(incoming: IncomingFiles, mappings: Sequence[SheetMapping]) -> None:
    """Read the files on their way in as a person has chosen."""
    mappings = tuple(replace(mapping, sure=True) for mapping in mappings)
    chosen = replace(incoming, mappings=mappings, is_looked_over=True)
    begin_work(words.READING.format(files=incoming.called), lambda work: _read(chosen, work), _arrive)


def _open(files: Files, encodings: dict[str, str], remembered: Sequence[SheetMapping], work: Work) -> IncomingFiles:
    brought = bring_sheets(list(files), encodings=encodings, stop=work.stop.is_set, progress=work.part(0.0, 0.4))
    mappings = tuple(_guess(brought, (*remembered, *brought.decisions.mappings), work.part(0.4, 0.5)))
    incoming = IncomingFiles(files, brought, mappings, encodings)
    if not (any(map(_needs_review, mappings)) or brought.other_readings):
        return _read(incoming, work)
    return _look_for_people(incoming, work)


def _open_again(waited: WaitingFiles, work: Work) -> IncomingFiles:
    """Open files that waited, and give them with what was chosen for them, to be looked over."""
    progress = work.part(0.0, 0.5)
    brought = bring_sheets(list(waited.files), encodings=waited.encodings, stop=work.stop.is_set, progress=progress)
    mappings = waited.mappings
    if len(mappings) != len(brought.sheets):  # a later version of the Atlas may find other tables in them
        mappings = tuple(_guess(brought, (), progress))
    return _look_for_people(IncomingFiles(waited.files, brought, mappings, waited.encodings), work)


def _look_for_people(incoming: IncomingFiles, work: Work) -> IncomingFiles:
    """Look for columns about people here, beside the page, and give the files."""
    for number, mapping in enumerate(incoming.mappings):
        work.step(words.LOOKING_FOR_PEOPLE, 0.5 + 0.5 * number / len(incoming.mappings))
        if mapping.table:
            find_people(incoming, number, mapping)
            find_addresses(incoming, number, mapping)
    return incoming


def _guess(
    brought: BroughtSheets, remembered: Sequence[SheetMapping], step: Callable[[str, float], None]
) -> Iterator[SheetMapping]:
    for place, sheet in enumerate(brought.sheets):
        step(words.GUESSING.format(sheet=sheet.called), place / len(brought.sheets))
        yield suggest_mapping(sheet, remembered)


def _needs_review(mapping: SheetMapping) -> bool:
    """Whether a person should look over how a sheet is read: where it isn't named and headed as the standard has it."""
    if mapping.is_remembered:
        return not mapping.sure
    exact = all(
        column.use == "extra" or (column.use == "column" and column.likeness in (0, 100)) for column in mapping.columns
    )
    return not mapping.sure or bool(mapping.table and not (mapping.is_known_by_name and exact))


def _read(incoming: IncomingFiles, work: Work) -> IncomingFiles:
    brought = incoming.brought
    draft = make_draft_of_sheets(
        brought.sheets,
        incoming.mappings,
        brought.problems,
        brought.day,
        decisions=brought.decisions,
        is_looked_over=incoming.is_looked_over,
        progress=work.part(0.5, 0.7),
    )
    # A new token, so that the differences are worked out anew.
    return replace(incoming, draft=check_draft(draft, work, 0.7), token=_new_token())


def _arrive(incoming: IncomingFiles) -> None:
    own = find_upload()
    if incoming.draft is None or not incoming.draft.text_tables or (own and own.draft):
        keep_waiting(incoming)
    else:
        open_incoming(incoming.draft, incoming)


def open_incoming(draft: Draft, incoming: IncomingFiles) -> None:
    """Open what came as the visitor's own inventory, in the place of any other."""
    loaded = open_as_own(draft, [name for name, _ in incoming.files])
    finish_incoming(incoming)
    st.session_state[FILES_IN_VIEW] = replace(incoming, files=_files_to_read_again(incoming), draft=None, kept={})
    go_to_own_inventory("mend" if count_problems(loaded) else None)


def _files_to_read_again(incoming: IncomingFiles) -> Files:
    """Give the files without their bytes, but for files that may be read again in another encoding."""
    return incoming.files if incoming.brought.other_readings else tuple((name, b"") for name, _ in incoming.files)


def offer_review_again() -> None:
    """Offer a way back to how the files in view were read, to change a guess."""
    before: IncomingFiles | None = st.session_state.get(FILES_IN_VIEW)
    if before and before.mappings:
        st.button(words.REVIEW_AGAIN, key="look-over-again", on_click=keep_waiting, args=(before,))


def finish_incoming(incoming: IncomingFiles) -> None:
    """Remember how these files were read, and the mappings that a package among them had; nothing waits any more."""
    remember_mappings((*incoming.mappings, *remembered_mappings(), *incoming.brought.decisions.mappings))
    forget_incoming()
