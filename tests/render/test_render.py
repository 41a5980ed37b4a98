"""The published site of a small digest, looked at as a reader, a robot and an attacker would."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.model import Digest
from generator.problems import SiteError
from tests.render.sample import (
    CODE,
    DESK,
    HANT_BELL,
    PARKING,
    RULES,
    digest,
    entries,
    folder,
    outputs,
    passage_id,
)

KINDS = {
    "home": "index.html",
    "theme": "themes/living/index.html",
    "article": "articles/lanchuan-desk/index.html",
    "topic": "topics/bo-lan/index.html",
    "topics": "topics/index.html",
    "archive": "archive/index.html",
    "figures": "figures/index.html",
    "sources": "sources/index.html",
    "search": "search/index.html",
    "page": "pages/about/index.html",
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return outputs()


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, LexborHTMLParser]:
    return {
        path: LexborHTMLParser(data.decode())
        for path, data in files.items()
        if path.endswith(".html")
    }


def one(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return str(node.text(deep=True)).strip()


@pytest.mark.parametrize("segment", ["zh-hans", "zh-hant", "en"])
@pytest.mark.parametrize(("kind", "path"), KINDS.items())
def test_every_kind_of_page_is_there_and_says_its_kind(
    pages: dict[str, LexborHTMLParser], segment: str, kind: str, path: str
) -> None:
    body = pages[f"{segment}/{path}"].css_first("body")
    assert body is not None
    assert body.attributes["data-kind"] == kind


def test_files_of_the_contract_are_there(files: dict[str, bytes]) -> None:
    for path in ("index.html", "404.html", "sitemap.xml", "robots.txt"):
        assert path in files
    for path in ("feed.xml", "feed.json", "themes/living/feed.xml", "digest.json"):
        assert f"zh-hant/{path}" in files


def test_every_link_inside_the_site_is_relative_and_arrives(
    files: dict[str, bytes], pages: dict[str, LexborHTMLParser]
) -> None:
    broken = []
    for path, page in pages.items():
        if path == "404.html":
            continue
        for node in page.css("a[href], link[href], script[src], form[action]"):
            attributes = node.attributes
            address = attributes.get("href") or attributes.get("src") or attributes.get("action")
            parts = urlsplit(address or "")
            if parts.scheme:
                continue
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            if parts.path.endswith("/") or target == ".":
                target = normpath(join(target, "index.html"))
            ids = pages[target].css(f'[id="{parts.fragment}"]') if target in pages else [1]
            if target not in files or (parts.fragment and len(ids) != 1):
                broken.append((path, address))
    assert broken == []


def test_no_page_holds_inline_code_or_another_host(pages: dict[str, LexborHTMLParser]) -> None:
    for page in pages.values():
        assert not page.css("style, [style], iframe, img, object")
        for script in page.css("script:not([src])"):  # data is not code
            assert script.attributes["type"] == "application/ld+json"
        assert not page.css("[onclick], [onerror], [onload]")
        for node in page.css("script[src], link[rel=stylesheet], link[rel=icon]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not urlsplit(address).netloc


def test_ids_are_given_once_a_page(pages: dict[str, LexborHTMLParser]) -> None:
    for path, page in pages.items():
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids)), path


def test_a_passage_has_its_id_and_nothing_but_its_words(
    pages: dict[str, LexborHTMLParser],
) -> None:
    page = pages["zh-hans/articles/lanchuan-desk/index.html"]
    assert one(page, f"#{passage_id(PARKING)}") == PARKING
    page = pages["zh-hant/articles/luchung-bell/index.html"]
    assert one(page, f"#{passage_id(HANT_BELL)}") == HANT_BELL


def test_each_sentence_of_a_summary_leads_to_its_passage(
    pages: dict[str, LexborHTMLParser],
) -> None:
    page = pages["zh-hant/articles/lanchuan-desk/index.html"]
    sentences = page.css(".summary li")
    assert len(sentences) == 3
    for item, words in zip(sentences, (DESK, RULES), strict=False):
        link = item.css_first("a.sentence")
        assert link is not None
        assert link.attributes["href"] == f"#{passage_id(words)}"
        assert link.text() == one(page, f"#{passage_id(words)}"), "the very words of the passage"
    assert sentences[2].css_first("a") is None, "an editor's sentence has no passage"
    assert "編者" in sentences[2].text()


def test_the_same_words_in_two_sources_stand_once_with_both(
    pages: dict[str, LexborHTMLParser],
) -> None:
    page = pages["zh-hans/themes/ecosystem/index.html"]
    assert len(page.css(f"#{passage_id(RULES)}")) == 1
    assert "2022-notes-draft3" in one(page, ".also")


def test_the_switch_leads_to_the_same_page_in_each_edition(
    pages: dict[str, LexborHTMLParser],
) -> None:
    for path, page in pages.items():
        segment, _, rest = path.partition("/")
        if segment not in ("zh-hans", "zh-hant", "en"):
            continue
        links = page.css(".switch a")
        assert [link.attributes["hreflang"] for link in links] == ["zh-Hans", "zh-Hant", "en"]
        for link in links:
            assert link.attributes["lang"] == link.attributes["hreflang"]
            there = normpath(join(dirname(path), link.attributes["href"] or ""))
            assert there == normpath(join((link.attributes["lang"] or "").lower(), dirname(rest)))


def test_canonical_and_alternates_are_absolute(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hant/themes/living/index.html"]
    base = "https://example.org/digest/"
    links = {
        node.attributes.get("hreflang") or node.attributes["rel"]: node.attributes["href"]
        for node in page.css("link[rel=canonical], link[hreflang]")
    }
    assert links == {
        "canonical": f"{base}zh-hant/themes/living/",
        "zh-Hans": f"{base}zh-hans/themes/living/",
        "zh-Hant": f"{base}zh-hant/themes/living/",
        "x-default": f"{base}zh-hans/themes/living/",
    }
    assert not pages["en/themes/living/index.html"].css("link[hreflang]"), "it is Chinese"


def test_what_was_removed_is_shown_as_found(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hant/articles/lanchuan-desk/index.html"]
    found = [(n.text(), n.attributes["lang"]) for n in page.css(".found [data-as-found]")]
    assert ("本报记者 沈知遥", "zh-Hans") in found
    assert ("分享到：微信 <b>微博</b>", "zh-Hans") in found


def test_a_source_without_a_title_has_a_plain_label(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hant/articles/2022-notes-draft3/index.html"]
    assert one(page, "h1") == "2022-notes-draft3"
    assert page.css_first("h1 [data-no-convert]") is not None
    assert "檔名" in one(page, ".made-up")


def test_code_is_not_converted(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hant/articles/lanchuan-desk/index.html"]
    assert one(page, "pre[data-no-convert]") == CODE
    about = pages["zh-hant/pages/about/index.html"]
    assert one(about, "code[data-no-convert]") == "头发"


def test_a_free_page_is_converted_across_its_tags_and_sanitised(
    files: dict[str, bytes], pages: dict[str, LexborHTMLParser]
) -> None:
    page = pages["zh-hant/pages/about/index.html"]
    assert "理髮館" in one(page, ".prose")
    assert b"alert" not in files["zh-hant/pages/about/index.html"]
    addresses = [node.attributes.get("href") for node in page.css(".prose a")]
    assert "https://example.org/%E6%95%B0%E6%8D%AE" in addresses or any(
        (address or "").startswith("https://example.org/数据") for address in addresses
    )


def test_topics_are_linked_in_the_passage(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hant/articles/lanchuan-desk/index.html"]
    link = page.css_first(f"#{passage_id(PARKING)} a.topic")
    assert link is not None
    assert (link.text(), link.attributes["href"]) == ("泊嵐", "../../topics/bo-lan/")


def test_related_passages_say_why(pages: dict[str, LexborHTMLParser]) -> None:
    page = pages["zh-hans/articles/lanchuan-desk/index.html"]
    assert one(page, ".related .why") == "同述：泊岚、车位"


def test_the_archive_goes_back_in_time_and_ends_undated(
    pages: dict[str, LexborHTMLParser],
) -> None:
    labels = [node.text() for node in pages["zh-hans/archive/index.html"].css(".year h2")]
    assert labels == ["2024年", "2023年", "未注日期"]


def test_nothing_depends_on_base_url_but_addresses_for_others(files: dict[str, bytes]) -> None:
    without = outputs(base_url="")
    assert set(without) == set(files)
    assert b"example.org/digest" not in b"".join(without.values())
    # 404.html is shown at any address, so it alone starts from the base path.
    assert b'href="/digest/assets/' in files["404.html"]


def test_same_arguments_give_the_same_bytes(files: dict[str, bytes]) -> None:
    assert outputs() == files


def test_feeds_are_as_new_as_their_newest_article(files: dict[str, bytes]) -> None:
    space = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(files["zh-hant/feed.xml"])
    assert feed.findtext(f"{space}updated") == "2024-03-18T00:00:00Z"
    assert next(e.findtext(f"{space}title") for e in feed.iter(f"{space}entry")) == (
        "嵐川把窗口搬進手機"
    )
    undated = ElementTree.fromstring(files["zh-hans/themes/infrastructure/feed.xml"])
    assert undated.findtext(f"{space}updated") == "2024-03-18T00:00:00Z"
    other = json.loads(files["zh-hans/feed.json"])
    assert other["items"][2]["title"] == "2022-notes-draft3"
    assert "date_published" not in other["items"][2]


def test_digest_json_has_the_promised_shape(files: dict[str, bytes]) -> None:
    value = json.loads(files["zh-hant/digest.json"])
    assert list(value) == [
        "edition",
        "title",
        "url",
        "themes",
        "articles",
        "topics",
        "links",
        "figures",
    ]
    article = value["articles"][0]
    assert " ".join(article) == (
        "id slug title date authors publisher url page source script summary passages"
    )
    assert " ".join(article["passages"][0]) == "id heading text theme themes confidence"
    sentence = value["themes"][2]["summary"][0]
    assert list(sentence) == ["text", "article", "passage", "url"]
    assert sentence["url"] == (
        f"https://example.org/digest/zh-hant/articles/luchung-bell/#{passage_id(HANT_BELL)}"
    )
    assert " ".join(value["figures"][0]) == "subject value unit date text article passage"
    assert value["figures"][0]["text"] == "三萬二千個"
    assert value["articles"][2]["title"] is None


def test_the_sitemap_lists_chinese_pages_with_their_siblings(files: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(files["sitemap.xml"])
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = [node.text or "" for node in root.iter(f"{space}loc")]
    assert "https://example.org/digest/" in places
    assert "https://example.org/digest/zh-hant/themes/living/" in places
    english = [place for place in places if "/en/" in place]
    assert english == ["https://example.org/digest/en/made/"], "all else is Chinese"
    assert not any("/search/" in place for place in places)
    assert b"Sitemap: https://example.org/digest/sitemap.xml" in files["robots.txt"]


def test_static_files_change_their_name_with_their_content(files: dict[str, bytes]) -> None:
    names = [path for path in files if re.fullmatch(r"assets/style\.[0-9a-f]{10}\.css", path)]
    assert len(names) == 1


def test_pages_are_small(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".html"):
            assert len(gzip.compress(data)) < 30 * 1024, path


def test_a_name_that_does_not_exist_is_told_with_path_and_line() -> None:
    templates = folder("templates")
    templates["topics.html"] = (
        b'{% extends "base.html" %}\n{% block main %}\n{{ view.topcs }}{% endblock %}'
    )
    with pytest.raises(SiteError) as caught:
        outputs(templates=templates)
    assert (caught.value.problem.path, caught.value.problem.line) == ("templates/topics.html", 3)
    assert "topcs" in caught.value.problem.cause


def test_a_template_that_cannot_be_read_is_told_with_path_and_line() -> None:
    templates = folder("templates")
    templates["topics.html"] = b"\n\n{% if %}"
    with pytest.raises(SiteError) as caught:
        outputs(templates=templates)
    assert (caught.value.problem.path, caught.value.problem.line) == ("templates/topics.html", 3)
    del templates["topics.html"]
    with pytest.raises(SiteError) as caught:
        outputs(templates=templates)
    assert "templates/topics.html" in caught.value.problem.cause


def test_a_site_of_nothing_can_be_rendered() -> None:
    empty = Digest(
        placements={},
        article_themes={},
        article_summaries={},
        theme_summaries={},
        keywords={},
        topics=(),
        links=(),
        figures=(),
    )
    files = outputs(entries_=(), digest_=empty)
    assert "zh-hans/index.html" in files


def test_a_digest_that_names_a_source_left_out_is_rendered_without_it() -> None:
    files = outputs(entries_=entries()[:1], digest_=replace(digest(), article_themes={}))
    assert "zh-hans/articles/luchung-bell/index.html" not in files
    assert b"luchung-bell" not in files["zh-hans/themes/living/index.html"]
