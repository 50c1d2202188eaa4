"""Entity tags: one for each representation, made from its content alone."""

from hashlib import blake2b


def entity_tag(content: bytes, content_type: str, encoding: str) -> str:
    """Return the strong tag of ``content`` sent as ``content_type`` in ``encoding``.

    It says nothing of the caller, the time or the process, so every worker and every machine agrees on it.
    """
    digest = blake2b(content, digest_size=16, person=b"entity-tag")
    digest.update(content_type.encode())
    return f'"{digest.hexdigest()}-{encoding}"'


def matches(if_none_match: str, tag: str) -> bool:
    """Return whether an If-None-Match header names ``tag``, by weak comparison (RFC 9110, 13.1.2)."""
    if if_none_match == tag or if_none_match.strip() == "*":
        return True
    # Our tags hold no comma, so a foreign tag cut apart by this can never look like one of ours.
    return any(candidate.strip().removeprefix("W/") == tag for candidate in if_none_match.split(","))
