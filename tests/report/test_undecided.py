from __future__ import annotations

from generator.model import DigestOptions, TopicEdit, TopicEdits
from generator.report.undecided import undecided
from tests.digest.helpers import entry, found_topics

ENTRIES = (
    entry("a.txt", "市民打开“海潮通”就能办事，渔港用上“浪里行”。", "海潮通App很好用。"),
    entry("b.txt", "“海潮通”平台由老人志愿者教人使用，“浪里行”接送学生。"),
)


def told(edits: TopicEdits) -> list[str]:
    topics = found_topics(ENTRIES, edits, DigestOptions())
    return [str(problem) for problem in undecided(topics, edits)]


def test_names_not_decided_on_are_offered_with_an_entry_to_paste() -> None:
    (line,) = told(TopicEdits())
    assert line.startswith("content/topics.yaml:1: warning: 2 names recur")
    assert "浪里行 (2 sources)" in line
    assert "`- {name: 海潮通}`" in line


def test_what_is_approved_or_ignored_is_offered_no_more() -> None:
    approved = (TopicEdit(name="海潮通"),)
    (line,) = told(TopicEdits(topics=approved))
    assert "海潮通" not in line
    assert told(TopicEdits(topics=approved, ignore=("浪里行",))) == []
