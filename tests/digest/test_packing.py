from __future__ import annotations

from dataclasses import replace

import pytest

from generator.articles import Lesson
from generator.digest import analyse
from generator.digest.classifier import Example
from generator.digest.packing import packed
from generator.engine.codec import encode
from generator.engine.store import MemoryStore
from generator.model import DigestOptions, Text, Theme
from tests.digest.helpers import entry

KEY = b"k" * 16
LESSON = Lesson(
    themes=(
        Theme(
            id="economy",
            title=Text(by_tag=(("", "数字经济"),)),
            description=Text(),
            words=(("算力券", 3.0),),
        ),
        Theme(id="living", title=Text(by_tag=(("", "数字生活"),)), description=Text()),
    ),
    examples=(Example("老人在社区食堂刷脸就餐，家里人手机上看得到。", "living", by_editor=True),),
    options=DigestOptions(),
)
ARTICLE = entry(
    "a.txt",
    "软件园去年发放算力券1200万元，84家企业用上了便宜的算力，营业收入增长9.4%。",
    "老人在社区食堂刷脸就餐，子女在手机上看得到，三个街道已有16处这样的食堂。",
)


def another_process() -> Lesson:
    """The same lesson, of which nothing was learned yet."""
    return replace(LESSON)


def test_an_article_is_understood_alike_by_what_was_learned_and_by_what_was_kept() -> None:
    store = MemoryStore()
    first, second = another_process(), another_process()
    first.learn(store, KEY)
    second.learn(store, KEY)
    assert encode(packed(first.knowledge)) == encode(packed(second.knowledge))
    assert analyse(ARTICLE, first.knowledge) == analyse(ARTICLE, second.knowledge)


def test_nothing_is_learned_again_while_the_store_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    another_process().learn(store, KEY)
    monkeypatch.setattr("generator.articles.learn", lambda *_: pytest.fail("learned again"))
    second = another_process()
    second.learn(store, KEY)
    assert second.knowledge.themes == ("economy", "living")


@pytest.mark.parametrize("kept", [b"", b"\xff" * 40, encode({"key": "of another version"})])
def test_what_the_store_has_spoilt_is_learned_anew(kept: bytes) -> None:
    store = MemoryStore()
    store.put(KEY, kept)
    lesson = another_process()
    lesson.learn(store, KEY)
    assert lesson.knowledge.themes == ("economy", "living")
    assert store.get(KEY) == encode(packed(lesson.knowledge))
