"""Two real worker processes: what one writer commits, every worker answers with its very next request."""

import http.client
import os
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

SECTION = "/reports/2017/test/"
ENOUGH_CONNECTIONS = 200

PREPARE = """
from datetime import timedelta
from django.utils import timezone
from initiatives import publishing
from tests.documents import make_section
"""


class Answer:
    """The answer to the first request of a new connection, and the worker process that gave it."""

    def __init__(self, portal, path, headers):
        with closing(http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)) as connection:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            self.status, self.headers, self.body = response.status, response.headers, response.read().decode()
            self.worker = process_behind(portal.port, connection.sock.getsockname()[1])


def process_behind(port, client_port):
    """Return the process that holds the server's end of a connection, as Linux lists it."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    inode = next(row[9] for row in rows if ports(row) == (port, client_port))
    return next(pid.name for pid in Path("/proc").glob("[0-9]*") if holds(pid, f"socket:[{inode}]"))


def ports(row):
    return tuple(int(address.split(":")[1], 16) for address in row[1:3])


def holds(pid, socket):
    try:
        return any(os.readlink(file) == socket for file in (pid / "fd").iterdir())
    except OSError:
        return False


def ask_both(portal, path=SECTION, **headers):
    """Ask over new connections until both workers have answered, and return all answers."""
    answers = []
    while len({answer.worker for answer in answers}) < 2:
        assert len(answers) < ENOUGH_CONNECTIONS, "one worker took every connection"
        answers.append(Answer(portal, path, headers))
    return answers


def statuses(answers):
    return {answer.status for answer in answers}


def tag_of(answers):
    """The entity tag, on which all workers agree."""
    (tag,) = {answer.headers["ETag"] for answer in answers}
    return tag


def publish(portal, heading):
    portal.manage(
        "shell", "-c", f"{PREPARE}publishing.publish([make_section(heading={heading!r})], note='更正')"
    )


def withdraw(portal):
    portal.manage("shell", "-c", f"{PREPARE}publishing.withdraw(year=2017, slug='test', note='撤回')")


def schedule(portal, heading, seconds):
    """Publish for a moment some seconds from now and return that moment."""
    code = f"""{PREPARE}
at = timezone.now() + timedelta(seconds={seconds})
publishing.publish([make_section(heading={heading!r})], note='更正', at=at)
print(at.isoformat())"""
    return datetime.fromisoformat(portal.manage("shell", "-c", code).splitlines()[-1])


def test_publish_correct_and_withdraw_show_at_the_next_request_in_every_worker(fresh_portal):
    assert statuses(ask_both(fresh_portal)) == {404}
    for heading in ("首次发布", "更正之后", "再次更正"):
        publish(fresh_portal, heading)
        assert all(heading in answer.body for answer in ask_both(fresh_portal))
    tag = tag_of(ask_both(fresh_portal))
    withdraw(fresh_portal)
    assert statuses(ask_both(fresh_portal, **{"If-None-Match": tag})) <= {404, 410}
    assert statuses(ask_both(fresh_portal)) <= {404, 410}


def test_conditional_request_is_never_told_that_nothing_changed(fresh_portal):
    publish(fresh_portal, "首次发布")
    tag = tag_of(ask_both(fresh_portal))
    assert statuses(ask_both(fresh_portal, **{"If-None-Match": tag})) == {304}
    publish(fresh_portal, "更正之后")
    answers = ask_both(fresh_portal, **{"If-None-Match": tag})
    assert statuses(answers) == {200}
    assert tag_of(answers) != tag


def test_scheduled_version_appears_in_every_worker_without_a_write(fresh_portal):
    publish(fresh_portal, "首次发布")
    at = schedule(fresh_portal, "到时可见", seconds=6)
    early = ask_both(fresh_portal)
    if datetime.now(UTC) < at:
        assert all("首次发布" in answer.body for answer in early)
    time.sleep(max(0, (at - datetime.now(UTC)).total_seconds()))
    assert all("到时可见" in answer.body for answer in ask_both(fresh_portal))


@pytest.mark.parametrize("path", ["/", "/en/", "/districts/xuhui/", "/api/v1/initiatives/"])
def test_every_worker_gives_the_same_answer_and_says_who_may_keep_it(portal, path):
    answers = ask_both(portal, path) + ask_both(portal, path)
    assert len({answer.body for answer in answers}) == 1
    assert tag_of(answers)
    for answer in answers:
        assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=0, must-revalidate"
        assert not {"Set-Cookie", "X-Published"} & set(answer.headers.keys())
