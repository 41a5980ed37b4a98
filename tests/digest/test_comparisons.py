"""Figures side by side: what may stand together, in which order, and what may not."""

from __future__ import annotations

import re

import pytest

from generator.digest.comparisons import Comparison, compare_figures, period_end
from generator.model import Digest, Entry, Mention, PassageRef, Text, Topic
from tests.digest.helpers import analysed, groups_of
from tests.digest.helpers import entry as plain_entry


def entry(source: str, date: str | None, *texts: str, title: str | None = None) -> Entry:
    return plain_entry(source, *texts, title=title, date=date)


def topic(name: str, *entries: Entry) -> Topic:
    mentions = tuple(
        Mention(
            ref=PassageRef(one.article.source, passage.id),
            start=found.start(),
            end=found.end(),
        )
        for one in entries
        for passage in one.passages()
        for found in re.finditer(name, passage.folded)
    )
    return Topic(id=name, name=name, aliases=(), description=Text(), mentions=mentions)


def compared(*entries: Entry, topics: tuple[str, ...] = ()) -> tuple[Comparison, ...]:
    digest = Digest(
        placements={}, article_themes={}, article_summaries={}, theme_summaries={}, keywords={},
        topics=tuple(topic(name, *entries) for name in topics), links=(), figures=(),
        texts=groups_of(entries), analyses=tuple(analysed(entries)),
    )  # fmt: skip
    return compare_figures(digest).comparisons


def values(one: Comparison) -> list[float]:
    return [stated.figure.value for stated in one.stated]


def test_users_of_one_app_in_three_wordings_stand_together_in_time() -> None:
    (one,) = compared(
        entry("a", "2022-12-30", "“岚事通”注册用户310万。"),
        entry("b", "2024-01-19", "“岚事通”实名用户382万。"),
        entry("c", "2024-03-18", "到2025年底，“岚事通”用户达到500万。"),
        topics=("岚事通",),
    )
    assert (one.topic, one.measure, one.texts) == ("岚事通", "用户", 3)
    assert values(one) == [3_100_000, 3_820_000, 5_000_000]
    assert [stated.kind for stated in one.stated] == ["actual", "actual", "target"]
    assert [stated.by_article for stated in one.stated] == [True, True, False]


def test_those_who_come_in_a_day_are_not_laid_beside_those_who_have_signed_up() -> None:
    users, daily = compared(
        entry("a", "2023-01-01", "“岚事通”用户超过310万，日活跃用户峰值约90万。"),
        entry("b", "2024-01-01", "“岚事通”用户382万，日活跃用户峰值约120万。"),
        topics=("岚事通",),
    )
    assert {users.measure: values(users), daily.measure: values(daily)} == {
        "用户": [3_100_000, 3_820_000],
        "日活跃用户": [900_000, 1_200_000],
    }


def test_sources_that_disagree_both_stand() -> None:
    (one,) = compared(
        entry("a", "2024-01-01", "全市规模以上工业企业3400家。"),
        entry("b", "2024-01-01", "全市规模以上工业企业3600家。"),
    )
    assert values(one) == [3400, 3600]


def test_an_increase_is_not_laid_beside_totals() -> None:
    (one,) = compared(
        entry("a", "2023-01-01", "全市建成5G基站1.2万个。"),
        entry("b", "2024-01-01", "全市新建5G基站3000个，累计1.5万个。"),
        topics=("5G基站",),
    )
    assert values(one) == [12_000, 15_000]


def test_what_is_done_in_a_year_is_not_laid_beside_what_was_done_in_all() -> None:
    assert not compared(
        entry("a", "2024-01-01", "“船匠班”全年培训技工500名。"),
        entry("b", "2024-04-01", "“船匠班”到3月末累计培训技工5200名。"),
        topics=("船匠班",),
    )


def test_services_of_an_app_that_one_source_tells_of_are_nobody_elses() -> None:
    (one,) = compared(
        entry("a", "2024-01-01", "“岚事通”服务486项。"),
        entry("b", "2024-02-01", "“岚事通”服务520项。邻市的“滨行”App服务260项。"),
        topics=("岚事通",),
    )
    assert values(one) == [486, 520]


def test_where_a_value_came_from_is_no_comparison_of_its_own() -> None:
    assert not compared(entry("a", "2024-01-01", "跨部门事件平均处置时间从9小时降到3小时。"))


def test_residents_are_no_town() -> None:
    (one,) = compared(
        entry("a", "2023-01-01", "市民满意度达到61%。"),
        entry("b", "2024-01-01", "市民满意度达到74%。"),
    )
    assert one.measure == "市民满意度"


def test_two_towns_stand_side_by_side_each_named() -> None:
    (one,) = compared(
        entry("a", None, "岚川市政府公布，岚川市建成5G基站1.6万个。", title="岚川市：岚川的数字账"),
        entry("b", None, "鹭浦市政府公布，鹭浦市建成5G基站1.7万个。", title="鹭浦市：鹭浦的数字账"),
        topics=("5G基站",),
    )
    assert {stated.place: stated.figure.value for stated in one.stated} == {
        "岚川": 16_000,
        "鹭浦": 17_000,
    }
    assert all(stated.as_of is None and not stated.by_article for stated in one.stated)


def test_a_value_of_the_whole_province_is_no_towns() -> None:
    (one,) = compared(
        entry(
            "a", "2024-01-01", "岚川市政府说，全市规模以上工业企业3400家。", title="岚川市的岚川"
        ),
        entry("b", "2024-02-01", "全省规模以上工业企业2.3万家。"),
    )
    assert [stated.place for stated in one.stated] == ["岚川", "全省"]


@pytest.mark.parametrize(
    "texts",
    [
        ("产业规模260亿元。", "产业规模680亿元。"),  # of what?
        ("首批46个单位。", "首批50个单位。"),
        ("全市5G基站1.2万个。",),  # said once
        ("用户310万。", "用户500万。"),  # of which app?
        ("里程38公里。", "里程38座。"),
    ],
)
def test_what_says_too_little_is_not_compared(texts: tuple[str, ...]) -> None:
    entries = [entry(f"s{at}", f"2024-0{at + 1}-01", text) for at, text in enumerate(texts)]
    assert compared(*entries) == ()


def test_one_text_in_two_sources_is_one_statement_with_two_places() -> None:
    words = ("全市规模以上工业企业3400家。", "去年如此，今年照旧，明年再看一看。")
    again = entry("a", "2024-01-01", *words)
    twin = Entry(
        article=entry("b", "2024-01-02", "").article,
        sections=again.sections,
    )
    other = entry("c", "2023-01-01", "全市规模以上工业企业3300家。")
    (one,) = compared(again, twin, other)
    assert values(one) == [3300, 3400]
    assert [ref.source for ref in one.stated[1].also] == ["b"]
    assert one.texts == 2


def test_comparisons_of_more_sources_come_first_and_are_numbered() -> None:
    found = compared(
        entry("a", "2021", "村级电商服务站12个。规模以上工业企业3400家。"),
        entry("b", "2022", "村级电商服务站20个。规模以上工业企业3500家。"),
        entry("c", "2023", "规模以上工业企业3600家。"),
    )
    assert [(one.id, one.texts) for one in found] == [("c1", 3), ("c2", 2)]


def test_periods_sort_by_their_end() -> None:
    periods = ["2022H1", "2022-11", "2022", "2023Q1", "2023-05-12", None]
    assert sorted(periods, key=period_end) == periods
