from __future__ import annotations

from generator.convert.configurations import convert_with
from generator.model import DigestOptions
from tests.digest.helpers import entry, found_links, groups_of

TEXT = (
    "去年夏天，渔港把泊位、冷库和加冰站的空闲时间放到一张图上，船老大在海上就能订好靠岸的钟点。",
    "过去三十条船挤在一个潮口，先到的未必先卸货，冰化了，鱼价也跟着掉下去一截。",
    "港务站给每个泊位装了感应杆，谁靠了多久、卸了几筐，记录当天就进了合作社的账本。",
    "合作社拿账本去银行，信用社的人看了三天，批下来第一笔不用抵押的贷款，买了两台速冻机。",
    "也有人不愿意用，说自己认得潮水，不必听一块屏幕的话，站长就陪他们靠了十几回岸。",
    "年底一算，平均等候从五个小时降到一个半小时，加冰少用了三成，油也省下不少。",
    "隔壁县的码头来看过两次，回去以后照着做了一套，两边的空位如今能互相看见。",
)
OTHER = (
    "山里的茶厂今年换了烘干机，火候由温度探头看着，老师傅只在最后一道上手。",
    "采茶的人早上五点上山，背篓里放一张卡，过秤的时候名字和斤两一起记下来。",
    "茶农最在意的是当天结账，以前要等到月底，记错了也说不清楚是谁的。",
    "合作社把每块茶园的土样寄到省城，半个月后寄回来一页纸，写着缺什么、补多少。",
)


def one(*articles: tuple[str, ...]) -> list[int]:
    """The text each article is numbered as."""
    entries = [entry(f"{at}.txt", *article) for at, article in enumerate(articles)]
    return list(groups_of(entries).values())


def edited(text: str) -> str:
    """A few words of every passage changed, as a second desk would."""
    return (
        text.replace("去年夏天", "今年入夏")
        .replace("船老大", "船长们")
        .replace("三十条船", "几十条船")
        .replace("站长就", "站长只好")
        .replace("年底一算", "到了年底")
        .replace("照着做了一套", "也照样做了一套")
    )


def test_same_words_are_one_text() -> None:
    assert one(TEXT, OTHER, TEXT) == [0, 1, 0]


def test_small_edits_make_no_other_text() -> None:
    assert one(TEXT, OTHER, tuple(map(edited, TEXT))) == [0, 1, 0]


def test_another_title_and_more_around_it_make_no_other_text() -> None:
    around = (
        "看本地新闻，关注我们的公众号，天天有好消息。",
        *TEXT,
        "本文不代表平台立场，欢迎留言。",
    )
    assert one(TEXT, OTHER, around) == [0, 1, 0]


def test_an_excerpt_is_the_text_it_was_taken_from() -> None:
    assert one(TEXT, OTHER, TEXT[:4]) == [0, 1, 0]
    assert one(TEXT[1:5], OTHER, TEXT) == [0, 1, 0]


def test_paragraphs_run_together_make_no_other_text() -> None:
    assert one(TEXT, ("".join(TEXT[:4]), "".join(TEXT[4:]))) == [0, 0]


def test_the_other_script_is_the_same_text() -> None:
    traditional = tuple(convert_with("s2tw", passage) for passage in TEXT)
    entries = [entry("a.txt", *TEXT), entry("b.txt", *traditional, script="Hant")]
    assert list(groups_of(entries).values()) == [0, 0]


def test_a_quoted_passage_makes_no_twins() -> None:
    assert one(TEXT, (*OTHER, TEXT[2])) == [0, 1]


def test_copies_of_copies_are_one_text() -> None:
    assert one(TEXT[:4], OTHER, TEXT[2:], TEXT) == [0, 1, 0, 0]


def test_passages_nearly_alike_are_linked_as_duplicates() -> None:
    entries = [
        entry("a.txt", *TEXT),
        entry("b.txt", *map(edited, TEXT)),
        entry("c.txt", *OTHER),
    ]
    links = found_links(entries, (), DigestOptions())
    duplicates = {(link.a.passage, link.b.passage) for link in links if link.kind == "duplicate"}
    assert ("a.txt-0", "b.txt-0") in duplicates
    assert all(first[-1] == second[-1] for first, second in duplicates)


def test_of_two_copies_only_the_first_is_offered_as_related() -> None:
    near = "渔港给每个泊位装感应杆，卸了几筐鱼记录进合作社的账本，银行凭账本批贷款。"
    entries = [
        entry("a.txt", *TEXT),
        entry("b.txt", *map(edited, TEXT)),
        entry("c.txt", near, *OTHER),
    ]
    links = found_links(entries, (), DigestOptions())
    related = {ref.source for link in links for ref in (link.a, link.b) if link.kind != "duplicate"}
    assert "a.txt" in related
    assert "b.txt" not in related
