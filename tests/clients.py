"""Django's test client under watch. Imported only when a test asks for it, after Django is set up."""

from django.test import Client
from zeal import zeal_context


class WatchfulClient(Client):
    """A client whose every request fails where the view loads related rows one by one."""

    def request(self, **request):
        with zeal_context():
            return super().request(**request)
