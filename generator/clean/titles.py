"""Candidates for the title, and whose page it is, from what the head of a page says.

Not obvious: `<title>` holds the title and the site's name in any order and with any separator, so
a line that the page itself prints decides where they part.
"""

from __future__ import annotations

import re

from generator.clean.characters import fold
from generator.clean.credits import COLUMNS
from generator.clean.junk import junk_kind
from generator.clean.names import is_organisation
from generator.clean.pieces import Draft
from generator.clean.shape import is_running, squeezed

_TITLE_PARTS = re.compile(r"\s*[_|｜]\s*|\s+[-–—]\s+|(?<=[\u4e00-\u9fff”」])-(?=[\u4e00-\u9fff])")
_OWNER = re.compile(
    r"(?:版权所有|著作权归|主办单位|主办|转载请注明(?:出自|来自|出处|来源)?)\s*[:：]?\s*(?:©|\(c\)|\d{4}(?:-\d{4})?)?\s*"
    r"(?P<after>[\u4e00-\u9fff]{3,20}?)(?=[\s,，。、:;|/&]|地址|版权|有限公司|$)"
    r"|(?:^|[\s©\d])(?P<before>[\u4e00-\u9fff]{3,20}?)(?:社|有限公司)?\s*(?:主办|版权所有)"
)
_NO_OWNER = re.compile(r"原作者|作者|本站|本网|本报|未经|转载|所有|请|并|来源|出处|链接")
_SITE = re.compile(
    r".{1,16}(?:网|在线|报|热线|新闻|门户|论坛|社|频道|融媒|客户端|发布|杂志|周刊|观察|财经|官网|网站)"
)
_DIGITAL = re.compile(
    r"(?:数字报刊?|數位報|电子版|电子报|電子報|官方[网網]站|官[网網]|门户网站|手[机機]版|移动版)$"
)
_PAGE_OF_TITLE = re.compile(r"\s*[(（【\[]?\s*(?:第\s*)?\d{1,2}\s*(?:页|頁)?\s*[)）】\]]$")
# Remarks on a title that are no part of it: （附圖）, [组图], (2).
_REMARK = re.compile(
    r"\s*[(（【\[](?:附?[组組]?[图圖](?:片|表)?|附[^()（）]{0,4}[图圖表片]|[视視][频頻]|[图圖]文|含[视視][频頻]|\d{1,2})[)）】\]]\s*$"
)


def owners(text: str) -> tuple[str, ...]:
    """Whose page this is, by its fine print."""
    found = _OWNER.search(fold(text))
    if found is None:
        return ()
    group = "after" if found.group("after") else "before"
    name = text[found.start(group) : found.end(group)]
    return () if _NO_OWNER.search(fold(name)) else (name,)


def site_names(draft: Draft, title: str | None) -> tuple[str, ...]:
    """What the page's title says beside the article's: a name that stands elsewhere too."""
    whole = (draft.meta.get("page_title") or ("",))[0]
    parts = [part.strip() for part in _TITLE_PARTS.split(whole) if part.strip()]
    if not title or len(parts) < 2:
        return ()
    own = squeezed(title)
    others = [part for part in parts if squeezed(part) not in own and own not in squeezed(part)]
    text = "".join(piece.text for piece in draft.pieces)
    return tuple(
        without_edition(part)
        for part in (*others[-1:], *others[:1])
        if 2 <= len(part) <= 20
        and not junk_kind(part)
        and (is_organisation(part) or _SITE.fullmatch(fold(part)) or part in text)
        and part not in COLUMNS
    )


def without_edition(site: str) -> str:
    """某某日报数字报 → 某某日报."""
    return _DIGITAL.sub("", site)


def is_repeated_title(text: str, title: str | None) -> bool:
    """一座小城的路灯 (2): the head of an article's second page."""
    numbered = _PAGE_OF_TITLE.search(text)
    return bool(numbered and title and squeezed(text[: numbered.start()]) == squeezed(title))


def page_title(draft: Draft) -> str | None:
    """The title as the page's head gives it, without the site's name and remarks on it."""
    whole = _REMARK.sub("", (draft.meta.get("page_title") or ("",))[0])
    title = _title_in(whole, draft) or _title_beside(whole, draft)
    return _REMARK.sub("", title).strip() or None if title else None


def _title_in(whole: str, draft: Draft) -> str | None:
    """A line of the page that its own title repeats is the title, whatever else stands there."""
    known = squeezed(whole)
    heads = [piece.text for piece in draft.pieces if piece.kind == "heading"]
    sites = draft.meta.get("site", ())
    # og:title may hold the site's name as well: what the page itself prints comes first.
    for candidate in (*heads, *(without_site_name(title, sites) for title in draft.titles)):
        bare = squeezed(_REMARK.sub("", candidate))
        if len(bare) >= 4 and bare in known and bare not in map(squeezed, sites):
            return candidate.strip()
    first = next((i for i, piece in enumerate(draft.pieces) if is_running(piece)), 40)
    lines = [
        piece.text
        for piece in draft.pieces[:first]
        if piece.kind == "paragraph" and 4 <= len(piece.text) <= 80 and not junk_kind(piece.text)
    ]
    parts = {squeezed(part) for part in _TITLE_PARTS.split(whole)}
    exact = [line for line in lines if squeezed(_REMARK.sub("", line)) in parts]
    if exact:
        return max(exact, key=len)
    # Some sites part their names from the title by a space only.
    ends = [
        line
        for line in lines
        if len(squeezed(line)) >= 8
        and (known.endswith(squeezed(line)) or known.startswith(squeezed(line)))
    ]
    return max(ends, key=len, default=None)


def _title_beside(whole: str, draft: Draft) -> str | None:
    sites = draft.meta.get("site", ())
    for candidate in (*draft.titles, whole):
        name = without_site_name(candidate, sites)
        if name:
            return name
    return None


def without_site_name(title: str, sites: tuple[str, ...]) -> str:
    title = " ".join(title.split(" ")).strip()
    for site in sites:
        if title.endswith(site) and title != site:
            title = title[: -len(site)].rstrip(" -_|–—·｜")
    parts = _TITLE_PARTS.split(title)
    if len(parts) > 1 and len(parts[0]) >= 6:
        return parts[0]
    return title
