"""A file name that is safe on every system, from whatever a stranger called it."""

from __future__ import annotations

import re
import unicodedata

from generator.bring.feeds import items_of
from generator.clean.documents import open_document
from generator.clean.slug import is_device
from generator.problems import SourceError
from generator.read.folder import SOURCE_ENDINGS

_LONGEST = 60  # characters of the stem; three bytes each and an ending stay below 255
_NOT_IN_NAMES = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+'
)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|div|p|article|section)\b", re.IGNORECASE)


def safe_name(name: str, data: bytes) -> str:
    """Its ending is one that is read; where it has none, the contents say which."""
    words = unicodedata.normalize("NFC", name)
    words = words.encode("utf-8", "replace").decode("utf-8")  # bytes that were no UTF-8
    stem, dot, ending = words.rpartition(".")
    if not dot or f".{ending.lower()}" not in SOURCE_ENDINGS:
        stem, ending = words, _ending(data)
    stem = _NOT_IN_NAMES.sub("-", stem)
    stem = re.sub(r"\s+", " ", stem).strip(" .-")[:_LONGEST].strip(" .-")
    stem = stem.removesuffix(".edit")
    if is_device(stem):
        stem = f"{stem}-article"
    return f"{stem or 'article'}.{ending.lower()}"


def free_name(name: str, taken: set[str]) -> str:
    """Another stem where one is taken, whatever its ending: two sources share no sidecar."""
    stem, _, ending = name.rpartition(".")
    stems = {one.rsplit(".", 1)[0].removesuffix(".edit").lower() for one in taken}
    number, free = 1, stem
    while free.lower() in stems:
        number += 1
        free = f"{stem}-{number}"
    return f"{free}.{ending}"


def _ending(data: bytes) -> str:
    try:
        document = open_document(data, "")
    except SourceError:
        return "pdf" if data.startswith(b"%PDF") else "docx"
    if document is not None:
        return document.format
    if items_of(data):
        return "xml"
    return "html" if _HTML.search(data[:20_000]) else "txt"
