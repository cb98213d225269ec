"""Who is here: somebody who has signed in, or else a browser, known by a cookie that its pages' scripts can't read."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from components.ui.frame.base_path import under_base_path

if TYPE_CHECKING:
    from components.store.rights import Person

COOKIE = "atlas_browser"
_KEPT_FOR = 400 * 24 * 3600  # seconds: as long as browsers keep any cookie
_NO_COOKIE = "no-cookie"  # the key of the session state that holds what stands in for the cookie, where there is none
_SHORTEST = 20  # characters that a cookie of ours has at least: a shorter one could be guessed


def give_cookie(request: Request, response: Response) -> None:
    """Give a browser that has no cookie of the Atlas one, by which it is known again."""
    if not find_cookie(request.cookies):
        response.set_cookie(
            COOKIE,
            secrets.token_urlsafe(24),
            max_age=_KEPT_FOR,
            path=under_base_path("/"),
            secure=is_encrypted(request),
            httponly=True,
            samesite="lax",
        )


def is_encrypted(request: Request) -> bool:
    """Whether a browser's request came encrypted, to this server or to the proxy in front of it."""
    return (request.headers.get("x-forwarded-proto") or request.url.scheme) == "https"


def find_cookie(cookies: Mapping[str, str]) -> str:
    """Find ours among the cookies of a browser, and give it; empty where there is none that we could have given."""
    cookie = cookies.get(COOKIE)
    # A page that is tested without a server has no cookies at all, and gets something else than a text.
    return cookie if isinstance(cookie, str) and len(cookie) >= _SHORTEST else ""


def browser_cookie() -> str:
    """Find the cookie of the browser whose page is drawn, and give it; empty where it has none."""
    return find_cookie(st.context.cookies)


def this_person() -> Person:
    """Find out who is here, and give them."""
    from components.store.rights import Person  # a database's library takes long to load: not before the first page

    if key := _key_of_user(st.user):
        return Person(key, str(st.user.get("name") or ""))
    cookie = browser_cookie() or st.session_state.setdefault(_NO_COOKIE, secrets.token_urlsafe(24))
    return Person(_key_of_cookie(cookie))


def person_of_request(request: Request) -> Person | None:
    """Find out who asks for a file, by the cookies of their browser, and give them; None where it has none of ours."""
    from components.store import Person

    signed = _get_signed_cookie_with_chunks(dict(request.cookies), USER_COOKIE_NAME)
    if signed and (key := _key_of_user(json.loads(signed))):
        return Person(key)
    cookie = find_cookie(request.cookies)
    return Person(_key_of_cookie(cookie)) if cookie else None


def _key_of_user(user: Mapping[str, Any]) -> str | None:
    """Name who has signed in; None where nobody has, or the provider does not say who it is."""
    if not (user.get("is_logged_in") and user.get("iss") and user.get("sub")):
        return None
    return f"user:{user['iss']} {user['sub']}"


def _key_of_cookie(cookie: str) -> str:
    return f"browser:{hashlib.sha256(cookie.encode()).hexdigest()}"
