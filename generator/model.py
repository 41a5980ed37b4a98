"""The nouns: one frozen value per stage, from the bytes on the disk to the bytes of the site.

    Source → Article → Entry (sections of passages) → Digest → View → Output

Every stage takes nouns and makes new ones; nothing here is ever changed in place. All of them
compare by value and can be pickled, so that they can cross to another process or into a cache.
Offsets count Unicode code points and end before `end`, as in Python slices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NewType

from generator.problems import Problem

PassageId = NewType("PassageId", str)
"""An anchor: `p` and ten base-32 characters made from the passage's folded text."""

Script = Literal["Hans", "Hant", "mixed", "none"]


class PassageRef(NamedTuple):
    """A passage of one source. The same words in two sources have one id and two refs."""

    source: str  # the source's file name
    passage: PassageId


# --- what editors write -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text an editor wrote, in one or several editions: ((tag, words), …).

    The tag is empty where the editor wrote a plain string. Which words an edition shows is for
    `convert.editions.local_text` to say.
    """

    by_tag: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return any(words for _, words in self.by_tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One published form of the site: `zh-Hans`, `zh-Hant`, `zh-TW`, `en` …"""

    tag: str  # BCP 47, as in site.yaml
    label: str  # how readers know it: 简体, 繁體, English
    script: Literal["Hans", "Hant"] | None  # None: not a Chinese edition
    region: str | None  # TW, HK, …
    quotes: str  # "curly" “ ” or "corner" 「 」

    @property
    def segment(self) -> str:
        """First part of every address of the edition."""
        return self.tag.lower()

    @property
    def language(self) -> str:
        return self.tag.split("-", 1)[0].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What readers look for, as the site names it: 数字经济, 便民生活 …"""

    id: str
    title: Text
    description: Text
    words: tuple[tuple[str, float], ...] = ()  # the site's own marking words with weights
    examples: tuple[str, ...] = ()  # passages that belong to it, to learn from


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestOptions:
    """How much the digest shows. Passed to the digest stage, and nothing else of the site."""

    article_summary: int = 4  # sentences
    theme_summary: int = 5
    topic_sources: int = 2  # a topic needs passages from this many sources
    topic_limit: int = 60
    links_per_passage: int = 3
    embeddings: bool = False  # blend sentence embeddings into themes and links


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a site changes of its look without a template: each None where it is left as it is."""

    color: str | None = None  # #rrggbb, for light paper
    color_dark: str | None = None  # the same colour, light enough for dark paper
    font: Literal["song", "hei"] | None = None  # for everything, headings and text
    logo: str | None = None  # path in `static/`


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`site.yaml`, checked."""

    title: Text
    description: Text
    base_url: str  # "" or absolute, ending in a slash
    editions: tuple[Edition, ...]
    themes: tuple[Theme, ...]
    digest: DigestOptions = field(default_factory=DigestOptions)
    publish_drafts: bool = False
    look: Look | None = None
    offline: bool | None = None  # a service worker; False takes an earlier one back

    @property
    def default_edition(self) -> Edition:
        return self.editions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An editor's repair of the decoded source, shown as the editor's."""

    find: str
    replace: str
    why: str
    line: int  # of the sidecar


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEdit:
    """An editor's decision about one passage."""

    passage: PassageId
    theme: str | None  # a theme id; None: no theme. Only valid with `sets_theme`
    sets_theme: bool
    omit: bool
    quote: str  # first words, so that an orphaned decision can be understood
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """A sidecar `<name>.edit.yaml`: every decision about one source. Absent keys are None."""

    path: str = ""  # of the sidecar, for messages; "" when there is none
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None
    publisher: str | None = None
    url: str | None = None
    slug: str | None = None
    lang: str | None = None
    encoding: str | None = None
    draft: bool | None = None
    publish: str | None = None
    expire: str | None = None
    note: str | None = None
    themes: tuple[str, ...] | None = None
    summary: str | None = None
    pin: tuple[PassageId, ...] = ()
    drop: tuple[PassageId, ...] = ()
    passages: tuple[PassageEdit, ...] = ()
    corrections: tuple[Correction, ...] = ()
    names: tuple[str, ...] = ()
    link: tuple[tuple[PassageId, PassageId], ...] = ()
    unlink: tuple[tuple[PassageId, PassageId], ...] = ()
    lines: tuple[tuple[str, int], ...] = ()  # key → line, for messages about that key


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEdit:
    """A topic as an editor approved it in `content/topics.yaml`."""

    name: str
    aliases: tuple[str, ...] = ()
    slug: str | None = None
    description: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEdits:
    """`content/topics.yaml`: names that are topics, and names that never are."""

    topics: tuple[TopicEdit, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPair:
    """How both scripts write a term, whatever conversion would make of it."""

    hans: str
    hant: str
    edition: str | None = None  # only for this edition; None: for all


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """`content/glossary.yaml`: what script conversion must write, and what it must leave."""

    pairs: tuple[GlossaryPair, ...] = ()
    protect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A free page, `content/pages/<slug>.md` or `<slug>.<tag>.md`: an editor's Markdown."""

    slug: str
    path: str
    title: Text
    markdown: str
    tag: str = ""  # the edition or language it is written for; "" is for all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An entry of a PO file. `text` is empty until somebody translates it."""

    context: str  # a passage's id, or title, heading, summary; in site.po one of NAMES
    chinese: str  # what it was made from, in the script of the source
    text: str
    fuzzy: bool = False  # the translator is not sure yet
    obsolete: bool = False  # kept in the file after its passage had gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations:
    """`content/translations/<language>/<name>.po`: one article in another language."""

    language: str  # the folder's name: a BCP 47 tag
    name: str  # the source's file name without its ending; `site` for names of all articles
    path: str
    translator: str | None
    date: str | None  # ISO date of the last revision
    method: str | None  # human, machine-checked …
    entries: tuple[Translation, ...]


# --- read ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of `content/articles/`, byte for byte, with the decisions made about it."""

    name: str  # file name, `000_x.txt`
    path: str  # as shown in messages
    data: bytes
    edits: Edits = field(default_factory=Edits)

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A template or a static file, of the site or built in."""

    path: str  # relative to its folder, with slashes
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that was read. A build is a function of this and of nothing else."""

    site: Site
    sources: tuple[Source, ...]
    topics: TopicEdits
    glossary: Glossary
    pages: tuple[Page, ...]
    templates: tuple[Asset, ...]
    static: tuple[Asset, ...]
    catalogues: tuple[Asset, ...]  # <language>.po
    today: str  # ISO date: what is scheduled and what has expired depends on it
    translations: tuple[Translations, ...] = ()


# --- clean --------------------------------------------------------------------------------

BlockKind = Literal["heading", "paragraph", "item", "quote", "table", "code", "image", "note"]
MarkKind = Literal["link", "strong", "em", "code", "sup", "sub"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Inline markup as an offset into its text, so that the text itself stays plain."""

    start: int
    end: int
    kind: MarkKind
    target: str = ""  # address of a link


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, list item, table … of the main text.

    A table's rows are lines of `text`, its cells are parted by tabs. An image's text is its
    alternative text, its address is the target of its only mark.
    """

    kind: BlockKind
    text: str
    level: int = 0  # of a heading, 1 to 6
    marks: tuple[Mark, ...] = ()
    run_in: bool = False  # a heading that is the first sentence of the next paragraph's line


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Words of the source that are not on the page, and the rule that took them away."""

    kind: str  # front_matter, byline, share, navigation, pinyin, page_break, …
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A suspected slip of the source, reported and never mended."""

    kind: str
    text: str
    why: str


Standing = Literal["published", "draft", "scheduled", "expired"]
"""Of an article. Others than published ones are only there when drafts are asked for."""
PUBLISHED: Standing = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A source, understood: what it says about itself, its main text, and what was taken out."""

    source: str  # file name
    path: str
    slug: str
    format: str  # html, markdown, text, feed, docx, pdf
    encoding: str
    title: str | None
    authors: tuple[str, ...]
    date: str | None  # ISO 8601, as precise as the source
    publisher: str | None
    url: str | None
    keywords: tuple[str, ...]
    script: Script  # as found
    script_told: bool = False  # by an editor or the front matter; else found in the characters
    master: Literal["Hans", "Hant"]  # the script that is authoritative for conversion
    draft: bool
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    doubts: tuple[Doubt, ...]
    problems: tuple[Problem, ...]  # warnings about this source and its sidecar
    edits: Edits


# --- split --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The unit of the digest: a paragraph, or one item of a paragraph that enumerates."""

    id: PassageId
    paragraph: int  # number within its section, from 0
    kind: BlockKind
    text: str
    folded: str  # `text` in Simplified and half width, same length: what all matching looks at
    marks: tuple[Mark, ...]
    script: Script


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it up to the next one; the first may have no heading."""

    id: str
    heading: str | None
    level: int  # 1 before any heading
    run_in: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article with its passages: what the digest takes."""

    article: Article
    sections: tuple[Section, ...]

    def passages(self) -> Iterator[Passage]:
        for section in self.sections:
            yield from section.passages

    def refs(self) -> Iterator[PassageRef]:
        for passage in self.passages():
            yield PassageRef(self.article.source, passage.id)


# --- digest -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a passage belongs, and what decided."""

    theme: str | None
    also: tuple[str, ...]  # secondary themes, best first
    scores: tuple[tuple[str, float], ...]  # theme id → evidence, in the order of the site
    confidence: float  # 0 to 1
    reasons: tuple[str, ...]  # words and rules that decided, strongest first
    by_editor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence, verbatim, and the passage it stands in. Without a passage it is an editor's."""

    text: str
    ref: PassageRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A topic's name found in a passage."""

    ref: PassageRef
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A name that several sources speak of, and where they do."""

    id: str  # its slug
    name: str  # Simplified, or as the editor wrote it
    aliases: tuple[str, ...]
    description: Text
    mentions: tuple[Mention, ...]  # first mention in each passage, in reading order
    summary: tuple[SummarySentence, ...] = ()

    def passages(self) -> tuple[PassageRef, ...]:
        return tuple(mention.ref for mention in self.mentions)


LinkKind = Literal["same-topic", "same-figure", "update", "contrast", "duplicate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two passages of different sources that belong together. `why` names what they share."""

    a: PassageRef
    b: PassageRef
    kind: LinkKind
    score: float
    why: tuple[str, ...]  # shared names and figures, Simplified


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity as a source states it."""

    subject: str
    value: float
    unit: str
    date: str | None
    kind: Literal["actual", "target"]
    text: str  # the words that state it
    sentence: str
    ref: PassageRef
    start: int  # of `text` in the passage


class Sentence(NamedTuple):
    """A sentence that could stand in a summary, and what it is worth there."""

    passage: int  # number within the article
    start: int
    text: str
    worth: float  # on the page of its theme, where it is read without its article
    score: float  # in its own article
    alone: float  # how well it is understood without its neighbours, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What topics, keywords, links and duplicates need of one article. Bytes hold arrays of
    numbers, each of four bytes unless said otherwise; passages are numbered in reading order."""

    source: str
    title: str
    text: str  # its passages folded, without spaces and quotation marks, one a line
    starts: bytes  # where each passage begins in `text`, and where the next would
    dropped: tuple[tuple[int, tuple[int, ...]], ...]  # passage → offsets of what `text` lacks
    keys: bytes  # of each passage its words, then its pairs of characters, as hashes
    counts: bytes  # how often each key stands there; one byte
    ends: bytes  # of each passage where its words end and where its pairs end
    places: bytes  # of each word in `keys` its place in `text`: start * 256 + length
    linkable: bytes  # 1 for each passage that may be linked; one byte
    sketch: bytes  # a sample of its runs of characters, sorted
    names: tuple[tuple[str, str], ...]  # what stands as a name in it: (how it is marked, the name)
    phrases: bytes  # its noun phrases as hashes; the last bit says that one stands alone
    phrase_places: bytes  # of each its place in `text`: start * 256 + length
    runs: tuple[tuple[str, int], ...]  # phrases that it uses at least twice, and how often
    keywords: tuple[str, ...]  # that the source gives
    link: tuple[tuple[PassageId, PassageId], ...]  # the editor's
    unlink: tuple[tuple[PassageId, PassageId], ...]


class Before(NamedTuple):
    """What stands before a figure, folded: all that decides whose it is, and when."""

    words: str  # of its sentence
    year: str | None  # with which a part of the sentence opens: 到2025年底，


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One article, understood: what can be said of it without looking at any other."""

    source: str
    date: str | None
    publisher: str | None
    passages: tuple[PassageId, ...]  # in reading order
    placements: tuple[Placement, ...]  # of each passage
    themes: tuple[str, ...]  # of the article, main one first
    summary: tuple[SummarySentence, ...]
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    before: tuple[Before, ...]  # each figure
    finds: Finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What the program found in all passages together. Lists follow the site's reading order."""

    placements: dict[PassageRef, Placement]
    article_themes: dict[str, tuple[str, ...]]  # source → themes, main one first
    article_summaries: dict[str, tuple[SummarySentence, ...]]
    theme_summaries: dict[str, tuple[SummarySentence, ...]]
    keywords: dict[str, tuple[str, ...]]  # source → words
    topics: tuple[Topic, ...]
    links: tuple[Link, ...]
    figures: tuple[Figure, ...]
    # source → number of its text: the same article from two sites has one
    texts: dict[str, int] = field(default_factory=dict)
    analyses: tuple[Analysis, ...] = ()  # what it was made of


# --- write --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file of the published site."""

    path: str  # relative to the output folder, with slashes
    data: bytes
