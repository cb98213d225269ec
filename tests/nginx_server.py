"""An nginx of our own in front of replicas, with deploy/nginx.conf as shipped but for names, ports and folders."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import ROOT, WAIT, answers, free_port

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
CERTIFICATE = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]


def nginx_program() -> str | None:
    """nginx on this machine, if there is one. Debian puts it where only root's path leads."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def nginx_command(folder: Path) -> list[str]:
    """The command that runs nginx with the configuration in a folder."""
    program = nginx_program()
    if program is None:
        raise FileNotFoundError("nginx is not installed (Debian: apt install nginx-light).")
    return [program, "-e", "stderr", "-c", str(folder / "nginx.conf")]


def user_without_rights() -> str | None:
    """Who nginx runs as where the tests run as root."""
    return "nobody" if os.geteuid() == 0 else None


@contextmanager
def running(folder: Path, port: int) -> Iterator[None]:
    """Run nginx with the configuration in a folder once it answers at its port, and stop it in the end."""
    with (folder / "log").open("wb") as log:
        command = [*nginx_command(folder), "-g", "daemon off;"]
        process = subprocess.Popen(command, user=user_without_rights(), stdout=log, stderr=log)
    try:
        end = time.monotonic() + WAIT
        while not answers(port):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((folder / "log").read_text("utf-8"))
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(WAIT)


class Nginx:
    """What nginx is given to run in front of two replicas, and what it wrote down."""

    def __init__(self, folder: Path, replicas: list[str]) -> None:
        self.folder, self.plain_port, self.port = folder, free_port(), free_port()
        self.address = f"https://127.0.0.1:{self.port}"
        self._write_certificate()
        self._write_configuration(replicas)
        for path in (folder, *folder.iterdir()):
            if user := user_without_rights():
                shutil.chown(path, user)

    def _write_certificate(self) -> None:
        target = ["-keyout", str(self.folder / "tls_key"), "-out", str(self.folder / "tls_certificate")]
        subprocess.run([*CERTIFICATE, *target], check=True, capture_output=True)

    def _write_configuration(self, replicas: list[str]) -> None:
        text = CONFIGURATION.read_text("utf-8")
        changes = {
            "/tmp/": f"{self.folder}/",
            "/run/secrets/": f"{self.folder}/",
            "/dev/stdout": f"{self.folder}/access.log",
            "listen 8080;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 8443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "atlas1:8501": replicas[0].removeprefix("http://"),
            "atlas2:8501": replicas[1].removeprefix("http://"),
        }
        for shipped, here in changes.items():
            assert shipped in text, shipped
            text = text.replace(shipped, here)
        (self.folder / "nginx.conf").write_text(text, "utf-8")

    def check(self) -> str:
        """Have nginx look its configuration over, and give what it says."""
        command = [*nginx_command(self.folder), "-t"]
        return subprocess.run(command, user=user_without_rights(), capture_output=True, text=True).stderr

    def said(self) -> str:
        """All that nginx wrote down."""
        return (self.folder / "log").read_text("utf-8") + (self.folder / "access.log").read_text("utf-8")


@contextmanager
def nginx_server(replicas: list[str]) -> Iterator[Nginx]:
    """Run nginx in front of two replicas."""
    # Not in pytest's own folder: that of root can't be entered by others.
    with tempfile.TemporaryDirectory(prefix="atlas-nginx-") as folder:
        server = Nginx(Path(folder), replicas)
        with running(Path(folder), server.port):
            yield server
