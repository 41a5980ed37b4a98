"""How well sources were read: text, paragraphs, headings, metadata, removals, doubts.

Entries and labels come in, one measure per question goes out. Not obvious: a source that could
not be read is scored as an empty article, so that giving up is never the best answer; only where
the label says that there is no article is refusing it right.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from generator.evaluate.gold import Gold, Row
from generator.evaluate.match import common_run, essence
from generator.evaluate.measure import Measure, share
from generator.evaluate.metadata import fields, invented
from generator.evaluate.stand_in import unread
from generator.model import Entry

_Result = tuple[bool, str]
_SLIP_RUN = 8  # characters in common: a doubt quotes a slip with some words around it
_PARTS_WORDS = "|/,、·"
# Removals that cannot be told apart by their words: notes of a syllable, style sheets cut short.
_NOT_WORDS = frozenset({"pinyin"})


def measures(entries: Sequence[Entry], gold: Gold) -> Iterator[Measure]:
    """Nothing where none of the labels is of these entries."""
    by_source = {entry.article.source: entry for entry in entries}
    if not any(row["source"] in by_source for row in gold.articles):
        return
    pairs = [(row, by_source.get(row["source"]) or unread(row["source"])) for row in gold.articles]
    articles = [(row, entry) for row, entry in pairs if not row.get("only_junk")]
    yield _characters(articles)
    yield share("paragraphs found", [one for row, entry in articles for one in _found(row, entry)])
    yield share("paragraphs right", [one for row, entry in articles for one in _right(row, entry)])
    yield share("headings found", [one for row, entry in articles for one in _headings(row, entry)])
    yield share("headings right", [one for row, entry in articles for one in _no_other(row, entry)])
    yield from fields(articles)
    yield share("nothing invented", [one for row, entry in pairs for one in invented(row, entry)])
    yield share("removals listed", [one for row, entry in articles for one in _removed(row, entry)])
    yield share("slips reported", [one for row, entry in articles for one in _slips(row, entry)])
    if any(row.get("only_junk") or row.get("nearly_empty") for row, _ in pairs):
        told = [_told(row, row["source"] in by_source, entry) for row, entry in pairs]
        yield share("emptiness told", told)


def text_f1(row: Row, text: str) -> tuple[int, int, int]:
    """(characters in common, characters read, characters wanted) of a text nobody has sorted."""
    have, want = essence(text), "".join(essence(one) for one in _wanted(row))
    for neutral in sorted(_neutral(row), key=len, reverse=True):
        if neutral not in want:
            have = have.replace(neutral, "")
    return _in_common(have, want), len(have), len(want)


def paragraphs(entry: Entry) -> list[str]:
    """The article's paragraphs: passages of one paragraph joined again, a table row by row."""
    joined: list[str] = []
    for section in entry.sections:
        for _, group in groupby(section.passages, key=lambda passage: passage.paragraph):
            passages = list(group)
            text = "".join(passage.text for passage in passages)
            joined.extend(text.split("\n") if passages[0].kind == "table" else [text])
    return joined


# --- labels -------------------------------------------------------------------------------


def _wanted(row: Row) -> list[str]:
    return [text for section in row["sections"] for text in section["paragraphs"]]


def _neutral(row: Row) -> set[str]:
    """Words that may stay or go, as paragraphs or at the ends of one."""
    return {essence(text) for text in row.get("neutral", ())} - {""}


def _run_in(row: Row) -> dict[str, str]:
    """Paragraph → its run-in head, which may stay in the text."""
    return {
        essence(section["paragraphs"][0]): essence(section["heading"])
        for section in row["sections"]
        if section.get("run_in") and section["paragraphs"]
    }


def _comparable(paragraph: str, row: Row) -> str:
    """A paragraph as the labels write it: "" where it is neutral, without a head that stayed."""
    text = essence(paragraph)
    neutral = _neutral(row)
    if text in neutral:
        return ""
    wanted = {essence(one) for one in _wanted(row)}
    if text in wanted:
        return text
    # A caption without who took the picture is part of neutral words, and as neutral.
    if len(text) >= 4 and any(text in words for words in neutral):
        return ""
    for body, head in _run_in(row).items():
        if text.endswith(body) and text[: -len(body)].strip("【】[]:。") == head.rstrip("。"):
            return body
        if body.startswith(head) and text == body.removeprefix(head):
            return body  # the label leaves the head in its paragraph
    for words in sorted(neutral, key=len, reverse=True):
        for bare in (text.removeprefix(words), text.removesuffix(words)):
            if bare != text and bare.lstrip(":,-—") in wanted:
                return bare.lstrip(":,-—")
    # A picture's words and its caption, or two lines of a signature, may come in one.
    rest = text
    for words in sorted(neutral, key=len, reverse=True):
        rest = rest.replace(words, "")
    return text if rest else ""


# --- the text -----------------------------------------------------------------------------


def _characters(pairs: Sequence[tuple[Row, Entry]]) -> Measure:
    same = have_all = want_all = 0
    misses: list[str] = []
    for row, entry in pairs:
        have = "".join(_comparable(one, row) for one in paragraphs(entry))
        want = "".join(essence(text) for text in _wanted(row))
        common = _in_common(have, want)
        f1 = 2 * common / (len(have) + len(want)) if have or want else 1.0
        if f1 < 1:
            misses.append(f"{row['source']}: {f1:.3f}")
        same += common
        have_all += len(have)
        want_all += len(want)
    return Measure("characters F1", 2 * same / (have_all + want_all), want_all, tuple(misses))


def _in_common(have: str, want: str) -> int:
    if have == want:
        return len(have)
    matcher = SequenceMatcher(None, have, want, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def _found(row: Row, entry: Entry) -> Iterator[_Result]:
    have = {_comparable(text, row) for text in paragraphs(entry)}
    for text in _wanted(row):
        yield essence(text) in have, f"{row['source']}: {text[:30]}…"


def _right(row: Row, entry: Entry) -> Iterator[_Result]:
    want = {essence(text) for text in _wanted(row)}
    for text in paragraphs(entry):
        comparable = _comparable(text, row)
        if comparable:
            yield comparable in want, f"{row['source']}: {text[:30]}…"


def _labelled_headings(row: Row) -> Iterator[tuple[str, bool]]:
    for section in row["sections"]:
        if section.get("heading"):
            yield (
                essence(section["heading"]),
                bool(section.get("optional") or section.get("run_in")),
            )


def _headings(row: Row, entry: Entry) -> Iterator[_Result]:
    have = {essence(one.heading).strip(":。") for one in entry.sections if one.heading}
    for heading, optional in _labelled_headings(row):
        if not optional:
            yield heading.strip(":。") in have, f"{row['source']}: {heading}"


def _no_other(row: Row, entry: Entry) -> Iterator[_Result]:
    want = {heading.strip(":。") for heading, _ in _labelled_headings(row)}
    neutral = {words.strip("【】[]:") for words in _neutral(row)}
    for section in entry.sections:
        heading = essence(section.heading or "").strip(":。")
        # 摘要 over what the label takes with its 摘要：
        label = any(words.startswith(f"{heading}:") for words in neutral)
        if heading and heading not in neutral and not label:
            yield heading in want, f"{row['source']}: {section.heading}"


# --- removals and doubts ------------------------------------------------------------------


def _removed(row: Row, entry: Entry) -> Iterator[_Result]:
    texts = [essence(html.unescape(removed.text)) for removed in entry.article.removed]
    joined = "".join(texts)
    for label in row.get("removed", ()):
        if label.get("optional") or label["kind"] in _NOT_WORDS:
            continue
        wanted = essence(html.unescape(label["text"]))
        good = wanted in joined or _in_pieces(wanted, texts)
        yield good, f"{row['source']}: {label['kind']} {label['text'][:40]}"


def _in_pieces(wanted: str, texts: Sequence[str]) -> bool:
    """Whether the words were taken out in pieces: each a whole entry of the list, or its end."""
    pieces = {text.strip(_PARTS_WORDS) for text in texts} - {""}
    tried: set[str] = set()
    left = [wanted.strip(_PARTS_WORDS)]
    while left:
        words = left.pop()
        if not words:
            return True
        if words not in tried:
            tried.add(words)
            left += [
                words[len(piece) :].lstrip(_PARTS_WORDS)
                for piece in pieces
                if words.startswith(piece)
            ]
    return False


def _slips(row: Row, entry: Entry) -> Iterator[_Result]:
    doubts = [essence(doubt.text) for doubt in entry.article.doubts]
    for slip in row.get("suspected_slips", ()):
        text = essence(slip["text"])
        enough = min(len(text), _SLIP_RUN)
        seen = any(common_run(text, doubt) >= enough for doubt in doubts)
        yield seen, f"{row['source']}: {text}"


def _told(row: Row, was_read: bool, entry: Entry) -> _Result:
    """Only furniture: refused. Nearly nothing: read, with a warning. Else: read."""
    if row.get("only_junk"):
        return not was_read, f"{row['source']}: read although it holds no article"
    if row.get("nearly_empty"):
        warned = any("hardly any text" in problem.cause for problem in entry.article.problems)
        return was_read and warned, f"{row['source']}: nearly empty, and nobody said so"
    return was_read, f"{row['source']}: not read"
