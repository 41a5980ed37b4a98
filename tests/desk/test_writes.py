"""Who may write through the desk, and what happens when a write cannot be done."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.conftest import SECONDS, Served, serving, small_site

NAME = "lake-road-38km.md"
SIDECAR = "articles/lake-road-38km.edit.yaml"
ARTICLE = f"/_desk/en/articles/{NAME}/"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def post(
    served: Served, path: str, fields: dict[str, str], headers: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Status, body, where it leads."""
    data = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(served.address + path, data, headers or {})
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode(), answer.headers.get("Location", "")


def version(served: Served) -> str:
    found = re.search(r'name="version" value="(\w+)"', served.get(ARTICLE))
    assert found
    return found[1]


def title(served: Served, words: str, of: str | None = None, **more: str) -> dict[str, str]:
    return {
        "token": served.token(),
        "kind": "fields",
        "version": of or version(served),
        "back": f"articles/{NAME}/",
        "source": NAME,
        "title": words,
        **more,
    }


@pytest.fixture
def clean(served: Served) -> Iterator[Served]:
    """Whatever a test decided about the article is gone afterwards."""
    yield served
    (served.site / "content" / SIDECAR).unlink(missing_ok=True)


JSON = {"Accept": "application/json"}


def test_without_scripts_a_form_comes_back_to_its_page(clean: Served) -> None:
    status, _, leads = post(clean, "/_desk/en/decide", title(clean, "甲"))
    assert status == 303
    assert leads.startswith(f"{ARTICLE}?done=")
    assert clean.file(SIDECAR) == "title: 甲\n"
    assert "Saved: Facts about 甲" in clean.get(leads)
    assert ">甲<" in clean.get("/zh-hans/")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    ],
)
def test_another_page_can_neither_write_nor_read(clean: Served, headers: dict[str, str]) -> None:
    fields = title(clean, "乙")  # it even knows the token
    assert post(clean, "/_desk/en/decide", fields, headers)[0] == 403
    assert not (clean.site / "content" / SIDECAR).exists()
    if "Sec-Fetch-Site" not in headers:
        with pytest.raises(urllib.error.HTTPError) as caught:
            clean.get(ARTICLE, headers)
        assert caught.value.code == 403


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_write_without_the_token_is_refused(clean: Served, token: str) -> None:
    for path in ("/_desk/en/decide", "/_desk/en/step"):
        assert post(clean, path, {**title(clean, "乙"), "token": token})[0] == 403
    assert not (clean.site / "content" / SIDECAR).exists()


def test_two_desks_about_one_thing_the_second_is_told_and_keeps_its_words(clean: Served) -> None:
    shown = version(clean)
    assert post(clean, "/_desk/en/decide", title(clean, "甲", shown))[0] == 303
    status, page, _ = post(clean, "/_desk/en/decide", title(clean, "乙", shown, note="长长的说明"))
    assert status == 409
    assert "decided differently" in page
    assert "长长的说明" in page, "nothing typed is lost"
    assert clean.file(SIDECAR) == "title: 甲\n"
    status, page, _ = post(clean, "/_desk/zh-hant/decide", title(clean, "乙", shown))
    assert "編輯檯顯示之後，「title」已另有決定" in page


def test_two_desks_about_two_things_are_both_kept(clean: Served) -> None:
    shown = version(clean)
    several = [
        threading.Thread(
            target=post, args=(clean, "/_desk/en/decide", title(clean, "", shown, **{key: words}))
        )
        for key, words in (("publisher", "甲报"), ("date", "2024-05-06"), ("note", "说明"))
    ]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert sorted(clean.file(SIDECAR).splitlines()) == [
        "date: 2024-05-06",
        "note: 说明",
        "publisher: 甲报",
    ]


def test_a_sidecar_broken_by_hand_is_named_and_left_alone(clean: Served) -> None:
    shown = version(clean)
    broken = "title: 甲\npin: [p1\nnote: 手写\n"
    (clean.site / "content" / SIDECAR).write_text(broken, "utf-8")
    status, answer, _ = post(clean, "/_desk/en/decide", title(clean, "乙", shown), JSON)
    assert status == 409
    refused = json.loads(answer)["refused"]
    assert refused["path"] == f"content/{SIDECAR}"
    assert refused["line"] in (2, 3)
    assert refused["cause"]
    assert refused["fix"]
    assert clean.file(SIDECAR) == broken
    page = clean.get(ARTICLE)
    assert f"content/{SIDECAR}:" in page
    assert clean.get("/zh-hans/"), "the last good site is still there"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "nothing"},
        {"source": "../../site.yaml"},
        {"date": "gestern"},
        {"slug": "../x"},
        {"themes": "sports", "has_themes": "1"},
        {"version": "0" * 24},
    ],
)
def test_what_a_browser_would_not_send_is_refused(clean: Served, change: dict[str, str]) -> None:
    (clean.site / "content" / SIDECAR).write_text("title: 甲\n", "utf-8")
    fields = {**title(clean, "乙"), **change}
    status, answer, _ = post(clean, "/_desk/en/decide", fields, JSON)
    assert status == 409, answer
    assert "refused" in answer
    assert clean.file(SIDECAR) == "title: 甲\n"


@pytest.mark.parametrize(
    "back", ["//evil.example/", "/etc", "..%2f..", "https://evil.example/", "\\x"]
)
def test_a_form_leads_nowhere_but_into_the_desk(clean: Served, back: str) -> None:
    _, _, leads = post(clean, "/_desk/en/decide", {**title(clean, "甲"), "back": back})
    assert leads.startswith("/_desk/en/?done=")


def test_a_step_of_the_history_is_taken_once(clean: Served) -> None:
    _, _, leads = post(clean, "/_desk/en/decide", title(clean, "甲"))
    step = {"token": clean.token(), "step": leads.partition("done=")[2], "verb": "undo"}
    assert post(clean, "/_desk/en/step", step)[0] == 303
    assert not (clean.site / "content" / SIDECAR).exists()
    status, answer, _ = post(clean, "/_desk/en/step", step, JSON)
    assert status == 409
    assert "not in the history any more" in answer


def test_a_step_that_a_hand_took_back_already_can_still_be_taken_back(clean: Served) -> None:
    before = clean.file("topics.yaml")
    found = re.search(r'name="version" value="(\w+)"', clean.get("/_desk/en/topics/"))
    assert found
    fields = {"token": clean.token(), "kind": "approve", "version": found[1], "name": "茶溪"}
    _, _, leads = post(clean, "/_desk/en/decide", fields)
    assert clean.file("topics.yaml") != before
    (clean.site / "content" / "topics.yaml").write_text(before, "utf-8")
    _, _, later = post(clean, "/_desk/en/decide", title(clean, "甲"))
    for one in (later, leads):
        step = {"token": clean.token(), "step": one.partition("done=")[2], "verb": "undo"}
        assert post(clean, "/_desk/en/step", step)[0] == 303
    assert clean.file("topics.yaml") == before
    assert not (clean.site / "content" / SIDECAR).exists()


def test_what_was_decided_is_told_as_it_was_typed(clean: Served) -> None:
    found = re.search(r'name="version" value="(\w+)"', clean.get("/_desk/en/topics/"))
    assert found
    fields = {"token": clean.token(), "kind": "approve", "version": found[1], "name": "甲 & <乙>"}
    before = clean.file("topics.yaml")
    _, answer, _ = post(clean, "/_desk/en/decide", fields, JSON)
    assert json.loads(answer)["told"] == "Saved: Topic 甲 & <乙> approved"
    assert "- name: 甲 & <乙>\n" in clean.file("topics.yaml")
    page = clean.get("/_desk/en/history/")
    assert "甲 &amp; &lt;乙&gt;" in page
    assert "<乙>" not in page
    (clean.site / "content" / "topics.yaml").write_text(before, "utf-8")


def test_a_broken_site_is_told_on_the_desk_until_it_is_mended(
    example_site: Path, tmp_path: Path
) -> None:
    site = small_site(example_site, tmp_path / "site")
    settings = site / "site.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("editions:", "edition:"), "utf-8")
    with serving(site, example_site) as served:
        with pytest.raises(urllib.error.HTTPError) as caught:
            served.get("/_desk/zh-hans/")
        page = caught.value.read().decode()
        assert caught.value.code == 503
        assert "尚无网站" in page
        assert "site.yaml:" in page
        settings.write_text(text, "utf-8")
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                page = served.get("/_desk/zh-hans/")
                break
            except urllib.error.HTTPError:
                time.sleep(0.2)
        assert "要看的事" in page


def test_a_full_disk_is_told_and_nothing_is_lost(example_site: Path, tmp_path: Path) -> None:
    """Files of this server can grow to 6,000 bytes, as if the disk ended there."""
    resource = pytest.importorskip("resource", reason="limits of a process are a thing of Unix")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    site = small_site(example_site, tmp_path / "site")
    with serving(site, example_site, limit) as served:
        assert post(served, "/_desk/en/decide", title(served, "甲"))[0] == 303
        long = title(served, "甲", note="很长的说明。" * 400)
        status, answer, _ = post(served, "/_desk/en/decide", long, JSON)
        assert status == 409, answer
        assert "the disk is full" in json.loads(answer)["refused"]["cause"]
        assert served.file(SIDECAR) == "title: 甲\n"
        left = [path.name for path in (site / "content" / "articles").iterdir()]
        assert not [name for name in left if name.startswith(".")]
        # What fits is still saved, and what was saved can still be taken back.
        _, _, leads = post(served, "/_desk/en/decide", title(served, "乙"))
        assert served.file(SIDECAR) == "title: 乙\n"
        step = {"token": served.token(), "step": leads.partition("done=")[2], "verb": "undo"}
        assert post(served, "/_desk/en/step", step)[0] == 303
        assert served.file(SIDECAR) == "title: 甲\n"


@pytest.mark.parametrize("segment", ["zh-hans", "zh-hant", "en"])
def test_every_page_stands_in_every_language(served: Served, segment: str) -> None:
    for path in (
        "",
        "topics/",
        "glossary/",
        "history/",
        f"articles/{NAME}/",
        f"articles/{NAME}/source/",
        f"articles/{NAME}/translate/en/",
    ):
        page = served.get(f"/_desk/{segment}/{path}")
        assert '<main id="main"' in page
        assert "%(" not in page
    for path in ("articles/none.md/", f"articles/{NAME}/translate/fr/", "nothing/"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            served.get(f"/_desk/{segment}/{path}")
        assert caught.value.code == 404
