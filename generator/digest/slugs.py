"""ASCII addresses for topics: `5g` for 5G, `wu-lian-wang` for 物联网."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.clean.slug import is_device
from generator.convert.fold import fold
from generator.digest.terms import squeeze

_LONGEST_SLUG = 60


class Slugs:
    """Gives each topic an ASCII slug that no other has."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str | None, name: str) -> str:
        slug = wanted or slug_of(name)
        number = 2
        unique = slug
        while unique in self._taken:
            unique = f"{slug}-{number}"
            number += 1
        self._taken.add(unique)
        return unique


# Slugs by name: a process can be told what another found, for the dictionary of readings takes
# longer to load than all else that topics need.
_spelt: dict[str, str] = {}
_MOST = 10_000


def recall_spelt(slugs: Mapping[str, str]) -> None:
    """What `spelt` gave in a process with the same dictionary."""
    _spelt.update(slugs)


def spelt() -> dict[str, str]:
    return dict(_spelt)


def slug_of(name: str) -> str:
    """`5g` for 5G, `wu-lian-wang` for 物联网; never empty, at most sixty characters."""
    known = _spelt.get(name)
    if known is None:
        known = _slug_of(name)
        if len(_spelt) < _MOST:
            _spelt[name] = known
    return known


def _slug_of(name: str) -> str:
    from pypinyin import lazy_pinyin  # loaded when first needed: it reads a large dictionary

    words = lazy_pinyin(squeeze(fold(name)).text)  # what is not Han stays as it is
    text = "-".join(re.sub("[^a-z0-9]+", "-", word.lower()).strip("-") for word in words)
    slug = re.sub("-+", "-", text).strip("-")
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_SLUG]
    return f"{slug}-topic" if is_device(slug) else slug or "topic"
