"""The foundation of the API, shared by the ``api`` module of every app: it imports no app."""
