"""Which journal mode the linked SQLite engine may use."""

# WAL can lose committed pages when a checkpoint resets the log, until these releases of each branch.
FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}
FIXED_SINCE = (3, 51, 3)


def is_wal_safe(version: tuple[int, int, int]) -> bool:
    """Return whether SQLite ``version`` carries the fix of the WAL-reset bug."""
    major, minor, patch = version
    backport = FIXED_BRANCHES.get((major, minor))
    return version >= FIXED_SINCE or (backport is not None and patch >= backport)


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal mode to run ``version`` in, spelled as SQLite reports it."""
    return "wal" if is_wal_safe(version) else "delete"
