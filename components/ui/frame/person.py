"""Who is here: somebody who has signed in, or else a browser, known by a cookie that its pages' scripts can't read."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING

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
_HERE = "cookie"  # the key of the session state that holds the cookie of who began the visit
_NO_COOKIE = "no-cookie"  # and of what stands in for the cookie where a browser takes none
_SHORTEST = 20  # characters that a cookie of ours has at least


def give_cookie(request: Request, response: Response) -> None:
    """Give a browser that has no cookie of the Atlas one, by which it is known again."""
    if len(request.cookies.get(COOKIE, "")) < _SHORTEST:
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


def browser_cookie() -> str:
    """Read the cookie of the browser whose page is drawn, and give it; empty where it has none."""
    cookie = st.context.cookies.get(COOKIE)
    return cookie if isinstance(cookie, str) else ""  # a page that is tested without a server has no cookies at all


def this_person() -> Person:
    """Find out who is here, and give them."""
    from components.store.rights import Person  # a database's library takes long to load: not before the first page

    if st.user.get("is_logged_in"):
        return Person(f"user:{st.user.get('iss')} {st.user.get('sub')}", str(st.user.get("name") or ""))
    cookie = browser_cookie() or st.session_state.setdefault(_NO_COOKIE, secrets.token_urlsafe(24))
    return Person(_key_of_cookie(cookie))


def person_of_request(request: Request) -> Person | None:
    """Find out who asks for a file, by the cookies of their browser, and give them; None where it has none of ours."""
    from components.store import Person

    if signed := _get_signed_cookie_with_chunks(dict(request.cookies), USER_COOKIE_NAME):
        user = json.loads(signed)
        if user.get("is_logged_in"):
            return Person(f"user:{user.get('iss')} {user.get('sub')}")
    cookie = request.cookies.get(COOKIE)
    return Person(_key_of_cookie(cookie)) if cookie else None


def _key_of_cookie(cookie: str) -> str:
    return f"browser:{hashlib.sha256(cookie.encode()).hexdigest()}"


def keep_to_one_person() -> None:
    """Keep a visit to who began it: whoever else comes into it finds it empty.

    The name of a visit stands in the address of each file that is sent, so it may become known; the cookie does not.
    """
    cookie = browser_cookie()
    if st.session_state.get(_HERE, cookie) != cookie:
        st.session_state.clear()
    st.session_state[_HERE] = cookie
