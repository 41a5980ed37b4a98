"""Reads the lines before the first running paragraph: title, names, affiliation, issue, occasion.

What is left of the pieces goes out, facts and removals are added. Not obvious: names alone under
a title are its authors, and the same line elsewhere is text.
"""

from __future__ import annotations

import re

from generator.clean.bylines import byline_of_parts, masthead
from generator.clean.characters import ends_sentence, fold
from generator.clean.dates import find_date
from generator.clean.facts import Facts
from generator.clean.headline import NUMBERED, SERIES, close_up, headline, title_on_lines
from generator.clean.information import issuing_body
from generator.clean.media import is_medium
from generator.clean.names import is_name_line, is_organisation, name_with_post, names_in
from generator.clean.pieces import Piece
from generator.clean.shape import is_running, squeezed
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
# 某某市政府工务局　新闻稿: who sends out the release that follows.
_RELEASE = re.compile(
    r"[\s\u3000]*(?:新[闻聞]稿|新[闻聞][资資]料|新[闻聞]通稿|新[闻聞]公[报報]|[通發发]稿)$"
)
# 【县政府规章性文件】
_RUBRIC = re.compile(r"[【〖\[][\u4e00-\u9fff·]{2,14}[】〗\]]")
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
            or (NUMBERED.match(piece.text) and piece.kind != "item")
        ),
        len(kept),
    )
    head_end = min(text_at, _HEAD_LENGTH)
    head = [piece for piece in kept[:head_end] if piece.kind != "break"]
    rest = kept[head_end:]
    known = facts.title is not None
    out: list[Piece] = []
    title_seen = False
    # Names alone above a text are its author; behind a title they always are.
    title_at = next((i for i, piece in enumerate(head) if squeezed(piece.text) in titles), -1)
    if not known:
        title_at = headline(head, rest)
    for index, piece in enumerate(head):
        text = piece.text
        folded = fold(text).strip()
        over_issue = len(head) > 2 and bool(_ISSUE_ALONE.fullmatch(fold(head[1].text).strip()))
        bare = close_up(text)  # 石 浦 农 民 报
        released = bool(_RELEASE.search(text)) and is_organisation(_RELEASE.sub("", folded))
        if released and index < 2 and (known or _a_line_follows(head)):
            facts.publishers.insert(0, _RELEASE.sub("", text).strip())
            removed.append(Removed(kind="running_head", text=text))
            continue
        if index == 0 and (_is_masthead(fold(bare)) or over_issue) and _a_line_follows(head):
            facts.media.append(_RELEASE.sub("", bare).strip(" \u3000《》【】[]"))
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
        if len(text) <= _LONGEST_KICKER and (body := issuing_body(text)):
            facts.add_body(body)  # 某某市人民政府令, in large letters over a decree
            removed.append(Removed(kind="document_info", text=text))
            continue
        if _RUBRIC.fullmatch(text) and index < len(head) - 1 and piece.kind != "heading":
            removed.append(Removed(kind="kicker", text=text))
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
            continue
        posted = name_with_post(text) if title_seen or known else None
        if posted:
            facts.authors.append(posted)
            removed.append(Removed(kind="byline", text=text))
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
        if not known and not title_seen and index == title_at:
            facts.title, lines = title_on_lines(head[index:])
            titles = titles | {squeezed(one.text) for one in head[index + 1 : index + lines]}
            title_seen = True
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
    if SERIES.fullmatch(folded):
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


def _label_of_abstract(text: str) -> bool:
    return bool(re.match(r"\W{0,3}(?:摘\s*要|内容提要|內容提要|提要)\W", text + " "))
