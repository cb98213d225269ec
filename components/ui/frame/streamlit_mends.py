"""What is set otherwise in Streamlit itself, by the names that its pinned version has inside; each has a test."""

from __future__ import annotations

import contextlib
import socket
from asyncio import base_events

from streamlit.runtime.state import query_params

from components.ui.frame.own_files import keep_files_apart
from components.ui.frame.own_visits import keep_visits_apart

_MOST_WORDS = query_params.CLIENT_STATE_QUERY_STRING_MAX_LENGTH


def mend_streamlit() -> None:
    """Keep each visitor's files and visits apart, keep the words of a long address, and send answers at once."""
    keep_files_apart()
    keep_visits_apart()
    # Of an address with over 1,000 words Streamlit would read none, not even the city. Its limit of letters stays.
    query_params.CLIENT_STATE_QUERY_STRING_MAX_FIELDS = _MOST_WORDS  # type: ignore[misc]  # Streamlit calls it final
    base_events._set_nodelay = send_at_once  # type: ignore[attr-defined]  # its types leave the function out


def send_at_once(connection: socket.socket) -> None:
    """Have a TCP connection send what is written to it at once, not only when the other side has got what came before.

    Streamlit opens the port in a way that asyncio doesn't take for TCP (https://github.com/Kludex/uvicorn/issues/3149),
    so that each of a page's 90 files came 40 ms late.
    """
    if connection.family in (socket.AF_INET, socket.AF_INET6) and connection.type == socket.SOCK_STREAM:
        with contextlib.suppress(OSError):  # closed again already
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
