"""The digest as a whole: the same for both scripts, and sensible for odd sites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.articles import read_source
from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.convert.fold import fold
from generator.digest import digest
from generator.model import (
    DigestOptions,
    Edits,
    Entry,
    Figure,
    Glossary,
    PassageRef,
    Source,
    SummarySentence,
    TopicEdits,
)
from generator.problems import Problem
from generator.read.folder import read_inputs
from generator.read.site import default_site
from tests.digest.helpers import entry

THEMES = default_site().themes
NO_TOPICS = TopicEdits()


def run(entries: list[Entry]):  # type: ignore[no-untyped-def]
    return digest(entries, THEMES, NO_TOPICS, DigestOptions())


@pytest.mark.parametrize(
    "name", ["lanchuan-2023-work-report.txt", "city-ops-night-notes.txt", "yunting-tea-stream.md"]
)
def test_a_source_in_the_other_script_gives_the_same_digest(example_site: Path, name: str) -> None:
    path = example_site / "content" / "articles" / name
    text = path.read_text("utf-8-sig")
    to_hant = converter(edition_for("zh-Hant", "curly"), Glossary())
    twins = []
    for words in (text, to_hant.text(text, "Hans")):
        result = read_source(Source(name=name, path=name, data=words.encode(), edits=Edits()))
        assert not isinstance(result, Problem)
        twins.append(result[0])
    hans, hant = (run([twin]) for twin in twins)
    assert twins[1].article.script == "Hant"
    assert [passage.id for passage in twins[0].passages()] == [
        passage.id for passage in twins[1].passages()
    ]
    assert hans.placements == hant.placements
    for one, other in zip(hans.article_summaries[name], hant.article_summaries[name], strict=True):
        assert one.ref == other.ref
    assert [(figure.value, figure.unit, figure.ref) for figure in hans.figures] == [
        (figure.value, figure.unit, figure.ref) for figure in hant.figures
    ]


_ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("site", "least"), [(".", 10), ("tests/gold/site", 6), ("tests/harbour/site", 7)]
)
def test_a_whole_site_in_the_other_script_gives_the_same_digest(site: str, least: int) -> None:
    """Every article in Simplified, and its twin: placed, summed up, counted, named and linked."""
    inputs, _ = read_inputs(_ROOT / site, today="2026-01-01")
    to_hant = converter(edition_for("zh-Hant", "curly"), Glossary())
    to_hans = converter(edition_for("zh-Hans", "curly"), Glossary())
    here: list[Entry] = []
    there: list[Entry] = []
    for source in inputs.sources:
        text = source.data.decode("utf-8-sig", "replace")
        if site != ".":
            text = to_hans.text(text, "Hant")
        pair = [
            read_source(replace(source, edits=Edits(), data=words.encode()))
            for words in (text, to_hant.text(text, "Hans"))
        ]
        read = [one[0] for one in pair if not isinstance(one, Problem)]
        if len(read) < 2:
            continue  # a source in another encoding, which its sidecar names
        hans, hant = read
        # Reading is not at issue here: only articles that are read alike in both scripts.
        if hans.article.script == "Hans" and shape(hans) == shape(hant):
            here.append(hans)
            there.append(hant)
    assert len(here) >= least
    one, other = run(here), run(there)
    assert one.placements == other.placements
    assert one.article_themes == other.article_themes
    assert cited(one.article_summaries) == cited(other.article_summaries)
    assert cited(one.theme_summaries) == cited(other.theme_summaries)
    assert [counted(figure) for figure in one.figures] == [
        counted(figure) for figure in other.figures
    ]
    assert [(topic.name, topic.passages()) for topic in one.topics] == [
        (topic.name, topic.passages()) for topic in other.topics
    ]
    assert one.links == other.links
    assert {name: [fold(word) for word in words] for name, words in one.keywords.items()} == {
        name: [fold(word) for word in words] for name, words in other.keywords.items()
    }
    assert run(here) == one


def counted(figure: Figure) -> tuple[object, ...]:
    return figure.ref, figure.subject, figure.value, figure.unit, figure.date, figure.kind


def shape(entry: Entry) -> list[object]:
    return [
        (fold(section.heading or ""), section.run_in, [one.id for one in section.passages])
        for section in entry.sections
    ]


def cited(
    summaries: dict[str, tuple[SummarySentence, ...]],
) -> dict[str, list[PassageRef | None]]:
    return {name: [one.ref for one in summary] for name, summary in summaries.items()}


def test_no_article_at_all() -> None:
    found = run([])
    assert found.theme_summaries == {theme.id: () for theme in THEMES}
    assert (found.topics, found.links, found.figures) == ((), (), ())


def test_one_source_has_no_links_and_no_topics_of_several() -> None:
    one = entry("a.txt", "全市建成5G基站一千二百个，光缆通到每个乡镇。", "社区食堂给老人送饭上门。")
    found = run([one])
    assert found.links == ()
    assert found.topics == ()
    assert found.article_summaries["a.txt"]


def test_copies_of_one_text_count_as_one_source() -> None:
    words = (
        "“云渡通”上线三年，用户二百万，挂号和缴费都在上面办。",
        "“云渡通”今年要减去一半入口，老人有大字版。",
        "县里的5G基站到年底是一千二百个。",
    )
    copies = [entry(f"{name}.txt", *words) for name in "abcdef"]
    copies = [
        replace(
            copy,
            sections=tuple(
                replace(
                    section,
                    passages=tuple(
                        replace(passage, id=first.id)
                        for passage, first in zip(
                            section.passages, copies[0].sections[0].passages, strict=True
                        )
                    ),
                )
                for section in copy.sections
            ),
        )
        for copy in copies
    ]
    found = run(copies)
    assert found.topics == ()
    assert found.links == ()
    for summary in found.theme_summaries.values():
        texts = [sentence.text for sentence in summary]
        assert len(texts) == len(set(texts))


def test_a_site_where_every_passage_is_none() -> None:
    one = entry("a.txt", "红烧肉要先焯水，再炒糖色。", "戏台上的灯亮到半夜。", "粽叶便宜了一点。")
    found = run([one])
    assert all(placement.theme is None for placement in found.placements.values())
    assert all(summary == () for summary in found.theme_summaries.values())


def test_a_source_of_two_thousand_passages() -> None:
    many = entry("a.txt", *(f"第{n}号基站装在{n}号路口，用电{n}度。" for n in range(2000)))
    found = run([many, entry("b.txt", "路口的基站用电不多，一年三百度。")])
    assert len(found.placements) == 2001
    assert found.article_summaries["a.txt"]
    assert all(
        isinstance(sentence.ref, PassageRef) for sentence in found.article_summaries["a.txt"]
    )
