"""Work beside the page: shown where it belongs, stopped, taken up again where a click broke it off, and done once."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.drafts import find_suggestions, make_draft
from components.drafts.opening import open_draft
from components.matching import compare_with_file, find_duplicates, merge_organizations
from components.ui.views.inventory import comparison, likely_pairs, suggested_mends
from tests.inventories import make_inventory
from tests.pages.opening import as_own, assert_runs, in_view, names, opened, press, said, settled
from tests.pages.test_bringing import answered, button
from tests.pages.test_mending import messy, twins, working

WAIT = 120  # seconds, on a busy machine

# Pages of a few lines


def broken_off() -> None:
    """A click comes while the result of some work is kept: the run stops there, and the next one begins anew."""
    import streamlit as st

    from components.ui.widgets.long_work import begin_work, show_work

    state = st.session_state

    def keep(result: str) -> None:
        state["tries"] = state.get("tries", 0) + 1
        if state["tries"] == 1:
            st.stop()
        state["kept"] = result

    if not show_work():
        st.button("Begin", on_click=begin_work, args=("Work", lambda work: "done", keep))
        st.text(state.get("kept", "nothing"))


def test_what_a_click_breaks_off_is_done_in_the_next_run():
    page = AppTest.from_function(broken_off, default_timeout=WAIT).run()
    settled(page.button[0].click().run())
    page.run()
    assert page.text[0].value == "done"
    assert page.session_state["tries"] == 2


def one_after_another() -> None:
    import streamlit as st

    from components.ui.widgets.long_work import Work, begin_work, show_work

    state = st.session_state

    state.setdefault("stops", [])
    stops = state["stops"]

    def wait(work: Work) -> None:
        stops.append(work.stop)
        work.stop.wait(120)

    st.button("Begin", on_click=begin_work, args=("Work", wait, print))
    show_work()


def test_who_begins_something_else_waits_no_longer():
    page = AppTest.from_function(one_after_another, default_timeout=WAIT).run()
    page.button[0].click().run()
    page.button[0].click().run()
    first, second = page.session_state["stops"]
    assert first.is_set() and not second.is_set()
    next(each for each in page.button if each.label == "Stop").click().run()
    assert second.is_set()
    assert "Stop" not in [each.label for each in page.button]


def faulty() -> None:
    import streamlit as st

    from components.ui.widgets.long_work import begin_work, show_work

    show_work()
    st.button("Begin", on_click=begin_work, args=("Reading [x](y)", lambda work: 1 / 0, print))


def test_a_fault_is_said():
    page = AppTest.from_function(faulty, default_timeout=WAIT).run()
    page.button[0].click().run()
    assert "failed: a fault in the Atlas" in page.error[0].value
    assert "[x](y)" not in page.error[0].value


# The Atlas's own


@contextmanager
def held_up(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, work: Callable[..., Any]) -> Iterator[None]:
    """Within it, a long work goes on until it is stopped; after it, it ends at once."""
    gate = threading.Event()

    def held(*args: Any, progress: Callable[[str, float], None], **more: Any) -> Any:
        while not gate.wait(0.01):
            progress("Nearly there.", 0.5)
        return work(*args, progress=progress, **more)

    monkeypatch.setattr(module, name, held)
    try:
        yield
    finally:
        gate.set()


def click(page: AppTest, label: str) -> AppTest:
    """The page after a click, whatever goes on beside it."""
    return assert_runs(next(each for each in page.button if label in (each.label, each.key)).click().run())


def labels(page: AppTest) -> list[str]:
    return [each.label for each in page.button]


MINE = b"name,place\nNorth Hackers,North\nCity Hall,Center\n"
SECOND = b"name,place\nCity Hall,East\nLibrary,West\n"


def second_file() -> AppTest:
    page = opened("inventory", city="upload", upload=as_own(open_draft([("organizations.csv", MINE)])))
    page.file_uploader[0].set_value([("organizations.csv", SECOND, "text/csv")])
    return assert_runs(page.run())


def test_comparing_is_stopped_and_begun_again(monkeypatch: pytest.MonkeyPatch):
    with held_up(monkeypatch, comparison, "compare_with_file", compare_with_file):
        page = second_file()
        assert "What should organizations.csv do?" in said(page)
        assert page.get("progress"), "what goes on is shown in the step that it belongs to"
        assert button(page, "Update").disabled, "nothing is taken in before it is known what it does"
        assert not button(page, "Cancel").disabled
        page = click(page, "Stop")
        assert "You stopped comparing" in said(page)
        assert "Stop" not in labels(page) and button(page, "Update").disabled
    page = press(page, "Compare")
    assert "1 row is new" in said(page)
    assert not button(page, "Update").disabled


def test_another_way_of_adding_is_compared_at_once(monkeypatch: pytest.MonkeyPatch):
    with held_up(monkeypatch, comparison, "compare_with_file", compare_with_file):
        page = click(second_file(), "Stop")
    assert "1 row is no longer there" in said(answered(page, "replace"))


def test_what_is_left_alone_is_compared_no_further(monkeypatch: pytest.MonkeyPatch):
    with held_up(monkeypatch, comparison, "compare_with_file", compare_with_file):
        page = second_file()
        work = page.session_state["work"]
        page = click(page, "Cancel")
        assert work.stop.is_set()
        assert "What should" not in said(page)


def test_taking_in_is_stopped_without_a_trace(monkeypatch: pytest.MonkeyPatch):
    page = settled(second_file())
    with held_up(monkeypatch, comparison, "add_file", comparison.add_file):
        page = click(page, "take-in")
        assert page.get("progress") and next(iter(page.radio)).disabled
        page = click(page, "Stop")
    assert "What should organizations.csv do?" in said(page)
    assert names(page) == ["North Hackers", "City Hall"]
    page = press(page, "take-in")
    assert names(page) == ["North Hackers", "City Hall", "Library"]
    assert next(each for each in page.button if each.label == "Undo").disabled is False


def test_looking_for_duplicates_is_stopped_and_begun_again(monkeypatch: pytest.MonkeyPatch):
    with held_up(monkeypatch, likely_pairs, "find_duplicates", find_duplicates):
        page = working("same", twins())
        assert page.get("progress") and "Could these be the same organization?" in said(page)
        page = click(page, "Stop")
        assert "You stopped looking. Nothing is decided." in said(page)
        assert labels(page).count("Look for likely duplicates") == 1
    page = press(page, "Look for likely duplicates")
    assert "2 pairs of organizations may be one and the same" in said(page)


def test_what_one_click_mends_is_looked_for_beside_the_rest(monkeypatch: pytest.MonkeyPatch):
    gate = threading.Event()
    monkeypatch.setattr(suggested_mends, "find_suggestions", lambda draft: gate.wait(WAIT) and find_suggestions(draft))
    page = working("mend", messy())
    assert page.get("progress") and "Type over *What it says*" in said(page), "the rest of the page is there"
    page = click(page, "Stop")
    assert "Stop" not in labels(page) and "what is meant" not in said(page)
    gate.set()
    assert "We think we know what is meant in" in said(press(page, "Look for what one click can mend"))


def test_another_part_stays_open_while_duplicates_are_looked_for(monkeypatch: pytest.MonkeyPatch):
    with held_up(monkeypatch, likely_pairs, "find_duplicates", find_duplicates):
        page = working("same", twins())
        part = page.get("button_group")[0]
        page = assert_runs(part.set_value("edit").run())
        assert "Stop" not in labels(page) and "One organization, in a form" in said(page)
    page = settled(page.get("button_group")[0].set_value("same").run())
    assert "2 pairs of organizations may be one and the same" in said(page)


def test_a_change_of_many_rows_is_checked_beside_the_page_and_done_once():
    rows = [{"name": f"Group {number * 7919:x}", "issue_areas": "jusitce"} for number in range(3_000)]
    page = press(working("mend", make_draft(make_inventory(organizations=rows))), "mend-word")
    assert set(in_view(page).inventory.organizations["issue_areas"]) == {("justice",)}
    page = press(page, "Undo")
    assert set(in_view(page).inventory.organizations["issue_areas"]) == {("jusitce",)}
    assert button(page, "Undo").disabled, "it was one step"


def test_an_answer_that_comes_while_another_is_worked_out_builds_on_it(monkeypatch: pytest.MonkeyPatch):
    def slowly(*of: Any) -> Any:
        time.sleep(1.2)
        return merge_organizations(*of)

    monkeypatch.setattr(likely_pairs, "merge_organizations", slowly)
    page = working("same", twins())
    for merge in [each for each in page.button if each.label == "The same: merge"]:
        merge.click()
    page = settled(page.run())
    assert names(page) == ["North Hackers", "Riverside Library", "City Hall"]
    page = press(press(page, "Undo"), "Undo")
    assert len(names(page)) == 5, "each was a step of its own"
