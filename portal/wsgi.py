"""The WSGI application: ``granian --interface wsgi portal.wsgi:application``."""

import os
from functools import lru_cache

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http.request import split_domain_port, validate_host

from initiatives.watch import committed
from portal.front import FrontLayer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


LONGEST_HOST = 260
"""Characters of a domain name and a port."""


def is_known_host(host: str) -> bool:
    """Return whether Django would answer a request that carries this Host header."""
    return len(host) <= LONGEST_HOST and is_valid_host(host)


@lru_cache(maxsize=256)
def is_valid_host(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


application = FrontLayer(
    get_wsgi_application(),
    committed,
    origin=settings.SITE_ORIGIN,
    is_known_host=is_known_host,
    max_bytes=settings.FRONT_LAYER_BYTES,
    shared_seconds=settings.SHARED_CACHE_SECONDS,
)
