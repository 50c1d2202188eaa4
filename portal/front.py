"""The layer in front of Django: published answers from memory, everything else to Django.

A request is known by its key: the content version, the path, the query, the encoding and, under ``/api/``,
the asked format. When it has to be asked of Django, Django is shown a request that holds the key and nothing
else a caller can choose, so no header can change what the next caller gets. Only answers of status 200 that
a view marked as published output are kept (``portal.web.published``); see docs/decisions/0002-front-layer.md.

What is not here: the content version (``initiatives.watch``) and the header set (``portal.middleware``).
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from portal.web.answers import Answer, Application, Environ, Page, StartResponse
from portal.web.byte_store import ByteStore
from portal.web.encodings import preferred
from portal.web.paths import is_api

MEBIBYTE = 2**20
READS = frozenset({"GET", "HEAD"})
PRIVATE_PATHS = ("/admin", "/static/", "/media/", "/healthz", "/readyz", "/metrics")
LONGEST_QUERY = 2048
LONGEST_ACCEPT = 256
# Accept headers that get the same answer: whoever names no format is given JSON.
SAME_FORMAT = {"": "application/json", "*/*": "application/json"}
# All of a caller's headers that Django sees when the answer may be kept: they serve limits and logs.
SHOWN_TO_DJANGO = frozenset({"HTTP_X_FORWARDED_FOR", "HTTP_X_REQUEST_ID"})
PRIVATE = "private, no-store"

Key = tuple[str, str, str, str, str]
"""Content version, path, query, encoding, and under ``/api/`` the asked format."""


class FrontLayer:
    """WSGI application around Django's.

    ``version_source`` returns the content version, or None when it cannot be read: then Django answers.
    ``origin`` is the site's own origin; ``is_known_host`` says whether a Host header may be answered at all.
    ``shared_seconds`` is how long a shared cache may answer without asking; 0 shows every publish at once.
    """

    def __init__(
        self,
        application: Application,
        version_source: Callable[[], str | None],
        *,
        origin: str,
        is_known_host: Callable[[str], bool],
        max_bytes: int = 64 * MEBIBYTE,
        shared_seconds: int = 0,
    ) -> None:
        self.application = application
        self.version_source = version_source
        self.scheme, self.host = urlsplit(origin)[:2]
        self.is_known_host = is_known_host
        self.public = f"public, max-age=0, s-maxage={shared_seconds}, must-revalidate"
        self._version: str | None = None
        # Two halves: what callers make up can push out one another, but never a page.
        self._pages: ByteStore[Page] = ByteStore(max_bytes // 2)
        self._queried: ByteStore[Page] = ByteStore(max_bytes - max_bytes // 2)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._ask(environ, start_response)
        pages = self._queried if is_made_up(key) else self._pages
        page = pages.get(key)
        if page is not None:
            return page.send(environ, start_response)
        return self._ask_and_keep(environ, start_response, key, pages)

    def _key(self, environ: Environ) -> Key | None:
        """Return what the request is known by, or None where the layer cannot be sure of it."""
        path = environ.get("PATH_INFO", "")
        if not is_public_read(environ, path) or not self.is_known_host(environ.get("HTTP_HOST", "")):
            return None
        query = environ.get("QUERY_STRING", "")
        accept = accepted_format(environ) if is_api(path) else ""
        if len(query) > LONGEST_QUERY or len(accept) > LONGEST_ACCEPT:
            return None
        version = self._current_version()
        if version is None:
            return None
        return version, path, in_order(query), preferred(environ.get("HTTP_ACCEPT_ENCODING", "")), accept

    def _current_version(self) -> str | None:
        version = self.version_source()
        if version != self._version and version is not None:
            # Two threads may read different versions around a commit. The key holds the version, so what
            # one of them clears or puts too late is never served under the other's.
            self._version = version
            self._pages.clear()
            self._queried.clear()
        return version

    def _ask(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer a request that is not to be kept."""
        answer = Answer(self.application, environ)
        if environ["REQUEST_METHOD"] not in READS or not answer.is_published:
            return answer.pass_on(start_response)
        is_shared = not is_personal(environ) and may_be_shared(answer, environ)
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", ""))
        page = Page(answer, answer.read(), encoding, self.public if is_shared else PRIVATE)
        return page.send(environ, start_response)

    def _ask_and_keep(
        self, environ: Environ, start_response: StartResponse, key: Key, pages: ByteStore[Page]
    ) -> Iterable[bytes]:
        answer = Answer(self.application, self._anonymous(environ))
        if not answer.is_published:
            return answer.pass_on(start_response)
        is_shared = may_be_shared(answer, environ)
        page = Page(answer, answer.read(), key[3], self.public if is_shared else PRIVATE)
        sent = page.send(environ, start_response)
        if is_shared and key[0] == self._version:
            pages.put(key, page.for_everybody())
        return sent

    def _anonymous(self, environ: Environ) -> Environ:
        """Return the request with nothing of its caller but what the key holds.

        HEAD is asked as GET: the answer is the same, and the length and the tag come from its body.
        """
        shown = {
            name: value
            for name, value in environ.items()
            if not name.startswith("HTTP_") or name in SHOWN_TO_DJANGO
        }
        if is_api(environ["PATH_INFO"]):
            shown["HTTP_ACCEPT"] = accepted_format(environ)
        return shown | {"REQUEST_METHOD": "GET", "HTTP_HOST": self.host, "wsgi.url_scheme": self.scheme}


def is_made_up(key: Key) -> bool:
    """Return whether there is no end of such keys: those with a query, or a format of the caller's own."""
    _, _, query, _, accept = key
    return bool(query) or accept not in ("", *SAME_FORMAT.values())


def is_personal(environ: Environ) -> bool:
    """Return whether the request carries anything that could name its caller."""
    return "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ or "HTTP_X_API_KEY" in environ


def is_public_read(environ: Environ, path: str) -> bool:
    """Return whether this is a plain, anonymous GET or HEAD of a path that may hold published output."""
    if environ["REQUEST_METHOD"] not in READS or is_personal(environ) or environ.get("SCRIPT_NAME"):
        return False
    has_body = environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ
    return path.startswith("/") and not path.startswith(PRIVATE_PATHS) and not has_body


def may_be_shared(answer: Answer, environ: Environ) -> bool:
    """Return whether other callers may get this answer: it says so, and varies on nothing the key lacks."""
    in_key = {"accept-encoding", "accept"} if is_api(environ["PATH_INFO"]) else {"accept-encoding"}
    return answer.is_for_everybody and answer.varies_on <= in_key


def accepted_format(environ: Environ) -> str:
    accept = environ.get("HTTP_ACCEPT", "").strip().lower()
    return SAME_FORMAT.get(accept, accept)


def in_order(query: str) -> str:
    """Return the query with its parameters sorted by name where that cannot change its meaning.

    Repeated names keep their order. A name with an escape in it could be a repeated one in disguise, so such
    a query stays as it is.
    """
    if "&" not in query:
        return query
    parts = query.split("&")
    names = [part.partition("=")[0] for part in parts]
    if any("%" in name or "+" in name for name in names):
        return query
    return "&".join(part for _, part in sorted(zip(names, parts, strict=True), key=lambda pair: pair[0]))
