"""What translators are asked for."""

from __future__ import annotations

from dataclasses import replace

from generator.convert.translations import AUTHOR, PUBLISHER, SITE_NAMES
from generator.digest import digest
from generator.model import DigestOptions, Entry, TopicEdits
from generator.read.site import default_site
from generator.report.translators import asked_for
from tests.digest.helpers import entry

PAPER = "潮声晚报"
THEMES = default_site().themes


def named(entries: list[Entry]) -> list[tuple[str, str]]:
    found = digest(entries, THEMES, TopicEdits(), DigestOptions())
    return next(pairs for name, _, pairs in asked_for(entries, found) if name == SITE_NAMES)


def test_names_are_asked_for_once_and_only_where_they_are_chinese() -> None:
    words = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。"
    one, other = entry("a.md", words), entry("b.md", words + "管理处说。")
    asked = named(
        [
            replace(
                one, article=replace(one.article, publisher="潮声晚报", authors=("何小舟", "Ada"))
            ),
            replace(other, article=replace(other.article, publisher="潮声晚报")),
        ]
    )
    assert [pair for pair in asked if pair[0] in (AUTHOR, PUBLISHER)] == [
        (PUBLISHER, PAPER),
        (AUTHOR, "何小舟"),
    ]


def test_each_article_has_a_file_by_its_name_without_the_ending() -> None:
    one = entry("market.md", "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。")
    found = digest([one], THEMES, TopicEdits(), DigestOptions())
    name, entries, pairs = next(iter(asked_for([one], found)))
    assert (name, entries) == ("market", (one,))
    assert ("market.md-0", next(one.passages()).text) in pairs
