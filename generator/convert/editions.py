"""Editions from their tags: `zh-TW` in, script, region, label and quotation marks out.

A Chinese tag without a script takes that of its region: zh-HK is Traditional, plain zh Simplified.
"""

from __future__ import annotations

import re
from typing import Literal

from generator.model import Edition

QUOTES = ("curly", "corner")

_CHINESE = frozenset({"zh", "cmn", "yue", "wuu", "hak", "nan", "gan", "hsn", "lzh"})
_TRADITIONAL_LANGUAGES = frozenset({"yue", "nan", "hak", "lzh"})
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})"
    r"(?P<extended>(?:-[a-z]{3}){0,3})"
    r"(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?)",
    re.IGNORECASE | re.ASCII,
)

# As readers of each place name them; what is not here is asked of Babel.
_LABELS = {
    "zh": "简体",
    "zh-Hans": "简体",
    "zh-Hant": "繁體",
    "zh-CN": "简体（中国大陆）",
    "zh-SG": "简体（新加坡）",
    "zh-MY": "简体（马来西亚）",
    "zh-TW": "繁體（台灣）",
    "zh-HK": "繁體（香港）",
    "zh-MO": "繁體（澳門）",
    "en": "English",
}


def edition_for(tag: str, quotes: str | None = None) -> Edition:
    """The edition a BCP 47 tag means. Raises ValueError with a sentence for the editor."""
    match = _TAG.fullmatch(tag)
    if match is None:
        raise ValueError(_malformed(tag))
    if quotes is not None and quotes not in QUOTES:
        raise ValueError(f"quotation marks `{quotes}` are not known; write curly or corner")
    language = match["language"].lower()
    written = (match["script"] or "").title()
    region = match["region"].upper() if match["region"] else None
    canonical = "-".join(
        part for part in (language, match["extended"].lower().lstrip("-"), written, region) if part
    )
    canonical += match["rest"].lower()
    script = _script(language, written, region)
    if quotes is None:
        quotes = "corner" if script == "Hant" else "curly"
    return Edition(
        tag=canonical,
        label=_label(canonical, script, region),
        script=script,
        region=region,
        quotes=quotes,
    )


def script_of(tag: str) -> Literal["Hans", "Hant"] | None:
    """The Chinese script a tag means; None for other languages and for what is no tag."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    region = match["region"].upper() if match["region"] else None
    return _script(match["language"].lower(), (match["script"] or "").title(), region)


def _script(language: str, written: str, region: str | None) -> Literal["Hans", "Hant"] | None:
    if language not in _CHINESE:
        return None
    if written == "Hans":
        return "Hans"
    if written == "Hant":
        return "Hant"
    if written and written not in ("Hani", "Han"):
        return None  # zh-Latn is pinyin
    if region in _TRADITIONAL_REGIONS or (region is None and language in _TRADITIONAL_LANGUAGES):
        return "Hant"
    return "Hans"


def _label(tag: str, script: str | None, region: str | None) -> str:
    # zh-Hant-TW and zh-TW are the same to a reader.
    for key in (tag, f"zh-{region}" if script else "", f"zh-{script}" if script else ""):
        label = _LABELS.get(key)
        if label is not None and (key == tag or script_of(key) == script):
            return label
    from babel import Locale, UnknownLocaleError  # only for languages without a label above

    try:
        name = Locale.parse(tag, sep="-").display_name
    except (ValueError, UnknownLocaleError):
        name = None
    return name or tag


def _malformed(tag: str) -> str:
    if not tag.strip():
        return "an edition has no tag; write one such as zh-Hans, zh-Hant or en"
    mended = tag.strip().replace("_", "-").split(".")[0]
    if mended != tag and _TAG.fullmatch(mended):
        return f"`{tag}` is not a language tag; write {edition_for(mended).tag}"
    return f"`{tag}` is not a language tag; write one such as zh-Hans, zh-Hant, zh-TW or en"
