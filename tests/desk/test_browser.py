"""Every action of the desk in a real browser; then the file, the site and the desk looked at."""

from __future__ import annotations

import http.server
import json
import os
import re
import threading
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from generator.read.sidecar import read_edits
from tests.audit.pages import TOOLS
from tests.browser import patient
from tests.desk.conftest import NAMES, NIGHT, Editor

pytestmark = pytest.mark.browser

ARTICLE = f"articles/{NIGHT}/"
SIDECAR = "articles/city-ops-night-notes.edit.yaml"
AXE = TOOLS / "axe-core" / "axe.min.js"
PAGE = "/zh-hans/articles/city-ops-night-notes/"


def passages(editor: Editor) -> list[str]:
    editor.open(ARTICLE)
    return [one.get_attribute("id") or "" for one in editor.all("#passages .passage")]


def test_facts_are_set_and_shown(editor: Editor) -> None:
    editor.open(ARTICLE)
    editor.fill("#f-title", "夜班手记：澜台")
    editor.fill("#f-date", "2024-01-05")
    editor.fill("#f-publisher", "澜川日报")
    assert editor.press("#facts button.main").startswith("Saved: Facts about")
    assert editor.served.file(SIDECAR) == (
        "title: 夜班手记：澜台\ndate: 2024-01-05\npublisher: 澜川日报\n"
    )
    page = editor.served.get(PAGE)
    assert "夜班手记：澜台" in page
    assert "澜川日报" in page
    assert "夜班手记：澜台" in editor.find("h1").text
    assert editor.find("#f-date").get_attribute("value") == "2024-01-05"
    # An empty field takes the decision back, and touches nothing else.
    editor.fill("#f-publisher", "")
    editor.press("#facts button.main")
    assert editor.served.file(SIDECAR) == "title: 夜班手记：澜台\ndate: 2024-01-05\n"


def test_a_slug_moves_the_page_and_a_wrong_one_is_refused(editor: Editor) -> None:
    editor.open(ARTICLE)
    before = editor.served.file(SIDECAR)
    editor.fill("#f-slug", "夜班")
    assert "cannot be an address" in editor.press("#facts button.main")
    assert editor.served.file(SIDECAR) == before
    assert editor.find("#f-slug").get_attribute("value") == "夜班", "what was typed stays"
    editor.fill("#f-slug", "night-shift")
    editor.press("#facts button.main")
    assert "slug: night-shift\n" in editor.served.file(SIDECAR)
    assert "夜班手记：澜台" in editor.served.get("/zh-hans/articles/night-shift/")
    editor.press("form[action$=step] button")  # undo
    assert editor.served.file(SIDECAR) == before


def test_a_draft_says_so(editor: Editor) -> None:
    editor.open(ARTICLE)
    Select(editor.find("#f-draft")).select_by_value("yes")
    editor.press("#facts button.main")
    assert "draft: true\n" in editor.served.file(SIDECAR)
    assert editor.find("h1 .tag").text == "draft"
    Select(editor.find("#f-draft")).select_by_value("")
    editor.press("#facts button.main")
    assert "draft" not in editor.served.file(SIDECAR)


def test_a_theme_is_changed_by_keyboard_alone(editor: Editor) -> None:
    first = passages(editor)[0]
    found = editor.find(f"#{first} .found strong").text
    select = editor.find(f"#theme-{first}")
    other = next(one for one in Select(select).options[2:] if one.text != found)
    theme = other.get_attribute("value")
    name = other.text
    editor.browser.execute_script("arguments[0].focus()", select)
    select.send_keys(name[:9])  # as a person types the first letters
    select.send_keys(Keys.TAB)
    assert editor.answer().startswith("Saved: Theme of")
    sidecar = editor.served.file(SIDECAR)
    assert f"passages:\n  {first}:\n    theme: {theme}\n    quote: " in sidecar
    assert editor.find(f"#{first} .found strong").text == name
    assert editor.find(f"#{first} .found .tag").text == "decided"
    assert f'id="{first}"' in editor.served.get(f"/zh-hans/themes/{theme}/")
    # No theme at all, and then as the program finds it.
    Select(editor.find(f"#theme-{first}")).select_by_value("")
    editor.answer()
    editor.browser.execute_script("document.getElementById('said').replaceChildren()")
    Select(editor.find(f"#theme-{first}")).select_by_value("*")
    editor.answer()
    assert "passages" not in editor.served.file(SIDECAR)


def test_a_passage_is_left_out_and_taken_back_in(editor: Editor) -> None:
    third = passages(editor)[2]
    editor.press(f"#omit-{third}")
    assert f"  {third}:\n    omit: true\n" in editor.served.file(SIDECAR)
    assert f'id="{third}"' not in editor.served.get(PAGE)
    assert "omitted" in (editor.find(f"#{third}").get_attribute("class") or "")
    editor.press(f"#omit-{third}")
    assert "omit" not in editor.served.file(SIDECAR)
    assert f'id="{third}"' in editor.served.get(PAGE)


def test_summary_sentences_are_dropped_pinned_and_written(editor: Editor) -> None:
    editor.open(ARTICLE)
    first = editor.find("#summary .sentences li span").text
    passage = (editor.find("#summary .sentences .ref").get_attribute("href") or "").split("#")[1]
    editor.press("#summary .sentences li form:nth-of-type(2) button")
    assert f"drop: [{passage}]\n" in editor.served.file(SIDECAR)
    assert first not in editor.texts("#summary .sentences li > span:first-child")
    last = passages(editor)[-1]
    editor.browser.execute_script(f"document.getElementById('s-{last}-pin').click()")
    editor.answer()
    assert f"pin: [{last}]\n" in editor.served.file(SIDECAR)
    pinned = editor.all(f"#summary .ref[href$='{last}']")
    assert pinned
    editor.fill("#own-summary", "编辑写的摘要。")
    editor.find("#own-summary").send_keys(Keys.CONTROL, Keys.ENTER)
    editor.answer()
    assert "summary: 编辑写的摘要。\n" in editor.served.file(SIDECAR)
    page = editor.served.get(PAGE)
    assert "编辑写的摘要。" in page


def test_a_damaged_spot_is_corrected(editor: Editor) -> None:
    editor.open(ARTICLE)
    find = editor.find("#doubts input[name=find]").get_attribute("value") or ""
    assert "这是正是" in find
    editor.fill("#doubts input[name=find]", "这是正是澜台")
    editor.fill("#doubts input[name=replace]", "这正是澜台")
    editor.fill("#doubts input[name=why]", "重字")
    editor.press("#doubts .correct button")
    edits = read_edits(editor.served.file(SIDECAR).encode(), "x", ("economy",))
    assert (edits.corrections[0].find, edits.corrections[0].replace) == (
        "这是正是澜台",
        "这正是澜台",
    )
    page = editor.served.get(PAGE)
    assert "这正是澜台" in page
    assert "重字" in page, "readers are told that it is the editor's"
    assert editor.find("#doubts .done ins").text == "这正是澜台"


def linked(editor: Editor) -> list[set[str]]:
    """Pairs of passages that the published digest links."""
    links = json.loads(editor.served.get("/zh-hans/digest.json"))["links"]
    return [
        {str(one["from"]).rpartition("#")[2], str(one["to"]).rpartition("#")[2]} for one in links
    ]


def test_a_link_is_forbidden_and_accepted(editor: Editor) -> None:
    editor.open(ARTICLE)
    link = editor.find("#links .link")
    radio = link.find_element(By.CSS_SELECTOR, "input[value=forbid]")
    identity = radio.get_attribute("id") or ""
    here, there = identity.split("-")[1:3]
    editor.browser.execute_script("arguments[0].click()", radio)
    editor.answer()
    edits = read_edits(editor.served.file(SIDECAR).encode(), "x", ("economy",))
    assert edits.unlink == ((here, there),)
    assert f"forbid:\n    - [{here}, {there}]\n" in editor.served.file(SIDECAR)
    assert {here, there} not in linked(editor)
    editor.browser.execute_script(f"document.getElementById('l-{here}-{there}-add').click()")
    editor.answer()
    edits = read_edits(editor.served.file(SIDECAR).encode(), "x", ("economy",))
    assert (edits.link, edits.unlink) == (((here, there),), ())
    assert {here, there} in linked(editor)


def topic_form(kind: str, name: str) -> str:
    return f"form:has(input[name=kind][value={kind}]):has(input[name=name][value='{name}'])"


def test_topics_are_joined_renamed_ignored_and_described(editor: Editor) -> None:
    editor.open("topics/")
    proposed = editor.texts("article.topic h3")
    assert len(proposed) >= 2, "the small site has topics to decide about"
    before = editor.served.file("topics.yaml")
    editor.fill(f"{topic_form('join', proposed[0])} input[name=into]", "澜川通")
    editor.press(f"{topic_form('join', proposed[0])} button")
    after = editor.served.file("topics.yaml")
    assert f"    aliases: [“澜川通”应用, {proposed[0]}" in after
    assert after.splitlines()[0] == before.splitlines()[0], "comments stay"
    editor.press(f"{topic_form('ignore', proposed[1])} button")
    assert f", {proposed[1]}]" in editor.served.file("topics.yaml").splitlines()[-1]
    editor.fill(f"{topic_form('rename', '澜川通')} input[name=to]", "澜川通应用")
    editor.press(f"{topic_form('rename', '澜川通')} button")
    after = editor.served.file("topics.yaml")
    assert "  - name: 澜川通应用\n    aliases: [" in after
    form = f"{topic_form('describe', '澜川通应用')}:has(input[value=en])"
    editor.fill(f"{form} input[name=description]", "An app for errands.")
    editor.press(f"{form} button")
    assert "      en: An app for errands.\n" in editor.served.file("topics.yaml")
    topics = editor.served.get("/zh-hans/topics/")
    assert "澜川通应用" in topics
    assert f">{proposed[1]}<" not in topics


def test_terms_are_forced_and_protected(editor: Editor) -> None:
    editor.open("glossary/")
    editor.fill("#force input[name=hans]", "夜班")
    editor.fill("#force input[name=hant]", "夜間班")
    editor.press("#force button")
    assert "  - {hans: 夜班, hant: 夜間班}\n" in editor.served.file("glossary.yaml")
    assert "# 范是姓，不作範" in editor.served.file("glossary.yaml"), "comments stay"
    assert "夜間班" in editor.served.get("/zh-hant/articles/city-ops-night-notes/")
    editor.fill("#protect input[name=term]", "澜台")
    editor.press("#protect button")
    assert "  - 澜台\n" in editor.served.file("glossary.yaml")
    decided = editor.texts(".chips li > span")
    assert any("夜間班" in one for one in decided)


def test_a_passage_is_translated_with_the_chinese_beside_it(editor: Editor) -> None:
    editor.open(f"{ARTICLE}translate/en/")
    form = "form.translation:has(input[name=context][value^=p])"
    chinese = editor.find(f"{form} .chinese").text
    editor.fill(f"{form} textarea", "In the last week of 2023 I spent five nights there.")
    assert "in en" in editor.press(f"{form} button")
    file = editor.served.file("translations/en/city-ops-night-notes.po")
    assert (
        f'msgid "{chinese}"\nmsgstr "In the last week of 2023 I spent five nights there."' in file
    )
    assert "In the last week of 2023" in editor.served.get("/en/articles/city-ops-night-notes/")
    assert "done" in (editor.find(form).get_attribute("class") or "")


def test_a_doubt_of_conversion_is_settled_where_it_is_found(editor: Editor) -> None:
    editor.open(ARTICLE)
    doubt = "#conversion .doubt form:has(input[value=force])"
    if editor.all(doubt):  # conversion may have become sure of all there is in this article
        hans = editor.find(f"{doubt} input[name=hans]").get_attribute("value") or ""
        hant = editor.find(f"{doubt} input[name=hant]").get_attribute("value") or ""
        editor.press(f"{doubt} button")
        assert f"  - {{hans: {hans}, hant: {hant}}}\n" in editor.served.file("glossary.yaml")
        assert hant in editor.served.get("/zh-hant/articles/city-ops-night-notes/")
        left = [one.get_attribute("value") for one in editor.all(f"{doubt} [name=hans]")]
        assert hans not in left, "what was decided is no doubt any more"
    editor.fill("#person input[name=name]", "谷雨亭")
    editor.press("#person button")
    assert "names: [谷雨亭]\n" in editor.served.file(SIDECAR)
    assert "谷雨亭" in editor.find("#conversion .done").text


def test_the_page_follows_another_hand_and_keeps_what_is_typed(editor: Editor) -> None:
    editor.open(ARTICLE)
    file = editor.served.site / "content" / SIDECAR
    before = file.read_bytes()
    file.write_bytes(before + "publisher: 手改的报\n".encode())
    patient(editor.browser, 30).until(
        lambda _: editor.find("#f-publisher").get_attribute("value") == "手改的报"
    )
    editor.fill("#f-note", "写了一半")
    file.write_bytes(before + "publisher: 又改了\n".encode())
    patient(editor.browser, 30).until(lambda _: editor.all("#said .busy"))
    assert "has changed meanwhile" in editor.find("#said .busy").text
    assert editor.find("#f-note").get_attribute("value") == "写了一半"
    # Saving is about the note alone: what the other hand wrote meanwhile is still there.
    assert editor.press("#facts button.main").startswith("Saved")
    assert "publisher: 又改了\nnote: 写了一半\n" in editor.served.file(SIDECAR)
    editor.press("#steps form:has(input[value=undo]) button")
    file.write_bytes(before)


def test_articles_are_found_in_the_list(editor: Editor) -> None:
    editor.open("?q=" + "茶山")
    assert editor.texts("tbody th a") == ["县域观察｜凌晨四点的茶山直播间"]


EVIL = """<!DOCTYPE html><meta charset="utf-8"><title>waiting</title>
<form id="f" method="post" target="frame" action="{desk}/_desk/en/decide">
<input name="token" value=""><input name="kind" value="fields"><input name="source" value="{name}">
<input name="version" value="none"><input name="title" value="stolen"></form>
<iframe name="frame" src="{desk}/_desk/en/articles/{name}/"></iframe>
<script src="{desk}/zh-hans/digest.json"></script>
<script>
const tries = [];
const say = (what) => (words) => tries.push(what + ": " + words);
const attempt = (what, path, options) => fetch("{desk}" + path, options)
  .then((answer) => answer.text()).then(say(what), () => say(what)("refused"));
(async () => {{
  await attempt("page", "/_desk/en/", {{}});
  await attempt("draft", "/zh-hans/digest.json", {{credentials: "include"}});
  await attempt("blind", "/_desk/en/", {{mode: "no-cors"}});
  const body = new URLSearchParams(new FormData(document.getElementById("f")));
  await attempt("write", "/_desk/en/decide", {{method: "POST", body}});
  await attempt("blind write", "/_desk/en/decide", {{method: "POST", body, mode: "no-cors"}});
  await new Promise((done) => {{
    const socket = new WebSocket("{desk}".replace("http", "ws") + "/livereload");
    socket.onopen = () => {{ say("socket")("open"); done(); }};
    socket.onerror = () => {{ say("socket")("refused"); done(); }};
  }});
  document.getElementById("f").submit();
  await new Promise((done) => setTimeout(done, 500));
  let framed = "refused";
  try {{ framed = frames[0].document.body.innerText || "empty"; }} catch {{ }}
  say("frame")(framed);
  window.tries = tries;
  document.title = "done";
}})();
</script>"""


def test_another_page_in_the_same_browser_reads_and_changes_nothing(editor: Editor) -> None:
    name = "lake-road-38km.md"
    page = EVIL.format(desk=editor.served.address, name=name).encode()

    class Evil(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        for host in ("127.0.0.1", "localhost"):  # the same site to a browser, and another
            editor.browser.get(f"http://{host}:{server.server_port}/")
            patient(editor.browser, 30).until(lambda one: one.title == "done")
            tries: list[str] = editor.browser.execute_script("return window.tries")
            told = dict(one.split(": ", 1) for one in tries)
            assert {told[what] for what in ("page", "draft", "write", "socket", "frame")} == {
                "refused"
            }, told
            assert told["blind"] in ("", "refused"), "an answer nobody can look into"
            assert told["blind write"] in ("", "refused")
    finally:
        server.shutdown()
        server.server_close()
    files = [path.name for path in (editor.served.site / "content" / "articles").iterdir()]
    assert "lake-road-38km.edit.yaml" not in files
    editor.browser.get("about:blank")
    editor.browser.get_log("browser")  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("look", [("light", 1280, "en"), ("dark", 375, "zh-hans")])
def test_axe_finds_nothing_to_say(editor: Editor, look: tuple[str, int, str]) -> None:
    if not AXE.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("CI installs axe-core, and it is not here")
        pytest.skip("axe-core is not installed: run `npm ci` in tests/audit")
    scheme, width, segment = look
    browser, axe = editor.browser, AXE.read_text("utf-8")
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        for path in ("", ARTICLE, f"{ARTICLE}source/", f"{ARTICLE}translate/en/", "topics/"):
            browser.get(f"{editor.served.address}/_desk/{segment}/{path}")
            browser.execute_script(
                "for (const one of document.querySelectorAll('details')) one.open = true;" + axe
            )
            found: list[dict[str, object]] = browser.execute_async_script(
                "const done = arguments[0];"
                "axe.run({resultTypes: ['violations']}).then(result => done("
                "result.violations.map(one => [one.id, one.nodes[0].html])))"
            )
            assert found == [], path
            script = "return document.documentElement.scrollWidth <= window.innerWidth"
            assert browser.execute_script(script), f"{path} is wider than {width}"
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_an_orphaned_decision_is_moved_to_its_heir(editor: Editor) -> None:
    source = editor.served.site / "content" / "articles" / "yunting-tea-stream.md"
    sidecar = "articles/yunting-tea-stream.edit.yaml"
    original = source.read_bytes()
    editor.open("articles/yunting-tea-stream.md/")
    first = editor.find("#passages .passage").get_attribute("id") or ""
    Select(editor.find(f"#theme-{first}")).select_by_value("living")
    editor.answer()
    try:
        text = original.decode()
        source.write_text(text.replace("187万人口", "188万人口", 1), "utf-8")
        editor.open("articles/yunting-tea-stream.md/")
        for _ in range(50):  # until the preview has seen the edit
            if editor.all("#orphans"):
                break
            editor.browser.refresh()
        assert editor.find("#orphans .heir")
        editor.open("")
        assert editor.all(".group.orphan li")
        editor.open("articles/yunting-tea-stream.md/")
        editor.press("#orphans form button")
        moved = re.findall(r"^  (p\w{10}):$", editor.served.file(sidecar), re.M)
        assert len(moved) == 1
        assert moved[0] != first
        assert not editor.all("#orphans")
        assert editor.find(f"#{moved[0]} .found .tag").text == "decided"
    finally:
        source.write_bytes(original)


def test_everything_is_undone_step_by_step(editor: Editor) -> None:
    """All that this file's tests decided, taken back to the first byte."""
    editor.open("history/")
    steps = len(editor.all(".history li:not(.undone)"))
    assert steps >= 10
    for _ in range(steps):
        buttons = editor.all("#steps form:has(input[value=undo]) button")
        if not buttons:
            break
        said = editor.press("#steps form:has(input[value=undo]) button")
        assert said.startswith("Taken back"), said
    assert not (editor.served.site / "content" / SIDECAR).exists()
    repository = Path(__file__).parents[2] / "content"
    for name in ("topics.yaml", "glossary.yaml"):
        assert editor.served.file(name) == (repository / name).read_text("utf-8")
    assert editor.served.get(PAGE)


def test_the_desk_ran_without_an_error(editor: Editor) -> None:
    entries: list[dict[str, str]] = editor.browser.get_log("browser")  # type: ignore[no-untyped-call]
    logged = [
        one["message"]
        for one in entries
        if one["level"] == "SEVERE" and "409" not in one["message"]
    ]
    assert logged == []


def test_no_source_was_touched(editor: Editor, example_site: Path) -> None:
    """After all that was decided above."""
    for name in NAMES:
        original = (example_site / "content" / "articles" / name).read_bytes()
        assert (editor.served.site / "content" / "articles" / name).read_bytes() == original
