"""What the class names and ids of a page say of its elements: share bars, by-lines, titles.

A name comes in, what such an element holds goes out, or "". Not obvious: names are read by their
words (`postAuthor`, `post-author`), since every system of pages puts them together otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

# Words of class names and ids, and what such a container holds.
_HINTS = {
    word: hint
    for hint, words in {
        "caption": "caption figcaption picinfo imgdescr descr picdesc imgdesc tuzhu tupian",
        "navigation": "toc nav navbar navigation menu crumb crumbs breadcrumb breadcrumbs position "
        "location path pager pagination page prev next prenext pagenav topbar sitenav",
        "share": "share sharing bshare jiathis bdshare social sns like reward dashang",
        "related": "related relate recommend recommended more hot rank ranking sidebar aside "
        "sider xiangguan recommendation",
        "column": "column kicker eyebrow lanmu",
        "comment": "comment comments reply replies message pinglun disqus",
        "promotion": "ad ads adv advert advertisement promo promotion banner download appdown "
        "sponsor guanggao",
        "qr": "qr qrcode ewm erweima wechat appendqr qrbox",
        "copyright": "copyright copy footer foot bottom statement disclaimer declare",
        "tool": "tool tools toolbar fontsize print search login weather",
        "tags": "tag tags keywords",
    }.items()
    for word in words.split()
}
TAG_HINTS = {"nav": "navigation", "footer": "copyright", "aside": "related", "menu": "navigation"}
# What such a class or id says its few words are.
_ROLES = {
    word: role
    for role, words in {
        "author": "author authors writer byline zuozhe reporter authi poster penname nickname "
        "username userlink nick",
        "source": "source laiyuan origin copyfrom",
        "title": "title headline biaoti bt newstitle arttitle contitle subject",
        "credits": "meta info property pubinfo artinfo time date pubtime pubdate publish subinfo",
    }.items()
    for word in words.split()
}
LONGEST_ROLE = {"site": 60, "author": 40, "source": 40, "title": 80, "credits": 150}
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@lru_cache(maxsize=4096)
def hint_named(name: str) -> str:
    words = [word.lower() for word in _NAME_WORD.findall(name)]
    return next((_HINTS[word] for word in words if word in _HINTS), "")


def role_of(attributes: Mapping[str, str | None]) -> str:
    if not attributes:
        return ""
    name = " ".join(
        value for key in ("class", "id", "itemprop", "rel") if (value := attributes.get(key))
    )
    return _role_named(name) if name else ""


# Where systems of pages keep the article's own text, and nothing else.
_BODY = re.compile(
    r"\b(?:js_content|rich_media_content|article[-_]?(?:body|content|text|detail)|TRS_(?:UE)?Editor"
    r"|(?:entry|post|news|detail|story|main)[-_]?(?:content|body|text)|con(?:tent)?[-_]?(?:text|txt)"
    r"|rm_txt_con|zoomcon|vsb_content|wp_articlecontent)\b",
    re.IGNORECASE,
)


def holds_article(attributes: Mapping[str, str | None]) -> bool:
    return any(
        _BODY.search(value)
        for key in ("id", "class", "itemprop")
        if attributes and (value := attributes.get(key))
    )


_OF_THE_SITE = re.compile(r"(?:site|blog|web)[-_]?(?:title|name)|\b(?:logo|brand)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _role_named(name: str) -> str:
    if _OF_THE_SITE.search(name):
        return "site"
    words = _NAME_WORD.findall(name)
    return next((_ROLES[word.lower()] for word in words if word.lower() in _ROLES), "")
