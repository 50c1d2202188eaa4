"""The project's commands. They need Python 3.11 or newer and nothing else.

    python3 dev.py                    install, migrate, load the content once, serve the portal
    python3 dev.py test [ARGS]        run the tests on PostgreSQL and on SQLite; ARGS go to pytest
    python3 dev.py check              linters, types, import contracts, migrations, deployment check
    python3 dev.py bench [ARGS]       measure and print ratios; ARGS go to tests/bench
    python3 dev.py eval [FILES]       print how well importing does; FILES are like fixtures/initiatives.json
    python3 dev.py demo-user [--reset]  create the superuser "demo" and print its password once

PORT chooses another port, STATE_DIR another folder than var/, DATABASE_URL another database than SQLite.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATE_DIR = Path(os.environ.get("STATE_DIR", ROOT / "var")).resolve()
PORT = os.environ.get("PORT", "8000")
DATABASE_URL = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE", "")
READY_SECONDS = 60
NO_TEST_RAN = 5  # pytest's exit status

DEMO_USER = """
import os
from django.contrib.auth import get_user_model
users = get_user_model().objects
if users.filter(username="demo").exists() and os.environ["DEMO_RESET"] == "no":
    raise SystemExit('The user "demo" exists. A new password: python3 dev.py demo-user --reset')
demo, _ = users.get_or_create(username="demo")
demo.is_staff = demo.is_superuser = demo.is_active = True
demo.set_password(os.environ["DEMO_PASSWORD"])
demo.save()
"""


def say(message: str) -> None:
    print(message, flush=True)


def digest(paths: list[Path], *more: str) -> str:
    """Return one hash for the contents of the files, their names and the other strings."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text() == wanted


# The environment the project runs in


def make_venv() -> None:
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("This Python cannot make a virtual environment. On Debian: apt-get install -y python3-venv")


def install(requirements: str) -> None:
    """Make .venv hold what the file names. Costs nothing when it already does."""
    stamp = VENV / f".{requirements}.sha256"
    wanted = digest([*ROOT.glob("requirements*.txt"), ROOT / "constraints.txt"], sys.version)
    if PYTHON.exists() and is_done(stamp, wanted):
        return
    uv = shutil.which("uv")
    if not PYTHON.exists() or not (uv or (VENV / "bin" / "pip").exists()):
        make_venv()
    say(f"Installing {requirements} ...")
    pip = [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q"]
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run([*pip, "-q", "-r", requirements], cwd=ROOT, env=quiet, check=False).returncode:
        sys.exit(f"Could not install {requirements}; the lines above say why.")
    stamp.write_text(wanted)


def secret_key_file() -> Path:
    """Return the file with this installation's secret key, made on first use, readable by its owner only."""
    path = STATE_DIR / "secret_key"
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path


def environment() -> dict[str, str]:
    """Return the portal's settings; what the caller has set in the environment wins."""
    STATE_DIR.mkdir(parents=True, exist_ok=True)
    origin = os.environ.get("SITE_ORIGIN", f"http://127.0.0.1:{PORT}")
    hosts = {"127.0.0.1": None, "localhost": None, urlsplit(origin).hostname or "localhost": None}
    defaults = {"SITE_ORIGIN": origin, "ALLOWED_HOSTS": ",".join(hosts)}
    if "SECRET_KEY" not in os.environ:
        defaults["SECRET_KEY_FILE"] = str(secret_key_file())
    return {**defaults, **os.environ, "STATE_DIR": str(STATE_DIR)}


def manage(*command: str, **more: str) -> None:
    done = subprocess.run([PYTHON, "manage.py", *command], cwd=ROOT, env=environment() | more, check=False)
    if done.returncode:
        sys.exit(done.returncode)


# run


def collect_static() -> None:
    stamp = STATE_DIR / "static.sha256"
    sources = [path for path in ROOT.glob("*/static/**/*") if path.is_file()]
    wanted = digest([*sources, ROOT / "requirements.txt"])
    if not (STATE_DIR / "static").is_dir() or not is_done(stamp, wanted):
        manage("collectstatic", "--noinput", "--verbosity=0")
        stamp.write_text(wanted)


def migrate_and_load() -> None:
    """Bring the tables up to date; fill a database that is new to this installation with the content."""
    stamp = STATE_DIR / "content.sha256"
    wanted = digest([], DATABASE_URL)
    if not DATABASE_URL and not (STATE_DIR / "portal.sqlite3").exists():
        stamp.unlink(missing_ok=True)
    manage("migrate", "--verbosity=0")
    if not is_done(stamp, wanted):
        say("Loading the content ...")
        manage("load_content")
        stamp.write_text(wanted)


def prepare() -> None:
    install("requirements-prod.txt" if DATABASE_URL else "requirements.txt")
    collect_static()
    migrate_and_load()


def refuse_used_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(PORT)))
        except (OSError, OverflowError, ValueError):
            sys.exit(f"Port {PORT} is taken or cannot be used. Another one: PORT=8001 python3 dev.py")


def answers() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def comes_up(server: subprocess.Popen[bytes]) -> bool:
    """Wait until the server answers; return False when it ends or takes too long instead."""
    give_up_at = time.monotonic() + READY_SECONDS
    while server.poll() is None and time.monotonic() < give_up_at:
        if answers():
            return True
        time.sleep(0.1)
    return False


def serve() -> int:
    """Serve until Ctrl-C or TERM; return the server's exit status."""
    # One blocking thread per worker: more threads only contend for the interpreter lock.
    layout = ["--interface=wsgi", "--workers=2", "--blocking-threads=1", "--respawn-failed-workers"]
    # A worker that is still starting can miss the order to stop; without a limit the server waits for ever.
    place = ["--workers-kill-timeout=5", "--host=127.0.0.1", f"--port={PORT}", "--log-level=warning"]
    command = [VENV / "bin" / "granian", *layout, *place, "portal.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.terminate())
    if not comes_up(server):
        server.terminate()
        server.wait()
        sys.exit("The portal did not come up.")
    say(f"Portal: http://127.0.0.1:{PORT}  (Ctrl-C stops it)")
    return max(server.wait(), 0)  # a server stopped by a signal has done what it was asked


def run() -> int:
    refuse_used_port()
    prepare()
    return serve()


# test, check, bench, eval, demo-user


def pytest(*arguments: str, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """Start a test run. Ctrl-C reaches it too, and this process lets it stop its servers in peace."""
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.Popen([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, stdout=output, stderr=output)


def relay(process: subprocess.Popen[bytes], written: IO[bytes]) -> None:
    """Print what a process has written and goes on writing, until it ends."""
    is_over = False
    while not is_over:
        is_over = process.poll() is not None
        sys.stdout.buffer.write(written.read())
        sys.stdout.flush()
        time.sleep(0.1)


def test(*arguments: str) -> int:
    """Run the suite once per database, side by side. SQLite's run is shown last, for it holds every test."""
    install("requirements-dev.txt")
    if any(argument.startswith("--database") for argument in arguments):
        return pytest(*arguments).wait()
    with tempfile.NamedTemporaryFile() as output, open(output.name, "rb") as written:
        sqlite = pytest("--database=sqlite", *arguments, output=output)
        postgresql = pytest("--database=postgresql", *arguments).wait()
        relay(sqlite, written)
    return sqlite.returncode or (0 if postgresql == NO_TEST_RAN else postgresql)


def check() -> int:
    """Run every check, show the output of those that fail, and return 1 if any did."""
    install("requirements-dev.txt")
    templates = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("templates/**/*.html"))
    steps = {
        "ruff": [PYTHON, "-m", "ruff", "check", "."],
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "templates": [VENV / "bin" / "djade", "--check", "--target-version=5.2", *templates],
        "types": [PYTHON, "-m", "mypy"],
        "import contracts": [VENV / "bin" / "lint-imports", "--no-cache", "--no-logo"],
        "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
        "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
    }
    results = [passes(name, command) for name, command in steps.items()]
    return 0 if all(results) else 1


def passes(name: str, command: list[str | Path]) -> bool:
    deployed = {"SECRET_KEY": secrets.token_urlsafe(50), "SITE_ORIGIN": "https://portal.example"}
    variables = environment() | deployed
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    say(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name}")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def bench(*arguments: str) -> int:
    install("requirements-dev.txt")
    return subprocess.run([PYTHON, "-m", "tests.bench", *arguments], cwd=ROOT, check=False).returncode


def evaluate(*arguments: str) -> int:
    install("requirements-dev.txt")
    return subprocess.run([PYTHON, "-m", "tests.evaluation", *arguments], cwd=ROOT, check=False).returncode


def demo_user(*arguments: str) -> int:
    if arguments not in ((), ("--reset",)):
        sys.exit("Usage: python3 dev.py demo-user [--reset]")
    prepare()
    password = secrets.token_urlsafe(12)
    reset = "yes" if arguments else "no"
    manage("shell", "--no-imports", "-c", DEMO_USER, DEMO_PASSWORD=password, DEMO_RESET=reset)
    say(f"User: demo\nPassword (shown this once): {password}\nSign in at /admin/")
    return 0


VERBS = {"run": run, "test": test, "check": check, "bench": bench, "eval": evaluate, "demo-user": demo_user}


def main(verb: str = "run", *arguments: str) -> int:
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info[:2]))
    if verb not in VERBS or (arguments and verb in ("run", "check")):
        sys.exit(__doc__)
    return VERBS[verb](*arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
