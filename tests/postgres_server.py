"""A throw-away PostgreSQL for the tests.

The storage tests run on both engines and are never skipped, so the server that Debian's `postgresql` package
installs is started here, in a folder of its own, on a Unix socket. PostgreSQL refuses to run as root; when
the tests do (as in CI), the server is handed to the unprivileged user that the package created. It dies with
the process that started it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from pytest_postgresql.janitor import DatabaseJanitor

ADMINISTRATOR = "branch"
PORT = 5432  # names the socket file only; nothing listens on the network
_START_SECONDS = 60.0


class NoServer(RuntimeError):
    """PostgreSQL could not be started: the tests fail, they are not skipped."""


def programs() -> Path:
    """Folder of `initdb` and `postgres`. Raises NoServer when PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise NoServer("PostgreSQL is not installed: run `make test`, which installs Debian's `postgresql`")


def unprivileged() -> list[str]:
    """Command prefix under which a server may run: empty unless we are root."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise NoServer("no unprivileged user to run PostgreSQL as")


@dataclass
class Server:
    """A running server; `database()` hands out one empty database after another."""

    folder: Path
    _numbers: Iterator[int]

    @contextmanager
    def database(self) -> Iterator[str]:
        """URL of a new empty database, dropped on the way out."""
        name = f"book_{os.getpid()}_{next(self._numbers)}"
        janitor = DatabaseJanitor(user=ADMINISTRATOR, host=str(self.folder), port=PORT, dbname=name)
        janitor.init()
        try:
            yield f"postgresql+psycopg://{ADMINISTRATOR}@/{name}?host={self.folder}&port={PORT}"
        finally:
            janitor.drop()


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server for the length of the block. `durable` keeps fsync on (figures); tests of logic do without."""
    bin_folder, prefix = programs(), unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not tmp_path: that one is closed to other users
    try:
        if prefix:
            os.chown(folder, int(prefix[1].split("=")[1]), int(prefix[2].split("=")[1]))
        _initialise(bin_folder, prefix, folder)
        process = _start(bin_folder, prefix, folder, durable)
        try:
            yield Server(folder, count(1))
        finally:
            process.send_signal(signal.SIGINT)  # the fast shutdown; SIGTERM would wait for clients
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(bin_folder: Path, prefix: list[str], folder: Path) -> None:
    command = [
        *(*prefix, str(bin_folder / "initdb"), "--pgdata", str(folder / "data")),
        *("--username", ADMINISTRATOR, "--auth", "trust", "--no-sync"),
        *("--encoding", "UTF8", "--locale", "C.UTF-8"),
    ]
    made = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=120, check=False)
    if made.returncode:
        raise NoServer(f"initdb failed:\n{made.stdout}\n{made.stderr}")


def _start(bin_folder: Path, prefix: list[str], folder: Path, durable: bool) -> subprocess.Popen[bytes]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder),
        "port": str(PORT),
        "max_connections": "60",
        "shared_buffers": "128MB",
        "fsync": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
    }
    if durable:
        settings |= {"max_wal_size": "4GB"}
    command = [str(bin_folder / "postgres"), "-D", str(folder / "data")]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    # The death signal must be asked for after the change of user, which clears it; setpriv knows that.
    launcher = [*(prefix or ["setpriv"]), "--pdeathsig", "QUIT"] if shutil.which("setpriv") else prefix
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([*launcher, *command], stdout=output, stderr=output, cwd="/")
    socket, until = folder / f".s.PGSQL.{PORT}", time.monotonic() + _START_SECONDS
    ready = [str(bin_folder / "pg_isready"), "-q", "-h", str(folder), "-p", str(PORT)]
    while time.monotonic() < until:
        if process.poll() is not None:
            raise NoServer(f"postgres stopped at once:\n{log.read_text(errors='replace')}")
        if socket.exists() and subprocess.run(ready, check=False, timeout=20).returncode == 0:
            return process
        time.sleep(0.05)
    process.kill()
    raise NoServer(f"postgres did not answer:\n{log.read_text(errors='replace')}")
