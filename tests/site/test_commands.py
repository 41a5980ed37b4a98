"""The commands as a person or a program uses them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.cli import main

Run = Callable[..., Any]


def test_inspect_prints_the_object_of_the_contract(run: Run, example_site: Path) -> None:
    file = example_site / "content" / "articles" / "city-ops-night-notes.txt"
    result = run("inspect", "--json", file)
    assert result.status == 0
    data = json.loads(result.out)
    assert set(data) == {
        *("source", "format", "encoding", "title", "authors", "date", "publisher", "url"),
        *("script", "sections", "summary", "keywords", "topics", "figures", "removed", "doubts"),
    }
    assert data["title"] == "澜台夜班手记"
    assert data["authors"] == ["燕北辰"]
    passage = data["sections"][0]["passages"][0]
    assert {"id", "paragraph", "text", "theme", "themes", "scores", "confidence"} <= set(passage)
    assert any("这是正是" in doubt["text"] for doubt in data["doubts"])


def test_several_files_give_an_array(run: Run, example_site: Path) -> None:
    folder = example_site / "content" / "articles"
    names = ("lake-road-38km.md", "yunting-36-windows.html")
    data = json.loads(run("inspect", "--json", *(folder / name for name in names)).out)
    assert [one["source"] for one in data] == list(names)
    assert data[1]["encoding"] == "gb18030"


def test_each_is_told_its_own_passages_of_a_topic(run: Run, example_site: Path) -> None:
    folder = example_site / "content" / "articles"
    names = ("lanchuan-2023-work-report.txt", "lanchuan-notice-2023-41.html")
    for one in json.loads(run("inspect", "--json", *(folder / name for name in names)).out):
        own = {passage["id"] for section in one["sections"] for passage in section["passages"]}
        told = [set(topic["passages"]) for topic in one["topics"]]
        assert told
        assert all(passages and passages <= own for passages in told)
        assert {figure["passage"] for figure in one["figures"]} <= own


def test_inspect_for_a_person_names_what_was_removed(run: Run, example_site: Path) -> None:
    file = example_site / "content" / "articles" / "wechat-yunting-warm-bell.html"
    out = run("inspect", file).out
    assert "我在“暖铃”接了三年电话" in out
    assert "removed" in out
    assert "二维码" in out.split("removed", 1)[1]


def test_inspect_shows_the_source_and_what_became_of_each_line(
    run: Run, example_site: Path
) -> None:
    file = example_site / "content" / "articles" / "lanchuan-year-end-commentary.txt"
    out = run("inspect", "--beside", file).out.split("line by line\n", 1)[1]
    lines = out.splitlines()
    facts = dict(zip((line.strip() for line in lines[1::2]), lines[::2], strict=True))
    assert "byline" in facts["沈硯(yàn)秋"]
    assert all(not what.endswith("–") for what in facts.values()), facts


def test_inspect_takes_a_sidecar_for_no_article(run: Run, example_site: Path) -> None:
    folder = example_site / "content" / "articles"
    sidecars = sorted(folder.glob("lanjiang-three-questions.*"))
    result = run("inspect", "--json", *sidecars)
    assert [one["source"] for one in json.loads(result.out)] == ["lanjiang-three-questions.html"]
    assert result.status == 0
    assert [line.split(": ")[1] for line in result.faults] == ["warning"]


def test_inspect_takes_a_file_that_lies_in_no_site(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("智慧社区\n\n社区食堂给老人送饭，卫生站上门量血压。\n", "utf-8")
    data = json.loads(run("inspect", "--json", file).out)
    assert data["sections"][0]["passages"][0]["theme"] == "living"


def test_inspect_of_a_missing_file_is_one_line(run: Run, tmp_path: Path) -> None:
    result = run("inspect", tmp_path / "gone.md")
    assert result.status == 1
    assert len(result.faults) == 1
    assert ":1: error: cannot be read: No such file or directory — " in result.faults[0]


def test_convert_reads_standard_input_and_the_glossary(
    run: Run, example_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "谷雨亭说，头发与发展，皇后与以后。\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    result = run("convert", "--to", "zh-Hant", "--site", example_site)
    assert result.out == "谷雨亭說，頭髮與發展，皇后與以後。\n"


def test_convert_to_an_unknown_edition_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    result = run("convert", "--to", "汉", tmp_path)
    assert result.status == 2
    assert len(result.faults) == 1


def test_a_text_is_not_converted_to_a_language_that_is_translated(run: Run, tmp_path: Path) -> None:
    result = run("convert", "--to", "en", tmp_path)
    assert result.status == 2 and result.out == ""
    assert result.faults == [
        "--to:1: error: en is translated, not converted — name a Chinese edition, such as zh-Hant"
    ]


@pytest.mark.parametrize("port", ["abc", "-1", "65536"])
def test_what_is_no_port_is_told_in_words(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", f"--port={port}"])
    assert ended.value.code == 2
    assert f"{port} is no port: write 1 to 65535" in capsys.readouterr().err


def test_check_lists_slips_and_ends_well(run: Run, example_site: Path) -> None:
    result = run("check", "--site", example_site)
    assert result.status == 0
    lines = result.out.splitlines()
    assert any("city-ops-night-notes.txt" in line and "这是正是" in line for line in lines)
    assert all(": warning: " in line for line in lines[:-1])
    assert lines[-1].startswith("18 articles, 0 bad, ")


def test_check_lists_what_conversion_leaves_open(run: Run, small_site: Path) -> None:
    file = small_site / "content" / "articles" / "dry.txt"
    file.write_text("晾衣\n\n衣服还没干，台上的人就走了，活儿也还没干完。\n", "utf-8")
    lines = [line for line in run("check", "--site", small_site).out.splitlines() if "干" in line]
    assert any("unsure how zh-Hant writes" in line and "glossary.yaml" in line for line in lines)


def test_an_article_s_record_tells_what_the_glossary_changed(example: Path) -> None:
    def record(name: str) -> dict[str, Any]:
        path = example / "zh-hant" / "articles" / name / "record.json"
        loaded: dict[str, Any] = json.loads(path.read_bytes())
        return loaded

    changed = {
        (one["source"], one["opencc"], one["written"], one["rule"])
        for one in record("yunting-36-windows")["conversion"]
    }
    assert ("于家渡", "於家渡", "于家渡", "protected") in changed
    night = record("city-ops-night-notes")
    assert any("这是正是" in doubt["text"] for doubt in night["doubts"])
    assert any(removed["kind"] == "byline" for removed in night["removed"])


def test_one_edition_can_be_built_alone(run: Run, example_site: Path, tmp_path: Path) -> None:
    output = tmp_path / "public"
    result = run(
        "build", "--no-cache", "--site", example_site, "--output", output, "--edition", "zh-Hant"
    )
    assert result.status == 0
    assert not (output / "zh-hans").exists()
    assert (output / "zh-hant" / "index.html").is_file()


def test_base_url_makes_canonical_and_alternate_links(
    run: Run, small_site: Path, tmp_path: Path
) -> None:
    output = tmp_path / "public"
    run("build", "--site", small_site, "--output", output, "--base-url", "https://a.test/repo")
    page = (output / "zh-hant" / "themes" / "living" / "index.html").read_text("utf-8")
    address = "https://a.test/repo/zh-hant/themes/living/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert 'hreflang="zh-Hans" href="https://a.test/repo/zh-hans/themes/living/"' in page


def test_wrong_usage_ends_with_2(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run("build", "--jobs", "0")
    assert caught.value.code == 2


def test_version_loads_no_library() -> None:
    code = "import sys; sys.argv=['wenzhai','--version']\nfrom generator.cli import main\n"
    code += "try:\n main()\nexcept SystemExit:\n pass\n"
    code += (
        "print([name for name in ('opencc','jinja2','yaml','livereload') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines()[-1] == "[]"


def test_serve_shows_a_change(small_site: Path) -> None:
    """A first build is served on this machine; a saved article is built again."""
    port = 18473
    command = [sys.executable, "-m", "generator", "serve", "--site", str(small_site)]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        address = f"http://127.0.0.1:{port}/zh-hans/articles/lake-road-38km/"
        page = wait_for(address, "智能网联")
        assert "livereload.js" in page
        file = small_site / "content" / "articles" / "lake-road-38km.md"
        file.write_text(file.read_text("utf-8") + "\n\n后来又修了一段新路。\n", "utf-8")
        wait_for(address, "后来又修了一段新路")
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str, words: str) -> str:
    deadline = time.monotonic() + 60
    page = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                page = str(answer.read(), "utf-8")
            if words in page:
                return page
        except OSError:
            pass
        time.sleep(0.3)
    raise AssertionError(f"{words} never came; the page began {page[:200]}")


def test_with_drafts_what_readers_will_not_see_is_marked_where_it_is_listed(
    small_site: Path, run: Run
) -> None:
    articles = small_site / "content" / "articles"
    (articles / "city-ops-night-notes.edit.yaml").write_text("draft: true\n", "utf-8")
    (articles / "lake-road-38km.edit.yaml").write_text('publish: "2999-01-01"\n', "utf-8")
    (articles / "yunting-tea-stream.edit.yaml").write_text('expire: "2001-01-01"\n', "utf-8")
    assert run("build", "--site", small_site, "--drafts").status == 0
    marks = {"zh-hans": ("草稿", "待发布", "已过期"), "zh-hant": ("草稿", "待發布", "已過期")}
    slugs = ("city-ops-night-notes", "lake-road-38km", "yunting-tea-stream")
    for segment, words in marks.items():
        listed = (small_site / "public" / segment / "archive" / "index.html").read_text("utf-8")
        for slug, mark in zip(slugs, words, strict=True):
            marked = f'<strong class="standing">{mark}</strong>'
            page = small_site / "public" / segment / "articles" / slug / "index.html"
            assert marked in page.read_text("utf-8")
            assert marked in listed.split(f"articles/{slug}/")[1].split("</article>")[0]
    (articles / "city-ops-night-notes.edit.yaml").unlink()
    assert run("build", "--site", small_site).status == 0
    listed = (small_site / "public" / "zh-hans" / "archive" / "index.html").read_text("utf-8")
    assert "articles/city-ops-night-notes/" in listed
    assert "standing" not in listed
    assert "lake-road" not in listed
