"""What the Atlas sets otherwise in Streamlit: a connection sends at once."""

import asyncio
import socket
from asyncio import base_events

import pytest
from streamlit.web.server.starlette import starlette_server

from components.ui.frame.streamlit_mends import mend_streamlit, send_at_once
from tests.serving import run_coroutine


async def _is_sent_at_once() -> bool:
    """Open a port as Streamlit does, connect to it, and ask the server's side whether it sends at once."""
    answer = asyncio.get_running_loop().create_future()

    def report(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        answer.set_result(bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    port = starlette_server._bind_socket("127.0.0.1", 0, 8)
    async with await asyncio.start_server(report, sock=port):
        _, writer = await asyncio.open_connection(*port.getsockname())
        is_sent = await answer
        writer.close()
        return is_sent


def test_a_connection_to_streamlits_port_sends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_events, "_set_nodelay", base_events._set_nodelay)  # set back after the test
    mend_streamlit()
    assert run_coroutine(_is_sent_at_once())


def test_a_closed_connection_is_no_error() -> None:
    connection = socket.socket()
    connection.close()
    send_at_once(connection)
