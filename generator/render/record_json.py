"""`articles/<slug>/record.json`: what the program did to one source, for those who check it.

A context and an article in, an output out: what cleaning removed, suspected slips of the source,
and what the glossary, names and rules wrote otherwise than the script converter alone would have.
"""

from __future__ import annotations

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
    master = shown.article.master
    return [
        {
            "passage": ref.passage,
            "source": passage.source_text[change.start : change.end],
            "opencc": change.opencc,
            "written": change.ours,
            "rule": change.rule,
        }
        for ref, passage in shown.passages.items()
        for change in context.converter.changes(passage.source_text, master)
    ]
