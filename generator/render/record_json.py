"""`articles/<slug>/record.json`: what the program did to one source, for those who check it.

A context and an article in, an output out: what cleaning removed, suspected slips of the source,
and what the glossary, names and rules wrote otherwise than the script converter alone would have.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from generator.model import Output
from generator.render import addresses
from generator.render.context import Context
from generator.render.digest_json import json_output
from generator.render.shown import ShownArticle


def record_json(context: Context, shown: ShownArticle) -> Output:
    article = shown.article
    value = {
        "edition": context.edition.tag,
        "article": article.slug,
        "source": article.source,
        "format": article.format,
        "encoding": article.encoding,
        "script": article.script,
        "master": article.master,
        "removed": [{"kind": removed.kind, "text": removed.text} for removed in article.removed],
        "doubts": [
            {"kind": doubt.kind, "text": doubt.text, "why": doubt.why} for doubt in article.doubts
        ],
        "conversion": _conversion(context, shown),
    }
    return json_output(addresses.record_file(context.edition.segment, article.slug), value)


def _conversion(context: Context, shown: ShownArticle) -> list[dict[str, object]]:
    """What the glossary, names and rules wrote otherwise than OpenCC alone would have."""
    if context.edition.script is None:
        return []
    passages = list(shown.passages.items())
    # One call for all: conversion has a price by the call, and sees phrases, which a break parts.
    texts = [passage.source_text for _, passage in passages]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    found: list[dict[str, object]] = []
    for change in context.converter.changes("\n".join(texts), shown.article.master):
        at = bisect_right(starts, change.start) - 1
        found.append(
            {
                "passage": passages[at][0].passage,
                "source": texts[at][change.start - starts[at] : change.end - starts[at]],
                "opencc": change.opencc,
                "written": change.ours,
                "rule": change.rule,
            }
        )
    return found
