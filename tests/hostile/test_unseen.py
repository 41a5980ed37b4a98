"""Characters that nobody sees never reach a page: neither controls nor marks of direction."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.clean import clean
from generator.model import Source
from generator.problems import ProblemError
from generator.read.editorial import read_topics
from generator.read.strict_yaml import load_mapping
from generator.read.translations import read_translations

Run = Callable[..., Any]
UNSEEN = "\u202e\u0007\u200b\u2066\ufeff\u00ad"
SEEN = re.compile(f"[{UNSEEN}]")
SENTENCE = "南门菜场上周换了新秤，称完就知道几斤几两，三百个摊位都装好了。"
ENTITIES = "".join(f"&#x{ord(one):x};" for one in UNSEEN)
ESCAPES = json.dumps(UNSEEN)[1:-1]

SOURCES = {
    "plain.txt": f"菜场{UNSEEN}换秤\n\n来源：南门{UNSEEN}报\n\n{SENTENCE}{UNSEEN}{SENTENCE}\n",
    "entities.html": (
        f"<html><head><title>菜场{ENTITIES}换秤</title>"
        f'<meta name="author" content="李{ENTITIES}四">'
        f'<meta property="og:site_name" content="南门{ENTITIES}报"></head>'
        f"<body><h1>菜场{ENTITIES}换秤</h1><p>{SENTENCE}{ENTITIES}</p>"
        f'<p><a href="https://a.example/{ENTITIES}x">{SENTENCE}</a></p></body></html>'
    ),
    "ld.html": (
        '<html><head><script type="application/ld+json">{"@type":"NewsArticle",'
        f'"headline":"菜场{ESCAPES}换秤","author":{{"name":"李{ESCAPES}四"}}}}</script></head>'
        f"<body><p>{SENTENCE}</p><p>{SENTENCE}</p></body></html>"
    ),
    "json.md": (
        f'{{"title": "菜场{ESCAPES}换秤", "author": "李{ESCAPES}四", "tags": ["秤{ESCAPES}"],'
        f' "url": "https://a.example/{ESCAPES}x", "publisher": "南门{ESCAPES}报"}}\n\n{SENTENCE}\n'
    ),
    "toml.md": (
        '+++\ntitle = "菜场\\u202e换\\u0007秤"\nauthor = "李\\u200b四"\n+++\n' + SENTENCE + "\n"
    ),
    "feed.xml": (
        f"<item><title>菜场{ENTITIES}换秤</title><author>李{ENTITIES}四</author>"
        f"<description>&lt;p&gt;{SENTENCE}{ENTITIES}&lt;/p&gt;</description></item>"
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_no_field_of_an_article_holds_them(name: str) -> None:
    article = clean(Source(name=name, path=name, data=SOURCES[name].encode("utf-8")))
    fields = [article.title, article.publisher, article.url, article.slug, article.date]
    fields += [*article.authors, *article.keywords, *(block.text for block in article.blocks)]
    assert [one for one in fields if one and SEEN.search(one)] == []
    assert article.title == "菜场换秤"
    assert article.authors == ("李四",) or not article.authors


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\x1b", "\\u202e", "\\u2066", "\\x7f"])
@pytest.mark.parametrize("shape", ['title: "甲{}乙"', 'a:\n  - "{}"', '"k{}": 1'])
def test_an_editor_s_file_that_holds_one_is_refused_with_its_line(shape: str, escape: str) -> None:
    text = "# 说明\n" + shape.format(escape)
    with pytest.raises(ProblemError) as fault:
        load_mapping(text, "site.yaml")
    assert fault.value.problem.line in (2, 3)
    assert "the invisible character U+" in fault.value.problem.cause


def test_what_editors_do_write_stays() -> None:
    values, _ = load_mapping('a: "一\\n二\\t三"\nb: ❤️ 家👨‍👩‍👧\n', "x.yaml")
    assert values == {"a": "一\n二\t三", "b": "❤️ 家👨‍👩‍👧"}
    assert read_topics("topics: [{name: 灵锡❤️}]".encode(), "t.yaml").topics[0].name == "灵锡❤️"


def test_a_translation_without_them() -> None:
    catalogue = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "title"\nmsgid "菜场换秤"\nmsgstr "New \u202e\u0007\u2066scales"\n'
    )
    made = read_translations(catalogue.encode("utf-8"), "en/a.po", "en")
    assert made.entries[0].text == "New scales"


def test_nothing_of_them_is_published(small_site: Path, run: Run) -> None:
    for name, text in SOURCES.items():
        (small_site / "content" / "articles" / name).write_bytes(text.encode("utf-8"))
    assert run("build", "--site", small_site, "--epub", "--cards", "none").status == 0
    for path in (small_site / "public").rglob("*"):
        if path.suffix in (".html", ".json", ".xml", ".txt") and path.name != "record.json":
            assert not SEEN.search(path.read_text("utf-8")), path
