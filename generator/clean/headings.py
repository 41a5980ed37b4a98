"""Finds the headings that nothing but their shape marks, and gives every heading its level.

Pieces come in, Blocks go out. Three shapes: a short line without a full stop before a longer
paragraph (电账); a numbered or bold line; and a run-in head, the short first sentence that opens
each of several paragraphs in a row and is taken out of them. 一是… 二是… are no heads: the ordinal
belongs to the sentence. A heading with empty text is a break: what follows has left the section
before it and has no heading of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from generator.clean.characters import CLOSERS, ends_sentence, han_count
from generator.clean.pieces import Piece, without
from generator.model import Block

_NUMBERS = "一二三四五六七八九十百"
_FORMAL = "壹贰貳叁參参肆伍陆陸柒捌玖拾"
_LEVELS = (
    (1, re.compile(rf"[{_FORMAL}]{{1,2}}[、．.]")),
    (2, re.compile(rf"第[{_NUMBERS}\d]{{1,3}}[章节節部篇编編][\s\u3000、:：]?")),
    (2, re.compile(rf"[{_NUMBERS}]{{1,3}}\s?[、．.]")),
    (3, re.compile(rf"[（(][{_NUMBERS}]{{1,3}}[）)][、．.]?")),
    (4, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))\s?")),
    (5, re.compile(r"[（(]\d{1,2}[）)]")),
    (3, re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\s+")),
    (
        2,
        re.compile(
            rf"第[{_NUMBERS}\d]{{1,3}}(?:回合|回|步|站|幕|招|关|關|课|課|讲|講|阶段|階段|场|場|轮|輪|天|问|問|件事)[:：\s]"
        ),
    ),
    (2, re.compile(rf"第[{_NUMBERS}\d]{{1,3}}[\u4e00-\u9fff]{{1,3}}[:：]")),
    (2, re.compile(r"(?:0\d|[1-9])[\s\u3000]+(?=[\u4e00-\u9fff])")),
    (3, re.compile(rf"(?:问题|建议|对策|案例|启示|做法|故事|镜头|场景)[{_NUMBERS}][:：\s]")),
)
_ORDINAL_OPENING = re.compile(
    rf"(?:其?[{_NUMBERS}]是|第[{_NUMBERS}][,，种种類类個个]|首先|其次|再次|最后|最後|其[一二三四五六七])"
)
# A line of its own may well begin so: 最后一趟车. With a comma it counts.
_COUNTING_LINE = re.compile(
    rf"(?:其?[{_NUMBERS}]是|第[{_NUMBERS}][,，]|(?:首先|其次|再次|最后|最後)[,，:：]|其[一二三四五六七][,，:：])"
)
_ENUMERATOR = re.compile(r"[①-⑳❶-❿]|[（(]?\d{1,2}[）).．、]\s?[^\d]|[•●■◆▪·]\s*\S")
_LONGEST_QUESTION = 18
_NO_HEAD = re.compile(
    r"(?:但|而|不过|不過|然而|因此|所以|据|據|记者|記者|他|她|它|我|你|这|這|那|此|同时|同時|对此|對此|于是|於是|当天|當天|目前|"
    r"如今|今天|问[:：]|答[:：]|問[:：]|其实|其實|后来|後來|没有|沒有|也|还|還|可|就|又)"
)
# What a sentence that tells something holds, and a head does not: 灯全亮着, 是市场定的, 没有人.
_TELLS = re.compile(r"[着著过過]$|是.+的$|没有|沒有|[他她它我你]|[说說]")
_VERB_OF_SPEECH = re.compile(r"[说說]$|表示|介绍|介紹|告诉|告訴|认为|認為|坦言|回忆|回憶|笑")
_SPEAKER = re.compile(r"[\u4e00-\u9fffA-Za-z·]{1,6}[:：]\s?\S")
_ABSTRACT = re.compile(
    r"\s*[【\[〔(（]?\s*(摘\s*要|内容提要|內容提要|提\s*要|核心提示|编者按|編者按|内容摘要|導語|导语|导读|導讀|引言)\s*[】\]〕)）]?\s*[:：]?\s*"
)
_LABEL_MARK = re.compile(r"[】\]〕):：）]|^\s*(?:摘\s*要|内容提要|內容提要)[ \u3000]+$")
_ORNAMENT = re.compile(r"[■□◆◇▲△▌▍●◎★☆►▶❖※]+\s*")
# （一）退塘还湿。 on a line of its own, over what is to be done
_NUMBERED_WITH_STOP = re.compile(rf"[（(][{_NUMBERS}]{{1,3}}[）)][^，,；;：:。、]{{2,14}}。")
_NAMES_A_PART = re.compile(
    r"(?!.*(?:如下|包括|有|为|為|是|下列|以下)[：:]$)[\u4e00-\u9fff]{2,6}[：:]"
)
_SHORTEST_UNDER_STOP = 24
_LONGEST_LINE = 32
_LONGEST_OPENING = 20
_LONGEST_MARKED = 45
_FEWEST_ALIKE = 2


class _RunIn(NamedTuple):
    end: int  # of the first sentence, with its full stop
    number: int  # level of its numbering, 0 for none


def blocks_of(pieces: tuple[Piece, ...]) -> tuple[Block, ...]:
    marked = _marked_headings(list(pieces))
    marked = _with_abstract(marked)
    return tuple(_as_block(piece) for piece in _with_run_ins(_with_levels(marked)))


def _as_block(piece: Piece) -> Block:
    return Block(
        kind=piece.block_kind,
        text=piece.text,
        level=piece.level if piece.kind == "heading" else 0,
        marks=piece.marks,
        run_in=piece.run_in,
    )


def _heading(piece: Piece, level: int) -> Piece:
    """A heading keeps no marks that cover all of it: bold is how it says that it is one."""
    marks = tuple(mark for mark in piece.marks if mark.kind not in ("strong", "em"))
    lead = _ORNAMENT.match(piece.text)
    if lead and lead.end() < len(piece.text):
        piece = without(replace(piece, marks=marks), 0, lead.end())
        marks = piece.marks
    return replace(piece, kind="heading", level=level, marks=marks)


# --- lines of their own -------------------------------------------------------------------


def _marked_headings(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    explicit = any(piece.kind == "heading" for piece in pieces)
    for index in range(len(pieces) - 1, -1, -1):  # from the end: what follows is decided first
        piece = pieces[index]
        after = out[-1] if out else None
        if piece.kind == "heading" and (piece.text[-1:] in "。；;" or len(piece.text) > 80):
            piece = replace(piece, kind="paragraph")  # a paragraph set in a heading's tag
        elif piece.kind in ("paragraph", "item") and after is not None:
            level = _level_of_line(piece, after, explicit=explicit, first=index == 0)
            if level:
                piece = _heading(piece, level)
        out.append(piece)
    out.reverse()
    return _without_list_heads(_with_questions(_with_numbered_sentences(out)))


def _with_numbered_sentences(pieces: list[Piece]) -> list[Piece]:
    """一、请介绍有关背景。 in bold, where other bold lines that are numbered so are headings."""
    levels = Counter(number_level(one.text) for one in pieces if one.kind == "heading")
    out = list(pieces)
    for index, (piece, after) in enumerate(pairwise(pieces)):
        number = number_level(piece.text)
        if (
            piece.kind == "paragraph"
            and piece.bold
            and number
            and levels[number] >= _FEWEST_ALIKE
            and piece.text.find("。") == len(piece.text) - 1
            and len(piece.text) <= _LONGEST_MARKED
            and after.kind == "paragraph"
            and not number_level(after.text)
            and _longer(piece.text, after)
        ):
            out[index] = _heading(piece, number)
    return out


def _with_questions(pieces: list[Piece]) -> list[Piece]:
    """A short question over a paragraph is a heading where lines like it are."""
    lengths = [len(piece.text) for piece in pieces if piece.kind == "heading"]
    if len(lengths) < 2:
        return pieces
    level = min(piece.level for piece in pieces if piece.kind == "heading")
    out = list(pieces)
    for index, (piece, after) in enumerate(pairwise(pieces)):
        if (
            piece.kind == "paragraph"
            and piece.text[-1:] in "？?"
            and len(piece.text) <= min(_LONGEST_QUESTION, 2 * max(lengths))
            and after.kind == "paragraph"
            and _longer(piece.text, after)
            and not any(mark in piece.text for mark in "。！!：:“”「」")
            and not re.match("[你您我他她]", piece.text)
        ):
            out[index] = _heading(piece, level)
    return out


def number_level(text: str) -> int:
    """Level of the numbering a line begins with: 一、 2, （一） 3, 1. 4; 0 for none."""
    return next((level for level, pattern in _LEVELS if pattern.match(text)), 0)


def _level_of_line(piece: Piece, after: Piece, *, explicit: bool, first: bool) -> int:
    text = piece.text
    number = number_level(text)
    if (
        _NUMBERED_WITH_STOP.fullmatch(text)
        and after.kind == "paragraph"
        and not number_level(after.text)
        and len(after.text) >= max(2 * len(text), _SHORTEST_UNDER_STOP)
    ):
        return number
    if text[-1] in "：:" and _NAMES_A_PART.fullmatch(text) and number_level(after.text):
        return 2  # 說明： over 一、…… 二、……
    if text[-1] in "。；;，,、" or (text[-1] in "：:" and not number):
        return 0
    bare = text.rstrip("".join(CLOSERS))
    if bare[-1:] in "。；;，":
        return 0
    follows = after.kind == "heading" or _longer(text, after)
    if not follows or "。" in text:
        return 0
    if _SPEAKER.match(text) and _SPEAKER.match(after.text):
        return 0  # 记者：…？ / 郁某某：…, in bold or not
    if number and len(text) <= _LONGEST_MARKED and after.kind != "item":
        # A list of numbered lines is a list; headings have text under them.
        deeper = after.kind != "heading" or number_level(after.text) != number
        return number if deeper else 0
    if piece.bold and len(text) <= _LONGEST_MARKED and han_count(text) >= 2:
        return 3 if explicit and after.kind != "heading" else 2
    if piece.kind == "item" or len(text) > _LONGEST_LINE or text[-1] in "？?！!…":
        return 0
    if ends_sentence(text) or after.kind == "heading" or han_count(text) < 2:
        return 0
    if text[0] in "（(*※▲△◎●" or (
        re.search(r"[:：]\S", text) and re.match(r"[\u4e00-\u9fff]{1,4}[:：]", text)
    ):
        return 0
    if _COUNTING_LINE.match(text) or (first and len(text) > _LONGEST_OPENING):
        return 0  # the first line of all, and long: a deck under the title
    return 3 if explicit else 2


def _longer(text: str, after: Piece) -> bool:
    if after.kind in ("table", "image", "quote", "code"):
        return True
    if _ENUMERATOR.match(after.text):
        return True
    return after.kind in ("paragraph", "item") and (
        len(after.text) >= max(len(text) * 1.5, 10 if after.text[-1] in "：:" else 16)
        and (ends_sentence(after.text) or len(after.text) >= 60 or after.text[-1] in "：:")
    )


def _without_list_heads(pieces: list[Piece]) -> list[Piece]:
    """A heading at the very end, with nothing under it, is a line of text."""
    out = list(pieces)
    if out and out[-1].kind == "heading" and number_level(out[-1].text):
        out[-1] = replace(out[-1], kind="paragraph", level=0)
    return out


def _with_levels(pieces: list[Piece]) -> list[Piece]:
    """Levels from 2 down, without gaps at the top."""
    levels = [piece.level for piece in pieces if piece.kind == "heading" and piece.text]
    if not levels:
        return pieces
    shift = 2 - min(levels)
    return [
        replace(piece, level=min(max(piece.level + shift, 2), 6))
        if piece.kind == "heading" and piece.text
        else piece
        for piece in pieces
    ]


# --- labels -------------------------------------------------------------------------------


def _with_abstract(pieces: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for index, piece in enumerate(pieces):
        label = _ABSTRACT.match(piece.text) if index < 8 else None
        if (
            label is None
            or piece.kind not in ("paragraph", "quote")
            or not _LABEL_MARK.search(label.group())
            or len(piece.text) - label.end() < 10
        ):
            out.append(piece)
            continue
        name = re.sub(r"\s", "", label.group(1))
        out.append(Piece(kind="heading", text=name, level=2, run_in=True))
        out.append(without(piece, 0, label.end()))
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if following is not None and following.kind != "heading":
            out.append(_section_break(2))
    return out


def _section_break(level: int) -> Piece:
    return Piece(kind="heading", text="", level=level)


# --- run-in heads -------------------------------------------------------------------------


def _with_run_ins(pieces: list[Piece]) -> list[Piece]:
    found: dict[int, _RunIn] = {}
    candidates = {
        index: head
        for index, piece in enumerate(pieces)
        if piece.kind in ("paragraph", "item") and (head := _run_in(piece.text))
    }
    numbered = [index for index, head in candidates.items() if head.number]
    for level in {candidates[index].number for index in numbered}:
        same = [index for index in numbered if candidates[index].number == level]
        if len(same) >= 3:
            found.update((index, candidates[index]) for index in same)
    for run in _runs([index for index, head in candidates.items() if not head.number]):
        if len(run) >= 3 and _is_parallel([pieces[i].text[: candidates[i].end - 1] for i in run]):
            found.update((index, candidates[index]) for index in run)
    return _split_run_ins(pieces, found) if found else pieces


def _run_in(text: str) -> _RunIn | None:
    stop = text.find("。", 0, 34)
    number = number_level(text)
    if stop < 5 or stop > (32 if number else 24) or len(text) - stop < 30:
        return None
    head = text[:stop]
    if any(mark in head for mark in "；;：:？！?!…") or _ORDINAL_OPENING.match(head):
        return None
    if head.count("“") != head.count("”") or head.count("「") != head.count("」"):
        return None
    if text[stop + 1] in "”」』":
        return None
    if not number and (
        _NO_HEAD.match(head)
        or _VERB_OF_SPEECH.search(head)
        or re.search(r"\d", head)
        or head.count("，") + head.count(",") > 1
        or "了" in head
    ):
        return None
    return _RunIn(stop + 1, number)


def _runs(indexes: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indexes:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _is_parallel(heads: list[str]) -> bool:
    """Heads of one list are built alike: of like length, all with a comma or none.

    With a comma they are couplets (让数据多跑路，让群众少跑腿); a sentence that tells something
    (凌晨四点，市场的灯全亮着) rarely has two halves of one length, three in a row never.
    """
    lengths = [len(head) for head in heads]
    if max(lengths) - min(lengths) > max(4, min(lengths) // 2):
        return False
    halves = [re.split("[，,、]", head) for head in heads]
    if len({len(parts) > 1 for parts in halves}) > 1:
        return False
    even = [abs(len(parts[0]) - len(parts[-1])) <= 1 for parts in halves if len(parts) > 1]
    told = sum(bool(_TELLS.search(head)) for head in heads)
    return all(even) and told * 3 < len(heads)


def _split_run_ins(pieces: list[Piece], found: dict[int, _RunIn]) -> list[Piece]:
    breaks = _breaks_after(pieces, found)
    out: list[Piece] = []
    level = 1
    for index, piece in enumerate(pieces):
        if index in breaks:
            out.append(_section_break(2 if level < 2 else level))
        if piece.kind == "heading":
            level = piece.level
        if index in found:
            head = found[index]
            text = piece.text[: head.end - 1]
            out.append(
                Piece(kind="heading", text=text, level=min(max(3, level + 1), 6), run_in=True)
            )
            body = without(piece, 0, head.end)
            out.append(replace(body, kind="paragraph"))
        else:
            out.append(piece)
    return out


def _breaks_after(pieces: list[Piece], found: dict[int, _RunIn]) -> set[int]:
    """Where a part begins that has no heading, after paragraphs that had run-in heads.

    Where heads follow each other paragraph by paragraph, the next paragraph without one is no
    longer theirs. Where parts alternate with leads (lead, head, head, lead, head, head), the first
    lead also begins a part.
    """
    breaks: set[int] = set()
    runs = _runs(sorted(found))
    steady = [run for run in runs if len(run) >= 2]
    for run in steady:
        after = run[-1] + 1
        if after < len(pieces) and pieces[after].kind in ("paragraph", "table", "quote"):
            breaks.add(after)
    leads = [
        second[0] - 1
        for first, second in pairwise(steady)
        if second[0] - first[-1] == 2 and pieces[second[0] - 1].kind == "paragraph"
    ]
    if leads and steady:
        lead = steady[0][0] - 1
        if lead >= 1 and pieces[lead].kind == pieces[lead - 1].kind == "paragraph":
            breaks.add(lead)
    return breaks
