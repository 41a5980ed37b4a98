"""`digest.json`: everything the digest found, for other programs, in the words of the edition.

An issue in, an output out. Its shape is a promise, written in the contract of the project. An
article's `id` is its slug, which is the same in every edition; addresses are absolute where the
site knows its own.
"""

from __future__ import annotations

import json

from generator.model import Output, PassageRef, SummarySentence
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.inline import safe_address
from generator.render.issue import Issue
from generator.render.shown import ShownArticle, ShownPassage, master_of


def digest_json(issue: Issue) -> Output:
    segment = issue.edition.segment
    here = addresses.digest_file(segment)
    title, _ = issue.local(issue.site.title)
    value = {
        "edition": issue.edition.tag,
        "title": title,
        "url": _to(issue, here, addresses.home(segment)),
        "themes": [
            {
                "id": theme.id,
                "title": issue.local(theme.title)[0],
                "url": _to(issue, here, addresses.theme(segment, theme.id)),
                "summary": [
                    _theme_sentence(issue, here, sentence)
                    for sentence in issue.digest.theme_summaries.get(theme.id, ())
                ],
                "passages": list(
                    dict.fromkeys(ref.passage for ref in issue.theme_refs.get(theme.id, ()))
                ),
            }
            for theme in issue.site.themes
        ],
        "articles": [_article(issue, here, shown) for shown in issue.articles],
        "topics": [
            {
                "id": topic.id,
                "name": issue.named(topic.name).words,
                "aliases": [issue.words(alias) for alias in topic.aliases],
                "url": _to(issue, here, addresses.topic(segment, topic.id)),
                "passages": list(dict.fromkeys(ref.passage for ref in topic.passages())),
            }
            for topic in issue.topics
        ],
        "links": [
            {
                "from": link.a.passage,
                "to": link.b.passage,
                "kind": link.kind,
                "score": round(link.score, 4),
                "why": [issue.named(why).words for why in link.why],
            }
            for link in issue.digest.links
            if link.a in issue.passages and link.b in issue.passages
        ],
        "figures": [
            {
                "subject": issue.words(figure.subject),
                "value": figure.value,
                "unit": issue.words(figure.unit),
                "date": figure.date,
                "text": _words_of(issue, figure.ref, figure.text),
                "article": issue.by_source[figure.ref.source].article.slug,
                "passage": figure.ref.passage,
            }
            for figure in issue.digest.figures
            if figure.ref in issue.passages
        ],
    }
    return json_output(here, value)


def json_output(here: Place, value: object) -> Output:
    # Without `indent`: only then does Python use its fast encoder, and a large site has megabytes.
    data = json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"
    return Output(path=here.file, data=data.encode("utf-8"))


def _theme_sentence(issue: Issue, here: Place, sentence: SummarySentence) -> dict[str, object]:
    text, ref = _sentence(issue, sentence)
    slug = issue.by_source[ref.source].article.slug if ref else None
    return {
        "text": text,
        "article": slug,
        "passage": ref.passage if ref else None,
        "url": _to(issue, here, issue.place(ref.source), ref.passage) if ref else None,
    }


def _article(issue: Issue, here: Place, shown: ShownArticle) -> dict[str, object]:
    article = shown.article
    summary = issue.digest.article_summaries.get(article.source, ())
    sentences = [_sentence(issue, sentence) for sentence in summary]
    return {
        "id": article.slug,
        "slug": article.slug,
        "title": None if shown.made_up else shown.title,
        "date": article.date,
        "authors": list(shown.authors),
        "publisher": shown.publisher,
        "url": safe_address(article.url) if article.url else None,
        "page": _to(issue, here, issue.place(article.source)),
        "source": article.source,
        "script": article.script,
        "summary": [
            {"text": text, "passage": ref.passage if ref else None} for text, ref in sentences
        ],
        "passages": [
            _passage(issue, passage, section.heading)
            for section in shown.sections
            for passage in section.passages
        ],
    }


def _passage(issue: Issue, passage: ShownPassage, heading: str | None) -> dict[str, object]:
    placement = issue.digest.placements.get(passage.ref)
    theme = placement.theme if placement else None
    also = placement.also if placement else ()
    translation: dict[str, object] = {}
    if issue.edition.script is None:
        translated = passage.state in ("translated", "stale")
        translation = {"lang": passage.lang, "translated": translated}
        if passage.state == "stale":
            translation["stale"] = True
    return {
        "id": passage.ref.passage,
        "heading": heading,
        "text": passage.text,
        **translation,
        "theme": theme,
        "themes": [theme, *also] if theme else list(also),
        "confidence": round(placement.confidence, 4) if placement else 0.0,
    }


def _sentence(issue: Issue, sentence: SummarySentence) -> tuple[str, PassageRef | None]:
    ref = sentence.ref if sentence.ref in issue.passages else None
    return issue.sentence(sentence).words, ref


def _words_of(issue: Issue, ref: PassageRef, text: str) -> str:
    """Words of a passage as the edition shows them there."""
    passage = issue.passages[ref]
    if passage.state in ("translated", "stale"):
        return issue.words(text)
    start = passage.source_text.find(text)
    if start >= 0 and len(passage.text) == len(passage.source_text):
        return passage.text[start : start + len(text)]
    return issue.converter.text(text, master_of(passage.source_text))


def _to(issue: Issue, here: Place, there: Place, fragment: str = "") -> str:
    return addresses.outward(issue.site.base_url, here, there, fragment)
