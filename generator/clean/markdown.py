"""Markdown → HTML → the same pieces as HTML.

Not obvious: Chinese Markdown often has a paragraph per line with no empty line between, and
indents paragraphs with spaces that Markdown would take for code; both are mended before the
library sees them, and a rule right under a long line is a page break, not a heading.
"""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.clean.characters import ends_sentence, fold, is_cjk
from generator.clean.html import read_html, refuse_depth
from generator.clean.labels import labels
from generator.clean.pieces import Draft
from generator.clean.text import is_hard_wrapped
from generator.problems import SourceError, error

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_MARKUP = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|>|\||```|~~~|<|\[\^?[^\]]+\]:|!\[)")
_RULE = re.compile(r"\s{0,3}([-=*_])(?:\s*\1){2,}\s*")
_LABELLED = re.compile(r"[\s>*_-]{0,8}([\u4e00-\u9fff]{1,6})[*_]{0,2}\s?:")
_NUMBERED = re.compile(r"(\d{1,2})([.)])(\s+\S.{0,38})")
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_TASK = re.compile(r"^(\s{0,12}[-*+]\s+)\[[ xX]\]\s+")
# Stands for "<" until the library is done with code, which escapes it itself.
_OPENING = "\ue000"
# Elements that swallow the tags behind them where nobody closes them.
_RAW = re.compile(r"<(?=/?(?:title|textarea|xmp|plaintext|noembed|noframes)\b)", re.IGNORECASE)
_FORM_FEED = "\f"
# What any of the library's patterns within a line begins with.
_INLINE_SIGN = re.compile("[`\\\\*_\\[!<&\x02]|  \n")
_BEFORE_INLINE = 25  # the library's own work within lines has 20
# Python-Markdown's time grows with the square of these; no article comes near them.
_MAX_CHARACTERS = 400_000
_MAX_LINES = 8_000
_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t])){30}", re.MULTILINE)
_INLINE = re.compile(r"[\\*_`&!<\[]")
_MAX_COPIED = 2_000_000_000  # characters: it copies the paragraph for each mark that it finds
_MAX_BRACKETS = 2_000_000  # squares of their number in each paragraph, added up


def read_markdown(text: str, path: str) -> Draft:
    """Raises SourceError where the text is too large for Python-Markdown's own limits."""
    _refuse_bulk(text, path)
    refuse_depth(text, path)
    parser = _parser()
    try:
        html = parser.reset().convert(_RAW.sub(_OPENING, _mended(text)))
    except (RecursionError, ValueError, IndexError, AttributeError, AssertionError) as fault:
        # Python-Markdown has a history of faults on malformed HTML within Markdown.
        raise SourceError(
            error(path, 1, f"this is not Markdown: {type(fault).__name__}", "remove raw HTML")
        ) from None
    _at_hand.parser = parser
    return replace(read_html(html.replace(_OPENING, "&lt;"), path), format="markdown")


class _PlainWords(Treeprocessor):
    """Says of words without any sign that they are done: the library would try fifteen patterns
    on each text."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE_SIGN.search(element.text):
                element.text = AtomicString(element.text)


_at_hand = threading.local()


def _parser() -> markdown.Markdown:
    """One for each thread: to set it up takes as long as to convert a short article.

    It is put back only when it has come to its end: one that was stopped half-way would read the
    next article otherwise, and `reset` does not mend that.
    """
    kept: markdown.Markdown | None = _at_hand.__dict__.pop("parser", None)
    if kept is not None:
        return kept
    made = markdown.Markdown(
        extensions=["tables", "footnotes", "fenced_code"], output_format="html"
    )
    made.treeprocessors.register(_PlainWords(made), "plain_words", _BEFORE_INLINE)
    return made


def _refuse_bulk(text: str, path: str) -> None:
    cause = ""
    if len(text) > _MAX_CHARACTERS:
        cause = f"over {_MAX_CHARACTERS} characters of Markdown"
    elif text.count("\n") > _MAX_LINES:
        cause = f"over {_MAX_LINES} lines of Markdown"
    elif (
        sum(max(part.count("["), part.count("<")) ** 2 for part in _EMPTY_LINE.split(text))
        > _MAX_BRACKETS
    ):
        cause = "too many brackets for Markdown"
    elif (
        sum(len(part) * len(_INLINE.findall(part)) for part in _EMPTY_LINE.split(text))
        > _MAX_COPIED
    ):
        cause = "too many marks in one paragraph for Markdown"
    elif _DEEP.search(text):
        cause = "quotations and lists nested over 30 deep"
    if cause:
        raise SourceError(error(path, 1, cause, "split the file"))


def _mended(text: str) -> str:
    lines = text.split("\n")
    by_line = not is_hard_wrapped(text)
    out: list[str] = []
    fenced = False
    in_list = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced:
            out.append(line.replace(_FORM_FEED, ""))
            continue
        if _FORM_FEED in line:
            out.extend(("", "<hr>", ""))
            line = line.replace(_FORM_FEED, "")
        line = _TASK.sub(r"\1", line)
        stripped = line.lstrip(" \t\u3000\u00a0")
        in_list = bool(re.match(r"[-*+]\s|\d+[.)]\s", stripped)) or (
            in_list and line[:1] in (" ", "\t", "")
        )
        if stripped and is_cjk(stripped[0]) and not in_list:
            line = stripped  # an indent of four spaces is no code here
        before = out[-1] if out else ""
        if (
            line.strip() and before.strip() and (_is_credit(before) or _is_credit(line))
        ):  # labels on adjacent lines are lines of their own
            out.append(">" if line.lstrip().startswith(">") else "")
        elif (
            _RULE.fullmatch(line) and before.strip() and (len(before) > 40 or ends_sentence(before))
        ) or (by_line and before.strip() and line.strip() and _parts(before, line)):
            out.append("")
        out.append(_not_a_list(line, lines, number))
    return "\n".join(out)


def _is_credit(line: str) -> bool:
    """> 作者：柳某某, **来源**：某某报."""
    match = _LABELLED.match(fold(line[:40]))
    return bool(match and match.group(1) in labels())


def _parts(before: str, line: str) -> bool:
    """Whether two adjacent lines are two paragraphs."""
    if _MARKUP.match(line) or _MARKUP.match(before):
        return bool(_MARKUP.match(line)) != bool(_MARKUP.match(before)) and not (
            before.lstrip().startswith((">", "|", "<", "-", "*", "+"))
            or re.match(r"\s*\d+[.)]\s", before)
            or line.lstrip().startswith(("|", "<"))
        )
    return (ends_sentence(before) and len(before) >= 20) or line[:1] == "\u3000"


def _not_a_list(line: str, lines: list[str], number: int) -> str:
    """`1. 标题` before a long paragraph is a heading that Markdown would make a list of one."""
    match = _NUMBERED.fullmatch(line.rstrip())
    if not match or ends_sentence(line):
        return line
    following = [other for other in lines[number + 1 : number + 4] if other.strip()]
    if following and len(following[0]) > 2 * len(line) and not _MARKUP.match(following[0]):
        return f"{match.group(1)}\\{match.group(2)}{match.group(3)}"
    return line
