"""What Django answered, and the form in which a published answer leaves."""

from collections.abc import Callable, Iterable
from typing import Any

from portal.web.encodings import SMALLEST_WORTH_IT, encode, is_compressible
from portal.web.entity_tags import entity_tag, matches
from portal.web.published import MARK

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Headers that speak to one caller and are not repeated to the next.
PER_CALLER = frozenset({"ratelimit", "x-request-id", "server-timing", "date"})
REPLACED = frozenset({"cache-control", "content-encoding", "content-length", "etag", "vary", MARK.lower()})
NOT_IN_304 = frozenset({"content-type", "content-language", "content-disposition"})
UNSHARED = ("private", "no-store", "no-cache")


class Answer:
    """What Django answered, before it is decided how it leaves."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.status = ""
        self.headers: Headers = []
        self.body = application(environ, self._start_response)

    def _start_response(self, status: str, headers: Headers, exc_info: object = None) -> None:
        self.status, self.headers = status, headers

    def header(self, name: str) -> str:
        """All values of a header, joined by commas; empty when it is not there."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def is_published(self) -> bool:
        """Whether a view marked it, and it is a whole answer that may be compressed and compared."""
        is_whole = not getattr(self.body, "streaming", not isinstance(self.body, list | tuple))
        is_plain = self.status.startswith("200 ") and not self.header("content-encoding")
        return is_whole and is_plain and bool(self.header(MARK.lower()))

    @property
    def varies_on(self) -> set[str]:
        return {name.strip().lower() for name in self.header("vary").split(",") if name.strip()}

    @property
    def is_for_everybody(self) -> bool:
        """Whether nothing in it is meant for one caller alone."""
        cache_control = self.header("cache-control").lower()
        is_private = any(word in cache_control for word in UNSHARED)
        return not is_private and not self.header("set-cookie")

    def read(self) -> bytes:
        try:
            return b"".join(self.body)
        finally:
            self.close()

    def close(self) -> None:
        if close := getattr(self.body, "close", None):
            close()

    def pass_on(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, [pair for pair in self.headers if pair[0].lower() != MARK.lower()])
        return self.body


class Page:
    """A published answer in one encoding, ready to be sent any number of times."""

    __slots__ = ("body", "headers", "not_modified", "size", "tag")

    def __init__(self, answer: Answer, content: bytes, encoding: str, cache_control: str) -> None:
        kept = [pair for pair in answer.headers if pair[0].lower() not in REPLACED]
        content_type = answer.header("content-type")
        if len(content) < SMALLEST_WORTH_IT or not is_compressible(content_type):
            encoding = "identity"
        self.body = encode(content, encoding)
        self.tag = entity_tag(content, content_type, encoding)
        varies_on = "Accept, Accept-Encoding" if "accept" in answer.varies_on else "Accept-Encoding"
        common = [("ETag", self.tag), ("Cache-Control", cache_control), ("Vary", varies_on)]
        self.not_modified = [pair for pair in kept if pair[0].lower() not in NOT_IN_304] + common
        self.headers = kept + common + [("Content-Length", str(len(self.body)))]
        if encoding != "identity":
            self.headers.append(("Content-Encoding", encoding))
        self.size = len(self.body) + 2 * sum(len(name) + len(value) for name, value in self.headers)

    def for_everybody(self) -> "Page":
        """Take out what was meant for the caller it was made for."""
        self.headers = [pair for pair in self.headers if pair[0].lower() not in PER_CALLER]
        self.not_modified = [pair for pair in self.not_modified if pair[0].lower() not in PER_CALLER]
        return self

    def send(self, environ: Environ, start_response: StartResponse) -> list[bytes]:
        # Servers may add to the list they are given, so each caller gets a copy.
        if_none_match = environ.get("HTTP_IF_NONE_MATCH")
        if if_none_match is not None and matches(if_none_match, self.tag):
            start_response("304 Not Modified", self.not_modified.copy())
            return []
        start_response("200 OK", self.headers.copy())
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]
