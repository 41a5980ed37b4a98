"""Sorts the pieces of a draft into the article's own text, facts about it, and junk.

Not obvious: the same short line can be a title, an author or a heading, and only its place says
which. So credits and junk go first, then the lines before the first running paragraph are read
as the head of the article, and what is left is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.clean.characters import ends_sentence, han_count
from generator.clean.credits import (
    Credits,
    closing_credits,
    opening_credits,
    read_credits,
    split_keywords,
)
from generator.clean.dates import find_date
from generator.clean.junk import junk_kind
from generator.clean.names import is_name_line, names_in
from generator.clean.pieces import Draft, Piece, joined, without
from generator.clean.text import cuts_a_sentence
from generator.convert.fold import fold
from generator.model import Removed

_ADDRESS_LINE = re.compile(r"[<(（【]?\s*(https?://[^\s<>()（）]+)\s*[>)）】]?")
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff（）()、·\w\s,，.-]{0,60}(?:大学|学院|研究院|研究所|研究室|研究中心|中心|实验室|委员会|政府|局|厅|部|处|办公室|"
    r"市委|省委|县委|区委|党委|党校|公司|集团|协会|学会|联合会|基金会|智库|系|报社|杂志社|出版社|医院|银行|法院|检察院|"
    r"课题组|编写组|编辑部|调研组|联盟|法人|院)(?:[,，\s]+[\u4e00-\u9fff\s]{2,12}\d{6})?"
)
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
_FINE_PRINT = re.compile(
    "[版著][权權]|授[权權]|[声聲]明|[转轉][载載]|侵[权權]|[备備]案|ICP|©|代表|作者|[来來]源|[编編][辑輯]|主办|摄|攝"
)
_RUNNING_LENGTH = 40
_HEAD_LENGTH = 9


@dataclass(kw_only=True)
class Facts:
    """What the text itself says about the article, in the order found. Filled while sorting."""

    title: str | None = None
    original_title: str | None = None
    authors: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)  # stand where an author would
    publishers: list[str] = field(default_factory=list)  # credited: 来源：…
    media: list[str] = field(default_factory=list)  # named in a by-line or an issue line
    dates: list[str] = field(default_factory=list)
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
        self.original_title = self.original_title or credits.original_title
        self.keywords.extend(credits.keywords)


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
        issue = _ISSUE.fullmatch(fold(line.text)) if line.kind == "running_head" else None
        if issue:
            facts.media.append(line.text[issue.start("name") : issue.end("name")].strip(" 《》"))
    removed: list[Removed] = []
    titles = {squeezed(words) for words in (facts.title, editors_title) if words}
    pieces = tuple(
        piece for piece in draft.pieces if piece.inside or squeezed(piece.text) not in titles
    )
    kept = _without_junk(pieces, facts, removed, pictures)
    kept = _read_head(kept, facts, removed, titles)
    kept = _with_captions(kept, removed)
    kept = _without_credits_inside(kept, facts, removed)
    kept = _with_references(_read_foot(kept, facts, removed))
    kept = _whole_paragraphs(kept, removed, join=draft.format != "html")
    return Sorted(pieces=tuple(kept), removed=tuple(removed), facts=facts)


# --- junk ---------------------------------------------------------------------------------


def _without_junk(
    pieces: tuple[Piece, ...], facts: Facts, removed: list[Removed], pictures: frozenset[str]
) -> list[Piece]:
    kept: list[Piece] = []
    after_related = after_comments = False
    last_running = max(
        (index for index, piece in enumerate(pieces) if is_running(piece) and not piece.hint),
        default=len(pieces),
    )
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
        kind = _kind_of(piece, facts)
        if (
            kind is None
            and after_related
            and (piece.linked or piece.kind == "item" or _is_stub(piece))
        ):
            kind = "related"
        if kind is None:
            after_related = after_comments = False
            kept.append(piece)
            continue
        if kind == "navigation" and piece.linked:
            removed.extend(
                Removed(kind=kind, text=piece.text[mark.start : mark.end])
                for mark in piece.marks
                if mark.kind == "link"
            )
        else:
            removed.append(Removed(kind=kind, text=piece.text))
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
    for label_cell, value in _label_pairs(cells):
        label = re.sub(r"[\s:：]", "", fold(label_cell))
        if label in _LABELLED_VALUES["publisher"]:
            facts.publishers.append(value)
        elif label in _LABELLED_VALUES["date"] and (found := find_date(value)):
            facts.dates.insert(0, found[0])
        elif label in _LABELLED_VALUES["published"] and (found := find_date(value)):
            published.append(found[0])
        elif label in _LABELLED_VALUES["keywords"]:
            facts.keywords.extend(split_keywords(value))
        elif label in _LABELLED_VALUES["title"]:
            facts.original_title = facts.original_title or value
    facts.dates.extend(published)


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
    """The title as the page's head gives it, without the site's name."""
    heads = {squeezed(piece.text): piece.text for piece in draft.pieces if piece.kind == "heading"}
    whole = (draft.meta.get("page_title") or ("",))[0]
    # A heading that the page's own title repeats is the title, whatever og:title adds to it.
    for candidate in (*draft.titles, *heads.values()):
        if candidate and squeezed(candidate) in squeezed(whole) and len(squeezed(candidate)) >= 4:
            return candidate.strip()
    lines = {squeezed(piece.text) for piece in draft.pieces}
    for part in _TITLE_PARTS.split(whole):
        if len(part) >= 4 and squeezed(part) in lines and not junk_kind(part):
            return part.strip()
    for candidate in draft.titles:
        name = without_site_name(candidate, draft.meta.get("site", ()))
        if name:
            return name
    return without_site_name(whole, draft.meta.get("site", ())) or None


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
        if text[:1] in "(（" and text[-1:] in ")）" and len(text) <= 60:
            occasion = find_date(text)
            if occasion:
                facts.dates.append(occasion[0])
                removed.append(Removed(kind="occasion", text=text))
                continue
            if _ORGANISATION.fullmatch(folded[1:-1]):
                removed.append(Removed(kind="affiliation", text=text))
                continue
        names_follow = any(is_name_line(other.text) for other in head[index + 1 :])
        if (
            (known or title_seen)
            and _ORGANISATION.fullmatch(folded)
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
            and _ORGANISATION.fullmatch(folded)
            and _SUBJECT.fullmatch(below.text)
        ):  # 某某市人民政府 / 关于……的通知 is one title on two lines
            facts.title = text + below.text
            titles = titles | {squeezed(below.text)}
            continue
        if (
            not known
            and not title_seen
            and not names_seen
            and _can_be_title(piece, rest, head[index + 1 :])
        ):
            facts.title = text
            title_seen = True
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


def _can_be_title(piece: Piece, rest: list[Piece], following: list[Piece]) -> bool:
    text = piece.text
    if piece.kind == "heading":
        # `##` over the first section of an untitled text is a section like the others.
        same = sum(other.kind == "heading" and other.level <= piece.level for other in rest)
        return piece.level == 1 or same == 0 or any(is_name_line(other.text) for other in following)
    if piece.kind != "paragraph" or not 4 <= len(text) <= 64 or not (rest or following):
        return False
    if text[-1] in "。；;，,：:、" or _NUMBERED.match(text) or han_count(text) < 2:
        return False
    return not (text[0] in "“「" and ends_sentence(text))


def _label_of_abstract(text: str) -> bool:
    return bool(re.match(r"\W{0,3}(?:摘\s*要|内容提要|內容提要|提要)\W", text + " "))


# --- the body and the foot ----------------------------------------------------------------


def _with_captions(kept: list[Piece], removed: list[Removed]) -> list[Piece]:
    """A caption becomes the words of its picture; one without a picture goes."""
    out: list[Piece] = []
    for piece in kept:
        is_caption = piece.kind in ("paragraph", "note") and (
            junk_kind(piece.text) == "caption"
            or (piece.kind == "note" and bool(out) and out[-1].kind == "image")
        )
        if not is_caption:
            out.append(piece)
        elif out and out[-1].kind == "image" and out[-1].marks:
            mark = replace(out[-1].marks[0], start=0, end=len(piece.text))
            out[-1] = replace(out[-1], text=piece.text, marks=(mark,))
        else:
            removed.append(Removed(kind="caption", text=piece.text))
    return out


def _without_credits_inside(kept: list[Piece], facts: Facts, removed: list[Removed]) -> list[Piece]:
    """By-lines that stand before or behind the words of a paragraph."""
    out: list[Piece] = []
    first_text = True
    last_text = max((i for i, piece in enumerate(kept) if piece.kind == "paragraph"), default=-1)
    for index, piece in enumerate(kept):
        if piece.kind == "paragraph" and first_text and is_running(piece):
            first_text = False
            opening = opening_credits(piece.text)
            if opening:
                facts.add(opening[1])
                removed.append(Removed(kind="byline", text=piece.text[: opening[0]].strip()))
                piece = without(piece, 0, opening[0])
        if piece.kind == "paragraph":
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
        elif (
            _ORGANISATION.fullmatch(folded) and len(text) <= 40 and not any(map(is_running, later))
        ):
            facts.organisations.append(text)
            facts.media.append(text)
            removed.append(Removed(kind="signature", text=text))
        elif is_name_line(text) and len(later) <= 3:
            facts.authors.extend(names_in(text))
            removed.append(Removed(kind="byline", text=text))
        else:
            out.append(piece)
    return out


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
