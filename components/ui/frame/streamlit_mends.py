"""What is set otherwise in Streamlit itself, by the names that its pinned version has inside; each has a test."""

from __future__ import annotations

import hashlib

from streamlit.runtime import memory_media_file_storage
from streamlit.runtime.state import query_params


def mend_streamlit() -> None:
    """Name downloads by the whole of their content, and keep the words of a long address."""
    memory_media_file_storage._calculate_file_id = name_file
    # Of an address with over 1,000 words Streamlit would read none, not even the city. Its limit of letters stays.
    query_params.CLIENT_STATE_QUERY_STRING_MAX_FIELDS = query_params.CLIENT_STATE_QUERY_STRING_MAX_LENGTH


def name_file(data: bytes, mimetype: str, filename: str | None = None) -> str:
    """Name a file by all that is in it, and give the name: two that differ in one letter have two addresses.

    Streamlit looks at three samples of a file over 1 MiB, so one visitor could get another's.
    """
    name = hashlib.sha256()
    for part in (mimetype.encode(), (filename or "").encode(), data):
        name.update(f"{len(part)}:".encode() + part)
    return name.hexdigest()
