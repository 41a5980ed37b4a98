"""The page of a topic: what it is, who mentions it, newest first, and what is counted of it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from generator.convert.translations import essence
from generator.digest.comparisons import Compared
from generator.model import PassageRef, Topic
from generator.render import addresses, cards
from generator.render.addresses import Place
from generator.render.drafts import Draft, MadeOf
from generator.render.figures import stated_of, topic_figures
from generator.render.inline import TOPIC
from generator.render.issue import Issue
from generator.render.passages import passage_view
from generator.render.views.topic import MentionView, TopicRow, TopicsView, TopicView
from generator.render.world import topic_card

TOPIC_MENTIONS = 120


def topics_view(issue: Issue, here: Place) -> TopicsView:
    """All topics, the most connected first, each with what an editor says of it."""
    described = {topic.id: issue.local(topic.description) for topic in issue.digest.topics}
    return TopicsView(
        topics=tuple(
            TopicRow(
                line=issue.topic_line(here, topic),
                description=described[topic.id].words or None,
                description_lang=described[topic.id].lang,
            )
            for topic in issue.topics
        )
    )


def topic_made_of(issue: Issue, topic: Topic, compared: Compared) -> MadeOf:
    """What `topic_page` looks at: most topics are as they were when one article has changed."""
    refs = _told(issue, topic)
    stated = stated_of(issue, topic, compared)
    shown = [*refs[:TOPIC_MENTIONS], *(one.ref for one in topic.summary if one.ref)]
    shown += [ref for one in stated for ref in (one.figure.ref, *one.also)]
    sources = {ref.source for ref in shown if ref in issue.teasers}
    return MadeOf(
        values=(
            replace(topic, mentions=()),
            topic_card(topic),
            refs[:TOPIC_MENTIONS],
            len(refs),
            stated,
            issue.names,
        ),
        sources=tuple(sorted(sources, key=lambda source: issue.position[source])),
    )


def topic_page(issue: Issue, topic: Topic, compared: Compared) -> Draft:
    segment = issue.edition.segment
    here = addresses.topic(segment, topic.id)
    line = issue.topic_line(here, topic_card(topic))
    description, description_lang = issue.local(topic.description)
    refs = _told(issue, topic)
    mentions = tuple(
        MentionView(
            source=issue.passage_line(here, ref),
            passage=passage_view(issue, here, ref, with_ties=False, hit=_hit(issue, topic, ref)),
        )
        for ref in refs[:TOPIC_MENTIONS]
    )
    search = addresses.link(here, addresses.search(segment))
    view = TopicView(
        name=line.name,
        lang=line.lang,
        aliases=_other_names(issue, topic),
        description=description or None,
        description_lang=description_lang,
        summary=issue.cited(here, topic.summary, with_source=True),
        mentions=mentions,
        figures=topic_figures(issue, here, stated_of(issue, topic, compared)),
        beyond=len(refs[TOPIC_MENTIONS:]),
        search=f"{search}?q={quote(line.name)}",
        sources=line.sources,
    )
    return Draft(
        place=here,
        kind="topic",
        template="topic.html",
        view=view,
        title=line.name,
        description=description or None,
    )


def _told(issue: Issue, topic: Topic) -> list[PassageRef]:
    """Where it is mentioned, newest first, each text once."""
    refs = [ref for ref in dict.fromkeys(topic.passages()) if ref in issue.teasers]
    refs.sort(key=lambda ref: issue.position[ref.source])
    return cards.without_repeats(issue, refs)


def _other_names(issue: Issue, topic: Topic) -> tuple[str, ...]:
    """As sources call it; one that differs only in quotation marks or spaces is no other name."""
    told = {essence(topic.name)}
    names = []
    for alias in topic.aliases:
        if essence(alias) not in told:
            told.add(essence(alias))
            names.append(issue.words(alias))
    return tuple(names)


def _hit(issue: Issue, topic: Topic, ref: PassageRef) -> tuple[int, int] | None:
    target = TOPIC + topic.id
    return next(
        (
            (mark.start, mark.end)
            for mark in issue.passages[ref].marks
            if mark.kind == "link" and mark.target == target
        ),
        None,
    )
