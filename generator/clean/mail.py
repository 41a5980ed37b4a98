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
    "subject": "title",
    "主题": "title",
    "主旨": "title",
}
_LINE = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z-]{1,40}|发件人|收件人|抄送|密送|主题|日期|时间|发送时间|发送日期|寄件者|寄件人|"
    r"收件者|主旨|副本|附件)\s*[:：]\s*(?P<value>.{0,1000})"
)
_CODED = re.compile(r"=\?[\w-]+\?[bq]\?", re.IGNORECASE)
# Fwd: [某某电子报 第88期] …
_SUBJECT_TAGS = re.compile(
    r"^(?:(?:re|fwd?|回复|答复|转发|回覆|轉寄|轉發)\s*[:：]\s*|[\[【][^\[\]【】]{2,24}[\]】]\s*)+",
    re.IGNORECASE,
)


def without_mail_head(
    lines: list[str],
) -> tuple[list[str], dict[str, tuple[str, ...]], tuple[Removed, ...]]:
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    last = first
    meta: dict[str, tuple[str, ...]] = {}
    while last < len(lines):
        line = lines[last]
        if last > first and line[:1] in (" ", "\t") and line.strip():  # a header goes on
            last += 1
            continue
        match = _LINE.fullmatch(fold(line.strip()))
        if not match:
            break
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
    head = "\n".join(lines[first:last])
    return lines[last:], meta, (Removed(kind="front_matter", text=head),)


def begins_with_mail_head(text: str) -> bool:
    return bool(without_mail_head(text[:4000].split("\n"))[1])


def _decoded(value: str) -> str:
    if not _CODED.search(value):
        return value
    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        return value
