"""A zip archive read with care: its directory is checked first, and every byte unpacked is counted."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .refusals import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, Refusal

_CHUNK = 64 * 1024
_ENCRYPTED = 0x1
_SMALL = 1024 * 1024
"""Below this size a high ratio harms nobody: an empty document of many equal rows reaches it."""


class Archive:
    """The members of a zip archive. Raises Refusal.

    ``zipfile`` raises NotImplementedError for a compression or a format version it does not know.
    """

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(raw))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refusal("broken") from error
        self._unpacked = 0
        self._members = self._checked(self._zip.infolist(), len(raw))

    @staticmethod
    def _checked(members: list[ZipInfo], packed: int) -> dict[str, ZipInfo]:
        if len(members) > MAX_MEMBERS:
            raise Refusal("bomb")
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Refusal("encrypted")
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * packed):
            raise Refusal("bomb")
        named = {member.filename: member for member in members}
        if len(named) != len(members):
            raise Refusal("broken")
        return named

    @property
    def names(self) -> set[str]:
        return set(self._members)

    def read(self, name: str) -> bytes:
        """The member's bytes; what its header says about their number is not trusted."""
        member = self._members.get(name)
        if member is None:
            raise Refusal("broken")
        try:
            return self._counted(member)
        except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Refusal("broken") from error

    def _counted(self, member: ZipInfo) -> bytes:
        found = bytearray()
        with self._zip.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                found += chunk
                self._unpacked += len(chunk)
                is_swollen = len(found) > _SMALL and len(found) > MAX_RATIO * max(member.compress_size, 1)
                if self._unpacked > MAX_UNPACKED or is_swollen:
                    raise Refusal("bomb")
        return bytes(found)
