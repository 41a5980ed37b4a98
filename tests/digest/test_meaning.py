"""Embeddings, shown with vectors made by hand: what they add, and that nothing needs them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.digest.classifier import Example
from generator.digest.knowledge import taught
from generator.digest.meaning import Vector, meaning
from generator.digest.themes import place_passages
from generator.model import DigestOptions, Link, PassageRef, Text, Theme
from tests.digest.helpers import entry, found_links

THEMES = tuple(Theme(id=i, title=Text(), description=Text()) for i in ("sea", "hill"))
SHORE = "潮水退了以后，滩涂上的人弯着腰找蛤蜊，直到月亮升起来，篮子才算满了一半。"
FILLER = (
    "老城区的戏台翻修一新，每逢周末都有票友登台，街坊搬着竹椅早早来占座。",
    "山里的茶农看云采茶，雨前茶的品质比往年更加均匀。",
    "中学生机器人社团在体育馆比赛，谁的小车绕桩最快，谁就能拿到木牌。",
)


def by_water(texts: Sequence[str]) -> list[Vector]:
    """A stand-in for a model: near to (1, 0) where a text smells of salt."""
    return [(1.0, 0.0) if any(word in text for word in "潮浪船") else (0.0, 1.0) for text in texts]


def test_the_nearest_examples_vote() -> None:
    one = entry("a.txt", SHORE)
    learned = [Example("船到岸了", "sea"), Example("山上有雪", "hill")]
    sense = meaning([one], learned, by_water)
    knowledge = taught(THEMES, learned, DigestOptions())
    ref = PassageRef("a.txt", next(one.passages()).id)
    assert sense.theme_shares(ref)["sea"] > 0.99
    [without] = place_passages(one, knowledge)
    [with_it] = place_passages(one, knowledge, sense)
    assert dict(with_it.scores)["sea"] > dict(without.scores)["sea"]


def test_passages_near_in_meaning_are_linked_more_strongly() -> None:
    entries = [
        entry("a.txt", "潮水退了以后，滩涂上的人弯着腰找蛤蜊，晚上补渔网。"),
        entry("b.txt", "船老大说这样的天气不适合出门，大家就补渔网。"),
        entry("c.txt", *FILLER),
    ]
    sense = meaning(entries, [], by_water)
    options = DigestOptions()
    without = found_links(entries, (), options)
    with_it = found_links(entries, (), options, sense)

    def score(links: tuple[Link, ...]) -> float:
        pair = {"a.txt", "b.txt"}
        return max(link.score for link in links if {link.a.source, link.b.source} == pair)

    assert score(with_it) > score(without) + 0.1
