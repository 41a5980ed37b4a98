"""Which of the lines over a text is its title, and over how many lines it goes.

The lines before the first running paragraph come in. The first that can be a title is it, unless
something speaks against it (it names a medium or a body, it is dated, a button, a message's head)
and a later one has nothing against it. Not obvious: 某某市人民政府 / 关于……的 / 通知 is one title.
"""

from __future__ import annotations

import re

from generator.clean.characters import ends_sentence, fold, han_count
from generator.clean.dates import find_date
from generator.clean.junk import junk_kind
from generator.clean.media import COLUMNS, is_medium
from generator.clean.names import is_name_line, is_organisation
from generator.clean.pieces import Piece
from generator.clean.tables import word_set

NUMBERED = re.compile(
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
SERIES = re.compile(
    r"[\u4e00-\u9fff]{2,16}(?:蓝皮书|绿皮书|皮书|年鉴|年报|论丛|丛书|文集|辑刊|集刊|专刊|通讯|文件汇编|论文集)"
    r"\s*(?:[(（\[]?\s*\d{4}\s*(?:[-—~至]\s*\d{4}\s*)?年?(?:版|度|卷)?\s*[)）\]]?)?"
)
# 政务简报, 第12期: what the text appeared in.
_SERIAL = re.compile(
    r".{0,16}(?:简报|通讯|专刊|快报|月报|周报|旬报|季刊|月刊|周刊|会刊|学刊|学报|通报|公报|电子报|内参|要情|参阅|动态|信息)"
    r"|.*第\s*[\d一二三四五六七八九十百]+\s*[期号卷辑].*|.*(?:官方账号|公众号|客户端|订阅号)|.{2,30}(?:新闻公报|新闻稿)"
)
# 说明：檔號 0112, 老周 21:04, 密级★机密: forms and messages.
_OF_A_FORM = re.compile(
    r"[\u4e00-\u9fff]{1,2}[\s\u3000]{0,4}[\u4e00-\u9fff]{1,3}\s*[:：].*|.*\d{1,2}:\d{2}|.{0,8}[密急]级?[★☆].*"
)
# （核定本）, （征求意见稿）: which state of a document it is
_DRAFT = re.compile(
    r"[（(][\u4e00-\u9fff\d]{0,10}(?:草案|试行|試行|暂行|暫行|修订|修訂|修正|[^基文书書]本|[^投来來]稿|版)[)）]"
)
_MOST_LINES = 4
_TOO_MUCH = 2.5


def headline(head: list[Piece], rest: list[Piece]) -> int:
    """Number of the line that is the title, or that it begins on; -1 for none."""
    best, least = -1, 0.0
    for index, piece in enumerate(head):
        if is_name_line(piece.text) and piece.kind != "heading":
            break  # names alone stand under a title
        if not _can_be_title(piece, rest, head[index + 1 :], is_first=index == 0):
            continue
        against = _against(piece, head[index + 1 :]) + 0.1 * index
        if against < _TOO_MUCH and (best < 0 or against < least):
            best, least = index, against
    return best


def _against(piece: Piece, following: list[Piece]) -> float:
    """How much speaks against a line: nothing does against most."""
    text = piece.text.strip()
    folded = fold(text)
    bare = folded.strip("《》【】[] ")
    if piece.kind == "heading":
        return 0.0
    against = 0.0
    if junk_kind(text) or bare in COLUMNS:
        against += 3
    if is_medium("".join(bare.split())) or _SERIAL.fullmatch(bare) or SERIES.fullmatch(folded):
        against += 2
    if is_organisation(folded):
        begins = bool(following) and bool(_SUBJECT.match(following[0].text))
        against += -1 if begins else 1.5
    if _OF_A_FORM.fullmatch(folded) or find_date(text):
        against += 1.5
    if len(text) < 4:
        against += 0.5
    if _ENDING.search(text[-4:]) and "关于" in folded:
        against -= 0.5
    return against


def title_on_lines(lines: list[Piece]) -> tuple[str, int]:
    """The title that begins on the first of the lines, and on how many it stands."""
    title, used = lines[0].text, 1
    # 关于…… must come to its 通知, over however many lines.
    opened = re.search("关于|關於", title) or (
        len(lines) > 1 and is_organisation(fold(title)) and _SUBJECT.match(lines[1].text)
    )
    if opened and not _ENDING.search(title[-4:]):
        for number, line in enumerate(lines[1:_MOST_LINES], start=2):
            if line.kind not in ("paragraph", "heading") or ends_sentence(line.text):
                break
            title += line.text
            if _ENDING.search(close_up(line.text)[-4:]):
                return close_up(title), number
        title = lines[0].text
    below = lines[1] if len(lines) > 1 else None
    if below is not None and (_is_second_line(title, below) or _DRAFT.fullmatch(below.text)):
        title, used = title + below.text, 2
    return close_up(title), used


def close_up(title: str) -> str:
    """关于……的 通　知 and 目　录: characters that stand apart only to look wide."""
    title = _WIDE_ENDING.sub(lambda match: "".join(match.group().split()), title)
    parts = title.split()
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else title


def _is_second_line(text: str, below: Piece) -> bool:
    """A title that breaks off: ……工作的 / 通知, or before 的."""
    second = close_up(below.text)
    if below.kind not in ("paragraph", "heading") or len(second) > 40 or is_name_line(below.text):
        return False
    if ends_sentence(second) or NUMBERED.match(second):
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
    if text[-1] in "。；;，,：:、" or NUMBERED.match(text) or han_count(text) < 2:
        return False
    return not (text[0] in "“「" and ends_sentence(text))
