"""The figures page, its bars, and the figures of a topic."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.convert.editions import edition_for
from generator.digest.comparisons import compare_figures
from generator.model import Digest, Figure, PassageRef
from generator.render.catalogue import catalogue
from generator.render.charts import Value, bars
from generator.render.figures import period_label
from generator.report.translators import asked_for
from tests.digest.helpers import analysis_of
from tests.render.sample import (
    HANT_COST,
    ITEM_A,
    catalogues,
    digest,
    entries,
    outputs,
    passage_id,
)


def figure(source: str, words: str, text: str, value: float, **more: str | None) -> Figure:
    return Figure(
        subject="暖铃住户总数",
        value=value,
        unit="户",
        date=more.get("date"),
        kind="actual",
        text=text,
        sentence=words,
        ref=PassageRef(source, passage_id(words)),
        start=words.index(text),
    )


def two_figures() -> Digest:
    figures = (
        figure("lanchuan.html", ITEM_A, "六万户", 60_000, date="2024"),
        figure("luchung.html", HANT_COST, "一千二百戶", 1_200),
    )
    analyses = [
        analysis_of(one, tuple(each for each in figures if each.ref.source == one.article.source))
        for one in entries()
    ]
    return replace(digest(), figures=figures, analyses=tuple(analyses))


@pytest.fixture(scope="module")
def pages() -> dict[str, LexborHTMLParser]:
    files = outputs(digest_=two_figures())
    return {
        path: LexborHTMLParser(data.decode())
        for path, data in files.items()
        if path.endswith(".html")
    }


def rows(page: LexborHTMLParser, table: str) -> list[str]:
    return [" ".join(row.text().split()) for row in page.css(f"{table} tbody tr")]


def test_values_stand_side_by_side_with_date_and_source(
    pages: dict[str, LexborHTMLParser],
) -> None:
    page = pages["zh-hant/figures/index.html"]
    found = rows(page, ".values")
    assert len(found) == 2
    assert "一千二百戶" in found[0]
    assert "2023年11月" in found[0]
    assert "文章日期" in found[0], "the text itself gives no date"
    assert "六萬戶" in found[1]
    assert "嵐川晚報" in found[1]
    assert page.css_first("body").attributes["data-kind"] == "figures"  # type: ignore[union-attr]


def test_each_value_leads_to_its_passage(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hans/figures/index.html"]
    links = [node.attributes["href"] for node in page.css(".values .cite a")]
    assert f"../articles/lanchuan-desk/#{passage_id(ITEM_A)}" in links
    assert f"../articles/luchung-bell/#{passage_id(HANT_COST)}" in links


def test_in_english_numbers_and_units_are_written_out(
    pages: dict[str, LexborHTMLParser],
) -> None:
    assert any(
        row.startswith("60,000 households")
        for row in rows(pages["en/figures/index.html"], ".values")
    )


def test_a_chart_says_in_words_what_it_shows(pages: dict[str, LexborHTMLParser]) -> None:
    chart = pages["zh-hans/figures/index.html"].css_first("svg.chart")
    assert chart is not None
    assert chart.attributes["role"] == "img"
    assert chart.attributes["aria-label"]
    widths = [float(bar.attributes["width"] or 0) for bar in chart.css("rect")]
    assert widths[1] == pytest.approx(50 * widths[0], rel=0.05), "bars begin at zero"


def test_a_topic_shows_its_figures_in_time(pages: dict[str, LexborHTMLParser]) -> None:
    found = rows(pages["zh-hans/topics/nuan-ling/index.html"], ".topic-figures .values")
    assert ["一千二百户" in found[0], "六万户" in found[1]] == [True, True]


def test_the_menu_leads_to_the_figures(pages: dict[str, LexborHTMLParser]) -> None:
    links = [node.attributes["href"] for node in pages["zh-hans/index.html"].css(".menu a")]
    assert "figures/" in links


def test_without_anything_to_compare_the_page_says_so() -> None:
    page = LexborHTMLParser(outputs()["zh-hans/figures/index.html"].decode())
    assert page.css_first(".empty") is not None
    assert not page.css(".values")


def test_bars_of_equal_or_negative_values_are_not_drawn() -> None:
    def value(number: float) -> Value:
        return Value(number, str(number), "2023", False)

    assert bars([value(3), value(3)], "") is None
    assert bars([value(-1), value(3)], "") is None
    assert bars([value(3)], "") is None
    drawn = bars([value(0), value(3)], "")
    assert drawn is not None
    assert drawn.bars[0].width == 0


def test_no_words_leave_the_chart() -> None:
    values = [
        Value(5e6, "5 million people", "2025", True),
        Value(4.9e6, "490万人", "2024", False),
        Value(1, "1", "2020", False),
    ]
    drawn = bars(values, "")
    assert drawn is not None
    for bar in drawn.bars:
        width = sum(7.2 if character.isascii() else 12.5 for character in bar.value)
        assert bar.value_x + width <= drawn.width + 0.1


def test_translators_are_asked_what_figures_count() -> None:
    *_, (_, _, names) = asked_for(entries(), two_figures())
    assert [words for context, words in names if context == "measure"]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2022", "2022"),
        ("2022H1", "first half of 2022"),
        ("2023Q2", "quarter 2 of 2023"),
        ("2023Q1/Q3", "first three quarters of 2023"),
        ("2023-08/2023-11", "August 2023–November 2023"),
        (None, None),
    ],
)
def test_periods_are_said_in_words(period: str | None, words: str | None) -> None:
    assert period_label(period, catalogue(edition_for("en"), catalogues())) == words


def test_comparisons_are_a_pure_function_of_the_digest() -> None:
    found = two_figures()
    first = compare_figures(found)
    assert first == compare_figures(found)
