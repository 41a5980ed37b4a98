"""Candidates for the title, and whose page it is, from what the head of a page says.

Not obvious: `<title>` holds the title and the site's name in any order and with any separator, so
a line that the page itself prints decides where they part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.clean.bylines import byline_of_parts
from generator.clean.characters import ends_sentence, fold, han_count
from generator.clean.credit_line import read_line
from generator.clean.credits import read_credits
from generator.clean.junk import junk_kind
from generator.clean.media import COLUMNS, is_medium
from generator.clean.names import is_organisation
from generator.clean.pieces import Draft, Piece
from generator.clean.shape import is_running, squeezed

_TITLE_PARTS = re.compile(
    r"\s*[_|｜丨]\s*|\s+[-–—·»>]\s+|-{2,}|(?<=[\u4e00-\u9fff”」])-(?=[\u4e00-\u9fffA-Z])"
)
# These part a title from the site's name; an underscore may as well part it from its tags.
_SITE_MARK = re.compile(r"[|｜丨]|\s[-–—·»>]\s|-{2,}|(?<=[\u4e00-\u9fff”」])-(?=[\u4e00-\u9fff])")
_SECTION_AND_SITE = re.compile(r"[_][^_]{2,4}[_][^_]{3,}$")  # …_科普_某某科学
_NO_SITE = re.compile(
    r"powered by|discuz|(?:^|第)\d+页?$|转载|专题|专栏|频道首页|[，。！？：；]", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?:版权所有|著作权归|主办单位|主办|转载请注明(?:出自|来自|出处|来源)?)\s*[:：]?\s*(?:©|\(c\)|\d{4}(?:-\d{4})?)?\s*"
    r"(?P<after>[\u4e00-\u9fff]{3,20}?)(?=[\s,，。、:;|/&]|地址|版权|有限公司|$)"
    r"|(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*-\s*\d{4})?)?\s*(?P<holder>[\u4e00-\u9fff]{2,16}?[报网社刊台])(?:业|传媒)?(?:有限公司|集团|股份)"
    r"|(?:^|[\s©\d])(?P<before>[\u4e00-\u9fff]{3,20}?)(?:社|有限公司)?\s*(?:主办|版权所有)"
)
_OWNS = re.compile(r"版权|著作权|©|copyright|主办|首页$|^首页|客户端|声明|欢迎|关于", re.IGNORECASE)
_NO_OWNER = re.compile(r"原作者|作者|本站|本网|本报|未经|转载|所有|请|并|来源|出处|链接")
_SITE = re.compile(
    r".{1,16}(?:网|在线|报|热线|新闻|门户|论坛|社|频道|融媒|客户端|发布|杂志|周刊|观察|财经|官网|网站|博客|副刊|[周月季旬]刊|文摘|学刊|信息网)"
)
_DIGITAL = re.compile(
    r"(?:多媒体)?(?:数字报刊?|數位報|电子版|电子报|電子報|官方[网網]站|官[网網]|门户网站|全球[資资][訊讯][網网]|全球信息网|入口[網网]站?|手[机機]版|移动版)$"
)
_SHORTEST_BARE = 5
_CUT_OFF = re.compile(r"(?:…+|\.{3,})\s*$")
_E_PAPERS = ("电子报", "電子報")
_DECREED = re.compile(r"\s*《([^《》]{4,60})》(?:已|业|经)[^。]{4,60}(?:通过|批准|同意|公布|发布)")
_DECREE = 20  # pieces among which a decree and its text begin
_TAG = re.compile(r"[\[【][^\[\]【】]{1,8}[\]】]\s*")
_PAGE_OF_TITLE = re.compile(r"\s*[(（【\[]?\s*(?:第\s*)?\d{1,2}\s*(?:页|頁)?\s*[)）】\]]$")
# Remarks on a title that are no part of it: （附圖）, [组图], (2).
_REMARK = re.compile(
    r"\s*[(（【\[](?:附?[组組]?[图圖](?:片|表)?|附[^()（）]{0,4}[图圖表片]|[视視][频頻]|[图圖]文|含[视視][频頻]|\d{1,2})[)）】\]]\s*$"
)


# 【转发】…… ⬇⬇⬇
_FORWARDED = re.compile(r"^[【\[](?:转发|轉發|转|转载|分享|扩散)[】\]]\s*")
_PICTOGRAPHS = re.compile(r"[\s\u2190-\u21ff\u2b00-\u2bff\U0001f000-\U0001faff]+$")
_NOTE_MARK = re.compile(r"\s*(?:[\[［〔]\d{1,2}[\]］〕]|[①-⑳†‡¹²³⁴⁵]+|(?<=\S)[*＊]{1,3})$")


def without_remarks(title: str) -> str:
    """……公报[1], ……告示燈（附圖）: the title without marks of notes and remarks on pictures."""
    title = _FORWARDED.sub("", _PICTOGRAPHS.sub("", title)) or title
    return _REMARK.sub("", _NOTE_MARK.sub("", title)).strip() or title


def whole_title(title: str, others: tuple[str, ...]) -> str:
    """定了！夜市下月开张！摊位抽签+水电全…: another line may have all of it."""
    cut = _CUT_OFF.search(title)
    if cut is None or cut.start() < _SHORTEST_BARE:
        return title
    stem = squeezed(title[: cut.start()])
    return next(
        (
            one.strip("《》 ")
            for one in others
            if squeezed(one.strip("《》 ")).startswith(stem) and len(one) > len(title)
        ),
        title,
    )


def owners(text: str) -> tuple[str, ...]:
    """Whose page this is, by its fine print."""
    found = _OWNER.search(fold(text))
    if found is None:
        return ()
    group = next(group for group in ("after", "holder", "before") if found.group(group))
    name = text[found.start(group) : found.end(group)]
    return () if _NO_OWNER.search(fold(name)) else (name,)


def site_names(draft: Draft, title: str | None) -> tuple[str, ...]:
    """What the page's title says beside the article's: a name that stands elsewhere too."""
    whole = (draft.meta.get("page_title") or ("",))[0]
    parts = [part.strip() for part in _TITLE_PARTS.split(whole) if part.strip()]
    if len(parts) == 1 and _is_site(parts[0], ()):
        return (without_edition(parts[0]),)
    if not title or len(parts) < 2:
        return ()
    own = squeezed(title)
    others = [
        part
        for part in parts
        if squeezed(part) not in own
        and own not in squeezed(part)
        and 2 <= len(part) <= 24
        and not _NO_SITE.search(fold(part))
        and fold(part) not in COLUMNS
        and (_SITE.fullmatch(fold(part)) or not junk_kind(part))  # 里山電子報 is also a button
    ]
    if not others:
        return ()
    named = [part for part in others if is_organisation(part) or _SITE.fullmatch(fold(part))]
    bodies = [part for part in named if is_organisation(part)]
    named = bodies or named  # 潮埔縣政府-縣政新聞-…
    # The last part may be a section: a site's name stands in its fine print or its picture too.
    told = "".join(
        piece.text
        for piece in draft.pieces
        if piece.kind == "image" or piece.hint == "copyright" or _OWNS.search(fold(piece.text))
    )
    likely = [part for part in (others[-1], others[0]) if len(part) > 2 and part in told]
    tagged = len(others) > 2 or len(others[-1]) < 3 or not _SECTION_AND_SITE.search(whole)
    behind = not squeezed(whole).endswith(own)  # 明日行情预测--港口盟最新出炉 opens with its rubric
    last = others[-1:] if behind and (_SITE_MARK.search(whole) or not tagged) else []
    found = [*named[-1:], *named[:1], *likely, *last]
    return tuple(dict.fromkeys(map(without_edition, found)))


def without_edition(site: str) -> str:
    """某某日报数字报 → 某某日报; 里山電子報 is a whole name."""
    printed = _DIGITAL.sub("", site)
    return site if site.endswith(_E_PAPERS) and not is_medium(fold(printed)) else printed


def is_repeated_title(text: str, title: str | None) -> bool:
    """一座小城的路灯 (2): the head of an article's second page."""
    if not title or len(text) > len(title) + 10:
        return False
    numbered = _PAGE_OF_TITLE.search(text)
    return bool(numbered and squeezed(text[: numbered.start()]) == squeezed(title))


def page_title(draft: Draft) -> str | None:
    """The title as the page's head gives it, without the site's name and remarks on it."""
    whole = _REMARK.sub("", (draft.meta.get("page_title") or ("",))[0])
    title = (
        _printed_title(whole, draft)
        or (_title_over_credits(draft) if draft.format == "html" else None)
        or _title_beside(whole, draft)
        or (_title_by_place(draft) if draft.format == "html" and whole else None)
    )
    return _REMARK.sub("", _without_tag(title, whole)).strip() or None if title else None


def decreed_title(draft: Draft) -> str | None:
    """《某某办法》已经……通过，现予公布: of a decree, the line that is what it decrees."""
    lines = {squeezed(piece.text): piece.text.strip() for piece in draft.pieces[:_DECREE]}
    for piece in draft.pieces[:_DECREE]:
        decreed = _DECREED.match(fold(piece.text))
        if decreed:
            return lines.get(squeezed(piece.text[decreed.start(1) : decreed.end(1)]))
    return None


def _without_tag(title: str, whole: str) -> str:
    """[杂谈] before the title of a post: what the page's head does not say is no part of it."""
    tag = _TAG.match(title)
    if tag is None or (title[0] != "[" and whole.startswith(tag.group().strip())):
        return title
    bare = title[tag.end() :]
    if tag.group().startswith("[") and len(bare) >= _SHORTEST_BARE:
        return bare  # [生活] 修一台收音机: the forum's section
    return bare if bare and whole.startswith(bare) else title


class _Line(NamedTuple):
    text: str
    weight: float  # what its place and its tag say
    heading: bool
    piece: Piece


def _printed_title(whole: str, draft: Draft) -> str | None:
    """The line of the page that most of its evidence calls the title.

    Evidence is what the head says (meta tags first), the parts of `<title>`, the tag, the place.
    """
    announced = [squeezed(words) for words in draft.titles[: len(draft.meta.get("title", ()))]]
    bare = [
        squeezed(without_site_name(words, draft.meta.get("site", ())))
        for words in draft.meta.get("title", ())
    ]
    known = squeezed(whole)
    parts = {
        squeezed(part)
        # 城市来信 第88期｜一张请自便的桌子, as the subject of a letter: one part is the title.
        for words in (whole, *draft.titles[: len(announced)])
        for part in _TITLE_PARTS.split(words)
        if part.strip()
    }
    sites = {squeezed(name) for name in draft.meta.get("site", ())}
    best: tuple[float, int, str] | None = None
    for line in _lines_over_the_text(draft):
        words = squeezed(_REMARK.sub("", line.text))
        named = words in parts and known.startswith(words) and known != words
        if len(words) < (2 if line.heading or named else 4) or words in sites:
            continue
        score = 0.0
        if words in announced or words in bare:
            score += 3
        elif any(words in title for title in announced if len(words) * 2 > len(title)):
            score += 2
        if words in parts:
            score += 3
        elif len(words) >= 4 and (
            words in known if line.heading else known.startswith(words) or known.endswith(words)
        ):
            score += 2 if line.heading or len(words) >= 8 else 0
        if not score:
            continue
        if known.startswith(words):
            score += 0.5  # the site's name stands behind the title far more often
        if _SITE.fullmatch(fold(line.text)) or is_organisation(line.text):
            score -= 2
        score += line.weight + min(len(words), 20) / 40
        if best is None or (score, len(words)) > best[:2]:
            best = (score, len(words), line.text.strip())
    return best[2] if best and best[0] >= 2 else None


def _title_over_credits(draft: Draft) -> str | None:
    """A bold line or a heading right over the by-line, though `<title>` says something else."""
    line: _Line | None = None
    lines = {id(one.piece): one for one in _lines_over_the_text(draft)}
    for piece in draft.pieces:
        if is_running(piece):
            return None
        credits = (
            read_line(piece.text, piece.roles, placed=True)
            or read_credits(piece.text)
            or (byline_of_parts(piece.text) if line else None)
        )
        if credits and (credits.authors or (credits.date and credits.publisher)):
            break
        above = lines.get(id(piece))
        if above is not None and (line is None or above.weight >= line.weight):
            line = above
    else:
        return None
    if line is None or line.weight < 0.5 or not 5 <= han_count(line.text) <= 50:
        return None
    text = line.text.strip()
    return None if ends_sentence(text) or _is_site(text, ()) else text


def _title_by_place(draft: Draft) -> str | None:
    """Where the page's head only names the site: the line over the credits, or over the text."""
    best: tuple[float, str] | None = None
    nearness = 0.0
    for line in _lines_over_the_text(draft):
        text = line.text.strip()
        if read_credits(text) or read_line(text):
            if best:
                break
            continue
        if not 5 <= han_count(text) <= 50 or ends_sentence(text) or text.endswith(("：", ":")):
            continue
        if _is_site(text, ()) and not line.weight:
            continue
        nearness += 0.1
        score = line.weight + nearness
        if best is None or score > best[0]:
            best = (score, text)
    return best[1] if best else None


def _lines_over_the_text(draft: Draft) -> Iterator[_Line]:
    first = next((i for i, piece in enumerate(draft.pieces) if is_running(piece)), 40)
    for number, piece in enumerate(draft.pieces):
        if piece.kind == "heading":
            weight = {1: 1.5, 2: 1.0}.get(piece.level, 0.5) - (number > first)
        elif piece.kind == "paragraph" and number < first and len(piece.text) <= 80:
            weight = 0.5 if piece.bold else 0
        else:
            continue
        weight += any(role.name == "title" for role in piece.roles)
        if any(role.name == "site" for role in piece.roles):
            weight -= 3
        if piece.hint:
            weight -= 1.5
        if piece.linked:
            weight -= 1
        if piece.kind == "heading" or not junk_kind(piece.text):
            yield _Line(piece.text, weight, piece.kind == "heading", piece)


def _title_beside(whole: str, draft: Draft) -> str | None:
    """The head's title where the page prints none that is like it."""
    sites = draft.meta.get("site", ())
    for candidate in (*draft.titles, whole):
        name = without_site_name(candidate, sites)
        if name and not _is_site(name, sites):
            return name
    return None


def _is_site(name: str, sites: tuple[str, ...]) -> bool:
    """天星島日報, 河东在线-首页: a page that only says where it is."""
    return (
        name in sites
        or bool(_SITE.fullmatch(fold(name)))
        or (is_organisation(name) and len(name) <= 16)
    )


def without_site_name(title: str, sites: tuple[str, ...]) -> str:
    title = " ".join(title.split(" ")).strip()
    for site in sites:
        if title.endswith(site) and title != site:
            title = title[: -len(site)].rstrip(" -_|–—·｜")
    parts = _TITLE_PARTS.split(title)
    if len(parts) > 1 and len(parts[0]) >= 6:
        return parts[0]
    return title
