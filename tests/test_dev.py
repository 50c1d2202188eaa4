"""The two commands as a newcomer meets them, in a state folder of their own."""

import http.client
import os
import re
import signal
import stat
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers import ROOT, free_port

pytestmark = pytest.mark.sqlite
CALLERS_OWN = {"STATE_DIR", "SITE_ORIGIN", "SECRET_KEY", "STATICFILES_BACKEND", "DJANGO_SETTINGS_MODULE"}


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """What a newcomer's shell holds, with a state folder that is new."""
    bare = {name: value for name, value in os.environ.items() if name not in CALLERS_OWN}
    return bare | {"STATE_DIR": str(tmp_path_factory.mktemp("state")), "PORT": str(free_port())}


@contextmanager
def dev(environment, *arguments):
    command = [sys.executable, "dev.py", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE)
    with process:
        try:
            yield process
        finally:
            process.terminate()  # leaving waits for it; a process that has ended does not mind


def finished(environment, *arguments):
    """Run a verb to its end and return what it printed and its exit status."""
    with dev(environment, *arguments) as process:
        return process.communicate()[0], process.returncode


def status(port):
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=10)
    connection.request("GET", "/")
    answer = connection.getresponse().status
    connection.close()
    return answer


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_portal_answers_once_it_says_so_and_stops_when_told(environment, stop):
    with dev(environment) as process:
        lines = iter(process.stdout.readline, "")
        assert f"http://127.0.0.1:{environment['PORT']}" in next(line for line in lines if "Portal:" in line)
        assert status(environment["PORT"]) == 200
        process.send_signal(stop)
        assert process.wait() == 0


def test_secret_key_is_readable_by_its_owner_only(environment):
    finished(environment, "demo-user", "--reset")
    secret = Path(environment["STATE_DIR"], "secret_key")
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_demo_user_is_made_once_and_renewed_only_on_request(environment):
    finished(environment, "demo-user")
    assert finished(environment, "demo-user")[1] == 1
    first, second = (finished(environment, "demo-user", "--reset")[0] for _ in range(2))
    passwords = [re.search(r"Password.*: (\S{16})$", printed, re.MULTILINE)[1] for printed in (first, second)]
    assert passwords[0] != passwords[1]


def test_unknown_verb_shows_the_usage_and_does_nothing(tmp_path, environment):
    untouched = tmp_path / "state"
    assert finished(environment | {"STATE_DIR": str(untouched)}, "serve")[1] == 1
    assert not untouched.exists()


def test_a_taken_port_is_refused_before_anything_is_prepared(tmp_path, environment, portal):
    untouched = tmp_path / "state"
    taken = environment | {"STATE_DIR": str(untouched), "PORT": str(portal.port)}
    assert finished(taken)[1] == 1
    assert not untouched.exists()
