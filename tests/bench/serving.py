"""Throughput over HTTP on the demonstration content, as ratios to a bare Django view and to nginx."""

import gzip
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

from tests.servers import ROOT, Portal, free_port

SECONDS = 4
PAGES = {"district page": "/districts/xuhui/", "API list of 100": "/api/v1/initiatives/"}
GZIP = "Accept-Encoding: gzip"
NGINX = """
daemon off; pid {folder}/nginx.pid; error_log stderr crit; worker_processes 2; events {{ }}
http {{ access_log off; types {{ text/html html; }} client_body_temp_path {folder}; proxy_temp_path {folder};
fastcgi_temp_path {folder}; uwsgi_temp_path {folder}; scgi_temp_path {folder};
server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static on; keepalive_requests 1000000; }} }}
"""


def fetch(url: str, **headers: str) -> tuple[bytes, Message]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:  # noqa: S310 - ours
        return answer.read(), answer.headers


def rate(url: str, *headers: str) -> float:
    """Return requests a second, from 16 connections. Raises RuntimeError when any failed."""
    options = [word for header in headers for word in ("-H", header)]
    wrk = ["wrk", "-t2", "-c16", f"-d{SECONDS}s", *options, url]
    printed = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout
    if "Socket errors" in printed:
        raise RuntimeError(printed)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed).group(1))


@contextmanager
def running(command: list[str | Path], url: str, **env: str) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                fetch(url)
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def bare_django(folder: Path, name: str) -> Iterator[str]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/{name}"
    layout = ["--interface=wsgi", "--workers=2", "--blocking-threads=1", "--log-level=error"]
    program = Path(sys.executable).with_name("granian")
    command = [program, *layout, f"--port={port}", "tests.bench.bare:application"]
    with running(command, url, BARE_BODIES=str(folder)):
        yield url


@contextmanager
def nginx(folder: Path, name: str) -> Iterator[str]:
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    folder.chmod(0o755)
    url = f"http://127.0.0.1:{port}/{name}"
    with running(["nginx", "-c", folder / "nginx.conf"], url):
        yield url


def compare(portal: Portal, folder: Path) -> Iterator[tuple[str, str, float]]:
    """Yield rows of what, against what, ratio; wrk must be installed."""
    for what, path in PAGES.items():
        body, _ = fetch(portal.url + path)
        name = what.replace(" ", "-") + ".html"
        (folder / name).write_bytes(body)
        (folder / (name + ".gz")).write_bytes(gzip.compress(body, 9))
        kept = rate(portal.url + path, GZIP)
        _, zipped = fetch(portal.url + path, **{"Accept-Encoding": "gzip"})
        not_modified = rate(portal.url + path, GZIP, f"If-None-Match: {zipped['ETag']}")
        plain = rate(portal.url + path)
        cold = rate(portal.url + path, "Cookie: any=1")
        with bare_django(folder, name) as url:
            bare = rate(url)
        yield f"{what}, kept, gzip", "bare Django view", kept / bare
        yield f"{what}, kept, identity", "bare Django view", plain / bare
        yield f"{what}, 304", "bare Django view", not_modified / bare
        yield f"{what}, cold", "bare Django view", cold / bare
        yield f"{what}, 304", "kept, gzip", not_modified / kept
        if shutil.which("nginx"):
            with nginx(folder, name) as url:
                static = rate(url, GZIP)
            yield f"{what}, kept, gzip", "nginx gzip_static", kept / static
    static_file = re.search(rb'href="(/static/[^"]+\.css)"', fetch(portal.url + "/")[0]).group(1).decode()
    yield (
        "district page, kept, gzip",
        "static file",
        rate(portal.url + PAGES["district page"], GZIP) / rate(portal.url + static_file, GZIP),
    )


def weight(portal: Portal, path: str) -> float:
    """Return the kilobytes of a page with its stylesheet and scripts, as sent compressed."""
    page, _ = fetch(portal.url + path)
    parts = {path, *re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.decode())}
    encoded = {"Accept-Encoding": "br"}
    return sum(len(fetch(portal.url + part, **encoded)[0]) for part in parts) / 1024
