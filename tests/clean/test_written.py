"""What an editor or the front matter says of the script overrules what the characters say."""

from __future__ import annotations

import pytest

from generator.clean import clean
from generator.model import Article, Edits, Source
from generator.split import split

HANS = "全市数据平台接入二十八个部门，办事的人不用再跑第二趟。" * 4
HANT = "全市數據平台接入二十八個部門，辦事的人不用再跑第二趟。" * 4
BOTH = "三月的山上人不多，水也不大。" * 8  # written alike in either script
# Mainland prose put into Traditional by a machine, which left 制, 復, 范, 于 and 云 behind.
MACHINE = (
    "近年來，我市制造業智能化水平提升，形成了一批可復制的示范經驗，基于云計算的平臺接入三千家。" * 4
)


def read(words: str, front: str = "", edits: Edits | None = None) -> Article:
    data = f"---\ntitle: 山水\n{front}---\n\n{words}\n".encode()
    return clean(Source(name="a.md", path="a.md", data=data, edits=edits or Edits()))


@pytest.mark.parametrize(
    ("tag", "script"),
    [("zh-TW", "Hant"), ("zh_HK", "Hant"), ("zh-Hant", "Hant"), ("zh-CN", "Hans"), ("zh", "none")],
)
def test_front_matter_says_it_where_the_characters_do_not(tag: str, script: str) -> None:
    assert read(BOTH).script == "none"
    article = read(BOTH, f"lang: {tag}\n")
    assert article.script == script
    assert article.problems == ()
    passages = [passage for section in split(article).sections for passage in section.passages]
    assert {passage.script for passage in passages} == {script}


def test_front_matter_overrules_the_characters_and_is_doubted_aloud() -> None:
    article = read(HANT, "lang: zh-CN\n")
    assert (article.script, article.master) == ("Hans", "Hans")
    (problem,) = article.problems
    assert str(problem) == (
        "a.md:1: warning: `lang` says Hans, and every character that could tell is Hant — "
        "correct `lang`, or remove it to have the script found"
    )


def test_the_sidecar_overrules_the_front_matter() -> None:
    edits = Edits(path="a.edit.yaml", lang="zh-Hant", lines=(("lang", 3),))
    article = read(HANT, "lang: zh-CN\n", edits)
    assert (article.script, article.master, article.problems) == ("Hant", "Hant", ())
    (problem,) = read(HANS, "", edits).problems
    assert (problem.path, problem.line) == ("a.edit.yaml", 3)


def test_an_editor_s_word_makes_a_machine_s_traditional_the_original() -> None:
    assert read(MACHINE).master == "Hans"
    assert read(MACHINE, "lang: zh-TW\n").master == "Hans"
    assert read(MACHINE, "", Edits(lang="zh-TW")).master == "Hant"


def test_a_tag_of_another_language_leaves_it_to_the_characters() -> None:
    assert read(HANS, "lang: en\n").script == "Hans"
    assert read(HANT, "lang: 繁體\n").script == "Hant"
