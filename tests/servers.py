"""A real portal for tests that need commits, several processes or a browser: granian with two workers."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.clusters import Cluster

ROOT = Path(__file__).resolve().parent.parent
READY_SECONDS = 30  # generous: two workers start beside a busy test process on two cores


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Portal:
    """A portal with its own state folder and database.

    ``url`` is its origin, ``state`` its folder, ``env`` the environment its processes run in.
    """

    def __init__(self, state: Path, cluster: Cluster | None = None) -> None:
        self.state, self.cluster = state, cluster
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{name: value for name, value in os.environ.items() if name != "STATICFILES_BACKEND"},
            "STATE_DIR": str(state),
            "SITE_ORIGIN": self.url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
        }
        self.env.pop("DATABASE_URL", None)
        if cluster:
            self.env["DATABASE_URL"] = cluster.url(self.database)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> str:
        """The name of its PostgreSQL database, unique because the state folder is."""
        return self.state.name.replace("-", "_")

    @property
    def log(self) -> str:
        """What the server and its workers have written so far."""
        return (self.state / "server.log").read_text(encoding="utf-8")

    @classmethod
    def make(cls, state: Path, cluster: Cluster | None) -> "Portal":
        """Return a stopped portal with static files and the content loaded, to be copied by ``clone``."""
        portal = cls(state, cluster)
        state.mkdir(parents=True)
        if cluster:
            cluster.execute(f"CREATE DATABASE {portal.database}")
        portal.manage("collectstatic", "--noinput", "--verbosity=0")
        portal.manage("migrate", "--verbosity=0")
        portal.manage("load_content")
        return portal

    def clone(self, state: Path) -> "Portal":
        """Return a copy of this stopped portal that shares only the static files, which nothing changes."""
        copy = type(self)(state, self.cluster)
        shutil.copytree(self.state, state, ignore=shutil.ignore_patterns("static"))
        (state / "static").symlink_to(self.state / "static")
        if self.cluster:
            self.cluster.execute(f"CREATE DATABASE {copy.database} TEMPLATE {self.database}")
        return copy

    def manage(self, *command: str) -> str:
        """Run a manage.py command on this portal's database and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}")
        return done.stdout

    def start(self) -> "Portal":
        place = ["--host=127.0.0.1", f"--port={self.port}", "--log-level=warning"]
        layout = ["--interface=wsgi", "--workers=2", "--blocking-threads=1", "--workers-kill-timeout=3"]
        command = [Path(sys.executable).with_name("granian"), *layout, *place, "portal.wsgi:application"]
        with (self.state / "server.log").open("a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"The portal did not become ready:\n{self.log}")
            time.sleep(0.05)

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self) -> None:
        """Stop the server and all its workers; the database and the files stay."""
        if self.process is None:
            return
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()
