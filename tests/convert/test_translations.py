from __future__ import annotations

from dataclasses import replace

from generator.clean import clean
from generator.convert.editions import edition_for
from generator.convert.translations import coverage, essence, for_edition, translation_of
from generator.model import Entry, Source, Translation, Translations
from generator.split import split

WORDS = "渔港今年铺了八十六公里光缆，冷库里也有了信号，船员在舱里就能同家里通话。"


def entry(text: str = WORDS) -> Entry:
    data = f"# 渔港的光缆\n\n{text}\n".encode()
    return split(clean(Source(name="fibre.md", path="fibre.md", data=data)))


def translations(*entries: Translation) -> Translations:
    return Translations(
        language="en",
        name="fibre",
        path="en/fibre.po",
        translator=None,
        date=None,
        method=None,
        entries=entries,
    )


def told(article: Entry, *entries: Translation) -> list[tuple[str, bool]]:
    found = translation_of(article, translations(*entries))
    return [(one.text, one.stale) for one in found.passages.values()]


def made(article: Entry) -> Translation:
    (passage,) = article.passages()
    return Translation(context=passage.id, chinese=passage.text, text="Fibre.")


def test_a_translation_of_these_words_counts() -> None:
    assert told(entry(), made(entry())) == [("Fibre.", False)]


def test_script_width_and_punctuation_make_no_difference() -> None:
    other = replace(made(entry()), chinese=WORDS.replace("渔", "漁").replace("，", ","))
    assert told(entry(), other) == [("Fibre.", False)]


def test_an_empty_or_unsure_entry_does_not_count() -> None:
    assert told(entry(), replace(made(entry()), text="")) == []
    assert told(entry(), replace(made(entry()), fuzzy=True)) == []


def test_changed_words_make_it_stale() -> None:
    changed = entry(WORDS.replace("八十六", "九十一"))
    assert told(changed, made(entry())) == [("Fibre.", True)]
    assert told(changed, replace(made(entry()), obsolete=True)) == [("Fibre.", True)]
    assert told(entry(), replace(made(entry()), chinese="别的话")) == [("Fibre.", True)]


def test_other_words_are_not_taken_for_its_successor() -> None:
    other = entry("紫菜合作社去年在网上卖出一千八百万元，第一次超过批发，贷款也批了下来。")
    assert told(other, made(entry())) == []


def test_coverage_counts_what_needs_translation() -> None:
    counted = coverage(entry(WORDS + "\n\n2024"), translations(made(entry())))
    assert (counted.done, counted.total, counted.words) == (1, 1, ("title",))


def test_a_folder_of_the_language_serves_its_regions() -> None:
    own = translations()
    british = replace(own, language="en-gb")
    assert for_edition(edition_for("en-GB"), (own, british)) == {"fibre": british}
    assert for_edition(edition_for("en-US"), (own, british)) == {"fibre": own}
    assert for_edition(edition_for("zh-Hant"), (own,)) == {}


def test_texts_that_say_the_same_words_have_one_essence() -> None:
    assert essence("“新秤”，真好A。") == essence("「新秤」真好 a") == "新秤真好a"
    assert essence("……") == "……"  # of a text without words all that it holds
