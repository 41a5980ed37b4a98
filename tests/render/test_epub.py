"""The book: whole, well-formed, with links that lead somewhere, and the same on every day."""

from __future__ import annotations

import io
import os
import posixpath
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.model import Glossary
from generator.render import render
from generator.render.extras import Extras
from tests.render import sample

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
EDITIONS = ("zh-hans", "zh-hant")
_LIGHT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")  # starts sooner
_CHECKERS = (Path("/usr/share/java/epubcheck.jar"), Path("/usr/bin/epubcheck"))


def build(base_url: str = "https://example.org/digest/") -> dict[str, bytes]:
    made = render(
        sample.site(base_url),
        sample.entries(),
        sample.digest(),
        (),
        Glossary(),
        sample.folder("templates"),
        sample.folder("static"),
        sample.catalogues(),
        extras=Extras(book=True),
    )
    return {output.path: output.data for output in made}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return build()


def opened(files: dict[str, bytes], edition: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(files[f"{edition}/digest.epub"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_media_type_comes_first_and_is_not_compressed(
    files: dict[str, bytes], edition: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(files[f"{edition}/digest.epub"])) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    start = files[f"{edition}/digest.epub"][:58]
    assert start[30:38] == b"mimetype"
    assert start[38:58] == b"application/epub+zip"


@pytest.mark.parametrize("edition", EDITIONS)
def test_all_that_is_packed_is_listed_and_in_reading_order(
    files: dict[str, bytes], edition: str
) -> None:
    book = opened(files, edition)
    package = ElementTree.fromstring(book["EPUB/package.opf"])
    items = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
    packed = {name.removeprefix("EPUB/") for name in book if name.startswith("EPUB/")}
    assert set(items.values()) == packed - {"package.opf"}
    order = [items[ref.get("idref")] for ref in package.iter(f"{_OPF}itemref")]
    assert order[:2] == ["title.xhtml", "nav.xhtml"]
    assert "themes-economy.xhtml" in order
    assert order.index("themes-economy.xhtml") < order.index("articles-lanchuan-desk.xhtml")
    assert len(order) == len(set(order)) == len(items) - 1  # the style is not read


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_link_of_the_book_leads_somewhere(files: dict[str, bytes], edition: str) -> None:
    book = opened(files, edition)
    trees = {name: ElementTree.fromstring(data) for name, data in book.items() if "xhtml" in name}
    anchors = {
        name: [one.get("id") for one in tree.iter() if one.get("id")]
        for name, tree in trees.items()
    }
    inside = 0
    for name, tree in trees.items():
        assert len(anchors[name]) == len(set(anchors[name])), name
        for link in tree.iter(f"{_XHTML}a"):
            target = link.get("href") or ""
            if target.startswith(("https://", "http://", "mailto:")):
                continue
            path, _, anchor = target.partition("#")
            there = posixpath.join("EPUB", path)
            assert there in trees, f"{name}: {target}"
            assert not anchor or anchor in anchors[there], f"{name}: {target}"
            inside += bool(anchor)
    assert inside > 3


def test_a_summary_of_the_book_leads_to_its_passage(files: dict[str, bytes]) -> None:
    chapter = ElementTree.fromstring(opened(files, "zh-hans")["EPUB/articles-lanchuan-desk.xhtml"])
    links = [one for one in chapter.iter(f"{_XHTML}a") if one.get("class") == "sentence"]
    passages = {one.get("id"): "".join(one.itertext()) for one in chapter.iter(f"{_XHTML}p")}
    assert links
    for link in links:
        assert (link.text or "") in passages[(link.get("href") or "").partition("#")[2]]


def test_a_book_is_known_by_its_edition_and_dated_by_its_articles(files: dict[str, bytes]) -> None:
    known = set()
    for edition in EDITIONS:
        package = ElementTree.fromstring(opened(files, edition)["EPUB/package.opf"])
        identity = package.findtext(f".//{_DC}identifier") or ""
        assert identity.startswith("urn:uuid:")
        known.add(identity)
        modified = [m.text or "" for m in package.iter(f"{_OPF}meta")]
        newest = max(e.article.date or "" for e in sample.entries())
        assert modified[0].startswith(newest[:4])
    assert len(known) == len(EDITIONS)


def test_the_same_site_gives_the_same_book(files: dict[str, bytes]) -> None:
    again = build()
    for edition in EDITIONS:
        assert again[f"{edition}/digest.epub"] == files[f"{edition}/digest.epub"]


def test_a_site_without_an_address_has_a_book_without_dead_links() -> None:
    for name, data in opened(build(""), "zh-hans").items():
        if name.endswith(".xhtml"):
            for link in ElementTree.fromstring(data).iter(f"{_XHTML}a"):
                assert not (link.get("href") or "").startswith(".."), name


def test_the_first_page_names_the_book_only_where_there_is_one(files: dict[str, bytes]) -> None:
    assert b'href="digest.epub"' in files["zh-hans/index.html"]
    assert b"digest.epub" not in files["zh-hans/themes/living/index.html"]
    assert b"digest.epub" not in sample.outputs()["zh-hans/index.html"]


# A Java machine takes seven seconds to look at a book; `make audit` has it look at each.
@pytest.mark.parametrize("edition", EDITIONS if os.environ.get("AUDIT") == "all" else EDITIONS[-1:])
def test_epubcheck_finds_nothing(files: dict[str, bytes], edition: str, tmp_path: Path) -> None:
    jar = next((path for path in _CHECKERS if path.is_file()), None)
    if jar is None or not shutil.which("java"):
        pytest.skip("EPUBCheck is not installed (Debian: epubcheck)")
    book = tmp_path / "digest.epub"
    book.write_bytes(files[f"{edition}/digest.epub"])
    command = ["java", *_LIGHT, "-jar", str(jar), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "0 errors / 0 warnings" in done.stdout + done.stderr
