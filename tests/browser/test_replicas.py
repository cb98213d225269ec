"""Several machines: two replicas on one PostgreSQL behind nginx, as in deploy/. One is killed, and comes back."""

from __future__ import annotations

import http.client
import os
import signal
import ssl
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from components.ui.frame.replica import COOKIE
from tests.browser.test_bringing import organizations
from tests.browser.test_kept_lists import bring
from tests.browser.test_workspaces import create
from tests.nginx_server import Nginx, nginx_program, nginx_server
from tests.postgres_server import PostgresServer, postgres_programs, postgres_server
from tests.serving import Served, answers, free_port, served
from tests.test_doors import ask as ask_server
from tests.test_server import EDGE, WAIT, form, told

UNVERIFIED = ssl._create_unverified_context()
MISSING = [name for name, found in (("nginx", nginx_program()), ("PostgreSQL", postgres_programs())) if not found]
pytestmark = pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {MISSING}")
FEW = 8  # visits


class Replicas:
    """Two replicas, which can be killed and started again one by one, and the nginx in front of them."""

    def __init__(self, postgres: PostgresServer, folder: Path) -> None:
        self.postgres, self.database = postgres, postgres.new_database()
        self.folder, self.stack = folder, ExitStack()
        self.ports = {"1": free_port(), "2": free_port()}
        self.running: dict[str, Served] = {}
        self.nginx: Nginx

    def start(self, name: str) -> None:
        environment = {
            "ATLAS_REPLICA": name,
            "ATLAS_HOSTS": "127.0.0.1",
            "DATABASE_URL": self.database,
            "STREAMLIT_SERVER_COOKIE_SECRET": "one-for-both",
        }
        address = served(log=self.folder / f"log{name}", port=self.ports[name], **environment)
        self.running[name] = self.stack.enter_context(address)

    def said(self) -> str:
        """All that the replicas wrote down."""
        return "".join(path.read_text("utf-8") for path in self.folder.glob("log*"))

    def ready(self) -> list[int]:
        return [ask_server(self.running[name], "/readyz")[0] for name in ("1", "2")]

    def kill(self, name: str) -> None:
        os.kill(self.running[name].pid, signal.SIGKILL)
        wait_until(lambda: not answers(self.ports[name]))


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    with postgres_server() as postgres:
        two = Replicas(postgres, tmp_path_factory.mktemp("replicas"))
        with two.stack:
            two.start("1")
            two.start("2")
            wait_until(lambda: two.ready() == [200, 200])
            two.nginx = two.stack.enter_context(nginx_server(list(two.running.values())))
            yield two


@pytest.fixture
def nginx(replicas: Replicas) -> Nginx:
    return replicas.nginx


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        with suppress(OSError, WebSocketException):
            if holds():
                return
        time.sleep(0.1)
    raise AssertionError(f"It did not come to that within {WAIT} s.")


def ask(
    nginx: Nginx, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage]:
    connection = http.client.HTTPSConnection("127.0.0.1", nginx.port, timeout=WAIT, context=UNVERIFIED)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


class Visit:
    """A visit through nginx: its line, the replica at the end of it, and the cookies that go with all it sends."""

    def __init__(self, nginx: Nginx, line: ClientConnection, before: str) -> None:
        self.nginx, self.line = nginx, line
        given = line.response.headers.get_all("Set-Cookie") if line.response else []
        named = [each.partition("=")[2].partition(";")[0] for each in given if each.startswith(f"{COOKIE}=")]
        self.replica = named[0] if named else before
        line.send(BackMsg(rerun_script={"query_string": "city=riverbend"}).SerializeToString())
        self.session = told(line, "new_session").new_session.initialize.session_id

    def send_file(self, replica: str | None = None) -> int:
        """Send a file the way that the cookie leads, or where the cookie names another ``replica``."""
        cookie = f"{COOKIE}={replica or self.replica}"
        token = ask(self.nginx, "/_stcore/health", Cookie=cookie)[1]["Set-Cookie"].partition("=")[2].partition(";")[0]
        headers = {"X-Xsrftoken": token, "Cookie": f"{cookie}; _streamlit_xsrf={token}"}
        headers["Content-Type"] = f"multipart/form-data; boundary={EDGE}"
        path = f"/_stcore/upload_file/{self.session}/{uuid.uuid4()}"
        return ask(self.nginx, path, "PUT", form(0.1), **headers)[0]


@contextmanager
def visiting(nginx: Nginx, replica: str = "") -> Iterator[Visit]:
    """A visit of a browser that was with ``replica`` before, if any."""
    with connect(
        f"wss://127.0.0.1:{nginx.port}/_stcore/stream",
        ssl=UNVERIFIED,
        subprotocols=["streamlit"],
        additional_headers={"Cookie": f"{COOKIE}={replica}"} if replica else {},
        origin=f"https://127.0.0.1:{nginx.port}",  # type: ignore[arg-type]
        max_size=None,
        close_timeout=1,
    ) as line:
        yield Visit(nginx, line, replica)


def other(replica: str) -> str:
    return {"1": "2", "2": "1"}[replica]


def test_whoever_comes_unencrypted_is_sent_to_where_it_is(nginx: Nginx) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=WAIT)
    connection.request("GET", "/network?city=riverbend")
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, "https://127.0.0.1/network?city=riverbend")
    connection.close()


def test_a_page_comes_with_the_headers_of_one_that_is_encrypted(nginx: Nginx) -> None:
    status, headers = ask(nginx, "/network")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Secure" in headers["Set-Cookie"]
    assert headers["Server"] == "nginx"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_is_not_for_visitors_is_not_there(nginx: Nginx, path: str) -> None:
    assert ask(nginx, path)[0] == 404


def test_a_page_of_another_site_is_refused(nginx: Nginx) -> None:
    assert ask(nginx, "/", Origin="https://evil.example")[0] == 403


def test_what_is_too_large_is_refused(nginx: Nginx) -> None:
    assert ask(nginx, "/_stcore/upload_file/a/b", "PUT", None, **{"Content-Length": str(30_000_000)})[0] == 413


def test_visitors_are_spread_and_each_stays_with_the_replica_of_their_line(nginx: Nginx) -> None:
    with ExitStack() as stack:
        visits = [stack.enter_context(visiting(nginx)) for _ in range(FEW)]
        assert {visit.replica for visit in visits} == {"1", "2"}
        assert [visit.send_file() for visit in visits] == [204] * FEW
        assert visits[0].send_file(other(visits[0].replica)) == 400, "the other one does not know the visit"
        with visiting(nginx, visits[0].replica) as again:
            assert again.replica == visits[0].replica


def replica_of(browser: BrowserContext) -> str:
    return next((cookie["value"] for cookie in browser.cookies() if cookie["name"] == COOKIE), "")


def test_what_is_saved_through_one_is_read_through_the_other(
    replicas: Replicas, new_visit: Callable[..., BrowserContext]
) -> None:
    nginx = replicas.nginx
    writer, reader = new_visit(ignore_https_errors=True), new_visit(ignore_https_errors=True)
    workspace = create(writer.new_page(), nginx.address)
    there = other(replica_of(writer))
    reader.add_cookies([{"name": COOKIE, "value": there, "url": nginx.address}])
    page = reader.new_page()
    page.goto(f"{nginx.address}/inventory?city={workspace}")
    organizations(page, 3)
    assert replica_of(reader) == there != replica_of(writer)
    assert ask(nginx, f"/w/{workspace}/v/1/northgate.zip", Cookie=f"{COOKIE}={there}")[0] == 200
    assert workspace not in nginx.said() + replicas.said()


def test_one_is_killed_and_visitors_go_on_at_the_other_also_once_it_is_back(
    replicas: Replicas, new_visit: Callable[..., BrowserContext]
) -> None:
    nginx = replicas.nginx
    browser = new_visit(ignore_https_errors=True)
    page = browser.new_page()
    bring(page, nginx.address)
    here = replica_of(browser)

    replicas.kill(here)
    wait_until(lambda: replica_of(browser) == other(here))
    organizations(page, 3)
    page.reload()
    organizations(page, 3)
    with visiting(nginx, here) as visit:
        assert visit.replica == other(here)
        assert visit.send_file() == 204

        replicas.start(here)
        wait_until(lambda: replicas.ready() == [200, 200])
        assert visit.send_file() == 204, "it stays where its line is"
    with visiting(nginx, here) as back:
        wait_until(lambda: back.send_file() == 204)


def test_while_the_database_is_away_no_replica_is_ready_and_pages_still_open(replicas: Replicas) -> None:
    replicas.postgres.stop()
    try:
        wait_until(lambda: replicas.ready() == [503, 503])
        with visiting(replicas.nginx) as visit:
            assert told(visit.line, "script_finished").script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    finally:
        replicas.postgres.start()
    wait_until(lambda: replicas.ready() == [200, 200])


def test_nginx_writes_no_address_that_was_asked_for(nginx: Nginx) -> None:
    with visiting(nginx) as visit:
        assert visit.send_file() == 204
        ask(nginx, f"/?draft={visit.session}")
    wait_until(lambda: '"what": "request", "method": "PUT", "status": 204' in nginx.said())
    said = nginx.said()
    assert visit.session not in said and "upload_file" not in said


def test_the_replicas_log_no_address_either(replicas: Replicas) -> None:
    with visiting(replicas.nginx) as visit:
        assert visit.send_file() == 204
    wait_until(lambda: "/_stcore/upload_file/{visit}/{file}" in replicas.said())
    assert visit.session not in replicas.said()
