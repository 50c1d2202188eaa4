"""Reading the environment: a value, or a file that holds it, as container secrets are mounted."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def env(name: str, default: str | None = None) -> str:
    """Return ``NAME``, else the contents of the file ``NAME_FILE`` names, else ``default``.

    Raises ImproperlyConfigured when there is none of the three.
    """
    if name in os.environ:
        return os.environ[name]
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if default is None:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE to a file that holds it.")
    return default


def flag(name: str) -> bool:
    """Return whether ``NAME`` is set to 1, true, yes or on. Unset means no."""
    return env(name, "").lower() in {"1", "true", "yes", "on"}
