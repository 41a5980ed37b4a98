"""`wenzhai import`: what arrives lies there as it came, and each thing is told in one line."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.bring import fetch as fetching
from generator.bring.feeds import items_of
from generator.bring.fetch import _is_public, fetch
from generator.bring.names import free_name, safe_name
from generator.clean import clean
from generator.convert.converter import converter
from generator.convert.editions import edition_for
from generator.model import Glossary, Source
from generator.problems import ProblemError
from tests.bring.conftest import Said, Web, articles, wenzhai

Bring = Callable[..., Said]
TEXT = (
    "渡口的闸机去年换成了感应的，船票从三块降到两块，早班船多了一班。\n\n"
    "船老大说，从前收票的人要站四个钟头，现在坐在舱里看屏幕，哪一位没刷一眼就知道，"
    "省下来的工夫用来扶老人上船。去年运了41万人次，比前年多了两成。\n\n"
    "也有人不习惯。岸边的茶摊主每天替十几位老人买票，她说屏幕上的字太小，"
    "管理处听了，把字放大一倍，又留了一个收现钱的窗口。\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>渡口换闸机</title></head><body>"
    "<nav><a href=/>首页</a></nav><article><h1>渡口换闸机</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))
    + "</article></body></html>"
)


def other_script(text: str) -> str:
    return converter(edition_for("zh-Hant"), Glossary()).text(text, "Hans")


def docx(text: str) -> bytes:
    """As small as a Word file can be."""
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n\n"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{kinds}/content-types"><Default Extension="rels" ContentType="'
            'application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="r1" '
            f'Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f"<w:document {space}><w:body>{paragraphs}</w:body></w:document>",
        )
    return packed.getvalue()


def test_files_of_every_kind_lie_there_to_the_byte(
    site: Path, bring: Bring, tmp_path: Path
) -> None:
    arriving = {
        "渡口 gb.txt": TEXT.encode("gb18030"),
        "page.html": PAGE.replace("渡口", "码头").replace("船", "车").encode("utf-16"),
        "note.md": b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\n"
        + TEXT.replace("渡口", "机场").replace("船", "飞机").replace("票", "牌").encode(),
        "word.docx": docx(TEXT.replace("渡口", "车站").replace("船", "火车").replace("票", "卡")),
    }
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in arriving.items():
        (folder / name).write_bytes(data)
    said = bring("--again", folder)
    assert said.status == 0, said.err
    assert articles(site) == arriving
    assert "4 brought in, 0 left out" in said.out
    assert len(said.out.splitlines()) == 5
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == arriving
    assert wenzhai("build", "--site", site, "--cards", "none").status == 0


def test_the_same_article_is_named_also_in_the_other_script(
    site: Path, bring: Bring, tmp_path: Path
) -> None:
    first, twin, copy = tmp_path / "ferry.txt", tmp_path / "twin.html", tmp_path / "copy.txt"
    first.write_text(TEXT, "utf-8")
    twin.write_text(other_script(PAGE) + "<p>本文轉自別處</p>", "utf-8")
    copy.write_text(TEXT, "utf-8")
    said = bring(first, twin, copy)
    assert said.status == 0
    assert list(articles(site)) == ["ferry.txt"]
    lines = said.out.splitlines()
    assert lines[1].startswith(f"{twin}: left out, it is the same article as ferry.txt (")
    assert lines[2] == f"{copy}: left out, it is ferry.txt, to the byte"
    assert bring("--again", twin).status == 0
    assert set(articles(site)) == {"ferry.txt", "twin.html"}


def test_an_article_that_shares_a_part_is_brought_in_with_a_word(
    site: Path, bring: Bring, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(TEXT, "utf-8")
    more = "水库的大坝装了一百二十个探头，水位每五分钟报一次，闸门听谁的却争了半年。" * 2
    second.write_text(TEXT.split("\n\n")[1] + "\n\n" + more + "\n", "utf-8")
    said = bring(first, second)
    assert set(articles(site)) == {"a.txt", "b.txt"}
    assert "of it stands in a.txt too" in said.err
    assert said.status == 0


def test_a_bad_file_does_not_stop_the_others(site: Path, bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "in" / "more").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(b"\x00\x01\x02" * 400)
    (tmp_path / "in" / "more" / "b.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "page_files").mkdir()
    (tmp_path / "in" / "page_files" / "ad.html").write_text(PAGE, "utf-8")
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "in" / ".b.txt.swp").write_text("x")
    said = bring(tmp_path / "in", tmp_path / "nowhere.txt", "ftp://example.org/a")
    assert said.status == 1
    assert list(articles(site)) == ["b.txt"]
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in said.err.splitlines()] == [
        "a.txt",
        "photo.jpg",
        "nowhere.txt",
        "ftp",
    ]
    assert "Traceback" not in said.err


FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>渡口消息</title>
{items}
</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://ferry.example/{n}</link>
<pubDate>Tue, 18 Jul 2023 09:30:00 +0800</pubDate>
<content:encoded><![CDATA[{html}]]></content:encoded></item>"""


def test_each_item_of_a_feed_is_a_file_of_its_own(site: Path, bring: Bring, tmp_path: Path) -> None:
    texts = [TEXT, "山上的茶园" + "今年采茶，每一垄都有编号，从摘到炒全记在手机里，错不了。" * 6]
    quoting = "".join(f"<p>{line}</p>" for line in texts[0].split("\n\n")) + "<p>&lt;item&gt;</p>"
    items = [
        ITEM.format(title="渡口换闸机", n=1, html=quoting),
        ITEM.format(title="茶园编号", n=2, html=f"<p>{texts[1]}</p>"),
    ]
    feed = tmp_path / "feed.xml"
    feed.write_text(FEED.format(items="\n".join(items)), "utf-8")
    said = bring(feed)
    assert said.status == 0, said.err
    found = articles(site)
    assert set(found) == {"渡口换闸机.xml", "茶园编号.xml"}
    assert items[0].encode() in found["渡口换闸机.xml"], "the item is there to the byte"
    assert "茶园".encode() not in found["渡口换闸机.xml"]
    listed = wenzhai("inspect", *(site / "content" / "articles").glob("*.xml"))
    assert "https://ferry.example/2" in listed.out
    assert "渡口消息" in listed.out
    assert "more articles in this feed" not in listed.err


def test_a_feed_in_any_encoding_is_cut_to_the_byte() -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        items = [ITEM.format(title=f"题{n}", n=n, html="<p>字</p>") for n in range(3)]
        data = FEED.format(items="\n".join(items)).encode(encoding)
        parts = items_of(data)
        assert len(parts) == 3
        for part, item in zip(parts, items, strict=True):
            own = item.encode(encoding).removeprefix(b"\xff\xfe")
            assert own in part
            assert own in data


MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://ferry.example/gate
Subject: gate
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html
Content-Transfer-Encoding: base64
Content-Location: https://ferry.example/gate

{page}
----b
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
----b--
"""


def test_a_saved_page_keeps_its_address(site: Path, bring: Bring, tmp_path: Path) -> None:
    import base64

    saved = tmp_path / "gate.mhtml"
    page = base64.encodebytes(PAGE.encode()).decode()
    saved.write_bytes(MHTML.format(page=page).replace("\n", "\r\n").encode())
    other = tmp_path / "old.html"
    note = "<!-- saved from url=(0033)https://tea.example/field -->\n"
    other.write_text(note + PAGE.replace("渡口", "茶园").replace("船", "茶"), "utf-8")
    assert bring("--again", saved, other).status == 0
    found = articles(site)
    assert found["gate.html"] == PAGE.encode()
    assert found["gate.edit.yaml"] == b"url: https://ferry.example/gate\n"
    assert "old.edit.yaml" not in found  # the page says it itself
    read = clean(Source(name="old.html", path="old.html", data=found["old.html"]))
    assert read.url == "https://tea.example/field"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc-passwd.txt"),
        ("a\x00b\n.html", "a-b.html"),
        ("CON.txt", "CON-article.txt"),
        (".hidden.md", "hidden.md"),
        ("x.edit.yaml", "x.edit.yaml.txt"),
        ("x.edit.txt", "x.txt"),
        ("報告（終稿）.HTML", "報告（終稿）.html"),
        ("a\u202etxt.exe", "a-txt.exe.txt"),
        ("字" * 300 + ".md", "字" * 60 + ".md"),
        ("...", "article.txt"),
        ("C:\\Users\\我\\稿.docx", "C-Users-我-稿.docx"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, b"words") == safe
    assert "/" not in safe


def test_two_sources_never_share_a_sidecar() -> None:
    assert free_name("a.txt", {"a.md", "b.txt"}) == "a-2.txt"
    assert free_name("A.html", {"a.txt", "a-2.md", "a-3.edit.yaml"}) == "A-4.html"


def test_a_name_without_an_ending_gets_one_from_the_contents() -> None:
    assert safe_name("page", PAGE.encode()) == "page.html"
    assert safe_name("page.php", PAGE.encode()) == "page.php.html"
    assert safe_name("word", docx(TEXT)) == "word.docx"
    assert safe_name("feed", FEED.format(items=ITEM).encode()) == "feed.xml"


# --- addresses ------------------------------------------------------------------------------


def test_a_page_is_fetched_only_when_allowed_and_its_address_noted(
    site: Path, bring: Bring, web: Web
) -> None:
    address = web.put("/gate.php?id=7", PAGE.encode())
    said = bring(address)
    assert said.status == 1
    assert "is an address of this machine or the local network" in said.err
    assert web.asked == []
    said = bring("--private", address)
    assert said.status == 0, said.err
    found = articles(site)
    assert found == {
        "渡口换闸机.html": PAGE.encode(),
        "渡口换闸机.edit.yaml": f"url: {address}\n".encode(),
    }
    assert web.asked == ["/gate.php?id=7"], "nothing else is asked for"


@pytest.mark.parametrize(
    "place",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "2002:7f00:1::"),
    ],
)
def test_places_that_are_not_public(place: str) -> None:
    assert not _is_public(place)


def test_public_places_are_public() -> None:
    assert _is_public("93.184.216.34")
    assert _is_public("2606:2800:220:1::1")


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://x.example/", "gopher://127.0.0.1/"])
def test_a_redirect_leads_to_pages_only(web: Web, to: str) -> None:
    with pytest.raises(ProblemError) as caught:
        fetch(web.redirect("/a", to), private=True)
    assert "no http address" in caught.value.problem.cause


def test_a_redirect_into_the_local_network_is_refused(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.put("/secret", b"<p>x</p>")
    address = web.redirect("/a", f"{web.address}/secret")
    places = iter(["93.184.216.34", "127.0.0.1"])
    real = fetching._place

    def place(host: str, port: int, asked: str, private: bool) -> str:
        if next(places) == "93.184.216.34":
            return "127.0.0.1"  # the first one passes for a public server
        return real(host, port, asked, private)

    monkeypatch.setattr(fetching, "_place", place)
    with pytest.raises(ProblemError) as caught:
        fetch(address)
    assert "local network" in caught.value.problem.cause
    assert web.asked == ["/a"]


def test_redirects_end(web: Web) -> None:
    address = web.redirect("/round", web.address + "/round")
    with pytest.raises(ProblemError) as caught:
        fetch(address, private=True)
    assert "more than 5 times" in caught.value.problem.cause
    assert len(web.asked) == 6


def test_size_and_packing_have_limits(web: Web) -> None:
    large = web.put("/large", b"x" * 200_001, "text/plain")
    packed = gzip.compress(b"x" * 5_000_000)
    bomb = web.put("/bomb", packed, "text/plain", Content_Encoding="gzip")
    for address in (large, bomb):
        with pytest.raises(ProblemError) as caught:
            fetch(address, private=True, limit=200_000)
        assert "larger than" in caught.value.problem.cause
    small = web.put("/small", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetch(small, private=True).data == PAGE.encode()


def test_a_server_that_drips_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(handler: object) -> None:
        for _ in range(100):
            handler.wfile.write(b"X")  # type: ignore[attr-defined]
            handler.wfile.flush()  # type: ignore[attr-defined]
            time.sleep(0.1)

    web.pages["/drip"] = drip
    monkeypatch.setattr(fetching, "SECONDS", 0.6)
    begun = time.monotonic()
    with pytest.raises(ProblemError) as caught:
        fetch(web.address + "/drip", private=True)
    assert "could not be fetched" in caught.value.problem.cause
    assert time.monotonic() - begun < 8


@pytest.mark.parametrize(
    ("path", "words"), [("/none", "answers 404"), ("/picture", "`image/png`, no article")]
)
def test_what_is_no_page_is_told(web: Web, path: str, words: str) -> None:
    web.put("/picture", b"\x89PNG", "image/png")
    with pytest.raises(ProblemError) as caught:
        fetch(web.address + path, private=True)
    assert words in caught.value.problem.cause


def test_a_password_in_an_address_is_refused(web: Web) -> None:
    with pytest.raises(ProblemError):
        fetch(web.address.replace("http://", "http://me:secret@") + "/x", private=True)


def test_only_a_site_takes_articles(tmp_path: Path) -> None:
    said = wenzhai("import", "--site", tmp_path, tmp_path)
    assert said.status == 2
    assert "this folder is no site" in said.err
