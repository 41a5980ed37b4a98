"""Names that recur in several sources and that the editor has not decided on yet.

In: the topics found, and topics.yaml. Out: one line that names them, the most widely told first,
with entries ready to be pasted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.digest.mentions import key_of
from generator.model import Topic, TopicEdits
from generator.problems import Problem, warning

_NAMED = 12
_READY = 3


def undecided(topics: Sequence[Topic], edits: TopicEdits) -> Iterator[Problem]:
    decided = {key_of(name) for edit in edits.topics for name in (edit.name, *edit.aliases)}
    decided |= {key_of(name) for name in edits.ignore}
    open_ = sorted(
        (topic for topic in topics if key_of(topic.name) not in decided),
        key=lambda topic: (-_sources(topic), -len(topic.mentions), topic.name),
    )
    if not open_:
        return
    named = ", ".join(f"{topic.name} ({_sources(topic)} sources)" for topic in open_[:_NAMED])
    more = f" and {len(open_) - _NAMED} more" if len(open_) > _NAMED else ""
    recur = "1 name recurs and is" if len(open_) == 1 else f"{len(open_)} names recur and are"
    entries = " ".join(f"`{_entry(topic)}`" for topic in open_[:_READY])
    yield warning(
        "content/topics.yaml",
        1,
        f"{recur} not decided on yet: {named}{more}",
        f"approve them under `topics:` ({entries} …), or put them under `ignore:`",
    )


def _sources(topic: Topic) -> int:
    return len({mention.ref.source for mention in topic.mentions})


def _entry(topic: Topic) -> str:
    """- {name: 灵犀, aliases: [灵犀App]}"""
    aliases = f", aliases: [{', '.join(topic.aliases)}]" if topic.aliases else ""
    return f"- {{name: {topic.name}{aliases}}}"
