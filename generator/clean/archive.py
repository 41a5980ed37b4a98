"""A page that a browser saved as one file (.mht, .mhtml): a mail with the page and its pictures.

Bytes come in, the page as the browser had received it goes out, with its address. Told by its
contents: such a file may end in `.html` or `.txt`.
"""

from __future__ import annotations

import email
import email.policy
import re
from typing import NamedTuple

_HEAD = 4000
_HEADER = re.compile(rb"\s*[A-Za-z][A-Za-z-]+:[ \t]")  # the first line of a mail, not of an article
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class SavedPage(NamedTuple):
    data: bytes
    address: str | None


def is_archive(data: bytes) -> bool:
    head = data[:_HEAD].lower()
    return bool(_HEADER.match(head)) and b"multipart/related" in head and b"mime-version" in head


def page_in(data: bytes) -> SavedPage | None:
    """None where the archive holds no page."""
    try:
        return _page_in(data)
    except Exception:  # the library names no common error for broken headers
        return None


def _page_in(data: bytes) -> SavedPage | None:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location"))
            if isinstance(payload, bytes) and payload.strip():
                return SavedPage(payload, address if _ADDRESS.match(address) else None)
    return None
