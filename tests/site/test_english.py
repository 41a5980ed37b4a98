"""An edition that editors translate: what is translated, what is not, and what no longer is.

A small site of four articles is made here. `wenzhai translate` writes the files; one is filled in
whole, one by half, one whole before its Chinese changed, and one is broken.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po, write_po
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.site.test_search import search

SITE = """\
title: {zh-Hans: 灯塔文摘, en: Lighthouse Digest}
description: {zh-Hans: 一座海边小城的数字化。, en: A town by the sea goes digital.}
base_url: https://example.org/
editions: [zh-Hans, zh-Hant, en]
themes:
  - id: economy
    title: {zh-Hans: 数字经济, en: Digital economy}
  - id: living
    title: {zh-Hans: 数字生活, en: Digital living}
  - id: infrastructure
    title: {zh-Hans: 数字基建, en: Digital infrastructure}
"""

TOPICS = """\
topics:
  - name: 海铃
    description: {zh-Hans: 独居老人的呼叫服务。, en: A call line for people who live alone.}
"""

# Each article: front matter, then paragraphs.
WHOLE = (
    "海铃响了三年",
    "2024-03-05",
    "浅湾日报",
    [
        (
            "社区给独居老人装上“海铃”，夜里跌倒按一下，十五秒内有人应声。"
            "三年来它响过4200次，其中九成是真有事。",
            "The community fits people who live alone with Sea Bell: press it after a fall at "
            "night and somebody answers within fifteen seconds. In three years it has rung 4,200 "
            "times, and nine in ten calls were real.",
        ),
        (
            "卫生站的护士说，量血压、送药和陪诊如今都在手机上预约，老人不会用，志愿者上门教。",
            "The nurse at the health station says that blood pressure checks, medicine and company "
            "to the doctor are now booked on a phone. Volunteers come to teach those who cannot.",
        ),
        (
            "社区食堂每天送饭260份，老人在“海铃”上说一声就能加菜。",
            "The community canteen delivers 260 meals a day, and a word on Sea Bell adds a dish.",
        ),
        (
            "去年有两户人家退了机器，理由是铃声太响；工程师把音量改成三档，两户又装了回去。",
            "Last year two households gave the device back because the bell was too loud. The "
            "engineers gave it three volumes, and both households took it again.",
        ),
    ],
)
HALF = (
    "渔港的光缆",
    "2024-02-01",
    "浅湾日报",
    [
        (
            "渔港今年铺了86公里光缆，5G基站从40座增加到112座，冷库里也有了信号。",
            "The fishing harbour laid 86 kilometres of fibre this year, and its 5G base stations "
            "grew from 40 to 112; there is a signal even in the cold store.",
        ),
        (
            "机房建在旧冰厂里，余热送去烘海带，一年省下电费30万元。",
            "The machine hall stands in an old ice works. Its heat dries kelp and saves 300,000 "
            "yuan of electricity a year.",
        ),
        ("老船长说，从前出海靠听天气预报，如今浪高和风向都在屏幕上看得见。", ""),
        ("“海铃”也接进了渔船，船员落水，岸上的值班室马上知道。", ""),
    ],
)
STALE = (
    "紫菜合作社上网",
    "2023-11-20",
    "海角周刊",
    [
        (
            "紫菜合作社去年在网上卖出1800万元，电商收入第一次超过批发，企业数字化贷款也批了下来。",
            "The laver cooperative sold 18 million yuan online last year. For the first time that "
            "was more than wholesale, and its loan for digital equipment was granted.",
        ),
        (
            "加工车间添了三条智能产线，产值比前年增长两成，工人从130人减到90人，转去做包装设计。",
            "The workshop added three smart lines and its output rose by 20 per cent on the year "
            "before. Workers fell from 130 to 90; the others moved to packaging design.",
        ),
    ],
)
BROKEN = (
    "雾天的码头",
    "2023-06-01",
    "海角周刊",
    [
        ("码头装上雷达和传感器以后，雾天停航的日子从一年41天减到19天，基站信号覆盖到外锚地。", ""),
        ("调度员说，网络断过两次，每次都靠对讲机补上，所以对讲机没有拆。", ""),
    ],
)
ARTICLES = {"bell": WHOLE, "fibre": HALF, "laver": STALE, "fog": BROKEN}
NAMES = {"浅湾日报": "Qianwan Daily", "海铃": "Sea Bell"}
TITLES = {
    "海铃响了三年": "Three years of the Sea Bell",
    "渔港的光缆": "Fibre for the harbour",
    "紫菜合作社上网": "A laver cooperative goes online",
}
CHANGED = ("去年在网上卖出1800万元", "去年在网上卖出2300万元")


@dataclass(frozen=True)
class English:
    folder: Path
    built: Any
    public: Path

    def page(self, path: str) -> LexborHTMLParser:
        return LexborHTMLParser((self.public / path / "index.html").read_text("utf-8"))

    def digest(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.public / "en" / "digest.json").read_bytes())
        return loaded

    def article(self, name: str) -> dict[str, Any]:
        found = [one for one in self.digest()["articles"] if one["source"] == f"{name}.md"]
        assert found
        one: dict[str, Any] = found[0]
        return one


def write_site(folder: Path) -> None:
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE, "utf-8")
    (folder / "content" / "topics.yaml").write_text(TOPICS, "utf-8")
    for name, (title, date, publisher, passages) in ARTICLES.items():
        text = "\n\n".join(chinese for chinese, _ in passages)
        head = f"---\ntitle: {title}\ndate: {date}\npublisher: {publisher}\n---\n\n"
        (articles / f"{name}.md").write_text(head + text + "\n", "utf-8")


def fill(folder: Path) -> None:
    """What a translator does with the files, in a tool of hers."""
    known = {zh: en for *_, passages in ARTICLES.values() for zh, en in passages} | NAMES | TITLES
    for path in (folder / "content" / "translations" / "en").glob("*.po"):
        with path.open("rb") as file:
            catalog = read_po(file)
        for message in catalog:
            if message.id:
                message.string = known.get(str(message.id), "")
        catalog.last_translator = "Ada Example <ada@example.org>"
        with path.open("wb") as file:
            write_po(file, catalog, width=0)
        text = path.read_text("utf-8")
        text = re.sub(
            r'"PO-Revision-Date: [^"]*"', r'"PO-Revision-Date: 2024-04-02 10:00+0000\\n"', text
        )
        text = text.replace('"Language: en\\n"', '"Language: en\\n"\n"X-Method: human\\n"', 1)
        path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory, run: Callable[..., Any]) -> English:
    folder = tmp_path_factory.mktemp("english")
    write_site(folder)
    assert run("translate", "--to", "en", "--site", folder).status == 0
    fill(folder)
    article = folder / "content" / "articles" / "laver.md"
    article.write_text(article.read_text("utf-8").replace(*CHANGED), "utf-8")
    (folder / "content" / "translations" / "en" / "fog.po").write_text('msgid "a\nmsgstr ""\n')
    built = run("build", "--site", folder)
    return English(folder, built, folder / "public")


def text_of(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def passages(page: LexborHTMLParser) -> list[LexborNode]:
    return page.css(".body .passage")


def test_a_translated_article_is_english_throughout(english: English) -> None:
    page = english.page("en/articles/" + english.article("bell")["slug"])
    assert text_of(page, "h1") == "Three years of the Sea Bell"
    assert text_of(page, ".translation strong") == "4 of 4 passages translated"
    assert "Ada Example" in text_of(page, ".translation")
    assert "human" in text_of(page, ".translation")
    assert text_of(page, ".publisher") == "Qianwan Daily"
    assert text_of(page, "header time") == "March 5, 2024"
    shown = [node.css_first("[id]") for node in passages(page)]
    assert [node.text() for node in shown if node] == [en for _, en in WHOLE[3]]
    assert {node.attributes["lang"] for node in shown if node} == {"en"}
    assert not page.css(".state")


def test_a_half_translated_article_says_so_and_shows_the_chinese(english: English) -> None:
    page = english.page("en/articles/" + english.article("fibre")["slug"])
    assert text_of(page, ".translation strong") == "2 of 4 passages translated"
    found = passages(page)
    langs = [(node.css_first("[id]") or node).attributes["lang"] for node in found]
    assert langs == ["en", "en", "zh-Hans", "zh-Hans"]
    assert "Not translated yet" in found[2].text()
    assert HALF[3][2][0] in found[2].text()
    assert len(page.css(".state")) == 2


def test_a_stale_passage_is_shown_with_a_mark_and_a_date(english: English) -> None:
    page = english.page("en/articles/" + english.article("laver")["slug"])
    assert "1 of 2 passages translated" in text_of(page, ".translation")
    assert "1 older than the Chinese" in text_of(page, ".translation")
    first, second = passages(page)
    assert "18 million yuan" in first.text()
    mark = first.css_first(".state.stale")
    assert mark is not None
    assert mark.text() == ("The Chinese has changed since this was translated on April 2, 2024")
    assert second.css_first(".state") is None


def test_a_broken_file_is_one_line_and_its_article_stays_chinese(english: English) -> None:
    assert english.built.status == 0
    faults = [line for line in english.built.faults if "fog.po" in line]
    assert len(faults) == 1
    assert ": warning: not a PO file: " in faults[0]
    page = english.page("en/articles/" + english.article("fog")["slug"])
    assert text_of(page, ".translation strong") == "0 of 2 passages translated"
    heading = page.css_first("h1")
    assert heading is not None
    assert heading.attributes["lang"] == "zh-Hans"


def test_summaries_are_english_where_their_passages_are(english: English) -> None:
    said = {}
    for article in english.digest()["articles"]:
        by_id = {one["id"]: one for one in article["passages"]}
        for sentence in article["summary"]:
            passage = by_id[sentence["passage"]]
            if passage["translated"] and not passage.get("stale"):
                assert sentence["text"] in passage["text"]
                said[article["source"]] = sentence["text"]
    assert said["bell.md"].isascii()
    stale = english.article("laver")
    first = stale["passages"][0]
    for sentence in stale["summary"]:
        if sentence["passage"] == first["id"]:
            assert "18 million" not in sentence["text"], "a stale sentence is not said as true"


def test_digest_json_tells_what_is_translated(english: English) -> None:
    flags = [one["translated"] for one in english.article("fibre")["passages"]]
    assert flags == [True, True, False, False]
    langs = [one["lang"] for one in english.article("fibre")["passages"]]
    assert langs == ["en", "en", "zh-Hans", "zh-Hans"]
    assert english.article("laver")["passages"][0]["stale"] is True
    hans = json.loads((english.public / "zh-hans" / "digest.json").read_bytes())
    assert "translated" not in hans["articles"][0]["passages"][0]


def test_only_pages_that_are_mostly_translated_join(english: English) -> None:
    def alternates(path: str) -> set[str]:
        page = english.page(path)
        return {node.attributes["hreflang"] or "" for node in page.css("link[hreflang]")}

    whole = "articles/" + english.article("bell")["slug"]
    half = "articles/" + english.article("fibre")["slug"]
    chinese = "articles/" + english.article("fog")["slug"]
    everyone = {"zh-Hans", "zh-Hant", "en", "x-default"}
    assert alternates(f"en/{whole}") == everyone
    assert alternates(f"zh-hant/{whole}") == everyone
    assert alternates(f"en/{half}") == everyone, "half is enough"
    assert alternates(f"en/{chinese}") == set()
    assert alternates(f"zh-hans/{chinese}") == everyone - {"en"}
    places = [
        node.text or ""
        for node in ElementTree.parse(english.public / "sitemap.xml").iter()
        if node.tag.endswith("loc")
    ]
    assert f"https://example.org/en/{whole}/" in places
    assert f"https://example.org/en/{chinese}/" not in places


def test_topics_are_linked_where_their_english_name_stands(english: English) -> None:
    page = english.page("en/articles/" + english.article("bell")["slug"])
    assert {node.text() for node in page.css(".body a.topic")} == {"Sea Bell"}
    names = [topic["name"] for topic in english.digest()["topics"]]
    assert "Sea Bell" in names


def test_search_in_english_has_the_english_words(english: English) -> None:
    meals, chinese, translated = search(english.public, "en", ["260 meals", "老船", "食堂"])
    (found,) = meals["found"]
    assert found.startswith(f"articles/{english.article('bell')['slug']}/#p")
    assert meals["marked"] == [["260 meals"]]
    assert chinese["found"], "what is not translated is found too"
    assert translated["found"] == []


def test_feeds_are_english(english: English) -> None:
    feed = json.loads((english.public / "en" / "feed.json").read_bytes())
    item = next(one for one in feed["items"] if one["title"] == TITLES["海铃响了三年"])
    assert item["content_text"].isascii()
    atom = (english.public / "en" / "feed.xml").read_text("utf-8")
    assert "Qianwan Daily" in atom


def test_check_names_what_is_stale_and_what_is_missing(
    english: English, run: Callable[..., Any]
) -> None:
    lines = run("check", "--site", english.folder).out.splitlines()
    (stale,) = [line for line in lines if "laver.po" in line and "has changed" in line]
    assert "1 of 2 passages" in stale
    (missing,) = [line for line in lines if "fibre.po" in line]
    assert "not translated to en: 2 of 4 passages" in missing
    assert not any("bell.po" in line for line in lines)


def test_a_refresh_loses_nothing(english: English, run: Callable[..., Any], tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(english.folder, folder, ignore=shutil.ignore_patterns("public"))
    files = folder / "content" / "translations" / "en"
    file = files / "bell.po"
    noted = file.read_text("utf-8").replace(
        'msgctxt "title"', '# ask the editor\n#| msgid "海铃响了两年"\nmsgctxt "title"', 1
    )
    file.write_text(noted, "utf-8")
    result = run("translate", "--to", "en", "--site", folder)
    assert result.status == 0, result.err
    assert "bell.po: 4 of 4 passages" in result.out
    assert "laver.po: 1 of 2 passages, 1 stale" in result.out
    assert (files / "fog.po").read_text() == 'msgid "a\nmsgstr ""\n', "what is broken stays"
    after = file.read_text("utf-8")
    for line in noted.splitlines():
        assert line in after.splitlines(), line
    laver = (files / "laver.po").read_text("utf-8")
    assert '#~ msgid "' + STALE[3][0][0] + '"' in laver
    # The new words begin with the old translation, which counts for nothing until looked at.
    assert f'#| msgid "{STALE[3][0][0]}"\nmsgctxt' in laver
    assert f'msgid "{STALE[3][0][0].replace(*CHANGED)}"\nmsgstr "{STALE[3][0][1]}"' in laver
    assert laver.count("#, fuzzy") == 1
    # The order is the article's, and a second run changes nothing.
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    assert ": 0 files written" in run("translate", "--to", "en", "--site", folder).out
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before
    # Still shown, still marked; and the old words come back with the old text.
    run("build", "--site", folder)
    pages = list((folder / "public" / "en" / "articles").rglob("index.html"))
    assert sum("state stale" in page.read_text("utf-8") for page in pages) == 1
    article = folder / "content" / "articles" / "laver.md"
    article.write_text(article.read_text("utf-8").replace(CHANGED[1], CHANGED[0]), "utf-8")
    assert "laver.po: 2 of 2 passages\n" in run("translate", "--to", "en", "--site", folder).out


def test_a_chinese_edition_is_not_translated(run: Callable[..., Any], english: English) -> None:
    result = run("translate", "--to", "zh-Hant", "--site", english.folder)
    assert result.status == 2
    assert "is converted, not translated" in result.err


def test_a_free_page_has_a_file_for_each_language(run: Callable[..., Any], tmp_path: Path) -> None:
    write_site(tmp_path)
    pages = tmp_path / "content" / "pages"
    pages.mkdir()
    (pages / "about.md").write_text("---\ntitle: 关于\n---\n\n这里说的是数据。\n", "utf-8")
    (pages / "about.en.md").write_text("---\ntitle: About\n---\n\nThis is “about” data.\n", "utf-8")
    assert run("build", "--site", tmp_path).status == 0
    public = tmp_path / "public"
    assert len(list(public.glob("*/pages/*/index.html"))) == 3
    for edition, lang, words in (
        ("zh-hans", "zh-Hans", "数据"),
        ("zh-hant", "zh-Hant", "數據"),
        ("en", "en", "“about” data"),
    ):
        page = LexborHTMLParser(
            (public / edition / "pages" / "about" / "index.html").read_text("utf-8")
        )
        prose = page.css_first(".prose")
        assert prose is not None
        assert words in prose.text()
        assert prose.attributes["lang"] == lang
        assert len(page.css("link[hreflang]")) == 4


def test_without_a_tag_every_other_language_of_the_site_is_refreshed(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    write_site(tmp_path)
    (tmp_path / "content" / "articles" / "bell.edit.yaml").write_text("draft: true\n", "utf-8")
    assert run("translate", "--site", tmp_path).status == 0
    files = tmp_path / "content" / "translations" / "en"
    assert (files / "bell.po").is_file(), "a draft is translated before it is published"
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8").replace(", en]", "]"), "utf-8")
    refused = run("translate", "--site", tmp_path)
    assert refused.status == 2
    assert "no edition in another language" in refused.err
