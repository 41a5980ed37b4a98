"""Saving decisions: nothing lost, nothing overwritten, everything taken back."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.decide import editorial, sidecar
from generator.decide.files import Decide, on_yaml
from generator.problems import ProblemError
from generator.read.editorial import read_topics
from generator.read.sidecar import read_edits
from generator.write import decisions
from generator.write.decisions import Change, Ledger

PATH = "content/articles/a.edit.yaml"
TOPICS = "content/topics.yaml"
TEXT = (
    "# 说明\r\ntitle: 旧题   # 暂定\r\n\r\npassages:\r\n  p1: {theme: living}\r\n# 完\r\n".encode()
)


def change(decide: Decide) -> Change:
    def check(data: bytes, path: str) -> object:
        return read_edits(data, path, ("living", "economy"))

    return lambda seen, current: on_yaml(seen, current, PATH, decide, check)


def title(words: str) -> Change:
    return change(lambda old: sidecar.with_field(old, "title", words))


def theme(passage: str, words: str) -> Change:
    return change(lambda old: sidecar.with_theme(old, passage, words, "甲"))


def ignoring(name: str) -> Change:
    return lambda seen, current: on_yaml(
        seen, current, TOPICS, lambda old: editorial.ignored(old, name), read_topics
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(TEXT)
    return tmp_path


def decide(ledger: Ledger, what: Change, version: str | None = None) -> str:
    shown = version or ledger.read(PATH)[1]
    made = ledger.decide(PATH, shown, what, {"kind": "test"})
    assert made is not None
    return made.id


def test_undo_gives_back_the_very_bytes_step_by_step_also_after_a_restart(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    states, ids = [TEXT], []
    for what in (title("甲"), theme("p1", "economy"), theme("p2", "living"), title("乙: #")):
        ids.append(decide(ledger, what))
        states.append(file.read_bytes())
    restarted = Ledger(site)
    assert [one.id for one in restarted.history()] == ids
    for number in (3, 2, 1, 0):
        restarted.undo(ids[number])
        assert file.read_bytes() == states[number]
    again = Ledger(site)
    assert [one.undone for one in again.history()] == [True] * len(ids)
    for number in range(4):
        again.redo(ids[number])
        assert file.read_bytes() == states[number + 1]


def test_undoing_the_first_decision_removes_the_file_it_made(tmp_path: Path) -> None:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    ledger = Ledger(tmp_path)
    identity = decide(ledger, title("甲"))
    assert (tmp_path / PATH).read_text("utf-8") == "title: 甲\n"
    ledger.undo(identity)
    assert not (tmp_path / PATH).exists()
    ledger.redo(identity)
    assert (tmp_path / PATH).read_text("utf-8") == "title: 甲\n"


def test_an_older_decision_is_undone_among_later_ones(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    first = decide(ledger, title("甲"))
    decide(ledger, theme("p2", "living"))
    ledger.undo(first)
    assert "title: 旧题   # 暂定\r\n" in file.read_bytes().decode()
    assert "p2:\r\n    theme: living\r\n" in file.read_bytes().decode()


def test_undo_refuses_where_the_same_line_was_changed_since(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    identity = decide(ledger, title("甲"))
    by_hand = file.read_bytes().replace("甲".encode(), "手改".encode())
    file.write_bytes(by_hand)
    with pytest.raises(ProblemError) as caught:
        ledger.undo(identity)
    assert "have been changed since" in caught.value.problem.cause
    assert file.read_bytes() == by_hand
    assert not ledger.history()[0].undone


def test_two_desks_about_two_things_are_merged(site: Path) -> None:
    one, two, file = Ledger(site), Ledger(site), site / PATH
    version_one, version_two = one.read(PATH)[1], two.read(PATH)[1]
    decide(one, theme("p2", "living"), version_one)
    decide(two, title("甲"), version_two)
    text = file.read_bytes().decode()
    assert "title: 甲   # 暂定" in text
    assert "p2:" in text
    assert "# 完" in text


def test_two_desks_about_the_same_thing_the_second_is_told(site: Path) -> None:
    one, two, file = Ledger(site), Ledger(site), site / PATH
    version_one, version_two = one.read(PATH)[1], two.read(PATH)[1]
    decide(one, theme("p1", "economy"), version_one)
    after = file.read_bytes()
    with pytest.raises(ProblemError) as caught:
        decide(two, theme("p1", "living"), version_two)
    assert "decided differently" in caught.value.problem.cause
    assert file.read_bytes() == after


def test_a_change_by_hand_to_another_key_is_kept(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    version = ledger.read(PATH)[1]
    file.write_bytes(TEXT + "note: 手写\r\n".encode())
    decide(ledger, title("甲"), version)
    assert "note: 手写" in file.read_bytes().decode()
    assert "title: 甲" in file.read_bytes().decode()


def test_a_form_of_many_fields_changes_only_those_that_were_changed_in_it(site: Path) -> None:
    """The form still says 旧题, because it was shown so, while a hand has changed the title."""

    def form(old: dict[str, object]) -> dict[str, object]:
        return sidecar.with_field(sidecar.with_field(old, "title", "旧题"), "note", "表单里写的")

    ledger, file = Ledger(site), site / PATH
    version = ledger.read(PATH)[1]
    file.write_bytes(TEXT.replace("旧题".encode(), "手改".encode()))
    decide(ledger, change(form), version)
    text = file.read_bytes().decode()
    assert "title: 手改   # 暂定" in text
    assert "note: 表单里写的" in text


def test_a_version_nobody_remembers_is_refused(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    version = ledger.read(PATH)[1]
    file.write_bytes(TEXT + "note: 手写\r\n".encode())
    with pytest.raises(ProblemError) as caught:
        decide(Ledger(site), title("甲"), version)
    assert "has changed on the disk" in caught.value.problem.cause


def test_a_sidecar_broken_by_hand_is_refused_with_its_line_and_left_alone(site: Path) -> None:
    ledger, file = Ledger(site), site / PATH
    version = ledger.read(PATH)[1]
    broken = TEXT.replace(b"{theme: living}", b"{theme: living")
    file.write_bytes(broken)
    with pytest.raises(ProblemError) as caught:
        decide(ledger, title("甲"), version)
    assert caught.value.problem.line in (6, 7)
    assert "not YAML" in caught.value.problem.cause
    assert file.read_bytes() == broken
    assert ledger.history() == ()


def test_a_wrong_value_is_refused_before_anything_is_written(site: Path) -> None:
    ledger = Ledger(site)
    with pytest.raises(ProblemError) as caught:
        decide(ledger, change(lambda old: sidecar.with_field(old, "slug", "不行")))
    assert "cannot be an address" in caught.value.problem.cause
    assert (site / PATH).read_bytes() == TEXT


def left_over(site: Path) -> list[str]:
    return [path.name for path in (site / PATH).parent.iterdir() if path.name != "a.edit.yaml"]


@pytest.mark.parametrize("when", ["journal", "file"])
def test_a_full_disk_loses_nothing(site: Path, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    ledger, file = Ledger(site), site / PATH
    decide(ledger, theme("p2", "living"))
    before, version = ledger.read(PATH)
    real, calls = os.fsync, []

    def full(number: int) -> None:
        calls.append(number)
        if len(calls) == (1 if when == "journal" else 2):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProblemError) as caught:
        decide(ledger, title("甲"), version)
    assert "the disk is full" in caught.value.problem.cause
    assert file.read_bytes() == before
    assert left_over(site) == []
    assert len(ledger.history()) == 1
    decide(ledger, title("甲"), version)  # room again
    assert "title: 甲" in file.read_bytes().decode()
    assert len(Ledger(site).history()) == 2


def test_a_stop_between_note_and_file_leaves_no_step_to_undo(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(site)
    decide(ledger, theme("p2", "living"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(decisions, "_write", stop)
    with pytest.raises(KeyboardInterrupt):
        decide(ledger, title("甲"))
    monkeypatch.undo()
    assert len(Ledger(site).history()) == 1


def test_a_torn_journal_keeps_what_was_whole(site: Path) -> None:
    ledger = Ledger(site)
    decide(ledger, title("甲"))
    journal = site / ".cache" / "desk" / "journal.jsonl"
    with journal.open("ab") as file:
        file.write(b'0123456789abcdef {"do": {"id"')
    assert len(Ledger(site).history()) == 1


def _pin(site: Path, first: int) -> None:
    ledger = Ledger(site)
    for number in range(first, first + 10):
        pin = change(lambda old, n=number: sidecar.with_sentence(old, f"p{n}", "pin"))  # type: ignore[misc]
        ledger.decide(PATH, ledger.read(PATH)[1], pin, {})


def test_decisions_of_several_processes_at_once_are_all_kept(site: Path) -> None:
    context = multiprocessing.get_context("spawn")
    several = [context.Process(target=_pin, args=(site, first)) for first in (100, 200, 300)]
    for one in several:
        one.start()
    for one in several:
        one.join(120)
    edits = read_edits((site / PATH).read_bytes(), PATH, ("living",))
    assert len(edits.pin) == 30
    assert len(Ledger(site).history()) == 30


def test_a_path_outside_the_content_is_refused(site: Path) -> None:
    ledger = Ledger(site)
    for path in ("../x.yaml", "content/../site.yaml", "/etc/hosts", "site.yaml"):
        with pytest.raises(ProblemError):
            ledger.read(path)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("title"), st.sampled_from(["甲", "乙", "", "a: b"])),
        st.tuples(st.sampled_from(["p1", "p2", "p3"]), st.sampled_from(["living", "economy", "*"])),
        st.tuples(st.just("topic"), st.sampled_from(["甲", "乙"])),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(steps)
def test_any_row_of_decisions_undone_is_the_file_of_before(
    tmp_path_factory: pytest.TempPathFactory, row: list[tuple[str, str]]
) -> None:
    site = tmp_path_factory.mktemp("row")
    file = site / PATH
    file.parent.mkdir(parents=True)
    file.write_bytes(TEXT)
    ledger = Ledger(site)
    made: list[Callable[[], object]] = []
    for kind, words in row:
        if kind == "topic":
            decided = ledger.decide(TOPICS, ledger.read(TOPICS)[1], ignoring(words), {})
        else:
            what = title(words) if kind == "title" else theme(kind, words)
            decided = ledger.decide(PATH, ledger.read(PATH)[1], what, {})
        if decided is not None:
            made.append(lambda one=decided.id: ledger.undo(one))  # type: ignore[misc]
    for undo in reversed(made):
        undo()
    assert file.read_bytes() == TEXT
    assert not (site / TOPICS).exists()
