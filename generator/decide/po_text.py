"""A PO file as translators' tools write it, cut into entries that keep every character.

Poedit wraps lines, writes previous msgids (`#| msgid`), references, flags, plural forms, its own
`X-` fields, and on Windows CRLF with a byte order mark. An entry that nobody changed is written
back as it was read; only a changed one is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from babel.messages.pofile import denormalize, normalize

_BODY = re.compile(r'(#~\s*)?(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)?\s*(".*")\s*\Z')
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoEntry:
    """`lines` are its own, comments first; the blank lines between entries belong to none."""

    lines: tuple[str, ...]
    context: str
    chinese: str  # the msgid
    texts: tuple[str, ...]  # msgstr, or msgstr[0], msgstr[1] …
    plural: bool
    fuzzy: bool
    obsolete: bool

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""

    @property
    def comments(self) -> tuple[str, ...]:
        return tuple(line for line in self.lines if _is_comment(line))


@dataclass(frozen=True, slots=True)
class PoText:
    header: tuple[str, ...]  # lines; () where there is none
    entries: tuple[PoEntry, ...]
    after: tuple[str, ...]  # comments at the end that belong to no entry
    eol: str
    marked: bool  # begins with a byte order mark


def cut(text: str) -> PoText:
    """`text` decoded, and known to be a PO file."""
    marked = text.startswith(_MARK)
    eol = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    lines = text.removeprefix(_MARK).replace("\r\n", "\n").split("\n")
    groups, after = _groups(lines)
    entries = [_entry(group) for group in groups]
    header: tuple[str, ...] = ()
    if entries and not entries[0].chinese and not entries[0].context and not entries[0].obsolete:
        header = entries.pop(0).lines
    return PoText(header, tuple(entries), tuple(after), eol, marked)


def joined(po: PoText) -> str:
    parts = [part for part in (po.header, *(entry.lines for entry in po.entries), po.after) if part]
    text = "\n\n".join("\n".join(part) for part in parts) + "\n"
    return (_MARK if po.marked else "") + text.replace("\n", po.eol)


def new_entry(context: str, chinese: str, text: str = "") -> PoEntry:
    lines = [*_field("msgctxt", context), *_field("msgid", chinese), *_field("msgstr", text)]
    return PoEntry(
        lines=tuple(lines),
        context=context,
        chinese=chinese,
        texts=(text,),
        plural=False,
        fuzzy=False,
        obsolete=False,
    )


def with_text(entry: PoEntry, text: str, unsure: bool = False) -> PoEntry:
    """Translated: a translator has looked at it, so what it was before is no longer needed."""
    kept = [line for line in entry.comments if not line.startswith("#|")]
    return _remade(entry, _flagged(kept, unsure), entry.context, entry.chinese, text, unsure)


def with_words(entry: PoEntry, context: str, chinese: str) -> PoEntry:
    """The same translation, of words that differ in script, width or punctuation only."""
    if entry.context == context and entry.chinese == chinese and not entry.obsolete:
        return entry
    unsure = entry.fuzzy
    return _remade(entry, list(entry.comments), context, chinese, entry.text, unsure)


def as_guess(entry: PoEntry, context: str, chinese: str) -> PoEntry:
    """For words that have changed: the old translation to start from, marked fuzzy, with the words
    it was made from, as msgmerge does it."""
    kept = [line for line in entry.comments if not line.startswith("#|")]
    before = [*_field("msgctxt", entry.context), *_field("msgid", entry.chinese)]
    comments = [*_flagged(kept, True), *(f"#| {line}" for line in before)]
    return _remade(entry, comments, context, chinese, entry.text, True)


def as_obsolete(entry: PoEntry) -> PoEntry:
    if entry.obsolete:
        return entry
    lines = [line if _is_comment(line) else f"#~ {line}" for line in entry.lines]
    lines = [f"#~{line[1:]}" if line.startswith("#|") else line for line in lines]
    return replace(entry, lines=tuple(lines), obsolete=True)


def _remade(
    entry: PoEntry, comments: list[str], context: str, chinese: str, text: str, unsure: bool
) -> PoEntry:
    revived = [f"#{line[2:]}" if line.startswith("#~|") else line for line in comments]
    body = [*_field("msgctxt", context), *_field("msgid", chinese)]
    if entry.plural:
        old = [line.removeprefix("#~").lstrip() for line in entry.lines if not _is_comment(line)]
        start = next(at for at, line in enumerate(old) if line.startswith("msgid_plural"))
        end = next(at for at, line in enumerate(old) if line.startswith("msgstr"))
        body += old[start:end]
        texts = (text, *entry.texts[1:])
        for number, one in enumerate(texts):
            body += _field(f"msgstr[{number}]", one)
    else:
        texts = (text,)
        body += _field("msgstr", text)
    return replace(
        entry,
        lines=(*revived, *body),
        context=context,
        chinese=chinese,
        texts=texts,
        fuzzy=unsure,
        obsolete=False,
    )


def _flagged(comments: Sequence[str], unsure: bool) -> list[str]:
    """The flags with or without `fuzzy`, at the place where they stood."""
    kept: list[str] = []
    flags: list[str] = []
    for line in comments:
        if line.startswith("#,"):
            flags += [flag.strip() for flag in line[2:].split(",")]
        else:
            kept.append(line)
    flags = [flag for flag in dict.fromkeys(flags) if flag and flag != "fuzzy"]
    if unsure:
        flags.insert(0, "fuzzy")
    return [*kept, f"#, {', '.join(flags)}"] if flags else kept


def _groups(lines: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Lines of each entry. An entry ends with its last msgstr, blank line or none."""
    groups: list[list[str]] = []
    own: list[str] = []
    translated = False  # the msgstr has begun
    for line in lines:
        match = _BODY.match(line.strip())
        keyword = match[2] if match else None
        begins = not match or keyword in ("msgctxt", "msgid")
        if translated and begins:
            groups.append(own)
            own, translated = [], False
        if line.strip():
            own.append(line)
        if keyword and keyword.startswith("msgstr"):
            translated = True
    if translated:
        groups.append(own)
        own = []
    return groups, own


def _entry(lines: Sequence[str]) -> PoEntry:
    fields: dict[str, list[str]] = {}
    name, obsolete = "", False
    for line in lines:
        match = None if _is_comment(line) else _BODY.match(line.strip())
        if match is None:
            continue
        obsolete = obsolete or bool(match[1])
        name = match[2] or name
        fields.setdefault(name, []).append(match[3])
    said = {name: denormalize("\n".join(parts)) for name, parts in fields.items()}
    return PoEntry(
        lines=tuple(lines),
        context=said.get("msgctxt", ""),
        chinese=said.get("msgid", ""),
        texts=tuple(words for name, words in said.items() if name.startswith("msgstr")),
        plural="msgid_plural" in said,
        fuzzy=any(line.startswith("#,") and "fuzzy" in line for line in lines),
        obsolete=obsolete,
    )


def _is_comment(line: str) -> bool:
    line = line.strip()
    return line.startswith("#") and (not line.startswith("#~") or line.startswith("#~|"))


def _field(name: str, words: str) -> Iterator[str]:
    if name == "msgctxt" and not words:
        return
    for at, line in enumerate(normalize(words, width=0).splitlines()):
        yield f"{name} {line}" if at == 0 else line
