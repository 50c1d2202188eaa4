"""The queue of writers: one file lock, taken before SQLite's own write lock is asked for.

SQLite's busy handler sleeps and retries, so under load a writer can be passed over until its timeout ends.
Waiting in ``flock`` instead wakes the waiters when the lock is free. The lock is a matter of manners, not of
safety: SQLite still guards the data should a foreign program write without queueing.
"""

import fcntl
import os
import threading
from sqlite3 import OperationalError

WAIT_SECONDS = 60


class WriteQueue:
    """The place in the queue of one connection; ``enter`` and ``leave`` may be repeated.

    The lock file is opened for each turn: a lock belongs to the open file, so threads queue like processes
    do, and a child process forked between two turns inherits nothing.
    """

    def __init__(self, path: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        self.path = path
        self.wait_seconds = wait_seconds
        self._file: int | None = None
        self._pid = 0

    @property
    def is_held(self) -> bool:
        return self._file is not None and self._pid == os.getpid()

    def enter(self) -> None:
        """Wait for the turn. Raises sqlite3.OperationalError after ``wait_seconds``."""
        if self.is_held:
            return
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _Waiter(file).wait(self.wait_seconds)
        self._file, self._pid = file, os.getpid()

    def leave(self) -> None:
        """Give the turn to the next writer."""
        file = self._file
        if file is None or not self.is_held:
            return
        self._file = None
        # Unlocked by hand: a child forked during the turn still holds the same open file.
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)


class _Waiter:
    """A blocking ``flock`` with a time limit, which the system call itself does not offer."""

    def __init__(self, file: int) -> None:
        self._file = file
        self._guard = threading.Lock()
        self._is_abandoned = False
        self._got_it = threading.Event()

    def wait(self, seconds: float) -> None:
        threading.Thread(target=self._block, daemon=True).start()
        if self._got_it.wait(seconds):
            return
        with self._guard:
            if not self._got_it.is_set():
                self._is_abandoned = True
                raise OperationalError("database is locked: waited too long for the write queue")

    def _block(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._guard:
            if self._is_abandoned:
                os.close(self._file)
            else:
                self._got_it.set()
