"""Conversion of texts into an edition: what must hold for any text, and what each rule is for."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.convert.configurations import check_opencc, convert_with
from generator.convert.converter import Converter, converter
from generator.convert.editions import edition_for
from generator.convert.phrases import phrases
from generator.convert.scripts import detect
from generator.convert.step import Master
from generator.model import Glossary, GlossaryPair, Mark, Text

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PROSE = st.text(st.one_of(HAN, st.sampled_from("，。“”‘’「」『』《》 \n\tA9x/:.@")), max_size=60)
MASTERS: st.SearchStrategy[Master] = st.sampled_from(("Hans", "Hant"))
TAGS = ("zh-Hans", "zh-Hant", "zh-TW", "zh-HK", "en")


def to(
    tag: str,
    *pairs: tuple[str, str],
    protect: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    quotes: str | None = None,
) -> Converter:
    glossary = Glossary(
        pairs=tuple(GlossaryPair(hans=hans, hant=hant) for hans, hant in pairs), protect=protect
    )
    return converter(edition_for(tag, quotes), glossary, names)


# --- what holds for any text ----------------------------------------------------------------


@given(PROSE, MASTERS, st.sampled_from(TAGS))
def test_length_never_changes_without_a_glossary(text: str, master: Master, tag: str) -> None:
    assert len(to(tag).text(text, master)) == len(text)


@given(PROSE, st.sampled_from(TAGS))
def test_what_was_converted_is_not_converted_again(text: str, tag: str) -> None:
    edition = to(tag)
    once = edition.text(text, "Hans")
    script = edition.edition.script or "Hans"
    if detect(once) == script:
        assert edition.text(once, script) == once


@given(st.lists(PROSE, max_size=6), MASTERS, st.sampled_from(TAGS))
def test_many_texts_at_once_are_the_same_as_one_by_one(
    texts: list[str], master: Master, tag: str
) -> None:
    edition = to(tag, ("数据", "資料"), ("软件", "軟體程式"), names=("于海",))
    assert edition.texts(texts, master) == [edition.text(text, master) for text in texts]


@cache
def one_to_one() -> str:
    """Simplified characters with one Traditional form, of which they are the only Simplified."""
    characters = [chr(code) for code in range(0x4E00, 0x9FA6)]
    simplified = convert_with("tw2s", "".join(characters))
    forms: dict[str, list[str]] = {}
    for traditional, simple in zip(characters, simplified, strict=True):
        forms.setdefault(simple, []).append(traditional)
    single = [simple for simple, found in forms.items() if len(set(found) - {simple}) <= 1]
    ours = "".join("".join(phrases(target, None).finds) for target in ("Hant", "Hans"))
    return "".join(
        one
        for one in single
        if one not in ours
        and convert_with("s2tw", one) not in ours
        and convert_with("tw2s", convert_with("s2tw", one)) == one
        # 干 or 余: Traditional writes the character itself, too.
        and (convert_with("s2tw", one) == one) == (forms[one] == [one])
    )


@given(st.data())
def test_simplified_comes_back_from_traditional(data: st.DataObject) -> None:
    text = data.draw(st.text(st.sampled_from(one_to_one()), min_size=1, max_size=40))
    traditional = to("zh-Hant").text(text, "Hans")
    # Words OpenCC knows are another matter: 仇仇 is 仇讎, and 仇雠 on the way back.
    by_characters = "".join(convert_with("s2tw", one) for one in text)
    if detect(traditional) == "Hant" and traditional == by_characters:
        assert to("zh-Hans").text(traditional, "Hant") == text


@settings(max_examples=30)
@given(PROSE)
def test_marks_stay_within_their_text(text: str) -> None:
    marks = tuple(
        Mark(start=start, end=start + 2, kind="em") for start in range(0, len(text) - 1, 3)
    )
    edition = to("zh-Hant", ("软件", "軟體程式"), ("数字经济", "數位"))
    shown, moved = edition.marked(text, marks, "Hans")
    assert all(0 <= mark.start <= mark.end <= len(shown) for mark in moved)


# --- masters --------------------------------------------------------------------------------


def test_traditional_in_a_traditional_edition_is_left_alone() -> None:
    text = "長征與表決，乾隆皇后的顯著著作，於是採訪隻身前往。"
    assert to("zh-Hant").text(text, "Hant") == text
    assert to("zh-HK").text(text, "Hant") == text


def test_simplified_in_a_simplified_edition_is_left_alone() -> None:
    text = "显著的著作、乾隆年间、瞭望塔。"
    assert to("zh-Hans").text(text, "Hans") == text


def test_words_copied_from_the_other_script_are_simplified() -> None:
    text = (
        "三个镇的护渔员这个月换了执勤的时间，同时交换了监测数据，结论与去年没有两样。"
        "各方还约定，沿岸的棄置漁網由各村轮流清理，站在瞭望塔上能看见写着“禁止捕撈”的木牌。"
    )
    shown = text.replace("棄置漁網", "弃置渔网")
    assert to("zh-Hans").text(text, "Hans") == shown


def test_machine_made_traditional_is_made_anew() -> None:
    text = "關于推進云計算示范應用，提高制造業水平。"
    assert to("zh-Hant").text(text, "Hans") == "關於推進雲計算示範應用，提高製造業水平。"
    assert to("zh-Hans").text(text, "Hans") == "关于推进云计算示范应用，提高制造业水平。"


def test_taiwan_and_hong_kong_spellings_become_simplified() -> None:
    simplified = to("zh-Hans")
    assert simplified.text("著力規畫，看著顯著的成果。", "Hant") == "着力规划，看着显著的成果。"
    assert simplified.text("衞生署説甚麼線上綫下都要敍明。", "Hant") == (
        "卫生署说什么线上线下都要叙明。"
    )


def test_a_mixed_text_keeps_its_simplified_words() -> None:
    assert to("zh-Hans").text("显著的专著說明這是什么問題，数据為證。", "Hans") == (
        "显著的专著说明这是什么问题，数据为证。"
    )


def test_hong_kong_writes_its_own_characters() -> None:
    assert to("zh-HK").text("这里的群众沿着线路说明卫生问题。", "Hans") == (
        "這裏的羣眾沿着線路説明衞生問題。"
    )


def test_an_edition_of_another_language_leaves_chinese_in_its_master() -> None:
    english = to("en")
    assert english.text("他说：“数据”。", "Hans") == "他说：“数据”。"
    assert english.text("他說：「數據」。", "Hant") == "他說：「數據」。"
    assert (english.lang("Hans"), english.lang("Hant")) == ("zh-Hans", "zh-Hant")
    assert to("zh-TW").lang("Hans") == "zh-TW"


# --- glossary and names ---------------------------------------------------------------------


def test_a_pair_is_forced_in_both_directions() -> None:
    pair = ("软件", "軟體")
    assert to("zh-Hant", pair).text("开发软件，软件园", "Hans") == "開發軟體，軟體園"
    assert to("zh-Hans", pair).text("開發軟體，軟體園", "Hant") == "开发软件，软件园"


def test_the_longest_term_wins() -> None:
    taiwan = to("zh-TW", ("数据", "資料"), ("数据中心", "資料中心機房"))
    assert taiwan.text("数据中心的数据", "Hans") == "資料中心機房的資料"


def test_a_pair_for_one_edition_is_not_used_in_another() -> None:
    glossary = Glossary(
        pairs=(
            GlossaryPair(hans="信息", hant="訊息"),
            GlossaryPair(hans="信息", hant="資訊", edition="zh-TW"),
        )
    )
    assert converter(edition_for("zh-TW"), glossary).text("发信息", "Hans") == "發資訊"
    assert converter(edition_for("zh-HK"), glossary).text("发信息", "Hans") == "發訊息"


def test_a_protected_term_stays_as_it_was_found() -> None:
    assert to("zh-Hant", protect=("云上",)).text("云上发展", "Hans") == "云上發展"
    assert to("zh-Hans", protect=("臺積電",)).text("臺積電發展", "Hant") == "臺積電发展"
    # Through Simplified and back, too.
    assert to("zh-Hant", protect=("云上",)).text("關于云上發展", "Hans") == "關於云上發展"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("于海云", "于海雲"), ("范发", "范發"), ("余里", "余里"), ("钟干", "鍾幹"), ("岳松", "岳松")],
)
def test_a_name_is_converted_with_care(name: str, shown: str) -> None:
    text = f"本报记者{name}报道"
    assert to("zh-Hant", names=(name,)).text(text, "Hans") == f"本報記者{shown}報道"
    assert to("zh-Hans", names=(name,)).text(f"本報記者{shown}報道", "Hant") == text


def test_a_traditional_name_stays_itself() -> None:
    assert to("zh-Hans", names=("李乾元",)).text("李乾元說過", "Hant") == "李乾元说过"


# --- marks ----------------------------------------------------------------------------------


def test_a_word_is_converted_across_its_markup() -> None:
    marks = (Mark(start=3, end=4, kind="strong"),)
    text, moved = to("zh-Hant").marked("她剪了头发", marks, "Hans")
    assert text == "她剪了頭髮"
    assert text[moved[0].start : moved[0].end] == "頭"


def test_marks_follow_a_longer_word() -> None:
    marks = (
        Mark(start=0, end=2, kind="em"),
        Mark(start=2, end=4, kind="strong"),
        Mark(start=4, end=6, kind="link", target="https://a.example/"),
    )
    edition = to("zh-Hant", ("软件", "軟體程式"))
    text, moved = edition.marked("开发软件发布", marks, "Hans")
    assert text == "開發軟體程式發佈"
    assert [text[mark.start : mark.end] for mark in moved] == ["開發", "軟體程式", "發佈"]


def test_a_mark_within_a_longer_word_covers_it() -> None:
    mark = Mark(start=2, end=3, kind="strong")
    text, moved = to("zh-Hant", ("软件", "軟體程式")).marked("用软件", (mark,), "Hans")
    assert text == "用軟體程式"
    assert text[moved[0].start : moved[0].end] == "軟體程式"


def test_code_and_addresses_stay_as_they_are() -> None:
    text = "运行数据库，见 https://a.example/数据/说明.html，写信到 a@b.example 联系"
    marks = (Mark(start=2, end=4, kind="code"),)
    shown, _ = to("zh-Hant").marked(text, marks, "Hans")
    assert shown == ("運行数据庫，見 https://a.example/数据/说明.html，寫信到 a@b.example 聯繫")
    # A sentence that follows an address without a space is no part of it.
    assert to("zh-Hant").text("网址https://a.example/发布说明", "Hans") == (
        "網址https://a.example/發佈說明"
    )


def test_a_link_that_shows_its_address_stays_and_one_of_words_does_not() -> None:
    text = "见lan.example/发布，见发布"
    marks = (
        Mark(start=1, end=15, kind="link", target="https://lan.example/发布"),
        Mark(start=17, end=19, kind="link", target="https://lan.example/发布"),
    )
    assert text[1:15] == "lan.example/发布"
    assert to("zh-Hant").marked(text, marks, "Hans")[0] == "見lan.example/发布，見發佈"


def test_quotation_marks_in_code_stay() -> None:
    marks = (Mark(start=0, end=4, kind="code"),)
    assert to("zh-Hant").marked("“发”x和“发”", marks, "Hans")[0] == "“发”x和「發」"


# --- the editor's own words -----------------------------------------------------------------


def local(tag: str, **words: str) -> tuple[str, str]:
    return to(tag).local(Text(by_tag=tuple((k.replace("_", "-"), v) for k, v in words.items())))


def test_the_editors_words_are_chosen_before_converted_ones() -> None:
    words = {"zh_Hans": "软件动态", "zh_TW": "軟體動態", "en": "Software"}
    assert local("zh-TW", **words) == ("軟體動態", "zh-TW")
    assert local("zh-Hant", **words) == ("軟體動態", "zh-TW")
    assert local("zh-Hans", **words) == ("软件动态", "zh-Hans")
    assert local("zh-CN", **words) == ("软件动态", "zh-Hans")
    assert local("en-GB", **words) == ("Software", "en")
    assert local("fr", **words) == ("软件动态", "zh-Hans")


def test_one_chinese_script_is_enough() -> None:
    assert local("zh-Hant", zh_Hans="“数字”发展", en="x") == ("「數字」發展", "zh-Hant")
    assert local("zh-Hans", zh_Hant="數字發展") == ("数字发展", "zh-Hans")


def test_a_plain_string_is_what_it_looks_like() -> None:
    def plain(tag: str, words: str) -> tuple[str, str]:
        return to(tag).local(Text(by_tag=(("", words),)))

    assert plain("zh-Hant", "数字城市文摘") == ("數字城市文摘", "zh-Hant")
    assert plain("zh-Hans", "數字城市文摘") == ("数字城市文摘", "zh-Hans")
    assert plain("en", "數字城市文摘") == ("數字城市文摘", "zh-Hant")
    assert plain("zh-Hant", "City Digest") == ("City Digest", "en")


def test_words_of_another_language_keep_their_language() -> None:
    assert local("zh-Hant", en="Digital economy") == ("Digital economy", "en")
    assert local("zh-Hant") == ("", "zh-Hant")


# --- how it runs ----------------------------------------------------------------------------


def test_the_right_opencc_answers() -> None:
    assert check_opencc() is None


def test_threads_share_a_converter() -> None:
    edition = to("zh-Hant")
    texts = [f"第{number}次发布数据，头发长了。" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: edition.text(text, "Hans"), texts))
    assert together == [edition.text(text, "Hans") for text in texts]


def test_a_converter_is_built_once_and_can_be_sent_to_a_worker() -> None:
    edition, glossary = edition_for("zh-Hant"), Glossary(protect=("云上",))
    assert converter(edition, glossary) is converter(edition, glossary)
    sent: Converter = pickle.loads(pickle.dumps(converter(edition, glossary)))
    assert sent.text("云上发展", "Hans") == "云上發展"


@pytest.mark.parametrize(
    "hans, hant",
    [
        ("昨天，余志刚在会上发了言。", "昨天，余志剛在會上發了言。"),
        ("参会的有岳阳、涂志刚和范晓东。", "參會的有岳陽、涂志剛和范曉東。"),
        ("会议将于濠州举行。", "會議將於濠州舉行。"),
        ("只有余晓舟、于建平两人到场。", "只有余曉舟、于建平兩人到場。"),
        ("名单上有余晓波、于海和种明。", "名單上有余曉波、于海和种明。"),
        ("责任编辑：于欢", "責任編輯：于歡"),
        ("还有余先生和钟家的人。", "還有余先生和鍾家的人。"),
        ("王松了解情况后赶来。", "王松瞭解情況後趕來。"),
        ("种玉米的人越来越少。", "種玉米的人越來越少。"),
        ("毕业于海南大学，成立于建国初期。", "畢業於海南大學，成立於建國初期。"),
        ("余热、余温和余味，十余家公司。", "餘熱、餘溫和餘味，十餘家公司。"),
    ],
)
def test_a_surname_is_told_by_the_name_it_begins(hans: str, hant: str) -> None:
    assert converter(edition_for("zh-Hant", "curly"), Glossary()).text(hans, "Hans") == hant


def test_what_is_recorded_of_a_text_stands_there_however_many_are_converted_together() -> None:
    texts = ("一只猫，两只狗。", "没有什么好说的。", "余志刚养了三只鸡，只剩一只。")
    shown = converter(edition_for("zh-Hant", "curly"), Glossary()).recorded(
        [(text, ()) for text in texts], "Hans"
    )
    assert shown[2].changes and not shown[1].changes
    for text, one in zip(texts, shown, strict=True):
        for change in one.changes:
            assert one.text[change.start : change.end] == change.ours
            assert len(text) == len(one.text)
