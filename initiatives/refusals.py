"""Why the door stays shut. Each refusal leaves the record as it was."""


class PublishRefused(Exception):
    """The record would contradict itself."""


class UnfaithfulDocument(PublishRefused):
    """A quotation is not the slice of the text it claims to be, or a chapter has a gap."""


class UnknownReference(PublishRefused):
    """A document names a report, place or theme that does not exist."""


class LaterVersionScheduled(PublishRefused):
    """A version that takes effect later is already in the record."""


class NotPublished(PublishRefused):
    """There is no current version to withdraw."""
