"""PO files as Poedit writes them go through a refresh and a translation without a loss."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.convert.editions import edition_for
from generator.decide.files import carried_to
from generator.decide.po_text import cut, joined
from generator.decide.translation import refreshed, translated
from generator.problems import ProblemError
from generator.read.translations import read_translations

EN = edition_for("en")
POEDIT = r"""# Anna's notes
msgid ""
msgstr ""
"Project-Id-Version: a\n"
"PO-Revision-Date: 2024-04-02 10:00+0800\n"
"Last-Translator: Ada Example <ada@example.org>\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"X-Generator: Poedit 3.4.2\n"
"X-Poedit-Basepath: ..\n"
"X-Method: human\n"

#. for the translator
#: a.md:12 b.md:4
#, c-format, fuzzy
#| msgctxt "title"
#| msgid "旧题"
msgctxt "title"
msgid "新题"
msgstr ""
"A title that is wrapped "
"over \"two\" lines\n"
"and a break"
# no blank line before this one
msgctxt "paaaaaaaaaa"
msgid ""
"卫生站的护士说，量血压、送药和陪诊如今都在手机上预约，"
"老人不会用，志愿者上门教。"
msgstr "The nurse says so."

#, c-format
msgid "%d 篇"
msgid_plural "%d 篇"
msgstr[0] "%d article"
msgstr[1] "%d articles"

# old
#~| msgid "更早的话"
#~ msgctxt "pbbbbbbbbbb"
#~ msgid "从前的话"
#~ msgstr "Old words"

# the end
"""
WANTED = [
    ("title", "新题"),
    (
        "paaaaaaaaaa",
        "衛生站的護士說，量血壓、送藥和陪診如今都在手機上預約，老人不會用，志願者上門教。",
    ),
]
SAME = [
    WANTED[0],
    (
        "paaaaaaaaaa",
        "卫生站的护士说，量血压、送药和陪诊如今都在手机上预约，老人不会用，志愿者上门教。",
    ),
]


def forms(text: str) -> list[bytes]:
    plain = text.encode()
    return [plain, text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + plain]


@pytest.mark.parametrize("data", forms(POEDIT), ids=["plain", "crlf", "marked"])
def test_cut_and_joined_again_every_line_is_there(data: bytes) -> None:
    text = data.decode()
    again = joined(cut(text))
    assert [line for line in again.splitlines() if line] == [
        line for line in text.splitlines() if line
    ]
    assert again.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r\n" in again) == ("\r\n" in text)


@pytest.mark.parametrize("data", forms(POEDIT), ids=["plain", "crlf", "marked"])
def test_a_refresh_keeps_every_line_of_poedit(data: bytes) -> None:
    after = refreshed(data, "a.po", SAME, EN, "a").decode()
    lines = after.splitlines()
    for line in data.decode().splitlines():
        # What the article does not ask for is kept as obsolete.
        assert line in lines or f"#~ {line}" in lines, line
    assert refreshed(after.encode(), "a.po", SAME, EN, "a").decode() == after


def test_the_same_words_in_the_other_script_keep_their_translation() -> None:
    after = read_translations(refreshed(POEDIT.encode(), "a.po", WANTED, EN, "a"), "a.po", "en")
    found = {one.context: one for one in after.entries if not one.obsolete}
    assert found["paaaaaaaaaa"].text == "The nurse says so."
    assert found["paaaaaaaaaa"].chinese == WANTED[1][1]


def test_changed_words_begin_with_the_old_translation_marked_fuzzy() -> None:
    changed = [SAME[0], ("pcccccccccc", SAME[1][1].replace("护士", "医生"))]
    text = refreshed(POEDIT.encode(), "a.po", changed, EN, "a").decode()
    assert '#, fuzzy\n#| msgctxt "paaaaaaaaaa"\n#| msgid "卫生站的护士' in text
    assert 'msgctxt "pcccccccccc"\nmsgid "卫生站的医生' in text
    assert '#~ msgctxt "paaaaaaaaaa"' in text, "and the old one stays, with its Chinese"
    after = read_translations(text.encode(), "a.po", "en")
    found = {one.context: one for one in after.entries if not one.obsolete}
    assert found["pcccccccccc"].fuzzy
    assert found["pcccccccccc"].text == "The nurse says so."


def test_a_translation_fills_its_entry_and_touches_no_other() -> None:
    after = translated(
        POEDIT.encode(), "a.po", SAME, EN, "a", context="title", chinese="新题", text="New"
    ).decode()
    lines = after.splitlines()
    assert [line for line in POEDIT.splitlines() if line not in lines] == [
        "#, c-format, fuzzy",
        '#| msgctxt "title"',
        '#| msgid "旧题"',
        '"A title that is wrapped "',
        '"over \\"two\\" lines\\n"',
        '"and a break"',
    ]
    assert '#, c-format\nmsgctxt "title"\nmsgid "新题"\nmsgstr "New"' in after


def test_a_translation_taken_back_leaves_what_was_translated_since() -> None:
    path, (first, second) = "a.po", (("title", "新题"), SAME[1])
    before = translated(
        POEDIT.encode(), path, SAME, EN, "a", context=second[0], chinese=second[1], text=""
    )
    after = translated(before, path, SAME, EN, "a", context=first[0], chinese=first[1], text="New")
    now = translated(
        after, path, SAME, EN, "a", context=second[0], chinese=second[1], text="So she says."
    )
    back = carried_to(path, after, before, now)
    assert back is not None
    texts = {one.context: one.text for one in read_translations(back, path, "en").entries}
    assert texts[second[0]] == "So she says."
    assert texts["title"] != "New"
    # The same entry translated anew since: nothing is guessed.
    anew = translated(after, path, SAME, EN, "a", context="title", chinese="新题", text="Newer")
    assert carried_to(path, after, before, anew) is None


def test_fuzzy_is_what_its_flag_says_and_not_a_word_in_a_text() -> None:
    entries = cut(
        '#, c-format\nmsgid "甲"\nmsgstr "fuzzy"\n\n'
        '# a fuzzy remark\nmsgid "乙"\nmsgstr "b"\n\n'
        '#, c-format, fuzzy\nmsgid "丙"\nmsgstr "c"\n'
    ).entries
    assert [(one.chinese, one.fuzzy) for one in entries] == [
        ("甲", False),
        ("乙", False),
        ("丙", True),
    ]


def test_the_first_translation_makes_the_file() -> None:
    data = translated(None, "a.po", SAME, EN, "a", context="title", chinese="新题", text="New")
    made = read_translations(data, "a.po", "en")
    assert [(one.context, one.text) for one in made.entries] == [("title", "New"), (SAME[1][0], "")]


def test_what_is_no_po_file_is_refused() -> None:
    with pytest.raises(ProblemError):
        refreshed(b'msgid "a\nmsgstr ""\n', "a.po", SAME, EN, "a")


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext's tools are not installed")
def test_gettext_accepts_what_is_written(tmp_path: Path) -> None:
    changed = [SAME[0], ("pcccccccccc", SAME[1][1].replace("护士", "医生")), ("heading", '小"标题')]
    file = tmp_path / "a.po"
    file.write_bytes(refreshed(POEDIT.encode(), "a.po", changed, EN, "a"))
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
