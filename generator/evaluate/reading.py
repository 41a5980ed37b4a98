"""How well sources were read: text, paragraphs, headings, metadata, removals, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from generator.evaluate.gold import Gold, Row
from generator.evaluate.match import common_run, essence
from generator.evaluate.measure import Measure, share
from generator.model import Entry

_Result = tuple[bool, str]
_SLIP_RUN = 8  # characters in common: a doubt quotes a slip with some words around it


def measures(entries: Sequence[Entry], gold: Gold) -> Iterator[Measure]:
    by_source = {entry.article.source: entry for entry in entries}
    pairs = [(row, by_source[row["source"]]) for row in gold.articles if row["source"] in by_source]
    if not pairs:
        return
    yield _characters(pairs)
    yield share("paragraphs found", [one for row, entry in pairs for one in _found(row, entry)])
    yield share("paragraphs right", [one for row, entry in pairs for one in _right(row, entry)])
    yield share("headings found", [one for row, entry in pairs for one in _headings(row, entry)])
    yield share("headings right", [one for row, entry in pairs for one in _no_other(row, entry)])
    for key in ("title", "authors", "date", "publisher", "url", "script"):
        yield share(key, [_field(key, row, entry) for row, entry in pairs])
    yield share("removals listed", [one for row, entry in pairs for one in _removed(row, entry)])
    yield share("slips reported", [one for row, entry in pairs for one in _slips(row, entry)])


def paragraphs(entry: Entry) -> list[str]:
    """The article's paragraphs: passages of one paragraph joined again."""
    joined = []
    for section in entry.sections:
        for _, group in groupby(section.passages, key=lambda passage: passage.paragraph):
            joined.append("".join(passage.text for passage in group))
    return joined


def _wanted(row: Row) -> list[str]:
    return [text for section in row["sections"] for text in section["paragraphs"]]


def _run_in(row: Row) -> dict[str, str]:
    """Paragraph → the same with its run-in head, which may stay in the text."""
    return {
        essence(section["paragraphs"][0]): essence(section["heading"] + "。")
        for section in row["sections"]
        if section.get("run_in") and section["paragraphs"]
    }


def _without_head(paragraph: str, row: Row) -> str:
    text = essence(paragraph)
    for body, head in _run_in(row).items():
        if (
            text.endswith(body)
            and text != body
            and essence(text[: -len(body)]) in (head, head[:-1])
        ):
            return body
    return text


def _neutral(row: Row) -> set[str]:
    return {essence(text) for text in row.get("neutral", ())}


def _characters(pairs: Sequence[tuple[Row, Entry]]) -> Measure:
    same = have_all = want_all = 0
    for row, entry in pairs:
        have = "".join(
            text
            for text in (_without_head(one, row) for one in paragraphs(entry))
            if text not in _neutral(row)
        )
        want = "".join(essence(text) for text in _wanted(row))
        matcher = SequenceMatcher(None, have, want, autojunk=False)
        same += sum(block.size for block in matcher.get_matching_blocks())
        have_all += len(have)
        want_all += len(want)
    return Measure("characters F1", 2 * same / (have_all + want_all), want_all)


def _found(row: Row, entry: Entry) -> Iterator[_Result]:
    have = {_without_head(text, row) for text in paragraphs(entry)}
    for text in _wanted(row):
        yield essence(text) in have, f"{row['source']}: {text[:30]}…"


def _right(row: Row, entry: Entry) -> Iterator[_Result]:
    want = {essence(text) for text in _wanted(row)} | _neutral(row)
    for text in paragraphs(entry):
        yield _without_head(text, row) in want, f"{row['source']}: {text[:30]}…"


def _labelled_headings(row: Row) -> Iterator[tuple[str, bool]]:
    for section in row["sections"]:
        if section.get("heading"):
            yield (
                essence(section["heading"]),
                bool(section.get("optional") or section.get("run_in")),
            )


def _headings(row: Row, entry: Entry) -> Iterator[_Result]:
    have = {essence(section.heading) for section in entry.sections if section.heading}
    for heading, optional in _labelled_headings(row):
        if not optional:
            yield heading in have, f"{row['source']}: {heading}"


def _no_other(row: Row, entry: Entry) -> Iterator[_Result]:
    want = {heading for heading, _ in _labelled_headings(row)}
    for section in entry.sections:
        if section.heading:
            yield essence(section.heading) in want, f"{row['source']}: {section.heading}"


def _field(key: str, row: Row, entry: Entry) -> _Result:
    have: object = getattr(entry.article, key)
    want: object = row["author"] if key == "authors" else row[key]
    if isinstance(have, tuple) and isinstance(want, list):
        good = [essence(one) for one in have] == [essence(one) for one in want]
    elif isinstance(have, str) and isinstance(want, str):
        good = essence(have) == essence(want)
    else:
        good = have == want
    return good, f"{row['source']}: {have} for {want}"


def _removed(row: Row, entry: Entry) -> Iterator[_Result]:
    texts = [essence(removed.text) for removed in entry.article.removed]
    for label in row.get("removed", ()):
        if label.get("optional") or label["kind"] == "pinyin":
            continue
        wanted = essence(label["text"])
        good = any(wanted in text for text in texts)
        yield good, f"{row['source']}: {label['kind']} {label['text'][:40]}"


def _slips(row: Row, entry: Entry) -> Iterator[_Result]:
    doubts = [essence(doubt.text) for doubt in entry.article.doubts]
    for slip in row.get("suspected_slips", ()):
        text = essence(slip["text"])
        enough = min(len(text), _SLIP_RUN)
        seen = any(common_run(text, doubt) >= enough for doubt in doubts)
        yield seen, f"{row['source']}: {text}"
