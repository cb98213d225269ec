"""XML that is read piece by piece, and measured before any of it is parsed."""

from __future__ import annotations

import functools
import io
from typing import IO

from components.files.file import TooLargeError
from components.inventory.text import LONGEST_CELL

_LONGEST_TEXT = 4 * LONGEST_CELL  # bytes without a tag


class DeclaredError(ValueError):
    """The XML has a document type. By that it could name other files or grow without end."""


class XmlStream(io.RawIOBase):
    """XML as it is unpacked, which raises where it holds too many tags, too long a text or a document type.

    The bytes are measured before they are parsed, so that nothing is built that is too large.
    """

    def __init__(self, stream: IO[bytes], tags: int) -> None:
        self.stream = stream
        self.most = self.left = tags
        self.run = 0
        self.end = b""

    def read(self, size: int = -1) -> bytes:
        """Unpack the next bytes, and give them: at most ``size``, or all for -1. Raises ``TooLargeError``."""
        if size < 0:
            return b"".join(iter(lambda: self.read(65_536), b""))
        chunk = self.stream.read(size)
        self.left -= chunk.count(b"<")
        if self.left < 0:
            raise TooLargeError(self.most, "parts")
        if self._declares(chunk):
            raise DeclaredError
        self.run = self.run + len(chunk) if b"<" not in chunk else len(chunk) - chunk.rfind(b"<")
        if self.run > _LONGEST_TEXT:
            raise TooLargeError(LONGEST_CELL, "characters in a cell")
        return chunk

    def _declares(self, chunk: bytes) -> bool:
        """Whether it begins a declaration, also where that began in the chunk before or is written as UTF-16."""
        text = self.end + chunk.replace(b"\0", b"")
        self.end = text[-len(b"<!DOCTYPE") :]
        return b"<!DOCTYPE" in text or b"<!ENTITY" in text

    def row_ends(self) -> None:
        """Begin to count tags again, as a new row begins and the last is no longer in memory."""
        self.left = self.most

    def close(self) -> None:
        """Close the part."""
        self.stream.close()
        super().close()


@functools.lru_cache(1_000)
def local(tag: str) -> str:
    """Take an element's name without its namespace, and give it: ``{http://…}node`` gives ``node``."""
    return tag.rpartition("}")[2]
