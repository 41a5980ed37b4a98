"""Each source alone, understood: in workers, and not again while nothing of it has changed.

Inputs in, the articles that are published in reading order out, with what is wrong with sources.
What all articles give together comes after it (`pipeline`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.articles import (
    Brief,
    Lesson,
    Parted,
    Scope,
    Texts,
    Understand,
    Wanted,
    only_words,
    read_source,
    teaser_keys,
    texts_in,
)
from generator.convert.translations import SITE_NAMES
from generator.convert.words import found_parted
from generator.digest import analyse, decided
from generator.digest.classifier import Example
from generator.digest.meaning import Embed, Meaning, meaning
from generator.engine.codec import decode, encode, key_of
from generator.engine.executors import Executor, Lost
from generator.engine.store import Store
from generator.keeping import kept
from generator.known import (
    FetchedEntries,
    Read,
    in_reading_order,
    marked,
    read_of,
    standing_of,
    with_own_slugs,
)
from generator.model import PUBLISHED, Entry, Inputs, Source, Translations
from generator.problems import Problem, error
from generator.render import cards_of

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, how many there are)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All sources, understood, in the site's reading order: newest first, undated last."""

    articles: tuple[Read, ...]
    entries: Sequence[Entry]  # read from the store when they are asked for
    problems: tuple[Problem, ...]
    sense: Meaning | None = None  # where the site has switched on sentence embeddings


class Understanding:
    """Understands again and again; what came of a source stays while nothing of it has changed.

    `asked` is told of each key that is looked for in the store. With `holds_texts` what was read
    from there stays in memory, so that the same article has the same texts, not equal ones.
    """

    def __init__(
        self,
        executor: Executor,
        store: Store,
        code: bytes,
        asked: Callable[[bytes], object],
        *,
        holds_texts: bool,
    ) -> None:
        self._executor = executor
        self._store = store
        self._code = code
        self._asked = asked
        self._learned: Lesson | None = None
        self._recalled: dict[str, _Recalled] = {}
        self._taught: dict[str, tuple[Source, tuple[Example, ...]]] = {}
        self._again: Understand | None = None  # for what the store has lost
        self._held: dict[bytes, Texts] | None = {} if holds_texts else None
        self._last: tuple[bytes, Texts | None] = b"", None

    def read(
        self, inputs: Inputs, progress: Progress, embed: Embed | None, left_out: Sequence[Source]
    ) -> Reading:
        lesson = self._lesson(inputs)
        sources = [source for source in inputs.sources if source not in left_out]
        problems: list[Problem] = [_lost(source) for source in left_out]
        found: list[Read] = []
        for done, (source, key, result) in enumerate(self._understood(inputs, sources, lesson), 1):
            progress("articles", done, len(inputs.sources))
            if isinstance(result, Lost):
                problems.append(_lost(source))
            elif result.fault is not None:
                problems.append(result.fault)
            else:
                problems += result.problems
                article = read_of(source, key, result)
                if article is not None:
                    standing = standing_of(article.facts, inputs.today)
                    if standing == PUBLISHED or inputs.site.publish_drafts:
                        found.append(replace(article, cards=marked(article.cards, standing)))
        self._again = Understand(lesson, *scope_of(inputs), self._store)
        articles = tuple(in_reading_order(with_own_slugs(found)))
        if self._held:
            self._held = {
                one.texts: held for one in articles if (held := self._held.get(one.texts))
            }
        sense = None
        entries: Sequence[Entry] = FetchedEntries(articles, lambda one: self.texts(one).entry)
        if embed is not None:
            entries = tuple(entries)
            sense = meaning(entries, lesson.knowledge.learned, embed)
            seen = self._again.contexts
            articles = tuple(
                replace(
                    one,
                    analysis=analysis,
                    cards=marked(cards, one.cards[0].standing),
                    teasers=teaser_keys(cards),
                )
                for one, entry in zip(articles, entries, strict=True)
                for own in (self.texts(one).own,)
                for analysis in (analyse(entry, lesson.knowledge, sense),)
                for cards in (cards_of(seen, entry, own, analysis.summary),)
            )
        return Reading(articles=articles, entries=entries, problems=tuple(problems), sense=sense)

    def texts(self, article: Read) -> Texts:
        """From the store, or made again where the store has lost them."""
        held = self._held.get(article.texts) if self._held else None
        if held is not None and held.entry.article.slug == article.facts.slug:
            return held
        key, last = self._last
        if key == article.texts and last is not None:  # its entry and its words are asked in turn
            return last.at(article.facts.slug)
        found = texts_in(self._store, article.texts)
        if found is None and self._again is not None:
            self._again(Wanted(article.key, article.source))
            found = texts_in(self._store, article.texts)
        assert found is not None, "what was just put into the store is there"
        found = found.at(article.facts.slug)
        if self._held is not None:
            self._held[article.texts] = found
        self._last = article.texts, found
        return found

    def _lesson(self, inputs: Inputs) -> Lesson:
        """What editors decided is learned from first; few sources hold such decisions."""
        before, self._taught = self._taught, {}
        examples: list[Example] = []
        for source in inputs.sources:
            if _teaches(source):
                same, taught = before.get(source.name, (None, ()))
                if same is not source:
                    taught = _examples(source)
                self._taught[source.name] = source, taught
                examples += taught
        lesson = Lesson(inputs.site.themes, tuple(examples), inputs.site.digest)
        if self._learned is None or self._learned != lesson:
            self._learned = lesson
        return self._learned  # with what was learned from it

    def _understood(
        self, inputs: Inputs, sources: Sequence[Source], lesson: Lesson
    ) -> Iterator[tuple[Source, bytes, Brief | Lost]]:
        scope, translations = scope_of(inputs)
        names = site_names(translations)
        own: defaultdict[str, list[Translations]] = defaultdict(list)
        for one in translations:
            own[one.name].append(one)
        common = key_of(self._code, "understood", lesson.key, scope, names)
        keys = [self._key(common, source, own.get(source.stem, ())) for source in sources]
        learned = key_of(self._code, "learned", lesson.key)
        parted = key_of(self._code, "parted")
        for asked in (*keys, learned, parted):
            self._asked(asked)
        recalled = {one.key: one.found for one in self._recalled.values()}
        known = {
            key: found
            for key in keys
            if (found := recalled.get(key) or kept(self._store, key, Brief)) is not None
        }
        self._recalled = {}
        missing = [at for at, key in enumerate(keys) if key not in known]
        made: Iterator[bytes | Lost] = iter(())
        phrases = None
        if missing:
            lesson.learn(self._store, learned)
            phrases = kept(self._store, parted, Parted)
            stage = Understand(
                lesson, scope, translations, self._store, phrases.phrases if phrases else ()
            )
            wanted = [Wanted(keys[at], sources[at]) for at in missing]
            made = self._executor.map(stage, wanted)
        for source, key in zip(sources, keys, strict=True):
            result: Brief | Lost | None = known.pop(key, None)
            if result is None:
                fresh = next(made)
                if isinstance(fresh, Lost):
                    result = fresh
                else:
                    self._store.put(key, fresh)
                    # Read back even now: what is kept and what is fresh are then alike to the
                    # last detail, such as a whole number where the model says float.
                    result = decode(fresh, Brief)
            if isinstance(result, Brief):
                self._asked(result.texts)
                self._recalled[source.name] = _Recalled(
                    source, common, own.get(source.stem, ()), key, result
                )
            yield source, key, result
        if missing and not phrases and (found_out := found_parted()):
            self._store.put(parted, encode(Parted(found_out)))

    def _key(self, common: bytes, source: Source, own: Sequence[Translations]) -> bytes:
        """What the source is kept under. A preview gives an unchanged source as the same object."""
        recalled = self._recalled.get(source.name)
        if (
            recalled
            and recalled.source is source
            and recalled.common == common
            and [*map(id, recalled.own)] == [*map(id, own)]
        ):
            return recalled.key
        return key_of(common, source, own)


@dataclass(frozen=True, slots=True)
class _Recalled:
    """What the last build understood of a source."""

    source: Source
    common: bytes  # key of all that it depends on beside itself and its translations
    own: Sequence[Translations]
    key: bytes
    found: Brief


def scope_of(inputs: Inputs) -> tuple[Scope, tuple[Translations, ...]]:
    """What the words of articles depend on, beside the articles."""
    scope = Scope(
        site=only_words(inputs.site),
        glossary=inputs.glossary,
        catalogues=catalogues_of(inputs),
    )
    return scope, inputs.translations


def site_names(translations: Sequence[Translations]) -> tuple[Translations, ...]:
    """Those of names of the whole site, which any page may show."""
    return tuple(one for one in translations if one.name == SITE_NAMES)


def catalogues_of(inputs: Inputs) -> tuple[tuple[str, bytes], ...]:
    return tuple((one.path.removesuffix(".po"), one.data) for one in inputs.catalogues)


def _lost(source: Source) -> Problem:
    fix = "this article is left out; try `wenzhai inspect` on it, or shorten it"
    return error(source.path, 1, "the process that read it died, twice", fix)


def _examples(source: Source) -> tuple[Example, ...]:
    result = read_source(source)
    return () if isinstance(result, Problem) else tuple(decided(result[0]))


def _teaches(source: Source) -> bool:
    return any(edit.sets_theme for edit in source.edits.passages)
