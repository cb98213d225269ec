"""What is set otherwise in Streamlit itself, by the names that its pinned version has inside; each has a test."""

from __future__ import annotations

import contextlib
import hashlib
import socket
from asyncio import base_events

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.state import query_params


def mend_streamlit() -> None:
    """Name downloads by the whole of their content, keep the words of a long address, and send answers at once."""
    memory_media_file_storage._calculate_file_id = name_file
    # Of an address with over 1,000 words Streamlit would read none, not even the city. Its limit of letters stays.
    query_params.CLIENT_STATE_QUERY_STRING_MAX_FIELDS = query_params.CLIENT_STATE_QUERY_STRING_MAX_LENGTH
    base_events._set_nodelay = send_at_once  # type: ignore[attr-defined]


def name_file(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """Name a file by all that is in it, and give the name: two that differ in one letter have two addresses.

    Streamlit looks at three samples of a file over 1 MiB, so one visitor could get another's.
    """
    name = hashlib.sha256()
    for part in (mimetype.encode(), (filename or "").encode(), data):
        name.update(f"{len(part)}:".encode() + part)
    return name.hexdigest()


def send_at_once(connection: socket.socket) -> None:
    """Have a TCP connection send what is written to it at once, not only when the other side has got what came before.

    Streamlit opens the port in a way that asyncio doesn't take for TCP (https://github.com/Kludex/uvicorn/issues/3149),
    so that each of a page's 90 files came 40 ms late.
    """
    if connection.family in (socket.AF_INET, socket.AF_INET6) and connection.type == socket.SOCK_STREAM:
        with contextlib.suppress(OSError):  # closed again already
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
