"""Run in a process of its own per size: fill a scratch database, time each page, print one line of JSON.

Times are CPU milliseconds of one answer from Django, without the front layer: the median of several.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from urllib.parse import quote

import django
from django.core.management import call_command

REPEATS = 15
DEEP = 1_000
"""How many pages of 20 rows a reader who pages on and on has turned."""


def main(total: int) -> None:
    django.setup()
    from tests.bench.growth import grow

    call_command("migrate", verbosity=0)
    rate = grow(total)
    print(json.dumps({"total": total, "publish": rate, **measure(total)}))


def measure(total: int) -> dict[str, float]:
    from portal.wsgi import application

    # The front layer holds Django's own application.
    ask = asker(application.application)
    found = {name: median(lambda path=path: ask(path)) for name, path in addresses(total).items()}
    found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def addresses(total: int) -> dict[str, str]:
    return {
        "home": "/",
        "districts": "/districts/",
        "district": "/districts/district-3/",
        "district-year": "/districts/district-3/2023/",
        "zone": "/zones/zone-3/",
        "report": "/reports/2023/",
        "list": "/initiatives/",
        "list filtered": "/initiatives/?zone=zone-3",
        "list page 1,000": f"/initiatives/?cursor={deep_cursor(total)}",
        "search": f"/search/?q={quote('概念验证中心')}",
        "API list of 100": "/api/v1/initiatives/",
        "API list of 20, a zone": "/api/v1/initiatives/?zone=zone-3&page_size=20",
    }


def deep_cursor(total: int) -> str:
    """Return the cursor a reader holds after many pages, or near the end where there are not so many."""
    from initiatives.models import Initiative
    from portal.web.cursors import Position

    rows = Initiative.objects.current().counted().in_reading_order()
    row = rows[min(DEEP * 20, rows.count() - 21)]
    return Position(("newest_first", "uid"), row.newest_first, row.uid).encode()


def asker(application: Callable) -> Callable[[str], bytes]:
    def ask(path: str) -> bytes:
        path, _, query = path.partition("?")
        statuses: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        answer = application(environ, lambda status, headers, info=None: statuses.append(status))
        body = b"".join(answer)
        answer.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{path}?{query}: {statuses}")
        return body

    return ask


def median(action: Callable[[], object]) -> float:
    action()
    times = []
    for _ in range(REPEATS):
        started = time.process_time()
        action()
        times.append((time.process_time() - started) * 1_000)
    return statistics.median(times)


if __name__ == "__main__":
    main(int(sys.argv[1]))
