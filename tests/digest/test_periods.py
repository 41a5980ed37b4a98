from __future__ import annotations

import pytest

from generator.digest.periods import dates, kind_of


def told(text: str, published: str | None = None, near: str | None = None) -> list[str]:
    return [date for _, date in dates(text, 0, len(text), published, False, near)]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("上月新增3家。", "2024-01-20", ["2023-12"]),
        ("截至4月末有3家。", "2024-05-22", ["2024-04"]),
        ("12月28日起雾。", "2024-03-01", ["2023-12-28"]),
        ("一季度退回3件。", "2024-05-22", ["2024Q1"]),
        ("比2020年增加3家。", None, []),
        ("入围《2021年城市榜》，居第七位。", None, []),
        ("2019年以来新增3家。", None, []),
    ],
)
def test_date_is_resolved(text: str, published: str | None, expected: list[str]) -> None:
    assert told(text, published) == expected


def test_month_takes_its_year_from_the_text_before() -> None:
    assert told("到12月底有3家。", "2024-03-01", near="2022") == ["2022-12"]


@pytest.mark.parametrize(
    ("text", "date", "kind"),
    [
        ("收入低于年度目标3%", None, "actual"),
        ("年底前压到3%", None, "target"),
        ("服务达到3%", "2026", "target"),
        ("服务达到3%", "2023", "actual"),
    ],
)
def test_aim_is_told_from_fact(text: str, date: str | None, kind: str) -> None:
    assert kind_of(text, 0, text.index("3"), date, "2024-05-01") == kind
