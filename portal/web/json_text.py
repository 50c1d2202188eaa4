"""JSON as the API writes it."""

import json
from json.encoder import encode_basestring
from typing import Any


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def string(text: str) -> str:
    """Return one string as JSON: ``compact`` without the way round, for places that write hundreds."""
    return encode_basestring(text)
