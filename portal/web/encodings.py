"""Content encodings: which one a caller wants, and the bytes in it."""

import gzip
from functools import lru_cache

import brotli

# Levels where a page of 50 KB costs about a millisecond; kept answers pay it once.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
SMALLEST_WORTH_IT = 256
LONGEST_HEADER = 256
COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/problem+json", "image/svg+xml")
COMPRESSIBLE_SUFFIXES = ("+json", "+xml", "-ndjson", "/javascript")


def preferred(accept_encoding: str) -> str:
    """Return ``br``, ``gzip`` or ``identity`` for an Accept-Encoding header; the smaller wins a tie.

    A caller that refuses everything gets ``identity``, which RFC 9110 allows, and so does one that sends
    more than any browser would: what is remembered must stay small.
    """
    return _preferred(accept_encoding) if len(accept_encoding) <= LONGEST_HEADER else "identity"


@lru_cache(maxsize=512)
def _preferred(accept_encoding: str) -> str:
    weights = dict(_weighed(part) for part in accept_encoding.lower().split(",") if part.strip())
    rest = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda name: weights.get(name, rest))
    weight = weights.get(best, rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else "identity"


def _weighed(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    key, _, value = parameter.partition("=")
    if key.strip() != "q":
        return name.strip(), 1.0
    try:
        return name.strip(), float(value)
    except ValueError:
        return name.strip(), 0.0


def is_compressible(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(COMPRESSIBLE) or kind.endswith(COMPRESSIBLE_SUFFIXES)


def encode(body: bytes, encoding: str) -> bytes:
    """Return ``body`` in ``encoding``; equal input gives equal output, with no time stamp inside."""
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return packed
    if encoding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body
