"""How one source is read, cleaned, split, themed and summarised: as data, and for a person."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Digest, Entry, Passage, PassageRef


def as_data(entry: Entry, digest: Digest) -> dict[str, object]:
    """The object that `wenzhai inspect --json` prints; CONTRACT.md names its keys."""
    article = entry.article
    source = article.source
    refs = set(entry.refs())
    return {
        "source": source,
        "format": article.format,
        "encoding": article.encoding,
        "title": article.title,
        "authors": list(article.authors),
        "date": article.date,
        "publisher": article.publisher,
        "url": article.url,
        "script": article.script,
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "level": section.level,
                "passages": [_passage(passage, source, digest) for passage in section.passages],
            }
            for section in entry.sections
        ],
        "summary": [
            {"text": sentence.text, "passage": sentence.ref.passage if sentence.ref else None}
            for sentence in digest.article_summaries.get(source, ())
        ],
        "keywords": list(digest.keywords.get(source, ())),
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "passages": [ref.passage for ref in topic.passages() if ref in refs],
            }
            for topic in digest.topics
            if refs.intersection(topic.passages())
        ],
        "figures": [
            {
                "subject": figure.subject,
                "value": figure.value,
                "unit": figure.unit,
                "date": figure.date,
                "kind": figure.kind,
                "text": figure.text,
                "sentence": figure.sentence,
                "passage": figure.ref.passage,
            }
            for figure in digest.figures
            if figure.ref in refs
        ],
        "removed": [{"kind": removed.kind, "text": removed.text} for removed in article.removed],
        "doubts": [
            {"kind": doubt.kind, "text": doubt.text, "why": doubt.why} for doubt in article.doubts
        ],
    }


def _passage(passage: Passage, source: str, digest: Digest) -> dict[str, object]:
    placement = digest.placements[PassageRef(source, passage.id)]
    return {
        "id": passage.id,
        "paragraph": passage.paragraph,
        "text": passage.text,
        "theme": placement.theme,
        "themes": list(placement.also),
        "scores": dict(placement.scores),
        "confidence": placement.confidence,
        "reasons": list(placement.reasons),
    }


def as_text(entry: Entry, digest: Digest) -> Iterator[str]:
    """The same for a person at a terminal, line by line."""
    article = entry.article
    yield f"{article.source} · {article.format} · {article.encoding} · {article.script}"
    for name, value in (
        ("title", article.title),
        ("authors", "、".join(article.authors)),
        ("date", article.date),
        ("publisher", article.publisher),
        ("url", article.url),
        ("themes", ", ".join(digest.article_themes.get(article.source, ()))),
        ("keywords", "、".join(digest.keywords.get(article.source, ()))),
    ):
        yield f"  {name:<10} {value or '–'}"
    for section in entry.sections:
        yield ""
        if section.heading:
            yield f"{'#' * max(section.level, 2)} {section.heading}"
        for passage in section.passages:
            placement = digest.placements[PassageRef(article.source, passage.id)]
            theme = placement.theme or "none"
            why = "; ".join(placement.reasons)
            yield f"[{passage.id}] {theme} {placement.confidence:.2f} ({why})"
            yield f"    {passage.text}"
    yield ""
    yield "summary"
    for sentence in digest.article_summaries.get(article.source, ()):
        yield f"  · {sentence.text} [{sentence.ref.passage if sentence.ref else 'editor'}]"
    for title, lines in (
        ("removed", [f"{removed.kind}: {removed.text}" for removed in article.removed]),
        ("doubts", [f"{doubt.kind}: {doubt.text} ({doubt.why})" for doubt in article.doubts]),
    ):
        yield title if lines else f"{title}: none"
        yield from (f"  · {' '.join(line.split())}" for line in lines)
