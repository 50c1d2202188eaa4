"""Measure and print. Sizes 1,000, 10,000 and 100,000, with ``--full`` also 1,000,000."""

import argparse
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("SECRET_KEY", secrets.token_hex(20))

from tests.bench import serving
from tests.servers import ROOT, Portal

SIZES = [1_000, 10_000, 100_000]
FULL = 1_000_000
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "SITE_ORIGIN": "http://127.0.0.1",
    "ALLOWED_HOSTS": "127.0.0.1",
    "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    parser.add_argument("--full", action="store_true", help="also 1,000,000 initiatives (about half an hour)")
    parser.add_argument("--sizes", type=int, nargs="*", help="other sizes instead")
    parser.add_argument("--no-serving", action="store_true", help="only the growth table")
    options = parser.parse_args()
    sizes = options.sizes if options.sizes is not None else SIZES + [FULL] * options.full
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        if not options.no_serving:
            print_serving(Path(name))
        if sizes:
            print_growth([measured(Path(name), size) for size in sizes])


def measured(folder: Path, size: int) -> dict[str, float]:
    state = folder / str(size)
    (state / "static").mkdir(parents=True)
    env = os.environ | SETTINGS | {"STATE_DIR": str(state)}
    command = [sys.executable, "-m", "tests.bench.pages", str(size)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, check=True)
    shutil.rmtree(state)
    return json.loads(done.stdout)


def print_growth(rows: list[dict[str, float]]) -> None:
    print("\nCold answers, CPU ms (× the smallest size)")
    print(f"{'':22}" + "".join(f"{row['total']:>18,}" for row in rows))
    for name in rows[0]:
        if name in {"total", "publish"}:
            continue
        cells = (f"{row[name]:8.1f} ({row[name] / rows[0][name]:4.1f} ×)" for row in rows)
        print(f"{name:22}" + "".join(f"{cell:>18}" for cell in cells))
    rates = "".join(f"{row['publish']:>18,.0f}" for row in rows)
    print(f"{'published a CPU s':22}{rates}")


def print_serving(folder: Path) -> None:
    portal = Portal.make(folder / "portal", None)
    started = time.monotonic()
    portal.start()
    try:
        print(f"Start to first answer: {time.monotonic() - started:.1f} s")
        print(f"Idle worker: {max(worker_megabytes(portal)):.0f} MB")
        for path in ("/", "/districts/xuhui/", "/reports/2023/", "/initiatives/"):
            print(f"Weight of {path}: {serving.weight(portal, path):.1f} KB with CSS and JS, compressed")
        if shutil.which("wrk") is None:
            print("wrk is not installed: no throughput (Debian: apt-get install wrk)")
            return
        for what, against, ratio in serving.compare(portal, folder):
            print(f"{what:28} {ratio:6.2f} × {against}")
    finally:
        portal.stop()


def worker_megabytes(portal: Portal) -> list[float]:
    """Return the resident memory of the server's worker processes."""
    children = subprocess.run(
        ["pgrep", "-P", str(portal.process.pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in children]
    return [count * 4 / 1024 for count in pages]


if __name__ == "__main__":
    main()
