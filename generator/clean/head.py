"""Reads the lines before the first running paragraph: title, names, affiliation, issue, occasion.

What is left of the pieces goes out, facts and removals are added. Not obvious: names alone under
a title are its authors, and the same line elsewhere is text.
"""

from __future__ import annotations

import re

from generator.clean.bylines import byline_of_parts, masthead
from generator.clean.characters import ends_sentence, fold, han_count
from generator.clean.dates import find_date
from generator.clean.facts import Facts
from generator.clean.media import is_medium
from generator.clean.names import is_name_line, is_organisation, name_with_post, names_in
from generator.clean.pieces import Piece
from generator.clean.shape import is_running, squeezed
from generator.clean.tables import word_set
from generator.model import Removed

_ISSUE = re.compile(
    r"[(（]?\s*《?(?P<name>[\u4e00-\u9fffA-Za-z· ]{2,20}?)》?\s*[,，]?\s*"
    r"(?:\d{4}|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年?\s*[,，]?\s*(?:总?第\s*[\d一二三四五六七八九十百]+\s*[卷期号辑]\s*[,，(（]?\s*)+"
    r"(?:总第?\s*\d+\s*期)?\s*[)）]?\s*[)）]?(?:\s*第?\s*\d+\s*页?)?"
)
# The issue on a line of its own, under the journal's name.
_ISSUE_ALONE = re.compile(
    r"(?:\d{4}\s*年?\s*[,(]?\s*)?(?:总?第\s*[\d一二三四五六七八九十百]+\s*[卷期]\s*[,(]?\s*){1,3}"
    r"(?:总第?\s*\d+\s*期)?\s*\)?"
)
_NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、．.章节]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])"
)
_SUBJECT = re.compile(r"(?:关于|關於|印发|印發|转发|轉發)\S{4,60}(?:的|之)?\S{2,4}")
_KINDS_OF_NOTICE = sorted(
    word_set(
        "通知 公告 通报 通告 報告 报告 意见 意見 决定 決定 办法 辦法 批复 批覆 请示 請示 "
        "纪要 紀要 规定 規定 方案 细则"
    )
)
_WIDE_ENDING = re.compile(f"(?:{'|'.join('[ 　]+'.join(word) for word in _KINDS_OF_NOTICE)})$")
_ENDING = re.compile("|".join(_KINDS_OF_NOTICE))
_SERIES = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:蓝皮书|绿皮书|皮书|年鉴|年报|论丛|丛书|文集|辑刊|集刊|专刊|通讯|文件汇编|论文集)"
    r"\s*(?:[(（\[]?\s*\d{4}\s*(?:[-—~至]\s*\d{4}\s*)?年?(?:版|度|卷)?\s*[)）\]]?)?"
)
# 某某市政府工务局　新闻稿: who sends out the release that follows.
_RELEASE = re.compile(r"[\s\u3000]+(?:新[闻聞]稿|新[闻聞][资資]料|新[闻聞]通稿|[通發发]稿)$")
_SUBTITLE = re.compile(r"[—–―-]{1,3}\s*\S")
_YEARS = re.compile(r"[(（]\s*\d{4}\s*年?\s*[—–~～至到-]{1,2}\s*\d{4}\s*年?度?\s*[)）]")
_HEAD_LENGTH = 9
_LONGEST_KICKER = 30


def read_head(
    kept: list[Piece], facts: Facts, removed: list[Removed], titles: set[str], *, given: bool
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
    title_at = next((i for i, piece in enumerate(head) if squeezed(piece.text) in titles), 0)
    for index, piece in enumerate(head):
        text = piece.text
        folded = fold(text).strip()
        over_issue = len(head) > 2 and bool(_ISSUE_ALONE.fullmatch(fold(head[1].text).strip()))
        if index == 0 and (_is_masthead(folded) or over_issue) and _a_line_follows(head):
            facts.media.append(_RELEASE.sub("", text).strip(" \u3000《》【】[]"))
            removed.append(Removed(kind="running_head", text=text))
            continue
        if squeezed(text) in titles:
            title_seen = True
            continue
        if piece.kind in ("image", "table", "code"):
            out.append(piece)
            continue
        if title_seen and facts.title and _is_subtitle(text):
            if not known or (not given and _SUBTITLE.match(text)):
                facts.title = f"{facts.title}{text}"
            else:
                removed.append(Removed(kind="subtitle", text=text))
            continue
        if _ISSUE_ALONE.fullmatch(folded):
            removed.append(Removed(kind="running_head", text=text))
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
        if text[:1] in "(（" and text[-1:] in ")）" and len(text) <= 120:
            occasion = find_date(text)
            if occasion:
                facts.dates.append(occasion[0])
                removed.append(Removed(kind="occasion", text=text))
                continue
            if is_organisation(folded[1:-1]) or _is_affiliation(folded[1:-1]):
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
                facts.add_body(text)
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
        if (
            index < title_at
            and piece.kind in ("paragraph", "item")
            and len(text) <= _LONGEST_KICKER
        ):
            removed.append(Removed(kind="kicker", text=text))
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


def _is_subtitle(text: str) -> bool:
    """——访某某局局长, （2023—2025年）."""
    return (bool(_SUBTITLE.match(text)) and len(text) <= 60) or bool(_YEARS.fullmatch(text))


def _is_affiliation(folded: str) -> bool:
    """1. 某某大学 公共管理学院，某城 000001；2. 某某研究院: bodies, with their places."""
    parts = [part for part in re.split("[;]", folded) if part.strip()]
    return bool(parts) and all(
        any(
            is_organisation(word)
            for word in re.split(r"[,\s]+", re.sub(r"^\s*\d[.、]?\s*|\d{6}\s*$", "", part))
        )
        for part in parts
    )


def _is_masthead(folded: str) -> bool:
    """临沅晚报 or 【西岭日报】 alone on the first line, or the book that a report stands in."""
    if _SERIES.fullmatch(folded):
        return True
    if _RELEASE.search(folded) and is_organisation(_RELEASE.sub("", folded)):
        return True
    name = folded.strip("《》【】[]")
    return 3 <= len(name) <= 10 and is_medium(name) and not name.startswith(("本", "一", "我"))


def _a_line_follows(head: list[Piece]) -> bool:
    """Whether something else can be the title."""
    return any(
        3 <= len(piece.text) <= 40
        and not is_name_line(piece.text)
        and not ends_sentence(piece.text)
        for piece in head[1:4]
    )


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
