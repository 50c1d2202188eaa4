"""The WSGI application: ``granian --interface wsgi portal.wsgi:application``."""

import os
from functools import lru_cache

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http.request import split_domain_port, validate_host

from portal.front import FrontLayer
from portal.version import committed

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


@lru_cache(maxsize=256)
def is_known_host(host: str) -> bool:
    """Return whether Django would answer a request that carries this Host header."""
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
