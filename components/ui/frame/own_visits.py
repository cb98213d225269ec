"""Visits, each kept to the browser that began it.

The name of a visit stands in the address of each file that is sent, so it may become known. Streamlit gives a visit to
whoever names it: with all that its pages hold, its buttons, and the files that it was offered.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from components.ui.frame.person import find_cookie

_BEGUN_BY: WeakKeyDictionary[AppSession, str] = WeakKeyDictionary()  # each visit's cookie
_connect = WebsocketSessionManager.connect_session


def keep_visits_apart() -> None:
    """Have Streamlit give a visit back to the browser that began it, and to any other one of its own."""
    WebsocketSessionManager.connect_session = _connect_own_visit  # type: ignore[assignment, method-assign]  # it is replaced


def _connect_own_visit(
    manager: WebsocketSessionManager,
    client: SessionClient,
    script_data: Any,
    user_info: Any,
    existing_session_id: str | None = None,
    session_id_override: str | None = None,
) -> str:
    context = client.client_context
    cookie = find_cookie(context.cookies) if context else ""
    if existing_session_id and not (cookie and _find_beginner(manager, existing_session_id) == cookie):
        existing_session_id = None
    name = _connect(manager, client, script_data, user_info, existing_session_id, session_id_override)
    if begun := manager.get_session_info(name):
        _BEGUN_BY.setdefault(begun.session, cookie)
    return name


def _find_beginner(manager: WebsocketSessionManager, name: str) -> str | None:
    """Find the cookie of who began a visit that goes on, or can be gone on with; None where there is no such visit."""
    visit = manager.get_session_info(name)
    return _BEGUN_BY.get(visit.session) if visit else None
