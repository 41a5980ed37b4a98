"""An article's blocks as sections and passages, and what an editor decided about single ones."""

from __future__ import annotations

from dataclasses import replace

from generator.clean import clean
from generator.model import Edits, Entry, PassageEdit, PassageId, Removed, Source
from generator.split import split
from generator.split.decisions import settle

TEXT = """# 南门菜场

菜场上周换了新秤，称完就知道几斤几两，谁也不必再争。

## 谁来管

三百个摊位都装好了，管理处每天早上校一次秤，晚上再看一次账。

买菜的人可以在手机上查，也可以到门口的屏幕前看。
"""


def entry(*edits: PassageEdit, pin: tuple[PassageId, ...] = ()) -> Entry:
    decided = Edits(path="market.edit.yaml", passages=edits, pin=pin)
    return split(
        clean(Source(name="market.md", path="market.md", data=TEXT.encode(), edits=decided))
    )


def about(passage: PassageId, *, omit: bool = False, quote: str = "", line: int = 1) -> PassageEdit:
    return PassageEdit(
        passage=passage, theme=None, sets_theme=False, omit=omit, quote=quote, line=line
    )


def ids(of: Entry) -> list[PassageId]:
    return [passage.id for passage in of.passages()]


def test_each_heading_opens_a_section_and_each_paragraph_is_a_passage() -> None:
    found = [(one.heading, [p.text[:6] for p in one.passages]) for one in entry().sections]
    assert found == [(None, ["菜场上周换了"]), ("谁来管", ["三百个摊位都", "买菜的人可以"])]
    assert [one.id for one in entry().sections] == ["s0", "s1"]
    assert len(set(ids(entry()))) == 3
    assert {passage.script for passage in entry().passages()} == {"Hans"}


def test_a_passage_left_out_is_gone_and_listed() -> None:
    second = ids(entry())[1]
    settled, problems = settle(entry(about(second, omit=True)))
    assert problems == ()
    assert ids(settled) == [one for one in ids(entry()) if one != second]
    [gone] = [one for one in settled.article.removed if one.kind == "omitted"]
    assert gone == Removed(kind="omitted", text=list(entry().passages())[1].text)


def test_without_decisions_nothing_changes() -> None:
    assert settle(entry()) == (entry(), ())


def test_a_decision_without_its_passage_is_told_with_the_likely_heir() -> None:
    quoted = about(PassageId("pgone"), quote="三百个摊位都装上了", line=7)
    _, [problem] = settle(entry(quoted))
    assert (problem.path, problem.line, problem.severity) == ("market.edit.yaml", 7, "warning")
    assert str(ids(entry())[1]) in problem.fix
    _, [strange] = settle(entry(replace(quoted, quote="别处的话，同这里没有一点关系")))
    assert "remove the decision" in strange.fix
    _, [pinned] = settle(entry(pin=(PassageId("pgone"),)))
    assert "wenzhai inspect" in pinned.fix


def test_items_of_one_paragraph_are_passages_without_the_gap_between_them() -> None:
    lead = "过去一年，全市在修路、治水两件事上各有进展，也各有欠账，下面把两件事分别说清楚。"
    road = "一是把老城区的三条断头路打通，沿线装上能自己报修的路灯，夜里巡查的人从六个减到两个。"
    water = "二是给两百公里水管装上听漏的设备，漏水点从上报到关阀平均四十分钟，水费少了一成多。"
    found = split(clean(Source(name="a.md", path="a.md", data=f"{lead} {road} {water}\n".encode())))
    assert [passage.text for passage in found.passages()] == [lead, road, water]
