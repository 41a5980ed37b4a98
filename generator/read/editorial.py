"""The editors' files beside the articles: topics, glossary, free pages."""

from __future__ import annotations

from generator.model import Glossary, GlossaryPair, Page, Text, TopicEdit, TopicEdits
from generator.read.fields import Fields
from generator.read.strict_yaml import load_mapping

TOPICS_KEYS = ("topics", "ignore")
TOPIC_KEYS = ("name", "aliases", "slug", "description")
GLOSSARY_KEYS = ("pairs", "protect")
PAIR_KEYS = ("hans", "hant", "edition")

_FENCE = "---"


def read_topics(data: bytes, path: str) -> TopicEdits:
    """`content/topics.yaml`. Raises ProblemError."""
    fields = Fields.of_file(data, path)
    fields.only(TOPICS_KEYS)
    topics = []
    for entry in fields.mappings("topics"):
        entry.only(TOPIC_KEYS)
        topics.append(
            TopicEdit(
                name=entry.needed_string("name", "write `name: the topic`"),
                aliases=entry.strings("aliases") or (),
                slug=entry.slug("slug"),
                description=entry.text("description"),
            )
        )
    return TopicEdits(topics=tuple(topics), ignore=fields.strings("ignore") or ())


def read_glossary(data: bytes, path: str) -> Glossary:
    """`content/glossary.yaml`. Raises ProblemError."""
    fields = Fields.of_file(data, path)
    fields.only(GLOSSARY_KEYS)
    pairs = []
    for entry in fields.mappings("pairs"):
        entry.only(PAIR_KEYS)
        pairs.append(
            GlossaryPair(
                hans=entry.needed_string("hans", "write `hans: the Simplified form`"),
                hant=entry.needed_string("hant", "write `hant: the Traditional form`"),
                edition=entry.string("edition"),
            )
        )
    return Glossary(pairs=tuple(pairs), protect=fields.strings("protect") or ())


def read_page(data: bytes, path: str, slug: str, tag: str = "") -> Page:
    """A free page: Markdown, with a title in YAML front matter. Raises ProblemError."""
    text = data.decode("utf-8-sig", errors="replace")
    title = Text(by_tag=((tag, slug),))
    lines = text.splitlines()
    if lines and lines[0].strip() == _FENCE and _FENCE in (line.strip() for line in lines[1:]):
        end = next(at for at, line in enumerate(lines[1:], 1) if line.strip() == _FENCE)
        values, where = load_mapping("\n".join(lines[1:end]), path, first_line=2)
        fields = Fields(values, where, path)
        fields.only(("title",))
        title = _in_language(fields.text("title"), tag) or title
        text = "\n".join(lines[end + 1 :])
    return Page(slug=slug, path=path, title=title, markdown=text, tag=tag)


def _in_language(title: Text, tag: str) -> Text:
    """A plain title is in the language of its file."""
    return Text(by_tag=tuple((own or tag, words) for own, words in title.by_tag))
