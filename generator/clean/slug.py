"""An address for an article: ASCII, lower case, at most 80 characters, the same in every edition.

What an editor wrote comes first, then the front matter, then the file's name; Chinese is spelt in
pinyin.
"""

from __future__ import annotations

import re
import unicodedata

from generator.clean.characters import HAN_CHARACTER, fold

_LONGEST = 80
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_OTHER = re.compile(r"[^a-z0-9]+")


def slug_of(words: str) -> str:
    """May be empty where `words` hold nothing that can be spelt."""
    if HAN_CHARACTER.search(words):
        from pypinyin import lazy_pinyin  # reads a large dictionary: only for Chinese names

        words = " ".join(lazy_pinyin(fold(words), errors=lambda rest: f" {rest} "))
    ascii_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    slug = _OTHER.sub("-", ascii_words.lower()).strip("-")
    if is_device(slug):
        return f"{slug}-page"
    if len(slug) <= _LONGEST:
        return slug
    cut = slug[: _LONGEST + 1].rsplit("-", 1)[0]
    return cut if len(cut) >= _LONGEST // 2 else slug[:_LONGEST].strip("-")


def is_device(name: str) -> bool:
    """Whether Windows keeps this name for itself: no file and no folder can have it there."""
    return _DEVICES.fullmatch(name.partition(".")[0].lower()) is not None
