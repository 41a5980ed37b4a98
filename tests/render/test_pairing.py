from __future__ import annotations

from generator.render.pairing import paired
from generator.render.shown import translated_sentence


def test_a_joined_and_a_parted_sentence_find_their_translations() -> None:
    chinese = [
        "码头添了3条线。",
        "去年吞吐量是86万吨，比前年多一成。",
        "工人学会了看屏幕，夜里也不用爬塔。",
    ]
    english = [
        "The port added 3 lines, and last year it handled 860,000 tonnes, a tenth more.",
        "Workers learned to read the screen.",
        "At night nobody climbs the tower any more.",
    ]
    assert paired(chinese, english) == [
        (range(2), range(1)),
        (range(2, 3), range(1, 3)),
    ]


def test_where_the_counts_are_too_far_apart_nothing_is_paired() -> None:
    assert paired(["一句。"], ["One.", "Two.", "Three.", "Four."]) is None


def test_a_sentence_is_shown_in_the_translator_s_words_even_where_the_counts_differ() -> None:
    chinese = "码头添了3条线。去年吞吐量是86万吨，比前年多一成。工人学会了看屏幕，夜里也不用爬塔。"
    english = (
        "The port added 3 lines. Last year it handled 860,000 tonnes, a tenth more. "
        "Workers learned to read the screen. At night nobody climbs the tower any more."
    )
    sentence = "去年吞吐量是86万吨，比前年多一成。"
    expected = "Last year it handled 860,000 tonnes, a tenth more."
    assert translated_sentence(sentence, chinese, english) == expected
