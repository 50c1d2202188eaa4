"""Which part of the site a path belongs to."""

API, API_DOCS = "/api/", "/api/docs/"


def is_api(path: str) -> bool:
    """Return whether the path answers programs. The API's documentation is a page like the others."""
    return path.startswith(API) and not f"{path}/".startswith(API_DOCS)
