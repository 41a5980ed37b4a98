"""`articles/<slug>/record.json`: what the program did to one source, for those who check it.

A context, an article and its converted words in, an output out: what cleaning removed, suspected
slips of the source, what the glossary, names and rules wrote otherwise than the script converter
alone would have, and where the conversion is in doubt.
"""

from __future__ import annotations

from generator.model import Entry, Output
from generator.render import addresses
from generator.render.context import Context
from generator.render.converted import Converted
from generator.render.digest_json import json_output


def record_json(context: Context, entry: Entry, own: Converted) -> Output:
    article = entry.article
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
        ]
        + _conversion_doubts(entry, own),
        "conversion": _conversion(entry, own),
    }
    return json_output(addresses.record_file(context.edition.segment, article.slug), value)


def _conversion(entry: Entry, own: Converted) -> list[dict[str, object]]:
    """What the glossary, names and rules wrote otherwise than OpenCC alone would have."""
    return [
        {
            "passage": passage.id,
            "source": passage.text[change.start : change.end],
            "opencc": change.opencc,
            "written": change.ours,
            "rule": change.rule,
        }
        for passage, changes in zip(entry.passages(), own.changes, strict=True)
        for change in changes
    ]


def _conversion_doubts(entry: Entry, own: Converted) -> list[dict[str, object]]:
    return [
        {"kind": doubt.kind, "passage": passage.id, "text": doubt.text, "why": doubt.why}
        for passage, doubts in zip(entry.passages(), own.doubts, strict=True)
        for doubt in doubts
    ]
