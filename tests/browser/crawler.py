"""Follows links over HTTP, so that a test can say what a reader may reach and where a link leads nowhere."""

import http.client
import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

# Fifteen times as fast as parsing, and enough: every attribute of the pages is quoted.
ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')


@dataclass
class Page:
    """What was answered at an address. Only HTML has ids and links; a link is (path and query, fragment)."""

    status: int
    sets_cookie: bool
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


class Crawler:
    """Visits each address without a query, and of those with one the first of each form.

    A form is the path and the names of the parameters: filters combine without end, and a page with another
    value is made by the same code.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=30)
        self.pages: dict[str, Page] = {}
        self._forms: set[tuple[str, ...]] = set()

    def walk(self, start: str) -> set[str]:
        """Return the addresses reached from ``start`` in its language, which are those it visits."""
        is_english = start.startswith("/en/")
        reached, queue = set(), deque([start])
        while queue:
            address = queue.popleft()
            if address in reached or (address.startswith("/en/") != is_english and not is_shared(address)):
                continue
            if address not in self.pages and not self._is_new_form(address):
                continue
            reached.add(address)
            queue.extend(link for link, _ in self.visit(address).links)
        return reached

    def visit(self, address: str) -> Page:
        if address not in self.pages:
            self.connection.request("GET", address)
            response = self.connection.getresponse()
            body = response.read()
            page = Page(response.status, response.getheader("Set-Cookie") is not None)
            if response.getheader("Content-Type", "").startswith("text/html"):
                self._read(page, address, body.decode())
            self.pages[address] = page
        return self.pages[address]

    def _is_new_form(self, address: str) -> bool:
        parts = urlsplit(address)
        form = (parts.path, *sorted(name for name, _ in parse_qsl(parts.query, keep_blank_values=True)))
        is_new = form not in self._forms or not parts.query
        self._forms.add(form)
        return is_new

    def _read(self, page: Page, address: str, text: str) -> None:
        for name, value in ATTRIBUTE.findall(text):
            if name == "id":
                page.ids.append(value)
            else:
                self._follow(page, urljoin(self.origin + address, unescape(value)))

    def _follow(self, page: Page, address: str) -> None:
        link, fragment = urldefrag(address)
        if link.startswith(self.origin + "/"):
            page.links.append((link.removeprefix(self.origin), fragment))
        elif not link.startswith("mailto:"):
            page.foreign.append(address)


def is_shared(address: str) -> bool:
    """The API and the static files have one address for both languages."""
    return address.startswith(("/api/v1/", "/static/"))
