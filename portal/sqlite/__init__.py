"""The SQLite profile: a database backend that queues its writers and never loses an acknowledged one.

``base`` is the module name Django looks for in a backend, ``engine`` knows which SQLite releases are safe
in WAL mode, ``queue`` is the lock the writers line up at. Why: docs/decisions/0003-sqlite-profile.md.
"""
