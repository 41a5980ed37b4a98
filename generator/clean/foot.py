"""Reads what stands in and under the text: credits in brackets, signature, date, works.

Pieces come in and go out, facts and removals are added. Not obvious: the same two characters are
who wrote a text when a date stands beside them, and a word when none does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.clean.brackets import closing_credits, opening_credits
from generator.clean.bylines import byline_of_parts
from generator.clean.characters import ends_sentence, fold, han_count
from generator.clean.dates import find_date
from generator.clean.facts import Facts
from generator.clean.labels import split_keywords
from generator.clean.names import (
    is_closing,
    is_name_line,
    is_organisation,
    is_person,
    name_with_post,
    names_in,
)
from generator.clean.pieces import Piece, joined, without
from generator.clean.shape import is_running
from generator.clean.text import cuts_a_sentence
from generator.model import Removed

_REFERENCES = re.compile(
    r"\W{0,2}(?:参考文献|參考文獻|参考资料|參考資料|注\s?释|註\s?釋|References)\W{0,2}"
)
_KEYWORDS = re.compile(
    r"[【\[〔(（]?\s*(?:关\s*键\s*词|关\s*键\s*字|主\s*题\s*词|Key\s*words?)\s*[】\]〕)）]?\s*[:：]?\s*",
    re.IGNORECASE,
)
_NAMES_AT_END = re.compile(r"(?<=[。！？”」])\s*[（(]([^（()）。，]{2,20})[）)]$")
CLOCK = re.compile(
    r"\s*(?P<where>[\u4e00-\u9fff]{0,3})时间\s*(?P<hour>[01]?\d|2[0-3])\s*[时点:]\s*(?P<minute>[0-5]\d)分?\s*"
)
_CHINESE_CLOCKS = ("北京", "香港", "台北", "台湾", "澳门")
# 枫林村村民　闵秀英, over the day of a letter
_SIGNED_AS = re.compile(r"\s*[\u4e00-\u9fff\d]{2,18}[\s:]+(?P<name>[\u4e00-\u9fff·]{2,4})\s*")
_END = re.compile(r"\s*[（(【\[](?:完|全文完|本文完|完毕)[）)】\]]$")


def without_credits_inside(kept: list[Piece], facts: Facts, removed: list[Removed]) -> list[Piece]:
    """By-lines that stand before or behind the words of a paragraph."""
    out: list[Piece] = []
    first_text = True
    last_text = max((i for i, piece in enumerate(kept) if piece.kind == "paragraph"), default=-1)
    for index, piece in enumerate(kept):
        if (
            piece.kind == "paragraph"
            and first_text
            and (is_running(piece) or ends_sentence(piece.text))
        ):
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


# 于某某小学: where a letter was written, under its date.
_WHERE = re.compile(r"\s*于[\u4e00-\u9fff]{2,14}\s*")
# 某某馆编印: whose print this is.
_MADE_BY = re.compile(r"\s*(?P<body>[\u4e00-\u9fff]{3,24}?)\s*(?:编印|编发|印发|主办|供稿|发布)\s*")


def read_foot(kept: list[Piece], facts: Facts, removed: list[Removed]) -> list[Piece]:
    """Signature, date and attachment lines behind the last running paragraph."""
    spoken = [i for i, piece in enumerate(kept) if ends_sentence(piece.text)]
    last = max(
        (i for i, piece in enumerate(kept) if is_running(piece)),
        default=spoken[-1] if spoken else len(kept),
    )
    out = kept[: last + 1]
    foot = kept[last + 1 :]
    dated = bool(removed) and removed[-1].kind == "date"
    for index, piece in enumerate(foot):
        text = piece.text
        folded = fold(text)
        later = foot[index + 1 : index + 5]
        if piece.kind not in ("paragraph", "item") or ends_sentence(text):
            out.append(piece)
        elif re.match(r"\s*附\s*件\s*\d*\s*[:：.]", folded) or (
            re.match(r"\d{1,2}[.．、]", folded) and removed and removed[-1].kind == "attachment"
        ):
            removed.append(Removed(kind="attachment", text=text))
        elif _WHERE.fullmatch(folded):
            removed.append(Removed(kind="signature", text=text))
        elif len(text) <= 40 and (made := _MADE_BY.fullmatch(folded)):
            body = text[made.start("body") : made.end("body")]
            facts.add_body(body)
            removed.append(Removed(kind="source_credit", text=text))
        elif piece.kind == "paragraph" and is_organisation(text) and len(text) <= 40:
            facts.add_body(text)
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
        elif facts.dates and (clock := CLOCK.fullmatch(folded)):  # 香港时间17时05分, under the day
            add_clock(clock, facts)
            removed.append(Removed(kind="date", text=text))
        elif (
            (dated or not later or find_date(later[0].text))
            and (signed := _SIGNED_AS.fullmatch(folded))
            and is_person(text[signed.start("name") : signed.end("name")])
        ):
            facts.authors.append(text[signed.start("name") : signed.end("name")])
            removed.append(Removed(kind="byline", text=text))
        elif (found := find_date(text)) and found[1] == 0 and _is_day(text[found[2] :]):
            facts.dates.append(found[0])
            removed.append(Removed(kind="date", text=text))
        else:
            out.append(piece)
    return out


def add_clock(clock: re.Match[str], facts: Facts) -> None:
    if len(facts.dates[-1]) == len("2023-08-17"):
        facts.dates[-1] += f"T{int(clock['hour']):02d}:{clock['minute']}"
        facts.dates[-1] += "+08:00" if clock["where"] in _CHINESE_CLOCKS else ""


def _signs(text: str, later: list[Piece], facts: Facts, *, dated: bool) -> bool:
    """Two to four characters alone under a text, with its date: who wrote it, by any name."""
    name = text.strip("—- \u3000")
    return (
        2 <= len(name) <= 4
        and han_count(name) == len(name)
        and not is_closing(name)
        and not facts.authors
        and (dated or any(find_date(piece.text) for piece in later[:2]))
    )


def _is_day(rest: str) -> bool:
    """What may follow the date under a text: 星期三, 年初一, 于某城; no sentence."""
    return len(rest) <= 10 and not any(mark in rest for mark in "，。：；,:;")


def with_references(kept: list[Piece]) -> list[Piece]:
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


def whole_paragraphs(kept: list[Piece], removed: list[Removed], *, join: bool) -> list[Piece]:
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
