"""PO files for translators: made, brought up to date, and filled in, without losing anything.

What is wanted now and the old file in, the new file out. An entry that still says the same keeps
all it had, to the character. A new one is empty, or, where the Chinese has changed, begins with the
old translation marked fuzzy. One that is wanted no longer is kept as obsolete with its Chinese,
from which a stale translation is shown until somebody renews it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.convert.fold import fold
from generator.convert.translations import essence
from generator.decide.po_text import (
    PoEntry,
    PoText,
    as_guess,
    as_obsolete,
    cut,
    joined,
    new_entry,
    with_text,
    with_words,
)
from generator.model import Edition
from generator.problems import ProblemError, error
from generator.read.translations import decoded, parsed

Wanted = Iterable[tuple[str, str]]  # context and Chinese

_ALIKE = 0.6  # from here on words are taken for what became of others
_MARK = b"\xef\xbb\xbf"


def refreshed(old: bytes | None, path: str, wanted: Wanted, edition: Edition, about: str) -> bytes:
    """Raises ProblemError where the old file is no PO file: it is never overwritten."""
    po = _read(old, path, edition, about)
    return joined(_refreshed(po, tuple(wanted))).encode("utf-8")


def translated(
    old: bytes | None,
    path: str,
    wanted: Wanted,
    edition: Edition,
    about: str,
    *,
    context: str,
    chinese: str,
    text: str,
    unsure: bool = False,
) -> bytes:
    """The file with one more entry filled in; `chinese` is what it was made from."""
    po = _read(old, path, edition, about)
    key = context, essence(chinese)
    if not any(_key(entry) == key and not entry.obsolete for entry in po.entries):
        po = _refreshed(po, (*wanted, (context, chinese)))
    entries = tuple(
        with_text(entry, text, unsure) if _key(entry) == key and not entry.obsolete else entry
        for entry in po.entries
    )
    return joined(replace(po, entries=entries)).encode("utf-8")


def entry_of(data: bytes | None, path: str, context: str, chinese: str) -> str | None:
    """What the file gives for these words now; None where it has no such entry."""
    if data is None:
        return None
    key = context, essence(chinese)
    found = [one for one in _read(data, path, None, "").entries if _key(one) == key]
    return next((one.text for one in found if not one.obsolete), None)


def translation_met(
    seen: bytes | None, current: bytes | None, path: str, context: str, chinese: str
) -> None:
    """Raises ProblemError where somebody else has translated these words meanwhile."""
    if seen == current:
        return
    if (entry_of(seen, path, context, chinese) or "") != (
        entry_of(current, path, context, chinese) or ""
    ):
        cause = "this passage has been translated differently since the desk showed it"
        raise ProblemError(error(path, 1, cause, "look at it as it is now, then decide again"))


def _read(old: bytes | None, path: str, edition: Edition | None, about: str) -> PoText:
    text = decoded(old, path) if old is not None else ""
    if text.strip():
        parsed(text, path)  # only what every tool can read is cut and written
    po = cut(text)
    po = replace(po, marked=bool(old) and old is not None and old.startswith(_MARK))
    if not po.header and edition is not None:
        po = replace(po, header=tuple(_header(edition, about).split("\n")))
    return po


def _refreshed(po: PoText, wanted: Sequence[tuple[str, str]]) -> PoText:
    known: dict[tuple[str, str], PoEntry] = {}
    for entry in sorted(po.entries, key=lambda one: not one.obsolete):  # what is in use wins
        known[_key(entry)] = entry
    keys = dict.fromkeys((context, essence(chinese)) for context, chinese in wanted)
    words = {(context, essence(chinese)): chinese for context, chinese in reversed(wanted)}
    used = {id(known[key]) for key in keys if key in known}
    gone = [entry for entry in po.entries if id(entry) not in used and _tells(entry)]
    guesses = _guesses([key for key in keys if key not in known], words, gone)
    entries: list[PoEntry] = []
    for key in keys:
        context, chinese = key[0], words[key]
        if key in known:
            entries.append(with_words(known[key], context, chinese))
        elif key in guesses:
            entries.append(as_guess(guesses[key], context, chinese))
        else:
            entries.append(new_entry(context, chinese))
    return replace(po, entries=(*entries, *map(as_obsolete, gone)))


def _guesses(
    new: Sequence[tuple[str, str]], words: dict[tuple[str, str], str], gone: Sequence[PoEntry]
) -> dict[tuple[str, str], PoEntry]:
    """Each new entry with the one whose Chinese is most like it; each of those once."""
    candidates = [entry for entry in gone if entry.text]
    pairs: list[tuple[float, int, int]] = []
    for at, entry in enumerate(candidates):
        # Without `autojunk`, which ignores the frequent characters of any longer text.
        matcher = difflib.SequenceMatcher(None, b=fold(entry.chinese), autojunk=False)
        for number, key in enumerate(new):
            if _kind(key[0]) != _kind(entry.context):
                continue
            matcher.set_seq1(fold(words[key]))
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                ratio = matcher.ratio()
                if ratio >= _ALIKE:
                    # Of two that are equally like it, the one still in use.
                    pairs.append((-ratio + entry.obsolete * 1e-6, number, at))
    found: dict[tuple[str, str], PoEntry] = {}
    taken: set[int] = set()
    for _, number, at in sorted(pairs):
        if new[number] not in found and at not in taken:
            found[new[number]] = candidates[at]
            taken.add(at)
    return found


def _kind(context: str) -> str:
    """Passages have ids, which change with their words; anything else is named."""
    return "passage" if re.fullmatch(r"p[a-z2-7]{10}(-\d+)?", context) else context


def _key(entry: PoEntry) -> tuple[str, str]:
    return entry.context, essence(entry.chinese)


def _tells(entry: PoEntry) -> bool:
    noted = any(line.startswith(("# ", "#.")) for line in entry.comments)
    return bool(any(entry.texts) or noted)


def _header(edition: Edition, about: str) -> str:
    fields = (
        f"Project-Id-Version: {about}",
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: FULL NAME <EMAIL@ADDRESS>",
        f"Language: {edition.tag.replace('-', '_')}",
        "X-Method: ",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    )
    lines = [f"# {edition.label}: {about}"]
    lines += ["# X-Method says how: human, or machine-checked by whom.", 'msgid ""', 'msgstr ""']
    escaped = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    return "\n".join([*lines, *(f'"{field}\\n"' for field in escaped)])
