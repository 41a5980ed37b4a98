"""`digest.json`: everything the digest found, for other programs, in the words of the edition.

An issue in, an output out. Its shape is a promise, written in the contract of the project. An
article's `id` is its slug, which is the same in every edition; addresses are absolute where the
site knows its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from generator.model import Figure, Output, PassageRef, SummarySentence, Theme, Topic
from generator.render import addresses
from generator.render.addresses import Place
from generator.render.context import master_of
from generator.render.inline import safe_address
from generator.render.issue import Issue
from generator.render.shown import ShownArticle, ShownPassage
from generator.render.world import Told

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What one article gives to its edition's `digest.json`, as it stands there."""

    article: bytes
    figures: bytes  # with commas between them
    reasons: dict[str, str]  # of its links, as digests have them → in the words of the edition


def fragment(issue: Issue, shown: ShownArticle, told: Told, own_summary: str | None) -> Fragment:
    # All at once: an encoder has a price by the call.
    figures = _written([_figure(issue, shown, figure) for figure in told.figures])
    article = _written(_article(issue, shown, told, own_summary))
    reasons = {why: issue.named(why).words for tie in told.ties for why in tie.why}
    return Fragment(article=article.encode(), figures=figures[1:-1].encode(), reasons=reasons)


def digest_json(issue: Issue, fragments: Iterable[Fragment]) -> Output:
    """An issue of the whole site and the fragments of its articles, newest first."""
    segment = issue.edition.segment
    here = addresses.digest_file(segment)
    title, _ = issue.local(issue.site.title)
    topics = {topic.id: topic for topic in issue.digest.topics}
    file = BytesIO()  # a large site has hundreds of megabytes

    def write(name: str, value: bytes) -> None:
        file.write(b'%s"%s": %s' % (b", " if file.tell() else b"{", name.encode(), value))

    write("edition", _written(issue.edition.tag).encode())
    write("title", _written(title).encode())
    write("url", _written(_to(issue, here, addresses.home(segment))).encode())
    write("themes", _written([_theme(issue, here, theme) for theme in issue.site.themes]).encode())
    figures = []
    reasons: dict[str, str] = {}
    write("articles", b"[")
    for at, one in enumerate(fragments):
        file.write(b", " if at else b"")
        file.write(one.article)
        reasons |= one.reasons
        if one.figures:
            figures.append(one.figures)
    file.write(b"]")
    write(
        "topics", _written([_topic(issue, here, topics[one.id]) for one in issue.topics]).encode()
    )
    write("links", _links(issue, reasons).encode())
    write("figures", b"[%s]" % b", ".join(figures))
    file.write(b"}\n")
    return Output(path=here.file, data=file.getvalue())


def _links(issue: Issue, reasons: Mapping[str, str]) -> str:
    """There are more of them than of anything else: each reason is written once."""
    said = {why: _written(words) for why, words in reasons.items()}.__getitem__
    links = ", ".join(
        f'{{"from": "{link.a.passage}", "to": "{link.b.passage}", "kind": "{link.kind}", '
        f'"score": {round(link.score, 4)!r}, "why": [{", ".join(map(said, link.why))}]}}'
        for link in issue.links
    )
    return f"[{links}]"


def _theme(issue: Issue, here: Place, theme: Theme) -> dict[str, object]:
    return {
        "id": theme.id,
        "title": issue.local(theme.title)[0],
        "url": _to(issue, here, addresses.theme(issue.edition.segment, theme.id)),
        "summary": [
            _theme_sentence(issue, here, sentence)
            for sentence in issue.digest.theme_summaries.get(theme.id, ())
        ],
        "passages": list(dict.fromkeys(ref.passage for ref in issue.theme_refs.get(theme.id, ()))),
    }


def _topic(issue: Issue, here: Place, topic: Topic) -> dict[str, object]:
    return {
        "id": topic.id,
        "name": issue.named(topic.name).words,
        "aliases": [issue.words(alias) for alias in topic.aliases],
        "url": _to(issue, here, addresses.topic(issue.edition.segment, topic.id)),
        "passages": list(dict.fromkeys(ref.passage for ref in topic.passages())),
    }


def _figure(issue: Issue, shown: ShownArticle, figure: Figure) -> dict[str, object]:
    return {
        "subject": issue.words(figure.subject),
        "value": figure.value,
        "unit": issue.words(figure.unit),
        "date": figure.date,
        "text": _words_of(issue, figure.ref, figure.text),
        "article": shown.article.slug,
        "passage": figure.ref.passage,
    }


def _written(value: object) -> str:
    # Without `indent`: only then does Python use its fast encoder, and a large site has megabytes.
    return _ENCODER.encode(value)


def json_output(here: Place, value: object) -> Output:
    return Output(path=here.file, data=f"{_written(value)}\n".encode())


def _theme_sentence(issue: Issue, here: Place, sentence: SummarySentence) -> dict[str, object]:
    text, ref = _sentence(issue, sentence)
    slug = issue.headlines[ref.source].slug if ref else None
    return {
        "text": text,
        "article": slug,
        "passage": ref.passage if ref else None,
        "url": _to(issue, here, issue.place(ref.source), ref.passage) if ref else None,
    }


def _article(
    issue: Issue, shown: ShownArticle, told: Told, own_summary: str | None
) -> dict[str, object]:
    article = shown.article
    here = addresses.digest_file(issue.edition.segment)
    sentences = [_sentence(issue, sentence) for sentence in told.summary]
    if own_summary:
        sentences = [(text if ref else own_summary, ref) for text, ref in sentences]
    return {
        "id": article.slug,
        "slug": article.slug,
        "title": None if shown.made_up else shown.title,
        "date": article.date,
        "authors": [author.text for author in shown.authors],
        "publisher": shown.publisher.text if shown.publisher else None,
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
    placement = issue.placements.get(passage.ref)
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
