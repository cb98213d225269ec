"""A PostgreSQL server of our own for tests and drills: in a temporary folder, on the loopback, stopped by whoever
started it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg

from tests.serving import free_port

PASSWORD = "not-a-secret-0123"
WAIT = 60  # seconds for the server to answer on a busy machine


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs on this machine, if there is one."""
    on_path = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return Path(on_path).parent if on_path else debian[-1].parent if debian else None


class PostgresServer:
    """A running server. It refuses to run as root, so there it runs as a user without rights."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder, self.port = programs, folder, free_port()
        self.user = "nobody" if os.geteuid() == 0 else None
        self.numbers = count(1)
        self.emptied: list[str] = []
        if self.user:
            shutil.chown(folder, self.user)
        password = folder / "password"
        password.write_text(PASSWORD, "ascii")
        password.chmod(0o644)
        self._run("initdb", "--no-sync", "-E", "UTF8", "-U", "atlas", "-A", "scram-sha-256", f"--pwfile={password}")
        self.start()

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *words]
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        command += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}"]
        # Nobody pulls the plug of this machine; what is killed here is processes, whose writes the system still has.
        command += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, user=self.user, cwd=self.folder, stdout=log, stderr=log)
        end = time.monotonic() + WAIT
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "log").read_text("utf-8"))
            time.sleep(0.05)

    def _answers(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.address("postgres")):
            return True
        return False

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: by SIGINT in good order, by SIGQUIT at once, so that it has to recover at the next start."""
        self.process.send_signal(how)
        self.process.wait(WAIT)

    def address(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://atlas:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    @property
    def version(self) -> str:
        """The version of PostgreSQL."""
        with psycopg.connect(self.address("postgres")) as connection:
            return str(connection.info.parameter_status("server_version")).split()[0]

    def new_database(self) -> str:
        """Give the address of a database that is empty."""
        if self.emptied:
            return self.emptied.pop()
        name = f"atlas_{next(self.numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def take_back(self, address: str) -> None:
        """Empty a database, for whoever needs the next one: to make a new one takes ten times as long."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute((others + "pg_backend_pid()").encode())
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        self.emptied.append(address)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server, and stop it in the end. Raises ``FileNotFoundError`` where PostgreSQL is not installed."""
    programs = postgres_programs()
    if programs is None:
        raise FileNotFoundError("PostgreSQL is not installed (Debian: apt install postgresql).")
    # Not in pytest's own folder: that of root can't be entered by others.
    with tempfile.TemporaryDirectory(prefix="atlas-postgres-") as folder:
        server = PostgresServer(programs, Path(folder))
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)
