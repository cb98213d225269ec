"""Lists and workspaces on the inventory page: what is saved, who may do what, and what is said where it fails."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.store import NotAllowedError, StoreError
from components.store.backup import back_up, restore
from components.store.versions import open_version
from components.ui.frame import kept_work, person, workspaces
from components.ui.views.inventory.keeping import history, saving, sharing
from tests.pages.opening import assert_runs, in_view, names, opened, press, said, settled, uploaded

LIST = b"name,type\nCity Library,library\nNeighbors United,nonprofit\n"
Turn = Callable[[str], None]


@pytest.fixture(autouse=True)
def browser_of(monkeypatch: pytest.MonkeyPatch) -> Turn:
    """Says whose browser pages are opened in from now on. Nobody's is known from another test."""
    test = secrets.token_hex(8)

    def turn(name: str) -> None:
        monkeypatch.setattr(person, "browser_cookie", lambda: f"{test} {name}")

    turn("Ada")
    return turn


def box(page: AppTest, key: str) -> Any:
    """A control of the page, by its key."""
    return next(each for kind in (page.text_input, page.radio, page.selectbox) for each in kind if each.key == key)


def bring() -> AppTest:
    """The page after Ada has brought a list of her own."""
    return uploaded(("organizations.csv", LIST), page=opened("inventory", unfold=["organization-form"]))


def save_new(access: str = "link", name: str = "Northgate") -> AppTest:
    """The page after Ada has saved her list to a new workspace."""
    page = bring()
    box(page, "workspace-name").set_value(name)
    box(page, "workspace-access").set_value(access)
    box(page, "my-name").set_value("Ada")
    return press(page, "Save to a new workspace")


def workspace_in(page: AppTest) -> str:
    value = page.query_params["city"]
    return value if isinstance(value, str) else value[0]


def open_workspace(workspace: str, **words: str) -> AppTest:
    return assert_runs(opened("inventory", city=workspace, unfold=["organization-form"], **words))


def rename(page: AppTest, before: str, after: str) -> AppTest:
    """The page after an organization of a workspace, or of a list of one's own, was given another name."""
    if "Edit" in buttons(page):
        page = press(page, "Edit")
    else:
        page = settled(page.segmented_control[0].set_value("edit").run())
    found = next(each for each in page.selectbox if each.key == "edit-organization")
    page = settled(found.select_index(found.options.index(before)).run())
    boxes = [each for each in page.text_input if each.label.startswith("Name") and each.key != "workspace-name"]
    boxes[0].set_value(after)
    return press(page, "Save the organization")


def save(page: AppTest, why: str) -> AppTest:
    box(page, "why-save").set_value(why)
    return press(page, "Save this version")


def make_key(page: AppTest, role: str) -> str:
    page = press(page, f"Make a key for {role}s")
    return str(page.code[-1].value)


def enter(page: AppTest, key: str, name: str = "") -> AppTest:
    key_box, name_box = (each for each in page.text_input if each.label == "Key" or each.label.startswith("Your name,"))
    key_box.set_value(key)
    name_box.set_value(name)
    return press(page, "Open with the key")


def buttons(page: AppTest) -> set[str]:
    return {button.label for button in page.button}


def parts(page: AppTest) -> list[str]:
    """The parts of the page, by their titles."""
    return [option.content for option in page.segmented_control[0].proto.options]


def links(page: AppTest) -> list[str]:
    return [element.proto.label for element in page.get("page_link")]


def versions(page: AppTest) -> list[dict[str, Any]]:
    """The lines of the history, without the time of each."""
    return page.dataframe[0].value.drop(columns="Saved").to_dict("records")  # type: ignore[no-any-return]


def fails(*_: object, **__: object) -> None:
    raise StoreError("full")


def is_refused(*_: object, **__: object) -> None:
    raise NotAllowedError


# Saving


@pytest.mark.parametrize(
    ("access", "what"),
    [
        ("link", "Send this address to whoever is to see it:"),
        ("closed", "Send this address to whoever is to see it, with a key from below:"),
    ],
)
def test_whoever_saved_a_new_workspace_is_told_what_to_send(access: str, what: str):
    page = save_new(access)
    assert "### Who may see it, and who may change it" in said(page)
    assert what in said(page)
    assert page.code[0].value.endswith(f"?city={workspace_in(page)}")


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_nothing_is_saved_and_the_list_stays(name: str):
    page = save_new(name=name)
    assert "A workspace needs a name. Nothing was saved yet." in said(page)
    assert workspace_in(page) == "upload"
    assert names(page) == ["City Library", "Neighbors United"]


def test_a_list_that_could_not_be_saved_stays_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saving, "create_workspace", fails)
    page = save_new()
    assert "This was not saved. There is no room left to keep this." in said(page)
    assert names(page) == ["City Library", "Neighbors United"]


@pytest.mark.parametrize(
    ("failure", "what"),
    [
        (fails, "This was not saved. There is no room left"),
        (is_refused, "You may look at this workspace, but not change it, so nothing was saved."),
    ],
)
def test_a_version_that_could_not_be_saved_stays_a_draft(
    failure: Callable[..., None], what: str, monkeypatch: pytest.MonkeyPatch
):
    page = rename(open_workspace(workspace_in(save_new())), "City Library", "Central Library")
    with monkeypatch.context() as patch:
        patch.setattr(saving, "save_version", failure)
        page = save(page, "A new name")
    assert what in said(page)
    assert names(page) == ["Central Library", "Neighbors United"]
    assert versions(save(page, "A new name"))[0]["Why"] == "A new name"


def test_a_workspace_is_called_what_its_owner_calls_it():
    page = press(opened("inventory", city="riverbend"), "Edit a copy of this inventory")
    assert box(page, "workspace-name").value == "Riverbend"
    box(page, "workspace-name").set_value("Riverbend, as the library sees it")
    page = press(page, "Save to a new workspace")
    assert said(page).startswith("## Riverbend, as the library sees it: inventory")
    assert "Fictional city" in said(page)


def test_a_workspace_that_is_called_like_a_city_can_be_told_from_it_in_the_menu():
    page = save_new(name="Boston")
    menu = next(each for each in page.selectbox if each.label == "City")
    assert {"Boston", "Boston (2)"} <= set(menu.options)
    page = settled(menu.select("Boston").run())
    assert said(page).startswith("## Boston: ") and "64 organizations" in said(page)


def test_work_on_a_workspace_says_so_until_it_is_saved():
    page = rename(open_workspace(workspace_in(save_new())), "City Library", "Central Library")
    assert "Unsaved changes to Northgate, kept until" in said(page)
    page = save(page, "A new name")
    assert "Unsaved changes" not in said(page)
    assert versions(page) == [
        {"Version": 2, "By": "Ada", "Why": "A new name", "What changed": "1 cell changed in organizations."},
        {"Version": 1, "By": "Ada", "Why": "Began from organizations.csv", "What changed": "The first version."},
    ]


# A list of one's own


def test_a_change_that_could_not_be_kept_is_not_made(monkeypatch: pytest.MonkeyPatch):
    page = bring()
    monkeypatch.setattr(kept_work, "keep_step", fails)
    page = rename(page, "City Library", "Central Library")
    assert "Your change was not made, as it could not be kept. There is no room left" in said(page)
    assert names(page) == ["City Library", "Neighbors United"]


def test_a_list_that_could_not_be_kept_is_in_view_for_this_visit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept_work, "begin_draft", fails)
    page = bring()
    assert "Your list is in view, but it is not kept: it goes when you leave or reload the page." in said(page)
    assert "Your list, only in this visit" in said(page)
    assert "Save to a new workspace" not in buttons(page)


def test_a_step_is_undone_after_a_reload_of_the_page():
    page = rename(bring(), "City Library", "Central Library")
    assert names(page) == ["Central Library", "Neighbors United"]
    page = assert_runs(opened("inventory", city="upload"))
    assert "Central Library: 1 cell changed." in said(page)
    page = press(page, "Undo")
    assert names(page) == ["City Library", "Neighbors United"]
    assert "Undone: " in said(page)
    assert names(assert_runs(opened("inventory", city="upload"))) == ["City Library", "Neighbors United"]


def test_a_list_is_not_there_in_another_browser(browser_of: Turn):
    bring()
    browser_of("Grace")
    assert said(assert_runs(opened("inventory", city="upload"))).startswith("## No list of yours is here")


# Who may see and change it


def test_whoever_only_looks_sees_the_history_and_can_change_nothing(browser_of: Turn):
    owned = save_new()
    workspace = workspace_in(owned)
    assert parts(owned) == ["What is here", "History", "Who may see it"]
    browser_of("Grace")
    page = open_workspace(workspace, part="history")
    assert parts(page) == ["What is here", "History"]
    assert not buttons(page) & {"Edit", "Make it the newest again", "Make a key for editors"}
    assert versions(page) == [
        {"Version": 1, "By": "Ada", "Why": "Began from organizations.csv", "What changed": "The first version."}
    ]


def test_part_sharing_is_not_there_for_others(browser_of: Turn):
    workspace = workspace_in(save_new())
    browser_of("Grace")
    page = open_workspace(workspace, part="sharing")
    assert "Make a key for viewers" not in buttons(page)
    assert "sharing" in page.warning[0].value


def test_an_owner_sees_it_as_a_viewer_does_and_goes_back():
    page = press(save_new(), "See it as a viewer does")
    assert "You see this as a viewer does." in said(page)
    assert not page.warning
    assert not buttons(page) & {"Edit", "Make a key for editors"}
    page = press(page, "Back to your own view")
    assert "Edit" in buttons(page)


def test_a_key_that_fits_opens_a_closed_workspace_and_others_do_not(browser_of: Turn):
    page = save_new("closed")
    workspace, key = workspace_in(page), make_key(page, "editor")
    browser_of("Grace")
    page = open_workspace(workspace)
    assert said(page).startswith("## This list is not open to you")
    assert "Northgate" not in said(page)
    page = enter(page, "wrong")
    assert page.error[0].value == "This key does not open it. Perhaps the team has made a new one since: ask them."
    page = enter(page, key.upper(), "Grace")
    assert "Edit" in buttons(page)
    page = save(rename(page, "City Library", "Central Library"), "")
    assert [line["By"] for line in versions(page)] == ["Grace", "Ada"], "the name that came with the key"
    browser_of("Ada")
    assert "Grace: editor, by a key, since" in texts(open_workspace(workspace, part="sharing"))


def texts(page: AppTest) -> str:
    return "\n".join(text.value for text in page.text)


def test_a_role_that_was_taken_back_ends_at_once(browser_of: Turn):
    page = save_new("closed")
    workspace, key = workspace_in(page), make_key(page, "viewer")
    browser_of("Grace")
    enter(open_workspace(workspace), key)
    browser_of("Ada")
    page = press(open_workspace(workspace, part="sharing"), "Take the role back")
    assert "You: owner" in texts(page) and "viewer" not in texts(page)
    browser_of("Grace")
    assert said(open_workspace(workspace)).startswith("## This list is not open to you")


def test_whoever_came_by_a_key_comes_back_by_it_until_it_is_changed(browser_of: Turn):
    page = save_new("closed")
    assert "Somebody who came by a key" not in said(page)
    workspace, key = workspace_in(page), make_key(page, "viewer")
    browser_of("Grace")
    enter(open_workspace(workspace), key)
    browser_of("Ada")
    page = open_workspace(workspace, part="sharing")
    assert "Somebody who came by a key can come in by it again" in said(page)
    page = press(page, "Take the role back")
    browser_of("Grace")
    enter(open_workspace(workspace), key)
    browser_of("Ada")
    page = press(open_workspace(workspace, part="sharing"), "Change the key")
    assert "This is the key for viewers." in said(page) and "viewer" not in texts(page)
    browser_of("Grace")
    assert "This key does not open it." in said(enter(open_workspace(workspace), key))


def test_a_key_that_could_not_be_made_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    page = save_new()
    monkeypatch.setattr(sharing, "make_key", fails)
    page = press(page, "Make a key for editors")
    assert "This was not saved. There is no room left" in said(page)
    assert "This is the key" not in said(page)


def test_a_workspace_is_deleted_once_its_name_is_typed():
    page = save_new()
    workspace = workspace_in(page)
    delete = next(button for button in page.button if button.key == "delete-workspace")
    assert delete.disabled
    page = settled(box(page, "name-to-delete").set_value("Northgate").run())
    page = press(page, "delete-workspace")
    assert said(page).startswith("## St. Louis")
    assert said(open_workspace(workspace)).startswith("## This list is not open to you")


# Earlier versions


def save_two() -> str:
    """The id of a workspace that has two versions."""
    workspace = workspace_in(save_new())
    save(rename(open_workspace(workspace), "City Library", "Central Library"), "A new name")
    return workspace


@pytest.mark.parametrize("view", ["overview", "network", "inventory"])
def test_an_earlier_version_says_that_it_is_not_the_newest_and_leads_there(view: str):
    workspace = save_two()
    page = assert_runs(opened(view, city=workspace, version="1"))
    assert "Version 1, not the newest" in said(page)
    assert "See the newest version" in links(page)
    for version in ("2", "3", "0", "one"):
        page = assert_runs(opened(view, city=workspace, version=version))
        assert "not the newest" not in said(page)
        assert "See the newest version" not in links(page)


def test_a_version_gives_up_its_memory_to_the_next_one(monkeypatch: pytest.MonkeyPatch):
    read: list[int] = []

    def note(*asked: Any) -> Any:
        read.append(asked[-1])
        return open_version(*asked)

    monkeypatch.setattr(workspaces, "open_version", note)
    workspace = save_two()
    for version in ("2", "2", "1", "2"):
        open_workspace(workspace, version=version)
    assert read == [1, 2, 1]


def test_after_a_restore_another_version_of_the_same_number_is_shown():
    workspace = workspace_in(save_new())
    backup = back_up(kept_work.the_store())
    save(rename(open_workspace(workspace), "City Library", "Central Library"), "A new name")
    restore(kept_work.the_store().address, backup)
    save(rename(open_workspace(workspace), "City Library", "Northgate Library"), "Another new name")
    shown = box(assert_runs(opened("network", city=workspace)), "organization").options
    assert "Northgate Library" in shown
    assert "Central Library" not in shown


def test_two_versions_are_compared_row_by_row():
    page = open_workspace(save_two(), part="history")
    page = settled(box(page, "version-compared").set_value(1).run())
    assert "1 difference" in said(page)
    (change,) = page.dataframe[1].value.to_dict("records")
    assert (change["Table"], change["Before"], change["After"]) == ("Organizations", "City Library", "Central Library")


def test_an_earlier_version_is_made_the_newest_again_and_says_by_whom():
    page = open_workspace(save_two(), part="history")
    page = press(settled(box(page, "version-chosen").set_value(1).run()), "Make it the newest again")
    assert versions(page)[0] == {
        "Version": 3,
        "By": "Ada",
        "Why": "Version 1 again",
        "What changed": "1 cell changed in organizations.",
    }


def test_a_version_that_could_not_be_restored_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    page = open_workspace(save_two(), part="history")
    monkeypatch.setattr(history, "restore_version", fails)
    page = press(settled(box(page, "version-chosen").set_value(1).run()), "Make it the newest again")
    assert "This was not saved. There is no room left" in said(page)
    assert len(versions(page)) == 2


def test_of_two_at_once_the_second_keeps_what_was_typed_for_the_history(browser_of: Turn):
    page = save_new()
    workspace, key = workspace_in(page), make_key(page, "editor")
    mine = rename(open_workspace(workspace), "City Library", "Central Library")
    browser_of("Grace")
    theirs = rename(enter(open_workspace(workspace), key, "Grace"), "Neighbors United", "Neighbors Together")
    browser_of("Ada")
    save(mine, "A new name")
    browser_of("Grace")
    page = save(theirs, "Another name")
    assert "Ada saved version 2 while you worked." in said(page)
    assert "You changed different cells, so both changes are kept." in said(page)
    assert box(page, "why-both").value == "Another name"
    page = press(page, "Save both together")
    assert [(line["By"], line["Why"]) for line in versions(page)][:2] == [
        ("Grace", "Another name"),
        ("Ada", "A new name"),
    ]
    page = press(page, "Edit")
    assert sorted(in_view(page).inventory.organizations["name"]) == ["Central Library", "Neighbors Together"]


def test_what_was_put_together_is_not_saved_without_what_another_tab_changed_since(browser_of: Turn):
    page = save_new()
    workspace, key = workspace_in(page), make_key(page, "editor")
    browser_of("Grace")
    theirs = rename(enter(open_workspace(workspace), key, "Grace"), "Neighbors United", "Neighbors Together")
    browser_of("Ada")
    save(rename(open_workspace(workspace), "City Library", "Central Library"), "A new name")
    browser_of("Grace")
    page = save(theirs, "Another name")
    other_tab = assert_runs(opened("inventory", city="upload", unfold=["organization-form"]))
    rename(other_tab, "City Library", "Lake Library")
    page = press(page, "Save both together")
    assert "Your list was changed in another tab or browser" in said(page)
    assert "Lake Library" in in_view(page).inventory.organizations["name"].tolist()


# A list that a link opened


def test_whoever_opened_a_list_by_its_link_takes_it_from_nobody(browser_of: Turn):
    page = press(bring(), "Make a link")
    token = page.code[0].value.rpartition("draft=")[2]
    browser_of("Grace")
    linked = assert_runs(opened("inventory", city="upload", draft=token, unfold=["organization-form"]))
    assert "City Library" in in_view(linked).inventory.organizations["name"].tolist()
    assert "Delete my list" not in buttons(linked) and "Make a link" not in buttons(linked)
    press(linked, "Put this list away")
    linked = assert_runs(opened("inventory", city="upload", draft=token, unfold=["organization-form"]))
    box(linked, "workspace-name").set_value("Grace's")
    assert "Grace's: inventory" in said(press(linked, "Save to a new workspace"))
    browser_of("Ada")
    page = assert_runs(opened("inventory", city="upload", unfold=["organization-form"]))
    assert "City Library" in in_view(page).inventory.organizations["name"].tolist()
