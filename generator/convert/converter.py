"""Text of one script in, text of an edition out; and which of an editor's words an edition shows.

OpenCC converts characters and lengths stay, so what stands above it (the site's glossary, names,
rules for its known faults) is found in what goes in and put, at the same place, into what comes
out. Text that is in the edition's script already is never converted again: 長征 would become 長徵.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from generator.convert.configurations import convert_with
from generator.convert.editions import script_of
from generator.convert.phrases import Edit
from generator.convert.quotes import with_quotes
from generator.convert.recorded import Change, Recorded, told
from generator.convert.scripts import (
    detect,
    has_han,
    is_japanese,
    only_script,
    tells,
    words_of_both,
)
from generator.convert.shifts import Shift, first_come, moved_marks, shared_out
from generator.convert.step import Converted, Master, configuration_for, one_step, written
from generator.convert.strays import strays
from generator.convert.terms import Terms, glossary_forms, name_forms, terms_of
from generator.convert.verbatim import foreign, verbatim
from generator.model import Edition, Glossary, Mark, Script, Text

_SCRIPTS: tuple[Master, ...] = ("Hans", "Hant")


class LocalText(NamedTuple):
    """Words for one edition, and the language they are truly in."""

    words: str
    lang: str


@dataclass(frozen=True, slots=True)
class Converter:
    """Conversion into one edition. Nothing in it changes, so threads can share it."""

    edition: Edition
    protect: Terms
    terms: dict[Master, tuple[Terms, ...]]  # by target script: names, then the glossary

    def text(self, text: str, master: Master) -> str:
        """`text` as this edition shows it; `master` is the script that is authoritative for it."""
        if not text or text.isascii():
            return text
        if is_japanese(text):
            return text
        if (listed := self._list_of_words(text, master)) is not None:
            return listed
        kept = foreign(text)
        converted = self._convert(text, self._steps(text, master), kept)
        return self._quoted(converted, kept)

    def texts(self, texts: Sequence[str], master: Master) -> list[str]:
        """Many texts at once, which costs a good deal less than one by one."""
        return [shown for shown, _ in self.marked_texts([(text, ()) for text in texts], master)]

    def marked(
        self, text: str, marks: tuple[Mark, ...], master: Master
    ) -> tuple[str, tuple[Mark, ...]]:
        """`text` converted as a whole, across its marks, and the marks moved to where they belong.

        Words marked as code, and a link's words that are its address, stay as they are.
        """
        return self.marked_texts([(text, marks)], master)[0]

    def marked_texts(
        self, items: Sequence[tuple[str, tuple[Mark, ...]]], master: Master
    ) -> list[tuple[str, tuple[Mark, ...]]]:
        """All texts of an article with their marks, in one go; names found in one hold in all."""
        return [(one.text, one.marks) for one in self.recorded(items, master)]

    def recorded(
        self, items: Sequence[tuple[str, tuple[Mark, ...]]], master: Master
    ) -> list[Recorded]:
        """As `marked_texts`, with what the glossary, names and rules decided in each text."""
        shown = [
            Recorded(
                text if (listed := self._list_of_words(text, master)) is None else listed,
                marks,
                (),
                (),
            )
            for text, marks in items
        ]
        for steps, numbers in self._groups([text for text, _ in items], master).items():
            joined = "\n".join(items[number][0] for number in numbers)
            starts = list(accumulate((len(items[number][0]) + 1 for number in numbers), initial=0))
            kept = foreign(joined)
            for number, start in zip(numbers, starts, strict=False):
                kept += [(start + a, start + b) for a, b in verbatim(*items[number])]
            converted = self._convert(joined, steps, kept)
            shift = Shift(converted.edits)
            # Shared out once: an article of thousands of lines looks at each edit once, not
            # once a line.
            own_edits = shared_out(converted.edits, starts, lambda edit: edit[:2])
            own_kept = shared_out(kept, starts, lambda span: span)
            own_made = shared_out(converted.made, starts, lambda made: made[0][:2])
            for at, number in enumerate(numbers):
                text, marks = items[number]
                start = starts[at]
                end = start + len(text)
                if not kept and not converted.edits:
                    # Nothing has moved, which is so for nearly all articles.
                    words = self._with_quotes(converted.text[start:end])
                else:
                    edits = tuple(
                        Edit(edit.start - start, edit.end - start, edit.words)
                        for edit in own_edits.get(at, ())
                    )
                    inside = [(a - start, b - start) for a, b in own_kept.get(at, ())]
                    piece = Converted(converted.text[shift.of(start) : shift.of(end)], edits)
                    words, marks = self._quoted(piece, inside), moved_marks(marks, edits)
                changes, decided = told(own_made.get(at, ()), start)
                shown[number] = Recorded(words, marks, changes, decided)
        return shown

    def _groups(self, texts: Sequence[str], master: Master) -> dict[tuple[Master, ...], list[int]]:
        """The texts that have something to convert, by the scripts they go through."""
        groups: dict[tuple[Master, ...], list[int]] = {}
        pure = only_script("\n".join(texts))
        steps_if_pure = self._steps_from(pure, master) if pure else ()
        for number, text in enumerate(texts):
            if not text or text.isascii() or (not pure and is_japanese(text)):
                continue
            if not pure and self._lists_words(text, master):
                continue  # already shown, word by word
            steps = steps_if_pure if pure and tells(text, pure) else self._steps(text, master)
            groups.setdefault(steps, []).append(number)
        return groups

    def _list_of_words(self, text: str, master: Master) -> str | None:
        """狸猫 狸貓 貍貓: each word as it stands; None for any other text.

        A word of the edition's own script is left to its region, 無線新聞 to 無綫新聞 in Hong Kong.
        """
        words = self._lists_words(text, master)
        if not words:
            return None
        shown: list[str] = []
        for word in words:
            script = detect(word)
            if script == "mixed":
                shown.append(convert_with(configuration_for("Hant", self.edition.region), word))
            elif script == "Hant":
                of_hong_kong = configuration_for("Hant", self.edition.region) == "s2hk"
                shown.append(convert_with("t2hk", word) if of_hong_kong else word)
            else:
                shown.append(self.text(word, "Hans"))
        return "".join(shown)

    def _lists_words(self, text: str, master: Master) -> list[str]:
        """Towards Simplified such a list needs no care."""
        return words_of_both(text) if (self.edition.script or master) == "Hant" else []

    def _with_quotes(self, text: str) -> str:
        return with_quotes(text, self.edition.quotes) if self.edition.script else text

    def changes(self, text: str, master: Master) -> tuple[Change, ...]:
        """What the glossary, names and rules wrote otherwise than OpenCC, in reading order.

        In a text that goes through Simplified the way back and the way forth both count.
        """
        return self.recorded([(text, ())], master)[0].changes

    def goes_to(self, text: str, master: Master) -> Master | None:
        """The script `text` is converted to; None where it is shown as it is."""
        steps = self._steps(text, master) if text and not text.isascii() else ()
        return steps[-1] if steps else None

    def lang(self, master: Master, text: str = "") -> str:
        """The language tag of `text` in this edition, which is Chinese if it is not Japanese."""
        if text and is_japanese(text):
            return "ja"
        return self.edition.tag if self.edition.script else f"zh-{master}"

    def local(self, text: Text) -> LocalText:
        """The editor's words for this edition: its own, its script's, converted ones, any."""
        variants = [(tag, words) for tag, words in text.by_tag if words.strip()]
        if not variants:
            return LocalText("", self.edition.tag)
        for tag, words in variants:
            if tag.lower() == self.edition.tag.lower():
                return LocalText(words, self.edition.tag)
        for tag, words in variants:
            if tag and self._is_ours(tag):
                return LocalText(words, tag)
        for tag, words in variants:
            if script_of(tag) or (not tag and has_han(words)):
                master = _master(tag, words)
                return LocalText(self.text(words, master), self.lang(master))
        tag, words = variants[0]
        return LocalText(words, tag or _language_of(words, self.edition))

    def _is_ours(self, tag: str) -> bool:
        """Whether words with this tag can stand in the edition as they are."""
        if self.edition.script:
            return script_of(tag) == self.edition.script
        return tag.split("-", 1)[0].lower() == self.edition.language

    def _steps(self, text: str, master: Master) -> tuple[Master, ...]:
        """The scripts `text` goes through, the last being the one it is shown in."""
        script = detect(text)
        if script != "none":
            return self._steps_from(script, master)
        target = self.edition.script or master
        if is_japanese(text) or (target == "Hans" and not _holds_traditional(text, master)):
            return ()
        return (target,) if target == "Hans" or master == "Hans" else ()

    def _steps_from(self, script: Script, master: Master) -> tuple[Master, ...]:
        target = self.edition.script or master
        if target == "Hans":
            return () if script == "Hans" else ("Hans",)
        if script == "mixed" or (script == "Hant" and master == "Hans"):
            # Made by a machine: what it got wrong is lost in Simplified, and made anew.
            return ("Hans", "Hant")
        return ("Hant",) if script == "Hans" else ()

    def _convert(
        self, text: str, steps: tuple[Master, ...], kept: Sequence[tuple[int, int]]
    ) -> Converted:
        if not steps:
            return self._without_strays(text, kept)
        fixed = [Edit(start, end, text[start:end]) for start, end in kept]
        fixed += self.protect.edits(text)
        region = self.edition.region
        if len(steps) == 1:
            return one_step(text, steps[0], region, fixed, self.terms[steps[0]])
        simplified = one_step(text, "Hans", region, fixed, ())
        found = one_step(simplified.text, steps[-1], region, fixed, self.terms[steps[-1]])
        return found._replace(made=(*simplified.made, *found.made))

    def _without_strays(self, text: str, kept: Sequence[tuple[int, int]]) -> Converted:
        """A text of the edition's own script, but for words of the other that it copied."""
        if self.edition.script != "Hans":
            return Converted(text)
        fixed = [Edit(start, end, text[start:end]) for start, end in kept]
        edits = first_come([fixed, self.protect.edits(text), strays(text)])
        return written(text, edits, lambda ruled: [edit.rule for edit in ruled])

    def _quoted(self, converted: Converted, kept: Sequence[tuple[int, int]]) -> str:
        if self.edition.script is None:
            return converted.text
        if not kept:
            return with_quotes(converted.text, self.edition.quotes)
        shift = Shift(converted.edits)
        moved = [(shift.of(start), shift.of(end, ends=True)) for start, end in kept]
        return with_quotes(converted.text, self.edition.quotes, moved)


@lru_cache(maxsize=1024)
def converter(edition: Edition, glossary: Glossary, names: tuple[str, ...] = ()) -> Converter:
    """The converter of an edition, with the site's glossary and the names of an article."""
    protect = terms_of({word: word for word in glossary.protect}, "protected")
    terms: dict[Master, tuple[Terms, ...]] = {}
    for target in _SCRIPTS:
        found = (
            terms_of(name_forms(names, target), "name"),
            terms_of(glossary_forms(glossary, target, edition.tag), "glossary"),
        )
        terms[target] = tuple(one for one in found if one.forms)
    return Converter(edition, protect, terms)


def _holds_traditional(text: str, master: Master) -> bool:
    """Whether a text without a telling character is Traditional after all: 背後 in a heading.

    t2s changes nothing that is Simplified; tw2s, which converts, would (显著 to 显着).
    """
    return master == "Hant" or convert_with("t2s", text) != text


def _master(tag: str, words: str) -> Master:
    script = detect(words)
    if script in ("Hans", "Hant"):
        return "Hans" if script == "Hans" else "Hant"
    return script_of(tag) or "Hans"


def _language_of(words: str, edition: Edition) -> str:
    """A plain string without a tag and without Han characters: English, or none at all."""
    if not any(character.isalpha() for character in words):
        return edition.tag
    return "en" if words.isascii() else "und"
