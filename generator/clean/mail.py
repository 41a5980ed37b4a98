"""The head of a letter that came by mail: From:, To:, Date:, Subject: over a text.

Lines come in; what is below the head goes out, with what the head says. Not obvious: a program
writes headers of its own among them (List-Unsubscribe:, Content-Type:), and names in code
(=?UTF-8?B?…?=); a client shows the same head in the reader's language.
"""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from generator.clean.characters import fold
from generator.model import Removed

_FACTS = {
    "from": "author",
    "发件人": "author",
    "寄件者": "author",
    "寄件人": "author",
    "date": "date",
    "sent": "date",
    "日期": "date",
    "时间": "date",
    "发送时间": "date",
    "发送日期": "date",
    "寄件日期": "date",
    "subject": "title",
    "主题": "title",
    "主旨": "title",
}
_LINE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z-]{1,40}|发件人|收件人|抄送|密送|主题|日期|时间|发送时间|发送日期|寄件日期|寄件者|寄件人|"
    r"收件者|主旨|副本|附件)\s*[:：]\s*(?P<value>.{0,1000})"
)
# ---------- Forwarded message ---------, -----原始邮件-----
_MARKER = re.compile(
    r"[-—_=\s]{3,}(?:forwarded message|original message|begin forwarded message"
    r"|原始邮件|原始郵件|转发邮件|轉寄郵件|转发的邮件|轉寄的郵件|转发信息)[-—_=:：\s]*",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^\s?(?:>\s?)+")
_FEWEST_QUOTED = 5
_MOSTLY = 0.7
_DEEPEST = 30
_LONGEST_NOTE = 200
# No head is without one: so no other text is looked at line by line.
_SUBJECT = re.compile(r"(?:subject|主题|主題|主旨)\s*[:：]", re.IGNORECASE)
_CODED = re.compile(r"=\?[\w-]+\?[bq]\?", re.IGNORECASE)
# Fwd: [某某电子报 第88期] …
_SUBJECT_TAGS = re.compile(
    r"^(?:(?:re|fwd?|回复|答复|转发|回覆|轉寄|轉發)\s*[:：]\s*|[\[【][^\[\]【】]{2,24}[\]】]\s*)+",
    re.IGNORECASE,
)


def without_mail_head(
    lines: list[str],
) -> tuple[list[str], dict[str, tuple[str, ...]], tuple[Removed, ...]]:
    if not _SUBJECT.search("\n".join(lines[: _DEEPEST + 10])):
        return lines, {}, ()
    lines = _unquoted(lines)
    first = _first_of_head(lines)
    last = first
    meta: dict[str, tuple[str, ...]] = {}
    while last < len(lines):
        line = lines[last]
        if last > first and line[:1] in (" ", "\t") and line.strip():  # a header goes on
            last += 1
            continue
        match = _LINE.fullmatch(fold(line.strip()))
        if not match:
            if meta or not _MARKER.fullmatch(line.strip()):
                break
            last += 1
            continue
        fact = _FACTS.get(match["name"].lower(), "")
        written = _decoded(line.strip()[match.start("value") :])
        value = re.sub(r"\s*<[^<>]*@[^<>]*>", "", written).strip(' "')
        if fact == "title":
            value = _SUBJECT_TAGS.sub("", value) or value
        if fact and value and not (fact == "author" and "@" in value):
            meta[fact] = (value,)
        last += 1
    if last - first < 2 or "title" not in meta or len(meta) < 2:
        return lines, {}, ()
    over = "\n".join(lines[:first]).strip()  # 各位好，转一篇
    head = "\n".join(lines[first:last])
    note = (Removed(kind="account", text=over),) if over else ()
    return lines[last:], meta, (*note, Removed(kind="front_matter", text=head))


def _first_of_head(lines: list[str]) -> int:
    """Number of the line that the head begins on: the first, or one below a note to the reader."""
    filled = [number for number, line in enumerate(lines[:_DEEPEST]) if line.strip()]
    note = 0
    for number in filled:
        line = lines[number].strip()
        match = _LINE.fullmatch(fold(line))
        if _MARKER.fullmatch(line) or (match and match["name"].lower() in _FACTS):
            return number
        note += len(line)
        if note > _LONGEST_NOTE:
            break
    return filled[0] if filled else 0


def _unquoted(lines: list[str]) -> list[str]:
    """> 发件人：…: a letter that is quoted whole."""
    filled = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in filled)
    if len(filled) < _FEWEST_QUOTED or quoted < _MOSTLY * len(filled):
        return lines
    return [_QUOTE.sub("", line) for line in lines]


def begins_with_mail_head(text: str) -> bool:
    start = text[:4000]
    return bool(_SUBJECT.search(start) and without_mail_head(start.split("\n"))[1])


def _decoded(value: str) -> str:
    if not _CODED.search(value):
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        return value
