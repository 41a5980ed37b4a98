"""What is true of every published site, shown on the example and on the real articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

Site = Path


@pytest.fixture(params=["example", "seeds", "river"])
def site(request: pytest.FixtureRequest) -> Site:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def pages(site: Site) -> Iterator[tuple[str, LexborHTMLParser]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), LexborHTMLParser(path.read_text("utf-8"))


def digest(site: Site, edition: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((site / edition / "digest.json").read_bytes())
    return loaded


@pytest.mark.parametrize("which", ["seeds", "river"])
def test_two_builds_give_the_same_bytes(
    which: str, run: Callable[..., Any], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """The example too: tests/preview compares what is served of it with a clean build."""
    site: Site = request.getfixturevalue(which)
    folder = request.getfixturevalue(f"{which}_site")
    again = tmp_path / "public"
    assert (
        run("build", "--no-cache", "--site", folder, "--output", again, "--jobs", "2").status == 0
    )
    first = {
        path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    second = {
        path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()
    }
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


def test_every_link_and_anchor_resolves(site: Site) -> None:
    trees = dict(pages(site))
    canonical = trees["index.html"].css_first("link[rel=canonical]")
    root = urlsplit((canonical.attributes.get("href") if canonical else "") or "/").path
    anchors = {
        name: {node.attributes.get("id") for node in tree.css("[id]")}
        for name, tree in trees.items()
    }
    dead = []
    for name, tree in trees.items():
        base = f"https://site.test{root}{name}"
        for node in tree.css("a[href], link[href], script[src], img[src]"):
            target = node.attributes.get("href") or node.attributes.get("src") or ""
            parts = urlsplit(urljoin(base, target))
            if parts.netloc != "site.test" or parts.scheme != "https":
                continue
            path = unquote(parts.path).removeprefix(root).lstrip("/")
            path = path + "index.html" if path.endswith("/") or not path else path
            if not (site / path).is_file():
                dead.append(f"{name}: {target}")
            elif parts.fragment and unquote(parts.fragment) not in anchors.get(path, set()):
                dead.append(f"{name}: {target} (no such anchor)")
    assert dead == []


def editions(site: Site) -> list[str]:
    return sorted(path.parent.name for path in site.glob("*/digest.json"))


def test_all_editions_have_the_same_pages_and_ids(site: Site) -> None:
    files = [
        {path.relative_to(site / edition).as_posix() for path in (site / edition).rglob("*.html")}
        for edition in editions(site)
    ]
    assert len(files) >= 2
    assert all(names == files[0] for names in files)
    for name in files[0]:
        ids = [
            [
                node.attributes["id"]
                for node in LexborHTMLParser((site / e / name).read_text("utf-8")).css("main [id]")
            ]
            for e in editions(site)
        ]
        assert all(one == ids[0] for one in ids), name


def test_ids_are_unique_on_a_page(site: Site) -> None:
    for name, tree in pages(site):
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), name


@pytest.mark.parametrize("edition", ["zh-hans", "zh-hant", "en"])
def test_every_summary_sentence_is_verbatim_in_its_passage(site: Site, edition: str) -> None:
    if edition not in editions(site):
        pytest.skip(f"this site has no edition {edition}")
    data = digest(site, edition)
    # What an edition shows in another language than the passage's is the Chinese sentence.
    chinese = {
        (article["id"], passage["id"]): passage["text"]
        for article in digest(site, "zh-hans")["articles"]
        for passage in article["passages"]
    }
    passages = {
        (article["id"], passage["id"]): passage["text"]
        for article in data["articles"]
        for passage in article["passages"]
    }
    checked = 0
    for article in data["articles"]:
        for sentence in article["summary"]:
            if sentence["passage"] is not None:
                where = (article["id"], sentence["passage"])
                assert sentence["text"] in passages[where] or sentence["text"] in chinese[where]
                checked += 1
    for theme in data["themes"]:
        for sentence in theme["summary"]:
            where = (sentence["article"], sentence["passage"])
            assert sentence["text"] in passages[where] or sentence["text"] in chinese[where]
            checked += 1
    assert checked >= 20


def test_every_article_and_theme_has_a_summary_and_its_page(site: Site) -> None:
    data = digest(site, "zh-hans")
    assert all(article["summary"] for article in data["articles"])
    assert all(theme["summary"] and theme["passages"] for theme in data["themes"])
    for topic in data["topics"]:
        assert len(topic["passages"]) >= 2


def test_links_join_passages_of_different_sources_and_say_why(site: Site) -> None:
    data = digest(site, "zh-hans")
    homes: dict[str, set[str]] = {}
    for article in data["articles"]:
        for passage in article["passages"]:
            homes.setdefault(passage["id"], set()).add(article["id"])
    assert data["links"]
    for link in data["links"]:
        assert link["from"] in homes
        assert link["to"] in homes
        assert len(homes[link["from"]] | homes[link["to"]]) >= 2
        assert link["why"]


def test_every_kind_of_page_is_there(site: Site) -> None:
    bodies = [tree.css_first("body") for _, tree in pages(site)]
    kinds = {body.attributes.get("data-kind") for body in bodies if body}
    assert {"home", "theme", "article", "topic", "topics", "archive", "search", "404"} <= kinds
    for name in ("index.html", "404.html", "sitemap.xml", "robots.txt", "zh-hans/feed.xml"):
        assert (site / name).is_file()
    theme = digest(site, "zh-hans")["themes"][0]["id"]
    for name in ("feed.xml", "feed.json", "digest.json", f"themes/{theme}/feed.xml"):
        assert (site / "zh-hant" / name).is_file()


def test_nothing_comes_from_another_host_and_no_code_is_inline(site: Site) -> None:
    for name, tree in pages(site):
        for node in tree.css("script, img, iframe, link[rel=stylesheet], source, video"):
            target = node.attributes.get("src") or node.attributes.get("href") or ""
            assert not urlsplit(target).netloc, f"{name}: {target}"
        for node in tree.css("script"):
            # A block of data is not code: no browser runs it, and no policy forbids it.
            if node.attributes.get("type") == "application/ld+json":
                assert json.loads(node.text())["@context"] == "https://schema.org", name
                assert "<" not in node.text(), name
            else:
                assert node.attributes.get("src"), name
                assert not node.text().strip(), name
        assert not tree.css("style, [style], [onclick], [onload]"), name


def test_the_switch_leads_to_the_sibling_page(site: Site) -> None:
    for name, tree in pages(site):
        edition, _, rest = name.partition("/")
        if edition not in editions(site):
            continue
        targets = [
            urlsplit(urljoin(f"https://site.test/{name}", node.attributes["href"] or "")).path
            for node in tree.css("a[hreflang]")
        ]
        for other in editions(site):
            wanted = f"/{other}/{rest.removesuffix('index.html')}"
            assert wanted in targets, f"{name}: {targets}"


def test_what_is_chinese_on_a_page_in_another_language_says_so(site: Site) -> None:
    han = re.compile(r"[\u4e00-\u9fff]{2,}")
    bare = [
        f"{name}: {words}"
        for name, tree in pages(site)
        if name.startswith("en/") and (body := tree.body)
        for words in untagged(body)
        if han.search(words)
    ]
    assert bare == []


def untagged(node: LexborNode) -> Iterator[str]:
    """Words that stand under no language but the page's."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False)
        # A chart is a picture: the table beside it says the same.
        elif child.tag != "svg" and not (child.attributes.get("lang") or "").startswith("zh"):
            yield from untagged(child)


# Characters of frequent use that only the other script has.
FOREIGN = {
    "zh-hans": set("數據產業務會過這們個為與開關資訊電場發實現經濟區體應東車"),
    "zh-hant": set("数产业务过这们为与开关资讯电场发实现经济应东车"),
}


@pytest.mark.parametrize("edition", FOREIGN)
def test_an_edition_is_written_in_its_script(site: Site, edition: str) -> None:
    total = wrong = 0
    for name, tree in pages(site):
        if not name.startswith(edition):
            continue
        for node in tree.css("[data-as-found], [data-no-convert], a[hreflang]"):
            node.decompose()
        body = tree.css_first("body")
        text = body.text() if body else ""
        total += len(text)
        wrong += sum(character in FOREIGN[edition] for character in text)
    assert total > 10_000
    assert wrong / total < 0.001


def test_a_shared_link_says_what_kind_of_page_it_leads_to(site: Site) -> None:
    for path, tree in pages(site):
        body, kind = tree.css_first("body"), tree.css_first('meta[property="og:type"]')
        if kind is not None and body is not None:
            article = body.attributes.get("data-kind") == "article"
            assert kind.attributes.get("content") == ("article" if article else "website"), path
