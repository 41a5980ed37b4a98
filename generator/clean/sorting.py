"""Sorts the pieces of a draft into the article's own text, facts about it, and junk.

Not obvious: the same short line can be a title, an author or a heading, and only its place says
which. So credits and junk go first, then the lines before the first running paragraph are read
as the head of the article, and what is left is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.clean.characters import ends_sentence, fold, han_count
from generator.clean.credits import (
    Credits,
    byline_of_parts,
    closing_credits,
    masthead,
    opening_credits,
    read_credits,
    split_keywords,
)
from generator.clean.dates import find_date
from generator.clean.journals import journal_in
from generator.clean.junk import is_menu_line, junk_kind
from generator.clean.names import is_name_line, is_organisation, is_person, name_with_post, names_in
from generator.clean.pieces import Draft, Piece, joined, without
from generator.clean.tables import word_set
from generator.clean.text import cuts_a_sentence
from generator.model import Removed

_ADDRESS_LINE = re.compile(r"[<(（【]?\s*(https?://[^\s<>()（）]+)\s*[>)）】]?")
_ISSUE = re.compile(
    r"[(（]?\s*《?(?P<name>[\u4e00-\u9fffA-Za-z· ]{2,20}?)》?\s*[,，]?\s*"
    r"(?:\d{4}|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年?\s*[,，]?\s*(?:总?第\s*[\d一二三四五六七八九十百]+\s*[卷期号辑]\s*[,，(（]?\s*)+"
    r"(?:总第?\s*\d+\s*期)?\s*[)）]?\s*[)）]?(?:\s*第?\s*\d+\s*页?)?"
)
_OCCASION = re.compile(r"[(（]?[^。]{0,4}\d{4}年\d{1,2}月(?:\d{1,2}日)?[^。]{0,40}[)）]?")
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])"
)
_TITLE_PARTS = re.compile(r"\s*[_|｜]\s*|\s+[-–—]\s+|(?<=[\u4e00-\u9fff”」])-(?=[\u4e00-\u9fff])")
_SUBJECT = re.compile(r"(?:关于|關於|印发|印發|转发|轉發)\S{4,60}(?:的|之)?\S{2,4}")
_REFERENCES = re.compile(
    r"\W{0,2}(?:参考文献|參考文獻|参考资料|參考資料|注\s?释|註\s?釋|References)\W{0,2}"
)
_KINDS_OF_NOTICE = sorted(
    word_set(
        "通知 公告 通报 通告 報告 报告 意见 意見 决定 決定 办法 辦法 批复 批覆 请示 請示 "
        "纪要 紀要 规定 規定 方案 细则"
    )
)
_WIDE_ENDING = re.compile(f"(?:{'|'.join('[ 　]+'.join(word) for word in _KINDS_OF_NOTICE)})$")
_ENDING = re.compile("|".join(_KINDS_OF_NOTICE))
_SUBTITLE = re.compile(r"[—–―-]{1,3}\s*\S")
_META_LINE = re.compile(
    r"(?:中图分类号|文献标识码|文章编号|收稿日期|基金项目|资助项目|作者简介|通讯作者|通信作者|doi|DOI|引用格式|第一作者)"
)
_KEYWORDS = re.compile(
    r"[【\[〔(（]?\s*(?:关\s*键\s*词|关\s*键\s*字|主\s*题\s*词|Key\s*words?)\s*[】\]〕)）]?\s*[:：]?\s*",
    re.IGNORECASE,
)
_LABELLED_VALUES = {
    "author": ("作者", "来源作者"),
    "publisher": ("发文机关", "发布机构", "发布机关", "制发机关", "发文单位", "发布单位", "来源"),
    "date": ("成文日期", "生成日期", "发文日期", "制发日期", "印发日期"),
    "published": ("发布日期", "公开日期", "发布时间"),
    "keywords": ("关键词", "主题词"),
    "title": ("标题", "名称", "信息名称"),
}
# Moving ornaments above and between the paragraphs of an account's posts.
_ANIMATED = re.compile(r"\.gif(?:\?|$)|wx_fmt=gif|/gif\?", re.IGNORECASE)
_TAKEN_BY = re.compile(
    r"(?:摄|提供|供图|资料照片?|资料图片?|档案照片?|翻摄|截图|图片|制图|图源[^。]{0,16}|图/[^。]{0,12})[)】\]]?$"
)
_REPRINTED = re.compile(
    r"《(?P<title>[^《》]{2,20})》|(?:来源|转自|转载自|原载|摘自|选自|首发|刊于|原刊)[于自]?[:\s]*"
    r"(?P<plain>[\u4e00-\u9fff]{2,14}?(?:报|网|社|台|刊|杂志|新闻|公众号|发布|在线|观察|财经))"
)
_FINE_PRINT = re.compile(
    "[版著][权權]|授[权權]|[声聲]明|[转轉][载載]|侵[权權]|[备備]案|ICP|©|代表|作者|[来來]源|[编編][辑輯]|主办|摄|攝"
)
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
_COLUMNS = word_set(
    "新闻 新聞 要闻 正文 首页 首頁 地方 社会 社會 财经 财经新闻 国内新闻 政策文件 新闻中心"
)
_NAMES_AT_END = re.compile(r"(?<=[。！？”」])\s*[（(]([^（()）。，]{2,20})[）)]$")
_END = re.compile(r"\s*[（(【\[](?:完|全文完|本文完|完毕)[）)】\]]$")
_PAGE_OF_TITLE = re.compile(r"\s*[(（【\[]?\s*(?:第\s*)?\d{1,2}\s*(?:页|頁)?\s*[)）】\]]$")
# Remarks on a title that are no part of it: （附圖）, [组图], (2).
_REMARK = re.compile(
    r"\s*[(（【\[](?:附?[组組]?[图圖](?:片|表)?|附[^()（）]{0,4}[图圖表片]|[视視][频頻]|[图圖]文|含[视視][频頻]|\d{1,2})[)）】\]]\s*$"
)
_RUNNING_LENGTH = 40
_HEAD_LENGTH = 9


@dataclass(kw_only=True)
class Facts:
    """What the text itself says about the article, in the order found. Filled while sorting."""

    title: str | None = None
    original_title: str | None = None
    authors: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)  # named in a note on the author
    organisations: list[str] = field(default_factory=list)  # stand where an author would
    publishers: list[str] = field(default_factory=list)  # credited: 来源：…
    media: list[str] = field(default_factory=list)  # named in a by-line or an issue line
    sites: list[str] = field(default_factory=list)  # whose page it is: its title, its fine print
    dates: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)  # 成文日期: before it was made public
    urls: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)

    def add(self, credits: Credits) -> None:
        self.authors.extend(credits.authors)
        if credits.publisher:
            self.publishers.append(credits.publisher)
        if credits.medium:
            self.media.append(credits.medium)
        if credits.date:
            self.dates.append(credits.date)
        if credits.written:
            self.written.append(credits.written)
        self.original_title = self.original_title or credits.original_title
        self.keywords.extend(credits.keywords)
        self.writers.extend(credits.writers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    pieces: tuple[Piece, ...]
    removed: tuple[Removed, ...]
    facts: Facts


def sort_out(
    draft: Draft, title: str | None, editors_title: str | None, pictures: frozenset[str]
) -> Sorted:
    """`title` is the front matter's; `pictures` are known to be furniture.

    An editor's title only helps to find the line that repeats it: a source must fall into the
    same passages whether or not an editor has given it a better title.
    """
    facts = Facts(title=title or _page_title(draft))
    for line in draft.removed:
        journal = journal_in(line.text) if line.kind == "running_head" else None
        if journal:
            facts.media.append(journal)
    facts.sites.extend(_site_names(draft, facts.title))
    removed: list[Removed] = []
    titles = {squeezed(words) for words in (facts.title, editors_title) if words}
    pieces = tuple(
        piece for piece in draft.pieces if piece.inside or squeezed(piece.text) not in titles
    )
    kept = _without_junk(pieces, facts, removed, pictures, draft.format)
    kept = _read_head(kept, facts, removed, titles)
    kept = _with_captions(kept, removed)
    kept = _without_credits_inside(kept, facts, removed)
    kept = _with_references(_read_foot(kept, facts, removed))
    kept = _whole_paragraphs(kept, removed, join=draft.format != "html")
    return Sorted(pieces=tuple(kept), removed=tuple(removed), facts=facts)


# --- junk ---------------------------------------------------------------------------------


def _without_junk(
    pieces: tuple[Piece, ...],
    facts: Facts,
    removed: list[Removed],
    pictures: frozenset[str],
    draft_format: str,
) -> list[Piece]:
    kept: list[Piece] = []
    after_related = after_comments = False
    runs = [index for index, piece in enumerate(pieces) if is_running(piece) and not piece.hint]
    running = len(runs)
    first_running, last_running = (runs[0], runs[-1]) if runs else (0, len(pieces))
    for index, piece in enumerate(pieces):
        if piece.kind == "break":
            kept.append(piece)
            continue
        if piece.kind == "image":
            target = piece.marks[0].target if piece.marks else ""
            animated = not piece.text and bool(_ANIMATED.search(target))
            if (
                piece.hint
                or not piece.inside
                or target in pictures
                or animated
                or index > last_running
            ):
                removed.append(Removed(kind="image", text=target))
            else:
                kept.append(piece)
            continue
        if piece.hint == "information":
            _read_information(piece, facts)
            removed.append(Removed(kind="document_info", text=piece.text))
            continue
        if after_comments and piece.kind != "heading":
            removed.append(Removed(kind="reader_comment", text=piece.text))
            continue
        piece = _without_junk_links(piece, removed)
        kind = _kind_of(piece, facts)
        outside = index > last_running or index < first_running
        if kind == "error_page" and running > 2:
            kind = None  # a sentence of an article may say the same
        if kind is None and _is_repeated_title(piece.text, facts.title):
            kind = "running_head"
        if kind is None and outside and _is_menu(piece, draft_format):
            kind = "navigation"
        if (
            kind is None
            and after_related
            # Within the article a short line is a heading again; behind it, one more entry.
            and (index > last_running or piece.kind != "heading")
            and (piece.linked or piece.kind == "item" or (index > last_running and _is_stub(piece)))
        ):
            kind = "related"
        if kind is None:
            after_related = after_comments = False
            kept.append(piece)
            continue
        removed.append(Removed(kind=kind, text=piece.text))
        if kind == "source_credit":
            _read_source_note(piece.text, facts)
        if kind == "copyright":
            facts.sites.extend(_owners(piece.text))
        if kind == "page_number":  # the text may run on behind it
            kept.append(Piece(kind="break", text=""))
        after_related = kind == "related"
        after_comments = kind == "reader_comment" and not piece.hint and index > last_running // 2
    return kept


def _kind_of(piece: Piece, facts: Facts) -> str | None:
    """The kind of junk or credit a piece is, or None. Credits are added to the facts."""
    text = piece.text
    if piece.hint == "reader_comment" or piece.hint == "comment":
        return "reader_comment"
    address = _ADDRESS_LINE.fullmatch(text)
    if address:
        facts.urls.append(address.group(1))
        return "source_url"
    if piece.kind in ("code", "table"):
        return None if piece.inside and not piece.hint else piece.hint or "navigation"
    aside = bool(piece.hint) or not piece.inside
    if not aside and len(text) > 100 and "。" in text[:-1] and not _FINE_PRINT.search(text):
        return None  # no pattern matches running text of this length
    if not piece.hint or piece.hint in ("copyright", "tool", "navigation"):
        credits = read_credits(text, lenient=aside)
        if credits and not (piece.kind == "heading" and credits.kind == "date"):
            facts.add(credits)
            return credits.kind
    kind = junk_kind(text)
    if kind == "caption" and not aside:
        return None  # it may have a picture to go with
    if kind:
        return kind
    if aside:
        return {"comment": "reader_comment"}.get(piece.hint, piece.hint) or "navigation"
    if piece.linked and piece.kind != "heading" and not ends_sentence(text) and len(text) <= 80:
        return "navigation"
    if _META_LINE.match(text) and len(text) <= 200:
        return "document_info"
    return None


def _read_source_note(text: str, facts: Facts) -> None:
    """（原载2023年6月9日《某某日报》，作者柳某某）: publisher, date and author in one sentence."""
    folded = fold(text)
    named = _REPRINTED.search(folded)
    if named:
        group = next(group for group in ("title", "plain") if named.group(group))
        facts.publishers.append(text[named.start(group) : named.end(group)].strip())
    dated = find_date(text)
    if dated:
        facts.dates.append(dated[0])
    writer = re.search(r"作者[:\s]*([\u4e00-\u9fff]{2,4})", folded)
    if writer and is_person(text[writer.start(1) : writer.end(1)]):
        facts.writers.append(text[writer.start(1) : writer.end(1)])


def _owners(text: str) -> tuple[str, ...]:
    """Whose page this is, by its fine print."""
    found = _OWNER.search(fold(text))
    if found is None:
        return ()
    group = "after" if found.group("after") else "before"
    name = text[found.start(group) : found.end(group)]
    return () if _NO_OWNER.search(fold(name)) else (name,)


def _site_names(draft: Draft, title: str | None) -> tuple[str, ...]:
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
        and part not in _COLUMNS
    )


def without_edition(site: str) -> str:
    """某某日报数字报 → 某某日报."""
    return _DIGITAL.sub("", site)


def _is_repeated_title(text: str, title: str | None) -> bool:
    """一座小城的路灯 (2): the head of an article's second page."""
    numbered = _PAGE_OF_TITLE.search(text)
    return bool(numbered and title and squeezed(text[: numbered.start()]) == squeezed(title))


def _is_menu(piece: Piece, draft_format: str) -> bool:
    return (
        draft_format == "html"
        and piece.kind in ("paragraph", "item")
        and is_menu_line(piece.text)
        and not is_name_line(piece.text)
    )


def _without_junk_links(piece: Piece, removed: list[Removed]) -> Piece:
    """A link such as 返回首页 may end the last paragraph or the by-line."""
    if piece.kind != "paragraph" or piece.linked or not piece.marks:
        return piece
    for mark in reversed(piece.marks):
        if mark.kind != "link" or mark.end != len(piece.text) or mark.start == 0:
            break
        kind = junk_kind(piece.text[mark.start :])
        if kind is None:
            break
        removed.append(Removed(kind=kind, text=piece.text[mark.start :]))
        piece = without(piece, mark.start, mark.end)
    return piece


def _is_stub(piece: Piece) -> bool:
    return len(piece.text) < 60 and "。" not in piece.text


def is_running(piece: Piece) -> bool:
    """A paragraph of running text, as against a title, a name, a heading or a credit."""
    return (
        piece.kind in ("paragraph", "quote", "item")
        and len(piece.text) >= _RUNNING_LENGTH
        and any(mark in piece.text for mark in "。！？；，,")
        and (ends_sentence(piece.text) or len(piece.text) >= 80)
    )


def _read_information(piece: Piece, facts: Facts) -> None:
    """The table above an official notice: 索引号, 发文机关, 成文日期 …"""
    cells = [cell for row in piece.text.split("\n") for cell in row.split("\t") if cell.strip()]
    published: list[str] = []
    written: list[str] = []
    for label_cell, value in _label_pairs(cells):
        label = re.sub(r"[\s:：]", "", fold(label_cell))
        if label in _LABELLED_VALUES["publisher"]:
            facts.publishers.append(value)
        elif label in _LABELLED_VALUES["date"] and (found := find_date(value)):
            written.append(found[0])
        elif label in _LABELLED_VALUES["published"] and (found := find_date(value)):
            published.append(found[0])
        elif label in _LABELLED_VALUES["keywords"]:
            facts.keywords.extend(split_keywords(value))
        elif label in _LABELLED_VALUES["title"]:
            facts.original_title = facts.original_title or value
    # A notice is written on one day and made public on another: the reader's is the second.
    facts.dates[:0] = published
    facts.written.extend(written)


def _label_pairs(cells: list[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for first, second in zip(cells, [*cells[1:], ""], strict=False):
        split = re.match(r"\s*([\u4e00-\u9fff\s\u3000]{2,8})[:：]\s*(\S.*)", first)
        if split:
            pairs.append((split.group(1), split.group(2).strip()))
        elif second:
            pairs.append((first, second))
    return pairs


# --- the head -----------------------------------------------------------------------------


def _page_title(draft: Draft) -> str | None:
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


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _read_head(
    kept: list[Piece], facts: Facts, removed: list[Removed], titles: set[str]
) -> list[Piece]:
    """Title, names, affiliation, issue and occasion lines before the first running paragraph."""
    text_at = next(
        (
            index
            for index, piece in enumerate(kept)
            if is_running(piece)
            or _label_of_abstract(piece.text)
            or (_NUMBERED.match(piece.text) and piece.kind != "item")
        ),
        len(kept),
    )
    head_end = min(text_at, _HEAD_LENGTH)
    head = [piece for piece in kept[:head_end] if piece.kind != "break"]
    rest = kept[head_end:]
    known = facts.title is not None
    out: list[Piece] = []
    title_seen = names_seen = False
    # Names alone above a text are its author; behind a title they always are.
    for index, piece in enumerate(head):
        text = piece.text
        folded = fold(text).strip()
        if squeezed(text) in titles:
            title_seen = True
            continue
        if piece.kind in ("image", "table", "code"):
            out.append(piece)
            continue
        if title_seen and _SUBTITLE.match(text) and len(text) <= 60 and facts.title:
            if not known:
                facts.title = f"{facts.title}{text}"
            else:
                removed.append(Removed(kind="subtitle", text=text))
            continue
        issue = _ISSUE.fullmatch(folded)
        if issue:
            name = text[issue.start("name") : issue.end("name")]
            facts.media.append(name.strip(" 《》"))
            removed.append(Removed(kind="running_head", text=text))
            continue
        if is_name_line(text) and piece.kind != "heading":
            facts.authors.extend(names_in(text))
            removed.append(Removed(kind="byline", text=text))
            names_seen = True
            continue
        parts = byline_of_parts(text) if title_seen or known else None
        headed = masthead(text) if piece.kind == "paragraph" and not parts else None
        if headed:
            facts.add(headed)
            removed.append(Removed(kind=headed.kind, text=text))
            continue
        if parts and piece.kind != "heading":
            facts.add(parts)
            removed.append(Removed(kind="byline", text=text))
            names_seen = True
            continue
        posted = name_with_post(text) if title_seen or known else None
        if posted:
            facts.authors.append(posted)
            removed.append(Removed(kind="byline", text=text))
            names_seen = True
            continue
        if text[:1] in "(（" and text[-1:] in ")）" and len(text) <= 60:
            occasion = find_date(text)
            if occasion:
                facts.dates.append(occasion[0])
                removed.append(Removed(kind="occasion", text=text))
                continue
            if is_organisation(folded[1:-1]):
                removed.append(Removed(kind="affiliation", text=text))
                continue
        names_follow = any(is_name_line(other.text) for other in head[index + 1 :])
        if (
            (known or title_seen)
            and is_organisation(folded)
            and len(text) <= 40
            and piece.kind != "heading"
        ):
            if not facts.authors and not names_follow:
                facts.organisations.append(text)
                removed.append(Removed(kind="byline", text=text))
            else:
                removed.append(Removed(kind="affiliation", text=text))
            continue
        below = head[index + 1] if index + 1 < len(head) else None
        if (
            not (known or title_seen)
            and below is not None
            and is_organisation(folded)
            and _SUBJECT.fullmatch(below.text)
        ):  # 某某市人民政府 / 关于……的通知 is one title on two lines
            facts.title = text + below.text
            titles = titles | {squeezed(below.text)}
            continue
        if (
            not known
            and not title_seen
            and not names_seen
            and _can_be_title(piece, rest, head[index + 1 :], is_first=index == 0)
        ):
            facts.title = _close_up(text)
            titles = titles | {squeezed(text)}
            title_seen = True
            if below is not None and _is_second_line(text, below, following=head[index + 2 :]):
                facts.title = _close_up(text + below.text)
                titles = titles | {squeezed(below.text)}
            continue
        out.append(piece)
    # A title repeated a little further down, under a picture or a lead.
    result = [*out, *rest]
    if facts.title:
        titles = titles | {squeezed(facts.title)}
        for index, piece in enumerate(result[:12]):
            if squeezed(piece.text) in titles and piece.kind in ("heading", "paragraph"):
                del result[index]
                break
    return result


def _close_up(title: str) -> str:
    """关于……的 通　知 and 目　录: characters that stand apart only to look wide."""
    title = _WIDE_ENDING.sub(lambda match: "".join(match.group().split()), title)
    parts = title.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else title


def _is_second_line(text: str, below: Piece, following: list[Piece]) -> bool:
    """A title that breaks off: ……工作的 / 通知, or before 的."""
    second = _close_up(below.text)
    if below.kind not in ("paragraph", "heading") or len(second) > 40 or is_name_line(below.text):
        return False
    if ends_sentence(second) or _NUMBERED.match(second):
        return False
    return text.endswith(
        ("的", "和", "与", "與", "及", "、", "，", "暨", "对", "對", "在", "为")
    ) or bool(_ENDING.fullmatch(second))


def _can_be_title(
    piece: Piece, rest: list[Piece], following: list[Piece], *, is_first: bool
) -> bool:
    text = piece.text
    if piece.kind == "heading":
        # `##` over the first section of an untitled text is a section like the others.
        same = sum(other.kind == "heading" and other.level <= piece.level for other in rest)
        return piece.level == 1 or same == 0 or any(is_name_line(other.text) for other in following)
    if piece.kind != "paragraph" or not 2 <= len(text) <= 64 or not (rest or following):
        return False
    if len(text) < 4 and not (is_first and han_count(text) == len(text)):
        return False
    if text[-1] in "。；;，,：:、" or _NUMBERED.match(text) or han_count(text) < 2:
        return False
    return not (text[0] in "“「" and ends_sentence(text))


def _label_of_abstract(text: str) -> bool:
    return bool(re.match(r"\W{0,3}(?:摘\s*要|内容提要|內容提要|提要)\W", text + " "))


# --- the body and the foot ----------------------------------------------------------------


def _with_captions(kept: list[Piece], removed: list[Removed]) -> list[Piece]:
    """A caption becomes the words of its picture; one without a picture goes.

    Where nothing else is said, as in picture news, the caption is the text.
    """
    out: list[Piece] = []
    speaks = any(map(is_running, kept))
    for piece in kept:
        below_picture = bool(out) and out[-1].kind == "image"
        is_caption = piece.kind in ("paragraph", "note") and (
            junk_kind(piece.text) == "caption"
            or (below_picture and piece.kind == "note")
            or (below_picture and _is_credited(piece.text, out[-1].text))
        )
        if not is_caption or (not speaks and "。" in piece.text):
            out.append(piece)
        elif below_picture and out[-1].marks:
            mark = replace(out[-1].marks[0], start=0, end=len(piece.text))
            out[-1] = replace(out[-1], text=piece.text, marks=(mark,))
        else:
            removed.append(Removed(kind="caption", text=piece.text))
    return out


def _is_credited(text: str, alternative: str) -> bool:
    """Right under a picture: its own words again, or a line that ends in who took it."""
    if len(text) > 90:
        return False
    return squeezed(text) == squeezed(alternative) or bool(_TAKEN_BY.search(fold(text)))


def _without_credits_inside(kept: list[Piece], facts: Facts, removed: list[Removed]) -> list[Piece]:
    """By-lines that stand before or behind the words of a paragraph."""
    out: list[Piece] = []
    first_text = True
    last_text = max((i for i, piece in enumerate(kept) if piece.kind == "paragraph"), default=-1)
    for index, piece in enumerate(kept):
        if piece.kind == "paragraph" and first_text and is_running(piece):
            first_text = False
            while opening := opening_credits(piece.text):
                facts.add(opening[1])
                removed.append(Removed(kind="byline", text=piece.text[: opening[0]].strip()))
                piece = without(piece, 0, opening[0])
        if piece.kind == "paragraph":
            bracketed = piece.text[-1:] in ")）]】"
            tail = max(len(piece.text) - 40, 0)
            ended = _END.search(piece.text, tail) if bracketed else None
            if ended and index >= last_text - 1 and ended.start() > 0:
                removed.append(Removed(kind="end_mark", text=ended.group().strip()))
                piece = without(piece, ended.start(), len(piece.text))
            named = _NAMES_AT_END.search(piece.text, tail) if bracketed else None
            if named and index == last_text and is_name_line(named.group(1)):
                facts.authors.extend(names_in(named.group(1)))
                removed.append(Removed(kind="byline", text=named.group().strip()))
                piece = without(piece, named.start(), len(piece.text))
            closing = closing_credits(piece.text)
            if closing and (index >= last_text - 1 or closing[1].kind == "photo_credit"):
                facts.add(closing[1])
                removed.append(Removed(kind=closing[1].kind, text=piece.text[closing[0] :].strip()))
                piece = without(piece, closing[0], len(piece.text))
        keywords = _KEYWORDS.match(piece.text)
        if piece.kind in ("paragraph", "note") and keywords and len(piece.text) <= 160:
            value = piece.text[keywords.end() :]
            if value and re.search(r"[】\]〕:：]", keywords.group()):
                facts.keywords.extend(split_keywords(value))
                removed.append(Removed(kind="keywords", text=piece.text))
                continue
        out.append(piece)
    return out


def _read_foot(kept: list[Piece], facts: Facts, removed: list[Removed]) -> list[Piece]:
    """Signature, date and attachment lines behind the last running paragraph."""
    last = max((i for i, piece in enumerate(kept) if is_running(piece)), default=len(kept))
    out = kept[: last + 1]
    foot = kept[last + 1 :]
    dated = bool(removed) and removed[-1].kind == "date"
    for index, piece in enumerate(foot):
        text = piece.text
        folded = fold(text)
        later = foot[index + 1 :]
        if piece.kind not in ("paragraph", "item") or ends_sentence(text):
            out.append(piece)
        elif re.match(r"\s*附\s*件\s*\d*\s*[:：.]", folded) or (
            re.match(r"\d{1,2}[.．、]", folded) and removed and removed[-1].kind == "attachment"
        ):
            removed.append(Removed(kind="attachment", text=text))
        elif is_organisation(text) and len(text) <= 40 and not any(map(is_running, later)):
            facts.organisations.append(text)
            facts.media.append(text)
            removed.append(Removed(kind="signature", text=text))
        elif is_name_line(text) and len(later) <= 3:
            facts.authors.extend(names_in(text))
            removed.append(Removed(kind="byline", text=text))
        elif len(later) <= 3 and (parts := byline_of_parts(text)):
            facts.add(parts)
            removed.append(Removed(kind="byline", text=text))
        elif posted := name_with_post(text):
            facts.authors.append(posted)
            removed.append(Removed(kind="byline", text=text))
        elif _signs(text, later, facts, dated=dated):
            facts.authors.append(text.strip("—- \u3000"))
            removed.append(Removed(kind="byline", text=text))
        elif (found := find_date(text)) and found[1] == 0 and _is_day(text[found[2] :]):
            facts.dates.append(found[0])
            removed.append(Removed(kind="date", text=text))
        else:
            out.append(piece)
    return out


def _signs(text: str, later: list[Piece], facts: Facts, *, dated: bool) -> bool:
    """Two to four characters alone under a text, with its date: who wrote it, by any name."""
    name = text.strip("—- \u3000")
    return (
        2 <= len(name) <= 4
        and han_count(name) == len(name)
        and not facts.authors
        and not any(map(is_running, later))
        and (dated or any(find_date(piece.text) for piece in later[:2]))
    )


def _is_day(rest: str) -> bool:
    """What may follow the date under a text: 星期三, 年初一, 于某城; no sentence."""
    return len(rest) <= 10 and not any(mark in rest for mark in "，。：；,:;")


def _with_references(kept: list[Piece]) -> list[Piece]:
    """The list of works behind a paper: notes, under their own heading."""
    for index, piece in enumerate(kept):
        listed = kept[index + 1 : index + 2]
        if (
            _REFERENCES.fullmatch(piece.text)
            and listed
            and re.match(r"[\[［〔【]?\d", listed[0].text)
        ):
            notes = [
                replace(other, kind="note") if other.kind in ("paragraph", "item") else other
                for other in kept[index + 1 :]
            ]
            return [*kept[:index], replace(piece, kind="heading", level=2), *notes]
    return kept


def _whole_paragraphs(kept: list[Piece], removed: list[Removed], *, join: bool) -> list[Piece]:
    """Takes out page breaks and joins what they cut."""
    out: list[Piece] = []
    at_break = False
    whole_text = "".join(piece.text for piece in kept)
    for piece in kept:
        if piece.kind == "break":
            if piece.text:
                removed.append(Removed(kind="page_break", text=piece.text))
            at_break = True
            continue
        before = out[-1] if out else None
        if (
            before is not None
            and before.kind == piece.kind == "paragraph"
            and (join or at_break)
            and cuts_a_sentence(before.text, piece.text, whole_text, at_break=at_break)
        ):
            out[-1] = joined(before, piece)
        else:
            out.append(piece)
        at_break = False
    return out
