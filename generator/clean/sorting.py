"""Sorts the pieces of a draft into the article's own text, facts about it, and junk.

Not obvious: the same short line can be a title, an author or a heading, and only its place says
which. So credits and junk go first, then the lines before the first running paragraph are read
as the head of the article, and what is left is text.
"""

from __future__ import annotations

import re

from generator.clean.brackets import credits_in_brackets
from generator.clean.bylines import byline_of_parts
from generator.clean.captions import with_captions
from generator.clean.characters import ends_sentence, fold, fold_lines
from generator.clean.closing import is_addressed_to_readers
from generator.clean.credit_line import read_line
from generator.clean.credits import read_credits
from generator.clean.dates import find_date
from generator.clean.facts import Credits, Facts, Sorted
from generator.clean.foot import (
    CLOCK,
    add_clock,
    read_foot,
    whole_paragraphs,
    with_references,
    without_credits_inside,
)
from generator.clean.head import read_head
from generator.clean.headings import number_level
from generator.clean.information import issuing_body, read_information
from generator.clean.journals import journal_in
from generator.clean.junk import is_menu_line, junk_kind
from generator.clean.media import COLUMNS, is_medium, medium_name
from generator.clean.names import close_up, is_name_line, is_organisation
from generator.clean.pieces import Draft, Piece, Role, set_apart, without
from generator.clean.regions import Fate, Region, furniture_by_place
from generator.clean.reprints import is_reprint_note, read_reprint
from generator.clean.shape import is_running, is_stub, squeezed
from generator.clean.titles import (
    decreed_title,
    is_repeated_title,
    owners,
    page_title,
    site_names,
    whole_title,
    without_remarks,
)
from generator.model import Removed

_ADDRESS_LINE = re.compile(r"[<(（【]?\s*(https?://[^\s<>()（）]+)\s*[>)）】]?")
_NO_CREDITS = frozenset(["navigation", "document_info", "copyright", "related", "promotion"])
_LONGEST_CREDITS = 200
_FEWEST_LEFT = 2  # running paragraphs: a page that speaks to its readers throughout is the text
_META_LINE = re.compile(
    r"[\[【〔(（]?(?:中图分类号|文献标识码|文章编号|收稿日期|基金项目|资助项目|作者简介|通讯作者|通信作者|doi|DOI|引用格式|第一作者)"
)
# 某某局办公室　　2023年5月6日印发, at the foot of a notice
_ISSUED = re.compile(r"(?P<body>[\u4e00-\u9fff]{4,30}?)\s*\d{4}年\d{1,2}月\d{1,2}日印发?")
_OFFICE_OF = re.compile(r"(?<=[局厅廳府会會部院队隊处處署])办公[室厅]$")
# [图片], as it is left where text was copied
_PICTURE_WAS_HERE = re.compile(
    r"[\[【（(]\s*(?:图片?|圖片?|image|插图)[^\[\]【】]{0,40}[\]】）)]", re.IGNORECASE
)
_PEN_NAME = re.compile(r"[\w·・.-]{2,16}")
# Moving ornaments above and between the paragraphs of an account's posts.
_ANIMATED = re.compile(r"\.gif(?:\?|$)|wx_fmt=gif|/gif\?", re.IGNORECASE)
# What WordPress writes under each item of a feed.
_FIRST_ON = re.compile(r"(?:appeared first on|最先出现在)\s*([^.。]{2,30}?)\s*[.。]?\s*$")
# 在浏览器中查看：https://…
_NAMES_ITS_PAGE = frozenset(["web_version"])
_ADDRESS_WITHIN = re.compile(r"https?://[^\s<>()（）\"']+")
_FINE_PRINT = re.compile(
    "[版著][权權]|授[权權]|[声聲]明|[转轉][载載]|侵[权權]|[备備]案|ICP|©|代表|作者|[来來]源|[编編][辑輯]|主办|摄|攝"
)


def sort_out(
    draft: Draft, title: str | None, editors_title: str | None, pictures: frozenset[str]
) -> Sorted:
    """`title` is the front matter's; `pictures` are known to be furniture.

    An editor's title only helps to find the line that repeats it: a source must fall into the
    same passages whether or not an editor has given it a better title.
    """
    fold_lines(piece.text for piece in draft.pieces)
    facts = Facts(title=title or page_title(draft) or decreed_title(draft))
    for line in draft.removed:
        journal = journal_in(line.text) if line.kind == "running_head" else None
        if line.kind == "running_head" and is_medium(fold(line.text.strip())):
            journal = line.text.strip()
        if journal:
            facts.media.append(medium_name(journal))
        dated = find_date(line.text) if line.kind == "running_head" else None
        if dated:
            facts.printed.append(dated[0])
    facts.sites.extend(site_names(draft, facts.title))
    removed: list[Removed] = []
    titles = {squeezed(words) for words in (facts.title, editors_title) if words}
    pieces = tuple(
        piece for piece in draft.pieces if piece.inside or squeezed(piece.text) not in titles
    )
    kept, fates = _without_junk(pieces, facts, removed, pictures, draft.format)
    facts.title = facts.title or facts.labelled_title
    kept = read_head(kept, facts, removed, titles, given=title is not None)
    kept = _without_furniture_by_place(kept, fates, facts, removed)
    if facts.title and title is None:
        whole = whole_title(facts.title, (facts.original_title or "", *draft.titles))
        facts.title = without_remarks(whole)
    kept = _without_pull_quotes(kept, removed)
    kept = with_captions(kept, removed, page=draft.format == "html")
    kept = without_credits_inside(kept, facts, removed)
    kept = _without_closing_words(kept, removed)
    kept = with_references(read_foot(kept, facts, removed))
    kept = whole_paragraphs(kept, removed, join=draft.format != "html")
    return Sorted(pieces=tuple(kept), removed=tuple(removed), facts=facts)


def _without_junk(
    pieces: tuple[Piece, ...],
    facts: Facts,
    removed: list[Removed],
    pictures: frozenset[str],
    draft_format: str,
) -> tuple[list[Piece], list[Fate]]:
    kept: list[Piece] = []
    after_related = after_comments = after_picture = False
    fates: list[Fate] = []
    runs = [index for index, piece in enumerate(pieces) if is_running(piece) and not piece.hint]
    while len(runs) > _FEWEST_LEFT and pieces[runs[-1]].text.endswith(("…", "...")):
        runs.pop()  # the card of another story
    running = len(runs)
    first_running, last_running = (runs[0], runs[-1]) if runs else (0, len(pieces))
    title_at = _place_of_title(pieces, facts.title, first_running)
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
            read_information(piece, facts)
            removed.append(Removed(kind="document_info", text=piece.text))
            continue
        if after_comments and piece.kind != "heading":
            removed.append(Removed(kind="reader_comment", text=piece.text))
            continue
        # A line of credits is read with its buttons: 字体：大 中 小.
        if not (title_at < index < first_running and any(mark in piece.text for mark in ":：")):
            piece = _without_junk_links(piece, removed)
        outside = index > last_running or index < first_running
        region: Region = (
            "over" if index < first_running else "behind" if index > last_running else "within"
        )
        kind = _kind_of(piece, facts, placed=title_at < index < first_running)
        if index < first_running and (name := _pen_name_beside(piece, facts, kind)):
            facts.writers.append(name)
            kind = "byline"
        if kind == "error_page" and running > 2:
            kind = None  # a sentence of an article may say the same
        if kind is None and is_repeated_title(piece.text, facts.title):
            kind = "running_head"
        if kind is None and outside and _is_menu(piece, draft_format):
            kind = "navigation"
        if (
            kind is None
            and after_related
            # Within the article a short line is a heading again; behind it, one more entry.
            and (index > last_running or piece.kind != "heading")
            and (piece.linked or piece.kind == "item" or (index > last_running and is_stub(piece)))
        ):
            kind = "related"
        if kind is None and after_picture and _is_entry(piece):
            kind = "caption"
        after_picture = bool(_PICTURE_WAS_HERE.fullmatch(piece.text))
        if kind is None:
            after_related = after_comments = False
            kept.append(piece)
            fates.append(Fate(piece, "", region))
            continue
        removed.append(Removed(kind=kind, text=piece.text))
        if kind == "byline" and first_running < index < last_running:
            facts.signed_parts += bool(kept) and kept[-1].kind == "heading"
        if kind == "document_info" and (body := issuing_body(piece.text)):
            facts.add_body(body)
        if kind == "source_credit":
            facts.add(read_reprint(piece.text))
        if kind == "copyright":
            facts.sites.extend(owners(piece.text))
            facts.add(read_reprint(piece.text, fine_print=True))
        if kind == "document_info" and (issued := _ISSUED.fullmatch(fold(piece.text).strip())):
            body = piece.text.strip()[: issued.end("body")]
            facts.media.append(_OFFICE_OF.sub("", body))
            facts.written.extend(date[0] for date in [find_date(piece.text)] if date)
        if kind in _NAMES_ITS_PAGE and (address := _ADDRESS_WITHIN.search(piece.text)):
            facts.urls.append(address.group())
        if kind == "promotion" and (first_on := _FIRST_ON.search(piece.text)):
            facts.sites.append(first_on.group(1))
        if kind == "page_number":  # the text may run on behind it
            kept.append(Piece(kind="break", text=""))
        fates.append(Fate(None, kind, region))
        after_related = kind == "related"
        # Over the text it is a button, however little text there is.
        late = index > first_running and index > last_running // 2
        after_comments = kind == "reader_comment" and not piece.hint and late
    return kept, fates


def _without_furniture_by_place(
    kept: list[Piece], fates: list[Fate], facts: Facts, removed: list[Removed]
) -> list[Piece]:
    gone = {id(piece): piece for piece in furniture_by_place(fates, facts.title)}
    for piece in kept:
        if id(piece) not in gone:
            continue
        body = issuing_body(piece.text)
        if body:
            facts.add_body(body)
        kind = "document_info" if body else "furniture"
        removed.append(Removed(kind=kind, text=piece.text))
    return [piece for piece in kept if id(piece) not in gone]


def _without_closing_words(kept: list[Piece], removed: list[Removed]) -> list[Piece]:
    """What the page says to its readers, up from the end."""
    end = len(kept)
    runs = sum(map(is_running, kept))
    while end and (
        kept[end - 1].kind in ("image", "break")
        or (kept[end - 1].kind != "table" and is_addressed_to_readers(kept[end - 1].text))
    ):
        end -= 1
        runs -= is_running(kept[end])
        if runs < _FEWEST_LEFT:
            return kept
    gone = [piece for piece in kept[end:] if piece.kind not in ("image", "break")]
    removed.extend(Removed(kind="promotion", text=piece.text) for piece in gone)
    return [piece for piece in kept if piece not in gone] if gone else kept


def _without_pull_quotes(kept: list[Piece], removed: list[Removed]) -> list[Piece]:
    """A few words of the text set once more as a quotation of their own."""
    quotes = [piece for piece in kept if piece.kind == "quote" and 6 <= len(piece.text) <= 60]
    if not quotes:
        return kept
    words = [squeezed(piece.text) for piece in kept if piece.kind != "quote"]
    pulled = [
        piece
        for piece in quotes
        if any(squeezed(piece.text).strip("。！？") in other for other in words)
    ]
    removed.extend(Removed(kind="pull_quote", text=piece.text) for piece in pulled)
    return [piece for piece in kept if piece not in pulled]


def _is_entry(piece: Piece) -> bool:
    return piece.kind == "paragraph" and len(piece.text) <= 40 and not ends_sentence(piece.text)


def _place_of_title(pieces: tuple[Piece, ...], title: str | None, before: int) -> int:
    """Number of the piece that is the title; where it is unknown, of the first line."""
    wanted = squeezed(title) if title else ""
    for index, piece in enumerate(pieces[:before]):
        if wanted and squeezed(piece.text) == wanted:
            return index
    return -1 if title else 0


def _kind_of(piece: Piece, facts: Facts, *, placed: bool) -> str | None:
    """The kind of junk or credit a piece is, or None. Credits are added to the facts.

    `placed`: it stands between title and text, or behind the text, where credits stand.
    """
    text = piece.text
    if piece.hint == "reader_comment" or piece.hint == "comment":
        return "reader_comment"
    if facts.dates and (clock := CLOCK.fullmatch(fold(text))):
        add_clock(clock, facts)  # 香港时间17时05分, on a line under the day
        return "date"
    address = _ADDRESS_LINE.fullmatch(text)
    if address:
        facts.urls.append(address.group(1))
        return "source_url"
    if piece.kind == "table" and not piece.inside and placed and _signs(piece, facts):
        return "byline"
    if piece.kind in ("code", "table"):
        return None if piece.inside and not piece.hint else piece.hint or "navigation"
    if is_reprint_note(text):
        return "source_credit"
    if junk_kind(text) == "follow" and not any(mark in text for mark in ":："):
        return "follow"  # 点击蓝字关注我们 names nobody, though 蓝 is a surname
    aside = bool(piece.hint) or not piece.inside
    if not aside and len(text) > 100 and "。" in text[:-1] and not _FINE_PRINT.search(text):
        return None  # no pattern matches running text of this length
    if not piece.hint or (
        (placed or piece.hint in ("copyright", "tool", "navigation"))
        and (any(mark in text for mark in ":：") or find_date(text) is not None)
    ):
        # An entry of a list: another article's title with its day.
        entry = piece.kind == "item" and any(mark.kind == "link" for mark in piece.marks)
        credits = _credits_of(piece, placed=placed, lenient=aside and not entry)
        if credits is None and aside and placed and not piece.hint:
            credits = byline_of_parts(text)  # in a cell of its own, between title and text
        day = piece.kind == "heading" and credits is not None and credits.kind == "date"
        if credits and not (day and not placed and not any(mark in text for mark in ":：")):
            facts.add(credits)
            return credits.kind if credits.kind != "tool" else junk_kind(text) or "tool"
    kind = junk_kind(text)
    if kind == "caption" and not aside:
        return None  # it may have a picture to go with
    if kind:
        return kind
    if aside:
        return {"comment": "reader_comment"}.get(piece.hint, piece.hint) or "navigation"
    links = sum(mark.kind == "link" for mark in piece.marks) if piece.linked else 0
    few_words = len(text) <= 80 or links > 3
    if links and few_words and piece.kind != "heading" and not ends_sentence(text):
        return "navigation"
    if _META_LINE.match(text) and len(text) <= 200:
        return "document_info"
    return None


def _signs(piece: Piece, facts: Facts) -> bool:
    """A small table between title and text may hold its credits, one in each cell."""
    if len(piece.text) > _LONGEST_CREDITS:
        return False
    signed = False
    for cell in re.split("[\t\n]", piece.text):
        credits = read_line(cell, placed=True) or byline_of_parts(cell)
        if credits and (credits.authors or credits.date or credits.publisher):
            facts.add(credits)
            signed = True
    return signed


def _credits_of(piece: Piece, *, placed: bool, lenient: bool) -> Credits | None:
    text = set_apart(piece)
    short = len(text) <= _LONGEST_CREDITS and not piece.roles
    if short and (text[0] in "（(【[" or any(mark in text for mark in ":：")):
        text = close_up(text)  # （责任编辑　闻　笛）
    roles = piece.roles if text == piece.text else _moved(piece)
    word_by_word = read_line(text, roles, placed=placed)
    if word_by_word and word_by_word.sure and junk_kind(text) not in _NO_CREDITS:
        return word_by_word
    labelled = read_credits(text, lenient=lenient) or credits_in_brackets(text)
    if labelled is None or (word_by_word and labelled.kind == "date"):
        return word_by_word  # it may name who wrote or published as well
    return labelled


def _moved(piece: Piece) -> tuple[Role, ...]:
    """The roles of a piece in its text as it is set apart at its seams."""
    gaps = [at for at in piece.seams if 0 < at < len(piece.text)]
    gaps = [at for at in gaps if not piece.text[at].isspace() and not piece.text[at - 1].isspace()]
    return tuple(
        Role(
            one.start + sum(at <= one.start for at in gaps),
            one.end + sum(at < one.end for at in gaps),
            one.name,
        )
        for one in piece.roles
    )


def _pen_name_beside(piece: Piece, facts: Facts, kind: str | None) -> str | None:
    """In a forum the first writer's name stands in a column of its own, and is called so."""
    if piece.inside or facts.writers or kind not in (None, "navigation"):
        return None
    text = piece.text.strip()
    called = any(one.name == "author" and one.end - one.start >= len(text) for one in piece.roles)
    if not called or not _PEN_NAME.fullmatch(text) or fold(text) in COLUMNS:
        return None
    return None if junk_kind(text) or is_medium(fold(text)) or is_organisation(text) else text


def _is_menu(piece: Piece, draft_format: str) -> bool:
    return (
        draft_format == "html"
        and piece.kind in ("paragraph", "item")
        and is_menu_line(piece.text)
        and not number_level(piece.text)  # 第一章　总　则
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
        start = len(piece.text[: mark.start].rstrip(" \u3000|/·｜"))
        removed.append(Removed(kind=kind, text=piece.text[start:].strip()))
        piece = without(piece, start, mark.end)
    return piece
