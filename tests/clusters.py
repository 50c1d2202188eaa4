"""A throw-away PostgreSQL cluster: made in a temporary folder, reached by a socket, removed at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

# Durability is worth nothing here: the cluster does not outlive the tests.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
LOCALE = "--locale=C.UTF-8" if sys.platform.startswith("linux") else "--locale=C"


def binaries() -> Path | None:
    """Return the folder with initdb and pg_ctl of the newest PostgreSQL here, or None without one."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((path.parent for path in versions), key=lambda path: int(path.parent.name), default=None)


class Cluster:
    """A running cluster. The server refuses to run as root, so root runs it as the user postgres."""

    def __init__(self, folder: Path) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="pg-"))
        self.bin = folder
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.home, self.user)
        try:
            self._run("initdb", "--username=portal", "--auth=trust", "--no-sync", "--encoding=UTF8", LOCALE)
            self._run(
                "pg_ctl", "--wait", f"--log={self.home}/log", "-o", f"{OPTIONS} -k {self.home}", "start"
            )
        except BaseException:
            shutil.rmtree(self.home)
            raise

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self.bin / program, "-D", self.home / "data", *arguments]
        # pg_ctl hands its output on to the server it starts, so that must not be a pipe we wait for.
        output = (self.home / f"{program}.out").open("w+")
        with output:
            done = subprocess.run(
                command, cwd="/", user=self.user, stdout=output, stderr=subprocess.STDOUT, check=False
            )
            output.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program} failed: {output.read()}")

    def url(self, database: str = "postgres") -> str:
        """Return the DATABASE_URL of one of the cluster's databases."""
        return f"postgresql://portal@{quote(str(self.home), safe='')}/{database}"

    def execute(self, statement: str) -> None:
        """Run a statement that must stand outside a transaction, such as CREATE DATABASE."""
        with psycopg.connect(self.url(), autocommit=True) as session:
            session.execute(statement)

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self.home)
