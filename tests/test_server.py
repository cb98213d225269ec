"""What the server refuses to take, over plain HTTP, whatever a page's widget would have let through."""

from __future__ import annotations

import contextlib
import http.client
import re
import tomllib
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from components.files import Limits
from tests.serving import Served, served

MB = 1_000_000
MOST = Limits().megabytes
WAIT = 90  # seconds, on a busy machine
EDGE = "----edge"
HEAD = f'--{EDGE}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'.encode()
TAIL = f"\r\n--{EDGE}--\r\n".encode()


class Visit:
    """A visit to a served app as a program may make one: its session, and the token that uploads need."""

    def __init__(self, host: str, session: str) -> None:
        self.host, self.session = host, session
        cookie = self.ask("GET", "/_stcore/health")[2]["Set-Cookie"]
        self.token = cookie.partition("=")[2].partition(";")[0]

    def ask(
        self, method: str, path: str, body: Iterable[bytes] | bytes | None = None, **headers: str
    ) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection(self.host, timeout=WAIT)
        try:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the answer may come before all is sent
                connection.request(method, path, body, headers, encode_chunked=not isinstance(body, bytes | None))
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def send(self, body: Iterable[bytes] | bytes, session: str = "", file: str = "", **headers: str) -> tuple[int, str]:
        """Puts one file; an iterable is sent in chunks that say no size."""
        path = f"/_stcore/upload_file/{session or self.session}/{file or uuid.uuid4()}"
        if not isinstance(body, bytes):
            headers["Transfer-Encoding"] = "chunked"
        asked = {"X-Xsrftoken": self.token, "Cookie": f"_streamlit_xsrf={self.token}"}
        kind = {"Content-Type": f"multipart/form-data; boundary={EDGE}"}
        status, words, _ = self.ask("PUT", path, body, **asked, **kind, **headers)
        return status, words


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as address:
        yield address


@pytest.fixture
def host(server: Served) -> str:
    return server.removeprefix("http://")


@contextlib.contextmanager
def visiting(host: str) -> Iterator[Visit]:
    with line_to(host) as line:
        begun = told(line, "new_session").new_session
        yield Visit(host, begun.initialize.session_id)


@contextlib.contextmanager
def line_to(host: str) -> Iterator[ClientConnection]:
    """A visitor's line to the app, which has asked for the first page."""
    with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None, close_timeout=1) as line:
        line.send(BackMsg(rerun_script={"query_string": "city=riverbend"}).SerializeToString())
        yield line


def told(line: ClientConnection, kind: str) -> ForwardMsg:
    """The next message of this kind."""
    while True:
        message = ForwardMsg.FromString(line.recv(WAIT))
        if message.HasField(kind):
            return message


@pytest.fixture
def visit(host: str) -> Iterator[Visit]:
    with visiting(host) as visit:
        yield visit


def upload_form(name: str, content: bytes) -> bytes:
    """A file as a browser's form sends it."""
    return HEAD.replace(b"a.csv", name.encode()) + content + TAIL


def form(megabytes: float) -> bytes:
    return HEAD + bytes(int(megabytes * MB)) + TAIL


def chunked(megabytes: int) -> Iterator[bytes]:
    yield HEAD
    for _ in range(megabytes):
        yield bytes(MB)
    yield TAIL


def test_the_widget_and_the_route_have_one_limit() -> None:
    settings = tomllib.loads((Path(__file__).parents[1] / ".streamlit/config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] == MOST


def test_a_file_of_the_size_allowed_is_taken_with_and_without_saying_its_size(visit: Visit) -> None:
    assert visit.send(form(MOST))[0] == 204
    assert visit.send(chunked(MOST))[0] == 204


def test_a_body_that_says_it_is_larger_is_refused_before_it_comes(visit: Visit) -> None:
    for session in (visit.session, "made-up"):
        status, words = visit.send(b"", session, **{"Content-Length": str(MOST * MB + 2 * MB)})
        assert status == 413
        assert words.startswith(f"What was sent is larger than {MOST} MB, so it was not taken.")


def test_a_body_that_does_not_say_its_size_is_cut_off_where_it_is_too_large(visit: Visit) -> None:
    status, words = visit.send(chunked(MOST + 1))
    assert status == 413
    assert words.startswith(f"What was sent is larger than {MOST} MB")


def test_a_body_to_another_route_is_refused_too(visit: Visit) -> None:
    length = {"Content-Length": str(10 * MOST * MB)}
    assert visit.ask("POST", "/_stcore/health", b"", **length)[0] == 413


def test_a_visit_holds_only_so_much_and_another_is_not_touched_by_it(visit: Visit, host: str) -> None:
    assert [visit.send(form(MOST - 1))[0] for _ in range(3)] == [204, 204, 204]
    status, words = visit.send(b"", **{"Content-Length": str(10 * MB)})
    assert status == 413
    assert words.startswith("This visit already holds all the files it may.")
    with visiting(host) as other:
        assert other.send(form(1))[0] == 204


def test_a_visit_holds_only_so_many_files(visit: Visit) -> None:
    sent = [visit.send(form(0))[0] for _ in range(Limits().files + 1)]
    assert sent == [204] * Limits().files + [413]


def test_what_comes_in_chunks_is_counted_with_what_the_visit_holds(visit: Visit) -> None:
    assert [visit.send(form(MOST))[0] for _ in range(2)] == [204, 204]
    assert visit.send(form(MOST / 2))[0] == 204
    assert visit.send(chunked(MOST // 2))[0] == 413


def memory(server: Served) -> float:
    """What the server holds in memory, in MB."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) / 1000


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_thirty_visitors_do_not_fill_the_memory(server: Served, host: str) -> None:
    def some_visit() -> None:
        with contextlib.ExitStack() as stack:
            for line in [stack.enter_context(line_to(host)) for _ in range(5)]:
                assert told(line, "script_finished").script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    some_visit()
    before = memory(server)
    for _ in range(6):
        some_visit()
    assert memory(server) - before < 60, "2 MB a visitor"
