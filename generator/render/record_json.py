"""`articles/<slug>/record.json`: what the program did to one source, for those who check it.

An issue and an article in, an output out: what cleaning removed, suspected slips of the source, and
what the glossary, names and rules wrote otherwise than the script converter alone would have.
"""

from __future__ import annotations

from generator.model import Output
from generator.render import addresses
from generator.render.digest_json import json_output
from generator.render.issue import Issue
from generator.render.shown import ShownArticle


def record_json(issue: Issue, shown: ShownArticle) -> Output:
    article = shown.article
    value = {
        "edition": issue.edition.tag,
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
        "conversion": _conversion(issue, shown),
    }
    return json_output(addresses.record_file(issue.edition.segment, article.slug), value)


def _conversion(issue: Issue, shown: ShownArticle) -> list[dict[str, object]]:
    """What the glossary, names and rules wrote otherwise than OpenCC alone would have."""
    if issue.edition.script is None:
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
        for change in issue.converter.changes(passage.source_text, master)
    ]
