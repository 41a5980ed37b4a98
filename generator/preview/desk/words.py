"""The words of the desk in its three languages, over the words that the site's pages use."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator.convert.editions import edition_for
from generator.read.folder import read_catalogues
from generator.render.catalogue import Catalogue, catalogue

FOLDER = Path(__file__).parent
LANGUAGES = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
"""Segment of the address → tag."""


@lru_cache(maxsize=len(LANGUAGES))
def words(segment: str) -> Catalogue:
    tag = LANGUAGES[segment]
    edition = edition_for(tag)
    shared = {asset.path.removesuffix(".po"): asset.data for asset in read_catalogues()}
    file = FOLDER / "locale" / f"{tag}.po"
    own = {tag: file.read_bytes()} if file.exists() else {}
    base = catalogue(edition, shared)
    return replace(base, messages={**base.messages, **catalogue(edition, own).messages})
