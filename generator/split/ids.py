"""A passage's id: the same wherever, whenever and in whatever script its words are read.

Made from the folded text without spaces and punctuation, so that a straightened quotation mark
or a mended space keeps the decisions that hang on a passage, and a changed word does not.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

from generator.model import PassageId

_LENGTH = 10  # 50 bits: a collision among a million passages has a chance of 1 in 2,000


def passage_id(folded: str) -> PassageId:
    essence = "".join(filter(str.isalnum, folded)).lower()
    digest = hashlib.sha256((essence or folded).encode()).digest()
    letters = base64.b32encode(digest[:_LENGTH])[:_LENGTH].decode().lower()
    return PassageId("p" + letters)


def unique_ids(folded_texts: Iterable[str]) -> tuple[PassageId, ...]:
    """Ids of the passages of one article; words that stand in it again get `-2`, `-3` …"""
    seen: dict[PassageId, int] = {}
    ids = []
    for folded in folded_texts:
        identity = passage_id(folded)
        seen[identity] = seen.get(identity, 0) + 1
        count = seen[identity]
        ids.append(identity if count == 1 else PassageId(f"{identity}-{count}"))
    return tuple(ids)
