"""One run is for one database: ``pytest --database=sqlite`` (the default) or ``--database=postgresql``.

Django's settings are chosen here, before pytest-django sets Django up, and never from the caller's
environment: a test run must not reach a real database.
"""

import itertools
import os
import signal
import tempfile
from pathlib import Path

import django
import pytest

from tests.clusters import Cluster, binaries
from tests.servers import Portal

ROOT = Path(__file__).parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
STATE = pytest.StashKey[tempfile.TemporaryDirectory]()
CLUSTER = pytest.StashKey[Cluster | None]()
NUMBERS = itertools.count(1)

for name in ("DATABASE_URL", "DATABASE_URL_FILE", "SECRET_KEY_FILE", "DEBUG"):
    os.environ.pop(name, None)
os.environ |= {
    "SECRET_KEY": "only-for-tests-" + "0123456789" * 5,
    "SITE_ORIGIN": "http://testserver",
    # The manifest would need collectstatic before any template renders; the server fixtures use it.
    "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    # Playwright keeps an event loop running in this thread, which Django takes for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


def pytest_addoption(parser):
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config):
    # A run that is told to stop stops its servers and its cluster first, as on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config.stash[STATE] = tempfile.TemporaryDirectory(prefix="portal-tests-")
    os.environ["STATE_DIR"] = config.stash[STATE].name
    Path(config.stash[STATE].name, "static").mkdir()  # whitenoise warns when it is missing
    config.stash[CLUSTER] = None
    if config.getoption("--database") == "postgresql":
        config.stash[CLUSTER] = start_cluster()
        os.environ["DATABASE_URL"] = config.stash[CLUSTER].url()
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()


def start_cluster() -> Cluster:
    folder = binaries()
    if folder is None:
        status = pytest.ExitCode.USAGE_ERROR if IN_CI else pytest.ExitCode.NO_TESTS_COLLECTED
        pytest.exit("Nothing runs on PostgreSQL: no initdb here (on Debian: package postgresql).", status)
    return Cluster(folder)


def pytest_unconfigure(config):
    if cluster := config.stash.get(CLUSTER, None):
        cluster.stop()
    if state := config.stash.get(STATE, None):
        state.cleanup()


def pytest_report_header(config):
    return f"database: {config.getoption('--database')}"


def pytest_collection_modifyitems(config, items):
    """Keep what this run's database is for. Browser tests run once: pages do not depend on the database."""
    database = config.getoption("--database")
    for item in items:
        if item.path.is_relative_to(ROOT / "browser"):
            item.add_marker("browser")
            item.add_marker("sqlite")
    others = {"sqlite", "postgresql"} - {database}
    elsewhere = [item for item in items if any(item.get_closest_marker(other) for other in others)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a browser test that skips has not tested anything, so it fails."""
    report = yield
    if IN_CI and report.skipped and item.get_closest_marker("browser") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load both chapters once. Each test's transaction is rolled back, so every test finds them whole."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0)


@pytest.fixture(autouse=True)
def forget_what_was_rolled_back():
    """Forget what was read in a test's transaction: after its rollback the same serial means other data."""
    from initiatives import catalogue, years
    from initiatives.fragments import fragments

    yield
    catalogue._load.cache_clear()
    years._read.cache_clear()
    fragments.kept.clear()


@pytest.fixture(scope="session")
def watch_related_loads(django_db_setup):
    """Let django-zeal see loads of related rows. It belongs to the tests, so it is not in INSTALLED_APPS."""
    from zeal.constants import initialize_app_registry
    from zeal.patch import patch

    initialize_app_registry()
    patch()


@pytest.fixture
def client(watch_related_loads):
    """Django's client; a page that loads related rows one by one raises NPlusOneError."""
    from tests.clients import WatchfulClient

    return WatchfulClient()


@pytest.fixture(scope="session")
def prepared_portal(pytestconfig):
    """A stopped portal with static files and content, made once and only copied."""
    return Portal.make(Path(pytestconfig.stash[STATE].name) / "prepared", pytestconfig.stash[CLUSTER])


@pytest.fixture(scope="session")
def portal(prepared_portal):
    """A running portal that many tests share: read it, never change it. See tests.servers.Portal."""
    server = prepared_portal.clone(prepared_portal.state.with_name("shared")).start()
    yield server
    server.stop()
    assert " ERROR " not in server.log, f"The server failed behind an answer:\n{server.log}"


@pytest.fixture
def fresh_portal(prepared_portal):
    """A running portal of the test's own, for tests that change what it holds."""
    server = prepared_portal.clone(prepared_portal.state.with_name(f"fresh{next(NUMBERS)}")).start()
    yield server
    server.stop()
