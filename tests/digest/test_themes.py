from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import generator.digest as package
from generator.convert.fold import fold
from generator.digest.classifier import Example, train
from generator.digest.examples import decided, shipped_examples
from generator.digest.grams import cut
from generator.digest.knowledge import learn
from generator.digest.lexicon import lexicon
from generator.digest.themes import place_passages as place_with
from generator.evaluate.stand_in import alone
from generator.model import (
    Block,
    DigestOptions,
    Edits,
    Entry,
    PassageEdit,
    PassageRef,
    Placement,
    Text,
    Theme,
)
from generator.split import split

IDS = ("economy", "government", "living", "ecosystem", "infrastructure")


def theme(identity: str, *words: str) -> Theme:
    return Theme(
        id=identity,
        title=Text(),
        description=Text(),
        words=tuple((word, 2.0) for word in words),
    )


THEMES = tuple(theme(identity) for identity in IDS)


def entry(*texts: str, edits: Edits | None = None) -> Entry:
    article = replace(
        alone("").article,
        source="a.txt",
        path="a.txt",
        slug="a",
        script="Hans",
        blocks=tuple(Block(kind="paragraph", text=text) for text in texts),
        edits=edits or Edits(),
    )
    return split(article)


def place_passages(entries: list[Entry], themes: tuple[Theme, ...]) -> dict[PassageRef, Placement]:
    knowledge = learn(themes, [one for each in entries for one in decided(each)], DigestOptions())
    return {
        ref: placement
        for each in entries
        for ref, placement in zip(each.refs(), place_with(each, knowledge), strict=True)
    }


def place(*texts: str, themes: tuple[Theme, ...] = THEMES) -> list[Placement]:
    return list(place_passages([entry(*texts)], themes).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "县里新开通的三百座5G基站接入同一张光网，机房搬进了旧粮库，时延降到两毫秒。",
            "infrastructure",
        ),
        (
            "老人按一下手环，社区食堂就知道要送饭；卫生站把血压记录发给子女，上门护理一周两次。",
            "living",
        ),
        (
            "企业开办的材料从十一份减到三份，窗口受理后后台流转，跨区通办的事项增加到二百项。",
            "government",
        ),
        (
            "条例草案写明数据安全的责任主体，首席数据官每季度述职，人才专项给青年工程师安家费。",
            "ecosystem",
        ),
        (
            "集成电路产业链上的企业去年营收两百亿元，智能制造的诊断补贴带动八十家工厂改造。",
            "economy",
        ),
        ("智慧長照服務站上線，里長陪長輩用平板量血壓，健保卡一插就能看檢驗報告。", "living"),
        ("红烧肉要先焯水，冰糖炒出糖色，小火慢炖一个半小时，出锅前再收汁。", None),
        ("（记者 林知夏 通讯员 何若谷 摄影报道）", None),
    ],
)
def test_the_matter_decides(text: str, expected: str | None) -> None:
    [placement] = place(text)
    assert placement.theme == expected, placement
    assert placement.reasons
    assert 0 <= placement.confidence <= 1


def test_a_passage_and_its_traditional_twin_go_to_the_same_theme() -> None:
    hans, hant = place(
        "政务服务事项全部网上办理，公共数据目录按月更新。",
        "政務服務事項全部網上辦理，公共數據目錄按月更新。",
    )
    assert hans.theme == hant.theme
    assert hans.scores == hant.scores


def test_a_site_with_other_themes_works_from_its_own_words() -> None:
    themes = (theme("health", "医院", "门诊"), theme("school", "学校", "课堂"))
    first, second, third = place(
        "医院把门诊时间延长到晚上八点。",
        "学校的课堂装上了新的黑板灯。",
        "红烧肉要先焯水。",
        themes=themes,
    )
    assert (first.theme, second.theme, third.theme) == ("health", "school", None)


def test_an_editor_s_theme_stands_and_says_so() -> None:
    text = "医院把门诊时间延长到晚上八点，挂号改在手机上。"
    [identity] = [passage.id for passage in entry(text).passages()]
    edit = PassageEdit(
        passage=identity, theme="economy", sets_theme=True, omit=False, quote="", line=1
    )
    edited = entry(text, edits=Edits(passages=(edit,)))
    [placement] = place_passages([edited], THEMES).values()
    assert placement.theme == "economy"
    assert placement.by_editor
    assert placement.confidence == 1.0


def test_editors_decisions_teach_the_classifier() -> None:
    """Four corrected passages of one kind carry a fifth along that nobody decided about."""
    corrected = (
        "社区书屋的图书借阅机装在菜场门口，买菜的人顺手还书，一年借出四万册。",
        "流动书屋开进工地，工人刷卡借阅图书，借出最多的是菜谱和修车手册。",
        "书屋的夜间借阅量超过白天，图书由机器人上架，读者自己还书。",
        "镇上的书屋并入中学图书馆，借阅卡通用，读者多了一倍。",
    )
    other = "村里的书屋换了新的借阅机，图书半年一换，读者可以隔着玻璃还书。"
    before = entry(*corrected, other)
    ids = [passage.id for passage in before.passages()]
    last = PassageRef("a.txt", ids[-1])
    assert place_passages([before], THEMES)[last].theme == "living"
    edits = Edits(
        passages=tuple(
            PassageEdit(
                passage=identity, theme="ecosystem", sets_theme=True, omit=False, quote="", line=1
            )
            for identity in ids[:-1]
        )
    )
    after = place_passages([entry(*corrected, other, edits=edits)], THEMES)[last]
    assert after.theme == "ecosystem"
    assert not after.by_editor
    assert after.reasons[0].startswith("like what an editor decided: “")
    assert any("worded like the examples" in reason for reason in after.reasons)


def test_nothing_to_place_is_no_fault() -> None:
    assert place_passages([], THEMES) == {}
    assert train([], IDS) is None
    assert train([Example("甲", "economy")], IDS) is None


def test_the_classifier_alone_tells_unseen_examples_apart() -> None:
    """Five folds over the shipped examples; chance would be right on one in five."""
    labelled = [one for one in shipped_examples() if one.theme in IDS]
    right = 0
    for fold_number in range(5):
        learned = [one for number, one in enumerate(labelled) if number % 5 != fold_number]
        classifier = train(learned, IDS)
        assert classifier is not None
        asked = labelled[fold_number::5]
        scores = classifier.scores(classifier.read([one.folded.lower() for one in asked]))
        for one, best in zip(asked, scores.argmax(1), strict=True):
            right += classifier.labels[best] == one.theme
    assert right / len(labelled) > 0.85


def test_the_longest_word_wins_and_latin_words_are_whole() -> None:
    words = lexicon([theme("a", "互联网"), theme("b", "工业互联网", "CIM")])
    texts = ["工业互联网和互联网", "cim与scimb"]
    assert words.find(texts, cut(texts)) == [["工业互联网", "互联网"], ["cim"]]


def test_words_of_one_character_and_of_signs_are_found() -> None:
    words = lexicon([theme("a", "茶", "C++", "12345")])
    texts = ["茶馆里写c++，打12345问路", "喝茶，再喝茶"]
    found = words.find(texts, cut(texts))
    assert [sorted(each) for each in found] == [["12345", "c++", "茶"], ["茶", "茶"]]


def test_shipped_data_is_sound() -> None:
    data = Path(package.__file__).parent / "data"
    for file in sorted(data.glob("examples/*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            assert set(row) == {"text", "theme", "also"}
            assert row["theme"] in (*IDS, "none")
    for word in lexicon(THEMES).words:
        assert fold(word) == word
