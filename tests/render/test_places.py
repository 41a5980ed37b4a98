from __future__ import annotations

from generator.render.cards import town_in


def test_a_passage_is_of_the_one_town_it_names_else_of_its_article_s() -> None:
    towns = {"a.txt": "泊岚", "b.txt": "鹭浦"}
    assert town_in("泊嵐的車位", "b.txt", towns) == "泊岚"
    assert town_in("泊岚与鹭浦", "b.txt", towns) == "鹭浦"
    assert town_in("没有点名", "c.txt", towns) is None
