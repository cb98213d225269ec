"""Who may do what in a workspace: each action, in each kind of workspace, also as no page asks."""

from __future__ import annotations

import contextlib
from typing import Any, get_args

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from components.store.rights import Access, Role
from components.store.workspaces import set_role
from tests.roles.visiting import (
    EDITORS,
    OWNER,
    Kept,
    changes,
    everything,
    make_workspace,
    open_history,
    open_newest,
    open_own_work,
    open_sharing,
    person,
    visit_of,
)

OF_EDITORS = {"restore": open_history, "edit-workspace": open_newest, "save-version": open_own_work}
OF_OWNERS = dict.fromkeys(("make-key-editor", "remove-0", "delete-workspace"), open_sharing)


@pytest.mark.parametrize("action", [*OF_EDITORS, *OF_OWNERS])
def test_each_action_is_open_to_its_roles_alone_and_ends_when_the_role_is_taken_back(kept: Kept, action: str) -> None:
    opened = OF_EDITORS.get(action) or OF_OWNERS[action]
    may = EDITORS if action in OF_EDITORS else ("owner",)
    for access in get_args(Access):
        names = [f"{role} {action} {access}" for role in get_args(Role)]
        key = make_workspace(kept, access, *names)
        with contextlib.ExitStack() as stack:
            visits = {
                role: stack.enter_context(visit_of(kept, name))
                for role, name in zip(get_args(Role), names, strict=True)
            }
            visits[None] = stack.enter_context(visit_of(kept, f"nobody {action} {access}"))
            states = opened(visits["owner"], key)
            button = visits["owner"].widgets[action].id
            for role in (None, "viewer", "editor"):
                if role not in may:
                    visits[role].go("inventory", visits["owner"].query.replace("city=upload", f"city={key}"))
                    assert action not in visits[role].widgets, (access, role)
                    assert not changes(kept, visits[role], button, *states), (access, role)
            if action in OF_EDITORS:
                states_of_editor = opened(visits["editor"], key)
                set_role(kept.store, OWNER, key, person(names[1]), None)
                drafted = action == "edit-workspace" and access != "closed"  # a draft of one's own, of what one may see
                assert (
                    changes(kept, visits["editor"], visits["editor"].widgets[action].id, *states_of_editor) == drafted
                )
                # Another may do it still: what is refused is refused for the role.
                assert changes(kept, visits["owner"], button, *states), access
            else:
                set_role(kept.store, OWNER, key, person(names[2]), None)
                assert not changes(kept, visits["owner"], button, *states), access
                assert visits["owner"].says("This is not open to you any more") or access == "closed"
                set_role(kept.store, OWNER, key, person(names[2]), "owner")
                states = opened(visits["owner"], key)
                assert changes(kept, visits["owner"], visits["owner"].widgets[action].id, *states), access


def test_who_sees_a_workspace_is_changed_by_its_owner_alone(kept: Kept) -> None:
    for access in get_args(Access):
        other = "link" if access == "closed" else "closed"
        key = make_workspace(kept, access, f"owner of {access}", f"editor of {access}")
        with visit_of(kept, f"owner of {access}") as visit, visit_of(kept, f"editor of {access}") as editor:
            open_sharing(visit, key)
            choices = visit.widgets[f"access {key}"]
            wanted = "Whoever has its link" if other == "link" else "Only people with a key"
            chosen = WidgetState(id=choices.id, string_value=wanted)
            before = everything(kept.store)
            editor.go("inventory", f"city={key}&part=sharing")
            editor.go(editor.page, editor.query, chosen)
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), None)
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), "editor")
            visit.go(visit.page, visit.query, chosen)
            assert access_of(before, key) == access_of(everything(kept.store), key) == access
            set_role(kept.store, OWNER, key, person(f"owner of {access}"), "owner")
            open_sharing(visit, key)
            visit.go(visit.page, visit.query, chosen)
            assert access_of(everything(kept.store), key) == other


def access_of(rows: list[Any], key: str) -> str:
    return next(row[2] for row in rows if row[0] == key)
